// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QCoroTask>
#include <QObject>

#include "engine/api/change.h"
#include "engine/backends/backendadapter.h"
#include "engine/backends/container/containerwatch.h"
#include "engine/backends/container/dockerclient.h"
#include "engine/backends/operations.h"
#include "engine/backends/scope.h"
#include "engine/backends/trials.h"

namespace straightline::backends
{

/// What the Registry needs from core.
struct RegistryHooks {
    /// Requests in flight at a backend, by its number, from LiveLoad.
    std::function<std::uint32_t(std::uint32_t backendNumber)> inFlight;
    std::string siteId = {};     ///< of the state directory: letters and digits, the same in every run
    std::string dockerHost = {}; ///< as $DOCKER_HOST; empty = that variable, then the usual places
    std::function<std::set<std::uint16_t>()> ownPorts = {}; ///< where this engine listens; empty = nowhere
};

/// All backends: one adapter each, kept in step with the configuration; and the operations on them. Engine thread;
/// owned by core, which publishes a new routing table on statusesChanged().
class Registry final : public QObject
{
    Q_OBJECT
public:
    Registry(RegistryHooks hooks, const Clock& clock, QObject* parent = nullptr);
    ~Registry() override;

    /// Sets how a kind is kept; http and container are there from the start. Before applyConfiguration().
    void setFactory(BackendKind kind, AdapterFactory factory);

    /// Sets how a kind is tested; http and container are there from the start. What it starts is cleaned up in
    /// testScope().
    void setTester(BackendKind kind, BackendTester tester) { m_trials.setTester(kind, std::move(tester)); }
    Scope testScope() const { return m_trials.scope(); }
    /// What the latest look around found.
    const Discovery& discovery() const { return m_trials.discovery(); }

    /// Creates, updates and removes adapters; those whose plan did not change are left alone.
    void applyConfiguration(const SiteConfiguration& site);

    std::vector<BackendStatus> statuses() const; ///< in the order of the configuration
    std::optional<BackendStatus> status(const BackendId& id) const;
    std::vector<Trouble> troubles() const; ///< of what backends need; each once, without times
    /// "Docker 20.10.24, API 1.41"; empty = not connected, or no backend needs it.
    std::string dockerDescription() const { return m_docker.description(); }

    /// Begins what takes time and returns at once. Drain and resume follow `drained` of the configuration,
    /// which is to be applied first.
    [[nodiscard]] Result<Operation> start(const Action& action, const Actor& actor);
    const Operations& operations() const { return m_operations; }
    Operations& operations() { return m_operations; } ///< for work of core's own

    /// Also of a backend removed lately.
    [[nodiscard]] Result<LogLines> logs(const BackendId& id, std::uint32_t tail) const;

    /// Every container of this site; see Engine::containers().
    std::vector<ContainerStatus> containers() { return m_watch.containers(); }

    /// Ends everything; emits finished() once it is done, within seconds. Containers stay unless `stopContainers`: the
    /// next start adopts them.
    void shutdown(bool stopContainers);

Q_SIGNALS:
    void statusesChanged();
    void eventRaised(straightline::Event event); ///< its id is 0: core numbers events
    void operationChanged(straightline::Operation operation);
    /// An operation has deployed new settings: core puts them into the configuration.
    void settingsDeployed(straightline::BackendId id, straightline::ContainerSettings settings,
                          std::uint64_t operation);
    void finished();

private:
    struct Entry {
        BackendPlan plan;
        std::unique_ptr<BackendAdapter> adapter;
        std::optional<std::uint64_t> redeploying; ///< operation id
        bool started = false;                     ///< false: one of the same id is still being removed
    };

    void add(const BackendPlan& plan);
    void retire(Entry entry);
    QCoro::Task<void> removeRetired(BackendId id, std::shared_ptr<BackendAdapter> adapter);
    QCoro::Task<void> startWhenFree(BackendId id, BackendAdapter* adapter);
    QCoro::Task<void> sweepOrphans();
    void dockerChanged(bool available, const std::string& text);
    bool isRetiring(const BackendId& id) const;
    QCoro::Task<void> shutDownAll(bool stopContainers);
    [[nodiscard]] Result<Operation> startDrain(const BackendId& id, const Actor& actor);
    [[nodiscard]] Result<Operation> startRedeploy(const RedeployBackend& wanted, const Actor& actor);
    [[nodiscard]] Result<Operation> startRollBack(const BackendId& id, const Actor& actor);
    [[nodiscard]] Result<Operation> startStopped(const BackendId& id, const std::string& container, bool stopped,
                                                 const Actor& actor);
    [[nodiscard]] Result<Entry*> containersOf(const BackendId& id);
    [[nodiscard]] Result<Entry*> deployed(const BackendId& id); ///< kinds that we run; none under way
    QCoro::Task<void> runDrain(BackendId id, std::uint64_t operation, Scope scope);
    QCoro::Task<void> runRedeploy(RedeployBackend wanted, std::uint64_t operation);
    QCoro::Task<void> runRollBack(BackendId id, std::uint64_t operation);
    QCoro::Task<void> runStopped(BackendId id, std::string container, bool stopped, std::uint64_t operation);
    void finish(std::uint64_t operation, const Result<void>& result, const std::string& success);
    void redeployed(const BackendId& id, std::uint64_t operation, const Result<void>& result,
                    const std::string& success);
    Entry* find(const BackendId& id);
    const Entry* find(const BackendId& id) const;
    BackendStatus statusOf(const Entry& entry) const;
    void announce();

    RegistryHooks m_hooks;
    const Clock& m_clock;
    CurlClient m_http;
    Operations m_operations;
    std::map<BackendKind, AdapterFactory> m_factories;
    std::vector<Entry> m_entries;
    DockerClient m_docker;
    ContainerWatch m_watch;
    Trials m_trials;
    std::vector<std::pair<BackendId, std::shared_ptr<BackendAdapter>>> m_retired; ///< being removed
    std::map<BackendId, LogLines> m_lastLogs;                                     ///< of removed backends
    bool m_announcing = false;
    bool m_shutDown = false;
    Scope m_scope;
};

} // namespace straightline::backends

Q_DECLARE_METATYPE(straightline::BackendStatus)
