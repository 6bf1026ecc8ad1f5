// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "engine/api/result.h"
#include "engine/replay/experimentplan.h"

namespace straightline::app
{

/// The command line of `straightline experiment` as a value.
struct ExperimentOptions {
    std::string tracesPath; ///< a folder; empty: a trace that is made up
    std::string outPath;
    std::size_t seeds = 0; ///< 0: 20, or 3 when quick
    std::size_t applications = 10;
    unsigned threads = 0; ///< 0: one per processor
    double slotsPerWorker = 2.0;
    double share = 1.0; ///< of each piece
    replay::WorkLaw work = replay::WorkLaw::BySize;
    bool quick = false;
    bool rehearsal = false;
    bool sensitivity = false;
    bool resume = false;
    std::size_t points = 30;         ///< of the sensitivity study
    std::uint64_t pointSeed = 1;     ///< by which they lie
    std::vector<std::string> traces; ///< names, or beginnings of them; empty: all; as the next two
    std::vector<std::string> scenarios;
    std::vector<std::string> faults;
    bool showHelp = false;
};

/// `arguments` without "straightline experiment". The error is one line that says what is allowed.
[[nodiscard]] Result<ExperimentOptions> parseExperimentOptions(const std::vector<std::string>& arguments);

/// The plan that the options ask for; of a sensitivity study calm alone, with no fault and K6, unless others are named.
[[nodiscard]] Result<replay::ExperimentPlan> planOf(const ExperimentOptions& options);

std::string experimentUsage();

/// Keeps the entries whose names begin with one of `wanted`; an unknown one is an error.
template <class Entry>
Result<void> keepNamed(std::vector<Entry>& entries, const std::vector<std::string>& wanted, std::string_view option)
{
    std::string known;
    for (const Entry& each : entries)
        known += (known.empty() ? "" : ", ") + each.name;
    for (const std::string& name : wanted) {
        if (std::none_of(entries.begin(), entries.end(), [&](const Entry& e) { return e.name.starts_with(name); }))
            return failure(ErrorCode::InvalidArgument, fmt::format("{} {}: allowed are {}", option, name, known));
    }
    if (!wanted.empty())
        std::erase_if(entries, [&](const Entry& each) {
            return std::none_of(wanted.begin(), wanted.end(),
                                [&](const std::string& name) { return each.name.starts_with(name); });
        });
    return {};
}

} // namespace straightline::app
