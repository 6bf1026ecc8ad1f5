// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/experimentoptions.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include <fmt/format.h>

#include "app/optiontable.h"
#include "engine/replay/worklaw.h"

namespace straightline::app
{
namespace
{

constexpr std::size_t kMostSeeds = 1'000;
constexpr std::size_t kMostPoints = 1'000;

using Take = std::function<Result<void>(ExperimentOptions&, const std::string&)>;

using Row = OptionRow<ExperimentOptions>;

template <class Number>
Take takeNumber(std::string_view name, Number ExperimentOptions::*member, Number least, Number most)
{
    return [=](ExperimentOptions& options, const std::string& text) -> Result<void> {
        Number value{};
        const char* const end = text.data() + text.size();
        const auto [rest, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc() || rest != end || !(value >= least && value <= most))
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{} {}: allowed is {} … {}", name, text, least, most));
        options.*member = value;
        return {};
    };
}

Take takeText(std::string ExperimentOptions::*member)
{
    return [=](ExperimentOptions& options, const std::string& text) -> Result<void> {
        options.*member = text;
        return {};
    };
}

Take takeNames(std::vector<std::string> ExperimentOptions::*member)
{
    return [=](ExperimentOptions& options, const std::string& text) -> Result<void> {
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t comma = std::min(text.find(',', from), text.size());
            (options.*member).push_back(text.substr(from, comma - from));
            from = comma + 1;
        }
        return {};
    };
}

Take takeWorkLaw()
{
    return [](ExperimentOptions& options, const std::string& text) -> Result<void> {
        const auto law = replay::workLawFromString(text);
        if (!law)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("--work {}: allowed are {}", text, replay::allowedWorkLaws()));
        options.work = *law;
        return {};
    };
}

Take takeFlag(bool ExperimentOptions::*member)
{
    return [=](ExperimentOptions& options, const std::string&) -> Result<void> {
        options.*member = true;
        return {};
    };
}

const std::vector<Row>& rows()
{
    using Options = ExperimentOptions;
    static const std::vector<Row> table{
        {"--out", "DIR", "where the results go", takeText(&Options::outPath)},
        {"--traces", "DIR", "every trace in this folder (default: one that is made up)",
         takeText(&Options::tracesPath)},
        {"--seeds", "N", "of the report (default: 20, quick: 3)",
         takeNumber<std::size_t>("--seeds", &Options::seeds, 2, kMostSeeds)},
        {"--quick", "", "a tenth of the time, 2 scenarios, 3 faults, 6 configurations: for a look",
         takeFlag(&Options::quick)},
        {"--rehearsal", "", "report on the minutes that are tuned on, untuned, with adaptive's ablations",
         takeFlag(&Options::rehearsal)},
        {"--sensitivity", "",
         "where each policy wins: calm, fault none and K6, at points all over the system's parameters",
         takeFlag(&Options::sensitivity)},
        {"--points", "N", "of these (default: 30)",
         takeNumber<std::size_t>("--points", &Options::points, 2, kMostPoints)},
        {"--seed", "N", "by which the points lie (default: 1)",
         takeNumber<std::uint64_t>("--seed", &Options::pointSeed, 0, UINT64_MAX)},
        {"--resume", "", "go on with what a run that was stopped left in --out: same options, same traces",
         takeFlag(&Options::resume)},
        {"--trace", "NAME,…", "only traces whose name begins so", takeNames(&Options::traces)},
        {"--scenario", "NAME,…", "only these: calm, 1.5x, 2x, 3x, step", takeNames(&Options::scenarios)},
        {"--fault", "NAME,…", "only faults whose name begins so: none, K1 … K9", takeNames(&Options::faults)},
        {"--applications", "N", "of a trace with several (default: 10)",
         takeNumber<std::size_t>("--applications", &Options::applications, 1, 1'000)},
        {"--share", "X", "of each piece's time that is used, 0.1 … 1 (default: 1)",
         takeNumber<double>("--share", &Options::share, 0.1, 1)},
        {"--work", "LAW", "what work follows: by_size (default), independent, against_size", takeWorkLaw()},
        {"--slots", "X", "requests in flight at a backend for each of its workers (default: 2)",
         takeNumber<double>("--slots", &Options::slotsPerWorker, 0.25, 100)},
        {"--threads", "N", "1 … 256 (default: one per processor)",
         takeNumber<unsigned>("--threads", &Options::threads, 1, 256)},
        {"--help", "", "print this", takeFlag(&Options::showHelp)},
    };
    return table;
}

} // namespace

Result<ExperimentOptions> parseExperimentOptions(const std::vector<std::string>& arguments)
{
    ExperimentOptions options;
    if (auto taken = takeArguments(rows(), arguments, "straightline experiment", options); !taken)
        return tl::make_unexpected(taken.error());
    if (!options.showHelp && options.outPath.empty())
        return failure(ErrorCode::InvalidArgument, "needed is --out DIR");
    const ExperimentOptions defaults;
    if (!options.sensitivity && (options.points != defaults.points || options.pointSeed != defaults.pointSeed))
        return failure(ErrorCode::InvalidArgument, "--points and --seed go with --sensitivity");
    return options;
}

Result<replay::ExperimentPlan> planOf(const ExperimentOptions& options)
{
    replay::ExperimentPlan plan = options.quick ? replay::quickPlan(options.seeds > 0 ? options.seeds : 3)
                                                : replay::fullPlan(options.seeds > 0 ? options.seeds : 20);
    plan.slotsPerWorker = options.slotsPerWorker;
    plan.share = options.share;
    plan.work = options.work;
    if (options.rehearsal)
        makeRehearsal(plan);
    const auto orElse = [&](const std::vector<std::string>& named, const std::vector<std::string>& study) {
        return named.empty() && options.sensitivity ? study : named;
    };
    if (auto kept = keepNamed(plan.scenarios, orElse(options.scenarios, {"calm"}), "--scenario"); !kept)
        return tl::make_unexpected(kept.error());
    if (auto kept = keepNamed(plan.faults,
                              orElse(options.faults, options.quick ? std::vector<std::string>{"none"}
                                                                   : std::vector<std::string>{"none", "K6"}),
                              "--fault");
        !kept)
        return tl::make_unexpected(kept.error());
    return plan;
}

std::string experimentUsage()
{
    std::string text =
        "Usage: straightline experiment --out DIR [--traces DIR] [OPTIONS]\n"
        "       straightline experiment --sensitivity [--points 30] [--seed N] --out DIR [--traces DIR] [OPTIONS]\n\n"
        "Compares all placement policies on simulated backends: every trace, load and fault, each policy\n"
        "with the same tuning budget, the same requests and the same luck (EXPERIMENT.md).\n\n";
    return text + describe(rows());
}

} // namespace straightline::app
