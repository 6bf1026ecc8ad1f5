// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/replayoptions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "app/optiontable.h"
#include "engine/api/ingredients.h"

namespace straightline::app
{
namespace
{

constexpr std::size_t kMostValues = 4'096;
constexpr std::size_t kMostSeeds = 1'000;

std::vector<std::string> splitAt(const std::string& text, char separator)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::optional<double> parseValue(const std::string& text)
{
    struct Unit {
        std::string_view name;
        double factor;
    };
    constexpr std::array<Unit, 7> kUnits{
        {{"", 1}, {"k", 1e3}, {"M", 1e6}, {"G", 1e9}, {"Ki", 1'024}, {"Mi", 1'048'576}, {"Gi", 1'073'741'824}}};
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || !std::isfinite(value) || value < 0)
        return std::nullopt;
    const std::string_view name(rest, static_cast<std::size_t>(end - rest));
    const auto unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& each) { return each.name == name; });
    if (unit == kUnits.end() || value * unit->factor > 9e18)
        return std::nullopt;
    return value * unit->factor;
}

std::optional<std::vector<double>> parseRange(const std::vector<std::string>& parts)
{
    const bool logarithmic = parts.size() == 4 && parts[3] == "log";
    if (parts.size() < 3 || parts.size() > 4 || (parts.size() == 4 && !logarithmic))
        return std::nullopt;
    const auto first = parseValue(parts[0]);
    const auto last = parseValue(parts[1]);
    const auto count = parseValue(parts[2]);
    if (!first || !last || !count || *last < *first || *count < 2 || *count > kMostValues
        || *count != std::floor(*count) || (logarithmic && *first <= 0))
        return std::nullopt;
    std::vector<double> values;
    for (int i = 0; i < static_cast<int>(*count); ++i) {
        const double share = i / (*count - 1);
        values.push_back(logarithmic ? *first * std::pow(*last / *first, share) : *first + (*last - *first) * share);
    }
    return values;
}

Result<std::vector<PolicyKind>> parsePolicies(const std::string& text)
{
    std::vector<PolicyKind> policies;
    for (const std::string& each : splitAt(text, ',')) {
        const auto policy = policyFromString(each);
        if (!policy) {
            std::string allowed;
            for (std::size_t i = 0; i < kPolicyCount; ++i)
                allowed += fmt::format("{}{}", i > 0 ? ", " : "", toString(static_cast<PolicyKind>(i)));
            return failure(ErrorCode::InvalidArgument, fmt::format("--policy {}: allowed are {}", each, allowed));
        }
        policies.push_back(*policy);
    }
    return policies;
}

Result<std::vector<std::uint64_t>> parseSeeds(const std::string& text)
{
    std::vector<std::uint64_t> seeds;
    for (const std::string& each : splitAt(text, ',')) {
        std::uint64_t seed = 0;
        const auto [rest, error] = std::from_chars(each.data(), each.data() + each.size(), seed);
        if (error != std::errc() || rest != each.data() + each.size() || seeds.size() == kMostSeeds)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("--seed {}: allowed are whole numbers from 0 on, at most {}", text, kMostSeeds));
        seeds.push_back(seed);
    }
    return seeds;
}

using Row = OptionRow<ReplayOptions>;

Result<void> takeFrequencies(ReplayOptions& options, const std::string& text)
{
    auto values = parseValues("--frequency-threshold", text);
    if (!values)
        return tl::make_unexpected(values.error());
    options.frequenciesHz = std::move(*values);
    return {};
}

Result<void> takeSizes(ReplayOptions& options, const std::string& text)
{
    const auto values = parseValues("--size-threshold", text);
    if (!values)
        return tl::make_unexpected(values.error());
    options.sizesBytes.clear();
    for (const double each : *values)
        options.sizesBytes.push_back(static_cast<std::uint64_t>(std::llround(each)));
    return {};
}

Result<void> takePolicies(ReplayOptions& options, const std::string& text)
{
    auto policies = parsePolicies(text);
    if (!policies)
        return tl::make_unexpected(policies.error());
    options.policies = std::move(*policies);
    return {};
}

Result<void> takeSeeds(ReplayOptions& options, const std::string& text)
{
    auto seeds = parseSeeds(text);
    if (!seeds)
        return tl::make_unexpected(seeds.error());
    options.seeds = std::move(*seeds);
    return {};
}

/// "guard,price,cold_start+slowness", "none" or "each".
Result<void> takeWithout(ReplayOptions& options, const std::string& text)
{
    for (const std::string& variant : splitAt(text, ',')) {
        if (variant == "none") {
            options.without.emplace_back();
        } else if (variant == "each") {
            for (std::size_t i = 0; i < kIngredientCount; ++i)
                options.without.push_back({std::string(toString(static_cast<Ingredient>(i)))});
        } else {
            const std::vector<std::string> words = splitAt(variant, '+');
            if (const auto known = ingredientsWithout(words); !known)
                return failure(ErrorCode::InvalidArgument,
                               fmt::format("--without {}: {}; also none, each, and several joined by +", text,
                                           known.error().detail));
            options.without.push_back(words);
        }
    }
    return {};
}

Result<void> takeTarget(ReplayOptions& options, const std::string& text)
{
    const auto value = parseValue(text);
    if (!value || *value <= 0 || *value > 86'400'000)
        return failure(ErrorCode::InvalidArgument, fmt::format("--slo-ms {}: allowed is up to 86400000", text));
    options.targetMs = *value;
    return {};
}

Result<void> takeNumber(double& into, std::string_view option, const std::string& text, double least, double most)
{
    const auto value = parseValue(text);
    if (!value || *value < least || *value > most)
        return failure(ErrorCode::InvalidArgument, fmt::format("{} {}: allowed is {} … {}", option, text, least, most));
    into = *value;
    return {};
}

Result<void> takeFaults(ReplayOptions& options, const std::string& text)
{
    for (const std::string& each : splitAt(text, ',')) {
        auto fault = replay::parseFault(each);
        if (!fault)
            return failure(ErrorCode::InvalidArgument, "--fault: " + fault.error().detail);
        options.faults.faults.push_back(std::move(*fault));
    }
    return {};
}

Result<void> takeGoal(ReplayOptions& options, const std::string& text)
{
    options.goal = replay::goalFromString(text);
    if (!options.goal)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("--tune {}: allowed are p95, failures, slo, cost", text));
    return {};
}

Result<void> takeThreads(ReplayOptions& options, const std::string& text)
{
    const auto value = parseValue(text);
    if (!value || *value < 1 || *value > 256 || *value != std::floor(*value))
        return failure(ErrorCode::InvalidArgument, fmt::format("--threads {}: allowed is 1 … 256", text));
    options.threads = static_cast<unsigned>(*value);
    return {};
}

Result<void> takeDevice(ReplayOptions& options, const std::string& text)
{
    if (text != "auto" && text != "cpu" && text != "cuda")
        return failure(ErrorCode::InvalidArgument, fmt::format("--device {}: allowed are auto, cpu, cuda", text));
    options.device = text == "cuda" ? DeviceChoice::Cuda : text == "cpu" ? DeviceChoice::Cpu : DeviceChoice::Auto;
    return {};
}

template <std::string ReplayOptions::*Member>
Result<void> takeText(ReplayOptions& options, const std::string& text)
{
    options.*Member = text;
    return {};
}

template <ReportFormat Format>
Result<void> takeFormat(ReplayOptions& options, const std::string&)
{
    options.format = Format;
    return {};
}

const std::vector<Row>& rows()
{
    static const std::vector<Row> table{
        {"--trace", "FILE.csv", "requests: arrival_s,application,body_bytes[,work], plain or gzip",
         takeText<&ReplayOptions::tracePath>},
        {"--site", "site.toml", "applications, backends and their models", takeText<&ReplayOptions::sitePath>},
        {"--recording", "FILE.jsonl.gz", "in place of both: recorded requests with their site; checks its decisions",
         takeText<&ReplayOptions::recordingPath>},
        {"--application", "NAME", "of a trace that does not say", takeText<&ReplayOptions::application>},
        {"--policy", "A,B,C", "policies to try (default: straightline)", takePolicies},
        {"--frequency-threshold", "F", "in requests/s: 20, or 5,20,80, or 5:100:16 (16 values from 5 to 100)",
         takeFrequencies},
        {"--size-threshold", "D", "in bytes: 256k, or 16k:8M:16:log (16 values, evenly in their logarithm)", takeSizes},
        {"--without", "A,B+C,…", "variants of adaptive with parts left out: none, each, guard, price+exploration …",
         takeWithout},
        {"--seed", "N,…", "of the random numbers (default: 1)", takeSeeds},
        {"--slo-ms", "MS", "response time that the service level asks for (default: 1000)", takeTarget},
        {"--slo-factor", "X", "or, when that is longer, X × the work at the quickest idle backend (default: 3)",
         [](ReplayOptions& options, const std::string& text) {
             return takeNumber(options.targetFactor, "--slo-factor", text, 0, 1'000);
         }},
        {"--load", "X", "arrivals X times as fast (default: 1)",
         [](ReplayOptions& options, const std::string& text) {
             return takeNumber(options.load, "--load", text, 0.001, 1'000);
         }},
        {"--fault", "KIND:BACKEND:FROM:TO[:X],…", "crash, slow, black_hole, errors or throttle, times in seconds",
         takeFaults},
        {"--stale-ms", "MS", "policies see the load as it was up to so long ago (default: 0)",
         [](ReplayOptions& options, const std::string& text) {
             double ms = 0;
             auto taken = takeNumber(ms, "--stale-ms", text, 0, 3'600'000);
             options.faults.staleNanos = std::llround(ms * 1e6);
             return taken;
         }},
        {"--tune", "GOAL", "find F and D for p95, failures, slo or cost, and prove them on the rest", takeGoal},
        {"--check", "", "of a recording: fit the models to its first part and compare what they predict with the rest",
         [](ReplayOptions& options, const std::string&) -> Result<void> {
             options.checksModels = true;
             return {};
         }},
        {"--split", "SHARE", "of the time that is tuned on, or fitted to (default: 0.6)",
         [](ReplayOptions& options, const std::string& text) {
             return takeNumber(options.split, "--split", text, 0.1, 0.9);
         }},
        {"--threads", "N", "1 … 256 (default: one per processor)", takeThreads},
        {"--device", "auto|cpu|cuda",
         "what simulates: cuda is an NVIDIA GPU, for policies that do not predict, without faults", takeDevice},
        {"--json", "", "results as JSON", takeFormat<ReportFormat::Json>},
        {"--csv", "", "results as CSV", takeFormat<ReportFormat::Csv>},
        {"--help", "", "print this",
         [](ReplayOptions& options, const std::string&) -> Result<void> {
             options.showHelp = true;
             return {};
         }},
    };
    return table;
}

/// What may be asked for together.
Result<void> checkTogether(const ReplayOptions& options)
{
    const bool recorded = !options.recordingPath.empty();
    if (recorded ? !options.tracePath.empty() || !options.sitePath.empty()
                 : options.tracePath.empty() || options.sitePath.empty())
        return failure(ErrorCode::InvalidArgument,
                       "needed are --trace FILE.csv and --site site.toml, or --recording FILE.jsonl.gz alone");
    if (recorded && options.goal)
        return failure(ErrorCode::InvalidArgument, "--tune needs --trace and --site, not --recording");
    const bool asksMore = options.goal || !options.policies.empty() || !options.frequenciesHz.empty()
                          || !options.sizesBytes.empty() || !options.without.empty() || !options.faults.faults.empty();
    if (options.checksModels && (!recorded || asksMore))
        return failure(ErrorCode::InvalidArgument,
                       "--check needs --recording, and predicts what happened: leave out --policy, thresholds, "
                       "--without, --fault and --tune");
    const bool givesThresholds = !options.frequenciesHz.empty() || !options.sizesBytes.empty();
    if (options.goal && (givesThresholds || !options.policies.empty() || options.seeds.size() > 1))
        return failure(ErrorCode::InvalidArgument,
                       "--tune finds the thresholds of straightline with one seed: leave out --policy, "
                       "--frequency-threshold, --size-threshold and further seeds");
    return {};
}

} // namespace

Result<std::vector<double>> parseValues(const std::string& option, const std::string& text)
{
    if (text.find(':') != std::string::npos) {
        if (auto range = parseRange(splitAt(text, ':')))
            return std::move(*range);
    } else {
        std::vector<double> values;
        for (const std::string& each : splitAt(text, ',')) {
            if (const auto value = parseValue(each))
                values.push_back(*value);
            else
                break;
        }
        if (values.size() == splitAt(text, ',').size() && values.size() <= kMostValues)
            return values;
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("{} {}: allowed are 20, 5,20,80, 5:100:16 or 16k:8M:16:log, at most {} values from 0 on",
                               option, text, kMostValues));
}

Result<ReplayOptions> parseReplayOptions(const std::vector<std::string>& arguments)
{
    ReplayOptions options;
    if (auto taken = takeArguments(rows(), arguments, "straightline replay", options); !taken)
        return tl::make_unexpected(taken.error());
    if (options.showHelp)
        return options;
    if (auto fits = checkTogether(options); !fits)
        return tl::make_unexpected(fits.error());
    if (options.policies.empty())
        options.policies = {PolicyKind::Straightline};
    return options;
}

std::string replayUsage()
{
    std::string text = "Usage: straightline replay --trace FILE.csv --site site.toml [OPTIONS]\n"
                       "       straightline replay --recording FILE.jsonl.gz [OPTIONS]\n\n"
                       "Simulates the trace's requests on the site's backends, with the gateway's own decisions.\n\n";
    return text + describe(rows());
}

} // namespace straightline::app
