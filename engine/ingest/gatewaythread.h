// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include "engine/dispatch/bufferpool.h"
#include "engine/dispatch/poller.h"
#include "engine/dispatch/timerwheel.h"
#include "engine/dispatch/upstreampool.h"
#include "engine/dispatch/waitingline.h"
#include "engine/ingest/addresscounts.h"
#include "engine/ingest/gateway.h"
#include "engine/isolation/ejections.h"
#include "engine/isolation/hedging.h"
#include "engine/isolation/outliers.h"
#include "engine/isolation/retrybudget.h"
#include "engine/placement/frequencywindow.h"

namespace straightline::ingest
{

class Session;

/// The gateway's two listeners.
enum class Door : std::uint8_t { Plain, Tls };

/// A session's place in its thread's list; leaves it when it is destroyed.
struct SessionHook : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
};

/// What all gateway threads share: settings, atomics, and the latest table behind a mutex that is taken only when the
/// version has changed.
struct GatewayShared {
    GatewaySettings settings;
    GatewayContext context;
    placement::FrequencyWindows windows;
    dispatch::WaitingBoard board;
    isolation::Ejections ejections;
    std::vector<isolation::AttemptTally> tallies; ///< one per thread
    std::atomic<std::uint32_t> connections{0};
    AddressCounts addresses; ///< used only where there is a limit per address
    std::atomic<bool> draining{false};
    dispatch::TlsContexts tls;
    std::atomic<std::uint64_t> tableChanges{0};
    mutable std::mutex tableMutex;
    RoutingTablePtr table;

    GatewayShared(const GatewaySettings& gatewaySettings, GatewayContext gatewayContext)
        : settings(gatewaySettings)
        , context(std::move(gatewayContext))
        , board(gatewaySettings.threads)
        , ejections(*context.load)
        , tallies(gatewaySettings.threads)
    {
    }
};

/// A routing table with this thread's connection pools beside it. Kept by the sessions that use it.
struct TableView : boost::intrusive_ref_counter<TableView, boost::thread_unsafe_counter> {
    struct Backend {
        std::vector<dispatch::EndpointPoolPtr> endpoints;
        std::uint32_t turn = 0;
    };
    /// What this thread keeps of one application; goes on into the next view when its route does.
    struct Application : boost::intrusive_ref_counter<Application, boost::thread_unsafe_counter> {
        ApplicationRoutePtr route;
        std::vector<Backend> backends; ///< like route->backends
    };
    RoutingTablePtr table;
    std::vector<boost::intrusive_ptr<Application>> applications; ///< by slot

    Backend& of(const ApplicationRoute& application, std::uint32_t backendIndex)
    {
        return applications[application.slot]->backends[backendIndex];
    }
};
using TableViewPtr = boost::intrusive_ptr<TableView>;

/// One gateway thread: a listener, an io_context run by this thread only, and all that its sessions use. Owned by
/// Gateway. Members without "any thread" belong to the thread itself.
class GatewayThread
{
public:
    GatewayThread(GatewayShared& shared, std::uint32_t index);
    ~GatewayThread();
    GatewayThread(const GatewayThread&) = delete;
    GatewayThread& operator=(const GatewayThread&) = delete;

    /// Before run(). With `shared`, other threads listen on the same port.
    Result<boost::asio::ip::tcp::endpoint> listen(Door door, const boost::asio::ip::tcp::endpoint& address,
                                                  bool sharedPort);
    void run();
    void postDrain(); ///< any thread
    void postStop();  ///< any thread: breaks off all sessions; run() returns when they have ended

    GatewayShared& shared() { return m_shared; }
    dispatch::IoContext& context() { return m_context; }
    dispatch::Poller& poller() { return m_poller; }
    dispatch::BufferPool& buffers() { return m_buffers; }
    dispatch::TimerWheel& wheel() { return m_wheel; }
    dispatch::WaitingLines& lines() { return m_lines; }
    isolation::RetryBudget& retryBudget() { return m_retryBudget; }
    /// Of an application that hedges; made when it is first asked for.
    isolation::Hedging& hedging(const ApplicationRoute& application);
    /// For a head that is built and sent without a wait in between: one for all sessions, so that it stays in the
    /// cache.
    std::string& scratch() { return m_scratch; }
    isolation::AttemptTally& tally() { return m_shared.tallies[m_index]; }
    RecordSink& sink() { return *m_shared.context.sinks[m_index]; }

    static std::int64_t now() { return std::chrono::steady_clock::now().time_since_epoch().count(); }
    /// A due time at least `time` from now, for the wheel: no finer than a tick, and no call of the clock.
    std::int64_t after(std::chrono::nanoseconds time) const
    {
        return m_tickNanos + dispatch::TimerWheel::kTickNanos + time.count();
    }
    std::int64_t unixMicrosAt(std::int64_t steadyNanos) const { return (steadyNanos + m_wallOffsetNanos) / 1'000; }
    TableViewPtr view(); ///< of the latest table; null before the first
    std::uint64_t nextSerial() { return m_serial++; }
    std::uint64_t random();
    /// A request id of our own, unique in this run and unlikely to be met in another.
    void appendNewId(std::string& out, std::uint64_t serial) const;

    void sessionEnded(Session& session, const std::string& clientAddress);

    struct alignas(64) Counters {
        std::atomic<std::uint64_t> accepted{0};
        std::atomic<std::uint64_t> finished{0};
        std::atomic<std::uint64_t> retries{0};
        std::atomic<std::uint64_t> hedges{0};
        std::atomic<std::uint64_t> hedgesWon{0};
        std::atomic<std::uint64_t> hedgesRefused{0};
        std::array<std::atomic<std::uint64_t>, kLimitCount> limits{};
        std::atomic<std::uint64_t> failedHandshakes{0};
    };
    void limitMet(Limit limit);
    /// A complete Date line of now; one text per second (RFC 9110, 6.6.1).
    std::string_view dateLine() const { return m_dateLine; }
    std::int64_t tickNanos() const { return m_tickNanos; } ///< the clock at the latest tick: costs nothing
    Counters& counters() { return m_counters; }            ///< written by this thread, read by any

private:
    boost::intrusive_ptr<TableView::Application> makeView(const ApplicationRoutePtr& route);
    using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, dispatch::IoContext::executor_type>;
    struct Listener {
        explicit Listener(dispatch::IoContext& context)
            : acceptor(context)
        {
        }
        Acceptor acceptor;
        bool waiting = false; ///< to be told that somebody comes
        bool paused = false;  ///< somebody has come for whom there was no room
    };
    Listener& listenerOf(Door door) { return door == Door::Tls ? m_tlsListener : m_listener; }
    bool full() const;
    void acceptLater(Door door);
    void acceptAll(Door door);
    void acceptPaused();
    void closeDoors();
    std::unique_ptr<dispatch::TlsLayer> secure(Door door);
    bool admits(int socket, const boost::asio::ip::address& address, Door door);
    void refreshDate(std::int64_t unixNanos);
    void tick();
    void drain();
    void stop();
    void endWhenEmpty();

    GatewayShared& m_shared;
    std::uint32_t m_index;
    dispatch::BufferPool m_buffers; // outlives the context: operations under way hold buffers
    dispatch::TimerWheel m_wheel;
    dispatch::IoContext m_context;
    Listener m_listener;
    Listener m_tlsListener;
    dispatch::TlsView m_tls;
    boost::asio::steady_timer m_ticker;
    dispatch::Poller m_poller;
    dispatch::WaitingLines m_lines;
    dispatch::UpstreamPools m_pools;
    isolation::RetryBudget m_retryBudget;
    struct HedgingOf {
        std::uint32_t number = 0; ///< of the application: slots are used again
        std::unique_ptr<isolation::Hedging> hedging;
    };
    std::vector<HedgingOf> m_hedging; ///< by the application's slot
    isolation::Outliers m_outliers;   ///< used on the first thread only
    boost::intrusive::list<SessionHook, boost::intrusive::constant_time_size<false>> m_sessions;
    TableViewPtr m_view;
    std::uint64_t m_viewChanges = 0;
    std::uint64_t m_serial;
    std::uint64_t m_randomState;
    std::string m_idPrefix;
    std::string m_scratch;
    std::int64_t m_tickNanos = now(); ///< the clock at the latest tick
    std::int64_t m_wallOffsetNanos = 0;
    std::int64_t m_lastSweepNanos = 0;
    std::string m_dateLine;
    std::int64_t m_dateSeconds = 0;
    bool m_stopping = false;
    Counters m_counters;
};

} // namespace straightline::ingest
