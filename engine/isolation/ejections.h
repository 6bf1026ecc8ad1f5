// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"
#include "engine/isolation/circuitbreaker.h"

namespace straightline::isolation
{

/// Takes backends out of an application, and brings them back, by how their attempts end. A backend that does not
/// answer (unreachable, broken, silent) is ejected whoever is left. One that answers, but badly, may do so because of
/// the requests: it is ejected within maxEjectedPercent, and when fewer than panicPercent would be left available,
/// panic: those that answer are all used again, and none of them is ejected for the time of an ejection. What health
/// checks or the operator took out of service is not ours and stays out. Any gateway thread; lock-free; state in
/// LiveLoad.
class Ejections
{
public:
    explicit Ejections(LiveLoad& load)
        : m_load(load)
    {
    }

    /// An attempt was answered in `micros` with something that speaks for the backend.
    void succeeded(const ApplicationRoute& application, const BackendRoute& backend, std::uint32_t micros,
                   std::int64_t nowNanos)
    {
        if (!breakerOf(application, backend).succeeded(backend.capacity, micros))
            eject(application, backend, EjectionCause::Slow, 0, nowNanos);
    }
    void failed(const ApplicationRoute& application, const BackendRoute& backend, EjectionCause how,
                std::int64_t nowNanos)
    {
        CircuitBreaker breaker = breakerOf(application, backend);
        const bool again = breaker.state() == BreakerState::HalfOpen && breaker.cause() == how;
        if (breaker.failed())
            eject(application, backend, how, again ? 0 : breaker.failuresInRow(), nowNanos);
    }

    /// True when it was ejected.
    bool eject(const ApplicationRoute& application, const BackendRoute& backend, EjectionCause cause,
               std::uint32_t measure, std::int64_t nowNanos);

    /// Time passed: brings back on trial, and ends ejections when too few are left. The gateway threads' coarse tick.
    void review(const ApplicationRoute& application, std::int64_t nowNanos);

private:
    struct Census {
        std::uint32_t inService = 0;
        std::uint32_t available = 0;  ///< of these: breaker closed
        std::uint32_t forAnswers = 0; ///< not available because of how they answer
    };

    CircuitBreaker breakerOf(const ApplicationRoute& application, const BackendRoute& backend) const
    {
        return {m_load.backends[backend.slot], m_load.ejections[backend.slot], application.isolation};
    }
    Census count(const ApplicationRoute& application) const;
    bool mayEject(const ApplicationRoute& application, const BackendRoute& backend, std::int64_t nowNanos);
    bool wantsPanic(const ApplicationRoute& application) const;
    void panic(const ApplicationRoute& application, std::int64_t nowNanos);

    LiveLoad& m_load;
};

} // namespace straightline::isolation
