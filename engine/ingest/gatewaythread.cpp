// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/gatewaythread.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <random>

#include <boost/asio/post.hpp>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/dispatch/tlslayer.h"
#include "engine/ingest/session.h"

namespace straightline::ingest
{

using boost::asio::ip::tcp;
using boost::system::error_code;

namespace
{

constexpr std::int64_t kSweepNanos = 1'000'000'000;
constexpr int kBacklog = 4'096;

std::uint64_t seed()
{
    std::random_device device;
    return (std::uint64_t{device()} << 32 | device()) | 1;
}

void appendHex(std::string& out, std::uint64_t value, int digits)
{
    for (int i = digits - 1; i >= 0; --i)
        out += "0123456789abcdef"[value >> (4 * i) & 15];
}

Error listenError(const tcp::endpoint& address, const error_code& error)
{
    const bool taken = error == boost::asio::error::address_in_use;
    const std::string where = address.address().to_string() + ":" + std::to_string(address.port());
    return {taken ? ErrorCode::Conflict : ErrorCode::Unreachable, "cannot listen on " + where + ": " + error.message()};
}

} // namespace

GatewayThread::GatewayThread(GatewayShared& shared, std::uint32_t index)
    : m_shared(shared)
    , m_index(index)
    , m_wheel(now())
    , m_context(1)
    , m_listener(m_context)
    , m_tlsListener(m_context)
    , m_tls(shared.tls.listener())
    , m_ticker(m_context)
    , m_poller(m_context)
    , m_lines(m_context, shared.board, index, *shared.context.load)
    , m_pools(m_poller, m_buffers, shared.tls)
    , m_retryBudget(shared.settings.threads)
    , m_outliers(shared.ejections, *shared.context.load, shared.tallies)
    , m_serial(std::uint64_t{index} << 56 | 1)
    , m_randomState(seed())
{
    appendHex(m_idPrefix, seed(), 12);
    m_idPrefix += '-';
}

GatewayThread::~GatewayThread() = default;

Result<tcp::endpoint> GatewayThread::listen(Door door, const tcp::endpoint& address, bool sharedPort)
{
    Acceptor& acceptor = listenerOf(door).acceptor;
    error_code error;
    acceptor.open(address.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    const int yes = 1;
    if (!error && sharedPort && ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0)
        error.assign(errno, boost::system::system_category());
    if (!error) { // what is accepted has it from here
        const GatewaySettings& settings = m_shared.settings;
        dispatch::watchPeer(acceptor.native_handle(), settings.peerTimeout,
                            std::max(settings.peerTimeout, settings.bodyTimeout));
        acceptor.bind(address, error);
    }
    if (!error)
        acceptor.listen(kBacklog, error);
    if (!error)
        acceptor.non_blocking(true, error);
    if (error)
        return tl::make_unexpected(listenError(address, error));
    return acceptor.local_endpoint(error);
}

void GatewayThread::run()
{
    tick();
    m_poller.start();
    for (const Door door : {Door::Plain, Door::Tls}) {
        if (listenerOf(door).acceptor.is_open())
            acceptLater(door);
    }
    m_context.run();
}

bool GatewayThread::full() const
{
    return m_shared.connections.load(std::memory_order_relaxed) >= m_shared.settings.maxConnections;
}

void GatewayThread::acceptLater(Door door)
{
    Listener& listener = listenerOf(door);
    if (std::exchange(listener.waiting, true))
        return;
    listener.acceptor.async_wait(tcp::acceptor::wait_read, [this, door](const error_code& error) {
        listenerOf(door).waiting = false;
        if (error)
            return;
        if (full()) { // the rest waits in the kernel's backlog until the tick sees room
            limitMet(Limit::Connections);
            listenerOf(door).paused = true;
            return;
        }
        acceptAll(door);
    });
}

/// Null at the plain door.
std::unique_ptr<dispatch::TlsLayer> GatewayThread::secure(Door door)
{
    if (door == Door::Plain)
        return nullptr;
    m_tls.refresh();
    return std::make_unique<dispatch::TlsLayer>(m_tls.context() != nullptr ? m_tls.context()->accept() : nullptr);
}

void GatewayThread::acceptAll(Door door)
{
    Acceptor& acceptor = listenerOf(door).acceptor;
    while (acceptor.is_open() && !full()) {
        tcp::endpoint peer;
        auto size = static_cast<socklen_t>(peer.capacity());
        const int socket = ::accept4(acceptor.native_handle(), peer.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) {
            if (errno == EAGAIN || errno == EWOULDBLOCK)
                break;
            if (errno == ECONNABORTED || errno == EINTR)
                continue;
            listenerOf(door).paused = true; // out of descriptors or memory
            return;
        }
        peer.resize(size);
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        m_shared.connections.fetch_add(1, std::memory_order_relaxed);
        if (!admits(socket, peer.address(), door))
            continue;
        const SessionPtr session(new Session(*this, socket, peer.address().to_string(), secure(door)));
        m_sessions.push_back(*session);
        Session::start(session);
    }
    if (acceptor.is_open())
        acceptLater(door);
}

/// The limit per address. Who is over it is told so, unless it would have to be said in TLS, and closed.
bool GatewayThread::admits(int socket, const boost::asio::ip::address& address, Door door)
{
    const std::uint32_t most = m_shared.settings.limits.connectionsPerAddress;
    if (most == 0 || m_shared.addresses.enter(address.to_string(), most))
        return true;
    m_shared.connections.fetch_sub(1, std::memory_order_relaxed);
    limitMet(Limit::ConnectionsPerAddress);
    if (door == Door::Plain) {
        std::string answer;
        appendOwnAnswer(answer, 429, errorJson("too many connections from this address"), "Retry-After: 1\r\n", false,
                        {.keepOpen = false, .dateLine = m_dateLine});
        ::send(socket, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        std::array<char, 4'096> early; // what is left unread would reset the connection, and the answer with it
        for (int i = 0; i < 16 && ::recv(socket, early.data(), early.size(), MSG_DONTWAIT) > 0; ++i) {
        }
    }
    ::close(socket);
    return false;
}

void GatewayThread::acceptPaused()
{
    for (const Door door : {Door::Plain, Door::Tls}) {
        if (!full() && std::exchange(listenerOf(door).paused, false))
            acceptAll(door);
    }
}

void GatewayThread::closeDoors()
{
    error_code ignored;
    m_listener.acceptor.close(ignored);
    m_tlsListener.acceptor.close(ignored);
}

void GatewayThread::sessionEnded(Session& session, const std::string& clientAddress)
{
    if (m_shared.settings.limits.connectionsPerAddress != 0)
        m_shared.addresses.leave(clientAddress);
    session.unlink();
    m_shared.connections.fetch_sub(1, std::memory_order_relaxed);
    if (m_stopping)
        endWhenEmpty();
}

TableViewPtr GatewayThread::view()
{
    const std::uint64_t changes = m_shared.tableChanges.load(std::memory_order_acquire);
    if (changes == m_viewChanges)
        return m_view;
    RoutingTablePtr table;
    {
        const std::lock_guard lock(m_shared.tableMutex);
        table = m_shared.table;
        m_viewChanges = m_shared.tableChanges.load(std::memory_order_relaxed);
    }
    TableViewPtr view(new TableView);
    view->table = table;
    view->applications.reserve(m_view ? m_view->applications.size() : table->applications.size());
    for (const ApplicationRoutePtr& route : table->applications.pointers()) {
        if (route->slot >= view->applications.size())
            view->applications.resize(route->slot + 1);
        const bool known = m_view && route->slot < m_view->applications.size() && m_view->applications[route->slot]
                           && m_view->applications[route->slot]->route == route;
        view->applications[route->slot] = known ? m_view->applications[route->slot] : makeView(route);
    }
    m_view = view;
    return m_view;
}

boost::intrusive_ptr<TableView::Application> GatewayThread::makeView(const ApplicationRoutePtr& route)
{
    boost::intrusive_ptr<TableView::Application> application(new TableView::Application);
    application->route = route;
    application->backends.resize(route->backends.size());
    for (std::size_t i = 0; i < route->backends.size(); ++i) {
        for (const Endpoint& endpoint : route->backends[i].endpoints)
            application->backends[i].endpoints.push_back(m_pools.at(endpoint, route->backends[i].tls));
    }
    return application;
}

std::uint64_t GatewayThread::random()
{
    m_randomState ^= m_randomState << 13; // xorshift64
    m_randomState ^= m_randomState >> 7;
    m_randomState ^= m_randomState << 17;
    return m_randomState;
}

isolation::Hedging& GatewayThread::hedging(const ApplicationRoute& application)
{
    if (application.slot >= m_hedging.size())
        m_hedging.resize(application.slot + 1);
    HedgingOf& found = m_hedging[application.slot];
    if (!found.hedging || found.number != application.number)
        found = {application.number, std::make_unique<isolation::Hedging>()};
    return *found.hedging;
}

void GatewayThread::appendNewId(std::string& out, std::uint64_t serial) const
{
    out.append(m_idPrefix);
    appendHex(out, serial, 14);
}

void GatewayThread::tick()
{
    const std::int64_t nowNanos = now();
    m_tickNanos = nowNanos;
    const std::int64_t unixNanos =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    m_wallOffsetNanos = unixNanos - nowNanos;
    refreshDate(unixNanos);
    if (const TableViewPtr latest = view()) {
        for (const ApplicationRoute& application : latest->table->applications)
            m_shared.ejections.review(application, nowNanos);
        if (m_index == 0)
            m_outliers.review(*latest->table, nowNanos);
    }
    m_wheel.advance(nowNanos);
    m_lines.review();
    if (nowNanos - m_lastSweepNanos >= kSweepNanos) {
        m_lastSweepNanos = nowNanos;
        m_pools.sweep(nowNanos);
    }
    acceptPaused();
    m_ticker.expires_after(std::chrono::nanoseconds(dispatch::TimerWheel::kTickNanos));
    m_ticker.async_wait([this](const error_code& error) {
        if (!error)
            tick();
    });
}

void GatewayThread::limitMet(Limit limit)
{
    auto& count = m_counters.limits[static_cast<std::size_t>(limit)];
    count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void GatewayThread::refreshDate(std::int64_t unixNanos)
{
    const std::int64_t seconds = unixNanos / 1'000'000'000;
    if (seconds == m_dateSeconds)
        return;
    m_dateSeconds = seconds;
    const auto time = static_cast<std::time_t>(seconds);
    std::tm utc{};
    ::gmtime_r(&time, &utc);
    std::array<char, 64> text{};
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const int size = std::snprintf(text.data(), text.size(), "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                                   kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                                   kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1'900, utc.tm_hour,
                                   utc.tm_min, utc.tm_sec);
    m_dateLine.assign(text.data(), static_cast<std::size_t>(size));
}

void GatewayThread::postDrain()
{
    boost::asio::post(m_context, [this] { drain(); });
}

void GatewayThread::postStop()
{
    boost::asio::post(m_context, [this] { stop(); });
}

void GatewayThread::drain()
{
    for (const Door door : {Door::Plain, Door::Tls})
        acceptAll(door); // what the kernel has completed already is not reset
    closeDoors();
    for (auto each = m_sessions.begin(); each != m_sessions.end();)
        static_cast<Session&>(*each++).drain();
    m_pools.closeIdle();
}

void GatewayThread::stop()
{
    m_stopping = true;
    closeDoors();
    for (auto each = m_sessions.begin(); each != m_sessions.end();)
        static_cast<Session&>(*each++).abort();
    m_pools.closeIdle();
    endWhenEmpty();
}

void GatewayThread::endWhenEmpty()
{
    if (m_sessions.empty())
        m_context.stop();
}

} // namespace straightline::ingest
