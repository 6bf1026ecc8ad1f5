// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// What the fuzz targets have in common. Each target is one file that defines LLVMFuzzerTestOneInput; built with clang
// it is fuzzed, built with the compiler of the rest and replay.cpp it runs the corpus as an ordinary test.
namespace straightline::fuzz
{

/// A property that must hold for every input: says which one does not, and aborts where the fuzzer sees it.
inline void require(bool holds, const char* property)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", property);
    std::abort();
}

inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

/// Takes the first line off `text`, without its line end.
inline std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// Calls `feed(piece)` for `text` cut into pieces of 1 to 17 bytes, another cut for each `seed`, until it says false.
template <class Feed>
void inPieces(std::string_view text, std::uint32_t seed, Feed feed)
{
    while (!text.empty()) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        const std::string_view piece = text.substr(0, 1 + (seed >> 16) % 17);
        text.remove_prefix(piece.size());
        if (!feed(piece))
            return;
    }
}

} // namespace straightline::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
