// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/functionrunner.h"

#include <algorithm>
#include <cassert>
#include <filesystem>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

namespace straightline::dispatch
{
namespace asio = boost::asio;
namespace fs = std::filesystem;

Result<std::unique_ptr<FunctionRunner>> FunctionRunner::open(std::string socketFolder, FunctionSupervisor& supervisor)
{
    std::error_code error;
    fs::create_directories(socketFolder, error);
    if (!error)
        fs::permissions(socketFolder, fs::perms::owner_all, error);
    if (error)
        return failure(ErrorCode::Storage, fmt::format("cannot use {}: {}", socketFolder, error.message()));
    std::unique_ptr<FunctionRunner> made(new FunctionRunner(std::move(socketFolder), supervisor));
    made->removeSockets();
    return made;
}

FunctionRunner::FunctionRunner(std::string socketFolder, FunctionSupervisor& supervisor)
    : m_socketFolder(std::move(socketFolder))
    , m_supervisor(supervisor)
{
}

FunctionRunner::~FunctionRunner()
{
    stop();
}

void FunctionRunner::removeSockets()
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_socketFolder, error)) {
        if (const std::string name = entry.path().filename().string();
            name.starts_with("fn-") && name.ends_with(".sock"))
            fs::remove(entry.path(), error);
    }
}

void FunctionRunner::start(std::span<asio::io_context* const> homes)
{
    assert(!homes.empty() && m_homes.empty());
    const std::scoped_lock lock(m_mutex);
    m_callers = std::vector<Caller>(homes.size());
    m_statuses.resize(homes.size());
    for (std::size_t i = 0; i < homes.size(); ++i)
        m_homes.push_back(std::make_shared<FunctionHome>(
            FunctionHome::Surroundings{*homes[i], m_supervisor, m_socketFolder, i, homes.size(),
                                       [this](const FunctionInvocation& invocation, FunctionAnswer answer) {
                                           finish(invocation, std::move(answer));
                                       },
                                       [this](std::size_t home, FunctionStatuses statuses) {
                                           const std::scoped_lock guard(m_mutex);
                                           m_statuses[home] = std::move(statuses);
                                       }}));
    m_running = true;
    if (m_table) {
        for (const auto& home : m_homes)
            asio::post(home->context(), [home, table = m_table] { home->configure(*table); });
    }
}

void FunctionRunner::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_running)
            return;
        m_running = false;
        m_statuses.clear();
    }
    for (const auto& home : m_homes)
        home->stop();
    m_homes.clear();
    m_callers.clear();
}

void FunctionRunner::publish(RoutingTablePtr table)
{
    const std::scoped_lock lock(m_mutex);
    m_table = std::move(table);
    if (!m_running)
        return;
    for (const auto& home : m_homes)
        asio::post(home->context(), [home, published = m_table] { home->configure(*published); });
}

FunctionInvoker::InvocationId FunctionRunner::invoke(FunctionRequest request, asio::io_context& caller, Done done)
{
    const auto found =
        std::find_if(m_homes.begin(), m_homes.end(), [&](const auto& home) { return &home->context() == &caller; });
    assert(found != m_homes.end()); // only gateway threads ask
    const auto index = static_cast<std::size_t>(found - m_homes.begin());
    Caller& asking = m_callers[index];
    FunctionInvocation invocation;
    // The id tells who asked: cancel() gets nothing else.
    invocation.id = ++asking.begun * m_homes.size() + index;
    invocation.caller = index;
    invocation.submitted = std::chrono::steady_clock::now();
    const InvocationId id = invocation.id;
    asking.asked.emplace(id, Caller::Asked{request.backendNumber, std::move(done)});
    const auto home = m_homes[request.backendNumber % m_homes.size()];
    invocation.request = std::move(request);
    asio::post(home->context(),
               [home, invocation = std::move(invocation)]() mutable { home->invoke(std::move(invocation)); });
    return id;
}

void FunctionRunner::cancel(InvocationId invocation)
{
    auto& asked = m_callers[invocation % m_homes.size()].asked;
    const auto found = asked.find(invocation);
    if (found == asked.end())
        return;
    const std::uint32_t number = found->second.backendNumber;
    asked.erase(found);
    const auto home = m_homes[number % m_homes.size()];
    asio::post(home->context(), [home, number, invocation] { home->cancel(number, invocation); });
}

/// On the home's thread: hands the answer to the thread that asked.
void FunctionRunner::finish(const FunctionInvocation& invocation, FunctionAnswer answer)
{
    asio::post(m_homes[invocation.caller]->context(),
               [this, id = invocation.id, caller = invocation.caller, answer = std::move(answer)]() mutable {
                   if (caller >= m_callers.size())
                       return; // stopped
                   auto& asked = m_callers[caller].asked;
                   const auto found = asked.find(id);
                   if (found == asked.end())
                       return; // cancelled
                   const Done done = std::move(found->second.done);
                   asked.erase(found);
                   done(std::move(answer));
               });
}

void FunctionRunner::instanceExited(InstanceId instance, std::string why)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_running)
        return;
    const auto& home = m_homes[(instance - 1) % m_homes.size()];
    asio::post(home->context(), [home, instance, why = std::move(why)] { home->instanceExited(instance, why); });
}

void FunctionRunner::recycle(std::uint32_t backendNumber)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_running)
        return;
    const auto& home = m_homes[backendNumber % m_homes.size()];
    asio::post(home->context(), [home, backendNumber] { home->recycle(backendNumber); });
}

FunctionStatus FunctionRunner::functionStatus(std::uint32_t backendNumber) const
{
    const std::scoped_lock lock(m_mutex);
    if (!m_running)
        return {};
    const FunctionStatuses& statuses = m_statuses[backendNumber % m_statuses.size()];
    const auto found = statuses.find(backendNumber);
    return found == statuses.end() ? FunctionStatus{} : found->second;
}

} // namespace straightline::dispatch
