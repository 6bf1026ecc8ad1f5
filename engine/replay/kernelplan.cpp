// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/replay/kernelplan.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <limits>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "engine/replay/kernel/kernelpast.h"
#include "engine/replay/philox.h"

namespace straightline::replay
{

namespace
{

/// Of one trial: more would be a site of thousands of slots.
constexpr std::uint64_t kMostBytes = 1'048'576;

/// Attempts that take longer are not told apart by Ending::tookMicros.
constexpr std::chrono::hours kLongestMeasured(1);

/// The tier's backend in service, when there is just one; otherwise none.
std::optional<std::size_t> backendOf(const SimulatedApplication& application, Tier tier)
{
    const auto& rows = application.route.tiers[static_cast<std::size_t>(tier)].rows;
    if (rows.size() != 1)
        return std::nullopt;
    return rows.front().index;
}

kernel::Trial oneTier(Tier tier)
{
    return {.policy = kernel::Policy::OneTier, .tier = static_cast<std::uint32_t>(tier)};
}

/// None: the kernel does not have it.
std::optional<kernel::Trial> trialOf(PolicyKind policy)
{
    switch (policy) {
    case PolicyKind::Straightline:
        return kernel::Trial{.policy = kernel::Policy::Rule};
    case PolicyKind::LocalOnly:
        return oneTier(Tier::Local);
    case PolicyKind::ContainerOnly:
        return oneTier(Tier::Container);
    case PolicyKind::ServerlessOnly:
        return oneTier(Tier::Serverless);
    case PolicyKind::RoundRobin:
        return kernel::Trial{.policy = kernel::Policy::RoundRobin};
    case PolicyKind::LeastOutstanding:
        return kernel::Trial{.policy = kernel::Policy::LeastOutstanding};
    case PolicyKind::TwoChoices:
        return kernel::Trial{.policy = kernel::Policy::TwoChoices};
    case PolicyKind::PeakEwma:
        return kernel::Trial{.policy = kernel::Policy::PeakEwma};
    case PolicyKind::Prequal:
        return kernel::Trial{.policy = kernel::Policy::Prequal};
    case PolicyKind::ExpectedCompletion:
    case PolicyKind::Adaptive:
    case PolicyKind::Oracle:
        return std::nullopt;
    }
    return std::nullopt;
}

/// Lays arrays out one behind the other.
class Layout
{
public:
    template <class Value>
    std::uint32_t add(std::uint64_t count)
    {
        const std::uint64_t at = m_bytes;
        m_bytes += (count * sizeof(Value) + 7) / 8 * 8;
        return static_cast<std::uint32_t>(at);
    }
    std::uint64_t bytes() const { return (m_bytes + 63) / 64 * 64; }

private:
    std::uint64_t m_bytes = sizeof(kernel::State);
};

kernel::Backend makeBackend(const BackendModel& model, const BackendRoute& route, std::int64_t deadlineNanos)
{
    const std::int64_t read = std::chrono::nanoseconds(route.readTimeout).count();
    const bool limited = model.workers > 0 && (model.replicas > 1 || model.workers < route.capacity);
    return {.networkNanos = static_cast<std::int64_t>(model.networkMs * 1e6),
            .readNanos = read,
            .judgedNanos = std::min(read, deadlineNanos / 2),
            .keepAliveNanos = static_cast<std::int64_t>(model.keepAliveS * 1e9),
            .largestBodyBytes = route.largestBodyBytes(),
            .capacity = route.capacity,
            .concurrency = model.concurrency > 0 ? model.concurrency : std::numeric_limits<std::uint32_t>::max(),
            .replicas = limited ? model.replicas : 1,
            .workers = limited ? model.workers : 0,
            .backlog = model.backlog,
            .hasInstances = model.coldStartMs > 0 ? 1U : 0U};
}

/// What is touched most lies first; what may never be needed lies last and then costs no memory.
std::uint64_t layOut(kernel::Site& site)
{
    Layout layout;
    for (kernel::Backend& each : site.backends) {
        each.workersAt = layout.add<std::int64_t>(std::uint64_t{each.replicas} * each.workers);
        each.inUseAt = layout.add<std::uint32_t>(each.replicas);
    }
    site.bucketsAt = layout.add<std::uint32_t>(histogrambuckets::kBuckets);
    std::uint64_t slots = 0;
    for (kernel::Backend& each : site.backends) {
        each.startsAt = layout.add<std::int64_t>(each.workers > 0 ? each.backlog : 0);
        each.idleAt = layout.add<std::int64_t>(each.hasInstances != 0 ? each.capacity : 0);
        slots += each.capacity;
    }
    site.farAt = layout.add<kernel::Ending>(slots);
    const std::uint64_t places = std::bit_ceil(std::max<std::uint64_t>(site.queueLimit, 1));
    site.lineMask = static_cast<std::uint32_t>(places - 1);
    site.lineAt = layout.add<kernel::Waiting>(places);
    site.pastAt = layout.add<kernel::Past>(kernel::kTiers);
    site.bytes = static_cast<std::uint32_t>(layout.bytes());
    return layout.bytes();
}

/// And how many bytes a trial needs, which may be more than can be laid out.
std::pair<kernel::Site, std::uint64_t> siteOf(const SimulatedApplication& application)
{
    kernel::Site site;
    site.deadlineNanos = std::chrono::nanoseconds(application.route.deadline).count();
    site.queueLimit = application.route.queueLimit;
    site.slowFactor = application.route.isolation.slowFactor;
    site.decayNanos = application.route.knobs.peakEwmaDecayNanos;
    site.prequalPercent = application.route.knobs.prequalQuantilePercent;
    for (const Tier tier : kTiers) {
        if (const auto index = backendOf(application, tier))
            site.backends[static_cast<std::size_t>(tier)] =
                makeBackend(application.models[*index], application.route.backends[*index], site.deadlineNanos);
    }
    const std::uint64_t bytes = layOut(site);
    return {site, bytes};
}

} // namespace

std::string whyNotCarried(const SimulatedApplication& application, const Trial& trial)
{
    const std::optional<kernel::Trial> known = trialOf(trial.policy);
    if (!known)
        return fmt::format("the policy {}", toString(trial.policy));
    if (!trial.faults.faults.empty() || trial.faults.staleNanos > 0)
        return "faults";
    if (trial.faults.gateways > 1)
        return "several gateways";
    bool any = false;
    for (const Tier tier : kTiers) {
        const std::size_t backends = application.route.tiers[static_cast<std::size_t>(tier)].rows.size();
        any = any || backends > 0;
        if (backends > 1)
            return fmt::format("the application {} with {} backends in the tier {}", application.name, backends,
                               toString(tier));
        if (backends == 0 && known->policy == kernel::Policy::OneTier && kTiers[known->tier] == tier)
            return fmt::format("the policy {} of the application {} without a backend there in service",
                               toString(trial.policy), application.name);
    }
    if (!any)
        return fmt::format("the application {} without a backend in service", application.name);
    if (kernel::comparesTiers(known->policy) && application.route.deadline > kLongestMeasured)
        return fmt::format("the policy {} of the application {} with a deadline of more than an hour",
                           toString(trial.policy), application.name);
    if (siteOf(application).second > kMostBytes)
        return fmt::format("the application {} with so many slots and places in its line", application.name);
    return {};
}

kernel::Site makeKernelSite(const SimulatedApplication& application)
{
    return siteOf(application).first;
}

kernel::Trial makeKernelTrial(const Trial& trial)
{
    kernel::Trial made = trialOf(trial.policy).value_or(kernel::Trial{});
    made.frequencyHz = trial.thresholds.frequencyHz;
    made.sizeBytes = trial.thresholds.sizeBytes;
    return made;
}

std::string_view toString(kernel::Declined why)
{
    switch (why) {
    case kernel::Declined::No:
        return "carried";
    case kernel::Declined::SlowAnswer:
        return "an attempt ran into its time limit";
    case kernel::Declined::ConnectRefused:
        return "a backend's backlog was full";
    case kernel::Declined::TooMany:
        return "too many requests";
    case kernel::Declined::SlowBackend:
        return "a backend became so slow that it is ejected";
    }
    return {};
}

SimulationOutcome outcomeOf(const SimulatedApplication& application, const kernel::Site& site, const std::byte* memory)
{
    const auto& state = *static_cast<const kernel::State*>(static_cast<const void*>(memory));
    const auto* const buckets = static_cast<const std::uint32_t*>(static_cast<const void*>(memory + site.bucketsAt));
    const kernel::Counts& counts = state.counts;
    SimulationOutcome outcome;
    outcome.requests = counts.requests;
    outcome.ended[static_cast<std::size_t>(Outcome::Answered)] = counts.answered + counts.refused;
    outcome.ended[static_cast<std::size_t>(Outcome::BackendTimeout)] = counts.backendTimeouts;
    outcome.ended[static_cast<std::size_t>(Outcome::QueueFull)] = counts.queueFull;
    outcome.ended[static_cast<std::size_t>(Outcome::QueueTimeout)] = counts.queueTimeouts;
    outcome.ended[static_cast<std::size_t>(Outcome::TooLarge)] = counts.tooLarge;
    outcome.refused = counts.refused;
    outcome.answeredMicros.merge(
        std::span<const std::uint32_t, histogrambuckets::kBuckets>(buckets, std::size_t{histogrambuckets::kBuckets}),
        counts.answeredMicros, counts.leastMicros, counts.greatestMicros);
    outcome.answeredNanos = counts.answeredNanos;
    outcome.withinTarget = counts.withinTarget;
    outcome.coldStarts = counts.coldStarts;
    outcome.waited = counts.waited;
    outcome.waitedNanos = counts.waitedNanos;
    outcome.deadlineNanos = site.deadlineNanos;
    std::vector<std::size_t> tierOf(application.models.size(), kernel::kTiers); // none: it got no request
    for (std::size_t tier = 0; tier < kernel::kTiers; ++tier) {
        outcome.placed[tier] = counts.placed[tier];
        if (const auto index = backendOf(application, kTiers[tier]))
            tierOf[*index] = tier;
    }
    const double hours = static_cast<double>(state.lastNanos) / 3.6e12;
    for (std::size_t i = 0; i < application.models.size(); ++i) {
        const bool used = tierOf[i] < kernel::kTiers;
        outcome.usd += usdOf(application.models[i], hours, used ? counts.billed[tierOf[i]] : 0,
                             used ? counts.billedNanos[tierOf[i]] : 0);
    }
    return outcome;
}

KernelColumns::KernelColumns(const SimulatedApplication& application, std::int64_t targetNanos, double targetFactor)
    : m_application(application)
    , m_targetNanos(targetNanos)
    , m_targetFactor(targetFactor)
{
}

kernel::Requests KernelColumns::view(const PreparedRequests& requests)
{
    m_targets.resize(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i)
        m_targets[i] = std::max(
            m_targetNanos, static_cast<std::int64_t>(m_targetFactor * static_cast<double>(requests.unloadedNanos[i])));
    kernel::Requests view{.count = static_cast<std::uint32_t>(requests.size()),
                          .arrivalNanos = requests.arrivalNanos.data(),
                          .sizeBytes = requests.sizeBytes.data(),
                          .frequencyHz = requests.frequencyHz.data(),
                          .random = requests.random.data(),
                          .targetNanos = m_targets.data()};
    for (std::size_t tier = 0; tier < kernel::kTiers; ++tier) {
        const auto index = backendOf(m_application, kTiers[tier]);
        if (!index)
            continue;
        view.serviceNanos[tier] = requests.serviceNanos[*index].data();
        const BackendModel& model = m_application.models[*index];
        if (model.coldStartMs <= 0)
            continue;
        m_coldStarts[tier].resize(requests.size());
        for (std::size_t i = 0; i < requests.size(); ++i)
            m_coldStarts[tier][i] =
                coldStartNanos(model, randomWord(requests.seed, requests.firstNumber + i, Purpose::ColdStart,
                                                 static_cast<std::uint32_t>(*index)));
        view.coldStartNanos[tier] = m_coldStarts[tier].data();
    }
    return view;
}

} // namespace straightline::replay
