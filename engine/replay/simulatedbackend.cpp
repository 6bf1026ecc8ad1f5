// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/simulatedbackend.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace straightline::replay
{

SimulatedBackend::SimulatedBackend(const BackendModel& model, const BackendRoute& route, std::uint32_t gateways)
    : m_model(&model)
    , m_inUse(model.replicas, 0)
    , m_mostStarts(model.backlog > 0 ? model.backlog : std::numeric_limits<std::size_t>::max())
    , m_concurrency(model.concurrency > 0 ? model.concurrency : std::numeric_limits<std::uint32_t>::max())
    , m_tier(route.tier)
    , m_hasInstances(model.coldStartMs > 0)
    , m_networkNanos(static_cast<std::int64_t>(model.networkMs * 1e6))
    , m_readNanos(std::chrono::nanoseconds(route.readTimeout).count())
    , m_keepAliveNanos(static_cast<std::int64_t>(model.keepAliveS * 1e9))
{
    const std::uint32_t workers = model.workers > 0 || gateways == 1 ? model.workers : route.capacity;
    if (workers > 0 && (model.replicas > 1 || workers < std::uint64_t{gateways} * route.capacity))
        m_replicas.assign(model.replicas, Workers(workers, 0));
}

SimulatedBackend::Place SimulatedBackend::work(std::int64_t nowNanos, std::int64_t serviceNanos)
{
    const std::uint32_t replica = leastBusy();
    ++m_turn;
    ++m_inUse[replica];
    if (m_replicas.empty())
        return {nowNanos + serviceNanos, replica};
    const std::int64_t start = startOn(m_replicas[replica], nowNanos, serviceNanos);
    if (m_model->backlog > 0 && start > nowNanos)
        m_starts.push_back(start);
    return {start + serviceNanos, replica};
}

std::int64_t SimulatedBackend::waitNanos(std::int64_t nowNanos) const
{
    if (m_replicas.empty())
        return 0;
    const Workers& workers = m_replicas[leastBusy()];
    const std::int64_t first =
        workers.size() <= kFew ? *std::min_element(workers.begin(), workers.end()) : workers.front();
    return std::max<std::int64_t>(first - nowNanos, 0);
}

/// When a worker begins; it is taken for the service time.
std::int64_t SimulatedBackend::startOn(Workers& workers, std::int64_t nowNanos, std::int64_t serviceNanos) const
{
    if (workers.size() <= kFew) {
        std::size_t first = 0;
        for (std::size_t i = 1; i < workers.size(); ++i)
            first = workers[i] < workers[first] ? i : first;
        const std::int64_t start = std::max(nowNanos, workers[first]);
        workers[first] = start + serviceNanos;
        return start;
    }
    std::pop_heap(workers.begin(), workers.end(), std::greater<>());
    const std::int64_t start = std::max(nowNanos, workers.back());
    workers.back() = start + serviceNanos;
    std::push_heap(workers.begin(), workers.end(), std::greater<>());
    return start;
}

/// The replica with the fewest attempts; of equals the next in turn, as the gateway's upstream pools.
std::uint32_t SimulatedBackend::leastBusy() const
{
    if (m_inUse.size() == 1)
        return 0;
    const auto count = static_cast<std::uint32_t>(m_inUse.size());
    const std::uint32_t from = m_turn % count;
    std::uint32_t best = from;
    for (std::uint32_t i = 1; i < count; ++i) {
        const std::uint32_t each = (from + i) % count;
        best = m_inUse[each] < m_inUse[best] ? each : best;
    }
    return best;
}

/// Forgets those that began meanwhile.
bool SimulatedBackend::acceptsAfterAll(std::int64_t nowNanos)
{
    std::erase_if(m_starts, [&](std::int64_t start) { return start <= nowNanos; });
    return m_starts.size() < m_mostStarts;
}

bool SimulatedBackend::takeInstance(std::int64_t nowNanos)
{
    if (m_idleSince.empty())
        return false;
    if (nowNanos - m_idleSince.back() > m_keepAliveNanos) {
        m_idleSince.clear(); // the latest is too old, and so are all
        return false;
    }
    m_idleSince.pop_back();
    return true;
}

void SimulatedBackend::restart(std::int64_t readyNanos)
{
    for (Workers& workers : m_replicas)
        std::fill(workers.begin(), workers.end(), readyNanos);
    m_starts.clear();
    m_idleSince.clear();
    m_healthySinceNanos = readyNanos;
}

double SimulatedBackend::usdOf(std::int64_t serviceNanos) const
{
    return m_model->usdPerRequest + m_model->usdPerGbS * m_model->memoryGb * static_cast<double>(serviceNanos) / 1e9;
}

double SimulatedBackend::usd(double hours) const
{
    return replay::usdOf(*m_model, hours, m_invocations, m_billedNanos);
}

} // namespace straightline::replay
