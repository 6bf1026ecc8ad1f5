// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/history.h"
#include "engine/api/result.h"
#include "engine/replay/fit.h"

namespace straightline::replay
{

/// What some requests came to, happened or predicted.
struct CheckFigures {
    std::uint64_t requests = 0;
    Percentiles latency; ///< ms, of those that did not fail, arrival to the end of the answer
    double failurePercent = 0.0;
    std::array<double, kTierCount> share{}; ///< of the requests that reached a backend, by its tier, 0 … 1
};

/// Requests one after the other under the same policy and thresholds.
struct CheckedStretch {
    PolicyKind policy = PolicyKind::Straightline;
    Thresholds thresholds{};
    double fromS = 0.0; ///< arrivals, after the first request of all
    double toS = 0.0;
    CheckFigures happened;
    CheckFigures predicted;
};

/// How well the simulator knows an application: its models are fitted to the first part of what was recorded, and the
/// rest is predicted from arrivals and sizes alone, under the thresholds and policies that were set meanwhile.
struct ModelCheck {
    std::uint64_t fittedRequests = 0;
    std::vector<FittedModel> models; ///< by backend
    std::vector<CheckedStretch> stretches;
    CheckFigures happened; ///< of all stretches
    CheckFigures predicted;
};

/// `split`: which part of the recorded time the models are fitted to, 0.1 … 0.9. `rows` of this application, in any
/// order; what ended by the client's own doing is left out. Needs kWhatIfLeast requests on each side. Pure.
[[nodiscard]] Result<ModelCheck> checkModels(const ApplicationConfiguration& application,
                                             const std::vector<RequestRow>& rows, double split);

} // namespace straightline::replay
