// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/peakewma.h"
#include "engine/replay/kernel/kernelinput.h"

namespace straightline::replay::kernel
{

inline constexpr std::int64_t kNever = INT64_MAX;

/// The end of an attempt that is to come.
struct Ending {
    static constexpr std::uint32_t kNoReplica = UINT32_MAX; ///< nobody works on it
    static constexpr std::uint32_t kNoAnswer = UINT32_MAX;

    std::int64_t atNanos = 0;
    std::uint32_t order = 0;      ///< of adding: what comes at the same time comes in this order; may go round
    std::uint32_t tookMicros = 0; ///< the attempt, at most an hour is said; kNoAnswer: it ran into the deadline
    std::uint32_t replica = 0;
    std::uint32_t tier = 0;
};

/// A request in the waiting line, with all that its placing needs: the requests before the present ones are gone.
struct Waiting {
    std::int64_t arrivalNanos = 0;
    std::int64_t leavesNanos = 0; ///< when it would begin too late
    std::int64_t enteredNanos = 0;
    std::int64_t targetNanos = 0;
    std::uint64_t sizeBytes = 0;
    std::uint64_t word = 0;                   ///< see TrialRun::wordOf()
    std::int64_t serviceNanos[kTiers] = {};   // NOLINT(modernize-avoid-c-arrays)
    std::int64_t coldStartNanos[kTiers] = {}; // NOLINT(modernize-avoid-c-arrays)
    std::uint32_t ahead = 0;                  ///< in the line when it entered
};

/// What was counted, as in SimulationOutcome.
struct Counts {
    std::uint64_t requests = 0;
    std::uint64_t answered = 0; ///< well
    std::uint64_t refused = 0;
    std::uint64_t backendTimeouts = 0;
    std::uint64_t queueFull = 0;
    std::uint64_t queueTimeouts = 0;
    std::uint64_t tooLarge = 0;
    std::uint64_t answeredNanos = 0;
    std::uint64_t answeredMicros = 0; ///< sum of whole µs, as the next two
    std::uint64_t leastMicros = UINT64_MAX;
    std::uint64_t greatestMicros = 0;
    std::uint64_t withinTarget = 0;
    std::uint64_t placed[kTiers] = {};      // NOLINT(modernize-avoid-c-arrays)
    std::uint64_t billed[kTiers] = {};      // NOLINT(modernize-avoid-c-arrays): attempts that were worked on
    std::uint64_t billedNanos[kTiers] = {}; // NOLINT(modernize-avoid-c-arrays)
    std::uint64_t coldStarts = 0;
    std::uint64_t waited = 0;
    std::uint64_t waitedNanos = 0;
};

/// A trial between two pieces of its trace, without its arrays. No gaps: the same trial is the same bytes.
struct State {
    static constexpr std::uint32_t kNear = 32;

    Declined declined = Declined::No;
    std::uint32_t order = 0;
    std::uint32_t nearCount = 0;
    std::uint32_t farCount = 0;
    std::uint32_t lineHead = 0;
    std::uint32_t lineCount = 0;
    std::uint32_t paceMicros = 0; ///< as ApplicationLoad, as the next
    std::uint32_t workMicros = 0;
    std::uint32_t inFlight[kTiers] = {};      // NOLINT(modernize-avoid-c-arrays)
    std::uint32_t turn[kTiers] = {};          // NOLINT(modernize-avoid-c-arrays)
    std::uint32_t starts[kTiers] = {};        // NOLINT(modernize-avoid-c-arrays)
    std::uint32_t idle[kTiers] = {};          // NOLINT(modernize-avoid-c-arrays)
    std::uint32_t latencyMicros[kTiers] = {}; // NOLINT(modernize-avoid-c-arrays): see latencyOf()
    std::uint32_t pause = 0;                  ///< between two reviews: in Past::pauses
    std::int64_t latencyAtNanos[kTiers] = {}; // NOLINT(modernize-avoid-c-arrays)
    std::int64_t lastNanos = 0;               ///< the latest arrival or end
    std::int64_t lineDueNanos = kNever;       ///< nobody in the line is due before
    std::int64_t reviewNanos = kNever;        ///< when backends are compared next
    Counts counts{};
    Ending near[kNear] = {}; // NOLINT(modernize-avoid-c-arrays): see Endings
};

/// As of BackendLoad, of policies that read it.
STRAIGHTLINE_HOST_DEVICE inline PeakEwma latencyOf(const State& state, std::uint32_t tier)
{
    return {state.latencyMicros[tier], state.latencyAtNanos[tier]};
}

} // namespace straightline::replay::kernel
