// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/registry.h"

#include <algorithm>

#include "engine/backends/container/containeradapter.h"
#include "engine/backends/container/dockercalls.h"
#include "engine/backends/http/httpadapter.h"

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kDrainPoll{50};
constexpr std::chrono::seconds kRemovalAtEnd{12};
constexpr int kQuietPolls = 3; ///< a gateway thread may still finish a decision made under the table of before
constexpr std::uint32_t kLogLinesKept = 50'000;

std::vector<BackendPlan> plansOf(const SiteConfiguration& site)
{
    std::vector<BackendPlan> plans;
    for (const ApplicationConfiguration& application : site.applications)
        for (const BackendConfiguration& backend : application.backends)
            plans.push_back({makeBackendId(application.name, backend.name), backend, application.deadline});
    return plans;
}

Result<std::vector<DockerHost>> dockerHosts(const std::string& given)
{
    DockerSurroundings surroundings = realDockerSurroundings();
    if (!given.empty())
        surroundings.environment = [given](const char* variable) {
            return std::string_view(variable) == "DOCKER_HOST" ? given : std::string();
        };
    return findDockerHosts(surroundings);
}

tl::unexpected<Error> unknownBackend(const BackendId& id)
{
    return failure(ErrorCode::NotFound, "backend \"" + id + "\": unknown");
}

} // namespace

Registry::Registry(RegistryHooks hooks, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_hooks(std::move(hooks))
    , m_clock(clock)
    , m_operations(clock)
    , m_docker(m_http, clock, dockerHosts(m_hooks.dockerHost))
    , m_watch(m_docker, clock, m_hooks.siteId, [this] { return statuses(); })
    , m_trials({m_operations, m_http, m_docker, clock, m_hooks.siteId, [this] { return statuses(); }, m_hooks.ownPorts})
{
    qRegisterMetaType<ContainerSettings>();
    connect(&m_operations, &Operations::changed, this, &Registry::operationChanged);
    connect(&m_docker, &DockerClient::availabilityChanged, this, &Registry::dockerChanged);
    m_factories[BackendKind::Container] = [this](const AdapterContext& context) -> std::unique_ptr<BackendAdapter> {
        return std::make_unique<ContainerAdapter>(context, m_docker);
    };
    m_factories[BackendKind::Http] = [](const AdapterContext& context) -> std::unique_ptr<BackendAdapter> {
        return std::make_unique<HttpAdapter>(context);
    };
}

Registry::~Registry()
{
    m_scope.stop();
    for (Entry& entry : m_entries)
        entry.adapter->stop();
    for (const auto& [id, adapter] : m_retired)
        adapter->stop();
}

void Registry::setFactory(BackendKind kind, AdapterFactory factory)
{
    m_factories[kind] = std::move(factory);
}

void Registry::applyConfiguration(const SiteConfiguration& site)
{
    if (m_shutDown)
        return;
    std::vector<Entry> before = std::exchange(m_entries, {});
    for (const BackendPlan& plan : plansOf(site)) {
        const auto known = std::find_if(before.begin(), before.end(), [&](const Entry& each) {
            return each.adapter && each.plan.id == plan.id
                   && each.plan.configuration.kind() == plan.configuration.kind();
        });
        if (known == before.end()) {
            add(plan);
            continue;
        }
        m_entries.push_back(std::move(*known));
        before.erase(known);
        Entry& entry = m_entries.back();
        if (entry.plan != plan) {
            entry.plan = plan;
            if (entry.started)
                entry.adapter->applyPlan(plan);
        }
    }
    for (Entry& entry : before)
        retire(std::move(entry));
    announce();
}

void Registry::add(const BackendPlan& plan)
{
    const auto factory = m_factories.find(plan.configuration.kind());
    if (factory == m_factories.end())
        return;
    auto adapter = factory->second(AdapterContext{m_http, m_clock, m_hooks.inFlight, m_hooks.siteId});
    BackendAdapter* raw = adapter.get();
    const BackendId id = plan.id;
    connect(raw, &BackendAdapter::statusChanged, this, &Registry::announce);
    connect(raw, &BackendAdapter::eventRaised, this, &Registry::eventRaised);
    connect(raw, &BackendAdapter::redeployWanted, this,
            [this, id] { (void)startRedeploy({.id = id, .settings = {}}, Actor{"engine"}); });
    connect(raw, &BackendAdapter::settingsDeployed, this, [this, id](const ContainerSettings& settings) {
        const Entry* const entry = find(id);
        Q_EMIT settingsDeployed(id, settings, entry != nullptr ? entry->redeploying.value_or(0) : 0);
    });
    m_lastLogs.erase(id);
    m_entries.push_back({plan, std::move(adapter), std::nullopt, false});
    spawn(startWhenFree(id, raw));
}

// A backend that comes back while its removal is under way must not adopt what is being removed.
QCoro::Task<void> Registry::startWhenFree(BackendId id, BackendAdapter* adapter)
{
    const Scope scope = m_scope;
    while (isRetiring(id)) {
        const bool slept = co_await scope.sleep(kDrainPoll);
        if (!slept)
            co_return;
    }
    Entry* entry = find(id);
    if (entry == nullptr || entry->adapter.get() != adapter || m_shutDown)
        co_return;
    entry->started = true;
    adapter->start(entry->plan);
}

bool Registry::isRetiring(const BackendId& id) const
{
    return std::any_of(m_retired.begin(), m_retired.end(), [&](const auto& each) { return each.first == id; });
}

void Registry::retire(Entry entry)
{
    const Scope scope = m_scope;
    const std::shared_ptr<BackendAdapter> adapter(entry.adapter.release(), [scope](BackendAdapter* each) {
        if (scope.stopped())
            delete each; // no event loop may come back to it
        else
            each->deleteLater();
    });
    disconnect(adapter.get(), nullptr, this, nullptr);
    if (!entry.started)
        return;
    m_lastLogs[entry.plan.id] = adapter->logs(kLogLinesKept);
    m_retired.emplace_back(entry.plan.id, adapter);
    spawn(removeRetired(entry.plan.id, adapter));
}

QCoro::Task<void> Registry::removeRetired(BackendId id, std::shared_ptr<BackendAdapter> adapter)
{
    const Scope scope = m_scope;
    co_await adapter->remove();
    if (scope.stopped())
        co_return;
    if (find(id) == nullptr)
        m_lastLogs[id] = adapter->logs(kLogLinesKept);
    adapter->stop();
    std::erase_if(m_retired, [&](const auto& each) { return each.second == adapter; });
}

void Registry::dockerChanged(bool available, const std::string& text)
{
    const bool isNeeded = std::any_of(m_entries.begin(), m_entries.end(), [](const Entry& each) {
        return each.plan.configuration.kind() == BackendKind::Container;
    });
    const Severity severity = available || !isNeeded ? Severity::Info : Severity::Error;
    Q_EMIT eventRaised({0, m_clock.wallNow(), severity, "docker", available ? "connected: " + text : text});
    if (available) {
        spawn(sweepOrphans());
        m_trials.sweep();
    }
    announce();
}

// Containers of backends that were removed from the configuration when no Docker engine could be reached.
QCoro::Task<void> Registry::sweepOrphans()
{
    const Scope scope = m_scope;
    std::vector<std::string> labels{std::string(kSiteLabel) + '=' + m_hooks.siteId};
    const auto found = co_await listContainers(&m_docker, scope, labels);
    if (!found)
        co_return;
    for (const ContainerSummary& each : *found) {
        if (scope.stopped() || m_shutDown)
            co_return;
        const BackendId owner = each.label(kBackendLabel);
        const bool isOurs = each.label(kSiteLabel) == m_hooks.siteId; // whatever the engine took the filter for
        if (isOurs && find(owner) == nullptr && !isRetiring(owner))
            co_await removeContainer(&m_docker, scope, each.id);
    }
}

std::vector<BackendStatus> Registry::statuses() const
{
    std::vector<BackendStatus> all;
    all.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        all.push_back(statusOf(entry));
    return all;
}

std::optional<BackendStatus> Registry::status(const BackendId& id) const
{
    const Entry* entry = find(id);
    return entry == nullptr ? std::nullopt : std::optional(statusOf(*entry));
}

BackendStatus Registry::statusOf(const Entry& entry) const
{
    if (entry.started)
        return entry.adapter->status();
    BackendStatus status;
    status.id = entry.plan.id;
    status.number = entry.plan.configuration.number;
    status.state = BackendState::Starting;
    status.lastCheck = "waits until what was there before is removed";
    return status;
}

std::vector<Trouble> Registry::troubles() const
{
    std::vector<Trouble> troubles;
    for (const Entry& entry : m_entries) {
        const std::optional<Trouble> trouble = entry.adapter->trouble();
        if (trouble && std::find(troubles.begin(), troubles.end(), *trouble) == troubles.end())
            troubles.push_back(*trouble);
    }
    return troubles;
}

Result<Operation> Registry::start(const Action& action, const Actor& actor)
{
    if (const auto* drain = std::get_if<DrainBackend>(&action))
        return startDrain(drain->id, actor);
    if (const auto* cancelled = std::get_if<CancelOperation>(&action))
        return m_operations.cancel(cancelled->operation);
    if (const auto* redeploy = std::get_if<RedeployBackend>(&action))
        return startRedeploy(*redeploy, actor);
    if (const auto* back = std::get_if<RollBackBackend>(&action))
        return startRollBack(back->id, actor);
    if (const auto* stop = std::get_if<StopContainer>(&action))
        return startStopped(stop->id, stop->container, true, actor);
    if (const auto* start = std::get_if<StartContainer>(&action))
        return startStopped(start->id, start->container, false, actor);
    if (const auto* wanted = std::get_if<TryBackend>(&action))
        return m_trials.start(*wanted, actor);
    if (const auto* look = std::get_if<DiscoverBackends>(&action))
        return m_trials.start(*look, actor);
    const BackendId& id = std::get<ResumeBackend>(action).id;
    const Entry* entry = find(id);
    if (entry == nullptr)
        return unknownBackend(id);
    if (entry->plan.configuration.drained)
        return failure(ErrorCode::Conflict, "backend \"" + id + "\": is drained in the configuration");
    const Operation operation = m_operations.begin("resume", id, actor.name);
    m_operations.finish(operation.id, OperationState::Succeeded, "takes requests again when healthy");
    return m_operations.find(operation.id);
}

Result<Operation> Registry::startDrain(const BackendId& id, const Actor& actor)
{
    const Entry* entry = find(id);
    if (entry == nullptr)
        return unknownBackend(id);
    if (!entry->plan.configuration.drained)
        return failure(ErrorCode::Conflict, "backend \"" + id + "\": is not drained in the configuration");
    const Operation operation = m_operations.begin("drain", id, actor.name);
    const Scope scope = m_scope.child();
    m_operations.setCanceller(operation.id, [scope] { scope.stop(); });
    spawn(runDrain(id, operation.id, scope));
    return m_operations.find(operation.id);
}

QCoro::Task<void> Registry::runDrain(BackendId id, std::uint64_t operation, Scope scope)
{
    const Scope whole = m_scope;
    int quiet = 0;
    while (quiet < kQuietPolls) {
        const bool slept = co_await scope.sleep(kDrainPoll);
        if (whole.stopped())
            co_return;
        const Entry* entry = find(id);
        if (!slept || entry == nullptr || !entry->plan.configuration.drained) {
            m_operations.finish(operation, OperationState::Cancelled,
                                !slept ? "cancelled; it stays out of service" : "it was resumed or removed");
            co_return;
        }
        const std::uint32_t inFlight = m_hooks.inFlight(entry->plan.configuration.number);
        quiet = inFlight == 0 ? quiet + 1 : 0;
        m_operations.report(operation, std::to_string(inFlight) + " in flight", -1.0);
    }
    m_operations.finish(operation, OperationState::Succeeded, "out of service, nothing in flight");
}

Result<LogLines> Registry::logs(const BackendId& id, std::uint32_t tail) const
{
    const Entry* entry = find(id);
    if (entry != nullptr && entry->started)
        return entry->adapter->logs(tail);
    const auto removed = m_lastLogs.find(id);
    if (removed == m_lastLogs.end())
        return unknownBackend(id);
    LogLines lines = removed->second;
    if (lines.lines.size() > tail)
        lines.lines.erase(lines.lines.begin(), lines.lines.end() - static_cast<std::ptrdiff_t>(tail));
    return lines;
}

void Registry::shutdown(bool stopContainers)
{
    if (std::exchange(m_shutDown, true))
        return;
    spawn(shutDownAll(stopContainers));
}

QCoro::Task<void> Registry::shutDownAll(bool stopContainers)
{
    const Scope scope = m_scope;
    m_trials.cancelAll();
    std::vector<QCoro::Task<void>> tasks; // all at once: the slowest decides how long it takes
    for (Entry& entry : m_entries)
        if (entry.started)
            tasks.push_back(entry.adapter->shutdown(stopContainers));
    for (auto& task : tasks) {
        co_await task;
        if (scope.stopped())
            co_return;
    }
    const auto deadline = m_clock.steadyNow() + kRemovalAtEnd; // what is not removed by then is swept at the next start
    while ((!m_retired.empty() || !m_trials.isIdle()) && m_clock.steadyNow() < deadline) {
        const bool slept = co_await scope.sleep(kDrainPoll);
        if (!slept)
            co_return;
    }
    for (Entry& entry : m_entries)
        entry.adapter->stop();
    Q_EMIT finished();
}

Registry::Entry* Registry::find(const BackendId& id)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.plan.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

const Registry::Entry* Registry::find(const BackendId& id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.plan.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

// Coalesced, and never on the stack of an adapter's coroutine.
void Registry::announce()
{
    if (std::exchange(m_announcing, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_announcing = false;
            Q_EMIT statusesChanged();
        },
        Qt::QueuedConnection);
}

} // namespace straightline::backends
