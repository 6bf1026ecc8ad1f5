// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/functionpool.h"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "engine/dispatch/lambdaevent.h"

namespace straightline::dispatch
{
namespace
{

using std::chrono::milliseconds;

constexpr std::uint32_t kHopelessAfter = 3; ///< failed starts in a row
constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{10'000};

FunctionTime now()
{
    return std::chrono::steady_clock::now();
}

std::chrono::microseconds microsSince(FunctionTime from)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(now() - from);
}

std::uint32_t microsBetween(FunctionTime from, FunctionTime to)
{
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(micros, 0, UINT32_MAX));
}

/// Starting many processes at once on few cores makes each of them late.
std::size_t mostStarting()
{
    return std::max<std::size_t>(4, std::size_t{2} * std::thread::hardware_concurrency());
}

} // namespace

FunctionPool::FunctionPool(Surroundings surroundings, const BackendRoute& route, std::string name)
    : m_around(std::move(surroundings))
    , m_route(route)
    , m_name(std::move(name))
{
}

void FunctionPool::configure(const BackendRoute& route)
{
    const bool other = route.function != m_route.function;
    m_retired = false;
    m_route = route;
    if (other)
        recycle();
    else
        advance();
}

void FunctionPool::retire()
{
    m_retired = true;
    for (const FunctionInvocation& waiting : std::exchange(m_waiting, {}))
        answerUnserved(waiting, AttemptOutcome::ConnectFailed, "the function backend was removed");
    recycle();
}

void FunctionPool::recycle()
{
    ++m_generation;
    m_status.startFailuresInRow = 0;
    m_mayStart = {};
    for (auto& [id, instance] : m_instances) {
        if (instance.state != State::Busy)
            end(instance, StopReason::Removed);
    }
    advance();
}

void FunctionPool::invoke(FunctionInvocation invocation)
{
    if (m_retired)
        return answerUnserved(invocation, AttemptOutcome::ConnectFailed, "the function backend was removed");
    m_waiting.push_back(std::move(invocation));
    advance();
}

bool FunctionPool::cancel(FunctionInvoker::InvocationId id)
{
    if (std::erase_if(m_waiting, [&](const auto& each) { return each.id == id; }) != 0)
        return true;
    for (auto& [key, instance] : m_instances) {
        if (instance.current && instance.current->id == id)
            return instance.current->abandoned = true;
    }
    return false;
}

void FunctionPool::advance()
{
    while (!m_waiting.empty()) {
        Instance* const idle = mostRecentlyIdle();
        if (idle == nullptr)
            break;
        FunctionInvocation next = std::move(m_waiting.front());
        m_waiting.pop_front();
        give(*idle, std::move(next));
    }
    startInstances();
    failHopeless();
}

/// Fails what waits when a start was tried often enough and no instance is there that could take it.
void FunctionPool::failHopeless()
{
    if (m_status.startFailuresInRow < kHopelessAfter || live() > 0)
        return;
    for (const FunctionInvocation& waiting : std::exchange(m_waiting, {}))
        answerUnserved(waiting, AttemptOutcome::ConnectFailed, "the function cannot be started: " + m_status.lastError);
}

void FunctionPool::startInstances()
{
    // Those that are about to come free count: one instance for each invocation that waits, no more.
    std::size_t coming = count(State::Starting) + count(State::Returning);
    while (coming < m_waiting.size() && live() < m_route.capacity && count(State::Starting) < mostStarting()
           && now() >= m_mayStart && startInstance())
        ++coming;
}

bool FunctionPool::startInstance()
{
    const InstanceId id = m_around.nextInstanceId();
    std::string path = fmt::format("{}/fn-{}-{}.sock", m_around.socketFolder, m_route.number, id);
    auto endpoint = FunctionEndpoint::open(m_around.context, path, id, m_route.function.answerLimitBytes, *this);
    if (!endpoint) {
        startFailed(endpoint.error().detail);
        return false;
    }
    Instance& instance = m_instances[id];
    instance.id = id;
    instance.endpoint = std::move(*endpoint);
    instance.generation = m_generation;
    instance.since = instance.started = now();
    instance.startedWall = std::chrono::system_clock::now();
    m_around.supervisor.startInstance({id, m_route.number, m_name, std::move(path), m_route.function});
    return true;
}

void FunctionPool::give(Instance& instance, FunctionInvocation invocation)
{
    const auto wall = std::chrono::system_clock::now();
    FunctionEndpoint::Event event;
    event.requestId = newRequestId();
    event.functionArn = "arn:aws:lambda:local:000000000000:function:" + m_name;
    event.traceId = makeLambdaTraceId(invocation.request.headers, m_random(), m_random(), wall);
    event.deadlineMillis =
        std::chrono::duration_cast<milliseconds>((wall + m_route.function.invocationTimeout).time_since_epoch())
            .count();
    event.json = makeLambdaEvent(invocation.request, m_name, wall);
    invocation.handed = now();
    ++invocation.givings;
    instance.state = State::Busy;
    instance.since = invocation.handed;
    instance.current = std::move(invocation);
    instance.endpoint->give(std::move(event));
}

void FunctionPool::answerUnserved(const FunctionInvocation& invocation, AttemptOutcome outcome, std::string why)
{
    FunctionAnswer answer;
    answer.outcome = outcome;
    answer.handedOver = false;
    answer.waitMicros = microsBetween(invocation.submitted, now());
    answer.error = std::move(why);
    m_around.finish(invocation, std::move(answer));
}

void FunctionPool::complete(Instance& instance, FunctionAnswer answer)
{
    FunctionInvocation invocation = std::move(*instance.current);
    instance.current.reset();
    if (instance.invocations == 1 && !m_status.latestColdStarts.empty()) {
        for (ColdStart& line : m_status.latestColdStarts) {
            if (line.instance == instance.id)
                line.firstAnswer = microsSince(invocation.handed);
        }
    }
    if (invocation.abandoned)
        return;
    finishTimed(instance, invocation, std::move(answer));
}

void FunctionPool::finishTimed(const Instance& instance, const FunctionInvocation& invocation, FunctionAnswer answer)
{
    answer.handedOver = true;
    answer.coldStart = instance.invocations == 1;
    answer.waitMicros = microsBetween(invocation.submitted, invocation.handed);
    answer.backendMicros = microsBetween(invocation.handed, now());
    m_around.finish(invocation, std::move(answer));
}

void FunctionPool::failCurrent(Instance& instance, AttemptOutcome outcome, std::string why)
{
    note(why);
    if (!instance.current)
        return;
    FunctionAnswer answer;
    answer.outcome = outcome;
    answer.error = std::move(why);
    complete(instance, std::move(answer));
}

void FunctionPool::end(Instance& instance, StopReason reason)
{
    if (instance.state == State::Ending)
        return;
    instance.state = State::Ending;
    instance.since = now();
    instance.endpoint->close();
    m_around.supervisor.stopInstance(instance.id, reason);
}

void FunctionPool::note(const std::string& error)
{
    m_status.lastError = error;
    m_status.lastErrorTime = std::chrono::system_clock::now();
}

void FunctionPool::startFailed(const std::string& why)
{
    ++m_status.startFailures;
    const std::uint32_t row = ++m_status.startFailuresInRow;
    note(why);
    m_mayStart = now() + std::min(kLongestPause, kFirstPause * (1U << std::min(row - 1, 10U)));
}

FunctionPool::Instance* FunctionPool::mostRecentlyIdle()
{
    Instance* best = nullptr;
    for (auto& [id, instance] : m_instances) {
        if (instance.state == State::Idle && (best == nullptr || instance.since > best->since))
            best = &instance;
    }
    return best;
}

std::size_t FunctionPool::count(State state) const
{
    return static_cast<std::size_t>(std::count_if(m_instances.begin(), m_instances.end(),
                                                  [&](const auto& each) { return each.second.state == state; }));
}

std::string FunctionPool::newRequestId()
{
    const std::uint64_t high = m_random();
    const std::uint64_t low = m_random();
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32, high >> 16 & 0xFFFF, high & 0xFFF,
                       0x8000 | (low >> 48 & 0x3FFF), low & 0xFFFF'FFFF'FFFF);
}

} // namespace straightline::dispatch
