// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/timewarp.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace straightline::replay
{

namespace
{

double speedAt(const std::vector<LoadStep>& steps, double share)
{
    double speed = 1.0;
    for (const LoadStep& each : steps) {
        if (each.fromShare <= share)
            speed = each.speed;
    }
    return speed;
}

} // namespace

TimeWarp::TimeWarp(std::int64_t lengthNanos, std::vector<LoadStep> steps)
    : m_length(static_cast<double>(lengthNanos))
    , m_steps(std::move(steps))
{
    if (m_steps.empty())
        m_steps.push_back({});
}

std::int64_t TimeWarp::at(std::int64_t sinceNanos) const
{
    double time = 0.0;
    const auto until = static_cast<double>(sinceNanos);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const double from = m_steps[i].fromShare * m_length;
        const double to = i + 1 < m_steps.size() ? m_steps[i + 1].fromShare * m_length : until;
        if (until <= from)
            break;
        time += (std::min(to, until) - from) / m_steps[i].speed;
    }
    return std::llround(time);
}

std::int64_t TimeWarp::atShare(double share) const
{
    return at(std::llround(share * m_length));
}

std::vector<LoadStep> combined(const std::vector<LoadStep>& a, const std::vector<LoadStep>& b)
{
    std::set<double> shares{0.0};
    for (const auto* steps : {&a, &b}) {
        for (const LoadStep& each : *steps)
            shares.insert(each.fromShare);
    }
    std::vector<LoadStep> both;
    for (const double share : shares)
        both.push_back({share, speedAt(a, share) * speedAt(b, share)});
    return both;
}

} // namespace straightline::replay
