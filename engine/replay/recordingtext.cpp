// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/recordingtext.h"

#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/api/json.h"
#include "engine/api/liveload.h"

namespace straightline::replay
{

namespace
{

constexpr const char* kFormat = "straightline-recording";
constexpr std::array<std::string_view, 4> kVerdicts{"placed", "wait", "nothing_healthy", "too_large"};

std::string word(std::string_view text)
{
    return std::string(text);
}

/// Takes fields out of a JSON object or array; after the first that does not fit, `problem` says so and all are zero.
class Fields
{
public:
    template <class T>
    void whole(const Json& from, const char* name, T& value)
    {
        if (!from.is_number_integer()
            || (from.is_number_unsigned() ? !fits<T>(from.get<std::uint64_t>()) : !fits<T>(from.get<std::int64_t>())))
            return wrong(name, from, "a whole number in its range");
        value = from.get<T>();
    }
    void number(const Json& from, const char* name, double& value)
    {
        if (!from.is_number() || !std::isfinite(from.get<double>()) || from.get<double>() < 0.0)
            return wrong(name, from, "a number from 0 on");
        value = from.get<double>();
    }
    template <class T, class FromString>
    void word(const Json& from, const char* name, T& value, FromString fromString)
    {
        const auto known = from.is_string() ? fromString(from.get<std::string>()) : std::nullopt;
        if (!known)
            return wrong(name, from, "a word of this version");
        value = *known;
    }
    void text(const Json& from, const char* name, std::string& value)
    {
        if (!from.is_string())
            return wrong(name, from, "a text");
        value = from.get<std::string>();
    }
    /// The array at `name` with `least` to `most` elements; null when it is not there.
    const Json* array(const Json& object, const char* name, std::size_t least, std::size_t most)
    {
        const Json& found = member(object, name);
        if (found.is_array() && found.size() >= least && found.size() <= most)
            return &found;
        wrong(name, found, fmt::format("a list of {} … {}", least, most));
        return nullptr;
    }
    const Json& member(const Json& object, const char* name)
    {
        static const Json kNull;
        const auto found = object.is_object() ? object.find(name) : object.end();
        return object.is_object() && found != object.end() ? *found : kNull;
    }
    void wrong(const char* name, const Json& from, const std::string& allowed)
    {
        if (problem.empty())
            problem = fmt::format("{} = {}: allowed is {}", name, writeJson(from).substr(0, 60), allowed);
    }

    std::string problem;

private:
    template <class T, class U>
    static bool fits(U value)
    {
        return std::in_range<T>(value);
    }
};

std::optional<Verdict> verdictFromString(const std::string& text)
{
    for (std::size_t i = 0; i < kVerdicts.size(); ++i) {
        if (kVerdicts[i] == text)
            return static_cast<Verdict>(i);
    }
    return std::nullopt;
}

std::optional<AttemptOutcome> attemptOutcomeFromString(const std::string& text)
{
    for (std::size_t i = 0; i < kAttemptOutcomeCount; ++i) {
        if (toString(static_cast<AttemptOutcome>(i)) == text)
            return static_cast<AttemptOutcome>(i);
    }
    return std::nullopt;
}

Json decisionOf(const Decision& decision)
{
    Json room = Json::array();
    for (const TierRoom& each : decision.room)
        room.push_back({each.inFlight, each.capacity, each.healthy, each.takesSize, each.withFreeSlot, each.withRoom});
    Json excluded = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(decision.features.excludedCount, kMaxExcluded); ++i)
        excluded.push_back(decision.features.excluded[i]);
    Json candidates = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(decision.candidateCount, kMaxCandidates); ++i)
        candidates.push_back({decision.candidates[i].backendNumber, decision.candidates[i].score});
    return {{"verdict", word(kVerdicts[static_cast<std::size_t>(decision.verdict)])},
            {"reason", word(toString(decision.reason))},
            {"policy", word(toString(decision.policy))},
            {"tier", word(toString(decision.tier))},
            {"frequency_hz", decision.features.frequencyHz},
            {"size_bytes", decision.features.sizeBytes},
            {"random", decision.features.random},
            {"turn", decision.features.turn},
            {"excluded", std::move(excluded)},
            {"frequency_threshold_hz", decision.thresholds.frequencyHz},
            {"size_threshold_bytes", decision.thresholds.sizeBytes},
            {"room", std::move(room)},
            {"candidates", std::move(candidates)}};
}

void takeRoom(Fields& fields, const Json& from, TierRoom& room)
{
    if (!from.is_array() || from.size() != 6)
        return fields.wrong("room", from, "six whole numbers for each tier");
    fields.whole(from[0], "room in flight", room.inFlight);
    fields.whole(from[1], "room capacity", room.capacity);
    fields.whole(from[2], "room healthy", room.healthy);
    fields.whole(from[3], "room takes size", room.takesSize);
    fields.whole(from[4], "room with free slot", room.withFreeSlot);
    fields.whole(from[5], "room with room", room.withRoom);
}

void takeDecision(Fields& fields, const Json& from, Decision& decision)
{
    fields.word(fields.member(from, "verdict"), "verdict", decision.verdict, verdictFromString);
    fields.word(fields.member(from, "reason"), "reason", decision.reason, reasonFromString);
    fields.word(fields.member(from, "policy"), "policy", decision.policy, policyFromString);
    fields.word(fields.member(from, "tier"), "tier", decision.tier, tierFromString);
    fields.number(fields.member(from, "frequency_hz"), "frequency_hz", decision.features.frequencyHz);
    fields.whole(fields.member(from, "size_bytes"), "size_bytes", decision.features.sizeBytes);
    fields.whole(fields.member(from, "random"), "random", decision.features.random);
    fields.whole(fields.member(from, "turn"), "turn", decision.features.turn);
    fields.number(fields.member(from, "frequency_threshold_hz"), "frequency_threshold_hz",
                  decision.thresholds.frequencyHz);
    fields.whole(fields.member(from, "size_threshold_bytes"), "size_threshold_bytes", decision.thresholds.sizeBytes);
    if (const Json* excluded = fields.array(from, "excluded", 0, kMaxExcluded)) {
        for (const Json& each : *excluded)
            fields.whole(each, "excluded", decision.features.excluded[decision.features.excludedCount++]);
    }
    if (const Json* room = fields.array(from, "room", kTierCount, kTierCount)) {
        for (std::size_t i = 0; i < kTierCount; ++i)
            takeRoom(fields, (*room)[i], decision.room[i]);
    }
    if (const Json* candidates = fields.array(from, "candidates", 0, kMaxCandidates)) {
        for (const Json& each : *candidates) {
            Candidate& candidate = decision.candidates[decision.candidateCount++];
            if (!each.is_array() || each.size() != 2 || !each[1].is_number()
                || std::abs(each[1].get<double>()) > std::numeric_limits<float>::max())
                return fields.wrong("candidates", each, "a backend's number and its score");
            fields.whole(each[0], "candidate", candidate.backendNumber);
            candidate.score = each[1].get<float>();
        }
    }
}

Json attemptsOf(const RequestRecord& record)
{
    Json attempts = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(record.attemptCount, kMaxAttempts); ++i) {
        const AttemptRecord& each = record.attempts[i];
        Json attempt = Json::array({each.backendNumber, word(toString(each.outcome)), static_cast<bool>(each.coldStart),
                                    each.status, each.startedMicros, each.tookMicros});
        if (each.hedge)
            attempt.push_back(true);
        attempts.push_back(std::move(attempt));
    }
    return attempts;
}

void takeAttempt(Fields& fields, const Json& from, AttemptRecord& attempt)
{
    if (!from.is_array() || (from.size() != 6 && from.size() != 7) || !from[2].is_boolean()
        || (from.size() == 7 && !from[6].is_boolean()))
        return fields.wrong("attempts", from, "[backend, outcome, cold start, status, started, took, perhaps hedge]");
    fields.whole(from[0], "attempt's backend", attempt.backendNumber);
    fields.word(from[1], "attempt's outcome", attempt.outcome, attemptOutcomeFromString);
    attempt.coldStart = from[2].get<bool>();
    attempt.hedge = from.size() == 7 && from[6].get<bool>();
    fields.whole(from[3], "attempt's status", attempt.status);
    fields.whole(from[4], "attempt's start", attempt.startedMicros);
    fields.whole(from[5], "attempt's time", attempt.tookMicros);
}

} // namespace

std::string headerLine(const RecordingHeader& header)
{
    return writeJson({{"format", kFormat},
                      {"version", RecordingHeader::kVersion},
                      {"made_by", header.made},
                      {"created", header.created},
                      {"site", toJson(header.site, Secrets::Hidden)}});
}

Result<RecordingHeader> parseHeaderLine(std::string_view line)
{
    const auto json = parseJson(line);
    if (!json || !json->is_object() || json->value("format", std::string()) != kFormat)
        return failure(ErrorCode::InvalidArgument,
                       "this is no recording: its first line must say \"format\":\"" + std::string(kFormat) + "\"");
    Fields fields;
    int version = 0;
    fields.whole(fields.member(*json, "version"), "version", version);
    if (!fields.problem.empty() || version < 1 || version > RecordingHeader::kVersion)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("version = {}: allowed is 1 … {}: a newer program has written it",
                                   writeJson(fields.member(*json, "version")).substr(0, 20),
                                   RecordingHeader::kVersion));
    RecordingHeader header;
    fields.text(fields.member(*json, "made_by"), "made_by", header.made);
    fields.text(fields.member(*json, "created"), "created", header.created);
    auto site = siteFromJson(fields.member(*json, "site"));
    if (!fields.problem.empty() || !site)
        return failure(ErrorCode::InvalidArgument,
                       fields.problem.empty() ? "site: " + site.error().error().detail : fields.problem);
    header.site = std::move(*site);
    if (const auto good = validate(header.site); !good)
        return failure(ErrorCode::InvalidArgument, "site: " + good.error().detail);
    for (const ApplicationConfiguration& application : header.site.applications) {
        if (application.backends.size() > kMaxBackendSlots)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("application \"{}\" has {} backends: allowed are {}", application.name,
                                       application.backends.size(), kMaxBackendSlots));
    }
    return header;
}

std::string requestLine(const RequestRow& row)
{
    const RequestRecord& record = row.record;
    const StageTimes& stages = record.stages;
    return writeJson(
        {{"id", row.id},
         {"arrival_unix_us", record.arrivalUnixMicros},
         {"application", row.application},
         {"application_number", record.applicationNumber},
         {"backend", row.backend},
         {"backend_number", record.backendNumber},
         {"outcome", word(toString(record.outcome))},
         {"status", record.status},
         {"bytes_in", record.bytesIn},
         {"bytes_out", record.bytesOut},
         {"total_us", record.totalMicros},
         {"overhead_us", record.overheadMicros},
         {"stages_us", {stages.queueMicros, stages.connectMicros, stages.backendMicros, stages.transferMicros}},
         {"attempt_count", record.attemptCount},
         {"attempts", attemptsOf(record)},
         {"decision", decisionOf(record.decision)}});
}

Result<RequestRow> parseRequestLine(std::string_view line)
{
    const auto json = parseJson(line);
    if (!json)
        return tl::make_unexpected(json.error());
    if (!json->is_object())
        return failure(ErrorCode::InvalidArgument, "allowed is one JSON object for each request");
    Fields fields;
    RequestRow row;
    RequestRecord& record = row.record;
    fields.whole(fields.member(*json, "id"), "id", row.id);
    fields.whole(fields.member(*json, "arrival_unix_us"), "arrival_unix_us", record.arrivalUnixMicros);
    fields.text(fields.member(*json, "application"), "application", row.application);
    fields.whole(fields.member(*json, "application_number"), "application_number", record.applicationNumber);
    fields.text(fields.member(*json, "backend"), "backend", row.backend);
    fields.whole(fields.member(*json, "backend_number"), "backend_number", record.backendNumber);
    fields.word(fields.member(*json, "outcome"), "outcome", record.outcome, outcomeFromString);
    fields.whole(fields.member(*json, "status"), "status", record.status);
    fields.whole(fields.member(*json, "bytes_in"), "bytes_in", record.bytesIn);
    fields.whole(fields.member(*json, "bytes_out"), "bytes_out", record.bytesOut);
    fields.whole(fields.member(*json, "total_us"), "total_us", record.totalMicros);
    fields.whole(fields.member(*json, "overhead_us"), "overhead_us", record.overheadMicros);
    if (const Json* stages = fields.array(*json, "stages_us", 4, 4)) {
        fields.whole((*stages)[0], "queue", record.stages.queueMicros);
        fields.whole((*stages)[1], "connect", record.stages.connectMicros);
        fields.whole((*stages)[2], "backend", record.stages.backendMicros);
        fields.whole((*stages)[3], "transfer", record.stages.transferMicros);
    }
    fields.whole(fields.member(*json, "attempt_count"), "attempt_count", record.attemptCount);
    if (const Json* attempts = fields.array(*json, "attempts", 0, kMaxAttempts)) {
        for (std::size_t i = 0; i < attempts->size(); ++i)
            takeAttempt(fields, (*attempts)[i], record.attempts[i]);
    }
    takeDecision(fields, fields.member(*json, "decision"), record.decision);
    if (!fields.problem.empty())
        return failure(ErrorCode::InvalidArgument, fields.problem);
    return row;
}

std::string endLine(std::uint64_t requests)
{
    return writeJson({{"end", true}, {"requests", requests}});
}

Result<bool> isEndLine(std::string_view line, std::uint64_t requests)
{
    if (!line.starts_with("{\"end\":"))
        return false;
    const auto json = parseJson(line);
    Fields fields;
    std::uint64_t said = 0;
    if (json)
        fields.whole(fields.member(*json, "requests"), "requests", said);
    if (!json || !fields.problem.empty() || said != requests)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the last line speaks of {} requests, there were {}", said, requests));
    return true;
}

} // namespace straightline::replay
