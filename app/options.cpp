// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include <fmt/format.h>

#include "app/optiontable.h"

namespace straightline::app
{
namespace
{

using Row = OptionRow<Options>;

Result<void> takeAddress(std::string& target, std::string_view option, const std::string& text)
{
    const auto colon = text.rfind(':');
    unsigned port = 65'536;
    if (colon != std::string::npos && colon > 0) {
        const char* first = text.data() + colon + 1;
        const char* last = text.data() + text.size();
        const auto [end, error] = std::from_chars(first, last, port);
        if (error != std::errc() || end != last)
            port = 65'536;
    }
    if (port > 65'535)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} {}: allowed is HOST:PORT with PORT 0 … 65535", option, text));
    target = text;
    return {};
}

Result<void> takeThreads(Options& options, const std::string& text)
{
    std::uint32_t threads = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), threads);
    if (error != std::errc() || end != text.data() + text.size() || threads < 1 || threads > 64)
        return failure(ErrorCode::InvalidArgument, fmt::format("--threads {}: allowed is 1 … 64", text));
    options.threads = threads;
    return {};
}

Result<void> takeLogLevel(Options& options, const std::string& text)
{
    constexpr std::array<std::string_view, 5> kLevels{"debug", "info", "warning", "error", "off"};
    if (std::find(kLevels.begin(), kLevels.end(), text) == kLevels.end())
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("--log-level {}: allowed are debug, info, warning, error, off", text));
    options.logLevel = text;
    return {};
}

template <bool Options::*Member, bool Value = true>
Result<void> takeSwitch(Options& options, const std::string&)
{
    options.*Member = Value;
    return {};
}

template <std::string Options::*Member>
Result<void> takeText(Options& options, const std::string& text)
{
    options.*Member = text;
    return {};
}

const std::vector<Row>& rows()
{
    static const std::vector<Row> table{
        {"--headless", "", "no window: engine and management API only", takeSwitch<&Options::headless>},
        {"--config", "site.toml", "configuration for an empty state directory", takeText<&Options::configPath>},
        {"--state", "DIR", "state directory (default: the XDG data directory)", takeText<&Options::stateDir>},
        {"--listen", "HOST:PORT", "ingest address (default: as configured, 127.0.0.1:8080)",
         [](Options& options, const std::string& text) { return takeAddress(options.listen, "--listen", text); }},
        {"--control", "HOST:PORT", "management address (default: 127.0.0.1:8081)",
         [](Options& options, const std::string& text) { return takeAddress(options.control, "--control", text); }},
        {"--control-token-file", "FILE", "management calls must carry this bearer token",
         takeText<&Options::controlTokenFile>},
        {"--threads", "N", "gateway threads, 1 … 64 (default: as configured, 2)", takeThreads},
        {"--demo", "", "start the digits demo: Flask, container, function, and requests", takeSwitch<&Options::demo>},
        {"--no-demo-load", "", "with --demo: send no requests", takeSwitch<&Options::demoLoad, false>},
        {"--read-only", "", "refuse every change", takeSwitch<&Options::readOnly>},
        {"--log-level", "LEVEL", "debug, info, warning, error or off (default: info)", takeLogLevel},
        {"--version", "", "print the version", takeSwitch<&Options::showVersion>},
        {"--help", "", "print this", takeSwitch<&Options::showHelp>},
    };
    return table;
}

} // namespace

Result<Options> parseOptions(const std::vector<std::string>& arguments)
{
    Options options;
    if (auto taken = takeArguments(rows(), arguments, "straightline", options); !taken)
        return tl::make_unexpected(taken.error());
    return options;
}

std::string usage()
{
    std::string text = "Usage: straightline [OPTIONS]\n"
                       "       straightline replay --trace FILE.csv --site site.toml [OPTIONS]\n"
                       "       straightline experiment --out DIR [--traces DIR] [OPTIONS]\n"
                       "       straightline calibrate --site site.toml|--control HOST:PORT --yes [OPTIONS]\n\n";
    return text + describe(rows());
}

} // namespace straightline::app
