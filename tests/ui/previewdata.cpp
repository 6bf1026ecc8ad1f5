// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/previewdata.h"

#include <cmath>
#include <random>

namespace straightline
{
namespace
{

using std::chrono::milliseconds;

double noise(double second, int channel)
{
    std::minstd_rand random(static_cast<unsigned>(second * 4.0) * 31U + static_cast<unsigned>(channel) * 977U + 7U);
    random.discard(3);
    return std::uniform_real_distribution<double>(0.0, 1.0)(random);
}

Percentiles around(double middle, double second, int channel)
{
    const double p50 = middle * (0.85 + 0.3 * noise(second, channel));
    return {.count = 400, .p50 = p50, .p95 = p50 * (2.2 + noise(second, channel + 1)), .p99 = p50 * 4.5};
}

double frequencyAt(double second)
{
    const double burst = std::fmod(second, 70.0) > 48.0 ? 26.0 : 0.0;
    return 13.0 + 3.0 * std::sin(second / 11.0) + burst + 3.0 * noise(second, 1);
}

BackendSnapshot lively(const ApplicationConfiguration& application, const BackendConfiguration& backend, double second,
                       double rate, WallTime now)
{
    BackendSnapshot shown;
    shown.status.id = makeBackendId(application.name, backend.name);
    shown.status.number = backend.number;
    shown.status.state = BackendState::Up;
    shown.status.since = now - std::chrono::minutes(97);
    shown.status.lastCheck = "200 in 2 ms";
    shown.status.takesRequests = true;
    shown.application = application.name;
    shown.name = backend.name;
    shown.tier = backend.tier;
    shown.kind = backend.kind();
    shown.capacity = backend.capacity;
    shown.requestsPerSecond = rate;
    shown.failuresPerSecond = backend.tier == Tier::Container ? rate * 0.004 : 0.0;
    const double middle = backend.tier == Tier::Local ? 9.0 : backend.tier == Tier::Container ? 31.0 : 44.0;
    shown.inFlight =
        std::min(backend.capacity, static_cast<std::uint32_t>(rate * middle / 250.0 + noise(second, 9) * 3));
    shown.latency.total = around(middle, second, 20 + static_cast<int>(backend.tier));
    shown.status.coldStarts = backend.kind() == BackendKind::Function ? 14 : 0;
    if (application.name == "thumbs") {
        shown.status.state = BackendState::Failed;
        shown.status.lastCheck = "127.0.0.1: Connection refused";
        shown.status.lastError = "127.0.0.1: Connection refused";
        shown.status.lastErrorTime = now - std::chrono::minutes(3);
        shown.status.since = now - std::chrono::minutes(3);
        shown.breaker = BreakerState::Open;
        shown.latency.total.count = 0;
        shown.requestsPerSecond = 0.0;
        shown.inFlight = 0;
    }
    return shown;
}

/// Counted up from the start, so that two snapshots give rates.
Totals livelyTotals(double second, bool failing)
{
    Totals totals;
    totals.requests = 12'480 + static_cast<std::uint64_t>(second * 16.0);
    const auto grown = [&](double perSecond) { return static_cast<std::uint64_t>(std::floor(second * perSecond)); };
    totals.outcomes[static_cast<std::size_t>(Outcome::QueueFull)] = grown(failing ? 0.9 : 0.2);
    totals.outcomes[static_cast<std::size_t>(Outcome::BackendFailed)] = grown(failing ? 2.3 : 0.05);
    totals.outcomes[static_cast<std::size_t>(Outcome::ClientGone)] = grown(0.1);
    totals.failures = grown(failing ? 0.9 : 0.2) + grown(failing ? 2.3 : 0.05) + grown(0.1) + grown(0.03);
    constexpr std::array<double, 9> kBands{0.2, 0.9, 2.5, 6.0, 3.1, 1.2, 1.6, 0.9, 0.1};
    for (std::size_t i = 0; i < kBands.size(); ++i)
        totals.sizeBytes.buckets[i] = grown(kBands[i]);
    return totals;
}

ApplicationSnapshot livelyApplication(const ApplicationConfiguration& application, double second)
{
    ApplicationSnapshot shown;
    shown.name = application.name;
    shown.number = application.number;
    shown.thresholds = application.thresholds;
    shown.policy = application.policy;
    const bool main = application.name == "digits";
    shown.frequencyHz = main ? frequencyAt(second) : 4.0 + noise(second, 4);
    shown.requestsPerSecond = shown.frequencyHz * 0.98;
    shown.failuresPerSecond = main ? (shown.frequencyHz > 30.0 ? 0.3 : 0.0) : shown.frequencyHz * 0.1;
    const bool burst = shown.frequencyHz > application.thresholds.frequencyHz;
    const double large = shown.requestsPerSecond * (0.12 + 0.06 * noise(second, 5));
    const double rest = shown.requestsPerSecond - large;
    shown.placedPerSecond = burst ? std::array<double, 3>{rest * 0.1, large, rest * 0.9}
                                  : std::array<double, 3>{rest * 0.9, large + rest * 0.1, 0.0};
    shown.inFlight = burst ? 12 : 3;
    shown.queued = burst ? 2 : 0;
    shown.totals = livelyTotals(second, !main);
    shown.latency.total = around(burst ? 38.0 : 14.0, second, 6);
    shown.sizeBytes = around(18'000.0, second, 30);
    shown.sizeBytes.p95 = 900'000.0 * (0.4 + noise(second, 33));
    return shown;
}

} // namespace

Snapshot livelySnapshot(const SiteConfiguration& site, WallTime start, double second)
{
    Snapshot snapshot;
    snapshot.sequence = 100 + static_cast<std::uint64_t>(second * 4.0);
    snapshot.taken = start + milliseconds(static_cast<std::int64_t>(second * 1'000.0));
    for (const ApplicationConfiguration& application : site.applications) {
        snapshot.applications.push_back(livelyApplication(application, second));
        const ApplicationSnapshot& shown = snapshot.applications.back();
        for (const BackendConfiguration& backend : application.backends)
            snapshot.backends.push_back(lively(application, backend, second,
                                               shown.placedPerSecond[static_cast<std::size_t>(backend.tier)],
                                               snapshot.taken));
        snapshot.requestsPerSecond += shown.requestsPerSecond;
        snapshot.failuresPerSecond += shown.failuresPerSecond;
        snapshot.gateway.inFlight += shown.inFlight;
        snapshot.gateway.queued += shown.queued;
        snapshot.totals.requests += shown.totals.requests;
        snapshot.totals.failures += shown.totals.failures;
        for (std::size_t i = 0; i < kOutcomeCount; ++i)
            snapshot.totals.outcomes[i] += shown.totals.outcomes[i];
        for (std::size_t i = 0; i < shown.totals.sizeBytes.buckets.size(); ++i)
            snapshot.totals.sizeBytes.buckets[i] += shown.totals.sizeBytes.buckets[i];
    }
    snapshot.latency.total = around(16.0, second, 40);
    snapshot.gateway.listen = "127.0.0.1:8080";
    snapshot.gateway.control = "127.0.0.1:8081";
    snapshot.gateway.overhead = {.count = 4'000, .p50 = 0.041, .p95 = 0.12, .p99 = 0.31};
    return snapshot;
}

} // namespace straightline
