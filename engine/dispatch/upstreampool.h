// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include <boost/intrusive/list.hpp>

#include "engine/api/routingtable.h"
#include "engine/dispatch/stream.h"
#include "engine/dispatch/tlscontexts.h"

namespace straightline::dispatch
{

class EndpointPool;

/// A connection to a backend's endpoint. While it is idle it watches itself: the backend closing it, or saying anything
/// unasked, takes it out of the pool.
class UpstreamConnection final : public Stream,
                                 public boost::intrusive::list_base_hook<>, ///< idle: its place in the pool
                                 private StreamOwner
{
public:
    UpstreamConnection(Poller& poller, BufferPool& buffers, EndpointPool& pool, std::unique_ptr<TlsLayer> tls);
    EndpointPool& pool() { return m_pool; }
    std::int64_t idleSinceNanos() const { return m_idleSinceNanos; } ///< before this use
    bool reused() const { return m_uses > 1; }                       ///< it carried a request before this one

private:
    friend class EndpointPool;
    void streamMoved() override;

    EndpointPool& m_pool;
    std::uint32_t m_uses = 0;
    std::int64_t m_idleSinceNanos = 0;
    std::int64_t m_idleUntilNanos = 0;
    bool m_idle = false; ///< in the pool, which then holds a reference
};
using UpstreamPtr = boost::intrusive_ptr<UpstreamConnection>;

/// The connections of one thread to one endpoint: latest used first, so that what is not needed grows old and goes;
/// when there are too many, the oldest goes first.
class EndpointPool : public boost::intrusive_ref_counter<EndpointPool, boost::thread_unsafe_counter>
{
public:
    static constexpr std::size_t kMaxIdle = 1'024;
    static constexpr std::int64_t kIdleNanos = 30'000'000'000;
    /// A request that must not be sent twice takes no connection idle for longer than this: the backend may be closing
    /// it at this moment (gunicorn does after 2 s).
    static constexpr std::int64_t kFreshNanos = 1'000'000'000;

    /// `contexts` is null for plain connections.
    EndpointPool(Poller& poller, BufferPool& buffers, const Endpoint& endpoint, const UpstreamTls& tls = {},
                 TlsSlotPtr contexts = nullptr);
    ~EndpointPool() { closeIdle(); }
    EndpointPool(const EndpointPool&) = delete;
    EndpointPool& operator=(const EndpointPool&) = delete;

    /// An idle connection, or null.
    UpstreamPtr takeIdle(std::int64_t nowNanos, bool freshOnly);
    /// A new one, connecting. Null when there is nothing to secure it with: tlsProblem() says why.
    UpstreamPtr connect();
    std::string_view tlsProblem() const
    {
        return m_contexts ? std::string_view(m_contexts->problem()) : std::string_view();
    }
    /// After a use: back into the pool when `reusable`, else closed. `idleNanos` = how long the backend keeps it, 0 =
    /// not said.
    void giveBack(UpstreamPtr connection, bool reusable, std::int64_t nowNanos, std::int64_t idleNanos);
    /// The backend closed a connection that had been idle for so long: a while on, a request that must not be sent
    /// twice takes none that has been idle for half as long. Under 0.1 s says nothing.
    void closedAfter(std::int64_t idleNanos, std::int64_t nowNanos);
    void dropIdle(UpstreamConnection& connection); ///< closes it; it must be idle
    void sweep(std::int64_t nowNanos);
    void closeIdle();
    std::uint32_t inUse() const { return m_inUse; }
    bool unused() const { return m_inUse == 0 && m_idle.empty(); }
    bool named() const { return use_count() > 1; } ///< by others than the UpstreamPools

private:
    UpstreamPtr unlink(UpstreamConnection& connection);
    std::unique_ptr<TlsLayer> secure();

    Poller& m_poller;
    BufferPool& m_buffers;
    boost::asio::ip::tcp::endpoint m_address;
    UpstreamTls m_tls;
    std::optional<TlsView> m_contexts;                 ///< none: plain
    SslSessionPtr m_session;                           ///< the latest, to be resumed
    boost::intrusive::list<UpstreamConnection> m_idle; ///< oldest first
    std::uint32_t m_inUse = 0;
    std::int64_t m_freshNanos = kFreshNanos;
    std::int64_t m_learnedUntilNanos = 0;
};

using EndpointPoolPtr = boost::intrusive_ptr<EndpointPool>;

/// The upstream connections of one gateway thread. A pool goes when nothing names it and none of its connections is in
/// use: a redeployed container listens elsewhere.
class UpstreamPools
{
public:
    UpstreamPools(Poller& poller, BufferPool& buffers, TlsContexts& contexts);
    EndpointPoolPtr at(const Endpoint& endpoint, const UpstreamTls& tls = {});
    void sweep(std::int64_t nowNanos);
    void closeIdle();
    std::size_t count() const { return m_pools.size(); }

private:
    Poller& m_poller;
    BufferPool& m_buffers;
    TlsContexts& m_contexts;
    /// Of address, port and TLS: a connection that was verified in one way is not used where another way is asked for.
    std::map<std::tuple<std::string, std::uint16_t, UpstreamTls>, EndpointPoolPtr> m_pools;
};

} // namespace straightline::dispatch
