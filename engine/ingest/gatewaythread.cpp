// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/gatewaythread.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <random>

#include <boost/asio/post.hpp>

#include <sys/socket.h>

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
    , m_acceptor(m_context)
    , m_ticker(m_context)
    , m_lines(m_context, shared.board, index, *shared.context.load)
    , m_pools(m_context, m_buffers)
    , m_retryBudget(shared.settings.threads)
    , m_serial(std::uint64_t{index} << 56 | 1)
    , m_randomState(seed())
{
    appendHex(m_idPrefix, seed(), 12);
    m_idPrefix += '-';
}

GatewayThread::~GatewayThread() = default;

Result<tcp::endpoint> GatewayThread::listen(const tcp::endpoint& address, bool sharedPort)
{
    error_code error;
    m_acceptor.open(address.protocol(), error);
    if (!error)
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    const int yes = 1;
    if (!error && sharedPort
        && ::setsockopt(m_acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0)
        error.assign(errno, boost::system::system_category());
    if (!error)
        m_acceptor.bind(address, error);
    if (!error)
        m_acceptor.listen(kBacklog, error);
    if (!error)
        m_acceptor.non_blocking(true, error);
    if (error)
        return tl::make_unexpected(listenError(address, error));
    return m_acceptor.local_endpoint(error);
}

void GatewayThread::run()
{
    tick();
    acceptLater();
    m_context.run();
}

void GatewayThread::acceptLater()
{
    m_acceptor.async_wait(tcp::acceptor::wait_read, [this](const error_code& error) {
        if (!error)
            acceptAll();
    });
}

void GatewayThread::acceptAll()
{
    while (m_acceptor.is_open()) {
        if (m_shared.connections.load(std::memory_order_relaxed) >= m_shared.settings.maxConnections) {
            m_acceptPaused = true; // the rest waits in the kernel's backlog until the tick sees room
            return;
        }
        error_code error;
        tcp::endpoint peer;
        dispatch::Socket socket(m_context);
        m_acceptor.accept(socket, peer, error);
        if (error == boost::asio::error::would_block || error == boost::asio::error::try_again)
            break;
        if (error == boost::asio::error::connection_aborted || error == boost::asio::error::interrupted)
            continue;
        if (error) { // out of descriptors or memory
            m_acceptPaused = true;
            return;
        }
        socket.set_option(tcp::no_delay(true), error);
        m_shared.connections.fetch_add(1, std::memory_order_relaxed);
        const SessionPtr session(new Session(*this, std::move(socket), peer.address().to_string()));
        m_sessions.push_back(*session);
        Session::start(session);
    }
    if (m_acceptor.is_open())
        acceptLater();
}

void GatewayThread::sessionEnded(Session& session)
{
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
    view->backends.resize(table->applications.size());
    for (std::size_t i = 0; i < table->applications.size(); ++i) {
        const auto& backends = table->applications[i].backends;
        view->backends[i].resize(backends.size());
        for (std::size_t j = 0; j < backends.size(); ++j) {
            for (const Endpoint& endpoint : backends[j].endpoints)
                view->backends[i][j].endpoints.push_back(&m_pools.at(endpoint));
        }
    }
    m_view = view;
    return m_view;
}

std::uint64_t GatewayThread::random()
{
    m_randomState ^= m_randomState << 13; // xorshift64
    m_randomState ^= m_randomState >> 7;
    m_randomState ^= m_randomState << 17;
    return m_randomState;
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
    m_wallOffsetNanos =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count()
        - nowNanos;
    if (const TableViewPtr latest = view()) {
        for (const ApplicationRoute& application : latest->table->applications) {
            for (const BackendRoute& backend : application.backends)
                m_shared.breaker.review(m_shared.context.load->backends[backend.slot], nowNanos);
        }
    }
    m_wheel.advance(nowNanos);
    m_lines.review();
    if (nowNanos - m_lastSweepNanos >= kSweepNanos) {
        m_lastSweepNanos = nowNanos;
        m_pools.sweep(nowNanos);
    }
    if (m_acceptPaused && m_acceptor.is_open()) {
        m_acceptPaused = false;
        acceptAll();
    }
    m_ticker.expires_after(std::chrono::nanoseconds(dispatch::TimerWheel::kTickNanos));
    m_ticker.async_wait([this](const error_code& error) {
        if (!error)
            tick();
    });
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
    m_acceptPaused = false;
    acceptAll(); // what the kernel has completed already is not reset
    error_code ignored;
    m_acceptor.close(ignored);
    for (auto each = m_sessions.begin(); each != m_sessions.end();)
        static_cast<Session&>(*each++).drain();
    m_pools.closeIdle();
}

void GatewayThread::stop()
{
    m_stopping = true;
    error_code ignored;
    m_acceptor.close(ignored);
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
