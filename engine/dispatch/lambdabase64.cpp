// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/lambdabase64.h"

#include <array>
#include <cstdint>

namespace straightline::dispatch
{
namespace
{

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t kBad = 0x80000000U;

/// The two characters of each 12-bit value.
constexpr auto kPairs = [] {
    std::array<std::array<char, 2>, 4096> pairs{};
    for (std::size_t value = 0; value < pairs.size(); ++value)
        pairs[value] = {kAlphabet[value >> 6], kAlphabet[value & 63]};
    return pairs;
}();

constexpr auto kValues = [] {
    std::array<std::uint32_t, 256> values{};
    values.fill(kBad);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
        values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint32_t>(i);
    return values;
}();

std::uint32_t valueOf(char character)
{
    return kValues[static_cast<unsigned char>(character)];
}

std::uint32_t byteOf(char character)
{
    return static_cast<unsigned char>(character);
}

} // namespace

void appendBase64(std::string& out, std::string_view bytes)
{
    const std::size_t start = out.size();
    out.resize(start + (bytes.size() + 2) / 3 * 4);
    char* to = out.data() + start;
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3, to += 4) {
        const std::uint32_t three = byteOf(bytes[i]) << 16 | byteOf(bytes[i + 1]) << 8 | byteOf(bytes[i + 2]);
        const auto& high = kPairs[three >> 12];
        const auto& low = kPairs[three & 4095];
        to[0] = high[0];
        to[1] = high[1];
        to[2] = low[0];
        to[3] = low[1];
    }
    const std::size_t left = bytes.size() - i;
    if (left == 0)
        return;
    const std::uint32_t rest = byteOf(bytes[i]) << 16 | (left == 2 ? byteOf(bytes[i + 1]) << 8 : 0U);
    to[0] = kAlphabet[rest >> 18];
    to[1] = kAlphabet[rest >> 12 & 63];
    to[2] = left == 2 ? kAlphabet[rest >> 6 & 63] : '=';
    to[3] = '=';
}

std::optional<std::string> decodeBase64(std::string_view text)
{
    if (text.ends_with("==") && text.size() % 4 == 0)
        text.remove_suffix(2);
    else if (text.ends_with('=') && text.size() % 4 == 0)
        text.remove_suffix(1);
    const std::size_t left = text.size() % 4;
    if (left == 1)
        return std::nullopt;
    std::string bytes(text.size() / 4 * 3 + (left == 0 ? 0 : left - 1), '\0');
    char* to = bytes.data();
    std::uint32_t seen = 0;
    std::size_t i = 0;
    for (; i + 4 <= text.size(); i += 4, to += 3) {
        const std::uint32_t a = valueOf(text[i]);
        const std::uint32_t b = valueOf(text[i + 1]);
        const std::uint32_t c = valueOf(text[i + 2]);
        const std::uint32_t d = valueOf(text[i + 3]);
        seen |= a | b | c | d;
        const std::uint32_t three = a << 18 | b << 12 | c << 6 | d;
        to[0] = static_cast<char>(three >> 16);
        to[1] = static_cast<char>(three >> 8);
        to[2] = static_cast<char>(three);
    }
    if (left != 0) {
        const std::uint32_t a = valueOf(text[i]);
        const std::uint32_t b = valueOf(text[i + 1]);
        const std::uint32_t c = left == 3 ? valueOf(text[i + 2]) : 0;
        seen |= a | b | c;
        to[0] = static_cast<char>(a << 2 | b >> 4);
        if (left == 3)
            to[1] = static_cast<char>(b << 4 | c >> 2);
    }
    if ((seen & kBad) != 0)
        return std::nullopt;
    return bytes;
}

} // namespace straightline::dispatch
