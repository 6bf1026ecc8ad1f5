// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

namespace straightline::relay
{

/// What the command line asks for; 0 and -1 mean "leave as it is".
struct Options {
    std::string socketPath;
    std::uint64_t memoryBytes = 0; ///< RLIMIT_DATA of the command
    std::uint64_t openFiles = 0;   ///< RLIMIT_NOFILE of the command
    int niceness = 0;
    std::int64_t user = -1; ///< user and group id of the command
    char** command = nullptr;
};

/// The function's own process and what it left behind. A process group of its own; orphans come back to the relay,
/// which is their subreaper.
class Child
{
public:
    explicit Child(const Options& options)
        : m_options(options)
    {
    }

    bool start(std::uint16_t runtimeApiPort);   ///< false with errno: no process could be made
    void signal(int number) const;              ///< to the whole group
    bool reap();                                ///< takes in all that ended; true once the command itself has
    void killAll() const;                       ///< the group, and orphans that left it
    int exitCode() const { return m_exitCode; } ///< 128 + signal when killed

private:
    [[noreturn]] void become(std::uint16_t runtimeApiPort) const;

    const Options& m_options;
    pid_t m_pid = -1;
    int m_exitCode = 0;
};

} // namespace straightline::relay
