// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelsite.h"

// What the sweep kernel is given beside a site: what is tried, and the requests.
namespace straightline::replay::kernel
{

/// As the policies of these names; Rule is straightline, OneTier each of those that use a tier only.
enum class Policy : std::uint32_t { Rule, OneTier, RoundRobin, LeastOutstanding, TwoChoices, PeakEwma, Prequal };

/// Tiers get the same work under it, so their backends are compared when one of them turns slow (isolation::Outliers).
STRAIGHTLINE_HOST_DEVICE inline bool comparesTiers(Policy policy)
{
    return policy != Policy::Rule && policy != Policy::OneTier;
}

struct Trial {
    double frequencyHz = 0.0; ///< F and D: of Rule
    std::uint64_t sizeBytes = 0;
    Policy policy = Policy::Rule;
    std::uint32_t tier = 0; ///< of OneTier
};

/// Prepared requests, a column for each of their properties.
struct Requests {
    std::uint32_t count = 0;
    const std::int64_t* arrivalNanos = nullptr;
    const std::uint64_t* sizeBytes = nullptr;
    const double* frequencyHz = nullptr;
    const std::uint64_t* random = nullptr;           ///< RequestFeatures::random
    const std::int64_t* targetNanos = nullptr;       ///< the SLO's
    const std::int64_t* serviceNanos[kTiers] = {};   // NOLINT(modernize-avoid-c-arrays)
    const std::int64_t* coldStartNanos[kTiers] = {}; // NOLINT(modernize-avoid-c-arrays): where it has instances
};

} // namespace straightline::replay::kernel
