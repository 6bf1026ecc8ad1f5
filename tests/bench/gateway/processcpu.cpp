// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/processcpu.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace straightline::bench
{

double cpuSeconds(pid_t pid, const std::string& threads)
{
    double seconds = 0.0;
    std::error_code error;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task", error)) {
        std::string name;
        std::getline(std::ifstream(task.path() / "comm"), name);
        if (!name.starts_with(threads))
            continue;
        double nanos = 0.0;
        std::ifstream(task.path() / "schedstat") >> nanos;
        seconds += nanos / 1e9;
        if (!threads.empty())
            continue;
        std::ifstream children(task.path() / "children");
        for (pid_t child = 0; children >> child;)
            seconds += cpuSeconds(child);
    }
    return seconds;
}

} // namespace straightline::bench
