// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/failurereasons.h"

#include <array>

namespace straightline::app
{

std::vector<FailureRow> failuresOf(const replay::SimulationOutcome& outcome)
{
    constexpr std::array<Outcome, 6> kFailures{Outcome::QueueFull,      Outcome::QueueTimeout,   Outcome::BackendFailed,
                                               Outcome::BackendTimeout, Outcome::NothingHealthy, Outcome::TooLarge};
    std::vector<FailureRow> rows;
    for (const Outcome each : kFailures)
        rows.push_back({toString(each), outcome.ended[static_cast<std::size_t>(each)]});
    rows.push_back({"server_error", outcome.serverErrors});
    rows.push_back({"backend_refused", outcome.refused});
    return rows;
}

} // namespace straightline::app
