// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "engine/api/liveload.h"

namespace straightline::dispatch
{

/// A request that waits for room. Belongs to its session; one gateway thread.
class Waiter
{
public:
    /// Decides again; true when the waiter has its place, or its failure, and leaves the line.
    virtual bool tryAgain() = 0;
    /// Later, outside of any other request's call chain.
    virtual void leftLine() = 0;

protected:
    ~Waiter() = default;
};

class WaitingLines;

/// What the lines of all threads know of each other: the oldest ticket in each thread's line of each application.
/// Any thread, lock-free. Owned by the gateway.
class WaitingBoard
{
public:
    static constexpr std::uint64_t kNobody = ~0ULL;

    explicit WaitingBoard(std::size_t threads);
    void join(std::size_t thread, WaitingLines& lines) { m_lines[thread] = &lines; }

    std::uint64_t nextTicket() { return m_tickets.fetch_add(1, std::memory_order_relaxed); }
    void setOldest(std::size_t thread, std::uint32_t application, std::uint64_t ticket);
    /// The thread with the oldest ticket after `after`; its index, or the number of threads when there is none.
    std::size_t threadOfOldest(std::uint32_t application, std::uint64_t& ticket) const;
    std::size_t threads() const { return m_oldest.size(); }
    WaitingLines& lines(std::size_t thread) { return *m_lines[thread]; }

private:
    std::atomic<std::uint64_t> m_tickets{0};
    std::vector<std::unique_ptr<std::atomic<std::uint64_t>[]>> m_oldest;
    std::vector<WaitingLines*> m_lines;
};

/// The waiting requests of one gateway thread: a first-come line per application, bounded over all threads by the
/// application's queue limit. When room comes, the thread with the oldest waiter is woken, and only that one.
class WaitingLines
{
public:
    WaitingLines(boost::asio::io_context& context, WaitingBoard& board, std::size_t thread, LiveLoad& load);

    /// False when the line is full.
    bool enter(std::uint32_t application, std::uint32_t limit, Waiter& waiter);
    void leave(std::uint32_t application, Waiter& waiter);

    /// A slot of the application became free: lets the oldest waiter try, on whatever thread it is.
    void roomCame(std::uint32_t application)
    {
        if (m_load.applications[application].queued.load(std::memory_order_seq_cst) != 0)
            serveOldest(application, 0);
    }
    /// All lines of this thread: the table changed, or a breaker, or time passed.
    void review();

private:
    struct Place {
        std::uint64_t ticket;
        Waiter* waiter;
    };
    using Line = std::list<Place>;

    /// How far behind the first waiter others may overtake it, when what came free does not fit the first.
    static constexpr int kLookAhead = 8;

    void serveOldest(std::uint32_t application, std::uint64_t after);
    bool serve(std::uint32_t application);
    void publishOldest(std::uint32_t application, const Line& line);

    boost::asio::io_context& m_context;
    WaitingBoard& m_board;
    std::size_t m_thread;
    LiveLoad& m_load;
    bool m_serving = false;
    std::unordered_map<std::uint32_t, Line> m_waiting;
};

} // namespace straightline::dispatch
