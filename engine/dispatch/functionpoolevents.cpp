// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// FunctionPool, second half: what instances do and what time does.
#include <fmt/format.h>

#include "engine/dispatch/functionpool.h"
#include "engine/dispatch/lambdaevent.h"

namespace straightline::dispatch
{
namespace
{

using std::chrono::milliseconds;

constexpr std::size_t kLedgerLines = 32;
constexpr unsigned kMostGivings = 3;
constexpr milliseconds kLastBytes{20};      ///< after an exit: to accept what the instance still sent
constexpr milliseconds kLastBytesMost{500}; ///< … when a connection stays open

} // namespace

void FunctionPool::instanceReady(InstanceId id)
{
    Instance& instance = m_instances.at(id);
    if (instance.state == State::Starting) {
        ++m_status.coldStarts;
        m_status.startFailuresInRow = 0;
        m_mayStart = {};
        if (m_status.latestColdStarts.size() == kLedgerLines)
            m_status.latestColdStarts.erase(m_status.latestColdStarts.begin());
        const auto took = std::chrono::steady_clock::now() - instance.started;
        m_status.latestColdStarts.push_back({id, instance.startedWall,
                                             std::chrono::duration_cast<std::chrono::microseconds>(took),
                                             std::chrono::microseconds{0}});
    } else if (instance.state != State::Returning) {
        return;
    }
    becameFree(instance);
}

void FunctionPool::becameFree(Instance& instance)
{
    instance.state = State::Idle;
    instance.since = std::chrono::steady_clock::now();
    if (instance.generation != m_generation || m_retired || live() > m_route.capacity)
        end(instance, StopReason::Removed);
    advance();
}

void FunctionPool::instanceLeft(InstanceId id)
{
    Instance& instance = m_instances.at(id);
    if (instance.state != State::Idle)
        return;
    instance.state = State::Returning; // it may connect again
    instance.since = std::chrono::steady_clock::now();
}

void FunctionPool::eventTaken(InstanceId id, bool whole)
{
    Instance& instance = m_instances.at(id);
    if (!instance.current)
        return;
    if (whole) {
        ++instance.invocations;
        ++m_status.invocations;
        instance.current->request.body = {};
        return;
    }
    // The connection broke before the event was through: nothing has run, another instance may have it.
    FunctionInvocation again = std::move(*instance.current);
    instance.current.reset();
    instance.state = State::Returning;
    instance.since = std::chrono::steady_clock::now();
    if (again.abandoned)
        return;
    if (again.givings >= kMostGivings)
        return answerUnserved(again, AttemptOutcome::ConnectFailed, "instances went away before the event");
    m_waiting.push_front(std::move(again));
    advance();
}

void FunctionPool::answered(InstanceId id, std::string json)
{
    Instance& instance = m_instances.at(id);
    if (instance.state != State::Busy)
        return;
    instance.state = State::Returning;
    instance.since = std::chrono::steady_clock::now();
    auto read = readLambdaAnswer(json, m_route.function.answerLimitBytes);
    if (!read) {
        ++m_status.badAnswers;
        return failCurrent(instance, AttemptOutcome::FunctionFailed, std::move(read.error().detail));
    }
    if (!instance.current)
        return;
    FunctionAnswer answer;
    answer.outcome = AttemptOutcome::Ok;
    answer.status = static_cast<std::uint16_t>(read->status);
    answer.headers = std::move(read->headers);
    answer.body = std::move(read->body);
    complete(instance, std::move(answer));
}

void FunctionPool::failed(InstanceId id, std::string why)
{
    Instance& instance = m_instances.at(id);
    if (instance.state != State::Busy)
        return;
    ++m_status.badAnswers;
    instance.state = State::Returning;
    instance.since = std::chrono::steady_clock::now();
    failCurrent(instance, AttemptOutcome::FunctionFailed, std::move(why));
}

void FunctionPool::initFailed(InstanceId id, std::string why)
{
    Instance& instance = m_instances.at(id);
    if (instance.state != State::Starting)
        return;
    startFailed("initialization failed: " + why);
    // Ended a moment later, so that the process can read our answer; its exit is no second failure.
    instance.state = State::Ending;
    instance.since = std::chrono::steady_clock::now();
    m_around.supervisor.stopInstance(instance.id, StopReason::BadAnswer);
    advance();
}

bool FunctionPool::instanceExited(InstanceId id, const std::string& why)
{
    const auto found = m_instances.find(id);
    if (found == m_instances.end())
        return false;
    Instance& instance = found->second;
    if (instance.state == State::Busy) {
        instance.exited.emplace(std::chrono::steady_clock::now(), why);
        return true;
    }
    if (instance.state == State::Starting)
        startFailed(why);
    m_instances.erase(found);
    advance();
    return true;
}

/// What it said before it ended has been read.
void FunctionPool::finishExit(Instance& instance)
{
    if (instance.state == State::Busy) {
        ++m_status.crashes;
        failCurrent(instance, AttemptOutcome::FunctionFailed,
                    "the function ended during the invocation: " + instance.exited->second);
    }
    const InstanceId id = instance.id;
    m_instances.erase(id);
    advance();
}

void FunctionPool::tick()
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<InstanceId> ids;
    for (const auto& [id, instance] : m_instances)
        ids.push_back(id);
    for (const InstanceId id : ids) {
        if (const auto found = m_instances.find(id); found != m_instances.end())
            tickInstance(found->second, now);
    }
    tickWaiting(now);
    advance();
}

void FunctionPool::tickInstance(Instance& instance, FunctionTime now)
{
    const FunctionSettings& settings = m_route.function;
    const auto age = now - instance.since;
    if (instance.exited) {
        const auto gone = now - instance.exited->first;
        if (gone > kLastBytesMost || (gone > kLastBytes && !instance.endpoint->hasConnections()))
            finishExit(instance);
        return;
    }
    if (instance.state == State::Starting && age > settings.initTimeout) {
        startFailed(fmt::format("the function did not ask for an invocation within {} ms of its start",
                                settings.initTimeout.count()));
        end(instance, StopReason::InitTimeout);
    } else if (instance.state == State::Returning && age > settings.initTimeout) {
        note("an instance did not ask for the next invocation");
        end(instance, StopReason::BadAnswer);
    } else if (instance.state == State::Idle
               && (age > settings.keepAlive || !m_route.inService || live() > m_route.capacity)) {
        end(instance, StopReason::Idle);
    } else if (instance.state == State::Busy) {
        if (age > settings.invocationTimeout) {
            ++m_status.timeouts;
            failCurrent(instance, AttemptOutcome::Timeout,
                        fmt::format("the function did not answer within {} ms", settings.invocationTimeout.count()));
            end(instance, StopReason::InvocationTimeout);
        } else if (!instance.current->abandoned && now > instance.current->request.deadline) {
            // The client is told; the instance has the rest of its own time.
            FunctionAnswer answer;
            answer.outcome = AttemptOutcome::Timeout;
            answer.error = "the request's deadline passed while the function worked";
            finishTimed(instance, *instance.current, std::move(answer));
            instance.current->abandoned = true;
        }
    }
}

void FunctionPool::tickWaiting(FunctionTime now)
{
    std::vector<FunctionInvocation> late;
    for (auto each = m_waiting.begin(); each != m_waiting.end();) {
        if (now <= each->request.deadline) {
            ++each;
            continue;
        }
        late.push_back(std::move(*each));
        each = m_waiting.erase(each);
    }
    for (const FunctionInvocation& each : late)
        answerUnserved(each, AttemptOutcome::Timeout,
                       m_status.startFailuresInRow > 0 ? "the function cannot be started: " + m_status.lastError
                                                       : "no function instance came free before the deadline");
}

bool FunctionPool::isQuiet() const
{
    return m_waiting.empty() && count(State::Idle) + count(State::Ending) == m_instances.size();
}

FunctionStatus FunctionPool::status() const
{
    FunctionStatus status = m_status;
    status.waiting = static_cast<std::uint32_t>(m_waiting.size());
    for (const auto& [id, instance] : m_instances) {
        FunctionInstanceState state = FunctionInstanceState::Busy;
        if (instance.state == State::Starting)
            state = FunctionInstanceState::Starting;
        else if (instance.state == State::Idle || instance.state == State::Returning)
            state = FunctionInstanceState::Idle;
        else if (instance.state == State::Ending)
            state = FunctionInstanceState::Ending;
        status.instances.push_back({id, state, instance.startedWall, instance.invocations});
    }
    return status;
}

} // namespace straightline::dispatch
