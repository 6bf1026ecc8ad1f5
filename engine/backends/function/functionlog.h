// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace straightline::backends
{

/// What the instances of one function backend wrote, line by line, the last megabyte of it. A value; no thread.
class FunctionLog
{
public:
    static constexpr std::size_t kKeptBytes = 1'048'576;
    static constexpr std::size_t kLongestLine = 8'192; ///< longer ones are broken

    void append(std::uint64_t instance, std::string_view bytes);
    void endInstance(std::uint64_t instance);                 ///< its unfinished line is finished
    std::vector<std::string> latest(std::size_t count) const; ///< oldest first, "[instance] text"
    std::string lastLineOf(std::uint64_t instance) const;     ///< its own text only

private:
    struct Line {
        std::uint64_t instance = 0;
        std::string text;
    };
    void add(std::uint64_t instance, std::string_view text);

    std::deque<Line> m_lines;
    std::size_t m_bytes = 0;
    std::unordered_map<std::uint64_t, std::string> m_unfinished;
};

} // namespace straightline::backends
