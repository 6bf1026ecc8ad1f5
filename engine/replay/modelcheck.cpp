// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/modelcheck.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "engine/api/whatif.h"
#include "engine/replay/simulation.h"

namespace straightline::replay
{

namespace
{

constexpr std::uint64_t kSeed = 1;
/// Around a change, requests under the old and the new are mixed: threads learn of it one after the other, and what
/// waited is decided later than it arrived. So many are looked at together.
constexpr std::size_t kSettling = 21;
constexpr double kForEver = 1e6; ///< s

using Records = std::vector<const RequestRecord*>;

bool isStudied(const RequestRecord& record)
{
    return record.decision.reason != Reason::None && !isClientFailure(record)
           && record.outcome != Outcome::ShuttingDown;
}

/// A backend's 429 is one too: the simulator knows it as such.
bool failed(const RequestRecord& record)
{
    return isFailure(record) || record.status == 429;
}

bool sameTrial(const RequestRecord& one, const RequestRecord& other)
{
    return one.decision.policy == other.decision.policy && one.decision.thresholds == other.decision.thresholds;
}

Percentiles percentilesOf(const Histogram& micros)
{
    return {.count = micros.count(),
            .p50 = micros.percentile(50) / 1e3,
            .p95 = micros.percentile(95) / 1e3,
            .p99 = micros.percentile(99) / 1e3};
}

std::array<double, kTierCount> sharesOf(const std::array<std::uint64_t, kTierCount>& placed)
{
    std::uint64_t all = 0;
    for (const std::uint64_t each : placed)
        all += each;
    std::array<double, kTierCount> shares{};
    for (std::size_t i = 0; i < kTierCount && all > 0; ++i)
        shares[i] = static_cast<double>(placed[i]) / static_cast<double>(all);
    return shares;
}

double percent(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

CheckFigures figuresOf(const SimulationOutcome& outcome)
{
    return {.requests = outcome.requests,
            .latency = percentilesOf(outcome.answeredMicros),
            .failurePercent = percent(outcome.failures(), outcome.requests),
            .share = sharesOf(outcome.placed)};
}

CheckFigures figuresOf(std::span<const RequestRecord* const> records)
{
    Histogram answered;
    std::uint64_t failures = 0;
    std::array<std::uint64_t, kTierCount> placed{};
    for (const RequestRecord* record : records) {
        if (record->backendNumber != 0)
            ++placed[static_cast<std::size_t>(record->decision.tier)];
        if (failed(*record))
            ++failures;
        else
            answered.record(record->totalMicros);
    }
    return {.requests = records.size(),
            .latency = percentilesOf(answered),
            .failurePercent = percent(failures, records.size()),
            .share = sharesOf(placed)};
}

/// Those that are studied, by arrival.
Records inOrder(const std::vector<RequestRow>& rows)
{
    Records records;
    for (const RequestRow& row : rows) {
        if (isStudied(row.record))
            records.push_back(&row.record);
    }
    std::stable_sort(records.begin(), records.end(), [](const RequestRecord* one, const RequestRecord* other) {
        return one->arrivalUnixMicros < other->arrivalUnixMicros;
    });
    return records;
}

std::vector<FittedModel> fitAll(const ApplicationConfiguration& application,
                                std::span<const RequestRecord* const> records)
{
    std::vector<FittedModel> fits;
    for (const BackendConfiguration& backend : application.backends) {
        Records here;
        std::copy_if(records.begin(), records.end(), std::back_inserter(here),
                     [&](const RequestRecord* each) { return each->backendNumber == backend.number; });
        fits.push_back(fitModel(backend, here, kWhatIfSamples));
    }
    return fits;
}

/// Each backend answers as many with 500 as it did.
FaultPlan errorsOf(const ApplicationConfiguration& application, const std::vector<FittedModel>& fits)
{
    FaultPlan plan;
    for (std::size_t i = 0; i < fits.size(); ++i) {
        if (fits[i].failureShare > 0.0)
            plan.faults.push_back({.kind = FaultKind::Errors,
                                   .backend = application.backends[i].name,
                                   .fromS = 0.0,
                                   .toS = kForEver,
                                   .amount = fits[i].failureShare});
    }
    return plan;
}

/// What most of the first of them were placed under.
const RequestRecord& setOf(std::span<const RequestRecord* const> records)
{
    const auto first = records.first(std::min(records.size(), kSettling));
    const auto like = [&](const RequestRecord* one) {
        return std::count_if(first.begin(), first.end(),
                             [&](const RequestRecord* other) { return sameTrial(*one, *other); });
    };
    return **std::max_element(first.begin(), first.end(), [&](const RequestRecord* one, const RequestRecord* other) {
        return like(one) < like(other);
    });
}

/// Where the stretch ends that begins with the first of `records`.
std::size_t lengthOfStretch(std::span<const RequestRecord* const> records)
{
    const RequestRecord& set = setOf(records);
    for (std::size_t i = 1; i < records.size(); ++i) {
        if (!sameTrial(*records[i], set) && !sameTrial(setOf(records.subspan(i)), set))
            return i;
    }
    return records.size();
}

/// Predicts one stretch after the other.
class Predictor
{
public:
    Predictor(const ApplicationConfiguration& application, const std::vector<FittedModel>& fits,
              std::int64_t beginMicros)
        : m_simulated(makeSimulated(application, modelsOf(fits)))
        , m_errors(errorsOf(application, fits))
        , m_beginMicros(beginMicros)
    {
    }

    CheckedStretch predict(std::span<const RequestRecord* const> part)
    {
        const std::int64_t fromMicros = part.front()->arrivalUnixMicros - m_beginMicros;
        PreparedRequests prepared;
        for (const RequestRecord* each : part)
            m_preparer.prepare({.arrivalNanos = (each->arrivalUnixMicros - m_beginMicros) * 1'000,
                                .sizeBytes = each->decision.features.sizeBytes},
                               prepared);
        for (std::int64_t& each : prepared.arrivalNanos)
            each -= fromMicros * 1'000; // a simulation begins at 0, the window of f does not
        const Decision& set = setOf(part).decision;
        Simulation simulation(m_simulated, {.policy = set.policy, .thresholds = set.thresholds, .faults = m_errors});
        simulation.run(prepared);
        simulation.finish();
        m_all.add(simulation.outcome());
        return {.policy = set.policy,
                .thresholds = set.thresholds,
                .fromS = static_cast<double>(fromMicros) / 1e6,
                .toS = static_cast<double>(part.back()->arrivalUnixMicros - m_beginMicros) / 1e6,
                .happened = figuresOf(part),
                .predicted = figuresOf(simulation.outcome())};
    }
    const SimulationOutcome& all() const { return m_all; }

private:
    static std::vector<BackendModel> modelsOf(const std::vector<FittedModel>& fits)
    {
        std::vector<BackendModel> models;
        for (const FittedModel& each : fits)
            models.push_back(each.model);
        return models;
    }

    SimulatedApplication m_simulated;
    FaultPlan m_errors;
    std::int64_t m_beginMicros;
    Preparer m_preparer{m_simulated, kSeed};
    SimulationOutcome m_all;
};

/// How many of them arrived in the first part of their time.
std::size_t firstPart(const Records& records, double split)
{
    if (records.empty())
        return 0;
    const std::int64_t begin = records.front()->arrivalUnixMicros;
    const auto span = static_cast<double>(records.back()->arrivalUnixMicros - begin);
    const std::int64_t until = begin + static_cast<std::int64_t>(split * span);
    const auto place = std::partition_point(records.begin(), records.end(),
                                            [&](const RequestRecord* each) { return each->arrivalUnixMicros < until; });
    return static_cast<std::size_t>(place - records.begin());
}

} // namespace

Result<ModelCheck> checkModels(const ApplicationConfiguration& application, const std::vector<RequestRow>& rows,
                               double split)
{
    if (application.backends.empty())
        return failure(ErrorCode::InvalidArgument, fmt::format("application \"{}\" has no backend", application.name));
    const Records records = inOrder(rows);
    const std::size_t fitted = firstPart(records, split);
    if (fitted < kWhatIfLeast || records.size() - fitted < kWhatIfLeast)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} requests of \"{}\" before the split and {} after it: needed are {} on each side",
                                   fitted, application.name, records.size() - fitted, kWhatIfLeast));
    ModelCheck check;
    check.fittedRequests = fitted;
    check.models = fitAll(application, std::span(records).first(fitted));
    Predictor predictor(application, check.models, records.front()->arrivalUnixMicros);
    const auto rest = std::span<const RequestRecord* const>(records).subspan(fitted);
    for (std::size_t done = 0; done < rest.size();) {
        const auto part = rest.subspan(done, lengthOfStretch(rest.subspan(done)));
        check.stretches.push_back(predictor.predict(part));
        done += part.size();
    }
    check.happened = figuresOf(rest);
    check.predicted = figuresOf(predictor.all());
    return check;
}

} // namespace straightline::replay
