// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace straightline::replay
{

/// From some share of a piece of a trace on its requests arrive so many times as fast.
struct LoadStep {
    double fromShare = 0.0; ///< of the piece's own time, 0 … 1
    double speed = 1.0;     ///< > 0

    bool operator==(const LoadStep&) const = default;
};

/// Maps the times of a piece of a trace to those of its run: the same requests, sooner. Plain value.
class TimeWarp
{
public:
    /// `steps` ascending, the first from 0; none: as it was.
    TimeWarp(std::int64_t lengthNanos, std::vector<LoadStep> steps);

    /// `sinceNanos` of the piece's beginning; ascending times stay so.
    std::int64_t at(std::int64_t sinceNanos) const;
    std::int64_t atShare(double share) const;

private:
    double m_length;
    std::vector<LoadStep> m_steps;
};

/// Both at once: speeds are multiplied.
std::vector<LoadStep> combined(const std::vector<LoadStep>& a, const std::vector<LoadStep>& b);

} // namespace straightline::replay
