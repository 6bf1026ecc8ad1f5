// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/fault.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace straightline::replay
{

namespace
{

constexpr double kMostSeconds = 1e9;

struct KindRow {
    FaultKind kind;
    std::string_view name;
    double least; ///< of the amount; most = 0: it has none
    double most;
};
constexpr std::array<KindRow, 5> kKinds{{{FaultKind::Crash, "crash", 0, 0},
                                         {FaultKind::Slow, "slow", 1e-3, 1e6},
                                         {FaultKind::BlackHole, "black_hole", 0, 0},
                                         {FaultKind::Errors, "errors", 0, 1},
                                         {FaultKind::Throttle, "throttle", 0, 100'000}}};

std::vector<std::string_view> splitAtColons(std::string_view text)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t colon = text.find(':');
        parts.push_back(text.substr(0, colon));
        if (colon == std::string_view::npos)
            return parts;
        text.remove_prefix(colon + 1);
    }
}

std::optional<double> parseNumber(std::string_view text)
{
    double value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || rest != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace

std::string_view toString(FaultKind kind)
{
    return kKinds[static_cast<std::size_t>(kind)].name;
}

Result<Fault> parseFault(std::string_view text)
{
    const auto wrong = [&](std::string_view what) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("fault {}: {}; allowed are crash:BACKEND:FROM:TO, black_hole:BACKEND:FROM:TO, "
                                   "slow:BACKEND:FROM:TO:TIMES, errors:BACKEND:FROM:TO:SHARE and "
                                   "throttle:BACKEND:FROM:TO:COUNT, times in seconds, BACKEND a name or *",
                                   text, what));
    };
    const std::vector<std::string_view> parts = splitAtColons(text);
    const auto kind =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const KindRow& each) { return each.name == parts[0]; });
    if (kind == kKinds.end())
        return wrong("unknown kind");
    if (parts.size() != (kind->most > 0 ? 5U : 4U) || parts[1].empty())
        return wrong("wrong number of parts");
    const auto from = parseNumber(parts[2]);
    const auto to = parseNumber(parts[3]);
    if (!from || !to || *from < 0 || *to <= *from || *to > kMostSeconds)
        return wrong("TO must be later than FROM");
    Fault fault{.kind = kind->kind, .backend = std::string(parts[1]), .fromS = *from, .toS = *to};
    if (kind->most > 0) {
        const auto amount = parseNumber(parts[4]);
        if (!amount || *amount < kind->least || *amount > kind->most)
            return wrong(fmt::format("the last number must be {} … {}", kind->least, kind->most));
        fault.amount = *amount;
    }
    return fault;
}

} // namespace straightline::replay
