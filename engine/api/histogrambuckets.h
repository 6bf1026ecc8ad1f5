// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// The buckets of Histogram, for those who count into a plain array of them: 64 to an octave, exact below 128. Plain
// arithmetic, so that a GPU can do it too.
namespace straightline::histogrambuckets
{

inline constexpr unsigned kSubBits = 6;
inline constexpr std::size_t kSubBuckets = std::size_t{1} << kSubBits;
inline constexpr unsigned kLargestBits = 41;
inline constexpr std::uint64_t kLargest = (std::uint64_t{1} << kLargestBits) - 1;
inline constexpr std::size_t kOctaves = kLargestBits - kSubBits + 1;
inline constexpr std::size_t kBuckets = kOctaves * kSubBuckets;

/// Of a value of so many significant bits, at most kLargestBits.
constexpr unsigned octaveOf(unsigned bits)
{
    return bits > kSubBits ? bits - kSubBits : 0;
}

/// `value` ≤ kLargest.
constexpr unsigned subBucketOf(std::uint64_t value, unsigned octave)
{
    const unsigned shift = octave > 0 ? octave - 1 : 0;
    return static_cast<unsigned>(value >> shift) & static_cast<unsigned>(kSubBuckets - 1);
}

} // namespace straightline::histogrambuckets
