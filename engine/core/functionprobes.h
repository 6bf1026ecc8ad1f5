// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/functionhost.h"

namespace straightline::core
{

/// How one event of a calibration ended.
struct ProbeEnd {
    TrialAnswer answer;
    double tookMs = 0.0; ///< from the instant at which it was meant to be sent
};

/// Events for one function backend, from a calibration: no more at a time than it has room for beside its clients'
/// requests, the others wait their turn here. Answers come on gateway threads and are collected on the thread of the
/// object, so nothing outlives it that could call it back.
class FunctionProbes
{
public:
    using Steady = std::chrono::steady_clock;
    using InFlight = std::function<std::uint32_t(std::uint32_t number)>;

    /// `runtime` outlives it. `inFlight`: requests of clients at the backend; empty = there are none.
    FunctionProbes(FunctionRuntime& runtime, std::uint32_t number, std::uint32_t capacity, InFlight inFlight);

    /// At once, if there is room. `request.deadline` counts from `meant` on.
    void send(TrialRequest request, Steady::time_point meant);
    /// Hands over what there is room for, and gives what has ended since the last call; what is not answered long after
    /// its deadline has ended too.
    std::vector<ProbeEnd> collect();
    bool isIdle() const { return m_waiting.empty() && m_sent.empty() && m_ended.empty(); }

private:
    struct Box;
    struct Probe {
        std::uint64_t id = 0;
        TrialRequest request;
        Steady::time_point meant;
        Steady::time_point handed;
    };

    bool hasRoom() const;
    void handOver();

    FunctionRuntime& m_runtime;
    std::uint32_t m_number;
    std::uint32_t m_capacity;
    InFlight m_inFlight;
    std::shared_ptr<Box> m_box; ///< shared with what is under way
    std::uint64_t m_lastId = 0;
    std::deque<Probe> m_waiting;
    std::vector<Probe> m_sent;
    std::vector<ProbeEnd> m_ended; ///< not collected yet
};

} // namespace straightline::core
