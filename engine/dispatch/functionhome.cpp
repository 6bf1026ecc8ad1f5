// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/functionhome.h"

#include <algorithm>

namespace straightline::dispatch
{
namespace
{

using std::chrono::milliseconds;

constexpr milliseconds kBusyTick{10};   ///< the precision of deadlines
constexpr milliseconds kQuietTick{250}; ///< the precision of keep-alive
constexpr milliseconds kPublishEvery{100};

} // namespace

FunctionHome::FunctionHome(Surroundings surroundings)
    : m_around(std::move(surroundings))
    , m_timer(m_around.context)
{
}

FunctionPool::Surroundings FunctionHome::poolSurroundings()
{
    // Ids differ between homes, so that one tells which home an instance has.
    return {m_around.context, m_around.supervisor, m_around.socketFolder,
            [this] { return m_instances++ * m_around.count + m_around.index + 1; }, m_around.finish};
}

void FunctionHome::configure(const RoutingTable& table)
{
    std::set<std::uint32_t> wanted;
    for (const ApplicationRoute& application : table.applications) {
        for (const BackendRoute& route : application.backends) {
            if (route.kind != BackendKind::Function || route.number % m_around.count != m_around.index)
                continue;
            wanted.insert(route.number);
            auto& pool = m_pools[route.number];
            if (pool)
                pool->configure(route);
            else
                pool = std::make_unique<FunctionPool>(poolSurroundings(), route, application.name + '-' + route.name);
        }
    }
    for (const auto& [number, pool] : m_pools) {
        if (!wanted.contains(number) && !m_trials.contains(number))
            pool->retire();
    }
    tick();
}

void FunctionHome::beginTrial(const BackendRoute& route, const std::string& name)
{
    m_trials.insert(route.number);
    m_pools[route.number] = std::make_unique<FunctionPool>(poolSurroundings(), route, name);
}

void FunctionHome::endTrial(std::uint32_t number)
{
    if (m_trials.erase(number) == 0)
        return;
    if (const auto found = m_pools.find(number); found != m_pools.end())
        found->second->retire();
    tick();
}

void FunctionHome::invoke(FunctionInvocation invocation)
{
    const auto found = m_pools.find(invocation.request.backendNumber);
    if (found == m_pools.end()) {
        FunctionAnswer answer;
        answer.outcome = AttemptOutcome::ConnectFailed;
        answer.handedOver = false;
        answer.error = "there is no such function backend";
        m_around.finish(invocation, std::move(answer));
        return;
    }
    found->second->invoke(std::move(invocation));
    arm();
}

void FunctionHome::cancel(std::uint32_t backendNumber, FunctionInvoker::InvocationId id)
{
    if (const auto found = m_pools.find(backendNumber); found != m_pools.end())
        found->second->cancel(id);
}

void FunctionHome::instanceExited(InstanceId id, const std::string& why)
{
    for (const auto& [number, pool] : m_pools) {
        if (pool->instanceExited(id, why))
            break;
    }
    arm();
}

void FunctionHome::recycle(std::uint32_t backendNumber)
{
    if (const auto found = m_pools.find(backendNumber); found != m_pools.end())
        found->second->recycle();
    arm();
}

void FunctionHome::stop()
{
    m_stopped = true;
    boost::system::error_code ignored;
    m_timer.cancel(ignored);
    m_pools.clear();
}

/// Sets the timer, or sets it earlier when the quiet time is over.
void FunctionHome::arm()
{
    const bool quiet =
        std::all_of(m_pools.begin(), m_pools.end(), [](const auto& each) { return each.second->isQuiet(); });
    if (m_stopped || m_pools.empty() || (m_armed && (quiet || !m_quiet)))
        return;
    m_armed = true;
    m_quiet = quiet;
    m_timer.expires_after(quiet ? kQuietTick : kBusyTick);
    m_timer.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
        if (error)
            return; // set anew, or stopped
        self->m_armed = false;
        if (!self->m_stopped)
            self->tick();
    });
}

void FunctionHome::tick()
{
    for (const auto& [number, pool] : m_pools)
        pool->tick();
    std::erase_if(m_pools, [](const auto& each) { return each.second->isGone(); });
    if (const auto now = std::chrono::steady_clock::now(); now - m_published >= kPublishEvery || m_pools.empty()) {
        m_published = now;
        publish();
    }
    arm();
}

void FunctionHome::publish()
{
    FunctionStatuses statuses;
    for (const auto& [number, pool] : m_pools)
        statuses.emplace(number, pool->status());
    m_around.publish(m_around.index, std::move(statuses));
}

} // namespace straightline::dispatch
