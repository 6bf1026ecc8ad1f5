// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/trials.h"

#include <fmt/format.h>

namespace straightline::backends
{

Trials::Trials(Place place)
    : m_place(std::move(place))
{
    m_testers[BackendKind::Http] = [this](BackendTest test, Scope scope, OperationProgress progress) {
        return testHttp(&m_place.http, std::move(test), std::move(scope), std::move(progress));
    };
    m_testers[BackendKind::Container] = [this](BackendTest test, Scope scope, OperationProgress progress) {
        return testContainer({&m_place.http, &m_place.docker, m_place.siteId, m_scope}, std::move(test),
                             std::move(scope), std::move(progress));
    };
}

Result<Operation> Trials::start(const TryBackend& wanted, const Actor& actor)
{
    const auto tester = m_testers.find(wanted.backend.kind());
    if (tester == m_testers.end())
        return failure(ErrorCode::Unsupported,
                       fmt::format("kind {} cannot be tested here", toString(wanted.backend.kind())));
    if (m_running.size() - (m_discovering == 0 ? 0 : 1) >= kMostTests)
        return failure(ErrorCode::Overloaded,
                       fmt::format("{} tests are under way; allowed at a time: {}", kMostTests, kMostTests));
    BackendTest test;
    test.wanted = wanted;
    test.number = ++m_tests;
    const Operation operation = m_place.books.begin("test", test.id(), actor.name);
    spawn(run(std::move(test), operation.id, begun(operation.id)));
    return m_place.books.find(operation.id);
}

Result<Operation> Trials::start(const DiscoverBackends& /*wanted*/, const Actor& actor)
{
    if (m_discovering != 0)
        return m_place.books.find(m_discovering); // who asks twice follows the same
    const Operation operation = m_place.books.begin("discover", "site", actor.name);
    m_discovering = operation.id;
    spawn(runDiscovery(operation.id, begun(operation.id)));
    return m_place.books.find(operation.id);
}

Scope Trials::begun(std::uint64_t operation)
{
    const Scope scope = m_scope.child();
    m_running.emplace(operation, scope);
    m_place.books.setCanceller(operation, [scope] { scope.stop(); });
    return scope;
}

QCoro::Task<void> Trials::run(BackendTest test, std::uint64_t operation, Scope scope)
{
    const Scope whole = m_scope;
    const BackendTester tester = m_testers.at(test.wanted.backend.kind());
    const OperationProgress progress = m_place.books.progressOf(operation);
    const Result<std::string> said = co_await tester(test, scope, progress);
    if (!whole.stopped())
        finish(operation, said);
}

QCoro::Task<void> Trials::runDiscovery(std::uint64_t operation, Scope scope)
{
    const Scope whole = m_scope;
    DiscoveryPlace place;
    place.http = &m_place.http;
    place.docker = &m_place.docker;
    place.siteId = m_place.siteId;
    place.registered = m_place.registered();
    if (m_place.ownPorts)
        place.ownPorts = m_place.ownPorts();
    const OperationProgress progress = m_place.books.progressOf(operation);
    const Result<Discovery> found = co_await discover(place, scope, progress);
    if (whole.stopped())
        co_return;
    if (found) {
        m_discovery = *found;
        m_discovery.taken = m_place.clock.wallNow();
    }
    m_discovering = 0;
    finish(operation, found.map([](const Discovery& all) { return fmt::format("{} found", all.found.size()); }));
}

void Trials::finish(std::uint64_t operation, const Result<std::string>& said)
{
    m_running.erase(operation);
    const OperationState state = said                                        ? OperationState::Succeeded
                                 : said.error().code == ErrorCode::Cancelled ? OperationState::Cancelled
                                                                             : OperationState::Failed;
    m_place.books.finish(operation, state, said ? *said : said.error().detail);
}

void Trials::sweep()
{
    if (m_running.empty())
        spawn(removeTestContainers({&m_place.http, &m_place.docker, m_place.siteId, m_scope}));
}

void Trials::cancelAll()
{
    const std::map<std::uint64_t, Scope> running = m_running; // it gets shorter on the way
    for (const auto& [operation, scope] : running)
        scope.stop();
}

} // namespace straightline::backends
