// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "engine/api/requestrecord.h"
#include "engine/api/routingtable.h"
#include "engine/dispatch/exchange.h"
#include "engine/dispatch/functioninvoker.h"
#include "engine/dispatch/requestbody.h"
#include "engine/dispatch/slot.h"

namespace straightline::ingest
{

/// When an attempt's stages began, steady clock; 0 = not yet.
struct AttemptTimes {
    std::int64_t begunNanos = 0;
    std::int64_t clientNanos = 0; ///< time in which the client was waited for; to a tick
    std::int64_t connectedNanos = 0;
    std::int64_t sentNanos = 0;
    std::int64_t bodySentNanos = 0;
    std::int64_t headNanos = 0; ///< the answer's head came
};

/// A second attempt of a request beside the first, which takes long: what a session has of an attempt, once more. Made
/// when one begins, which is seldom; gone when it lost, or with the request when it won. One gateway thread; owned by
/// its session.
struct Hedge {
    bool ready = false; ///< a good answer begins: its head is in `exchange`, or it is `answer`
    Decision decision;
    const BackendRoute* backend = nullptr; ///< of the table that the session holds
    dispatch::Slot slot;
    AttemptTimes times;
    AttemptRecord* entry = nullptr; ///< in the session's record
    dispatch::RequestBody body;
    std::size_t firstEndpoint = 0;
    std::size_t endpointsTried = 0;
    bool noSocket = false;            ///< there was no descriptor for the latest
    dispatch::UpstreamPtr connecting; ///< not connected yet; else `exchange` has it
    dispatch::Exchange exchange;
    std::optional<dispatch::FunctionInvoker::InvocationId> invocation; ///< running
    std::optional<dispatch::FunctionAnswer> answer;
};

} // namespace straightline::ingest
