// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "engine/api/decision.h"
#include "engine/api/words.h"

namespace straightline
{

/// Text of bounded length inside a fixed-size record; longer text is cut.
template <std::size_t N>
struct FixedText {
    std::uint8_t length = 0;
    std::array<char, N> text{};
    static_assert(N <= 255);

    void assign(std::string_view value)
    {
        const std::size_t kept = std::min(value.size(), N);
        std::copy_n(value.data(), kept, text.data());
        length = static_cast<std::uint8_t>(kept);
    }
    std::string_view view() const { return {text.data(), length}; }
};

/// One try at one backend.
struct AttemptRecord {
    std::uint32_t backendNumber = 0;
    AttemptOutcome outcome = AttemptOutcome::Ok;
    bool coldStart : 1 = false;      ///< a function instance was started for it
    bool hedge : 1 = false;          ///< begun beside the attempt before it, which took long; who lost is `cancelled`
    std::uint16_t status = 0;        ///< the backend's HTTP status; 0 = none came
    std::uint32_t startedMicros = 0; ///< after the request's arrival
    std::uint32_t tookMicros = 0;
};
inline constexpr std::size_t kMaxAttempts = 4;

/// The stages of a request; they add up to `totalMicros`.
///  queue    arrival of the head to the start of the last attempt (placement, waiting, earlier attempts)
///  connect  getting a connection, or a function instance (cold start included)
///  backend  first byte sent to the first byte of the answer's head
///  transfer the answer's head to its last byte given to the client's socket
struct StageTimes {
    std::uint32_t queueMicros = 0;
    std::uint32_t connectMicros = 0;
    std::uint32_t backendMicros = 0;
    std::uint32_t transferMicros = 0;
};

/// Exactly one per request that had a complete head, and one per refused head. Fixed size, trivially copyable: it
/// travels through a ring and into SQLite. Numbers, not names: the store keeps the names.
struct RequestRecord {
    std::uint64_t serial = 0;           ///< unique in this run: thread in the top byte
    std::int64_t arrivalUnixMicros = 0; ///< wall clock
    std::int64_t arrivalSteadyNanos = 0;
    std::uint32_t applicationNumber = 0; ///< 0 = none known
    std::uint32_t backendNumber = 0;     ///< that answered or was tried last; 0 = none
    Outcome outcome = Outcome::Answered;
    std::uint8_t attemptCount = 0; ///< all attempts, also those beyond kMaxAttempts
    std::uint16_t status = 0;      ///< given to the client; 0 = none was
    std::uint64_t bytesIn = 0;     ///< request body read
    std::uint64_t bytesOut = 0;    ///< answer body written
    std::uint32_t totalMicros = 0;
    std::uint32_t overheadMicros = 0; ///< our own time until the answer's head: queue and connect waits excluded
    StageTimes stages;
    Decision decision;
    std::array<AttemptRecord, kMaxAttempts> attempts{};
    FixedText<63> requestId;
    FixedText<7> method;
    FixedText<95> path;
};
static_assert(std::is_trivially_copyable_v<RequestRecord>);

/// What counts as a failure everywhere: no whole answer, or one that says the server failed.
inline bool isFailure(const RequestRecord& record)
{
    return record.outcome != Outcome::Answered || record.status >= 500;
}

/// Of the failures those that are the client's own: it left, stalled, or asked for what there is not.
inline bool isClientFailure(const RequestRecord& record)
{
    return record.outcome == Outcome::ClientGone || record.outcome == Outcome::ClientTimeout
           || record.outcome == Outcome::BadRequest || record.outcome == Outcome::NotFound;
}

/// Takes finished requests from one gateway thread. Never blocks; a full ring counts a dropped record.
/// Implemented by telemetry's ring; a vector in tests.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    virtual void record(const RequestRecord& record) = 0;
};

} // namespace straightline
