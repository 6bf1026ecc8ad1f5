// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QSocketNotifier>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "app/application.h"
#include "app/calibrate/calibratecommand.h"
#include "app/experiment/experimentcommand.h"
#include "app/options.h"
#include "app/replay/replaycommand.h"
#include "app/stallwatch.h"
#ifdef STRAIGHTLINE_CONSOLE
#include <QtWidgets/QApplication>
#endif

namespace
{

using namespace straightline;

constexpr int kRuntimeFailure = 1;
constexpr int kUsageError = 2;

constexpr char kShutDown = 's';
constexpr char kReload = 'r';

int g_signalPipe[2] = {-1, -1};

/// Async-signal-safe: the event loop does the rest.
void onSignal(int number)
{
    const char byte = number == SIGHUP ? kReload : kShutDown;
    [[maybe_unused]] const auto written = ::write(g_signalPipe[0], &byte, 1);
}

/// Then SIGHUP means that the terminal is gone, and ends the program as it does everywhere.
bool hasTerminal()
{
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal >= 0)
        ::close(terminal);
    return terminal >= 0;
}

/// SIGTERM and SIGINT become a call of `shutDown` on the main thread, SIGHUP of a service one of `reloadCertificates`.
void watchSignals(app::Application& application)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, g_signalPipe) != 0)
        return;
    auto* notifier = new QSocketNotifier(g_signalPipe[1], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, [&application] {
        char byte = 0;
        while (::read(g_signalPipe[1], &byte, 1) == 1) {
            if (byte == kReload)
                application.reloadCertificates();
            else
                application.shutDown();
        }
    });
    struct sigaction action {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    if (!hasTerminal())
        ::sigaction(SIGHUP, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

/// Logs go to standard error: standard output holds the ready line alone.
void prepareLogging(const std::string& level)
{
    spdlog::set_default_logger(spdlog::stderr_color_mt("straightline"));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
    spdlog::set_level(spdlog::level::from_str(level));
}

int fail(const Error& error)
{
    std::fprintf(stderr, "straightline: %s\n", error.detail.c_str());
    return error.code == ErrorCode::InvalidArgument ? kUsageError : kRuntimeFailure;
}

#ifdef STRAIGHTLINE_CONSOLE
bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
           || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}
#endif

std::unique_ptr<QCoreApplication> makeQtApplication(bool headless, int& argc, char** argv)
{
#ifdef STRAIGHTLINE_CONSOLE
    if (!headless)
        return std::make_unique<QApplication>(argc, argv);
#else
    (void)headless;
#endif
    return std::make_unique<QCoreApplication>(argc, argv);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && std::string_view(argv[1]) == "replay")
        return app::runReplay({argv + 2, argv + argc});
    if (argc > 1 && std::string_view(argv[1]) == "experiment")
        return app::runExperiment({argv + 2, argv + argc}, STRAIGHTLINE_VERSION);
    if (argc > 1 && std::string_view(argv[1]) == "calibrate")
        return app::runCalibrate({argv + 2, argv + argc});
    auto options = app::parseOptions({argv + 1, argv + argc});
    if (!options)
        return fail(options.error());
    if (options->showHelp) {
        std::fputs(app::usage().c_str(), stdout);
        return 0;
    }
    if (options->showVersion) {
        std::puts("straightline " STRAIGHTLINE_VERSION);
        return 0;
    }
    prepareLogging(options->logLevel);
#ifdef STRAIGHTLINE_CONSOLE
    if (!options->headless && !hasDisplay()) {
        spdlog::info("no display (DISPLAY and WAYLAND_DISPLAY are empty): running headless");
        options->headless = true;
    }
#else
    options->headless = true;
#endif

    const auto qtApplication = makeQtApplication(options->headless, argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("straightline"));
    QCoreApplication::setOrganizationName(QStringLiteral("StraightLine"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STRAIGHTLINE_VERSION));

    app::Application application(*options);
    watchSignals(application);
    QObject::connect(&application, &app::Application::finished, qtApplication.get(), &QCoreApplication::quit);
#ifdef STRAIGHTLINE_CONSOLE
    if (auto* gui = qobject_cast<QApplication*>(qtApplication.get())) {
        gui->setQuitOnLastWindowClosed(false);
        QObject::connect(gui, &QApplication::lastWindowClosed, &application, &app::Application::shutDown);
    }
#endif
    if (auto started = application.start(); !started)
        return fail(started.error());

    const app::StallWatch stallWatch;
    std::printf("%s\n", application.readyLine().c_str());
    std::fflush(stdout);
    return qtApplication->exec();
}
