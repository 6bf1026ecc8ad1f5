// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/dockercalls.h"

#include <fmt/format.h>

#include "engine/backends/container/dockerstreams.h"
#include "engine/backends/httpapi.h"

namespace straightline::backends
{

namespace
{

using nlohmann::json;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kSlowCall{60'000}; ///< create and start may wait for the disk
constexpr std::chrono::milliseconds kPullDeadline{1'800'000};
constexpr std::chrono::milliseconds kEventsDeadline{60'000};
constexpr std::uint32_t kLastLines = 5;

DockerCall post(std::string path, std::string query)
{
    DockerCall call;
    call.method = "POST";
    call.path = std::move(path);
    call.query = std::move(query);
    call.timeout = kSlowCall;
    return call;
}

Result<void> without(const Result<HttpReply>& reply, std::initializer_list<ErrorCode> fine)
{
    if (reply)
        return {};
    for (const ErrorCode code : fine)
        if (reply.error().code == code)
            return {};
    return tl::make_unexpected(reply.error());
}

// "name:tag", "name@sha256:…" or "registry:5000/name" as fromImage and tag.
std::string pullQuery(const std::string& image)
{
    const auto slash = image.rfind('/');
    const auto colon = image.find(':', slash == std::string::npos ? 0 : slash);
    const bool digest = image.find('@') != std::string::npos;
    if (digest || colon == std::string::npos)
        return "fromImage=" + percentEncoded(image) + (digest ? "" : "&tag=latest");
    return "fromImage=" + percentEncoded(image.substr(0, colon)) + "&tag=" + percentEncoded(image.substr(colon + 1));
}

} // namespace

QCoro::Task<Result<std::vector<ContainerSummary>>> listContainers(DockerClient* docker, Scope scope,
                                                                  std::vector<std::string> labels)
{
    using Found = Result<std::vector<ContainerSummary>>;
    DockerCall call;
    call.path = "/containers/json";
    call.query = "all=1&filters=" + percentEncoded(json{{"label", labels}}.dump());
    const auto reply = co_await docker->call(scope, call);
    if (!reply)
        co_return Found(tl::make_unexpected(reply.error()));
    const json list = json::parse(reply->body, nullptr, false);
    if (!list.is_array())
        co_return Found(failure(ErrorCode::BadReply, "Docker: the list of containers cannot be read"));
    co_return Found(readContainerList(list));
}

QCoro::Task<Result<ContainerFacts>> inspectContainer(DockerClient* docker, Scope scope, std::string id)
{
    DockerCall call;
    call.path = "/containers/" + id + "/json";
    const auto reply = co_await docker->call(scope, call);
    if (!reply)
        co_return Result<ContainerFacts>(tl::make_unexpected(reply.error()));
    const json inspected = json::parse(reply->body, nullptr, false);
    if (!inspected.is_object())
        co_return Result<ContainerFacts>(failure(ErrorCode::BadReply, "Docker: a container's state cannot be read"));
    co_return Result<ContainerFacts>(readContainer(inspected));
}

QCoro::Task<Result<std::string>> createContainer(DockerClient* docker, Scope scope, std::string name, json spec)
{
    DockerCall call = post("/containers/create", "name=" + percentEncoded(name));
    call.body = spec.dump(-1, ' ', false, json::error_handler_t::replace);
    const auto reply = co_await docker->call(scope, call);
    if (!reply)
        co_return Result<std::string>(tl::make_unexpected(reply.error()));
    const json created = json::parse(reply->body, nullptr, false);
    if (!created.is_object() || !created.contains("Id") || !created["Id"].is_string())
        co_return Result<std::string>(failure(ErrorCode::BadReply, "Docker: a new container came without an id"));
    co_return Result<std::string>(created["Id"].get<std::string>());
}

QCoro::Task<Result<void>> startContainer(DockerClient* docker, Scope scope, std::string id)
{
    const DockerCall call = post("/containers/" + id + "/start", "");
    const auto reply = co_await docker->call(scope, call);
    co_return without(reply, {});
}

QCoro::Task<Result<void>> stopContainer(DockerClient* docker, Scope scope, std::string id, std::chrono::seconds grace)
{
    DockerCall call = post("/containers/" + id + "/stop", fmt::format("t={}", grace.count()));
    call.timeout = grace + 20s;
    const auto reply = co_await docker->call(scope, call);
    co_return without(reply, {ErrorCode::NotFound});
}

QCoro::Task<Result<void>> killContainer(DockerClient* docker, Scope scope, std::string id, std::string signal)
{
    const DockerCall call = post("/containers/" + id + "/kill", "signal=" + percentEncoded(signal));
    const auto reply = co_await docker->call(scope, call);
    co_return without(reply, {ErrorCode::NotFound, ErrorCode::Conflict});
}

QCoro::Task<Result<void>> removeContainer(DockerClient* docker, Scope scope, std::string id)
{
    DockerCall call;
    call.method = "DELETE";
    call.path = "/containers/" + id;
    call.query = "force=1&v=1";
    call.timeout = kSlowCall;
    const auto reply = co_await docker->call(scope, call);
    co_return without(reply, {ErrorCode::NotFound, ErrorCode::Conflict}); // conflict: its removal is under way
}

QCoro::Task<Result<std::vector<std::string>>> containerLog(DockerClient* docker, Scope scope, std::string id,
                                                           std::uint32_t tail, LogPart part)
{
    using Lines = Result<std::vector<std::string>>;
    const auto facts = co_await inspectContainer(docker, scope, id);
    if (!facts)
        co_return Lines(tl::make_unexpected(facts.error()));
    DockerCall call;
    call.path = "/containers/" + id + "/logs";
    call.query = fmt::format("stdout={}&stderr=1&tail={}", part == LogPart::All ? 1 : 0, tail);
    const auto reply = co_await docker->call(scope, call);
    if (!reply)
        co_return Lines(tl::make_unexpected(reply.error()));
    co_return Lines(logLines(reply->body, !facts->tty));
}

// The engine does not keep the order between the two.
QCoro::Task<std::string> lastWords(DockerClient* docker, Scope scope, std::string id)
{
    for (const LogPart part : {LogPart::Errors, LogPart::All}) {
        const auto lines = co_await containerLog(docker, scope, id, kLastLines, part);
        if (!lines)
            break;
        for (auto line = lines->rbegin(); line != lines->rend(); ++line)
            if (!line->empty())
                co_return line->substr(0, 200);
    }
    co_return std::string();
}

QCoro::Task<Result<UsageSample>> containerUsage(DockerClient* docker, Scope scope, std::string id)
{
    DockerCall call;
    call.path = "/containers/" + id + "/stats";
    call.query = "stream=false&one-shot=true";
    const auto reply = co_await docker->call(scope, call);
    if (!reply)
        co_return Result<UsageSample>(tl::make_unexpected(reply.error()));
    co_return Result<UsageSample>(readUsage(json::parse(reply->body, nullptr, false)));
}

QCoro::Task<Result<ImageDefaults>> inspectImage(DockerClient* docker, Scope scope, std::string image)
{
    DockerCall call;
    call.path = "/images/" + image + "/json";
    const auto reply = co_await docker->call(scope, call);
    if (!reply)
        co_return Result<ImageDefaults>(tl::make_unexpected(reply.error()));
    co_return Result<ImageDefaults>(readImageDefaults(json::parse(reply->body, nullptr, false)));
}

QCoro::Task<Result<bool>> hasImage(DockerClient* docker, Scope scope, std::string image)
{
    DockerCall call;
    call.path = "/images/" + image + "/json";
    const auto reply = co_await docker->call(scope, call);
    if (reply)
        co_return Result<bool>(true);
    if (reply.error().code == ErrorCode::NotFound)
        co_return Result<bool>(false);
    co_return Result<bool>(tl::make_unexpected(reply.error()));
}

QCoro::Task<Result<void>> pullImage(DockerClient* docker, Scope scope, std::string image,
                                    std::function<void(std::string, double)> report)
{
    const auto stream = std::make_shared<JsonStream>();
    const auto tally = std::make_shared<PullTally>();
    DockerCall call = post("/images/create", pullQuery(image));
    call.timeout = kPullDeadline;
    const auto began = std::chrono::steady_clock::now();
    call.onData = [stream, tally, report, began](std::string_view piece) {
        for (const json& line : stream->feed(piece))
            tally->take(line);
        const auto passed = std::chrono::steady_clock::now() - began;
        report(tally->text(std::chrono::duration_cast<std::chrono::milliseconds>(passed)), tally->progress());
    };
    const auto reply = co_await docker->call(scope, call);
    if (!reply && reply.error().code == ErrorCode::Cancelled)
        co_return Result<void>(tl::make_unexpected(reply.error()));
    const std::string problem = reply ? tally->error() : reply.error().detail;
    if (!problem.empty())
        co_return failure(ErrorCode::Refused,
                          fmt::format("image {}: not here, and it cannot be pulled: {}", image, problem));
    co_return Result<void>();
}

QCoro::Task<Result<void>> followEvents(DockerClient* docker, Scope scope, std::vector<std::string> labels,
                                       std::int64_t sinceNanos, std::function<void(std::int64_t)> happened)
{
    const auto stream = std::make_shared<JsonStream>();
    DockerCall call;
    call.path = "/events";
    const json filters{
        {"type", {"container"}}, {"label", labels}, {"event", {"die", "oom", "start", "destroy", "pause", "unpause"}}};
    call.query = "filters=" + percentEncoded(filters.dump());
    constexpr std::int64_t kNanos = 1'000'000'000;
    if (sinceNanos > 0)
        call.query += fmt::format("&since={}.{:09}", sinceNanos / kNanos, sinceNanos % kNanos);
    call.timeout = kEventsDeadline;
    call.onData = [stream, happened](std::string_view piece) {
        for (const json& event : stream->feed(piece)) {
            const auto time = event.find("timeNano");
            happened(time != event.end() && time->is_number_integer() ? time->get<std::int64_t>() : 0);
        }
    };
    const auto reply = co_await docker->call(scope, call);
    co_return without(reply, {ErrorCode::Timeout});
}

} // namespace straightline::backends
