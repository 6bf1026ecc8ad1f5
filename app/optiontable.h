// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "engine/api/result.h"

namespace straightline::app
{

/// One option of a command that fills in `Options`.
template <class Options>
struct OptionRow {
    std::string name;  ///< "--seeds"
    std::string value; ///< "N"; empty: it takes none
    std::string help;
    std::function<Result<void>(Options&, const std::string&)> take;
};

/// Takes "--name value" and "--name=value". The error says which argument is wrong, and names `command`'s --help.
template <class Options>
Result<void> takeArguments(const std::vector<OptionRow<Options>>& rows, const std::vector<std::string>& arguments,
                           std::string_view command, Options& options)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        const std::size_t equals = argument.find('=');
        const std::string name = argument.substr(0, equals);
        const auto row = std::ranges::find(rows, name, &OptionRow<Options>::name);
        if (row == rows.end())
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("unknown argument {}; see {} --help", argument, command));
        std::string value;
        if (row->value.empty() && equals != std::string::npos)
            return failure(ErrorCode::InvalidArgument, fmt::format("{} takes no value", name));
        if (!row->value.empty() && equals != std::string::npos)
            value = argument.substr(equals + 1);
        else if (!row->value.empty() && i + 1 < arguments.size())
            value = arguments[++i];
        if (!row->value.empty() && value.empty())
            return failure(ErrorCode::InvalidArgument, fmt::format("{} needs a value: {} {}", name, name, row->value));
        if (auto taken = row->take(options, value); !taken)
            return taken;
    }
    return {};
}

/// A line for each option.
template <class Options>
std::string describe(const std::vector<OptionRow<Options>>& rows)
{
    std::string text;
    for (const OptionRow<Options>& row : rows)
        text += fmt::format("  {:<32} {}\n", fmt::format("{} {}", row.name, row.value), row.help);
    return text;
}

} // namespace straightline::app
