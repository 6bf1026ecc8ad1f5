// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/recordingcheck.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/replay/modelcheck.h"
#include "engine/replay/recording.h"

namespace straightline::app
{
namespace
{

using Json = nlohmann::ordered_json;
using replay::CheckedStretch;
using replay::CheckFigures;
using replay::ModelCheck;

constexpr std::size_t kRowsAtATime = 4'096;
constexpr std::size_t kMostRows = 500'000;

Result<const ApplicationConfiguration*> chosen(const SiteConfiguration& site, const ReplayOptions& options)
{
    std::string names;
    for (const ApplicationConfiguration& each : site.applications) {
        if (options.application.empty() ? site.applications.size() == 1 : each.name == options.application)
            return &each;
        names += (names.empty() ? "" : ", ") + each.name;
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("--check needs --application NAME, one of the recorded: {}", names));
}

Result<std::vector<RequestRow>> readRows(replay::RecordingReader& reader, const std::string& application)
{
    std::vector<RequestRow> rows;
    for (bool more = true; more;) {
        std::vector<RequestRow> piece;
        const auto got = reader.read(piece, kRowsAtATime);
        if (!got)
            return tl::make_unexpected(got.error());
        more = *got > 0;
        std::copy_if(piece.begin(), piece.end(), std::back_inserter(rows),
                     [&](const RequestRow& each) { return each.application == application; });
        if (rows.size() >= 2 * kMostRows)
            rows.erase(rows.begin(), rows.end() - kMostRows);
    }
    if (rows.size() > kMostRows)
        rows.erase(rows.begin(), rows.end() - kMostRows);
    return rows;
}

std::string ratio(double predicted, double happened)
{
    return happened > 0 ? fmt::format("{:.3f}", predicted / happened) : "-";
}

std::string line(const std::string& what, const CheckFigures& happened, const CheckFigures& predicted)
{
    const auto pair = [](double h, double p) { return fmt::format("{:>9.1f}{:>9.1f}{:>7}", h, p, ratio(p, h)); };
    return fmt::format(
        "{:<30}{:>8}{}{}{}{:>8.2f}{:>8.2f}\n", what, happened.requests,
        pair(happened.latency.p50, predicted.latency.p50), pair(happened.latency.p95, predicted.latency.p95),
        pair(happened.latency.p99, predicted.latency.p99), happened.failurePercent, predicted.failurePercent);
}

std::string nameOf(const CheckedStretch& stretch)
{
    return fmt::format("{} {:g}/s {} B", toString(stretch.policy), stretch.thresholds.frequencyHz,
                       stretch.thresholds.sizeBytes);
}

std::string asText(const ApplicationConfiguration& application, const ModelCheck& check)
{
    std::string text =
        fmt::format("models of \"{}\", fitted to {} requests\n{:<16}{:>9}{:>12}{:>12}{:>9}{:>10}\n", application.name,
                    check.fittedRequests, "backend", "samples", "service ms", "per MB ms", "workers", "fail %");
    for (std::size_t i = 0; i < check.models.size(); ++i) {
        const replay::FittedModel& fit = check.models[i];
        text += fmt::format("{:<16}{:>9}{:>12.2f}{:>12.2f}{:>9}{:>10.3f}{}\n", application.backends[i].name,
                            fit.samples, fit.model.serviceMs, fit.model.perMbMs, fit.model.workers,
                            100 * fit.failureShare, fit.fitted ? "" : "  (too few: its tier's default)");
    }
    text += fmt::format("the rest, as it happened and as predicted from arrivals and sizes\n{:<30}{:>8}{:>25}{:>25}"
                        "{:>25}{:>16}\n",
                        "", "requests", "p50 ms, ratio", "p95 ms, ratio", "p99 ms, ratio", "failures %");
    for (const CheckedStretch& each : check.stretches)
        text += line(nameOf(each), each.happened, each.predicted);
    return text + line("all", check.happened, check.predicted);
}

Json toJson(const CheckFigures& figures)
{
    Json share = Json::object();
    for (const Tier tier : kTiers)
        share[std::string(toString(tier))] = figures.share[static_cast<std::size_t>(tier)];
    return {{"requests", figures.requests},
            {"p50_ms", figures.latency.p50},
            {"p95_ms", figures.latency.p95},
            {"p99_ms", figures.latency.p99},
            {"failure_percent", figures.failurePercent},
            {"share", std::move(share)}};
}

std::string asJson(const ApplicationConfiguration& application, const ModelCheck& check)
{
    Json models = Json::array();
    for (std::size_t i = 0; i < check.models.size(); ++i) {
        const replay::FittedModel& fit = check.models[i];
        models.push_back({{"backend", application.backends[i].name},
                          {"samples", fit.samples},
                          {"fitted", fit.fitted},
                          {"service_ms", fit.model.serviceMs},
                          {"per_mb_ms", fit.model.perMbMs},
                          {"workers", fit.model.workers},
                          {"network_ms", fit.model.networkMs},
                          {"cold_start_ms", fit.model.coldStartMs},
                          {"failure_share", fit.failureShare}});
    }
    Json stretches = Json::array();
    for (const CheckedStretch& each : check.stretches)
        stretches.push_back({{"policy", toString(each.policy)},
                             {"frequency_hz", each.thresholds.frequencyHz},
                             {"size_bytes", each.thresholds.sizeBytes},
                             {"from_s", each.fromS},
                             {"to_s", each.toS},
                             {"happened", toJson(each.happened)},
                             {"predicted", toJson(each.predicted)}});
    const Json document{{"application", application.name},    {"fitted_requests", check.fittedRequests},
                        {"models", std::move(models)},        {"stretches", std::move(stretches)},
                        {"happened", toJson(check.happened)}, {"predicted", toJson(check.predicted)}};
    return document.dump(1) + "\n";
}

std::string asCsv(const ModelCheck& check)
{
    std::string text = "policy,frequency_hz,size_bytes,requests,happened_p50_ms,predicted_p50_ms,happened_p95_ms,"
                       "predicted_p95_ms,happened_p99_ms,predicted_p99_ms,happened_failure_percent,"
                       "predicted_failure_percent\n";
    for (const CheckedStretch& each : check.stretches) {
        const CheckFigures& h = each.happened;
        const CheckFigures& p = each.predicted;
        text += fmt::format("{},{},{},{},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.4f},{:.4f}\n",
                            toString(each.policy), each.thresholds.frequencyHz, each.thresholds.sizeBytes, h.requests,
                            h.latency.p50, p.latency.p50, h.latency.p95, p.latency.p95, h.latency.p99, p.latency.p99,
                            h.failurePercent, p.failurePercent);
    }
    return text;
}

} // namespace

Result<std::string> checkRecording(const ReplayOptions& options)
{
    auto reader = replay::RecordingReader::open(options.recordingPath);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto application = chosen(reader->header().site, options);
    if (!application)
        return tl::make_unexpected(application.error());
    const auto rows = readRows(*reader, (*application)->name);
    if (!rows)
        return tl::make_unexpected(rows.error());
    const auto check = replay::checkModels(**application, *rows, options.split);
    if (!check)
        return tl::make_unexpected(check.error());
    switch (options.format) {
    case ReportFormat::Json:
        return asJson(**application, *check);
    case ReportFormat::Csv:
        return asCsv(*check);
    case ReportFormat::Table:
        break;
    }
    return asText(**application, *check);
}

} // namespace straightline::app
