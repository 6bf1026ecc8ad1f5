// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/loadrun.h"

#include "resources/demo/load/loadconnection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <unistd.h>

#include <csignal>
#include <iostream>

namespace straightline::demo
{

namespace net = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace
{

constexpr std::chrono::milliseconds kStartDelay(50); ///< lets the first images be rendered
constexpr std::chrono::milliseconds kRenderPoll(1);

} // namespace

/// One connection and the requests it carries, one after another.
class LoadRun::Lane
{
public:
    explicit Lane(LoadRun& run)
        : m_run(run)
        , m_connection(run.m_context, run.m_options.target.authority(), run.m_endpoints, run.m_options.timeout)
        , m_wake(run.m_context)
    {
    }

    net::awaitable<void> work()
    {
        error_code ignored;
        while (true) {
            while (!m_run.m_waiting.empty()) {
                const Shot shot = std::move(m_run.m_waiting.front());
                m_run.m_waiting.pop_front();
                const Outcome outcome = co_await m_connection.send(shot, m_run.m_start + shot.due);
                m_run.m_report.add(outcome);
            }
            if (m_run.m_finished) {
                co_return;
            }
            m_run.m_idle.push_back(this);
            m_wake.expires_at(Clock::time_point::max());
            co_await m_wake.async_wait(net::redirect_error(net::use_awaitable, ignored));
        }
    }

    void wake() { m_wake.cancel(); }

private:
    LoadRun& m_run;
    LoadConnection m_connection;
    net::steady_timer m_wake;
};

LoadRun::LoadRun(const LoadOptions& options, Schedule schedule)
    : m_options(options)
    , m_source(std::move(schedule), options.target, options.duration)
{
}

LoadRun::~LoadRun()
{
    m_lanes.clear(); // their sockets belong to m_context
}

double LoadRun::seconds() const
{
    return std::chrono::duration<double>(m_end - m_start).count();
}

Expected<void> LoadRun::run()
{
    error_code error;
    m_endpoints = net::ip::tcp::resolver(m_context).resolve(m_options.target.host, m_options.target.port, error);
    if (error) {
        return failure(2, "cannot find " + m_options.target.authority() + ": " + error.message());
    }
    net::signal_set signals(m_context, SIGINT, SIGTERM);
    signals.async_wait([this](const error_code& failed, int) {
        if (!failed) {
            m_stopping = true;
            m_pace.cancel();
        }
    });
    m_start = Clock::now() + kStartDelay;
    net::co_spawn(m_context, sendAll(), [&signals](const std::exception_ptr&) { signals.cancel(); });
    if (isatty(STDERR_FILENO) != 0) {
        net::co_spawn(m_context, showProgress(), net::detached);
    }
    m_context.run();
    m_end = Clock::now();
    return {};
}

net::awaitable<void> LoadRun::sendAll()
{
    error_code ignored;
    while (!m_stopping) {
        std::optional<Shot> shot = m_source.take();
        if (shot) {
            if (m_start + shot->due > Clock::now()) {
                m_pace.expires_at(m_start + shot->due);
                co_await m_pace.async_wait(net::redirect_error(net::use_awaitable, ignored));
            }
            if (!m_stopping) {
                hand(std::move(*shot));
            }
        } else if (m_source.finished()) {
            break;
        } else {
            m_pace.expires_after(kRenderPoll);
            co_await m_pace.async_wait(net::redirect_error(net::use_awaitable, ignored));
        }
    }
    finish();
}

void LoadRun::hand(Shot shot)
{
    ++m_sent;
    m_waiting.push_back(std::move(shot));
    if (!m_idle.empty()) {
        Lane* lane = m_idle.back();
        m_idle.pop_back();
        lane->wake();
    } else if (m_lanes.size() < m_options.connections) {
        m_lanes.push_back(std::make_unique<Lane>(*this));
        net::co_spawn(m_context, m_lanes.back()->work(), net::detached);
    }
}

void LoadRun::finish()
{
    m_finished = true;
    m_progress.cancel();
    for (Lane* lane : m_idle) {
        lane->wake();
    }
    m_idle.clear();
}

net::awaitable<void> LoadRun::showProgress()
{
    error_code ignored;
    while (!m_finished) {
        m_progress.expires_after(std::chrono::seconds(1));
        co_await m_progress.async_wait(net::redirect_error(net::use_awaitable, ignored));
        const double elapsed = std::chrono::duration<double>(Clock::now() - m_start).count();
        std::cerr << "\r\x1b[K" << m_report.progress(elapsed, m_sent) << std::flush;
    }
    std::cerr << std::endl;
}

} // namespace straightline::demo
