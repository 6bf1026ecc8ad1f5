// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/routingtable.h"
#include "engine/dispatch/stream.h"

namespace straightline::dispatch
{

class EndpointPool;

/// A connection to a backend's endpoint. While it is idle it watches itself: the backend closing it, or saying anything
/// unasked, takes it out of the pool.
class UpstreamConnection final : public Stream, private StreamOwner
{
public:
    UpstreamConnection(Socket socket, BufferPool& buffers, EndpointPool& pool);
    EndpointPool& pool() { return m_pool; }
    bool reused() const { return m_uses > 1; } ///< it carried a request before this one

private:
    friend class EndpointPool;
    void streamMoved() override;

    EndpointPool& m_pool;
    std::uint32_t m_uses = 0;
    std::int64_t m_idleSinceNanos = 0;
    std::int64_t m_idleUntilNanos = 0;
};
using UpstreamPtr = boost::intrusive_ptr<UpstreamConnection>;

/// The connections of one thread to one endpoint: latest used first, so that what is not needed grows old and goes.
class EndpointPool
{
public:
    static constexpr std::size_t kMaxIdle = 1'024;
    static constexpr std::int64_t kIdleNanos = 30'000'000'000;
    /// A request that must not be sent twice takes no connection idle for longer than this: the backend may be closing
    /// it at this moment (gunicorn does after 2 s).
    static constexpr std::int64_t kFreshNanos = 1'000'000'000;

    EndpointPool(IoContext& context, BufferPool& buffers, const Endpoint& endpoint);

    /// An idle connection, or null.
    UpstreamPtr takeIdle(std::int64_t nowNanos, bool freshOnly);
    /// A new one, connecting.
    UpstreamPtr connect();
    /// After a use: back into the pool when `reusable`, else closed. `idleNanos` = how long the backend keeps it, 0 =
    /// not said.
    void giveBack(UpstreamPtr connection, bool reusable, std::int64_t nowNanos, std::int64_t idleNanos);
    void dropIdle(UpstreamConnection& connection);
    void sweep(std::int64_t nowNanos);
    void closeIdle();
    std::uint32_t inUse() const { return m_inUse; }
    bool unused() const { return m_inUse == 0 && m_idle.empty(); }

private:
    IoContext& m_context;
    BufferPool& m_buffers;
    boost::asio::ip::tcp::endpoint m_address;
    std::vector<UpstreamPtr> m_idle;
    std::uint32_t m_inUse = 0;
};

/// The upstream connections of one gateway thread. A pool lives as long as the thread, or until nothing names it.
class UpstreamPools
{
public:
    UpstreamPools(IoContext& context, BufferPool& buffers);
    EndpointPool& at(const Endpoint& endpoint);
    void sweep(std::int64_t nowNanos);
    void closeIdle();

private:
    IoContext& m_context;
    BufferPool& m_buffers;
    std::map<std::pair<std::string, std::uint16_t>, std::unique_ptr<EndpointPool>> m_pools;
};

} // namespace straightline::dispatch
