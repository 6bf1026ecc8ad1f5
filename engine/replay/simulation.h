// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <vector>

#include "engine/api/decision.h"
#include "engine/api/liveload.h"
#include "engine/isolation/outliers.h"
#include "engine/isolation/retrybudget.h"
#include "engine/replay/eventqueue.h"
#include "engine/replay/fastrule.h"
#include "engine/replay/fault.h"
#include "engine/replay/outcome.h"
#include "engine/replay/prepare.h"
#include "engine/replay/simulatedbackend.h"
#include "engine/replay/timeline.h"
#include "engine/replay/trial.h"

namespace straightline::replay
{

/// How one request ended in a simulation.
struct Fate {
    static constexpr std::int32_t kNowhere = -1;

    std::int32_t backend = kNowhere; ///< of its latest attempt; index into ApplicationRoute::backends
    Outcome outcome = Outcome::NothingHealthy;
    std::int64_t tookNanos = 0; ///< arrival to the end of the answer; of Answered only
};

/// One application under one policy and one pair of thresholds, simulated event by event in whole nanoseconds with the
/// gateway's own decisions, breakers, ejections, retry budget and estimate of the wait. Deterministic: the same
/// requests give the same outcome, in chunks of any size.
///
/// As the gateway with one thread: a request that finds no room waits first come first served (the eight oldest may be
/// overtaken by one that fits), is refused at once when the line's pace says that its deadline cannot be kept, and
/// leaves the line when it would begin too late. An answer that comes after the deadline or the backend's read time-out
/// is given up, and the worker goes on. Failed attempts count against the backend and are repeated elsewhere when that
/// is safe: nothing was sent, or the application says that all may be repeated (clients POST, without a key).
class Simulation
{
public:
    /// `application` outlives the simulation.
    Simulation(const SimulatedApplication& application, const Trial& trial);
    /// One more gateway before the backends of `first`, which outlives it; see Gateways.
    Simulation(const SimulatedApplication& application, const Trial& trial, Simulation& first);
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;

    /// From now on also counts in blocks of `blockNanos` what arrives `fromNanos` after the trace's beginning or later.
    void tallyBlocks(std::vector<BlockTally>& blocks, std::int64_t fromNanos, std::int64_t blockNanos);
    /// From now on the fate of request number `first` + i is written to `fates[i]`, which must be large enough and
    /// outlive the simulation.
    void follow(std::vector<Fate>& fates, std::uint64_t first);
    /// The next requests in order of arrival.
    void run(const PreparedRequests& requests);
    /// Nothing more arrives: what waits and runs comes to its end.
    void finish();

    const SimulationOutcome& outcome() const { return m_outcome; }

private:
    friend class Gateways; // makes several of them take turns in the order of time

    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
    static constexpr std::uint32_t kNoReplica = std::numeric_limits<std::uint32_t>::max();

    /// A request from its arrival to its end.
    struct Flight {
        RequestFeatures features;
        std::int64_t arrivalNanos = 0;
        std::int64_t leavesLineNanos = 0; ///< when it would begin too late
        std::int64_t startedNanos = 0;    ///< its attempt, or its waiting
        std::uint64_t number = 0;
        std::int64_t targetNanos = 0;
        double work = 0.0;
        std::uint32_t order = 0; ///< of the event that ends its attempt; any other is out of date
        std::uint32_t backend = 0;
        std::uint32_t replica = kNoReplica;
        std::uint32_t ahead = 0;    ///< in the line when it entered
        std::uint32_t inFlight = 0; ///< at the backend when its attempt began, with it
        AttemptOutcome end = AttemptOutcome::Ok;
        std::uint16_t status = 0;
        std::uint8_t attempts = 0;
        bool active = false;
        bool onTrial = false;
        bool waits = false;
        bool coldStart = false;                    ///< its attempt's
        Outcome failure = Outcome::NothingHealthy; ///< of the latest failed attempt
    };
    struct Choice {
        Verdict verdict = Verdict::Wait;
        std::uint32_t backend = 0;
    };
    enum class Place : std::uint8_t { Found, Wait, Ended };

    Simulation(const SimulatedApplication& application, const Trial& trial, std::vector<SimulatedBackend>* shared);

    // simulation.cpp: time, arrivals, the line
    void setCurrent(const PreparedRequests* requests);
    std::int64_t nextNanos() const { return std::min(m_nextTimerNanos, m_events.nextNanos()); }
    std::int64_t dueNanos() const; ///< of the next end of something; kNever: nobody waits or is worked on
    void close(std::int64_t lastNanos);
    bool isFirst() const { return &m_backends == &m_ownBackends; } ///< of the gateways: what happens to backends is its
    void advanceTo(std::int64_t nowNanos);
    void arrive(const PreparedRequests& requests, std::size_t index);
    void findPlace(std::uint32_t index, std::int64_t nowNanos);
    Place tryPlace(std::uint32_t index, std::int64_t nowNanos);
    Choice choose(const Flight& flight, std::int64_t nowNanos);
    bool anyRoom() const;
    void enterLine(std::uint32_t index, std::int64_t nowNanos);
    void expireLine(std::int64_t nowNanos);
    void serveLine(std::int64_t nowNanos);
    std::uint32_t newFlight();
    void end(std::uint32_t index, Outcome outcome);
    void noteFate(const Flight& flight, Outcome outcome) const;
    BlockTally* blockOf(const Flight& flight) { return m_blocks != nullptr ? blockAt(flight.arrivalNanos) : nullptr; }
    BlockTally* blockAt(std::int64_t arrivalNanos);
    void countFailure(const Flight& flight);

    // simulationattempt.cpp: one attempt, and what is concluded from it
    void begin(std::uint32_t index, std::uint32_t backend, std::int64_t nowNanos);
    bool failsAtOnce(Flight& flight, SimulatedBackend& backend, std::int64_t nowNanos) const;
    std::int64_t work(Flight& flight, SimulatedBackend& backend, std::int64_t nowNanos);
    std::int64_t serviceUnder(const Ailment& ailment, Flight& flight) const;
    std::int64_t serviceOf(const Flight& flight) const;
    std::int64_t coldStartOf(const Flight& flight) const;
    void endAttempt(const Event& event);
    void judge(const Flight& flight, std::int64_t nowNanos);
    void answer(std::uint32_t index, std::int64_t nowNanos);
    bool mayRetry(Flight& flight, std::int64_t nowNanos);
    bool failsOnTrial(const Flight& flight, std::int64_t nowNanos);
    bool anotherBackendIsLeft(const RequestFeatures& features) const;
    bool waitingHelps() const;

    // simulationforesight.cpp: for policies that predict
    void learn(const Flight& flight, std::int64_t nowNanos);
    void foresee(const Flight& flight, std::int64_t nowNanos);
    std::int64_t answeredAfter(Flight flight, std::uint32_t backend, std::int64_t nowNanos);
    Decision decide(const Flight& flight, const LiveLoad& load, std::int64_t nowNanos);

    // simulationtimers.cpp: what happens by itself
    void runTimers();
    void tick(std::int64_t nowNanos);
    void take(const TimelinePoint& point);
    void breakOff(std::uint32_t backend, std::int64_t nowNanos);
    void bringBack(std::int64_t nowNanos);
    void noteUnsettled(std::int64_t nowNanos);
    void refreshStale(std::int64_t nowNanos);
    void setNextTimer();

    const ApplicationRoute& route() const { return m_table.applications.front(); }
    ApplicationLoad& applicationLoad() { return m_load.applications[0]; }

    RoutingTable m_table; ///< of the one application, which is this simulation's own
    const SimulatedApplication& m_application;
    Trial m_trial;
    std::int64_t m_deadlineNanos;
    LiveLoad m_load;
    std::unique_ptr<LiveLoad> m_stale; ///< what policies see when it is not m_load
    std::vector<isolation::AttemptTally> m_tallies;
    isolation::Ejections m_ejections;
    isolation::Outliers m_outliers;
    isolation::RetryBudget m_budget;
    FastRule m_fast;
    bool m_fastUsable;
    bool m_repeatsAll;
    bool m_readsLatency;                         ///< some decision depends on the backends' latency averages
    bool m_predicts;                             ///< the policy reads what is learned
    std::vector<std::int64_t> m_trueNanos;       ///< by backend, for the oracle; empty for the others
    std::vector<SimulatedBackend> m_ownBackends; ///< empty: they are another gateway's
    std::vector<SimulatedBackend>& m_backends;
    std::vector<std::uint64_t> m_ejectionsSeen; ///< by backend, with when the latest was seen
    std::vector<std::int64_t> m_ejectedNanos;
    Timeline m_timeline;
    std::size_t m_nextPoint = 0;
    std::int64_t m_nextTimerNanos = 0;
    std::int64_t m_nextTickNanos = 0;
    std::int64_t m_nextRefreshNanos = kNever;
    bool m_unsettled = false; ///< some breaker is not closed, or some ejection not forgiven
    EventQueue m_events;
    std::uint32_t m_order = 0;
    std::vector<Flight> m_flights;
    std::vector<std::uint32_t> m_freeFlights;
    std::deque<std::uint32_t> m_line;     ///< flights that wait, oldest first
    std::int64_t m_lineDueNanos = kNever; ///< nobody in the line is due before
    const PreparedRequests* m_current = nullptr;
    std::uint64_t m_seed = 0;
    std::uint64_t m_turn = 0;
    std::int64_t m_lastNanos = kBeginning;
    std::vector<Fate>* m_fates = nullptr;
    std::uint64_t m_firstFate = 0;
    SimulationOutcome m_outcome;
    std::vector<BlockTally>* m_blocks = nullptr;
    std::int64_t m_firstBlockNanos = 0;
    std::int64_t m_blockNanos = 0;
};

} // namespace straightline::replay
