// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/words.h"
#include "engine/replay/tuner.h"

namespace straightline::app
{

enum class ReportFormat : std::uint8_t { Table, Json, Csv };
enum class DeviceChoice : std::uint8_t {
    Auto, ///< a GPU where there is one that can, for what it can
    Cpu,
    Cuda, ///< a GPU for all, or it is an error
};

/// The command line of `straightline replay` as a value.
struct ReplayOptions {
    std::string tracePath;
    std::string sitePath;
    std::string recordingPath;                     ///< in place of trace and site
    std::string application;                       ///< of a trace without that column; empty: the site's only one
    std::vector<PolicyKind> policies;              ///< empty: straightline
    std::vector<double> frequenciesHz;             ///< F; empty: the site's
    std::vector<std::uint64_t> sizesBytes;         ///< D; empty: the site's
    std::vector<std::vector<std::string>> without; ///< variants of adaptive; empty: the site's
    std::vector<std::uint64_t> seeds{1};
    double targetMs = 1'000;
    double targetFactor = 3;
    double load = 1; ///< arrivals so many times as fast
    replay::FaultPlan faults;
    bool checksModels = false;        ///< of a recording: fit to its first part, predict the rest
    std::optional<replay::Goal> goal; ///< tune for it instead of trying what is given
    double split = 0.6;
    unsigned threads = 0; ///< 0: one per processor
    DeviceChoice device = DeviceChoice::Auto;
    ReportFormat format = ReportFormat::Table;
    bool showHelp = false;
};

/// `arguments` without "straightline replay". The error is one line that says what is allowed.
[[nodiscard]] Result<ReplayOptions> parseReplayOptions(const std::vector<std::string>& arguments);

/// "5", "5,10,20", "5:100:16" (16 values from 5 to 100) or "16k:8M:16:log"; k, M and G are powers of 1,000, Ki, Mi and
/// Gi of 1,024. At most 4,096 values, finite, from 0 on.
[[nodiscard]] Result<std::vector<double>> parseValues(const std::string& option, const std::string& text);

std::string replayUsage();

} // namespace straightline::app
