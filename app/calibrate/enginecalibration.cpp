// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate/enginecalibration.h"

#include <QString>
#include <nlohmann/json.hpp>

#include "app/calibrate/calibrationanswer.h"
#include "app/calibrate/managementcalls.h"
#include "engine/backends/httpapi.h"
#include "engine/control/managementapi.h"

namespace straightline::app
{
namespace
{

constexpr std::chrono::milliseconds kLookEvery{250};

/// What an operation says of itself.
struct Watched {
    std::uint64_t id = 0;
    std::string state;
    std::string step;
    double share = 0.0;
};

Result<Watched> watchedOf(const Result<Json>& answer)
{
    if (!answer)
        return tl::make_unexpected(answer.error());
    try {
        Watched watched{.id = answer->at("id"), .state = answer->at("state"), .step = answer->at("step")};
        watched.share = answer->at("progress").is_number() ? answer->at("progress").get<double>() : 0.0;
        return watched;
    } catch (const Json::exception& exception) {
        return failure(ErrorCode::BadReply, fmt::format("the engine's operation cannot be read: {}", exception.what()));
    }
}

/// The application that is meant: the one that was named, or the engine's only one.
Result<std::string> applicationOf(const Result<Json>& applications)
{
    if (!applications)
        return tl::make_unexpected(applications.error());
    try {
        std::string names;
        for (const Json& each : *applications) {
            if (applications->size() == 1)
                return each.at("name").get<std::string>();
            names += (names.empty() ? "" : ", ") + each.at("name").get<std::string>();
        }
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("--application NAME is needed, one of the engine's: {}", names));
    } catch (const Json::exception& exception) {
        return failure(ErrorCode::BadReply,
                       fmt::format("the engine's applications cannot be read: {}", exception.what()));
    }
}

/// Until the operation has ended; cancels it when the run is interrupted.
QCoro::Task<Result<Watched>> follow(CalibrateRun* run, ManagementCalls* engine, Watched watched)
{
    const std::string path = fmt::format("operations/{}", watched.id);
    std::string told;
    bool cancelled = false;
    while (watched.state == "running") {
        if (watched.step != told)
            CalibrateRun::tell(watched.share, told = watched.step);
        if (run->interrupt.stopped() && !cancelled) {
            cancelled = true;
            const Result<Json> taken = co_await engine->call(run->calls, "DELETE", path);
            if (!taken && taken.error().code != ErrorCode::Conflict) // it has ended meanwhile
                co_return Result<Watched>(tl::make_unexpected(taken.error()));
        } else {
            const backends::Scope scope = cancelled ? run->calls : run->interrupt;
            const bool goesOn = co_await scope.sleep(kLookEvery);
            (void)goesOn; // interrupted: looked at above
        }
        Result<Watched> now = watchedOf(co_await engine->call(run->calls, "GET", path));
        if (!now)
            co_return now;
        watched = std::move(*now);
    }
    co_return Result<Watched>(watched);
}

QCoro::Task<Result<CalibrationResult>> resultOf(CalibrateRun* run, ManagementCalls* engine, std::string path,
                                                std::uint64_t operation)
{
    const Result<Json> answer = co_await engine->call(run->calls, "GET", path);
    if (!answer)
        co_return Result<CalibrationResult>(tl::make_unexpected(answer.error()));
    Result<CalibrationResult> result = calibrationResultFromJson(*answer);
    if (result && result->operation != operation && result->operation != 0)
        co_return Result<CalibrationResult>(
            failure(ErrorCode::Conflict, "somebody else has begun another calibration of this application since"));
    co_return result;
}

QCoro::Task<Result<CalibrationResult>> measure(CalibrateRun* run, ManagementCalls* engine, Json wish)
{
    if (run->interrupt.stopped())
        co_return Result<CalibrationResult>(failure(ErrorCode::Cancelled, "cancelled: nothing was sent"));
    const std::string path =
        fmt::format("applications/{}/calibration", backends::percentEncoded(run->wanted.application));
    const Result<Watched> begun = watchedOf(co_await engine->call(run->calls, "POST", path, std::move(wish)));
    if (!begun)
        co_return Result<CalibrationResult>(tl::make_unexpected(begun.error()));
    const Result<Watched> ended = co_await follow(run, engine, *begun);
    if (!ended)
        co_return Result<CalibrationResult>(tl::make_unexpected(ended.error()));
    if (ended->state == "failed")
        co_return Result<CalibrationResult>(failure(ErrorCode::Refused, ended->step));
    Result<CalibrationResult> result = co_await resultOf(run, engine, path, ended->id);
    if (result && ended->state != "succeeded") {
        run->known = std::move(*result);
        co_return Result<CalibrationResult>(failure(ErrorCode::Cancelled, ended->step));
    }
    co_return result;
}

Result<std::string> tokenOf(const CalibrateOptions& options)
{
    if (options.controlTokenFile.empty())
        return std::string();
    return control::readToken(options.controlTokenFile);
}

} // namespace

Result<Json> calibrationWishJson(const CalibrateApplication& wanted)
{
    Json json{{"consent", wanted.consent}};
    for (const CalibrationField& each : calibrationFields())
        json[std::string(each.name)] = each.get(wanted.limits);
    const SampleRequest sample = wanted.sample.value_or(SampleRequest{});
    if (QString::fromStdString(sample.body).toStdString() != sample.body)
        return failure(ErrorCode::InvalidArgument,
                       "--sample: the management API takes text (UTF-8) only; leave it out to send zeros");
    json["sample"] = {{"body", sample.body}, {"content_type", sample.contentType}};
    if (!sample.path.empty())
        json["sample"]["path"] = sample.path;
    return json;
}

QCoro::Task<void> calibrateByEngine(CalibrateRun* run)
{
    Result<std::string> token = tokenOf(run->options);
    Result<Json> wish = calibrationWishJson(run->wanted);
    if (!token || !wish) {
        run->error = token ? wish.error() : token.error();
        co_return;
    }
    ManagementCalls engine(run->http, run->options.control, std::move(*token));
    if (run->wanted.application.empty()) {
        Result<std::string> only = applicationOf(co_await engine.call(run->calls, "GET", "applications"));
        if (!only) {
            run->error = only.error();
            co_return;
        }
        run->wanted.application = std::move(*only);
    }
    Result<CalibrationResult> result = co_await measure(run, &engine, std::move(*wish));
    if (result)
        run->known = std::move(*result);
    else
        run->error = result.error();
}

} // namespace straightline::app
