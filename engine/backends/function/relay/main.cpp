// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// straightline-relay: runs one function process and carries its Runtime API calls.
//
// A function speaks HTTP to 127.0.0.1 (AWS_LAMBDA_RUNTIME_API); the gateway listens on a unix socket, the only thing
// that reaches into the function's own network namespace. The relay sits between the two, copies bytes, passes
// SIGTERM on, kills everything at SIGHUP and ends with the function's exit code. It dies with whoever started it and
// takes the function along.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

#include <getopt.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "engine/backends/function/relay/child.h"
#include "engine/backends/function/relay/tunnel.h"

using namespace straightline::relay;

namespace
{

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTermGrace{1'500}; ///< from SIGTERM to SIGKILL
constexpr std::chrono::milliseconds kLastBytes{1'000}; ///< to carry what an ended function still said

constexpr const char* kUsage = "usage: straightline-relay --socket PATH [--user ID] [--memory BYTES] [--files N] "
                               "[--nice N] -- COMMAND [ARGUMENT…]\n";

std::optional<Options> readOptions(int argc, char** argv)
{
    static const option kOptions[] = {
        {"socket", required_argument, nullptr, 's'}, {"user", required_argument, nullptr, 'u'},
        {"memory", required_argument, nullptr, 'm'}, {"files", required_argument, nullptr, 'f'},
        {"nice", required_argument, nullptr, 'n'},   {nullptr, 0, nullptr, 0}};
    Options options;
    for (int letter = 0; (letter = getopt_long(argc, argv, "+", kOptions, nullptr)) != -1;) {
        switch (letter) {
        case 's':
            options.socketPath = optarg;
            break;
        case 'u':
            options.user = std::strtoll(optarg, nullptr, 10);
            break;
        case 'm':
            options.memoryBytes = std::strtoull(optarg, nullptr, 10);
            break;
        case 'f':
            options.openFiles = std::strtoull(optarg, nullptr, 10);
            break;
        case 'n':
            options.niceness = static_cast<int>(std::strtol(optarg, nullptr, 10));
            break;
        default:
            return std::nullopt;
        }
    }
    if (options.socketPath.empty() || optind >= argc)
        return std::nullopt;
    options.command = argv + optind;
    return options;
}

int openSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGCHLD, SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int endNow(const Child& child)
{
    child.killAll();
    return 128 + SIGKILL;
}

/// Serves until the function has ended and its last bytes are through; the exit code.
int serve(Tunnel& tunnel, Child& child, int signals)
{
    std::optional<Steady::time_point> deadline;
    bool ended = false;
    while (!(ended && tunnel.idle())) {
        std::vector<pollfd> waits{{signals, POLLIN, 0}};
        tunnel.addTo(waits);
        const auto left =
            deadline ? std::chrono::ceil<std::chrono::milliseconds>(*deadline - Steady::now()).count() : -1;
        poll(waits.data(), waits.size(), deadline ? static_cast<int>(std::max<long>(left, 0)) : -1);
        for (signalfd_siginfo info{}; read(signals, &info, sizeof info) == sizeof info;) {
            if (info.ssi_signo == SIGCHLD)
                continue;
            if (info.ssi_signo == SIGHUP)
                return endNow(child);
            child.signal(static_cast<int>(info.ssi_signo));
            deadline = deadline.value_or(Steady::now() + kTermGrace);
        }
        tunnel.advance();
        if (!ended && child.reap()) {
            ended = true;
            child.killAll();
            tunnel.stopListening();
            deadline = Steady::now() + kLastBytes;
        }
        if (deadline && Steady::now() >= *deadline)
            break;
    }
    return ended ? child.exitCode() : endNow(child);
}

} // namespace

int main(int argc, char** argv)
{
    const auto options = readOptions(argc, argv);
    if (!options) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int signals = openSignals();
    Tunnel tunnel(options->socketPath);
    Child child(*options);
    if (signals < 0 || !tunnel.listen() || !child.start(tunnel.port())) {
        std::fprintf(stderr, "straightline-relay: cannot start: %s\n", std::strerror(errno));
        return 126;
    }
    return serve(tunnel, child, signals);
}
