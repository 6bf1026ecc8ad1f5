// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/whatif.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace straightline::replay
{

namespace
{

constexpr std::uint64_t kSeed = 1;

Percentiles percentilesOf(std::vector<double> ms)
{
    Percentiles percentiles{.count = ms.size()};
    if (ms.empty())
        return percentiles;
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double share) { // nearest rank
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(ms.size())));
        return ms[std::max<std::size_t>(rank, 1) - 1];
    };
    percentiles.p50 = at(0.50);
    percentiles.p95 = at(0.95);
    percentiles.p99 = at(0.99);
    return percentiles;
}

/// Of a part of the requests, with its beginning as time 0.
PreparedRequests slice(const PreparedRequests& all, std::size_t from, std::size_t to)
{
    const auto part = [&](const auto& values) {
        using Values = std::remove_cvref_t<decltype(values)>;
        return values.empty() ? Values()
                              : Values(values.begin() + static_cast<std::ptrdiff_t>(from),
                                       values.begin() + static_cast<std::ptrdiff_t>(to));
    };
    PreparedRequests made;
    made.seed = all.seed;
    made.firstNumber = all.firstNumber + from;
    made.arrivalNanos = part(all.arrivalNanos);
    for (std::int64_t& each : made.arrivalNanos)
        each -= all.arrivalNanos[from];
    made.sizeBytes = part(all.sizeBytes);
    made.work = part(all.work);
    made.unloadedNanos = part(all.unloadedNanos);
    made.frequencyHz = part(all.frequencyHz);
    made.random = part(all.random);
    for (const auto& each : all.serviceNanos)
        made.serviceNanos.push_back(part(each));
    return made;
}

} // namespace

bool isStudied(const RequestRecord& record)
{
    return record.decision.reason != Reason::None && !isClientFailure(record)
           && record.outcome != Outcome::ShuttingDown;
}

WhatIfStudy::WhatIfStudy(const ApplicationConfiguration& application, const std::vector<RequestRow>& rows)
    : m_configuration(application)
{
    fitModels(rows);
    takeRequests(rows);
    simulateRecorded();
}

void WhatIfStudy::fitModels(const std::vector<RequestRow>& rows)
{
    std::vector<BackendModel> models;
    for (const BackendConfiguration& backend : m_configuration.backends) {
        std::vector<const RequestRecord*> records;
        for (const RequestRow& row : rows) {
            if (row.record.backendNumber == backend.number)
                records.push_back(&row.record);
        }
        m_fits.push_back(fitModel(backend, records, kWhatIfSamples));
        models.push_back(m_fits.back().model);
    }
    m_application = makeSimulated(m_configuration, std::move(models));
}

void WhatIfStudy::takeRequests(const std::vector<RequestRow>& rows)
{
    std::vector<const RequestRow*> inOrder;
    for (const RequestRow& row : rows) {
        if (isStudied(row.record))
            inOrder.push_back(&row);
    }
    std::stable_sort(inOrder.begin(), inOrder.end(), [](const RequestRow* one, const RequestRow* other) {
        return one->record.arrivalUnixMicros < other->record.arrivalUnixMicros;
    });
    Preparer preparer(m_application, kSeed);
    for (const RequestRow* row : inOrder) {
        const RequestRecord& record = row->record;
        const Decision& decision = record.decision;
        const bool serverError = record.outcome == Outcome::Answered && record.status >= 500;
        m_requests.push_back(
            {.id = row->id,
             .arrivalUnixMicros = record.arrivalUnixMicros,
             .policy = decision.policy,
             .thresholds = decision.thresholds,
             .backendNumber = record.backendNumber,
             .outcome = serverError ? Outcome::BackendFailed : record.outcome,
             .tier = decision.tier,
             .totalMicros = record.totalMicros,
             .servedMicros = record.totalMicros - std::min(record.stages.queueMicros, record.totalMicros)});
        const std::int64_t since = record.arrivalUnixMicros - inOrder.front()->record.arrivalUnixMicros;
        preparer.prepare({.arrivalNanos = since * 1'000, .sizeBytes = decision.features.sizeBytes}, m_prepared);
        m_prepared.frequencyHz.back() = decision.features.frequencyHz;
        m_prepared.random.back() = decision.features.random;
    }
}

/// Thresholds and policy may have changed on the way: one simulation for each stretch without a change.
void WhatIfStudy::simulateRecorded()
{
    if (m_configuration.backends.empty())
        return;
    for (std::size_t from = 0; from < m_requests.size();) {
        const Request& first = m_requests[from];
        std::size_t to = from + 1;
        while (to < m_requests.size() && m_requests[to].policy == first.policy
               && m_requests[to].thresholds == first.thresholds)
            ++to;
        std::vector<Fate> fates(to - from);
        Simulation simulation(m_application, {.policy = first.policy, .thresholds = first.thresholds});
        simulation.follow(fates, m_prepared.firstNumber + from);
        simulation.run(slice(m_prepared, from, to));
        simulation.finish();
        m_recorded.insert(m_recorded.end(), fates.begin(), fates.end());
        m_recordedUsd += simulation.outcome().usd;
        from = to;
    }
}

std::vector<Fate> WhatIfStudy::simulate(const Trial& trial, double& usd) const
{
    std::vector<Fate> fates(m_requests.size());
    Simulation simulation(m_application, trial);
    simulation.follow(fates, m_prepared.firstNumber);
    simulation.run(m_prepared);
    simulation.finish();
    usd = simulation.outcome().usd;
    return fates;
}

WhatIfFigures WhatIfStudy::figuresUnder(PolicyKind policy, const Thresholds& thresholds) const
{
    double usd = 0.0;
    const std::vector<Fate> fates = simulate({.policy = policy, .thresholds = thresholds}, usd);
    return figuresOf(fates, usd);
}

WhatIfFigures WhatIfStudy::happened() const
{
    WhatIfFigures figures;
    std::vector<double> ms;
    const auto& backends = m_configuration.backends;
    for (const Request& request : m_requests) {
        ++figures.requests;
        ++figures.ended[static_cast<std::size_t>(request.outcome)];
        if (request.outcome == Outcome::Answered)
            ms.push_back(request.totalMicros / 1e3);
        if (request.backendNumber == 0)
            continue;
        ++figures.placed[static_cast<std::size_t>(request.tier)];
        const auto found = std::find_if(backends.begin(), backends.end(), [&](const BackendConfiguration& each) {
            return each.number == request.backendNumber;
        });
        if (found == backends.end())
            continue; // removed since: its prices are not known
        const BackendModel& model = m_fits[static_cast<std::size_t>(found - backends.begin())].model;
        figures.usd += model.usdPerRequest + model.usdPerGbS * model.memoryGb * (request.servedMicros / 1e6);
    }
    const double hours = m_requests.empty() ? 0.0 : static_cast<double>(m_prepared.arrivalNanos.back()) / 3.6e12;
    for (const FittedModel& each : m_fits)
        figures.usd += each.model.usdPerHour * hours;
    figures.latency = percentilesOf(std::move(ms));
    return figures;
}

/// Backends fail in a simulation as often as they did: an expectation, so it is a count and not a set of requests.
WhatIfFigures WhatIfStudy::figuresOf(const std::vector<Fate>& fates, double usd) const
{
    WhatIfFigures figures;
    figures.usd = usd;
    std::vector<double> ms;
    std::vector<double> answeredBy(m_fits.size());
    for (const Fate& fate : fates) {
        ++figures.requests;
        ++figures.ended[static_cast<std::size_t>(fate.outcome)];
        if (fate.backend == Fate::kNowhere)
            continue;
        const auto backend = static_cast<std::size_t>(fate.backend);
        ++figures.placed[static_cast<std::size_t>(m_application.route.backends[backend].tier)];
        if (fate.outcome != Outcome::Answered)
            continue;
        answeredBy[backend] += 1.0;
        ms.push_back(static_cast<double>(fate.tookNanos) / 1e6);
    }
    double failed = 0.0;
    for (std::size_t i = 0; i < m_fits.size(); ++i)
        failed += answeredBy[i] * m_fits[i].failureShare;
    const auto whole = static_cast<std::uint64_t>(std::llround(failed));
    figures.ended[static_cast<std::size_t>(Outcome::Answered)] -= whole;
    figures.ended[static_cast<std::size_t>(Outcome::BackendFailed)] += whole;
    figures.latency = percentilesOf(std::move(ms));
    return figures;
}

void WhatIfStudy::addMoves(const std::vector<Fate>& fates, std::uint32_t most, WhatIfAnswer& answer) const
{
    const auto& backends = m_application.route.backends;
    const auto tierOf = [&](const Fate& fate) {
        return fate.backend == Fate::kNowhere ? std::nullopt
                                              : std::optional(backends[static_cast<std::size_t>(fate.backend)].tier);
    };
    const auto nameOf = [&](const Fate& fate) {
        return fate.backend == Fate::kNowhere ? std::string() : backends[static_cast<std::size_t>(fate.backend)].name;
    };
    for (std::size_t i = 0; i < fates.size(); ++i) {
        const Fate& before = m_recorded[i];
        const Fate& after = fates[i];
        if (before.backend == after.backend)
            continue;
        if (answer.moved++ >= most)
            continue;
        answer.moves.push_back({.id = m_requests[i].id,
                                .arrivalUnixMicros = m_requests[i].arrivalUnixMicros,
                                .frequencyHz = m_prepared.frequencyHz[i],
                                .sizeBytes = m_prepared.sizeBytes[i],
                                .from = tierOf(before),
                                .to = tierOf(after),
                                .fromBackend = nameOf(before),
                                .toBackend = nameOf(after),
                                .before = before.outcome,
                                .after = after.outcome,
                                .beforeMs = static_cast<double>(before.tookNanos) / 1e6,
                                .afterMs = static_cast<double>(after.tookNanos) / 1e6});
    }
}

void WhatIfStudy::addStays(const std::vector<Fate>& fates, std::uint32_t most, WhatIfAnswer& answer) const
{
    const std::size_t all = fates.size();
    const auto& backends = m_application.route.backends;
    for (std::size_t i = 0; i < all; ++i) {
        const Fate& fate = fates[i];
        const bool isLookedAt = all <= most || i * most / all != (i + 1) * most / all; // the same whatever is tried
        if (!isLookedAt || fate.backend != m_recorded[i].backend)
            continue;
        const bool placed = fate.backend != Fate::kNowhere;
        const auto backend = static_cast<std::size_t>(placed ? fate.backend : 0);
        answer.stays.push_back({.id = m_requests[i].id,
                                .arrivalUnixMicros = m_requests[i].arrivalUnixMicros,
                                .frequencyHz = m_prepared.frequencyHz[i],
                                .sizeBytes = m_prepared.sizeBytes[i],
                                .tier = placed ? std::optional(backends[backend].tier) : std::nullopt,
                                .backend = placed ? backends[backend].name : std::string(),
                                .outcome = fate.outcome});
    }
}

Result<WhatIfAnswer> WhatIfStudy::answer(const WhatIfQuery& query, const std::atomic<bool>& cancelled) const
{
    const auto begun = std::chrono::steady_clock::now();
    const auto superseded = [] { return failure(ErrorCode::Cancelled, "the same asker asked anew"); };
    WhatIfAnswer answer;
    answer.application = m_configuration.name;
    answer.thresholds = query.thresholds.value_or(m_configuration.thresholds);
    answer.policy = query.policy.value_or(m_configuration.policy);
    answer.recorded = m_requests.size();
    answer.withoutHedging = hedges(m_application);
    if (m_configuration.backends.empty())
        return failure(ErrorCode::Conflict, "application \"" + m_configuration.name + "\" has no backend");
    for (std::size_t i = 0; i < m_fits.size(); ++i) {
        const FittedModel& fit = m_fits[i];
        answer.models.push_back({m_configuration.backends[i].name, m_configuration.backends[i].tier, fit.samples,
                                 fit.fitted, fit.model.serviceMs, fit.model.perMbMs, fit.model.workers,
                                 fit.model.coldStartMs, fit.failureShare});
    }
    if (!answer.enough())
        return answer;
    answer.fromUnixMicros = m_requests.front().arrivalUnixMicros;
    answer.toUnixMicros = m_requests.back().arrivalUnixMicros;
    answer.happened = happened();
    answer.simulated = figuresOf(m_recorded, m_recordedUsd);
    double usd = 0.0;
    const std::vector<Fate> fates = simulate({.policy = answer.policy, .thresholds = answer.thresholds}, usd);
    answer.predicted = figuresOf(fates, usd);
    addMoves(fates, query.mostMoves, answer);
    addStays(fates, query.mostStays, answer);
    for (const PolicyKind policy : query.others) {
        if (cancelled)
            return superseded();
        const std::vector<Fate> others = simulate({.policy = policy, .thresholds = answer.thresholds}, usd);
        answer.policies.push_back({policy, figuresOf(others, usd)});
    }
    if (cancelled)
        return superseded();
    answer.tookMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    return answer;
}

} // namespace straightline::replay
