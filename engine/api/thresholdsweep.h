// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/words.h"

namespace straightline
{

/// What a pair of thresholds is to be good at. What may not suffer for it: the cost by more than 2 %, and the share of
/// failures at all; for `Cost` p95 by more than 2 %.
enum class Goal : std::uint8_t { P95, Failures, Slo, Cost };

std::optional<Goal> goalFromString(std::string_view text); ///< "p95", "failures", "slo", "cost"
std::string_view toString(Goal goal);

/// An estimate and where it lies with a confidence of 95 %.
struct Interval {
    double estimate = 0.0;
    double low = 0.0;
    double high = 0.0;

    bool operator==(const Interval&) const = default;
};

inline constexpr std::uint32_t kSweepLeastSteps = 2; ///< of each axis
inline constexpr std::uint32_t kSweepMostSteps = 64;
inline constexpr std::uint32_t kSweepsKept = 100; ///< the oldest go first

/// Tries a grid of thresholds on the latest requests, and tunes. An Action: Engine::sweep() has it when the operation
/// has ended, also when it was cancelled. Changes nothing: allowed when read-only.
struct SweepThresholds {
    std::string application;
    Goal goal = Goal::P95;             ///< not Slo
    std::uint32_t frequencySteps = 16; ///< kSweepLeastSteps … kSweepMostSteps
    std::uint32_t sizeSteps = 16;
};

/// How the latest requests would have fared under one pair, by the rule straightline; as a what-if question answers.
struct SweepPoint {
    Thresholds thresholds;
    bool isDone = false; ///< false: the sweep was stopped before; all below is 0
    double p95Ms = 0.0;  ///< of the answered
    double failedShare = 0.0;
    double usd = 0.0;
    bool isOnFront = false; ///< no other has a lower p95, share of failures and cost together

    bool operator==(const SweepPoint&) const = default;
};

enum class AdviceKind : std::uint8_t {
    None,     ///< the sweep was stopped before
    Better,   ///< proven on requests that it was not tuned on
    NoBetter, ///< the present pair is the best, or of the best found it could not be proven
    Unable,   ///< too few requests, or for too short a time: `reason`
};

/// What the tuner says: tuned on the first part of the requests, proven on the rest, against the present pair.
struct SweepAdvice {
    AdviceKind kind = AdviceKind::None;
    Thresholds thresholds{};  ///< of Better; of NoBetter the best that was tried
    Interval p95Percent{};    ///< change, as the others; a failure counts as one that took the deadline
    Interval failurePoints{}; ///< percent points
    Interval costPercent{};
    std::uint64_t tunedOn = 0; ///< requests
    std::uint64_t provenOn = 0;
    std::string reason; ///< of Unable; English

    bool operator==(const SweepAdvice&) const = default;
};

/// A grid of thresholds over an application's latest requests, and what is recommended.
struct ThresholdSweep {
    std::uint64_t id = 0;        ///< of the store; 0 = not kept
    std::uint64_t operation = 0; ///< in the run of the engine that made it
    std::string application;
    Goal goal = Goal::P95;
    std::string actor;
    std::int64_t begunUnixMicros = 0;
    double tookMs = 0.0;
    bool isComplete = true; ///< false: stopped, what was done by then is there
    std::uint64_t requests = 0;
    std::int64_t fromUnixMicros = 0; ///< of the requests
    std::int64_t toUnixMicros = 0;
    Thresholds present; ///< as configured when it began
    PolicyKind policy = PolicyKind::Straightline;
    bool withoutHedging = false;           ///< the application hedges, what was simulated does not
    std::vector<double> frequenciesHz;     ///< F, ascending
    std::vector<std::uint64_t> sizesBytes; ///< D, ascending
    std::vector<SweepPoint> points;        ///< by F, then D; empty in a list of sweeps
    std::uint64_t done = 0;                ///< points that are
    SweepAdvice advice;
    std::int64_t appliedUnixMicros = 0; ///< 0 = never
    Thresholds applied;                 ///< valid when it was

    const SweepPoint& at(std::size_t frequency, std::size_t size) const
    {
        return points[frequency * sizesBytes.size() + size];
    }
    bool operator==(const ThresholdSweep&) const = default;
};

/// Marks the points that no other beats. Of several with the same figures all are marked.
void markFront(std::vector<SweepPoint>& points);

} // namespace straightline
