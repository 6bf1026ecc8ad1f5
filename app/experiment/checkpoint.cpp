// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/checkpoint.h"

#include <QByteArray>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace straightline::app
{
namespace
{

using replay::ExperimentCell;
using replay::ExperimentRow;
using replay::SimulationOutcome;
using Json = nlohmann::ordered_json;

std::string toHex(const HistogramBlob& bytes)
{
    return QByteArray::fromStdString(bytes).toHex().toStdString();
}

Result<HistogramBlob> fromHex(const std::string& text)
{
    const QByteArray hex = QByteArray::fromStdString(text);
    const QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.toHex() != hex)
        return failure(ErrorCode::InvalidArgument, "no hexadecimal digits");
    return bytes.toStdString();
}

Json toJson(const SimulationOutcome& o)
{
    return {{"requests", o.requests},
            {"ended", o.ended},
            {"server_errors", o.serverErrors},
            {"refused", o.refused},
            {"answered_micros", toHex(o.answeredMicros.toBlob())},
            {"answered_nanos", o.answeredNanos},
            {"within_target", o.withinTarget},
            {"placed", o.placed},
            {"retries", o.retries},
            {"ejections", o.ejections},
            {"cold_starts", o.coldStarts},
            {"waited", o.waited},
            {"waited_nanos", o.waitedNanos},
            {"usd", o.usd},
            {"deadline_nanos", o.deadlineNanos}};
}

Json toJson(const ExperimentRow& row)
{
    return {{"contestant", row.contestant},
            {"frequency_hz", row.settings.thresholds.frequencyHz},
            {"size_bytes", row.settings.thresholds.sizeBytes},
            {"decay_nanos", row.settings.knobs.peakEwmaDecayNanos},
            {"quantile_percent", row.settings.knobs.prequalQuantilePercent},
            {"money_weight", row.settings.knobs.moneyWeight},
            {"tried", row.tried},
            {"all", toJson(row.all)},
            {"slo_percent", row.sloPercent},
            {"usd", row.usd},
            {"p99_ms", row.p99Ms},
            {"failure_percent", row.failurePercent}};
}

// The readers below throw the library's exceptions where something is missing or of another kind: cellOf() catches.

SimulationOutcome outcomeOf(const Json& json)
{
    SimulationOutcome o;
    json.at("requests").get_to(o.requests);
    json.at("ended").get_to(o.ended);
    json.at("server_errors").get_to(o.serverErrors);
    json.at("refused").get_to(o.refused);
    json.at("answered_nanos").get_to(o.answeredNanos);
    json.at("within_target").get_to(o.withinTarget);
    json.at("placed").get_to(o.placed);
    json.at("retries").get_to(o.retries);
    json.at("ejections").get_to(o.ejections);
    json.at("cold_starts").get_to(o.coldStarts);
    json.at("waited").get_to(o.waited);
    json.at("waited_nanos").get_to(o.waitedNanos);
    json.at("usd").get_to(o.usd);
    json.at("deadline_nanos").get_to(o.deadlineNanos);
    return o;
}

Result<ExperimentRow> rowOf(const Json& json, const replay::ExperimentPlan& plan)
{
    ExperimentRow row{.contestant = json.at("contestant").get<std::size_t>(), .all = outcomeOf(json.at("all"))};
    json.at("frequency_hz").get_to(row.settings.thresholds.frequencyHz);
    json.at("size_bytes").get_to(row.settings.thresholds.sizeBytes);
    json.at("decay_nanos").get_to(row.settings.knobs.peakEwmaDecayNanos);
    json.at("quantile_percent").get_to(row.settings.knobs.prequalQuantilePercent);
    json.at("money_weight").get_to(row.settings.knobs.moneyWeight);
    json.at("tried").get_to(row.tried);
    json.at("slo_percent").get_to(row.sloPercent);
    json.at("usd").get_to(row.usd);
    json.at("p99_ms").get_to(row.p99Ms);
    json.at("failure_percent").get_to(row.failurePercent);
    for (const auto* each : {&row.sloPercent, &row.usd, &row.p99Ms, &row.failurePercent}) {
        if (each->size() != plan.seeds.size())
            return failure(ErrorCode::InvalidArgument, fmt::format("{} seeds of {}", each->size(), plan.seeds.size()));
    }
    const auto blob = fromHex(json.at("all").at("answered_micros").get<std::string>());
    if (!blob)
        return tl::make_unexpected(blob.error());
    if (auto merged = row.all.answeredMicros.mergeBlob(*blob); !merged)
        return tl::make_unexpected(merged.error());
    return row;
}

Result<PointCell> cellFrom(const Json& json, const ExperimentRun& run)
{
    PointCell done{.point = json.at("point").get<std::size_t>(),
                   .cell = {.trace = json.at("trace").get<std::size_t>(),
                            .scenario = json.at("scenario").get<std::size_t>(),
                            .fault = json.at("fault").get<std::size_t>()}};
    const Json& rows = json.at("rows");
    if (done.cell.trace >= run.traces.size() || done.cell.scenario >= run.plan.scenarios.size()
        || done.cell.fault >= run.plan.faults.size() || rows.size() != run.plan.contestants.size())
        return failure(ErrorCode::InvalidArgument, "a cell that the plan does not have");
    for (const Json& each : rows) {
        auto row = rowOf(each, run.plan);
        if (!row)
            return tl::make_unexpected(row.error());
        if (row->contestant != done.cell.rows.size())
            return failure(ErrorCode::InvalidArgument, "rows that are not the plan's");
        done.cell.rows.push_back(std::move(*row));
    }
    return done;
}

Result<PointCell> cellOf(const std::string& line, const ExperimentRun& run)
{
    try {
        return cellFrom(Json::parse(line), run);
    } catch (const Json::exception& error) {
        return failure(ErrorCode::InvalidArgument, error.what());
    }
}

Json headOf(const ExperimentRun& run)
{
    return {{"version", run.version}, {"build", run.build}, {"plan_hash", fmt::format("{:016x}", run.hash)}};
}

/// What the head says, for a person; empty: it is none.
std::string said(const std::string& line)
{
    const Json json = Json::parse(line, nullptr, false);
    const auto has = [&](const char* key) { return json.contains(key) && json[key].is_string(); };
    if (!json.is_object() || !has("version") || !has("plan_hash"))
        return {};
    return fmt::format("version {} (build {}), plan {}", json["version"].get<std::string>(),
                       has("build") ? json["build"].get<std::string>() : "not known", // of before it was written
                       json["plan_hash"].get<std::string>());
}

} // namespace

std::string checkpointHead(const ExperimentRun& run)
{
    return headOf(run).dump() + "\n";
}

std::string checkpointLine(const PointCell& done)
{
    Json rows = Json::array();
    for (const ExperimentRow& each : done.cell.rows)
        rows.push_back(toJson(each));
    const Json json{{"point", done.point},
                    {"trace", done.cell.trace},
                    {"scenario", done.cell.scenario},
                    {"fault", done.cell.fault},
                    {"rows", std::move(rows)}};
    return json.dump() + "\n";
}

Result<Checkpoint> readCheckpoint(std::string_view text, const ExperimentRun& run, std::string_view name)
{
    Checkpoint read;
    for (std::size_t line = 1, end = text.find('\n'); end != std::string_view::npos;
         ++line, end = text.find('\n', read.bytes)) {
        const std::string one(text.substr(read.bytes, end - read.bytes));
        read.bytes = end + 1;
        if (line == 1) {
            const std::string here = said(headOf(run).dump());
            if (const std::string there = said(one); there != here)
                return failure(ErrorCode::InvalidArgument,
                               fmt::format("{}: is of {}, and this is {}: only the same program with the same options "
                                           "and traces goes on from it",
                                           name, there.empty() ? "something else" : there, here));
            continue;
        }
        auto cell = cellOf(one, run);
        if (!cell)
            return failure(ErrorCode::InvalidArgument, fmt::format("{}:{}: {}", name, line, cell.error().detail));
        read.cells.push_back(std::move(*cell));
    }
    if (read.bytes == 0)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{}: has no head: there is nothing to go on from", name));
    return read;
}

} // namespace straightline::app
