// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/outcome.h"

#include <algorithm>

namespace straightline::replay
{

Histogram SimulationOutcome::allMicros() const
{
    Histogram all = answeredMicros;
    if (failures() > 0)
        all.record(static_cast<std::uint64_t>(deadlineNanos / 1'000), failures());
    return all;
}

double SimulationOutcome::meanMs() const
{
    if (requests == 0)
        return 0.0;
    const double sum =
        static_cast<double>(answeredNanos) + static_cast<double>(failures()) * static_cast<double>(deadlineNanos);
    return sum / static_cast<double>(requests) / 1e6;
}

void SimulationOutcome::add(const SimulationOutcome& other)
{
    requests += other.requests;
    for (std::size_t i = 0; i < ended.size(); ++i)
        ended[i] += other.ended[i];
    serverErrors += other.serverErrors;
    refused += other.refused;
    retries += other.retries;
    ejections += other.ejections;
    answeredMicros.merge(other.answeredMicros);
    answeredNanos += other.answeredNanos;
    withinTarget += other.withinTarget;
    for (std::size_t i = 0; i < placed.size(); ++i)
        placed[i] += other.placed[i];
    coldStarts += other.coldStarts;
    waited += other.waited;
    waitedNanos += other.waitedNanos;
    usd += other.usd;
    deadlineNanos = std::max(deadlineNanos, other.deadlineNanos);
}

} // namespace straightline::replay
