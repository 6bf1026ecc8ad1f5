// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/upstreampool.h"

#include <algorithm>

#include <boost/asio/ip/address.hpp>

namespace straightline::dispatch
{

UpstreamConnection::UpstreamConnection(Socket socket, BufferPool& buffers, EndpointPool& pool)
    : Stream(std::move(socket), buffers)
    , m_pool(pool)
{
}

void UpstreamConnection::streamMoved()
{
    m_pool.dropIdle(*this);
}

EndpointPool::EndpointPool(IoContext& context, BufferPool& buffers, const Endpoint& endpoint)
    : m_context(context)
    , m_buffers(buffers)
{
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(endpoint.address, error);
    if (!error) // else it stays 0.0.0.0:0, which refuses: the control plane gives numeric addresses only
        m_address = {address, endpoint.port};
}

UpstreamPtr EndpointPool::takeIdle(std::int64_t nowNanos, bool freshOnly)
{
    if (m_idle.empty())
        return nullptr;
    const UpstreamConnection& latest = *m_idle.back();
    if (nowNanos >= latest.m_idleUntilNanos || (freshOnly && nowNanos - latest.m_idleSinceNanos > kFreshNanos))
        return nullptr;
    UpstreamPtr connection = std::move(m_idle.back());
    m_idle.pop_back();
    connection->setOwner(nullptr);
    ++connection->m_uses;
    ++m_inUse;
    return connection;
}

UpstreamPtr EndpointPool::connect()
{
    UpstreamPtr connection(new UpstreamConnection(Socket(m_context), m_buffers, *this));
    ++connection->m_uses;
    ++m_inUse;
    connection->connect(m_address);
    return connection;
}

void EndpointPool::giveBack(UpstreamPtr connection, bool reusable, std::int64_t nowNanos, std::int64_t idleNanos)
{
    --m_inUse;
    connection->setOwner(nullptr);
    if (!reusable || m_idle.size() >= kMaxIdle) {
        connection->close();
        return;
    }
    connection->relax();
    connection->m_idleSinceNanos = nowNanos;
    connection->m_idleUntilNanos = nowNanos + (idleNanos > 0 ? std::min(idleNanos, kIdleNanos) : kIdleNanos);
    connection->setOwner(static_cast<StreamOwner*>(connection.get()));
    m_idle.push_back(connection);
    connection->arm(BufferPool::kSmall);
}

void EndpointPool::dropIdle(UpstreamConnection& connection)
{
    const auto found =
        std::find_if(m_idle.begin(), m_idle.end(), [&](const UpstreamPtr& each) { return each.get() == &connection; });
    if (found == m_idle.end())
        return;
    const UpstreamPtr keep = std::move(*found);
    m_idle.erase(found);
    keep->setOwner(nullptr);
    keep->close();
}

void EndpointPool::sweep(std::int64_t nowNanos)
{
    std::erase_if(m_idle, [&](const UpstreamPtr& each) {
        if (nowNanos < each->m_idleUntilNanos)
            return false;
        each->setOwner(nullptr);
        each->close();
        return true;
    });
}

void EndpointPool::closeIdle()
{
    for (const UpstreamPtr& each : m_idle) {
        each->setOwner(nullptr);
        each->close();
    }
    m_idle.clear();
}

UpstreamPools::UpstreamPools(IoContext& context, BufferPool& buffers)
    : m_context(context)
    , m_buffers(buffers)
{
}

EndpointPool& UpstreamPools::at(const Endpoint& endpoint)
{
    std::unique_ptr<EndpointPool>& pool = m_pools[{endpoint.address, endpoint.port}];
    if (!pool)
        pool = std::make_unique<EndpointPool>(m_context, m_buffers, endpoint);
    return *pool;
}

void UpstreamPools::sweep(std::int64_t nowNanos)
{
    for (const auto& [endpoint, pool] : m_pools)
        pool->sweep(nowNanos);
}

void UpstreamPools::closeIdle()
{
    for (const auto& [endpoint, pool] : m_pools)
        pool->closeIdle();
}

} // namespace straightline::dispatch
