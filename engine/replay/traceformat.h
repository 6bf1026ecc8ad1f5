// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What the known formats of traces look like, and how their cells are read.
namespace straightline::replay
{

enum class TraceFormat : std::uint8_t { Own, Azure, Mooncake, ServeGen, Faro };

/// The columns of a format; an empty name: it has none.
struct TraceLayout {
    TraceFormat format;
    std::string_view arrival;
    std::string_view application;
    std::string_view size;
    std::string_view work;
    std::string_view note;
};

/// Of a header line's cells; null when it is none that we know.
const TraceLayout* layoutOf(std::span<const std::string_view> cells);
/// Of JSON lines, which have no header.
const TraceLayout& faroLayout();

std::string_view trimmed(std::string_view text); ///< without blanks, line end and quotes around it
/// Decimal seconds (or, with `unit` in ns, other units) as whole ns, without a detour through floating point.
std::optional<std::int64_t> parseNanos(std::string_view text, std::int64_t unit);
std::optional<std::int64_t> parseWhole(std::string_view text);
/// "2023-11-16 18:15:46.6805900" in ns since 1970.
std::optional<std::int64_t> parseTimestamp(std::string_view text);

/// One request of a minute of the Faro trace.
struct FaroRequest {
    std::int64_t arrivalNanos = 0;
    std::string job;
};
inline constexpr std::int64_t kMostFaroRequests = 1'000'000; ///< a minute

/// {"ts": minute, "counts": {"job": {"…": n, …}, …}}: n requests of each job, spread over the minute as a Poisson
/// process of which n are known to have come, always in the same way. Nothing when it is no such line.
std::optional<std::vector<FaroRequest>> parseFaroMinute(std::string_view line);

/// `count` ascending times of [0, span), always the same for the same `place`.
std::vector<std::int64_t> spreadOver(std::int64_t spanNanos, std::size_t count, std::uint64_t place);

} // namespace straightline::replay
