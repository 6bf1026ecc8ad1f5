// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelsite.h"

namespace straightline::replay::kernel
{

inline constexpr std::int64_t kPauseNanos = 500'000'000;
inline constexpr std::uint32_t kPauses = 20;

struct Answers {
    std::uint64_t count = 0;
    std::uint64_t micros = 0;
};

/// What is known of one backend; all zero at the beginning.
struct Past {
    Answers present;         ///< since the latest review
    Answers pauses[kPauses]; // NOLINT(modernize-avoid-c-arrays)
    double usualMicros = 0.0;
    double recentMicros = 0.0;
    double leastMicros = 0.0;
    std::uint64_t recentAnswers = 0;
};

} // namespace straightline::replay::kernel
