// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/tuner.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/replay/proof.h"
#include "engine/replay/sweep.h"

namespace straightline::replay
{

namespace
{

constexpr std::size_t kGridSteps = 12;
constexpr std::size_t kFineSteps = 5;
constexpr int kRefinements = 2;
constexpr std::size_t kLeastRequests = 200;
constexpr double kTolerance = 1.02;

struct Axes {
    std::vector<double> frequenciesHz;
    std::vector<std::uint64_t> sizesBytes;
};

template <class Value>
void sortUnique(std::vector<Value>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Quantiles: where nothing lies, no threshold makes a difference. One above all, which is the same as "never".
Axes gridOf(const SimulatedApplication& application, std::span<const TraceRow> rows)
{
    std::vector<double> frequencies;
    std::vector<std::uint64_t> sizes;
    placement::FrequencyWindow window;
    for (const TraceRow& row : rows) {
        frequencies.push_back(window.arrive(kBeginning + row.arrivalNanos, application.route.window));
        sizes.push_back(row.sizeBytes);
    }
    std::sort(frequencies.begin(), frequencies.end());
    std::sort(sizes.begin(), sizes.end());
    Axes axes{.frequenciesHz = {application.route.thresholds.frequencyHz, 0.0},
              .sizesBytes = {application.route.thresholds.sizeBytes, 0, sizes.back() + 1}};
    for (std::size_t i = 1; i <= kGridSteps; ++i) {
        const std::size_t at = (rows.size() - 1) * i / kGridSteps;
        axes.frequenciesHz.push_back(frequencies[at]);
        axes.sizesBytes.push_back(sizes[at]);
    }
    sortUnique(axes.frequenciesHz);
    sortUnique(axes.sizesBytes);
    return axes;
}

/// Between the neighbours of `value` in `tried`.
template <class Value>
std::vector<Value> around(std::vector<Value> tried, Value value)
{
    sortUnique(tried);
    const auto found = std::lower_bound(tried.begin(), tried.end(), value);
    const Value low = found == tried.begin() ? value : *std::prev(found);
    const Value high = std::next(found) == tried.end() ? value : *std::next(found);
    std::vector<Value> values{value};
    for (std::size_t i = 1; i <= kFineSteps; ++i) {
        const double share = static_cast<double>(i) / (kFineSteps + 1);
        const auto from = static_cast<double>(low);
        values.push_back(static_cast<Value>(from + (static_cast<double>(high) - from) * share));
    }
    sortUnique(values);
    return values;
}

Standing standingOf(const Thresholds& thresholds, const SimulationOutcome& outcome)
{
    const auto requests = static_cast<double>(std::max<std::uint64_t>(outcome.requests, 1));
    return {.thresholds = thresholds,
            .p95Ms = outcome.allMicros().percentile(95) / 1e3,
            .failurePercent = 100.0 * static_cast<double>(outcome.failures()) / requests,
            .sloPercent = 100.0 * static_cast<double>(outcome.withinTarget) / requests,
            .usd = outcome.usd};
}

/// Lower is better.
double measure(const Standing& standing, Goal goal)
{
    switch (goal) {
    case Goal::P95:
        return standing.p95Ms;
    case Goal::Failures:
        return standing.failurePercent;
    case Goal::Slo:
        return -standing.sloPercent;
    case Goal::Cost:
        return standing.usd;
    }
    return 0.0;
}

bool isAllowed(const Standing& standing, const Standing& own, Goal goal)
{
    return standing.failurePercent <= own.failurePercent && (goal == Goal::Cost || standing.usd <= kTolerance * own.usd)
           && (goal != Goal::Cost || standing.p95Ms <= kTolerance * own.p95Ms);
}

bool dominates(const Standing& a, const Standing& b)
{
    const bool noWorse = a.p95Ms <= b.p95Ms && a.failurePercent <= b.failurePercent && a.usd <= b.usd;
    return noWorse && (a.p95Ms < b.p95Ms || a.failurePercent < b.failurePercent || a.usd < b.usd);
}

bool sameFigures(const Standing& a, const Standing& b)
{
    return !dominates(a, b) && !dominates(b, a) && a.p95Ms == b.p95Ms && a.usd == b.usd;
}

std::vector<Standing> frontOf(const std::vector<Standing>& tried)
{
    std::vector<Standing> front;
    for (const Standing& each : tried) {
        const bool beaten =
            std::any_of(tried.begin(), tried.end(), [&](const Standing& other) { return dominates(other, each); });
        const bool there =
            std::any_of(front.begin(), front.end(), [&](const Standing& other) { return sameFigures(other, each); });
        if (!beaten && !there)
            front.push_back(each);
    }
    std::sort(front.begin(), front.end(), [](const Standing& a, const Standing& b) { return a.p95Ms < b.p95Ms; });
    return front;
}

/// The search on the tuning part.
class Search
{
public:
    Search(const SimulatedApplication& application, std::span<const TraceRow> rows, const TunerSettings& settings)
        : m_site{application}
        , m_rows(rows)
        , m_settings(settings)
    {
    }

    /// False: stopped.
    bool trySome(const Axes& axes, const std::function<bool()>& stopped)
    {
        Sweep sweep(m_site, {.frequenciesHz = axes.frequenciesHz,
                             .sizesBytes = axes.sizesBytes,
                             .seeds = {m_settings.seed},
                             .targetNanos = m_settings.targetNanos,
                             .targetFactor = m_settings.targetFactor,
                             .faults = m_settings.faults,
                             .threads = m_settings.threads,
                             .device = m_settings.device});
        do {
            if (sweep.run(m_rows, stopped) < m_rows.size())
                return false;
        } while (sweep.again());
        for (const SweepCell& cell : sweep.finish())
            m_tried.push_back(standingOf(cell.thresholds, cell.outcome));
        for (const double each : axes.frequenciesHz)
            m_axes.frequenciesHz.push_back(each);
        for (const std::uint64_t each : axes.sizesBytes)
            m_axes.sizesBytes.push_back(each);
        return true;
    }
    Standing own() const
    {
        return *std::find_if(m_tried.begin(), m_tried.end(),
                             [&](const Standing& each) { return each.thresholds == m_site.front().route.thresholds; });
    }
    /// Of equals the one that is tried first, but the application's own before all.
    Standing best() const
    {
        const Standing mine = own();
        Standing found = mine;
        for (const Standing& each : m_tried) {
            if (isAllowed(each, mine, m_settings.goal)
                && measure(each, m_settings.goal) < measure(found, m_settings.goal))
                found = each;
        }
        return found;
    }
    Axes aroundBest() const
    {
        const Thresholds at = best().thresholds;
        return {.frequenciesHz = around(m_axes.frequenciesHz, at.frequencyHz),
                .sizesBytes = around(m_axes.sizesBytes, at.sizeBytes)};
    }
    const std::vector<Standing>& tried() const { return m_tried; }

private:
    std::vector<SimulatedApplication> m_site;
    std::span<const TraceRow> m_rows;
    const TunerSettings& m_settings;
    std::vector<Standing> m_tried;
    Axes m_axes;
};

bool isProven(const Proof& proof, Goal goal)
{
    constexpr double kPoint = 0.1; // of failures that may come by chance
    const bool costs = proof.costPercent.estimate <= (kTolerance - 1) * 100;
    const bool fails = proof.failurePoints.estimate <= kPoint;
    switch (goal) {
    case Goal::P95:
        return proof.p95Percent.high < 0 && costs && fails;
    case Goal::Failures:
        return proof.failurePoints.high < 0 && costs;
    case Goal::Slo:
        return proof.sloPoints.low > 0 && costs && fails;
    case Goal::Cost:
        return proof.costPercent.high < 0 && fails && proof.p95Percent.estimate <= (kTolerance - 1) * 100;
    }
    return false;
}

} // namespace

Result<Tuning> tune(const SimulatedApplication& application, std::span<const TraceRow> rows,
                    const TunerSettings& settings, const std::function<bool()>& stopped)
{
    const std::int64_t first = rows.empty() ? 0 : rows.front().arrivalNanos;
    const auto span = static_cast<double>(rows.empty() ? 0 : rows.back().arrivalNanos - first);
    const std::int64_t split = first + static_cast<std::int64_t>(settings.split * span);
    const auto rest =
        std::partition_point(rows.begin(), rows.end(), [&](const TraceRow& row) { return row.arrivalNanos < split; });
    const auto before = static_cast<std::size_t>(rest - rows.begin());
    if (before < kLeastRequests || rows.size() - before < kLeastRequests)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} requests to tune on and {} to prove it: needed are {} each", before,
                                   rows.size() - before, kLeastRequests));
    Search search(application, rows.first(before), settings);
    Axes axes = gridOf(application, rows.first(before));
    for (int i = 0; i <= kRefinements; ++i) {
        if (!search.trySome(axes, stopped))
            return failure(ErrorCode::Cancelled, "the tuning was stopped before its end");
        axes = search.aroundBest();
    }
    Tuning tuning{.own = search.own(), .best = search.best(), .front = frontOf(search.tried())};
    tuning.tried = search.tried().size();
    auto proof = prove(application, rows, split, tuning.best.thresholds, settings);
    if (!proof)
        return tl::make_unexpected(proof.error());
    tuning.proof = *proof;
    tuning.better = !(tuning.best.thresholds == tuning.own.thresholds) && isProven(tuning.proof, settings.goal);
    return tuning;
}

} // namespace straightline::replay
