// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelpast.h"

// How backends are compared with their own past and with the others, as isolation::Outliers where no attempt fails: so
// only slowness can eject. Multiplications, divisions and additions of double alone, the same to the bit everywhere.
namespace straightline::replay::kernel
{

STRAIGHTLINE_HOST_DEVICE inline double meanMicros(const Answers& answers)
{
    return answers.count > 0 ? static_cast<double>(answers.micros) / static_cast<double>(answers.count) : 0.0;
}

/// Of the latest pauses, as few as hold five answers, but two at least.
STRAIGHTLINE_HOST_DEVICE inline void sumRecent(Past& past, std::uint32_t pause)
{
    constexpr std::uint64_t kRecentAnswers = 5;
    constexpr int kRecentPauses = 2;
    Answers recent;
    int pauses = 0;
    past.leastMicros = 0.0;
    for (std::uint32_t i = 0; i < kPauses && (recent.count < kRecentAnswers || pauses < kRecentPauses); ++i) {
        const Answers& each = past.pauses[(pause + kPauses - i) % kPauses];
        if (each.count == 0)
            continue;
        recent.count += each.count;
        recent.micros += each.micros;
        const double mean = meanMicros(each);
        past.leastMicros = pauses++ == 0 || mean < past.leastMicros ? mean : past.leastMicros;
    }
    past.recentAnswers = pauses >= kRecentPauses ? recent.count : 0;
    past.recentMicros = meanMicros(recent);
}

STRAIGHTLINE_HOST_DEVICE inline void endPause(Past& past, std::uint32_t pause)
{
    constexpr std::uint64_t kUsualAnswers = 20;
    past.pauses[pause] = past.present;
    past.present = Answers();
    sumRecent(past, pause);
    const Answers& latest = past.pauses[pause];
    if (past.usualMicros <= 0.0) {
        Answers window;
        for (const Answers& each : past.pauses) {
            window.count += each.count;
            window.micros += each.micros;
        }
        past.usualMicros = window.count >= kUsualAnswers ? meanMicros(window) : 0.0;
    } else if (latest.count > 0) {
        const bool far = past.recentMicros > 1.5 * past.usualMicros;
        past.usualMicros += (far ? 0.005 : 0.05) * (meanMicros(latest) - past.usualMicros);
    }
}

/// How many times slower than usual the others are now, together; 0 = not known.
STRAIGHTLINE_HOST_DEVICE inline double inflationOfOthers(const Past* pasts, std::uint32_t tier)
{
    double recent = 0.0;
    double usual = 0.0;
    for (std::uint32_t each = 0; each < kTiers; ++each) {
        const Past& past = pasts[each];
        if (each == tier || past.usualMicros <= 0.0 || past.recentAnswers == 0)
            continue;
        recent += past.recentMicros * static_cast<double>(past.recentAnswers);
        usual += past.usualMicros * static_cast<double>(past.recentAnswers);
    }
    return usual > 0.0 ? recent / usual : 0.0;
}

/// It is to be ejected.
STRAIGHTLINE_HOST_DEVICE inline bool isSlow(const Past* pasts, std::uint32_t tier, double factor)
{
    const Past& past = pasts[tier];
    if (past.usualMicros <= 0.0 || past.recentAnswers < 5 || past.leastMicros < factor * past.usualMicros
        || past.recentMicros < past.usualMicros + 5'000.0)
        return false;
    const double others = inflationOfOthers(pasts, tier);
    return others > 0.0 && past.recentMicros >= factor * past.usualMicros * (others > 1.0 ? others : 1.0);
}

} // namespace straightline::replay::kernel
