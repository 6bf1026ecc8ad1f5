// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>

#include "engine/api/requestrecord.h"

namespace straightline
{

/// A request record made from `random` with every field filled, numbers of every magnitude among them.
inline RequestRecord randomRecord(std::mt19937_64& random)
{
    const auto whole = [&](std::uint64_t most) { return (random() >> (random() % 64)) % (most + 1); };
    const auto small = [&](std::uint64_t most) { return static_cast<std::uint32_t>(whole(most)); };
    const auto shorter = [&](std::uint64_t most) { return static_cast<std::uint16_t>(whole(most)); };
    RequestRecord record;
    record.serial = random();
    record.arrivalUnixMicros = static_cast<std::int64_t>(random());
    record.arrivalSteadyNanos = static_cast<std::int64_t>(random());
    record.applicationNumber = small(0xffffffff);
    record.backendNumber = small(0xffffffff);
    record.outcome = static_cast<Outcome>(random() % 12);
    record.attemptCount = static_cast<std::uint8_t>(random() % 9);
    record.status = shorter(599);
    record.bytesIn = random();
    record.bytesOut = whole(~std::uint64_t{0} - 1);
    record.totalMicros = small(0xffffffff);
    record.overheadMicros = small(0xffffffff);
    record.stages = {small(0xffffffff), small(1'000), small(0xffffffff), small(0)};
    Decision& decision = record.decision;
    decision.verdict = static_cast<Verdict>(random() % 4);
    decision.reason = static_cast<Reason>(random() % kReasonCount);
    decision.policy = static_cast<PolicyKind>(random() % kPolicyCount);
    decision.tier = kTiers[random() % kTierCount];
    decision.backendIndex = small(1'024);
    decision.features.frequencyHz = static_cast<double>(random()) / 1e15;
    decision.features.sizeBytes = random();
    decision.features.random = random();
    decision.features.turn = random();
    decision.features.excludedCount = static_cast<std::uint8_t>(random() % (kMaxExcluded + 1));
    for (std::size_t i = 0; i < decision.features.excludedCount; ++i)
        decision.features.excluded[i] = shorter(0xffff);
    decision.thresholds = {static_cast<double>(random() % 1'000) / 7.0, random()};
    for (TierRoom& room : decision.room) {
        room.inFlight = small(0xffffffff);
        room.capacity = small(0xffffffff);
        room.healthy = shorter(0xffff);
        room.takesSize = shorter(0xffff);
        room.withFreeSlot = shorter(0xffff);
        room.withRoom = shorter(0xffff);
    }
    decision.candidateCount = static_cast<std::uint8_t>(random() % (kMaxCandidates + 1));
    for (std::size_t i = 0; i < decision.candidateCount; ++i)
        decision.candidates[i] = {small(0xffffffff), static_cast<float>(random() % 1'000) / 3.0F};
    for (std::size_t i = 0; i < kMaxAttempts && i < record.attemptCount; ++i) {
        record.attempts[i] = {.backendNumber = small(0xffffffff),
                              .outcome = static_cast<AttemptOutcome>(random() % kAttemptOutcomeCount),
                              .coldStart = random() % 2 == 0,
                              .hedge = random() % 2 == 0,
                              .status = shorter(599),
                              .startedMicros = small(0xffffffff),
                              .tookMicros = small(0xffffffff)};
    }
    record.requestId.assign("id-" + std::to_string(random()));
    record.method.assign("POST");
    record.path.assign("/v2/models/digits/infer");
    return record;
}

} // namespace straightline
