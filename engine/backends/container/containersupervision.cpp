// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/backends/container/containeradapter.h"

namespace straightline::backends
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kPollEvery{5'000};
constexpr std::chrono::milliseconds kReconnectEvery{500};
constexpr std::chrono::milliseconds kEventsAgainAfter{1'000};

std::string imageText(const ContainerFacts& facts)
{
    const auto colon = facts.imageId.find(':');
    const std::string digest = colon == std::string::npos ? facts.imageId : facts.imageId.substr(colon + 1);
    return digest.empty() ? facts.image : facts.image + " (" + digest.substr(0, 12) + ")";
}

const ContainerSummary* findById(const std::vector<ContainerSummary>& found, const std::string& id)
{
    const auto place = std::find_if(found.begin(), found.end(), [&](const auto& each) { return each.id == id; });
    return place == found.end() ? nullptr : &*place;
}

} // namespace

QCoro::Task<void> ContainerAdapter::run()
{
    while (!m_work.stopped()) {
        const Result<void> connected = co_await m_docker.connect(m_work);
        if (m_work.stopped())
            co_return;
        if (connected) {
            const Result<void> passed = co_await pass();
            if (m_work.stopped())
                co_return;
            if (!passed && m_docker.connected() && passed.error().detail != m_book.lastError)
                m_book.note(passed.error().detail, m_context.clock);
        } else if (m_request) {
            const Request request = *std::exchange(m_request, std::nullopt);
            request.done.set(tl::make_unexpected(connected.error()));
        }
        judge();
        co_await m_bell.wait(m_work, untilNextPass());
    }
}

std::chrono::milliseconds ContainerAdapter::untilNextPass() const
{
    if (!m_docker.connected())
        return kReconnectEvery;
    const auto now = m_context.clock.steadyNow();
    auto next = now + kPollEvery;
    if (m_kept)
        next = std::min(next, m_kept->until);
    if (m_serving.size() < settings().replicas)
        next = std::min(next, m_deployAt);
    for (const ReplicaPtr& replica : m_serving)
        if (!replica->problem.empty())
            next = std::min(next, replica->restartAt);
    return std::max(50ms, std::chrono::ceil<std::chrono::milliseconds>(next - now));
}

// Only rings the bell: the pass that follows looks at everything, so a missed event costs time, not truth.
QCoro::Task<void> ContainerAdapter::watchEvents()
{
    while (!m_work.stopped()) {
        if (m_docker.connected()) {
            m_bell.ring();
            const auto labels = ownLabels();
            const std::function<void(std::int64_t)> happened = [this](std::int64_t timeNanos) {
                m_lastEventNanos = std::max(m_lastEventNanos, timeNanos);
                m_bell.ring();
            };
            co_await followEvents(&m_docker, m_work, labels, m_lastEventNanos, happened);
        }
        co_await m_work.sleep(m_docker.connected() ? kEventsAgainAfter : kReconnectEvery);
    }
}

QCoro::Task<Result<void>> ContainerAdapter::pass()
{
    const auto labels = ownLabels();
    const auto found = co_await listContainers(&m_docker, m_work, labels);
    if (!found)
        co_return Result<void>(tl::make_unexpected(found.error()));
    if (!std::exchange(m_adopted, true))
        co_await adopt(*found);
    co_await sweepUnknown(*found);
    co_await tendServing(*found);
    if (m_work.stopped())
        co_return Result<void>();
    if (m_kept && m_context.clock.steadyNow() >= m_kept->until && !(m_request && m_request->back))
        co_await endKept();
    if (m_work.stopped())
        co_return Result<void>();
    if (m_request) {
        const Request request = *std::exchange(m_request, std::nullopt);
        co_await performRedeploy(request);
    } else {
        co_await scale();
    }
    if (!m_work.stopped())
        considerRedeploy();
    co_return Result<void>();
}

QCoro::Task<void> ContainerAdapter::adopt(std::vector<ContainerSummary> found)
{
    std::string mark = settingsMark(settings());
    const std::uint32_t chosen = chooseGeneration(found, mark, settings().replicas);
    for (const ContainerSummary& each : found) {
        m_generation = std::max(m_generation, each.number(kGenerationLabel));
        if (chosen == 0 || each.number(kGenerationLabel) != chosen)
            continue;
        const auto replica = std::make_shared<Replica>();
        replica->id = each.id;
        replica->name = each.name;
        replica->mark = each.label(kSettingsLabel);
        replica->generation = chosen;
        replica->index = each.number(kReplicaLabel);
        replica->since = m_context.clock.wallNow();
        replica->started = m_context.clock.steadyNow();
        if (each.state != "running")
            replica->problem = "stopped while the engine was away";
        if (replica->mark == mark)
            m_deployed = settings();
        m_serving.push_back(replica);
        const auto facts = co_await inspectContainer(&m_docker, m_work, each.id);
        if (facts)
            replica->image = imageText(*facts);
    }
    std::sort(m_serving.begin(), m_serving.end(), [](const auto& a, const auto& b) { return a->index < b->index; });
    if (!m_serving.empty() && !m_work.stopped())
        raise(Severity::Info, fmt::format("adopted {} containers of generation {}", m_serving.size(), chosen));
}

QCoro::Task<void> ContainerAdapter::tendServing(std::vector<ContainerSummary> found)
{
    const Replicas serving = m_serving;
    for (const ReplicaPtr& replica : serving) {
        const ContainerSummary* seen = findById(found, replica->id);
        if (seen != nullptr) {
            const ContainerSummary copy = *seen;
            co_await tend(replica, copy);
        } else {
            const Result<ContainerFacts> facts = co_await inspectContainer(&m_docker, m_work, replica->id);
            if (!facts && facts.error().code == ErrorCode::NotFound) {
                raise(Severity::Warning, "replica " + replica->title() + " was removed by somebody else");
                m_logs.archive(replica->id);
                std::erase(m_serving, replica);
                replica->check.reset();
                Q_EMIT statusChanged();
            }
        }
        if (m_work.stopped())
            co_return;
    }
}

QCoro::Task<void> ContainerAdapter::tend(ReplicaPtr replica, ContainerSummary seen)
{
    if (replica->stopped)
        co_return;
    if (seen.state == "running") {
        const std::uint16_t port = seen.ports.empty() ? std::uint16_t(0) : seen.ports.begin()->second;
        if (port != 0 && (!replica->check || replica->endpoint.port != port)) {
            replica->problem.clear();
            beginCheck(replica, port);
            Q_EMIT statusChanged();
        }
        co_return;
    }
    if (seen.state == "paused" || seen.state == "restarting" || seen.state == "removing")
        co_return;
    if (replica->problem.empty()) {
        const auto facts = co_await inspectContainer(&m_docker, m_work, replica->id);
        if (!facts || facts->running || m_work.stopped())
            co_return;
        std::string why = exitText(*facts);
        const std::string words = co_await lastWords(&m_docker, m_work, replica->id);
        if (!words.empty() && !facts->oomKilled)
            why += ": " + words;
        const bool again = replica->ending == why && replica->failuresInRow > 0;
        replica->ended(why, m_context.clock.steadyNow(), m_context.clock.wallNow());
        m_book.note("replica " + replica->title() + ": " + why, m_context.clock);
        if (!again || replica->failuresInRow == 1) // a crash loop is one event, not a storm
            raise(Severity::Warning, "replica " + replica->title() + " " + why);
        judge();
        Q_EMIT statusChanged();
    }
    if (m_context.clock.steadyNow() < replica->restartAt)
        co_return;
    const Result<void> started = co_await startContainer(&m_docker, m_work, replica->id);
    if (m_work.stopped())
        co_return;
    if (!started) {
        replica->ended("could not start: " + started.error().detail, m_context.clock.steadyNow(),
                       m_context.clock.wallNow());
        co_return;
    }
    replica->problem.clear();
    ++replica->restarts;
    replica->started = m_context.clock.steadyNow();
    replica->since = m_context.clock.wallNow();
    m_bell.ring(); // the next pass reads its port
}

void ContainerAdapter::beginCheck(const ReplicaPtr& replica, std::uint16_t port)
{
    replica->endpoint = {m_docker.publishAddress(), port};
    const std::weak_ptr<Replica> weak = replica;
    const HealthTarget target{replica->endpoint, "localhost", m_plan.configuration.health.path};
    replica->check = std::make_unique<HealthCheck>(
        m_context.http, m_context.clock, target, m_plan.configuration.health, [this, weak](bool changed) {
            const ReplicaPtr checked = weak.lock();
            if (!checked || !checked->check)
                return;
            if (checked->check->everUp() && checked->check->lastErrorTime() == checked->check->lastCheckTime())
                m_book.note("replica " + checked->title() + ": " + checked->check->lastError(), m_context.clock);
            judge();
            if (changed) {
                m_bell.ring();
                Q_EMIT statusChanged();
            }
        });
}

// The configuration asks for other containers than those that serve.
void ContainerAdapter::considerRedeploy()
{
    const std::string mark = settingsMark(settings());
    if (!m_serving.empty() && m_serving.front()->mark != mark && m_failedMark != mark && !m_request)
        Q_EMIT redeployWanted();
}

} // namespace straightline::backends
