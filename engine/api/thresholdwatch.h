// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/api/configuration.h"
#include "engine/api/thresholdsweep.h"

namespace straightline
{

inline constexpr std::uint64_t kWatchLeast = 200; ///< requests under the new thresholds before they are judged

/// What places an application's requests.
struct Placing {
    Thresholds thresholds{};
    PolicyKind policy = PolicyKind::Straightline;

    bool operator==(const Placing&) const = default;
};

/// Applies thresholds and policy, and watches whether live requests fare as predicted under them: the edit and its
/// watch are stored together. An Action; ends by itself when they are changed. See Engine::watches().
struct WatchThresholds {
    std::string application;
    Placing before;          ///< what the application has, and a roll-back restores; Conflict when it has others by now
    Placing tried;           ///< what is applied and watched; only watched if the application has it already
    bool rollsBack = true;   ///< by itself, when it is worse than predicted
    std::uint64_t sweep = 0; ///< that it comes from: noted there as applied; 0 = none
};

enum class WatchPhase : std::uint8_t {
    Predicting, ///< the interval is being computed
    Waiting,    ///< too few requests yet
    Within,     ///< not worse than predicted
    Outside,    ///< worse than predicted
    RolledBack, ///< was worse: what was before applies again
    Ended,      ///< see `reason`
};

std::string_view toString(WatchPhase phase); ///< "predicting", "waiting", "within", …

/// New thresholds under watch: what live requests meet against what was predicted for them. The prediction is what
/// happened to the latest requests before, changed as the simulation of them changes, with its bootstrap interval.
struct ThresholdWatch {
    std::uint64_t operation = 0;
    std::string application;
    Placing before; ///< what a roll-back restores
    Placing tried;
    std::string actor;
    std::int64_t begunUnixMicros = 0;
    bool rollsBack = true; ///< by itself, when it is outside
    WatchPhase phase = WatchPhase::Predicting;
    bool keptWithin = false;    ///< Ended: because it was watched long enough
    std::string reason{};       ///< of RolledBack and Ended; English
    std::uint64_t requests = 0; ///< decided under `tried` and ended since
    double p95Ms = 0.0;         ///< of the answered of these
    double failedShare = 0.0;
    Interval predictedP95Ms{}; ///< valid from Waiting on
    Interval predictedFailedShare{};

    bool isRunning() const { return phase < WatchPhase::RolledBack; }
};

} // namespace straightline
