// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/load/report.h"
#include "resources/demo/load/shotsource.h"

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <vector>

namespace straightline::demo
{

/// Sends the shots at their instants over at most so many connections and collects the outcomes. Lives on the thread
/// that calls run(). Owned by main().
class LoadRun
{
public:
    LoadRun(const LoadOptions& options, Schedule schedule);
    ~LoadRun();
    LoadRun(const LoadRun&) = delete;
    LoadRun& operator=(const LoadRun&) = delete;

    /// Returns when everything is sent and answered, or after SIGINT or SIGTERM when what is in flight has ended.
    Expected<void> run();

    [[nodiscard]] const Report& report() const { return m_report; }
    [[nodiscard]] double seconds() const;

private:
    class Lane;
    boost::asio::awaitable<void> sendAll();
    boost::asio::awaitable<void> showProgress();
    void hand(Shot shot);
    void finish();

    const LoadOptions& m_options;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    boost::asio::io_context m_context{1};
    boost::asio::steady_timer m_pace{m_context};
    boost::asio::steady_timer m_progress{m_context};
    boost::asio::ip::tcp::resolver::results_type m_endpoints;
    ShotSource m_source;
    std::deque<Shot> m_waiting; ///< due, but all connections are busy
    std::vector<Lane*> m_idle;
    Report m_report;
    std::uint64_t m_sent = 0;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_end;
    bool m_stopping = false;
    bool m_finished = false;
};

} // namespace straightline::demo
