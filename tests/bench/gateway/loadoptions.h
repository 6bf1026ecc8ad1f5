// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace straightline::bench
{

/// One request of a schedule: when, how large, where to.
struct Arrival {
    std::int64_t atNanos = 0; ///< after the start
    std::uint64_t bodyBytes = 0;
    std::string target;
};

/// A process whose processor time is measured over the window.
struct Watched {
    std::string name;
    pid_t pid = 0;
    std::string threads; ///< only those whose names begin so; empty = all, and children
};

struct LoadOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::size_t connections = 32;
    double perSecond = 0.0; ///< 0 = closed loop: each connection sends when it was answered
    double seconds = 2.0;   ///< measured, after the warm-up
    double warmupSeconds = 0.2;
    std::uint64_t bodyBytes = 0;
    std::uint64_t answerBytes = 0;    ///< body expected; 0 = any
    std::vector<std::string> targets; ///< taken in turn
    std::vector<Arrival> schedule;    ///< instead of perSecond
    bool tls = false;
    bool firstByte = false;     ///< latency ends at the first byte of the body, not at its end; events are timed
    bool fresh = false;         ///< a new connection for each request
    bool once = false;          ///< one request on each connection, that is all
    bool hold = false;          ///< once, few at a time; then hold the connections until standard input ends
    double reportSeconds = 0.0; ///< a line of JSON each so often
    std::string logPath;        ///< a line for each request of the window; empty = none
    int sendBuffer = 0;         ///< bytes of each socket's; 0 = the system's
    std::vector<Watched> watched;

    /// Prints what is wrong, and ends the program.
    static LoadOptions parse(int argc, char** argv);
};

} // namespace straightline::bench
