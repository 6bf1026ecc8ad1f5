// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>

#include "engine/api/snapshot.h"

// The figures that FakeEngine makes up, alike in its snapshots and its history.
namespace straightline::fakefigures
{

inline Percentiles percentilesAround(double middle, std::uint64_t count)
{
    return {.count = count, .p50 = middle, .p95 = middle * 2.5, .p99 = middle * 4.0};
}

inline Totals totalsOf(std::uint64_t requests)
{
    Totals totals;
    totals.requests = requests;
    totals.failures = requests / 50;
    totals.clientFailures = requests / 200;
    totals.bytesIn = requests * 20'000;
    totals.bytesOut = requests * 200;
    totals.placed = {requests / 2, requests / 4, requests - requests / 2 - requests / 4};
    totals.outcomes[static_cast<std::size_t>(Outcome::Answered)] = requests - totals.failures;
    totals.outcomes[static_cast<std::size_t>(Outcome::BackendFailed)] = totals.failures;
    totals.reasons[static_cast<std::size_t>(Reason::LocalHasRoom)] = totals.placed[0];
    totals.reasons[static_cast<std::size_t>(Reason::LargeInput)] = totals.placed[1];
    totals.reasons[static_cast<std::size_t>(Reason::BurstOfSmall)] = totals.placed[2];
    totals.latencyMicros.buckets[4] = requests;
    totals.latencyMicros.sum = requests * 12'000;
    totals.sizeBytes.buckets[4] = requests;
    totals.sizeBytes.sum = requests * 20'000;
    return totals;
}

/// A wave between 0 and 1 with a period of 60 s.
inline double waveAt(std::int64_t milli)
{
    return 0.5 + 0.5 * std::sin(static_cast<double>(milli % 60'000) / 60'000.0 * 6.283185307179586);
}

} // namespace straightline::fakefigures
