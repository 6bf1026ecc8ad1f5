// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/calibration.h"

namespace straightline::calibration
{

/// One thing to be measured next: so many requests of this size to this tier, at this rate.
struct Step {
    CalibrationSweep sweep = CalibrationSweep::Rate;
    Tier tier = Tier::Local;
    double perSecond = 0.0;
    std::uint64_t sizeBytes = 0;
    std::uint32_t requests = 0;
};

/// What can be measured of a tier.
struct TierTargets {
    bool reachable = false;
    std::uint64_t payloadLimitBytes = 0; ///< the least of its backends'; 0 = none
    double usdPerSecond = 0.0;           ///< of the dearest of its backends
    std::string why;                     ///< when it is not reachable
};
using Targets = std::array<TierTargets, kTierCount>;

/// Which steps locate F and D, decided step by step from what was measured (StraightLine, section 1.4): the rate is
/// doubled until the local tier's share of failures exceeds the tolerance or its p95 the serverless tier's at the same
/// rate, then the gap is halved four times; F is the smallest rate at which that was so. The same with the size, at the
/// lowest rate, for D: the smallest size that the serverless tier refuses, fails, or answers later (p95) than the
/// container tier. No step begins that would exceed the limits, were each of its answers to come at the latest moment.
/// No tier is sent a body over its limit. Plain value; sends nothing itself.
class Study
{
public:
    Study(const CalibrationLimits& limits, Targets targets, std::uint64_t rateBytes);

    /// Empty: all is measured that can be.
    std::optional<Step> next();
    /// What came of the step that next() gave last.
    void measured(CalibrationPoint point);
    /// Beside the steps: to warm up.
    void spend(double usd) { m_spentUsd += usd; }

    const std::vector<CalibrationPoint>& points() const { return m_points; }
    const CalibrationFinding& frequency() const { return m_rate.finding; }
    const CalibrationFinding& size() const { return m_size.finding; }
    double progress() const; ///< 0 … 1, a guess

private:
    /// A quantity that is raised until the `subject` fares worse than the `other`, then narrowed down.
    struct Search {
        CalibrationSweep sweep;
        Tier subject; ///< of which the end is looked for
        Tier other;   ///< that it is compared with
        double value; ///< to be measured now
        double most;
        double good = 0.0; ///< the largest at which it fared no worse; 0 = none yet
        double bad = 0.0;  ///< the smallest at which it fared worse; 0 = none yet
        std::string badWhy{};
        int narrowed = 0;
        bool done = false;
        std::optional<CalibrationPoint> here{}; ///< of the subject at `value`; the other is next
        CalibrationFinding finding{};
    };

    void beginSearches();
    Search* current();
    Step stepOf(const Search& search) const;
    void compare(Search& search, const CalibrationPoint& subject, const CalibrationPoint& other);
    void goOn(Search& search, const std::string& worse);
    void endWith(Search& search, std::string why);
    void conclude(Search& search, const std::string& remark);
    bool passesPayloadLimit(Search& search);
    std::string limitReachedBy(const Step& step) const;         ///< empty = none
    bool isCompared(const Search& search) const;                ///< with the other tier
    std::string failureOf(const CalibrationPoint& point) const; ///< empty = it does not fail
    const TierTargets& targets(Tier tier) const { return m_targets[static_cast<std::size_t>(tier)]; }

    CalibrationLimits m_limits;
    Targets m_targets;
    std::uint64_t m_rateBytes;
    Search m_rate;
    Search m_size;
    std::uint64_t m_sent = 0;
    double m_spentUsd = 0.0;
    std::vector<CalibrationPoint> m_points;
};

} // namespace straightline::calibration
