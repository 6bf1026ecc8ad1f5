// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

// Random numbers by place instead of by order: the word of (seed, request, purpose) is the same whoever asks, in
// whatever order, on whatever device. So policies meet the same luck, and a sweep can run in parallel.
namespace straightline::replay
{

/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11): four words for a counter of
/// four and a key of two.
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
    constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
    constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
    constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product0 = kMultiplier0 * counter[0];
        const std::uint64_t product1 = kMultiplier1 * counter[2];
        counter = {
            static_cast<std::uint32_t>(product1 >> 32U) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product1),
            static_cast<std::uint32_t>(product0 >> 32U) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product0)};
        key[0] += kWeyl0;
        key[1] += kWeyl1;
    }
    return counter;
}

/// What a random word is for; one number more for each backend.
enum class Purpose : std::uint32_t {
    Placement = 0,
    Service = 1,
    ColdStart = 2,
    Fault = 3,
    Bootstrap = 4,
    Spread = 5,
    Gateway = 6,
    Point = 7
};

constexpr std::uint64_t randomWord(std::uint64_t seed, std::uint64_t request, Purpose purpose, std::uint32_t backend)
{
    const auto words = philox({static_cast<std::uint32_t>(request), static_cast<std::uint32_t>(request >> 32U),
                               static_cast<std::uint32_t>(purpose), backend},
                              {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)});
    return std::uint64_t{words[1]} << 32U | words[0];
}

/// In (0, 1), never an end.
constexpr double toUnit(std::uint64_t word)
{
    return (static_cast<double>(word >> 12U) + 0.5) * 0x1p-52;
}

} // namespace straightline::replay
