// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/api/discovery.h"
#include "engine/backends/backendtest.h"
#include "engine/backends/container/containertest.h"
#include "engine/backends/discovery.h"

namespace straightline::backends
{

/// Work that registers nothing: tests of settings, and looks around for what could be registered. Engine thread; owned
/// by the Registry, whose books it keeps.
class Trials
{
public:
    static constexpr std::size_t kMostTests = 4; ///< at a time

    struct Place {
        Operations& books;
        CurlClient& http;
        DockerClient& docker;
        const Clock& clock;
        std::string siteId;
        std::function<std::vector<BackendStatus>()> registered;
        std::function<std::set<std::uint16_t>()> ownPorts; ///< of this engine; empty = none
    };

    explicit Trials(Place place);
    ~Trials() { m_scope.stop(); }
    Trials(const Trials&) = delete;
    Trials& operator=(const Trials&) = delete;

    /// Kinds http and container are there from the start.
    void setTester(BackendKind kind, BackendTester tester) { m_testers[kind] = std::move(tester); }
    Scope scope() const { return m_scope; }

    [[nodiscard]] Result<Operation> start(const TryBackend& wanted, const Actor& actor);
    [[nodiscard]] Result<Operation> start(const DiscoverBackends& wanted, const Actor& actor);
    const Discovery& discovery() const { return m_discovery; }

    /// Removes what an earlier run has left, unless a test is under way.
    void sweep();
    /// Cancels everything; over once isIdle().
    void cancelAll();
    bool isIdle() const { return m_running.empty(); }

private:
    QCoro::Task<void> run(BackendTest test, std::uint64_t operation, Scope scope);
    QCoro::Task<void> runDiscovery(std::uint64_t operation, Scope scope);
    Scope begun(std::uint64_t operation);
    void finish(std::uint64_t operation, const Result<std::string>& said);

    Place m_place;
    std::map<BackendKind, BackendTester> m_testers;
    std::map<std::uint64_t, Scope> m_running; ///< by operation
    std::uint64_t m_discovering = 0;          ///< operation; 0 = none
    std::uint32_t m_tests = 0;                ///< begun
    Discovery m_discovery;
    Scope m_scope;
};

} // namespace straightline::backends
