// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The load generator of the benchmarks; loadoptions.cpp says how it is called, print() what it gives.
#include <csignal>

#include <sys/prctl.h>

#include "tests/bench/gateway/loadrun.h"

int main(int argc, char** argv)
{
    using namespace straightline::bench;
    std::signal(SIGPIPE, SIG_IGN);
    ::prctl(PR_SET_TIMERSLACK, 1UL); // nanosecond: a send is not late because the kernel gathers timers
    LoadRun run(LoadOptions::parse(argc, argv));
    if (!run.connect())
        return 1;
    run.run();
    run.print();
    return run.writeLog() ? 0 : 1;
}
