// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/answers.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace straightline::control
{
namespace
{

using std::chrono::duration_cast;
using std::chrono::milliseconds;

std::string word(std::string_view text)
{
    return std::string(text);
}

Json partOf(const Percentiles& percentiles)
{
    if (percentiles.count == 0) // no data is not nought
        return {{"count", 0}, {"p50", nullptr}, {"p95", nullptr}, {"p99", nullptr}};
    return {{"count", percentiles.count}, {"p50", percentiles.p50}, {"p95", percentiles.p95}, {"p99", percentiles.p99}};
}

Json partOf(const StagePercentiles& stages)
{
    return {{"total", partOf(stages.total)},
            {"queue", partOf(stages.queue)},
            {"connect", partOf(stages.connect)},
            {"backend", partOf(stages.backend)},
            {"transfer", partOf(stages.transfer)}};
}

template <class T>
Json byTier(const std::array<T, kTierCount>& values)
{
    Json json;
    for (const Tier tier : kTiers)
        json[word(toString(tier))] = values[static_cast<std::size_t>(tier)];
    return json;
}

Json partOf(const Totals& totals)
{
    Json outcomes = Json::object();
    for (std::size_t i = 0; i < kOutcomeCount; ++i)
        outcomes[word(toString(static_cast<Outcome>(i)))] = totals.outcomes[i];
    return {
        {"requests", totals.requests},    {"failures", totals.failures},  {"client_failures", totals.clientFailures},
        {"bytes_in", totals.bytesIn},     {"bytes_out", totals.bytesOut}, {"placed", byTier(totals.placed)},
        {"outcomes", std::move(outcomes)}};
}

Json partOf(const ApplicationSnapshot& application)
{
    return {{"name", application.name},
            {"frequency_hz", application.frequencyHz},
            {"thresholds", toJson(application.thresholds)},
            {"policy", word(toString(application.policy))},
            {"in_flight", application.inFlight},
            {"queued", application.queued},
            {"requests_per_second", application.requestsPerSecond},
            {"failures_per_second", application.failuresPerSecond},
            {"placed_per_second", byTier(application.placedPerSecond)},
            {"latency_ms", partOf(application.latency)},
            {"size_bytes", partOf(application.sizeBytes)},
            {"totals", partOf(application.totals)}};
}

Json liveOf(const BackendSnapshot& backend)
{
    Json json = answerOf(backend.status);
    json["in_flight"] = backend.inFlight;
    json["capacity"] = backend.capacity;
    json["breaker"] = word(toString(backend.breaker));
    json["requests_per_second"] = backend.requestsPerSecond;
    json["failures_per_second"] = backend.failuresPerSecond;
    json["latency_ms"] = partOf(backend.latency);
    json["totals"] = partOf(backend.totals);
    return json;
}

Json partOf(const GatewaySnapshot& gateway)
{
    return {{"listen", gateway.listen},
            {"connections", gateway.connections},
            {"accepted", gateway.accepted},
            {"finished", gateway.finished},
            {"in_flight", gateway.inFlight},
            {"queued", gateway.queued},
            {"retries", gateway.retries},
            {"dropped_records", gateway.droppedRecords},
            {"overhead_ms", partOf(gateway.overhead)}};
}

WallTime arrivalOf(const RequestRecord& record)
{
    return WallTime(duration_cast<WallTime::duration>(std::chrono::microseconds(record.arrivalUnixMicros)));
}

Json partOf(const Decision& decision)
{
    Json room;
    for (const Tier tier : kTiers) {
        const TierRoom& each = decision.room[static_cast<std::size_t>(tier)];
        room[word(toString(tier))] = {{"in_flight", each.inFlight},
                                      {"capacity", each.capacity},
                                      {"healthy", each.healthy},
                                      {"with_room", each.withRoom}};
    }
    return {{"policy", word(toString(decision.policy))},
            {"reason", word(toString(decision.reason))},
            {"tier", decision.verdict == Verdict::Placed ? Json(word(toString(decision.tier))) : Json(nullptr)},
            {"frequency_hz", decision.features.frequencyHz},
            {"size_bytes", decision.features.sizeBytes},
            {"thresholds", toJson(decision.thresholds)},
            {"room", std::move(room)}};
}

std::string nameAt(const std::vector<std::string>& names, std::size_t index)
{
    return index < names.size() ? names[index] : std::string();
}

} // namespace

std::string timeText(WallTime time)
{
    const auto millis = duration_cast<milliseconds>(time.time_since_epoch()).count();
    if (millis == 0)
        return {};
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time - milliseconds(millis % 1'000));
    std::tm parts{};
    if (::gmtime_r(&seconds, &parts) == nullptr)
        return {};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1'900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, millis % 1'000);
}

Json answerOf(const EngineStatus& status)
{
    return {{"version", status.version},  {"state", status.state},     {"started", timeText(status.started)},
            {"ingest", status.ingest},    {"control", status.control}, {"read_only", status.readOnly},
            {"degraded", status.degraded}};
}

Json answerOf(const BackendStatus& status)
{
    Json replicas = Json::array();
    for (const ReplicaStatus& replica : status.replicas) {
        replicas.push_back({{"name", replica.name},
                            {"state", word(toString(replica.state))},
                            {"address", fmt::format("{}:{}", replica.endpoint.address, replica.endpoint.port)},
                            {"image", replica.image},
                            {"since", timeText(replica.since)}});
    }
    return {{"state", word(toString(status.state))},  {"since", timeText(status.since)},
            {"takes_requests", status.takesRequests}, {"last_check", status.lastCheck},
            {"last_error", status.lastError},         {"last_error_time", timeText(status.lastErrorTime)},
            {"cold_starts", status.coldStarts},       {"replicas", std::move(replicas)}};
}

Json answerOf(const BackendId& id, const BackendConfiguration& configuration, const BackendSnapshot* live)
{
    return {{"id", id},
            {"application", splitBackendId(id).first},
            {"configuration", toJson(configuration, Secrets::Hidden)},
            {"live", live != nullptr ? liveOf(*live) : Json(nullptr)}};
}

Json answerOf(const Snapshot& snapshot)
{
    Json applications = Json::array();
    for (const ApplicationSnapshot& application : snapshot.applications)
        applications.push_back(partOf(application));
    Json backends = Json::array();
    for (const BackendSnapshot& backend : snapshot.backends) {
        Json json{{"id", backend.status.id},
                  {"application", backend.application},
                  {"tier", word(toString(backend.tier))},
                  {"kind", word(toString(backend.kind))}};
        json.update(liveOf(backend));
        backends.push_back(std::move(json));
    }
    return {{"sequence", snapshot.sequence},
            {"taken", timeText(snapshot.taken)},
            {"uptime_ms", snapshot.uptime.count()},
            {"gateway", partOf(snapshot.gateway)},
            {"totals", partOf(snapshot.totals)},
            {"requests_per_second", snapshot.requestsPerSecond},
            {"failures_per_second", snapshot.failuresPerSecond},
            {"latency_ms", partOf(snapshot.latency)},
            {"applications", std::move(applications)},
            {"backends", std::move(backends)},
            {"store_behind", snapshot.storeBehind},
            {"degraded", snapshot.degraded}};
}

Json answerOf(const Operation& operation)
{
    return {{"id", operation.id},
            {"kind", operation.kind},
            {"subject", operation.subject},
            {"state", word(toString(operation.state))},
            {"step", operation.step},
            {"progress", operation.progress < 0.0 ? Json(nullptr) : Json(operation.progress)},
            {"started", timeText(operation.started)},
            {"ended", operation.state == OperationState::Running ? Json(nullptr) : Json(timeText(operation.ended))},
            {"actor", operation.actor}};
}

Json answerOf(const Event& event)
{
    return {{"id", event.id},
            {"time", timeText(event.time)},
            {"severity", word(toString(event.severity))},
            {"subject", event.subject},
            {"text", event.text}};
}

Json answerOf(const RequestRow& row)
{
    const RequestRecord& record = row.record;
    return {{"id", row.id},
            {"request_id", word(record.requestId.view())},
            {"arrived", timeText(arrivalOf(record))},
            {"application", row.application},
            {"backend", row.backend},
            {"method", word(record.method.view())},
            {"path", word(record.path.view())},
            {"outcome", word(toString(record.outcome))},
            {"status", record.status},
            {"reason", word(toString(record.decision.reason))},
            {"tier", record.backendNumber != 0 ? Json(word(toString(record.decision.tier))) : Json(nullptr)},
            {"attempts", record.attemptCount},
            {"bytes_in", record.bytesIn},
            {"bytes_out", record.bytesOut},
            {"total_us", record.totalMicros},
            {"overhead_us", record.overheadMicros},
            {"stages_us",
             {{"queue", record.stages.queueMicros},
              {"connect", record.stages.connectMicros},
              {"backend", record.stages.backendMicros},
              {"transfer", record.stages.transferMicros}}}};
}

Json answerOf(const RequestReceipt& receipt)
{
    const RequestRecord& record = receipt.row.record;
    const Decision& decision = record.decision;
    Json candidates = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(decision.candidateCount, kMaxCandidates); ++i)
        candidates.push_back({{"backend", nameAt(receipt.candidateNames, i)}, {"score", decision.candidates[i].score}});
    Json attempts = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(record.attemptCount, kMaxAttempts); ++i) {
        const AttemptRecord& attempt = record.attempts[i];
        attempts.push_back({{"backend", nameAt(receipt.attemptNames, i)},
                            {"outcome", word(toString(attempt.outcome))},
                            {"status", attempt.status},
                            {"cold_start", attempt.coldStart},
                            {"started_us", attempt.startedMicros},
                            {"took_us", attempt.tookMicros}});
    }
    Json json = answerOf(receipt.row);
    json["sentence"] = receipt.sentence;
    json["decision"] = partOf(decision);
    json["decision"]["candidates"] = std::move(candidates);
    json["attempt_list"] = std::move(attempts);
    return json;
}

Json answerOf(const History& history)
{
    constexpr std::array<const char*, 3> kSteps{"second", "minute", "hour"};
    Json rows = Json::array();
    for (const RollupRow& row : history.rows) {
        rows.push_back({{"start", row.startUnixSeconds},
                        {"requests", row.requests},
                        {"failures", row.failures},
                        {"frequency_hz", row.frequencyHz},
                        {"placed", byTier(row.placed)},
                        {"latency_ms", partOf(row.latency)},
                        {"size_bytes", partOf(row.sizeBytes)},
                        {"queue_ms", partOf(row.queue)},
                        {"connect_ms", partOf(row.connect)},
                        {"backend_ms", partOf(row.backend)},
                        {"transfer_ms", partOf(row.transfer)}});
    }
    return {{"step", kSteps[static_cast<std::size_t>(history.step)]}, {"rows", std::move(rows)}};
}

Json answerOf(const AuditEntry& entry)
{
    const auto side = [](const std::string& text) {
        const Result<Json> json = parseJson(text);
        return json ? *json : Json(nullptr);
    };
    return {{"id", entry.id},
            {"time", timeText(entry.time)},
            {"actor", entry.actor},
            {"action", entry.action},
            {"subject", entry.subject},
            {"before", side(entry.before)},
            {"after", side(entry.after)}};
}

Json answerOf(const LogLines& lines)
{
    return {{"source", lines.source}, {"lines", lines.lines}};
}

HttpAnswer jsonAnswer(const Json& json, int status)
{
    return {.status = status, .contentType = "application/json", .body = writeJson(json) + "\n", .headers = {}};
}

HttpAnswer errorAnswer(int status, const std::string& text)
{
    return jsonAnswer({{"error", text}}, status);
}

HttpAnswer errorAnswer(const Error& error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return errorAnswer(400, error.detail);
    case ErrorCode::ReadOnly:
        return errorAnswer(403, error.detail);
    case ErrorCode::NotFound:
        return errorAnswer(404, error.detail);
    case ErrorCode::AlreadyExists:
    case ErrorCode::Conflict:
    case ErrorCode::Unsupported:
    case ErrorCode::Cancelled:
        return errorAnswer(409, error.detail);
    case ErrorCode::TooLarge:
        return errorAnswer(413, error.detail);
    case ErrorCode::Refused:
    case ErrorCode::BadReply:
        return errorAnswer(502, error.detail);
    case ErrorCode::Unreachable:
    case ErrorCode::Overloaded:
        return errorAnswer(503, error.detail);
    case ErrorCode::Timeout:
        return errorAnswer(504, error.detail);
    case ErrorCode::Storage:
        return errorAnswer(507, error.detail);
    case ErrorCode::Internal:
        break;
    }
    return errorAnswer(500, error.detail);
}

} // namespace straightline::control
