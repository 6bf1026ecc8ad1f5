// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/whatiftables.h"

#include <cmath>

#include <QCoreApplication>

#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Tables {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::WhatIf)
};

using Rows = std::vector<ValueTableModel::Row>;

ValueCell millis(double ms, bool known)
{
    return known ? ValueCell{formatMillis(ms), ms} : ValueCell{noData(), -1.0};
}

ValueCell share(std::uint64_t part, std::uint64_t all)
{
    if (all == 0)
        return {noData(), -1.0};
    const double value = static_cast<double>(part) / static_cast<double>(all);
    return {formatPercent(value), value};
}

std::uint64_t placedOf(const WhatIfFigures& figures)
{
    return figures.placed[0] + figures.placed[1] + figures.placed[2];
}

/// One line of happened against predicted.
void compare(Rows& rows, const QString& name, const QString& meaning, const ValueCell& happened,
             const ValueCell& predicted)
{
    ValueTableModel::Row& row = rows.emplace_back();
    row.id = rows.size();
    row.cells = {{name, QVariant(row.id), meaning},
                 happened,
                 predicted,
                 {happened.value.toDouble() < 0.0 || predicted.value.toDouble() < 0.0
                      ? noData()
                      : formatChange(happened.value.toDouble(), predicted.value.toDouble())}};
}

void compareFailures(Rows& rows, const WhatIfAnswer& answer)
{
    const WhatIfFigures& before = answer.happened;
    const WhatIfFigures& after = answer.predicted;
    compare(rows, Tables::tr("failed"), Tables::tr("Share of all requests that got no good answer."),
            share(before.failures(), before.requests), share(after.failures(), after.requests));
    for (std::size_t i = 0; i < kOutcomeCount; ++i) {
        const auto outcome = static_cast<Outcome>(i);
        if (outcome == Outcome::Answered || before.ended[i] + after.ended[i] == 0)
            continue;
        compare(rows, Tables::tr("· %1").arg(outcomeWord(outcome)), Tables::tr("Share of all requests that ended so."),
                share(before.ended[i], before.requests), share(after.ended[i], after.requests));
    }
}

QString placeText(const std::optional<Tier>& tier, const std::string& backend)
{
    return tier ? Tables::tr("%1 (%2)").arg(fromUtf8(backend), tierWord(*tier)) : Tables::tr("nowhere");
}

} // namespace

QString formatUsd(double usd)
{
    return Tables::tr("%1 $").arg(usd > 0.0 && usd < 1e-6 ? QStringLiteral("< 0.000001")
                                                          : QString::number(usd, 'g', 3));
}

QString formatChange(double from, double to)
{
    if (std::abs(to - from) < 1e-12)
        return QStringLiteral("±0 %");
    if (from <= 0.0)
        return noData();
    const double percent = (to / from - 1.0) * 100.0;
    const QString digits = QString::number(std::abs(percent), 'f', std::abs(percent) < 9.95 ? 1 : 0);
    return (percent < 0.0 ? QStringLiteral("\u2212%1 %") : QStringLiteral("+%1 %")).arg(digits);
}

std::vector<ValueColumn> comparisonColumns()
{
    return {{Tables::tr("Figure"), Tables::tr("What is compared."), {}, false},
            {Tables::tr("Happened"), Tables::tr("As it was recorded."), QStringLiteral("happened"), true},
            {Tables::tr("Predicted"), Tables::tr("The same requests, simulated under what is tried."),
             QStringLiteral("predicted"), true},
            {Tables::tr("Change"), Tables::tr("Predicted against happened."), {}, true}};
}

Rows comparisonRows(const WhatIfAnswer& answer)
{
    Rows rows;
    const WhatIfFigures& before = answer.happened;
    const WhatIfFigures& after = answer.predicted;
    const auto latency = [&](const QString& name, const QString& meaning, double Percentiles::*at) {
        compare(rows, name, meaning, millis(before.latency.*at, before.latency.count > 0),
                millis(after.latency.*at, after.latency.count > 0));
    };
    latency(Tables::tr("p50"), Tables::tr("Half of the answered requests took at most this long."), &Percentiles::p50);
    latency(Tables::tr("p95"), Tables::tr("95 of 100 answered requests took at most this long."), &Percentiles::p95);
    latency(Tables::tr("p99"), Tables::tr("99 of 100 answered requests took at most this long."), &Percentiles::p99);
    compareFailures(rows, answer);
    compare(rows, Tables::tr("cost"),
            Tables::tr("At usual prices: of functions for each request and GB-second, of containers for each hour."),
            {formatUsd(before.usd), before.usd}, {formatUsd(after.usd), after.usd});
    for (const Tier tier : kTiers) {
        const auto i = static_cast<std::size_t>(tier);
        compare(rows, tierWord(tier), Tables::tr("Share of the placed requests that went to this tier."),
                share(before.placed[i], placedOf(before)), share(after.placed[i], placedOf(after)));
    }
    return rows;
}

std::vector<ValueColumn> moveColumns()
{
    return {{Tables::tr("Time"), Tables::tr("Arrival."), QStringLiteral("arrival_unix_us"), false},
            {Tables::tr("f"), Tables::tr("Request frequency when it came."), QStringLiteral("frequency_hz"), true},
            {Tables::tr("Size"), Tables::tr("Bytes of its body."), QStringLiteral("size_bytes"), true},
            {Tables::tr("From"), Tables::tr("Where it went in the simulation of what happened."), {}, false},
            {Tables::tr("To"), Tables::tr("Where it would have gone."), {}, false},
            {Tables::tr("Before"), Tables::tr("Simulated time under the recorded thresholds, or how it ended."),
             QStringLiteral("before_ms"), true},
            {Tables::tr("After"), Tables::tr("Simulated time under what is tried, or how it would have ended."),
             QStringLiteral("after_ms"), true},
            {Tables::tr("Change"), Tables::tr("After against before."), {}, true}};
}

Rows moveRows(const WhatIfAnswer& answer)
{
    Rows rows;
    const auto ended = [](Outcome outcome, double ms) {
        return outcome == Outcome::Answered ? ValueCell{formatMillis(ms), ms} : ValueCell{outcomeWord(outcome), 1e12};
    };
    for (const WhatIfMove& move : answer.moves) {
        const bool both = move.before == Outcome::Answered && move.after == Outcome::Answered;
        const QString change = both ? formatChange(move.beforeMs, move.afterMs) : noData();
        rows.push_back({move.id,
                        {{formatTimeMillis(move.arrivalUnixMicros), static_cast<qlonglong>(move.arrivalUnixMicros)},
                         {formatRate(move.frequencyHz), move.frequencyHz},
                         {formatBytes(static_cast<double>(move.sizeBytes)), static_cast<double>(move.sizeBytes)},
                         {placeText(move.from, move.fromBackend)},
                         {placeText(move.to, move.toBackend)},
                         ended(move.before, move.beforeMs),
                         ended(move.after, move.afterMs),
                         {change, both ? move.afterMs / std::max(move.beforeMs, 1e-6) : 1e12}}});
    }
    return rows;
}

std::vector<ValueColumn> policyColumns()
{
    std::vector<ValueColumn> columns{
        {Tables::tr("Policy"),
         Tables::tr("Simulated over the same requests, at the thresholds that are tried."),
         {},
         false},
        {Tables::tr("p50"), Tables::tr("Half of the answered requests took at most this long."),
         QStringLiteral("p50_ms"), true},
        {Tables::tr("p95"), Tables::tr("95 of 100 answered requests took at most this long."), QStringLiteral("p95_ms"),
         true},
        {Tables::tr("p99"), Tables::tr("99 of 100 answered requests took at most this long."), QStringLiteral("p99_ms"),
         true},
        {Tables::tr("Failed"), Tables::tr("Share of all requests that got no good answer."),
         QStringLiteral("failed_share"), true},
        {Tables::tr("Cost"), Tables::tr("At usual prices."), QStringLiteral("usd"), true}};
    for (const Tier tier : kTiers)
        columns.push_back({tierWord(tier), Tables::tr("Share of the placed requests that went to this tier."),
                           fromUtf8(toString(tier)) + QStringLiteral("_share"), true});
    return columns;
}

Rows policyRows(const WhatIfAnswer& answer)
{
    Rows rows;
    const auto add = [&rows](const QString& name, const QString& tip, const WhatIfFigures& figures) {
        const bool any = figures.latency.count > 0;
        ValueTableModel::Row& row = rows.emplace_back();
        row.id = rows.size();
        row.cells = {{name, {}, tip},
                     millis(figures.latency.p50, any),
                     millis(figures.latency.p95, any),
                     millis(figures.latency.p99, any),
                     share(figures.failures(), figures.requests),
                     {formatUsd(figures.usd), figures.usd}};
        for (const std::uint64_t placed : figures.placed)
            row.cells.push_back(share(placed, placedOf(figures)));
    };
    add(Tables::tr("as it happened"), Tables::tr("What was recorded, not simulated."), answer.happened);
    for (const WhatIfPolicy& each : answer.policies)
        add(policyTitle(each.policy), policyMeaning(each.policy), each.figures);
    return rows;
}

std::vector<ValueColumn> modelColumns()
{
    return {
        {Tables::tr("Backend"), Tables::tr("Of this application."), {}, false},
        {Tables::tr("Tier"), Tables::tr("Its role in the rule."), {}, false},
        {Tables::tr("Model"), Tables::tr("Fitted to its requests, or what is usual in its tier."), {}, false},
        {Tables::tr("Samples"), Tables::tr("Requests it was fitted to: answered, warm, at the first attempt."),
         QStringLiteral("samples"), true},
        {Tables::tr("Empty body"), Tables::tr("Mean service time of a request without a body."),
         QStringLiteral("service_ms"), true},
        {Tables::tr("Per MB"), Tables::tr("Added for each million bytes of body."), QStringLiteral("per_mb_ms"), true},
        {Tables::tr("At once"), Tables::tr("Requests it serves at a time without being slower."),
         QStringLiteral("workers"), true},
        {Tables::tr("Cold start"), Tables::tr("Mean time to start an instance."), QStringLiteral("cold_start_ms"),
         true},
        {Tables::tr("Failed"), Tables::tr("Share of its requests that it failed: taken over as it was."),
         QStringLiteral("failed_share"), true}};
}

Rows modelRows(const WhatIfAnswer& answer)
{
    Rows rows;
    for (const WhatIfModel& model : answer.models) {
        const QString tip =
            model.fitted
                ? Tables::tr("Fitted to %n request(s).", nullptr, static_cast<int>(model.samples))
                : Tables::tr("At least %1 requests are needed to fit a model to this backend.").arg(kWhatIfSamples);
        rows.push_back({rows.size() + 1,
                        {{fromUtf8(model.backend)},
                         {tierWord(model.tier)},
                         {model.fitted ? Tables::tr("fitted") : Tables::tr("usual in its tier"), {}, tip},
                         {formatCount(model.samples), static_cast<qulonglong>(model.samples)},
                         {formatMillis(model.serviceMs), model.serviceMs},
                         {formatMillis(model.perMbMs), model.perMbMs},
                         {model.workers > 0 ? formatCount(model.workers) : Tables::tr("its capacity"), model.workers},
                         {model.coldStartMs > 0.0 ? formatMillis(model.coldStartMs) : noData(), model.coldStartMs},
                         {formatPercent(model.failureShare), model.failureShare}}});
    }
    return rows;
}

QString qualityText(const WhatIfAnswer& answer)
{
    const auto from = std::chrono::system_clock::time_point(std::chrono::microseconds(answer.fromUnixMicros));
    const auto to = std::chrono::system_clock::time_point(std::chrono::microseconds(answer.toUnixMicros));
    const QString requests =
        Tables::tr("%1 requests, %2 – %3.").arg(formatCount(answer.recorded), formatTime(from), formatTime(to));
    const QString hedging =
        answer.withoutHedging ? Tables::tr(" The application hedges; a simulation does not.") : QString();
    if (!answer.errorOfP50())
        return requests + hedging;
    return Tables::tr("%1 Simulated as it was, p50 is off by %2 and p95 by %3 from what happened.")
               .arg(requests, formatChange(answer.happened.latency.p50, answer.simulated.latency.p50),
                    formatChange(answer.happened.latency.p95, answer.simulated.latency.p95))
           + hedging;
}

} // namespace straightline::ui
