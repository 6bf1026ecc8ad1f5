// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/poller.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <boost/asio/post.hpp>

namespace straightline::dispatch
{

namespace
{

int makeSet()
{
    const int set = ::epoll_create1(EPOLL_CLOEXEC);
    if (set < 0)
        throw std::system_error(errno, std::system_category(), "epoll_create1");
    return set;
}

} // namespace

Poller::Poller(IoContext& context)
    : m_context(context)
    , m_set(context, makeSet())
{
}

Poller::~Poller() = default;

bool Poller::add(int socket, Polled& polled)
{
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &polled;
    return ::epoll_ctl(m_set.native_handle(), EPOLL_CTL_ADD, socket, &event) == 0;
}

void Poller::remove(int socket, Polled& polled)
{
    // Not left to close(): a child process between fork and exec holds a copy of the socket, and with it our entry.
    ::epoll_ctl(m_set.native_handle(), EPOLL_CTL_DEL, socket, nullptr);
    for (int i = m_next; i < m_count; ++i) {
        if (m_events[static_cast<std::size_t>(i)].data.ptr == &polled)
            m_events[static_cast<std::size_t>(i)].data.ptr = nullptr;
    }
}

void Poller::giveTurn(Polled& polled)
{
    if (std::exchange(polled.m_hasTurn, true))
        return;
    m_turns.emplace_back(&polled);
    if (!m_running)
        postRun();
}

void Poller::postRun()
{
    if (!std::exchange(m_posted, true)) {
        boost::asio::post(m_context, [this] {
            m_posted = false;
            run();
        });
    }
}

void Poller::waitForEvents()
{
    m_set.async_wait(Descriptor::wait_read, [this](const boost::system::error_code& error) {
        if (error)
            return;
        run();
        waitForEvents();
    });
}

void Poller::run()
{
    m_running = true;
    for (int told = 0; told < kMostPerRun;) {
        const int now = tellBatch() + runTurns();
        if (now == 0)
            break;
        told += now;
    }
    m_running = false;
    if (!m_turns.empty())
        postRun();
}

int Poller::tellBatch()
{
    m_count = std::max(::epoll_wait(m_set.native_handle(), m_events.data(), kBatch, 0), 0);
    for (m_next = 0; m_next < m_count;) {
        const epoll_event event = m_events[static_cast<std::size_t>(m_next++)];
        if (event.data.ptr == nullptr)
            continue;
        const PolledPtr polled(static_cast<Polled*>(event.data.ptr));
        const bool hungUp = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        polled->ready((event.events & EPOLLIN) != 0 || hungUp, (event.events & EPOLLOUT) != 0 || hungUp, hungUp);
    }
    return std::exchange(m_count, 0);
}

int Poller::runTurns()
{
    m_taken.swap(m_turns);
    for (const PolledPtr& each : m_taken) {
        each->m_hasTurn = false;
        each->takeTurn();
    }
    const auto count = static_cast<int>(m_taken.size());
    m_taken.clear();
    return count;
}

} // namespace straightline::dispatch
