// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/replay/experiment.h"
#include "engine/replay/pairedcomparison.h"

namespace straightline::replay
{

/// One row of a cell beside others, in percent points of SLO attainment, seed by seed.
struct RowComparison {
    std::size_t rival = 0;    ///< index of the row with the highest mean of all other policies; the oracle is none
    Interval toRival{};       ///< this row − its rival
    double usdToRival = 0.0;  ///< mean cost / the rival's; 0 where the rival's is 0
    Interval ofAdaptive{};    ///< adaptive − this row
    double probability = 1.0; ///< of so large a difference to adaptive by chance, by Holm over all rows of the cell
};

/// Of each row. Bootstrap over seeds; deterministic.
std::vector<RowComparison> compareRows(const ExperimentCell& cell, const ExperimentPlan& plan);

/// The row of the best rival of a policy: none when there is no other.
std::optional<std::size_t> bestRival(const ExperimentCell& cell, const ExperimentPlan& plan, PolicyKind policy);

/// The rows within plan.tolerancePoints of the highest mean attainment, the cheapest first: by the criterion that
/// settings are chosen by, it wins and the others are as good. The oracle takes no part, nor
/// does adaptive without some ingredient.
std::vector<std::size_t> winnersOf(const ExperimentCell& cell, const ExperimentPlan& plan);

/// The first row of the policy adaptive, whole and not tuned, if it takes part.
std::optional<std::size_t> adaptiveRow(const ExperimentCell& cell, const ExperimentPlan& plan);

} // namespace straightline::replay
