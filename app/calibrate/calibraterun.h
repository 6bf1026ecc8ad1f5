// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "app/calibrate/calibrateoptions.h"
#include "engine/api/change.h"
#include "engine/backends/curlclient.h"
#include "engine/backends/scope.h"

namespace straightline::app
{

/// One calibration of the command line, shared by its coroutine and the event loop. Main thread.
struct CalibrateRun {
    CalibrateOptions options;
    CalibrateApplication wanted;
    CalibrationResult known{};    ///< so far
    std::optional<Error> error{}; ///< Cancelled: `known` is what was measured up to there
    backends::CurlClient http{};
    backends::Scope interrupt{}; ///< stopped by Ctrl-C
    backends::Scope calls{};     ///< of calls to the engine; stopped at the end

    /// A line of progress on standard error; `share` 0 … 1.
    static void tell(double share, const std::string& doing)
    {
        fmt::print(stderr, "{:3.0f} % {}\n", 100.0 * share, doing);
    }
};

} // namespace straightline::app
