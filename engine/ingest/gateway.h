// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/liveload.h"
#include "engine/api/requestrecord.h"
#include "engine/api/result.h"
#include "engine/api/routingtable.h"

namespace straightline::dispatch
{
class FunctionInvoker;
}

namespace straightline::ingest
{

/// What the gateway works with and does not own; all of it outlives the gateway.
struct GatewayContext {
    LiveLoad* load = nullptr;
    std::vector<RecordSink*> sinks;                 ///< one per thread, used by that thread only
    dispatch::FunctionInvoker* functions = nullptr; ///< null: backends of kind function fail
};

/// Read at any time; accepted = finished + inFlight in every reading.
struct GatewayCounters {
    std::uint32_t connections = 0;
    std::uint64_t accepted = 0; ///< requests with a complete or a refused head
    std::uint64_t finished = 0; ///< of these: recorded
    std::uint64_t inFlight = 0;
    std::uint64_t retries = 0;
};

/// The data plane's front: N threads, each with its own listener (SO_REUSEPORT), sessions and upstream connections.
/// Owned by core; every member function may be called from the engine thread (or any one thread at a time).
class Gateway
{
public:
    /// Listens, and starts the threads. Fails with InvalidArgument (address), Conflict (port in use), Unreachable
    /// (address not ours).
    static Result<std::unique_ptr<Gateway>> open(const GatewaySettings& settings, GatewayContext context);
    ~Gateway(); ///< stop()
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    std::string listenAddress() const; ///< HOST:PORT with the real port

    /// The next decision on every thread uses `table`.
    void publish(RoutingTablePtr table);

    /// Takes no more connections, closes the idle ones, lets requests finish, each answer the last of its connection.
    void beginDrain();
    bool idle() const; ///< no connection is left
    /// Breaks off what is left and ends the threads. Idempotent.
    void stop();

    GatewayCounters counters() const;
    /// f of an application as it stands, by LiveLoad slot; 0 when the table has none there.
    double frequency(std::uint32_t applicationSlot) const;

private:
    class Impl;
    explicit Gateway(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace straightline::ingest
