// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/api/configuration.h"
#include "engine/api/words.h"

namespace straightline
{

inline constexpr std::size_t kMaxExcluded = 4;

/// What placement knows of a request.
struct RequestFeatures {
    double frequencyHz = 0.0;       ///< f: this application's rate in its window W, this request included
    std::uint64_t sizeBytes = 0;    ///< d: Content-Length, or what was counted so far
    std::uint64_t random = 0;       ///< one random word: the two candidates come from it, so a decision can be repeated
    std::uint64_t turn = 0;         ///< of round_robin: ApplicationLoad::turn before this request; else unused
    std::uint8_t excludedCount = 0; ///< backends that already failed this request: no room there, whatever they have
    std::array<std::uint16_t, kMaxExcluded> excluded{}; ///< their indices into ApplicationRoute::backends
};

/// Room of one tier at the moment of a decision, summed over its healthy backends: in service and breaker not open. A
/// half-open breaker lets a few requests through, at first one: such a backend counts with that capacity.
struct TierRoom {
    std::uint32_t inFlight = 0;
    std::uint32_t capacity = 0;
    std::uint16_t healthy = 0;      ///< number of healthy backends
    std::uint16_t takesSize = 0;    ///< of these: payload limit ≥ d, free or not
    std::uint16_t withFreeSlot = 0; ///< of these: in flight < capacity, whatever their payload limit
    std::uint16_t withRoom = 0;     ///< of these: a free slot and payload limit ≥ d

    bool operator==(const TierRoom&) const = default;
};

/// A backend that was compared, with the score that decided (lower wins).
struct Candidate {
    std::uint32_t backendNumber = 0;
    float score = 0.0F; ///< policy's own: expected latency in ms, or requests outstanding, or turn

    bool operator==(const Candidate&) const = default;
};
inline constexpr std::size_t kMaxCandidates = 4;

enum class Verdict : std::uint8_t { Placed, Wait, NothingHealthy, TooLarge };

/// The answer of placement::decide with all that is needed to ask "why there?" later and to decide the same again.
struct Decision {
    Verdict verdict = Verdict::Wait;
    Reason reason = Reason::None;
    PolicyKind policy = PolicyKind::Straightline;
    Tier tier = Tier::Local;
    std::uint8_t candidateCount = 0;
    std::uint32_t backendIndex = 0; ///< into ApplicationRoute::backends; valid when placed
    RequestFeatures features;
    Thresholds thresholds;
    std::array<TierRoom, kTierCount> room{};
    std::array<Candidate, kMaxCandidates> candidates{};
};

} // namespace straightline
