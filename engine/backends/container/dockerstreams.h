// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace straightline::backends
{

/// Cuts a stream of JSON objects (pull progress, events; with or without line ends or record separators) into objects.
/// Pure; an object that is not JSON, or longer than 1 MiB, is dropped.
class JsonStream
{
public:
    std::vector<nlohmann::json> feed(std::string_view piece);

private:
    std::string m_object; ///< begun, not ended
    int m_depth = 0;
    bool m_inText = false;
    bool m_escaped = false;
    bool m_tooLong = false;
};

/// Adds up what `POST /images/create` reports. Errors arrive inside a 200 answer.
class PullTally
{
public:
    void take(const nlohmann::json& line);
    const std::string& error() const { return m_error; } ///< empty = none so far
    std::string text() const;                            ///< "pulling 34 of 80 MB"
    double progress() const;                             ///< 0 … 1; < 0 = cannot be told
    /// The text with the share and the speed since the pull began: "pulling 34 MB of 80 MB, 43 %, 17 MB/s".
    std::string text(std::chrono::milliseconds passed) const;

private:
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> m_layers; ///< id → done, total
    std::string m_status;
    std::string m_error;
};

/// The lines of a container's log as the engine sends it: frames of {1|2, 0, 0, 0, length BE32} when `multiplexed`, raw
/// when the container has a terminal. Lines of the two streams are kept apart; a frame cut short counts as far as it
/// came.
std::vector<std::string> logLines(std::string_view bytes, bool multiplexed);

/// "34 MB", three significant digits.
std::string bytesText(std::uint64_t bytes);

} // namespace straightline::backends
