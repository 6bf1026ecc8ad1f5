// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "engine/api/routingtable.h"
#include "engine/api/words.h"

namespace straightline::dispatch
{

struct HeaderField {
    std::string name; ///< as the client spelled it
    std::string value;
};

/// One request for a function, complete: hop-by-hop fields are gone, the body is whole and decoded.
struct FunctionRequest {
    std::uint32_t backendNumber = 0;
    std::string method;
    std::string target;               ///< path and query as the function sees them, "/classify?x=1"
    std::vector<HeaderField> headers; ///< in the client's order, Host included
    std::string body;
    std::string clientAddress; ///< numeric, without port
    std::string requestId;
    std::chrono::steady_clock::time_point
        deadline; ///< of the whole request; the invoker answers Timeout when it passes
};

/// How an invocation ended. `outcome` Ok: `status`, `headers`, `body` are the function's HTTP answer (framing and
/// hop-by-hop fields are the caller's business and ignored). Otherwise `error` says what happened, in English.
struct FunctionAnswer {
    AttemptOutcome outcome = AttemptOutcome::FunctionFailed;
    bool handedOver = true; ///< false: no instance ever got the event, so it is safe to try another backend
    bool coldStart = false; ///< an instance was started for it
    std::uint16_t status = 0;
    std::uint32_t waitMicros = 0;    ///< from invoke() until an instance took the event, cold start included
    std::uint32_t backendMicros = 0; ///< from the event's hand-over until the answer was complete
    std::vector<HeaderField> headers;
    std::string body;
    std::string error;
};

/// Invokes functions: the pool of instances of each function backend, and the Runtime API that they speak.
/// A backend's pool lives on one gateway thread, its home; calls cross from the caller's thread by posting to the
/// home's io_context and back. Owned by core; started and stopped by the Gateway that uses it.
class FunctionInvoker
{
public:
    using InvocationId = std::uint64_t;
    using Done = std::function<void(FunctionAnswer)>;

    virtual ~FunctionInvoker() = default;

    /// Before the gateway's threads run. `homes` are their io_contexts (each run by exactly one thread) and outlive
    /// stop().
    virtual void start(std::span<boost::asio::io_context* const> homes) = 0;

    /// After every thread has ended: single-threaded. Drops what is still waiting without calling `done`.
    virtual void stop() = 0;

    /// Any thread. Backends of kind function: new, changed or gone.
    virtual void publish(RoutingTablePtr table) = 0;

    /// From the thread that runs `caller`. The gateway has taken a slot: at most `capacity` invocations of a backend
    /// are running. Returns an id at once; `done` is called exactly once on `caller`'s thread, never inside invoke(),
    /// and not after cancel().
    virtual InvocationId invoke(FunctionRequest request, boost::asio::io_context& caller, Done done) = 0;

    /// From the thread that called invoke(): the client left or the request was given up. The instance that runs it
    /// cannot be told; it is reused when it answers, or ended when it does not.
    virtual void cancel(InvocationId invocation) = 0;
};

} // namespace straightline::dispatch
