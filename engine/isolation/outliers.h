// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"
#include "engine/isolation/ejections.h"

namespace straightline::isolation
{

/// What one gateway thread counts of each backend, ever, by slot. Written by that thread, read by the one that looks
/// for outliers.
class AttemptTally
{
public:
    /// With fewer slots for a simulation, of which there are thousands.
    explicit AttemptTally(std::uint32_t slots = kMaxBackendSlots)
        : m_cells(std::make_unique<Cell[]>(slots))
    {
    }

    struct Counts {
        std::uint64_t attempts = 0; ///< that said something of the backend
        std::uint64_t failures = 0;
        std::uint64_t answers = 0;
        std::uint64_t answerMicros = 0; ///< sum over the answers
    };

    void failed(std::uint32_t slot) { add(m_cells[slot].failures, 1); }
    void answered(std::uint32_t slot, std::uint32_t micros)
    {
        add(m_cells[slot].answers, 1);
        add(m_cells[slot].answerMicros, micros);
    }
    void addTo(Counts& sum, std::uint32_t slot) const;

private:
    struct Cell {
        std::atomic<std::uint64_t> failures{0};
        std::atomic<std::uint64_t> answers{0};
        std::atomic<std::uint64_t> answerMicros{0};
    };
    static void add(std::atomic<std::uint64_t>& value, std::uint64_t more) // one writer: no locked instruction
    {
        value.store(value.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
    }

    std::unique_ptr<Cell[]> m_cells;
};

/// Looks every half second for backends that fare far worse than the others of their application, and ejects the worst
/// of each application:
///  failure rate  the share of failed attempts in 10 s, against that of all others together
///  slow          the mean of the latest answers against the backend's own mean of before, when its peers do not show
///                the same. Own past: a backend that is always slow is no outlier. Peers: more work makes all slower.
///                What another policy deals out is other work: of before nothing is known then.
/// Peers are all backends of the application; where the policy gives tiers different work, those of the same tier. One
/// thread; owned by it.
class Outliers
{
public:
    static constexpr std::int64_t kPauseNanos = 500'000'000;
    static constexpr std::size_t kPauses = 20; ///< in the window of 10 s

    Outliers(Ejections& ejections, const LiveLoad& load, const std::vector<AttemptTally>& tallies)
        : m_ejections(ejections)
        , m_load(load)
        , m_tallies(tallies)
    {
    }

    /// Does nothing until a pause has passed.
    void review(const RoutingTable& table, std::int64_t nowNanos);

private:
    using Counts = AttemptTally::Counts;
    struct Past {
        std::uint32_t number = 0; ///< of the backend: slots are reused
        Counts last;
        std::array<Counts, kPauses> pauses{};
        double usualMicros = 0.0; ///< mean of its answers, slowly moving; 0 = not known yet
        double recentMicros = 0.0;
        double leastMicros = 0.0; ///< the lowest mean of the recent pauses
        std::uint64_t recentAnswers = 0;
        Counts window;
    };

    struct Dealt {
        std::uint32_t number = 0; ///< of the application: slots are reused
        PolicyKind policy = PolicyKind::Straightline;
    };

    void observe(const BackendRoute& backend);
    bool isDealtAnew(const ApplicationRoute& application);
    void forgetAnswers(const BackendRoute& backend);
    void reviewApplication(const ApplicationRoute& application, std::int64_t nowNanos);
    bool ejectByFailures(const ApplicationRoute& application, std::int64_t nowNanos);
    bool ejectBySlowness(const ApplicationRoute& application, std::int64_t nowNanos);
    double inflationOfPeers(const ApplicationRoute& application, const BackendRoute& backend);
    bool counts(const BackendRoute& backend) const;

    Ejections& m_ejections;
    const LiveLoad& m_load;
    const std::vector<AttemptTally>& m_tallies;
    std::vector<Dealt> m_dealt; ///< by application slot: who deals out the requests
    std::vector<Past> m_past;   ///< by slot, up to the highest met
    std::size_t m_pause = 0;
    std::int64_t m_lastNanos = 0;
};

} // namespace straightline::isolation
