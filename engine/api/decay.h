// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace straightline
{

/// e^-age for age ≥ 0, within 1e-15 of its value. Of additions and multiplications alone, so that every processor and a
/// GPU gives the same bits, which the exp() of their libraries does not.
constexpr double leftAfter(double age)
{
    if (!(age < 745.0)) // less than the least double
        return 0.0;
    auto halvings = static_cast<std::uint32_t>(age * 1.4426950408889634 + 0.5);
    // ln 2 in two parts: any number of times the first is exact
    const double times = halvings;
    const double rest = (age - times * 0x1.62e42fee00000p-1) - times * 0x1.a39ef35793c76p-33; // in ±0.35
    const double z = rest * rest;
    const double even =
        1.0
        + z
              * (1.0 / 2
                 + z * (1.0 / 24 + z * (1.0 / 720 + z * (1.0 / 40'320 + z * (1.0 / 3'628'800 + z / 479'001'600)))));
    const double odd =
        1.0
        + z
              * (1.0 / 6
                 + z
                       * (1.0 / 120
                          + z * (1.0 / 5'040 + z * (1.0 / 362'880 + z * (1.0 / 39'916'800 + z / 6'227'020'800)))));
    double left = even - rest * odd;
    for (double share = 0.5; halvings > 0; halvings >>= 1U, share *= share) {
        if ((halvings & 1U) != 0)
            left *= share;
    }
    return left;
}

} // namespace straightline
