// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate/calibratecommand.h"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>

#include <QCoreApplication>
#include <QTimer>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/calibrate/calibrateoptions.h"
#include "engine/api/calibrationjson.h"
#include "engine/backends/httpurl.h"
#include "engine/core/calibrationrun.h"
#include "engine/store/sitefile.h"

namespace straightline::app
{
namespace
{

constexpr int kCutShort = 130;
constexpr std::chrono::milliseconds kLookForSignals{100};
constexpr std::chrono::milliseconds kResolveDeadline{5'000};

volatile std::sig_atomic_t g_stop = 0;

void onInterrupt(int)
{
    g_stop = 1;
}

int fail(const Error& error)
{
    std::fprintf(stderr, "straightline calibrate: %s\n", error.detail.c_str());
    return error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::NotFound ? 2 : 1;
}

/// One calibration of the command line, shared by its coroutine and the event loop.
struct Run {
    CalibrateOptions options;
    ApplicationConfiguration application;
    CalibrateApplication wanted;
    CalibrationResult known{}; ///< so far
    std::optional<Error> error{};
    backends::CurlClient http{};
    backends::Scope scope{};
};

Result<ApplicationConfiguration> applicationOf(const CalibrateOptions& options)
{
    auto site = store::readSiteFile(options.sitePath);
    if (!site)
        return tl::make_unexpected(site.error());
    std::string names;
    for (const ApplicationConfiguration& each : site->applications) {
        if (options.application.empty() ? site->applications.size() == 1 : each.name == options.application)
            return each;
        names += (names.empty() ? "" : ", ") + each.name;
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("--application NAME is needed, one of the site's: {}", names));
}

Result<CalibrateApplication> wishOf(const CalibrateOptions& options, const std::string& application)
{
    CalibrateApplication wanted{.application = application, .consent = options.consent, .limits = options.limits};
    SampleRequest sample{.path = options.path, .contentType = "application/octet-stream", .body = {}};
    if (!options.samplePath.empty()) {
        std::ifstream file(options.samplePath, std::ios::binary);
        sample.body.assign(std::istreambuf_iterator<char>(file), {});
        if (!file || sample.body.empty())
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("--sample {}: cannot be read, or is empty", options.samplePath));
        sample.contentType = options.contentType.empty() ? "application/json" : options.contentType;
    }
    wanted.sample = std::move(sample);
    return wanted;
}

/// The route of a backend that somebody else runs; of any other, one that is not in service.
QCoro::Task<Result<BackendRoute>> routeOf(backends::Scope scope, BackendConfiguration backend)
{
    BackendRoute route;
    route.name = backend.name;
    route.tier = backend.tier;
    route.kind = backend.kind();
    route.payloadLimitBytes = backend.payloadLimitBytes;
    route.nanoUsdPerSecond = static_cast<std::uint64_t>(backend.usdPerSecond * 1e9);
    const auto* settings = std::get_if<HttpSettings>(&backend.settings);
    if (settings == nullptr || backend.drained)
        co_return Result<BackendRoute>(route);
    const Result<backends::HttpUrl> url = backends::parseHttpUrl(settings->url);
    if (!url)
        co_return Result<BackendRoute>(tl::make_unexpected(url.error()));
    const auto addresses = co_await backends::resolveHost(scope, url->host, kResolveDeadline);
    if (!addresses)
        co_return Result<BackendRoute>(tl::make_unexpected(addresses.error()));
    Endpoint endpoint;
    endpoint.address = addresses->front();
    endpoint.port = url->port;
    route.endpoints.push_back(endpoint);
    route.hostHeader = url->hostHeader;
    route.basePath = url->basePath;
    route.tls = backends::tlsOf(*url, *settings);
    route.inService = true;
    co_return Result<BackendRoute>(route);
}

QCoro::Task<void> measure(Run* run)
{
    ApplicationRoute route;
    route.name = run->application.name;
    for (const BackendConfiguration& backend : run->application.backends) {
        Result<BackendRoute> made = co_await routeOf(run->scope, backend);
        if (!made) {
            run->error = made.error();
            co_return;
        }
        route.backends.push_back(std::move(*made));
    }
    auto job = core::calibrationJob(run->wanted, route, false);
    if (!job) {
        run->error = job.error();
        co_return;
    }
    const auto shared = std::make_shared<const core::CalibrationJob>(std::move(*job));
    const core::CalibrationTold told = [run](const CalibrationResult& soFar, const std::string& doing, double share) {
        run->known = soFar;
        fmt::print(stderr, "{:3.0f} % {}\n", 100.0 * share, doing);
    };
    core::CalibrationWays ways;
    ways.http = &run->http;
    Result<CalibrationResult> result = co_await core::calibrate(ways, run->scope, shared, told);
    if (result)
        run->known = std::move(*result);
    else
        run->error = result.error();
}

QCoro::Task<void> measureAndQuit(Run* run)
{
    co_await measure(run);
    QTimer::singleShot(0, QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
}

std::string asText(const CalibrationResult& result)
{
    std::string text = fmt::format("{:<6}{:<12}{:>10}{:>12}{:>7}{:>10}{:>11}{:>11}\n", "sweep", "tier", "per s",
                                   "bytes", "sent", "failures", "p50 ms", "p95 ms");
    for (const CalibrationPoint& each : result.points)
        text += fmt::format("{:<6}{:<12}{:>10.4g}{:>12}{:>7}{:>10}{:>11.1f}{:>11.1f}{}{}\n", toString(each.sweep),
                            toString(each.tier), each.perSecond, each.sizeBytes, each.sent, each.failures, each.p50Ms,
                            each.p95Ms, each.firstFailure.empty() ? "" : "  ", each.firstFailure);
    for (const std::string& each : result.notes)
        text += each + "\n";
    const auto add = [&](const char* name, const std::string& value, const CalibrationFinding& finding) {
        if (finding.value)
            text += fmt::format("{} = {}: {}\n", name, value, finding.why);
        else if (!finding.why.empty())
            text += fmt::format("{} {}\n", name, finding.why);
    };
    add("F", fmt::format("{:.4g}/s", result.frequency.value.value_or(0.0)), result.frequency);
    add("D", fmt::format("{:.0f} bytes", result.size.value.value_or(0.0)), result.size);
    return text + (result.complete ? "" : "cut short: this is what was measured up to there\n");
}

int runUntilDone(CalibrateOptions options, ApplicationConfiguration application, CalibrateApplication wanted)
{
    int argc = 1;
    char name[] = "straightline";
    char* argv[] = {name, nullptr};
    const QCoreApplication loop(argc, argv); // before what watches sockets and timers
    Run run{.options = std::move(options), .application = std::move(application), .wanted = std::move(wanted)};
    QTimer interrupts;
    QObject::connect(&interrupts, &QTimer::timeout, &interrupts, [&run] {
        if (g_stop != 0)
            run.scope.stop();
    });
    interrupts.start(kLookForSignals);
    backends::spawn(measureAndQuit(&run));
    QCoreApplication::exec();
    run.scope.stop();
    const bool cancelled = run.error && run.error->code == ErrorCode::Cancelled;
    if (!run.error || cancelled)
        fmt::print("{}", run.options.json ? toJson(run.known).dump(1) + "\n" : asText(run.known));
    std::fflush(stdout);
    if (cancelled)
        return kCutShort;
    return run.error ? fail(*run.error) : 0;
}

} // namespace

int runCalibrate(const std::vector<std::string>& arguments)
{
    auto options = parseCalibrateOptions(arguments);
    if (!options)
        return fail(options.error());
    if (options->showHelp) {
        fmt::print("{}", calibrateUsage());
        return 0;
    }
    auto application = applicationOf(*options);
    if (!application)
        return fail(application.error());
    auto wanted = wishOf(*options, application->name);
    if (!wanted)
        return fail(wanted.error());
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    std::signal(SIGPIPE, SIG_IGN);
    return runUntilDone(std::move(*options), std::move(*application), std::move(*wanted));
}

} // namespace straightline::app
