// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/containerwatch.h"

#include <algorithm>
#include <tuple>

#include "engine/api/secrets.h"

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kRoundEvery{900};
constexpr std::size_t kMostContainers = 256;
constexpr double kNanosPerCpu = 1e9;

// What the container has beside its image's, secrets hidden: also the values that came from references, whatever their
// names. One of an earlier version does not say which these are.
Environment ownEnvironment(const Environment& all, const Environment& image, const ContainerSummary& seen)
{
    const bool told = seen.labels.contains(kHiddenLabel);
    const std::string hidden = ',' + seen.label(kHiddenLabel) + ',';
    Environment own;
    for (const auto& [name, value] : all) {
        if (std::find(image.begin(), image.end(), std::pair(name, value)) != image.end())
            continue;
        const bool secret = !told || hidden.find(',' + name + ',') != std::string::npos;
        own.emplace_back(name, secret ? std::string(kHiddenSecret) : shownValue(name, value));
    }
    return own;
}

// What the adapter knows is said of the container of that name.
void addKnown(ContainerStatus& shown, const std::vector<BackendStatus>& statuses)
{
    for (const BackendStatus& backend : statuses) {
        if (backend.id != shown.backend)
            continue;
        for (const ReplicaStatus& replica : backend.replicas) {
            if (replica.name != shown.name)
                continue;
            shown.state = replica.state;
            shown.role = replica.role;
            shown.restarts = replica.restarts;
            shown.keptUntil = replica.keptUntil;
        }
    }
}

} // namespace

ContainerWatch::ContainerWatch(DockerClient& docker, const Clock& clock, std::string siteId,
                               std::function<std::vector<BackendStatus>()> statuses)
    : m_docker(docker)
    , m_clock(clock)
    , m_siteId(std::move(siteId))
    , m_statuses(std::move(statuses))
{
}

ContainerWatch::~ContainerWatch()
{
    m_scope.stop();
}

std::vector<ContainerStatus> ContainerWatch::containers()
{
    if (!m_docker.connected())
        m_latest.clear();
    else if (!m_looking && m_clock.steadyNow() - m_lookedAt > kRoundEvery)
        spawn(round());
    std::vector<ContainerStatus> all = m_latest;
    const std::vector<BackendStatus> statuses = m_statuses();
    for (ContainerStatus& each : all)
        addKnown(each, statuses);
    return all;
}

QCoro::Task<void> ContainerWatch::round()
{
    m_looking = true;
    const Scope scope = m_scope;
    const std::vector<std::string> labels{std::string(kSiteLabel) + '=' + m_siteId};
    auto found = co_await listContainers(&m_docker, scope, labels);
    if (scope.stopped())
        co_return;
    std::vector<ContainerStatus> all;
    std::map<std::string, UsageSample> usage;
    if (found && found->size() > kMostContainers)
        found->resize(kMostContainers);
    for (const ContainerSummary& each : found ? *found : std::vector<ContainerSummary>()) {
        const ContainerSummary copy = each;
        ContainerStatus one = co_await look(copy);
        if (scope.stopped())
            co_return;
        if (one.id.empty())
            continue; // removed meanwhile
        if (const auto sample = m_usage.find(one.id); sample != m_usage.end())
            usage.insert(*sample);
        all.push_back(std::move(one));
    }
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return std::tie(a.backend, a.name) < std::tie(b.backend, b.name); });
    m_latest = std::move(all);
    m_usage = std::move(usage);
    std::erase_if(m_defaults, [this](const auto& known) {
        return std::none_of(m_latest.begin(), m_latest.end(),
                            [&](const ContainerStatus& each) { return each.imageId == known.first; });
    });
    m_looking = false;
    m_lookedAt = m_clock.steadyNow();
}

QCoro::Task<ContainerStatus> ContainerWatch::look(ContainerSummary seen)
{
    const Scope scope = m_scope;
    ContainerStatus shown;
    const auto facts = co_await inspectContainer(&m_docker, scope, seen.id);
    if (!facts || scope.stopped())
        co_return shown;
    shown.backend = seen.label(kBackendLabel);
    shown.id = seen.id;
    shown.name = facts->name;
    shown.dockerState = facts->status;
    shown.image = facts->image;
    shown.imageId = facts->imageId;
    shown.created = readDockerTime(facts->created);
    shown.started = readDockerTime(facts->started);
    shown.ports.assign(facts->ports.begin(), facts->ports.end());
    shown.memoryLimitBytes = facts->memoryBytes;
    shown.cpuLimit = static_cast<double>(facts->nanoCpus) / kNanosPerCpu;
    shown.imageDefaults = co_await defaultsOf(facts->imageId);
    if (scope.stopped())
        co_return shown;
    shown.environment = ownEnvironment(facts->environment, shown.imageDefaults.environment, seen);
    for (auto& [name, value] : shown.imageDefaults.environment)
        value = shownValue(name, value);
    if (facts->command != shown.imageDefaults.command)
        shown.command = facts->command;
    if (!facts->running)
        co_return shown;
    auto usage = co_await containerUsage(&m_docker, scope, seen.id);
    if (!usage || scope.stopped())
        co_return shown;
    usage->at = m_clock.steadyNow();
    shown.cpuPercent = cpuPercent(m_usage[seen.id], *usage);
    shown.memoryBytes = usage->memoryBytes;
    shown.sampled = m_clock.wallNow();
    m_usage[seen.id] = *usage;
    co_return shown;
}

QCoro::Task<ImageDefaults> ContainerWatch::defaultsOf(std::string imageId)
{
    if (const auto known = m_defaults.find(imageId); known != m_defaults.end())
        co_return known->second;
    const Scope scope = m_scope;
    const auto defaults = co_await inspectImage(&m_docker, scope, imageId);
    if (!defaults || scope.stopped())
        co_return ImageDefaults();
    m_defaults[imageId] = *defaults;
    co_return *defaults;
}

} // namespace straightline::backends
