// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/handlers.h"

#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/control/answers.h"
#include "engine/control/metrics.h"
#include "engine/control/openapi.h"

namespace straightline::control::handlers
{
namespace
{

constexpr std::uint64_t kMost64 = ~std::uint64_t{0} >> 1U;

HttpAnswer textAnswer(std::string contentType, std::string body)
{
    return {.status = 200, .contentType = std::move(contentType), .body = std::move(body), .headers = {}};
}

template <class T>
Result<HttpAnswer> asJson(const Result<T>& value)
{
    return value.map([](const T& good) { return jsonAnswer(answerOf(good)); });
}

} // namespace

Result<std::uint64_t> wholeNumber(const Call& call, const char* key, std::uint64_t least, std::uint64_t most,
                                  std::uint64_t otherwise)
{
    const std::string text = call.query(key);
    if (text.empty())
        return otherwise;
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stop != text.data() + text.size() || number < least || number > most)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} = {}: allowed is a whole number, {} … {}", key, text, least, most));
    return number;
}

Result<Json> bodyObject(const Call& call)
{
    return parseJson(call.request.body).and_then([](const Json& json) -> Result<Json> {
        if (!json.is_object())
            return failure(ErrorCode::InvalidArgument, "the body is no JSON object");
        return json;
    });
}

Result<HttpAnswer> getStatus(Engine& engine, const Call& /*call*/)
{
    return jsonAnswer(answerOf(engine.status()));
}

Result<HttpAnswer> getSnapshot(Engine& engine, const Call& /*call*/)
{
    const SnapshotPtr snapshot = engine.snapshot();
    return jsonAnswer(snapshot ? answerOf(*snapshot) : answerOf(Snapshot{}));
}

Result<HttpAnswer> getGpus(Engine& engine, const Call& /*call*/)
{
    const SnapshotPtr snapshot = engine.snapshot();
    return jsonAnswer(answerOf(snapshot ? snapshot->gpus : GpuTelemetry{}));
}

Result<HttpAnswer> getEvents(Engine& engine, const Call& /*call*/)
{
    return jsonAnswer(answerOf(engine.events()));
}

Result<HttpAnswer> getAudit(Engine& engine, const Call& call)
{
    return wholeNumber(call, "limit", 1, 10'000, 100).and_then([&](std::uint64_t limit) {
        return asJson(engine.audit(static_cast<std::uint32_t>(limit)));
    });
}

Result<HttpAnswer> getHistory(Engine& engine, const Call& call)
{
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(engine.snapshot()->taken.time_since_epoch());
    const auto to = wholeNumber(call, "to", 0, kMost64 / 1'000'000'000, static_cast<std::uint64_t>(now.count()) + 1);
    if (!to)
        return tl::make_unexpected(to.error());
    const auto from = wholeNumber(call, "from", 0, *to, *to - std::min<std::uint64_t>(*to, 300));
    const auto points = wholeNumber(call, "max_points", 1, 10'000, 300);
    if (!from || !points)
        return tl::make_unexpected(from ? points.error() : from.error());
    HistoryQuery query;
    query.application = call.query("application");
    query.backend = call.query("backend");
    query.from = WallTime(std::chrono::seconds(*from));
    query.to = WallTime(std::chrono::seconds(*to));
    query.maxPoints = static_cast<std::uint32_t>(*points);
    return asJson(engine.history(query));
}

Result<HttpAnswer> getRequests(Engine& engine, const Call& call)
{
    const auto limit = wholeNumber(call, "limit", 1, 10'000, 200);
    const auto before = wholeNumber(call, "before", 0, kMost64, 0);
    const auto after = wholeNumber(call, "after", 0, kMost64, 0);
    if (!limit)
        return tl::make_unexpected(limit.error());
    if (!before || !after)
        return tl::make_unexpected(before ? after.error() : before.error());
    const std::string failures = call.query("failures");
    if (!failures.empty() && failures != "true" && failures != "false")
        return failure(ErrorCode::InvalidArgument, "failures = " + failures + ": allowed is true or false");
    RequestQuery query;
    query.limit = static_cast<std::uint32_t>(*limit);
    query.beforeId = *before;
    query.afterId = *after;
    query.application = call.query("application");
    query.backend = call.query("backend");
    query.failuresOnly = failures == "true";
    return asJson(engine.requests(query));
}

Result<HttpAnswer> getRequest(Engine& engine, const Call& call)
{
    return asJson(engine.request(call.names[0]));
}

Result<HttpAnswer> getExport(Engine& engine, const Call& /*call*/)
{
    HttpAnswer answer = textAnswer("application/toml", engine.exportSite());
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"site.toml\"");
    return answer;
}

Result<HttpAnswer> postImport(Engine& engine, const Call& call)
{
    return engine.importSite(call.request.body, call.actor).map([](std::uint64_t revision) {
        return jsonAnswer({{"revision", revision}});
    });
}

Result<HttpAnswer> getMetrics(Engine& engine, const Call& /*call*/)
{
    const SnapshotPtr snapshot = engine.snapshot();
    return textAnswer("text/plain; version=0.0.4; charset=utf-8",
                      metricsText(engine.status(), snapshot ? *snapshot : Snapshot{}));
}

Result<HttpAnswer> getOpenApi(Engine& engine, const Call& /*call*/)
{
    return jsonAnswer(openApi(engine.status().version));
}

} // namespace straightline::control::handlers
