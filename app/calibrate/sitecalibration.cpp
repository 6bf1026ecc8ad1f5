// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate/sitecalibration.h"

#include "engine/api/words.h"
#include "engine/backends/httpurl.h"
#include "engine/core/calibrationrun.h"
#include "engine/store/sitefile.h"

namespace straightline::app
{
namespace
{

constexpr std::chrono::milliseconds kResolveDeadline{5'000};

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

/// What of the site only a running engine could have measured.
void tellWhatIsLeftOut(const ApplicationConfiguration& application)
{
    std::string names;
    for (const BackendConfiguration& each : application.backends) {
        if (each.kind() != BackendKind::Http)
            names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", each.name, toString(each.kind()));
    }
    if (!names.empty())
        fmt::print(stderr, "not measured: {}; the engine that runs them can: --control HOST:PORT in place of --site\n",
                   names);
}

} // namespace

QCoro::Task<void> calibrateSite(CalibrateRun* run)
{
    const Result<ApplicationConfiguration> application = applicationOf(run->options);
    if (!application) {
        run->error = application.error();
        co_return;
    }
    run->wanted.application = application->name;
    ApplicationRoute route;
    route.name = application->name;
    for (const BackendConfiguration& backend : application->backends) {
        Result<BackendRoute> made = co_await routeOf(run->interrupt, backend);
        if (!made) {
            run->error = made.error();
            co_return;
        }
        route.backends.push_back(std::move(*made));
    }
    tellWhatIsLeftOut(*application);
    auto job = core::calibrationJob(run->wanted, route, false);
    if (!job) {
        run->error = job.error();
        co_return;
    }
    const auto shared = std::make_shared<const core::CalibrationJob>(std::move(*job));
    const core::CalibrationTold told = [run](const CalibrationResult& soFar, const std::string& doing, double share) {
        run->known = soFar;
        CalibrateRun::tell(share, doing);
    };
    core::CalibrationWays ways;
    ways.http = &run->http;
    Result<CalibrationResult> result = co_await core::calibrate(ways, run->interrupt, shared, told);
    if (result)
        run->known = std::move(*result);
    else
        run->error = result.error();
}

} // namespace straightline::app
