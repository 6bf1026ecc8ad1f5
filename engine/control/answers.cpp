// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/answers.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/api/ejectiontext.h"

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

Json byOutcome(const std::array<std::uint64_t, kOutcomeCount>& values)
{
    Json json = Json::object();
    for (std::size_t i = 0; i < kOutcomeCount; ++i)
        json[word(toString(static_cast<Outcome>(i)))] = values[i];
    return json;
}

Json partOf(const Totals& totals)
{
    return {{"requests", totals.requests},
            {"failures", totals.failures},
            {"client_failures", totals.clientFailures},
            {"bytes_in", totals.bytesIn},
            {"bytes_out", totals.bytesOut},
            {"placed", byTier(totals.placed)},
            {"outcomes", byOutcome(totals.outcomes)}};
}

Json partOf(const ApplicationSnapshot& application)
{
    return {{"name", application.name},
            {"frequency_hz", application.frequencyHz},
            {"thresholds", toJson(application.thresholds)},
            {"policy", word(toString(application.policy))},
            {"in_flight", application.inFlight},
            {"queued", application.queued},
            {"panic", application.panic},
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
    json["ejection"] = {{"text", ejectionText(backend)},
                        {"cause", word(toString(backend.ejection.cause))},
                        {"left_ms", backend.ejection.left.count()},
                        {"in_a_row", backend.ejection.times},
                        {"total", backend.ejection.total}};
    json["requests_per_second"] = backend.requestsPerSecond;
    json["failures_per_second"] = backend.failuresPerSecond;
    json["latency_ms"] = partOf(backend.latency);
    json["totals"] = partOf(backend.totals);
    return json;
}

Json partOf(const GatewaySnapshot& gateway)
{
    return {{"listen", gateway.listen},
            {"listen_tls", gateway.listenTls},
            {"failed_handshakes", gateway.failedHandshakes},
            {"connections", gateway.connections},
            {"accepted", gateway.accepted},
            {"finished", gateway.finished},
            {"in_flight", gateway.inFlight},
            {"queued", gateway.queued},
            {"retries", gateway.retries},
            {"hedges", gateway.hedges},
            {"hedges_won", gateway.hedgesWon},
            {"hedges_refused", gateway.hedgesRefused},
            {"dropped_records", gateway.droppedRecords},
            {"decisions_checked", gateway.decisionsChecked},
            {"decisions_differing", gateway.decisionsDiffering},
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

namespace
{

Json answerOf(const Trouble& trouble)
{
    return {{"cause", word(toString(trouble.cause))},
            {"subject", trouble.subject},
            {"since", timeText(trouble.since)},
            {"detail", trouble.detail},
            {"retry_ms", trouble.retry.count() > 0 ? Json(trouble.retry.count()) : Json(nullptr)}};
}

/// The details alone, as "degraded" was before there were causes.
Json sentencesOf(const std::vector<Trouble>& troubles)
{
    Json sentences = Json::array();
    for (const Trouble& trouble : troubles)
        sentences.push_back(trouble.detail);
    return sentences;
}

Json listOf(const std::vector<Trouble>& troubles)
{
    Json list = Json::array();
    for (const Trouble& trouble : troubles)
        list.push_back(answerOf(trouble));
    return list;
}

} // namespace

Json answerOf(const EngineStatus& status)
{
    return {{"version", status.version},           {"state", status.state},
            {"started", timeText(status.started)}, {"ingest", status.ingest},
            {"ingest_tls", status.ingestTls},      {"control", status.control},
            {"read_only", status.readOnly},        {"degraded", sentencesOf(status.troubles)},
            {"troubles", listOf(status.troubles)}};
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
            {"degraded", sentencesOf(snapshot.troubles)},
            {"troubles", listOf(snapshot.troubles)}};
}

Json answerOf(const OperationStep& step)
{
    return {
        {"name", step.name},
        {"state", word(toString(step.state))},
        {"took_ms", step.took.count() == 0 ? Json(nullptr) : Json(static_cast<double>(step.took.count()) / 1'000.0)},
        {"detail", step.detail}};
}

Json answerOf(const Operation& operation)
{
    Json steps = Json::array();
    for (const OperationStep& each : operation.steps)
        steps.push_back(answerOf(each));
    return {{"id", operation.id},
            {"kind", operation.kind},
            {"subject", operation.subject},
            {"state", word(toString(operation.state))},
            {"step", operation.step},
            {"progress", operation.progress < 0.0 ? Json(nullptr) : Json(operation.progress)},
            {"started", timeText(operation.started)},
            {"ended", operation.state == OperationState::Running ? Json(nullptr) : Json(timeText(operation.ended))},
            {"actor", operation.actor},
            {"steps", std::move(steps)}};
}

namespace
{

Json environmentAnswer(const Environment& environment)
{
    Json json = Json::object();
    for (const auto& [name, value] : environment)
        json[name] = value;
    return json;
}

} // namespace

Json answerOf(const ContainerStatus& container)
{
    Json ports = Json::array();
    for (const auto& [inside, outside] : container.ports)
        ports.push_back({{"container_port", inside}, {"published_port", outside}});
    return {{"backend", container.backend},
            {"id", container.id},
            {"name", container.name},
            {"docker_state", container.dockerState},
            {"state", word(toString(container.state))},
            {"role", word(toString(container.role))},
            {"restarts", container.restarts},
            {"image", container.image},
            {"image_id", container.imageId},
            {"created", timeText(container.created)},
            {"started", timeText(container.started)},
            {"kept_until", container.role == ReplicaRole::Kept ? Json(timeText(container.keptUntil)) : Json(nullptr)},
            {"ports", std::move(ports)},
            {"memory_limit_bytes", container.memoryLimitBytes},
            {"cpu_limit", container.cpuLimit},
            {"environment", environmentAnswer(container.environment)},
            {"command", container.command},
            {"image_defaults",
             {{"environment", environmentAnswer(container.imageDefaults.environment)},
              {"command", container.imageDefaults.command},
              {"ports", container.imageDefaults.ports}}},
            {"cpu_percent", container.cpuPercent ? Json(*container.cpuPercent) : Json(nullptr)},
            {"memory_bytes", container.memoryBytes ? Json(*container.memoryBytes) : Json(nullptr)},
            {"sampled", timeText(container.sampled)}};
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
                            {"cold_start", static_cast<bool>(attempt.coldStart)},
                            {"hedge", static_cast<bool>(attempt.hedge)},
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
                        {"transfer_ms", partOf(row.transfer)},
                        {"failed", byOutcome(row.failed)},
                        {"in_flight", row.inFlight},
                        {"queued", row.queued}});
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
    return {{"source", lines.source}, {"lines", lines.lines}, {"complete", lines.complete}};
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
