// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <array>
#include <cstdint>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

#include <sys/epoll.h>

namespace straightline::dispatch
{

using IoContext = boost::asio::io_context;

/// What is told of one socket's readiness. Kept alive by the poller while it is being told.
class Polled : public boost::intrusive_ref_counter<Polled, boost::thread_unsafe_counter>
{
public:
    Polled() = default;
    Polled(const Polled&) = delete;
    Polled& operator=(const Polled&) = delete;
    virtual ~Polled() = default;

    /// Edge-triggered: said once when the socket becomes readable, writable, or its peer hangs up.
    virtual void ready(bool readable, bool writable, bool hungUp) = 0;
    /// The turn that was asked for with Poller::giveTurn().
    virtual void takeTurn() = 0;

private:
    friend class Poller;
    bool m_hasTurn = false;
};
using PolledPtr = boost::intrusive_ptr<Polled>;

/// The readiness of all sockets of one gateway thread: an edge-triggered epoll set that each socket enters once. Asio
/// would try a read before each wait, and makes an operation of each; here a request costs neither. The thread's
/// io_context hosts it: the set's own descriptor is one of Asio's. One thread.
class Poller
{
public:
    explicit Poller(IoContext& context);
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    /// From run() of the io_context on, readiness is told.
    void start() { waitForEvents(); }

    /// False when the kernel refuses (out of memory, or the user's limit of watches).
    bool add(int socket, Polled& polled);
    /// Before the socket is closed. `polled` is told nothing any more, even if the kernel has said it already.
    void remove(int socket, Polled& polled);

    /// Calls takeTurn() soon, after everybody else who is ready had theirs.
    void giveTurn(Polled& polled);

private:
    void waitForEvents();
    void run();
    int tellBatch();
    int runTurns();
    void postRun();

    static constexpr int kBatch = 256;
    /// So many are told before Asio's own handlers (timers, functions, other threads' posts) have theirs.
    static constexpr int kMostPerRun = 512;

    using Descriptor = boost::asio::posix::basic_stream_descriptor<IoContext::executor_type>;
    IoContext& m_context;
    Descriptor m_set;
    std::array<epoll_event, kBatch> m_events;
    int m_next = 0;  ///< of m_events, to be told
    int m_count = 0; ///< of m_events
    bool m_running = false;
    bool m_posted = false;
    std::vector<PolledPtr> m_turns;
    std::vector<PolledPtr> m_taken; ///< turns being run
};

} // namespace straightline::dispatch
