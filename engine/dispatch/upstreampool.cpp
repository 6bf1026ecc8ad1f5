// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/upstreampool.h"

#include <algorithm>
#include <chrono>

#include <boost/asio/ip/address.hpp>

#include "engine/dispatch/tlslayer.h"

namespace straightline::dispatch
{

UpstreamConnection::UpstreamConnection(Poller& poller, BufferPool& buffers, EndpointPool& pool,
                                       std::unique_ptr<TlsLayer> tls)
    : Stream(-1, poller, buffers, std::move(tls))
    , m_pool(pool)
{
}

void UpstreamConnection::streamMoved()
{
    if (!m_idle)
        return;
    if (ended()) {
        const std::int64_t now = std::chrono::steady_clock::now().time_since_epoch().count();
        m_pool.closedAfter(now - m_idleSinceNanos, now);
    }
    m_pool.dropIdle(*this);
}

EndpointPool::EndpointPool(Poller& poller, BufferPool& buffers, const Endpoint& endpoint, const UpstreamTls& tls,
                           TlsSlotPtr contexts)
    : m_poller(poller)
    , m_buffers(buffers)
    , m_tls(tls)
{
    if (contexts)
        m_contexts.emplace(std::move(contexts));
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(endpoint.address, error);
    if (!error) // else it stays 0.0.0.0:0, which refuses: the control plane gives numeric addresses only
        m_address = {address, endpoint.port};
}

UpstreamPtr EndpointPool::takeIdle(std::int64_t nowNanos, bool freshOnly)
{
    if (m_idle.empty())
        return nullptr;
    UpstreamConnection& latest = m_idle.back();
    if (nowNanos >= latest.m_idleUntilNanos || (freshOnly && nowNanos - latest.m_idleSinceNanos > m_freshNanos))
        return nullptr;
    UpstreamPtr connection = unlink(latest);
    ++connection->m_uses;
    ++m_inUse;
    return connection;
}

/// Null when there is no context to do it with.
std::unique_ptr<TlsLayer> EndpointPool::secure()
{
    if (m_contexts->refresh())
        m_session.reset(); // it was verified against the authorities before
    if (m_contexts->context() == nullptr)
        return nullptr;
    SslPtr ssl = m_contexts->context()->connect(m_tls, &m_session);
    return ssl ? std::make_unique<TlsLayer>(std::move(ssl)) : nullptr;
}

UpstreamPtr EndpointPool::connect()
{
    std::unique_ptr<TlsLayer> tls;
    if (m_contexts) {
        tls = secure();
        if (!tls)
            return nullptr;
    }
    UpstreamPtr connection(new UpstreamConnection(m_poller, m_buffers, *this, std::move(tls)));
    ++connection->m_uses;
    ++m_inUse;
    connection->connect(m_address);
    return connection;
}

void EndpointPool::giveBack(UpstreamPtr connection, bool reusable, std::int64_t nowNanos, std::int64_t idleNanos)
{
    --m_inUse;
    connection->setOwner(nullptr);
    if (!reusable) {
        connection->close();
        return;
    }
    if (m_idle.size() >= kMaxIdle)
        dropIdle(m_idle.front());
    connection->relax();
    connection->m_idleSinceNanos = nowNanos;
    connection->m_idleUntilNanos = nowNanos + (idleNanos > 0 ? std::min(idleNanos, kIdleNanos) : kIdleNanos);
    connection->setOwner(static_cast<StreamOwner*>(connection.get()));
    connection->m_idle = true;
    m_idle.push_back(*connection);
    connection->arm(BufferPool::kSmall);
    connection.detach(); // the list's
}

UpstreamPtr EndpointPool::unlink(UpstreamConnection& connection)
{
    m_idle.erase(m_idle.iterator_to(connection));
    connection.m_idle = false;
    connection.setOwner(nullptr);
    return {&connection, false};
}

void EndpointPool::closedAfter(std::int64_t idleNanos, std::int64_t nowNanos)
{
    constexpr std::int64_t kRememberedNanos = 60'000'000'000; // else one restart would count for ever
    // No server keeps connections for so short a time: it ended, or closes after so many requests.
    constexpr std::int64_t kLeastKeptNanos = 100'000'000;
    if (idleNanos < kLeastKeptNanos)
        return;
    m_freshNanos = std::min(nowNanos < m_learnedUntilNanos ? m_freshNanos : kFreshNanos, idleNanos / 2);
    m_learnedUntilNanos = nowNanos + kRememberedNanos;
}

void EndpointPool::dropIdle(UpstreamConnection& connection)
{
    unlink(connection)->close();
}

void EndpointPool::sweep(std::int64_t nowNanos)
{
    if (nowNanos >= m_learnedUntilNanos)
        m_freshNanos = kFreshNanos;
    for (auto each = m_idle.begin(); each != m_idle.end();) {
        UpstreamConnection& connection = *each++;
        if (nowNanos >= connection.m_idleUntilNanos)
            dropIdle(connection);
    }
}

void EndpointPool::closeIdle()
{
    while (!m_idle.empty())
        dropIdle(m_idle.front());
}

UpstreamPools::UpstreamPools(Poller& poller, BufferPool& buffers, TlsContexts& contexts)
    : m_poller(poller)
    , m_buffers(buffers)
    , m_contexts(contexts)
{
}

EndpointPoolPtr UpstreamPools::at(const Endpoint& endpoint, const UpstreamTls& tls)
{
    EndpointPoolPtr& pool = m_pools[{endpoint.address, endpoint.port, tls}];
    if (!pool)
        pool.reset(new EndpointPool(m_poller, m_buffers, endpoint, tls, tls.enabled ? m_contexts.of(tls) : nullptr));
    return pool;
}

void UpstreamPools::sweep(std::int64_t nowNanos)
{
    std::erase_if(m_pools, [nowNanos](const auto& each) {
        EndpointPool& pool = *each.second;
        if (pool.named())
            pool.sweep(nowNanos);
        else
            pool.closeIdle();
        return !pool.named() && pool.unused();
    });
}

void UpstreamPools::closeIdle()
{
    for (const auto& [endpoint, pool] : m_pools)
        pool->closeIdle();
}

} // namespace straightline::dispatch
