// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/experimentcomparison.h"

#include <algorithm>

namespace straightline::replay
{

namespace
{

std::vector<double> differences(const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> all;
    for (std::size_t i = 0; i < a.size(); ++i)
        all.push_back(a[i] - b[i]);
    return all;
}

} // namespace

std::optional<std::size_t> bestRival(const ExperimentCell& cell, const ExperimentPlan& plan, PolicyKind policy)
{
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < cell.rows.size(); ++i) {
        const PolicyKind other = plan.contestants[cell.rows[i].contestant].policy;
        if (other == policy || other == PolicyKind::Oracle)
            continue;
        const double slo = cell.rows[i].meanSlo();
        const double most = best ? cell.rows[*best].meanSlo() : -1.0;
        if (slo > most || (slo == most && cell.rows[i].meanUsd() < cell.rows[*best].meanUsd()))
            best = i;
    }
    return best;
}

std::vector<std::size_t> winnersOf(const ExperimentCell& cell, const ExperimentPlan& plan)
{
    std::vector<std::size_t> winners;
    double most = 0.0;
    for (std::size_t i = 0; i < cell.rows.size(); ++i) {
        const Contestant& each = plan.contestants[cell.rows[i].contestant];
        if (each.policy == PolicyKind::Oracle || !each.without.empty())
            continue;
        winners.push_back(i);
        most = std::max(most, cell.rows[i].meanSlo());
    }
    std::erase_if(winners, [&](std::size_t i) { return cell.rows[i].meanSlo() < most - plan.tolerancePoints; });
    std::stable_sort(winners.begin(), winners.end(),
                     [&](std::size_t a, std::size_t b) { return cell.rows[a].meanUsd() < cell.rows[b].meanUsd(); });
    return winners;
}

std::optional<std::size_t> adaptiveRow(const ExperimentCell& cell, const ExperimentPlan& plan)
{
    for (std::size_t i = 0; i < cell.rows.size(); ++i) {
        const Contestant& each = plan.contestants[cell.rows[i].contestant];
        if (each.policy == PolicyKind::Adaptive && !each.tuned && each.without.empty())
            return i;
    }
    return std::nullopt;
}

std::vector<RowComparison> compareRows(const ExperimentCell& cell, const ExperimentPlan& plan)
{
    const std::uint64_t seed = hashOf(std::to_string(cell.trace * 10'000 + cell.scenario * 100 + cell.fault));
    const auto adaptive = adaptiveRow(cell, plan);
    std::vector<RowComparison> comparisons(cell.rows.size());
    std::vector<std::size_t> compared;
    std::vector<double> probabilities;
    for (std::size_t i = 0; i < cell.rows.size(); ++i) {
        const ExperimentRow& row = cell.rows[i];
        RowComparison& comparison = comparisons[i];
        comparison.rival = i;
        if (const auto rival = bestRival(cell, plan, plan.contestants[row.contestant].policy)) {
            const ExperimentRow& other = cell.rows[*rival];
            comparison.rival = *rival;
            comparison.toRival = meanDifference(differences(row.sloPercent, other.sloPercent), seed);
            comparison.usdToRival = other.meanUsd() > 0 ? row.meanUsd() / other.meanUsd() : 0.0;
        }
        if (!adaptive || *adaptive == i)
            continue;
        const std::vector<double> between = differences(cell.rows[*adaptive].sloPercent, row.sloPercent);
        comparison.ofAdaptive = meanDifference(between, seed);
        compared.push_back(i);
        probabilities.push_back(signFlipProbability(between, seed));
    }
    const std::vector<double> adjusted = holm(probabilities);
    for (std::size_t i = 0; i < compared.size(); ++i)
        comparisons[compared[i]].probability = adjusted[i];
    return comparisons;
}

} // namespace straightline::replay
