// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/backendstatus.h"
#include "engine/api/gpustatus.h"
#include "engine/api/limit.h"
#include "engine/api/requestrecord.h"
#include "engine/api/trouble.h"

namespace straightline
{

/// Percentiles of one window, in milliseconds; `count` = 0 means no data and the rest is meaningless.
struct Percentiles {
    std::uint64_t count = 0;
    double p50 = 0.0;
    double p95 = 0.0;
    double p99 = 0.0;
};

/// Queue, connect, backend, transfer: shares of the total, each with its own percentiles.
struct StagePercentiles {
    Percentiles total;
    Percentiles queue;
    Percentiles connect;
    Percentiles backend;
    Percentiles transfer;
};

/// Values counted by size, for histograms of a monitoring system: buckets[i] = values ≤ bounds[i] and > bounds[i - 1],
/// the last = values above all bounds.
template <std::size_t N>
struct BucketCounts {
    std::array<std::uint64_t, N + 1> buckets{};
    std::uint64_t sum = 0;

    void add(std::uint64_t value, const std::array<std::uint64_t, N>& bounds)
    {
        std::size_t i = 0;
        while (i < N && value > bounds[i])
            ++i;
        ++buckets[i];
        sum += value;
    }
};
inline constexpr std::array<std::uint64_t, 14> kLatencyBoundsMicros{1'000,   2'500,     5'000,     10'000,    25'000,
                                                                    50'000,  75'000,    100'000,   250'000,   500'000,
                                                                    750'000, 1'000'000, 2'500'000, 10'000'000};
inline constexpr std::array<std::uint64_t, 10> kSizeBoundsBytes{256,     1'024,     4'096,     16'384,     65'536,
                                                                262'144, 1'048'576, 4'194'304, 16'777'216, 67'108'864};

struct Totals {
    std::uint64_t requests = 0;       ///< records, since the start
    std::uint64_t failures = 0;       ///< of these: outcome other than answered, or status ≥ 500
    std::uint64_t clientFailures = 0; ///< of the failures: client_gone, client_timeout, bad_request, not_found
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::array<std::uint64_t, kTierCount> placed{}; ///< by tier that answered or was tried last
    std::array<std::uint64_t, kOutcomeCount> outcomes{};
    std::array<std::uint64_t, kReasonCount> reasons{};
    BucketCounts<kLatencyBoundsMicros.size()> latencyMicros; ///< of requests that reached a backend
    BucketCounts<kSizeBoundsBytes.size()> sizeBytes;         ///< data size d of requests that were decided

    /// Counts the last four members; the rest is counted by telemetry.
    void countDetails(const RequestRecord& record)
    {
        ++outcomes[static_cast<std::size_t>(record.outcome)];
        ++reasons[static_cast<std::size_t>(record.decision.reason)];
        if (record.backendNumber != 0)
            latencyMicros.add(record.totalMicros, kLatencyBoundsMicros);
        if (record.decision.reason != Reason::None)
            sizeBytes.add(record.decision.features.sizeBytes, kSizeBoundsBytes);
    }
};

struct ApplicationSnapshot {
    std::string name;
    std::uint32_t number = 0;
    Thresholds thresholds;
    PolicyKind policy = PolicyKind::Straightline;
    double frequencyHz = 0.0; ///< f, now
    std::uint32_t inFlight = 0;
    std::uint32_t queued = 0;
    bool panic = false; ///< too few backends are available: ejections are not heeded
    std::uint64_t panics = 0;
    Totals totals;
    double requestsPerSecond = 0.0; ///< finished, over the last second
    double failuresPerSecond = 0.0;
    std::array<double, kTierCount> placedPerSecond{};
    StagePercentiles latency; ///< last 10 s
    Percentiles sizeBytes;    ///< body sizes of the last 10 s, in bytes
};

/// Of the latest ejection (see isolation/ejections.h); the breaker says whether it lasts.
struct EjectionSnapshot {
    EjectionCause cause = EjectionCause::None;
    std::uint32_t measure = 0;         ///< failures in a row, percent, or tenths of × slower
    std::uint32_t times = 0;           ///< in a row: the next one is so many times as long
    std::uint64_t total = 0;           ///< since the backend was configured
    std::chrono::milliseconds left{0}; ///< until it is tried again
};

struct BackendSnapshot {
    BackendStatus status;
    std::string application;
    std::string name;
    Tier tier = Tier::Local;
    BackendKind kind = BackendKind::Http;
    std::uint32_t capacity = 0;
    std::uint32_t inFlight = 0;
    BreakerState breaker = BreakerState::Closed;
    EjectionSnapshot ejection;
    double requestsPerSecond = 0.0;
    double failuresPerSecond = 0.0;
    Totals totals;
    StagePercentiles latency; ///< last 10 s
};

struct GatewaySnapshot {
    std::string listen;                     ///< "127.0.0.1:8080", the real port; empty = only HTTPS
    std::string listenTls;                  ///< of the HTTPS listener; empty = none
    std::optional<WallTime> certificateEnd; ///< of the HTTPS listener's certificate
    std::uint64_t failedHandshakes = 0;     ///< TLS clients that never came to a request
    std::string control;                    ///< "127.0.0.1:8081"
    std::uint32_t connections = 0;
    std::uint64_t accepted = 0; ///< requests with a complete head, since the start
    std::uint64_t finished = 0; ///< accepted = finished + in flight
    std::uint32_t inFlight = 0;
    std::uint32_t queued = 0;
    std::uint64_t droppedRecords = 0;
    std::uint64_t decisionsChecked = 0;   ///< recorded decisions that were decided again, since the start
    std::uint64_t decisionsDiffering = 0; ///< of these: with another result; anything but 0 is a fault of ours
    std::uint64_t retries = 0;
    std::uint64_t hedges = 0;        ///< second attempts beside a first that took long
    std::uint64_t hedgesWon = 0;     ///< of these: answered first
    std::uint64_t hedgesRefused = 0; ///< due, but the budget was spent
    LimitCounts limits{};            ///< how often each limit was met
    Percentiles overhead;            ///< our own time per request, last 10 s, ms
};

/// What the console draws, every 250 ms. Immutable once taken; shared between threads.
struct Snapshot {
    std::uint64_t sequence = 0;
    WallTime taken;
    std::chrono::milliseconds uptime{0};
    GatewaySnapshot gateway;
    Totals totals;
    double requestsPerSecond = 0.0;
    double failuresPerSecond = 0.0;
    StagePercentiles latency; ///< all applications, last 10 s
    std::vector<ApplicationSnapshot> applications;
    std::vector<BackendSnapshot> backends;
    GpuTelemetry gpus;
    std::uint64_t storeBehind = 0; ///< records waiting to be written
    std::vector<Trouble> troubles; ///< the worst first
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace straightline
