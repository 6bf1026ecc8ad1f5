// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/routingtable.h"
#include "engine/replay/backendmodel.h"

namespace straightline::replay
{

/// What is wrong with a backend at present.
struct Ailment {
    bool crashed = false;
    bool blackHole = false;
    double slowFactor = 1.0;
    double errorShare = 0.0;
    std::uint32_t throttle = 0; ///< most at once; valid when isThrottled
    bool isThrottled = false;

    bool any() const { return crashed || blackHole || slowFactor != 1.0 || errorShare > 0.0 || isThrottled; }
};

/// A backend while it is simulated: its replicas and their workers, the line inside it, its instances, its bill. Times
/// are the simulation's. Plain value.
class SimulatedBackend
{
public:
    /// `gateways`: so many send there, each up to the capacity.
    SimulatedBackend(const BackendModel& model, const BackendRoute& route, std::uint32_t gateways = 1);

    struct Place {
        std::int64_t doneNanos = 0;
        std::uint32_t replica = 0;
    };

    /// An attempt of some gateway begins there, and ends; whether or not it is worked on.
    void attemptBegins() { ++m_inFlight; }
    void attemptEnds() { --m_inFlight; }
    std::uint32_t inFlight() const { return m_inFlight; } ///< of all gateways
    /// How long it would wait for a worker.
    std::int64_t waitNanos(std::int64_t nowNanos) const;
    /// A request comes and its work takes `serviceNanos`. When it is done; a worker is taken until then.
    Place work(std::int64_t nowNanos, std::int64_t serviceNanos);
    /// The gateway's attempt there is over, whether or not the work is.
    void release(std::uint32_t replica) { --m_inUse[replica]; }
    /// There is a place in the backlog, if one is needed.
    bool accepts(std::int64_t nowNanos)
    {
        return m_starts.size() < m_mostStarts || m_replicas.empty() || acceptsAfterAll(nowNanos);
    }
    /// Nothing is wrong with it, and it takes one more as usual.
    bool isOrdinary() const { return m_inFlight < m_concurrency && m_starts.size() < m_mostStarts && !m_ailing; }
    /// False: a new instance has to be started. The latest used goes first, so the others grow old.
    bool takeInstance(std::int64_t nowNanos);
    /// It would not have to be.
    bool hasWarmInstance(std::int64_t nowNanos) const
    {
        return !m_idleSince.empty() && nowNanos - m_idleSince.back() <= m_keepAliveNanos;
    }
    /// An instance is free again.
    void instanceIdle(std::int64_t nowNanos) { m_idleSince.push_back(nowNanos); }
    /// All work is lost; it works again from then on.
    void restart(std::int64_t readyNanos);

    void setAilment(const Ailment& ailment)
    {
        m_ailment = ailment;
        m_ailing = ailment.any();
    }
    const Ailment& ailment() const { return m_ailment; }

    bool hasInstances() const { return m_hasInstances; }
    Tier tier() const { return m_tier; }
    std::int64_t networkNanos() const { return m_networkNanos; }
    std::int64_t readNanos() const { return m_readNanos; } ///< the read time-out
    std::uint32_t concurrency() const { return m_concurrency; }
    std::int64_t healthySinceNanos() const { return m_healthySinceNanos; }
    void bill(std::int64_t serviceNanos)
    {
        ++m_invocations;
        m_billedNanos += static_cast<std::uint64_t>(serviceNanos);
    }
    double usdOf(std::int64_t serviceNanos) const; ///< for one attempt
    double usd(double hours) const;                ///< for all that was billed, and the hours it stood there

private:
    using Workers = std::vector<std::int64_t>; ///< when each is free
    static constexpr std::size_t kFew = 16;    ///< searched one by one; above that a heap, earliest first

    bool acceptsAfterAll(std::int64_t nowNanos);
    std::int64_t startOn(Workers& workers, std::int64_t nowNanos, std::int64_t serviceNanos) const;
    std::uint32_t leastBusy() const;

    const BackendModel* m_model;
    std::vector<Workers> m_replicas;    ///< empty: nobody ever waits for one
    std::vector<std::uint32_t> m_inUse; ///< attempts, by replica
    std::uint32_t m_inFlight = 0;
    std::uint32_t m_turn = 0;
    std::vector<std::int64_t> m_starts; ///< of those that wait inside; only with a backlog limit
    std::vector<std::int64_t> m_idleSince;
    std::size_t m_mostStarts;
    std::uint32_t m_concurrency;
    Tier m_tier;
    bool m_hasInstances;
    bool m_ailing = false;
    Ailment m_ailment;
    std::int64_t m_healthySinceNanos = 0;
    std::int64_t m_networkNanos;
    std::int64_t m_readNanos;
    std::int64_t m_keepAliveNanos;
    std::uint64_t m_invocations = 0;
    std::uint64_t m_billedNanos = 0;
};

} // namespace straightline::replay
