// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/schedule.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>

namespace straightline::demo
{

namespace
{

constexpr std::string_view kHeader = "arrival_s,application,body_bytes";
constexpr std::string_view kHeaderWithWork = "arrival_s,application,body_bytes,work";
constexpr std::size_t kMaxBytes = std::size_t{1} << 30U;

template <typename T>
std::optional<T> numberOf(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> fieldsOf(std::string_view line)
{
    std::vector<std::string_view> fields;
    while (true) {
        const std::size_t comma = line.find(',');
        fields.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) {
            return fields;
        }
        line.remove_prefix(comma + 1);
    }
}

bool isName(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char character) {
        return std::isalnum(character) != 0 || character == '.' || character == '_' || character == '-';
    });
}

/// The arrival in a line, or what is wrong with it.
tl::expected<Arrival, std::string> arrivalOf(std::string_view line, std::size_t columns)
{
    const auto fields = fieldsOf(line);
    if (fields.size() != columns) {
        return tl::unexpected(std::to_string(columns) + " columns are needed, not " + std::to_string(fields.size()));
    }
    const auto seconds = numberOf<double>(fields[0]);
    if (!seconds || !std::isfinite(*seconds) || *seconds < 0) {
        return tl::unexpected("arrival_s '" + std::string(fields[0]) + "' is not a time in seconds");
    }
    if (!isName(fields[1])) {
        return tl::unexpected("application '" + std::string(fields[1]) + "' is not a name of letters, digits, . _ -");
    }
    const auto bytes = numberOf<std::size_t>(fields[2]);
    if (!bytes || *bytes > kMaxBytes) {
        return tl::unexpected("body_bytes '" + std::string(fields[2]) + "' is not a whole number up to "
                              + std::to_string(kMaxBytes));
    }
    if (columns == 4) {
        const auto work = numberOf<double>(fields[3]);
        if (!work || !std::isfinite(*work) || *work < 0) {
            return tl::unexpected("work '" + std::string(fields[3]) + "' is not a number");
        }
    }
    return Arrival{*seconds, std::string(fields[1]), *bytes};
}

} // namespace

Expected<std::vector<Arrival>> parseTrace(std::string_view text, const std::string& name)
{
    std::vector<Arrival> arrivals;
    std::size_t columns = 0;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        const std::string at = name + ":" + std::to_string(number) + ": ";
        if (columns == 0) {
            if (line != kHeader && line != kHeaderWithWork) {
                return failure(2, at + "the header must be " + std::string(kHeaderWithWork));
            }
            columns = line == kHeader ? 3 : 4;
            continue;
        }
        if (line.empty()) {
            continue;
        }
        auto arrival = arrivalOf(line, columns);
        if (!arrival) {
            return failure(2, at + arrival.error());
        }
        if (!arrivals.empty() && arrival->seconds < arrivals.back().seconds) {
            return failure(2, at + "arrival_s goes back in time");
        }
        arrivals.push_back(std::move(*arrival));
    }
    if (arrivals.empty()) {
        return failure(2, name + ": the trace has no requests");
    }
    return arrivals;
}

Expected<std::vector<Arrival>> readTrace(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return failure(2, "cannot read the trace " + path);
    }
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    return parseTrace(text, path);
}

Schedule Schedule::ofTrace(std::vector<Arrival> arrivals, double speed, bool loop)
{
    Schedule schedule;
    const double first = arrivals.front().seconds;
    const double span = arrivals.back().seconds - first;
    const double gaps = static_cast<double>(std::max<std::size_t>(arrivals.size() - 1, 1));
    for (Arrival& arrival : arrivals) {
        arrival.seconds -= first;
    }
    // One mean gap between the last request of a round and the first of the next.
    schedule.m_period = span > 0 ? span + span / gaps : 1.0;
    schedule.m_arrivals = std::move(arrivals);
    schedule.m_speed = speed;
    schedule.m_loop = loop;
    return schedule;
}

Schedule Schedule::constant(double perSecond, std::size_t bytes, const std::string& application)
{
    Schedule schedule;
    schedule.m_arrivals = {{0.0, application, bytes}};
    schedule.m_period = 1.0;
    schedule.m_speed = perSecond;
    schedule.m_loop = true;
    return schedule;
}

std::optional<Arrival> Schedule::next()
{
    if (m_index == m_arrivals.size()) {
        if (!m_loop) {
            return std::nullopt;
        }
        m_index = 0;
        ++m_round;
    }
    Arrival arrival = m_arrivals[m_index++];
    arrival.seconds = (arrival.seconds + static_cast<double>(m_round) * m_period) / m_speed;
    return arrival;
}

double Schedule::meanRate() const
{
    return static_cast<double>(m_arrivals.size()) / m_period * m_speed;
}

} // namespace straightline::demo
