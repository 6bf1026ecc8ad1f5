// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/waitingline.h"

#include <algorithm>

#include <boost/asio/post.hpp>

namespace straightline::dispatch
{

WaitingBoard::WaitingBoard(std::size_t threads)
    : m_oldest(threads)
    , m_lines(threads, nullptr)
{
    for (auto& each : m_oldest) {
        each = std::make_unique<std::atomic<std::uint64_t>[]>(kMaxApplicationSlots);
        for (std::uint32_t i = 0; i < kMaxApplicationSlots; ++i)
            each[i].store(kNobody, std::memory_order_relaxed);
    }
}

void WaitingBoard::setOldest(std::size_t thread, std::uint32_t application, std::uint64_t ticket)
{
    m_oldest[thread][application].store(ticket, std::memory_order_seq_cst);
}

std::size_t WaitingBoard::threadOfOldest(std::uint32_t application, std::uint64_t& ticket) const
{
    std::size_t best = threads();
    std::uint64_t oldest = kNobody;
    for (std::size_t i = 0; i < threads(); ++i) {
        const std::uint64_t each = m_oldest[i][application].load(std::memory_order_seq_cst);
        if (each >= ticket && each < oldest) {
            oldest = each;
            best = i;
        }
    }
    ticket = oldest;
    return best;
}

WaitingLines::WaitingLines(boost::asio::io_context& context, WaitingBoard& board, std::size_t thread, LiveLoad& load)
    : m_context(context)
    , m_board(board)
    , m_thread(thread)
    , m_load(load)
{
    board.join(thread, *this);
}

bool WaitingLines::enter(std::uint32_t application, std::uint32_t limit, Waiter& waiter)
{
    std::atomic<std::uint32_t>& queued = m_load.applications[application].queued;
    if (queued.fetch_add(1, std::memory_order_seq_cst) >= limit) {
        queued.fetch_sub(1, std::memory_order_seq_cst);
        return false;
    }
    Line& line = m_waiting[application];
    line.push_back({m_board.nextTicket(), &waiter});
    publishOldest(application, line);
    return true;
}

void WaitingLines::leave(std::uint32_t application, Waiter& waiter)
{
    Line& line = m_waiting[application];
    const auto found =
        std::find_if(line.begin(), line.end(), [&](const Place& each) { return each.waiter == &waiter; });
    if (found == line.end())
        return;
    line.erase(found);
    m_load.applications[application].queued.fetch_sub(1, std::memory_order_seq_cst);
    publishOldest(application, line);
}

void WaitingLines::serveOldest(std::uint32_t application, std::uint64_t after)
{
    // From the oldest on: a thread whose waiters cannot use what came free passes the turn to the next.
    std::uint64_t ticket = after;
    const std::size_t thread = m_board.threadOfOldest(application, ticket);
    if (thread == m_board.threads())
        return;
    if (thread == m_thread) {
        if (!m_serving && !serve(application))
            serveOldest(application, ticket + 1);
        return;
    }
    WaitingLines& other = m_board.lines(thread);
    boost::asio::post(other.m_context, [&other, application, ticket] {
        if (!other.serve(application))
            other.serveOldest(application, ticket + 1);
    });
}

bool WaitingLines::serve(std::uint32_t application)
{
    const auto found = m_waiting.find(application);
    if (found == m_waiting.end() || m_serving)
        return false;
    m_serving = true; // a waiter that fails gives back what it holds, and must not come back in here
    Line& line = found->second;
    bool served = false;
    int misses = 0;
    for (auto each = line.begin(); each != line.end() && misses < kLookAhead;) {
        Waiter& waiter = *each->waiter;
        if (!waiter.tryAgain()) {
            ++misses;
            ++each;
            continue;
        }
        each = line.erase(each);
        m_load.applications[application].queued.fetch_sub(1, std::memory_order_seq_cst);
        waiter.leftLine();
        served = true;
    }
    publishOldest(application, line);
    m_serving = false;
    return served;
}

void WaitingLines::review()
{
    for (const auto& [application, line] : m_waiting) {
        if (!line.empty())
            serve(application);
    }
}

void WaitingLines::publishOldest(std::uint32_t application, const Line& line)
{
    m_board.setOldest(m_thread, application, line.empty() ? WaitingBoard::kNobody : line.front().ticket);
}

} // namespace straightline::dispatch
