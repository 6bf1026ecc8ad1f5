// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The backend of the benchmarks. Prints "ready PORT PORT…" and serves until it is ended.
//   bench_sink [--listeners N] [--answer BYTES] [--read-rate BYTES/S] [--receive-buffer BYTES]
//              [--workers N --speed X --overhead MICROS --bandwidth BYTES/S --noise SIGMA
//              --failures SHARE --seed N]
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/prctl.h>

#include "tests/bench/gateway/sinkserver.h"

using namespace straightline::bench;

namespace
{

bool set(SinkOptions& options, const std::string& name, const char* value)
{
    if (name == "--listeners")
        options.listeners = static_cast<std::size_t>(std::atoll(value));
    else if (name == "--answer")
        options.answerBytes = static_cast<std::uint64_t>(std::atoll(value));
    else if (name == "--read-rate")
        options.readBytesPerSecond = std::atof(value);
    else if (name == "--receive-buffer")
        options.receiveBuffer = std::atoi(value);
    else if (name == "--workers")
        options.workers = static_cast<std::uint32_t>(std::atoi(value));
    else if (name == "--speed")
        options.speed = std::atof(value);
    else if (name == "--overhead")
        options.overheadMicros = std::atof(value);
    else if (name == "--bandwidth")
        options.bytesPerSecond = std::atof(value);
    else if (name == "--failures")
        options.failures = std::atof(value);
    else if (name == "--noise")
        options.noise = std::atof(value);
    else if (name == "--seed")
        options.seed = static_cast<std::uint64_t>(std::atoll(value));
    else
        return false;
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    SinkOptions options;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc || !set(options, argv[i], argv[i + 1])) {
            std::fprintf(stderr, "bench_sink: %s: unknown, or without a value\n", argv[i]);
            return 2;
        }
    }
    std::signal(SIGPIPE, SIG_IGN);
    ::prctl(PR_SET_TIMERSLACK, 1UL);
    SinkServer server(options);
    if (!server.listen())
        return 1;
    std::printf("ready");
    for (const auto port : server.ports())
        std::printf(" %u", static_cast<unsigned>(port));
    std::printf("\n");
    std::fflush(stdout);
    server.run();
}
