// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/api/decision.h"
#include "engine/api/liveload.h"
#include "engine/replay/outcome.h"
#include "engine/replay/prepare.h"
#include "engine/replay/trial.h"

namespace straightline::replay
{

/// One application under one policy and one pair of thresholds, simulated request by request in whole nanoseconds with
/// the gateway's own decide(). Deterministic: the same requests give the same outcome, in chunks of any size.
///
/// As the gateway: a request that finds no room waits first come first served (the eight oldest may be overtaken by one
/// that fits), at most `queueLimit` of them and not beyond the deadline; room that comes is theirs before it is a new
/// arrival's. A request whose answer would come after the deadline ends there, and its worker goes on working. Not
/// simulated: failures of backends, breakers, retries, health checks.
class Simulation
{
public:
    Simulation(const SimulatedApplication& application, const Trial& trial);

    /// The next requests in order of arrival.
    void run(const PreparedRequests& requests);
    /// Nothing more arrives: what waits and runs comes to its end.
    void finish();

    const SimulationOutcome& outcome() const { return m_outcome; }

private:
    /// A slot that comes free.
    struct Completion {
        std::int64_t atNanos;
        std::int64_t placedNanos;
        std::uint64_t sizeBytes;
        std::uint32_t backend;
        std::uint32_t inFlight; ///< when it was placed, with it
        bool answered;
        bool coldStart;

        bool operator>(const Completion& other) const { return atNanos > other.atNanos; }
    };
    struct Waiting {
        std::int64_t arrivalNanos;
        RequestFeatures features;
        std::vector<std::int64_t> serviceNanos;   ///< by backend
        std::vector<std::int64_t> coldStartNanos; ///< by backend
    };
    struct BackendState {
        std::vector<std::int64_t> workerFreeNanos; ///< a heap, earliest first; empty: as many workers as slots
        std::vector<std::int64_t> idleSinceNanos;  ///< instances, latest used last
        std::uint64_t invocations = 0;
        std::uint64_t billedNanos = 0;
    };

    void releaseUntil(std::int64_t nowNanos);
    void serveWaiting(std::int64_t nowNanos);
    void expireWaiting(std::int64_t nowNanos);
    void arrive(const PreparedRequests& requests, std::size_t index);
    void wait(const PreparedRequests& requests, std::size_t index, const RequestFeatures& features);
    void place(std::int64_t nowNanos, std::int64_t arrivalNanos, const Decision& decision, std::int64_t serviceNanos,
               std::int64_t coldStartNanos);
    std::int64_t startOf(BackendState& state, const BackendModel& model, std::int64_t nowNanos,
                         std::int64_t serviceNanos) const;
    bool takeInstance(BackendState& state, const BackendModel& model, std::int64_t nowNanos) const;
    void learn(const Completion& done);
    Decision decide(const RequestFeatures& features, std::int64_t nowNanos) const;
    void foresee(std::size_t backend, std::int64_t nowNanos, std::int64_t serviceNanos, std::int64_t coldStartNanos);
    void end(Outcome outcome) { ++m_outcome.ended[static_cast<std::size_t>(outcome)]; }

    static constexpr int kLookAhead = 8; // as dispatch::WaitingLines

    ApplicationRoute m_route;
    const std::vector<BackendModel>& m_models;
    Trial m_trial;
    std::int64_t m_deadlineNanos;
    LiveLoad m_load;
    std::vector<BackendState> m_states;
    std::vector<Completion> m_completions; ///< a heap, earliest first
    std::vector<Waiting> m_waiting;        ///< oldest at m_firstWaiting
    std::size_t m_firstWaiting = 0;
    std::uint64_t m_turn = 0;
    bool m_predicts = false;               ///< the policy reads what is learned
    std::vector<std::int64_t> m_trueNanos; ///< by backend, for the oracle; empty for the others
    std::int64_t m_lastNanos = 0;
    SimulationOutcome m_outcome;
};

} // namespace straightline::replay
