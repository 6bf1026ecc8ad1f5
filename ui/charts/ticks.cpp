// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace straightline::ui
{
namespace
{

double niceStep(double rough)
{
    const double scale = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= factor * scale * 1.0000001)
            return factor * scale;
    }
    return 10.0 * scale;
}

} // namespace

std::vector<double> niceTicks(double low, double high, int wanted)
{
    std::vector<double> ticks;
    if (!(high > low) || wanted < 1)
        return ticks;
    const double step = niceStep((high - low) / wanted);
    for (double index = std::ceil(low / step - 1e-9); index * step <= high * (1.0 + 1e-9); index += 1.0)
        ticks.push_back(index * step);
    return ticks;
}

double niceTop(double high)
{
    if (!(high > 0.0))
        return 1.0;
    const double step = niceStep(high / 4.0);
    return std::ceil(high * 1.05 / step) * step;
}

std::int64_t timeTickStep(std::int64_t length, int wanted)
{
    constexpr std::array<std::int64_t, 16> kSteps{1'000,     2'000,     5'000,      10'000,    15'000,  30'000,
                                                  60'000,    120'000,   300'000,    600'000,   900'000, 1'800'000,
                                                  3'600'000, 7'200'000, 21'600'000, 86'400'000};
    const std::int64_t rough = length / std::max(1, wanted);
    const auto found = std::lower_bound(kSteps.begin(), kSteps.end(), rough);
    return found == kSteps.end() ? kSteps.back() : *found;
}

std::vector<std::int64_t> timeTicks(std::int64_t from, std::int64_t to, int wanted, std::int64_t offsetMillis)
{
    std::vector<std::int64_t> ticks;
    if (to <= from)
        return ticks;
    const std::int64_t step = timeTickStep(to - from, wanted);
    std::int64_t at = (from + offsetMillis) / step * step - offsetMillis;
    for (; at <= to; at += step) {
        if (at >= from)
            ticks.push_back(at);
    }
    return ticks;
}

} // namespace straightline::ui
