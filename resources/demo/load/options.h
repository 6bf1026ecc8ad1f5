// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/load/schedule.h"

#include <chrono>
#include <optional>
#include <string>

namespace straightline::demo
{

/// Where the requests go.
struct Target {
    std::string host;
    std::string port = "80";
    std::string base; ///< put in front of every path, without a slash at its end
    std::string pathTemplate = "/apps/{application}/classify";

    [[nodiscard]] std::string authority() const;
    [[nodiscard]] std::string pathFor(const std::string& application) const;
};

struct LoadOptions {
    Target target;
    std::string trace; ///< empty = the demo's own, built in
    std::optional<double> constantRate;
    std::size_t size = 8192;
    std::string application = "digits";
    double speed = 1;
    std::optional<double> rate;
    std::optional<std::chrono::nanoseconds> duration;
    bool loop = false;
    std::size_t connections = 256;
    std::chrono::milliseconds timeout{60'000};
    bool json = false;
    bool help = false;
};

/// Reads the command line; the failure's message is one line for the user.
[[nodiscard]] Expected<LoadOptions> parseLoadOptions(int count, const char* const* arguments);

/// The requests that the options ask for.
[[nodiscard]] Expected<Schedule> scheduleOf(const LoadOptions& options);

[[nodiscard]] std::string loadUsage();

} // namespace straightline::demo
