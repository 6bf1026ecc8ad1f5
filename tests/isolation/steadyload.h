// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace straightline
{

/// One request of a steady load. Times in seconds since the load's start.
struct LoadAnswer {
    double due = 0.0;      ///< when it was to be sent: latency counts from here, so a late generator hides nothing
    double took = 0.0;     ///< until the whole answer was there, or until it was given up
    double late = 0.0;     ///< sent so long after it was due: how busy the machine is
    int status = 0;        ///< 0: the connection broke, or no answer came
    bool saysWhen = false; ///< it has Retry-After
    std::string backend;   ///< x-straightline-backend
};

/// Requests at a constant rate, whatever becomes of them (no coordinated omission): one thread, keep-alive connections,
/// as many as are needed. `each` is called every few milliseconds with the seconds since the start, for what is to
/// happen meanwhile.
class SteadyLoad
{
public:
    SteadyLoad(std::uint16_t port, std::string request)
        : m_port(port)
        , m_request(std::move(request))
    {
    }

    std::vector<LoadAnswer> run(double requestsPerSecond, double seconds,
                                const std::function<void(double)>& each = {}) const;

private:
    std::uint16_t m_port;
    std::string m_request;
};

/// Of the answers that `wanted` accepts.
std::size_t countOf(const std::vector<LoadAnswer>& answers, const std::function<bool(const LoadAnswer&)>& wanted);
/// The percentile (0 … 1) of their times in seconds; 0 without any.
double tookOf(const std::vector<LoadAnswer>& answers, double percentile,
              const std::function<bool(const LoadAnswer&)>& wanted);

/// The 99th percentile of how late they were sent.
double latenessOf(const std::vector<LoadAnswer>& answers);

} // namespace straightline
