// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelsite.h"

#if !defined(__CUDACC__)
#include <bit>
#endif

// Small arithmetic of the sweep kernel.
namespace straightline::replay::kernel
{

/// As isolation::waitestimate::observe().
STRAIGHTLINE_HOT void observe(std::uint32_t& average, std::int64_t sampleMicros, std::int64_t weight)
{
    const std::int64_t before = average;
    average = static_cast<std::uint32_t>(before == 0 ? sampleMicros : before + (sampleMicros - before) / weight);
}

STRAIGHTLINE_HOT std::uint32_t atMostAnHour(std::int64_t micros)
{
    constexpr std::int64_t kMost = 3'600'000'000;
    return static_cast<std::uint32_t>(micros > kMost ? kMost : micros);
}

/// An average's sample: within these bounds.
STRAIGHTLINE_HOT std::int64_t sampleOf(std::int64_t micros)
{
    return micros < 1 ? 1 : atMostAnHour(micros);
}

/// Significant bits.
STRAIGHTLINE_HOT unsigned bitsOf(std::uint64_t value)
{
#if defined(__CUDA_ARCH__)
    return 64U - static_cast<unsigned>(__clzll(static_cast<long long>(value)));
#elif defined(__CUDACC__)
    return value == 0 ? 0U : 64U - static_cast<unsigned>(__builtin_clzll(value)); // of C++17
#else
    return static_cast<unsigned>(std::bit_width(value));
#endif
}

} // namespace straightline::replay::kernel
