// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/limit.h"
#include "engine/api/liveload.h"
#include "engine/api/requestrecord.h"
#include "engine/api/result.h"
#include "engine/api/routingtable.h"

namespace straightline::dispatch
{
class FunctionInvoker;
struct TlsReload;
} // namespace straightline::dispatch

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
    std::uint64_t hedges = 0;           ///< sent
    std::uint64_t hedgesWon = 0;        ///< of these: answered first
    std::uint64_t hedgesRefused = 0;    ///< by the budget
    LimitCounts limits{};               ///< how often each was met
    std::uint64_t failedHandshakes = 0; ///< TLS clients that never came to a request
};

/// The data plane's front: N threads, each with its own listener (SO_REUSEPORT), sessions and upstream connections.
/// Owned by core; every member function may be called from the engine thread (or any one thread at a time).
class Gateway
{
public:
    /// Listens, and starts the threads. Fails with InvalidArgument (address, certificate), Conflict (port in use),
    /// Unreachable (address not ours).
    static Result<std::unique_ptr<Gateway>> open(const GatewaySettings& settings, GatewayContext context);
    ~Gateway(); ///< stop()
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    std::string listenAddress() const;    ///< HOST:PORT with the real port; empty without a plain listener
    std::string tlsListenAddress() const; ///< the same of the HTTPS listener

    /// Reads certificates and authorities again whose files have changed, or all of them; what cannot be used changes
    /// nothing. Connections that stand go on. To be called every few seconds.
    std::vector<dispatch::TlsReload> reviewCertificates(bool readAll);
    /// A sentence for each certificate or authority that cannot be used, or will soon not be valid any more.
    std::vector<std::string> certificateProblems() const;
    /// End of the listener's certificate; nothing without one.
    std::optional<std::chrono::system_clock::time_point> certificateEnd() const;

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
