// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate/calibrateoptions.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "app/optiontable.h"
#include "engine/backends/httpurl.h"

namespace straightline::app
{
namespace
{

using Row = OptionRow<CalibrateOptions>;

template <std::string CalibrateOptions::*Member>
Result<void> takeText(CalibrateOptions& options, const std::string& text)
{
    options.*Member = text;
    return {};
}

template <bool CalibrateOptions::*Member>
Result<void> takeSwitch(CalibrateOptions& options, const std::string&)
{
    options.*Member = true;
    return {};
}

std::string optionOf(const CalibrationField& field)
{
    std::string name = "--" + std::string(field.name);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

Result<void> setField(CalibrationLimits& limits, const CalibrationField& field, const std::string& text)
{
    double number = std::nan("");
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || rest != end || !(number >= field.least && number <= field.most)
        || (field.whole && number != std::floor(number)))
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} {}: allowed is {} {} … {}", optionOf(field), text,
                                   field.whole ? "a whole number" : "a number", field.least, field.most));
    field.set(limits, number);
    return {};
}

std::vector<Row> makeRows()
{
    std::vector<Row> rows{
        {"--site", "site.toml", "the application and its http backends, which are measured without an engine",
         takeText<&CalibrateOptions::sitePath>},
        {"--control", "HOST:PORT",
         "management address of a running engine, which measures functions and containers too",
         takeText<&CalibrateOptions::control>},
        {"--control-token-file", "FILE", "the bearer token of that engine, when it asks for one",
         takeText<&CalibrateOptions::controlTokenFile>},
        {"--application", "NAME", "when there are several", takeText<&CalibrateOptions::application>},
        {"--sample", "FILE", "a body to send, made longer as needed (default: zeros)",
         takeText<&CalibrateOptions::samplePath>},
        {"--content-type", "TYPE", "of the sample (default: application/json)",
         takeText<&CalibrateOptions::contentType>},
        {"--path", "PATH", "to POST to (default: /v2/models/{application}/infer)", takeText<&CalibrateOptions::path>},
    };
    const CalibrationLimits usual;
    for (const CalibrationField& each : calibrationFields())
        rows.push_back({optionOf(each), "N", fmt::format("{} (default: {})", each.about, each.get(usual)),
                        [&each](CalibrateOptions& options, const std::string& text) {
                            return setField(options.limits, each, text);
                        }});
    rows.push_back(
        {"--yes", "", "consent: without it, only what would be sent is said", takeSwitch<&CalibrateOptions::consent>});
    rows.push_back({"--json", "", "the result as JSON", takeSwitch<&CalibrateOptions::json>});
    rows.push_back({"--help", "", "print this", takeSwitch<&CalibrateOptions::showHelp>});
    return rows;
}

const std::vector<Row>& rows()
{
    static const std::vector<Row> table = makeRows();
    return table;
}

bool isAddress(const std::string& text)
{
    const Result<backends::HttpUrl> url = backends::parseHttpUrl("http://" + text);
    return url && url->port > 0 && text.ends_with(fmt::format(":{}", url->port));
}

Result<void> checkTogether(const CalibrateOptions& options)
{
    if (options.sitePath.empty() == options.control.empty())
        return failure(ErrorCode::InvalidArgument, "needed is either --site site.toml or --control HOST:PORT");
    if (!options.control.empty() && !isAddress(options.control))
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("--control {}: allowed is HOST:PORT with PORT 1 … 65535", options.control));
    if (!options.controlTokenFile.empty() && options.control.empty())
        return failure(ErrorCode::InvalidArgument, "--control-token-file needs --control HOST:PORT");
    if (!options.contentType.empty() && options.samplePath.empty())
        return failure(ErrorCode::InvalidArgument, "--content-type needs --sample FILE");
    if (!options.path.empty() && !options.path.starts_with('/'))
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("--path {}: allowed is a path that begins with /", options.path));
    if (options.path.find_first_of("\r\n ") != std::string::npos
        || options.contentType.find_first_of("\r\n") != std::string::npos)
        return failure(ErrorCode::InvalidArgument,
                       "allowed are a --path without blanks and a --content-type, each on one line");
    return validate(options.limits);
}

} // namespace

Result<CalibrateOptions> parseCalibrateOptions(const std::vector<std::string>& arguments)
{
    CalibrateOptions options;
    if (auto taken = takeArguments(rows(), arguments, "straightline calibrate", options); !taken)
        return tl::make_unexpected(taken.error());
    if (!options.showHelp) {
        if (auto fits = checkTogether(options); !fits)
            return tl::make_unexpected(fits.error());
    }
    return options;
}

std::string calibrateUsage()
{
    std::string text = "Usage: straightline calibrate --site site.toml [--application NAME] --yes [OPTIONS]\n"
                       "       straightline calibrate --control HOST:PORT [--application NAME] --yes [OPTIONS]\n\n"
                       "Sends requests to live backends, at more and more a second and larger and larger, to locate F "
                       "and D: itself to\nthe http backends of a site, or through a running engine, to its containers "
                       "and functions too. Cold starts of\nfunctions are counted apart. Nothing is sent without "
                       "--yes.\n\n";
    return text + describe(rows());
}

} // namespace straightline::app
