// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/bootstrap.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "engine/placement/pick.h"
#include "engine/replay/philox.h"

namespace straightline::replay
{

Interval bootstrap(std::size_t blocks, const BlockStatistic& statistic, std::uint64_t seed, std::size_t resamples)
{
    std::vector<std::size_t> drawn(blocks);
    std::iota(drawn.begin(), drawn.end(), std::size_t{0});
    Interval interval{.estimate = statistic(drawn)};
    interval.low = interval.high = interval.estimate;
    std::vector<double> values(resamples);
    for (std::size_t i = 0; i < resamples; ++i) {
        for (std::size_t j = 0; j < blocks; ++j) {
            const std::uint64_t word = randomWord(seed, i, Purpose::Bootstrap, static_cast<std::uint32_t>(j));
            drawn[j] = placement::below(static_cast<std::uint32_t>(blocks), static_cast<std::uint32_t>(word));
        }
        values[i] = statistic(drawn);
    }
    if (values.empty())
        return interval;
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
    };
    interval.low = at(0.025);
    interval.high = at(0.975);
    return interval;
}

} // namespace straightline::replay
