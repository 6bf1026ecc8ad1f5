// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/load/histogram.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace straightline::demo
{

/// How one request ended, as the client saw it.
struct Outcome {
    unsigned status = 0;                 ///< 0 = no answer
    std::string failure;                 ///< why there was no answer: connect, timeout, connection_lost
    std::string tier;                    ///< x-straightline-tier, "none" when the answer has none
    std::string backend;                 ///< x-straightline-backend
    std::string reason;                  ///< x-straightline-reason
    int label = -1;                      ///< the digit in the answer
    int truth = 0;                       ///< the digit in the image
    int expected = 0;                    ///< what the model itself answers for this image
    std::size_t bytes = 0;               ///< sent
    std::chrono::nanoseconds latency{0}; ///< from the intended instant to the end of the answer
    std::chrono::nanoseconds slip{0};    ///< from the intended instant to the start of sending
};

/// Digits right among the answered ones of one tier.
struct TierReport {
    std::uint64_t requests = 0;
    std::uint64_t answered = 0;        ///< with status 200
    std::uint64_t correct = 0;         ///< equal to the truth
    std::uint64_t expectedCorrect = 0; ///< right if each image got the model's own answer
    std::uint64_t asModel = 0;         ///< equal to the model's own answer
};

/// Sums outcomes. Used by one thread.
class Report
{
public:
    void add(const Outcome& outcome);

    [[nodiscard]] std::uint64_t requests() const { return m_all.requests; }
    [[nodiscard]] std::uint64_t answered() const { return m_all.answered; }

    [[nodiscard]] nlohmann::json json(double seconds) const;
    /// The summary for people, several lines.
    [[nodiscard]] std::string text(double seconds) const;
    /// The line shown while the load runs.
    [[nodiscard]] std::string progress(double seconds, std::uint64_t sent) const;

private:
    TierReport m_all;
    std::map<std::string, TierReport> m_tiers;
    std::map<std::string, std::uint64_t> m_statuses;
    std::map<std::string, std::uint64_t> m_failures;
    std::map<std::string, std::uint64_t> m_backends;
    std::map<std::string, std::uint64_t> m_reasons;
    Histogram m_latency;
    Histogram m_slip;
    std::uint64_t m_bytes = 0;
};

} // namespace straightline::demo
