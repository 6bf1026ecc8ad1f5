// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/common/failure.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace straightline::demo
{

/// One line of a trace.
struct Arrival {
    double seconds = 0; ///< since the trace's beginning
    std::string application;
    std::size_t bytes = 0;
};

/// Reads a trace: CSV with the header `arrival_s,application,body_bytes[,work]`, arrivals in order. The failure names
/// the line. `work` is checked but not used: the digit model's work follows from the image.
[[nodiscard]] Expected<std::vector<Arrival>> parseTrace(std::string_view text, const std::string& name);

[[nodiscard]] Expected<std::vector<Arrival>> readTrace(const std::string& path);

/// When to send what: a trace at a speed, once or again and again, or a constant rate. Used by one thread.
class Schedule
{
public:
    static Schedule ofTrace(std::vector<Arrival> arrivals, double speed, bool loop);
    static Schedule constant(double perSecond, std::size_t bytes, const std::string& application);

    /// The next request, or nothing when the trace is at its end. Its time counts from the start of the run.
    [[nodiscard]] std::optional<Arrival> next();

    /// Mean requests per second.
    [[nodiscard]] double meanRate() const;

private:
    std::vector<Arrival> m_arrivals;
    double m_period = 0; ///< after which the arrivals repeat, in seconds of the trace
    double m_speed = 1;
    bool m_loop = false;
    std::size_t m_index = 0;
    std::uint64_t m_round = 0;
};

} // namespace straightline::demo
