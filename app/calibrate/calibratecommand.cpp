// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate/calibratecommand.h"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>

#include <QCoreApplication>
#include <QTimer>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/calibrate/calibrateoptions.h"
#include "app/calibrate/calibraterun.h"
#include "app/calibrate/calibrationanswer.h"
#include "app/calibrate/enginecalibration.h"
#include "app/calibrate/sitecalibration.h"
#include "engine/api/calibrationjson.h"

namespace straightline::app
{
namespace
{

constexpr int kCutShort = 130;
constexpr std::chrono::milliseconds kLookForSignals{100};

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

Result<CalibrateApplication> wishOf(const CalibrateOptions& options)
{
    CalibrateApplication wanted{
        .application = options.application, .consent = options.consent, .limits = options.limits};
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

QCoro::Task<void> measureAndQuit(CalibrateRun* run)
{
    if (run->options.control.empty())
        co_await calibrateSite(run);
    else
        co_await calibrateByEngine(run);
    QTimer::singleShot(0, QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
}

int runUntilDone(CalibrateOptions options, CalibrateApplication wanted)
{
    int argc = 1;
    char name[] = "straightline";
    char* argv[] = {name, nullptr};
    const QCoreApplication loop(argc, argv); // before what watches sockets and timers
    CalibrateRun run{.options = std::move(options), .wanted = std::move(wanted)};
    QTimer interrupts;
    QObject::connect(&interrupts, &QTimer::timeout, &interrupts, [&run] {
        if (g_stop != 0)
            run.interrupt.stop();
    });
    interrupts.start(kLookForSignals);
    QTimer::singleShot(0, &interrupts, [&run] { backends::spawn(measureAndQuit(&run)); });
    QCoreApplication::exec();
    run.interrupt.stop();
    run.calls.stop();
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
    auto wanted = wishOf(*options);
    if (!wanted)
        return fail(wanted.error());
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    std::signal(SIGPIPE, SIG_IGN);
    return runUntilDone(std::move(*options), std::move(*wanted));
}

} // namespace straightline::app
