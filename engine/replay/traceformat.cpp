// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/traceformat.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "engine/replay/philox.h"

namespace straightline::replay
{

namespace
{

constexpr std::int64_t kMostNanos = INT64_C(4'000'000'000'000'000'000); // 127 years

constexpr std::array<TraceLayout, 4> kLayouts{{
    {TraceFormat::Own, "arrival_s", "application", "body_bytes", "work", ""},
    {TraceFormat::Azure, "TIMESTAMP", "", "ContextTokens", "GeneratedTokens",
     "Azure LLM trace: body_bytes = 4 × ContextTokens, work = GeneratedTokens / their mean"},
    {TraceFormat::Mooncake, "timestamp_ms", "", "input_length", "output_length",
     "Mooncake trace: body_bytes = 4 × input_length, work = output_length / their mean, "
     "each batch of 3 s spread over them"},
    {TraceFormat::ServeGen, "t_s", "", "body_bytes_raw_rgb", "output_tokens",
     "ServeGen trace: body_bytes = body_bytes_raw_rgb, work = output_tokens / their mean"},
}};
constexpr TraceLayout kFaro{TraceFormat::Faro,
                            "ts",
                            "",
                            "",
                            "",
                            "Faro trace: counts a minute, spread over it as a Poisson process; body_bytes = 0"};
constexpr std::int64_t kMinute = 60'000'000'000;

} // namespace

const TraceLayout* layoutOf(std::span<const std::string_view> cells)
{
    const auto has = [&](std::string_view name) {
        return name.empty() || std::find(cells.begin(), cells.end(), name) != cells.end();
    };
    const auto found = std::find_if(kLayouts.begin(), kLayouts.end(), [&](const TraceLayout& each) {
        return has(each.arrival) && has(each.size) && has(each.application);
    });
    return found == kLayouts.end() ? nullptr : &*found;
}

const TraceLayout& faroLayout()
{
    return kFaro;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    return text;
}

std::optional<std::int64_t> parseNanos(std::string_view text, std::int64_t unit)
{
    std::int64_t whole = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, whole);
    if (error != std::errc() || text.front() == '-' || whole > kMostNanos / unit)
        return std::nullopt;
    std::int64_t nanos = whole * unit;
    if (rest == end)
        return nanos;
    if (*rest != '.')
        return std::nullopt;
    std::int64_t place = unit;
    for (const char* each = rest + 1; each != end; ++each) {
        if (*each < '0' || *each > '9')
            return std::nullopt;
        place /= 10;
        nanos += place * (*each - '0');
    }
    return nanos;
}

std::optional<std::int64_t> parseWhole(std::string_view text)
{
    std::int64_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || rest != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> parseTimestamp(std::string_view text)
{
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto year = parseWhole(text.substr(0, 4));
    const auto month = parseWhole(text.substr(5, 2));
    const auto day = parseWhole(text.substr(8, 2));
    const auto hour = parseWhole(text.substr(11, 2));
    const auto minute = parseWhole(text.substr(14, 2));
    const auto second = parseNanos(text.substr(17), 1'000'000'000);
    if (!year || !month || !day || !hour || !minute || !second)
        return std::nullopt;
    const auto within = [](std::int64_t value, std::int64_t least, std::int64_t most) {
        return value >= least && value <= most;
    };
    if (!within(*year, 1970, 2199) || !within(*month, 1, 12) || !within(*day, 1, 31) || !within(*hour, 0, 23)
        || !within(*minute, 0, 59) || !within(*second, 0, 60'999'999'999))
        return std::nullopt;
    // Days since 1970 of the civil calendar (Hinnant, chrono-compatible low-level date algorithms).
    const std::int64_t y = *year - (*month <= 2 ? 1 : 0);
    const std::int64_t era = y / 400;
    const std::int64_t yearOfEra = y - era * 400;
    const std::int64_t dayOfYear = (153 * (*month + (*month > 2 ? -3 : 9)) + 2) / 5 + *day - 1;
    const std::int64_t days = era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
    return ((days * 24 + *hour) * 60 + *minute) * 60'000'000'000 + *second;
}

std::vector<std::int64_t> spreadOver(std::int64_t spanNanos, std::size_t count, std::uint64_t place)
{
    std::vector<std::int64_t> times(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double share = toUnit(randomWord(place, i, Purpose::Spread, 0));
        times[i] = static_cast<std::int64_t>(share * static_cast<double>(spanNanos));
    }
    std::sort(times.begin(), times.end());
    return times;
}

std::optional<std::vector<FaroRequest>> parseFaroMinute(std::string_view line)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("ts") || !json["ts"].is_number_unsigned() || !json.contains("counts")
        || !json["counts"].is_object() || json["ts"].get<std::uint64_t>() > kMostNanos / kMinute - 1)
        return std::nullopt;
    const auto minute = json["ts"].get<std::int64_t>();
    std::vector<FaroRequest> requests;
    std::uint32_t job = 0;
    for (const auto& [name, counts] : json["counts"].items()) {
        if (!counts.is_object())
            return std::nullopt;
        std::int64_t sum = 0;
        for (const auto& [kind, count] : counts.items()) {
            if (!count.is_number_unsigned() || count.get<std::uint64_t>() > kMostFaroRequests)
                return std::nullopt;
            sum += count.get<std::int64_t>();
        }
        if (sum + static_cast<std::int64_t>(requests.size()) > kMostFaroRequests)
            return std::nullopt;
        const auto place = static_cast<std::uint64_t>(minute) << 20U | job++;
        for (const std::int64_t at : spreadOver(kMinute, static_cast<std::size_t>(sum), place))
            requests.push_back({minute * kMinute + at, name});
    }
    std::stable_sort(requests.begin(), requests.end(),
                     [](const FaroRequest& a, const FaroRequest& b) { return a.arrivalNanos < b.arrivalNanos; });
    return requests;
}

} // namespace straightline::replay
