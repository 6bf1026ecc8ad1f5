// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/pairedcomparison.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/placement/pick.h"
#include "engine/replay/normal.h"
#include "engine/replay/philox.h"

namespace straightline::replay
{

namespace
{

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Of the mean, by the jackknife: how its spread changes with itself.
double accelerationOf(std::span<const double> values)
{
    const double mean = meanOf(values);
    double squares = 0.0;
    double cubes = 0.0;
    for (const double each : values) {
        const double left = each - mean; // in proportion to mean − mean without it, negated
        squares += left * left;
        cubes += left * left * left;
    }
    return squares > 0 ? cubes / (6.0 * std::pow(squares, 1.5)) : 0.0;
}

std::vector<double> resampledMeans(std::span<const double> values, std::uint64_t seed, std::size_t resamples)
{
    std::vector<double> means(resamples);
    const auto count = static_cast<std::uint32_t>(values.size());
    for (std::size_t i = 0; i < resamples; ++i) {
        double sum = 0.0;
        for (std::uint32_t j = 0; j < count; ++j)
            sum +=
                values[placement::below(count, static_cast<std::uint32_t>(randomWord(seed, i, Purpose::Bootstrap, j)))];
        means[i] = sum / count;
    }
    std::sort(means.begin(), means.end());
    return means;
}

} // namespace

Interval meanDifference(std::span<const double> differences, std::uint64_t seed, std::size_t resamples)
{
    if (differences.empty())
        return {};
    const double mean = meanOf(differences);
    if (std::all_of(differences.begin(), differences.end(), [&](double each) { return each == differences[0]; }))
        return {mean, mean, mean};
    const std::vector<double> means = resampledMeans(differences, seed, resamples);
    const auto below = static_cast<double>(std::lower_bound(means.begin(), means.end(), mean) - means.begin());
    const auto upTo = static_cast<double>(std::upper_bound(means.begin(), means.end(), mean) - means.begin());
    const auto count = static_cast<double>(resamples);
    const double bias = normalQuantile(std::clamp((below + upTo) / 2 / count, 0.5 / count, 1 - 0.5 / count));
    const double acceleration = accelerationOf(differences);
    const auto at = [&](double share) {
        const double z = bias + normalQuantile(share);
        const double adjusted = normalDistribution(bias + z / (1 - acceleration * z));
        return means[static_cast<std::size_t>(std::clamp(adjusted, 0.0, 1.0) * (count - 1) + 0.5)];
    };
    return {mean, at(0.025), at(0.975)};
}

double signFlipProbability(std::span<const double> differences, std::uint64_t seed, std::size_t flips)
{
    if (differences.empty())
        return 1.0;
    const double seen = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
    std::size_t asFar = 1; // what was seen
    for (std::size_t i = 0; i < flips; ++i) {
        double sum = 0.0;
        std::uint64_t bits = 0;
        for (std::size_t j = 0; j < differences.size(); ++j, bits >>= 1U) {
            if (j % 64 == 0)
                bits = randomWord(seed, i, Purpose::Bootstrap, static_cast<std::uint32_t>(j / 64 + 0x10000));
            sum += (bits & 1U) != 0 ? differences[j] : -differences[j];
        }
        asFar += std::abs(sum) >= seen * (1 - 1e-12) ? 1 : 0;
    }
    return static_cast<double>(asFar) / static_cast<double>(flips + 1);
}

std::vector<double> holm(std::span<const double> probabilities)
{
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return probabilities[a] < probabilities[b]; });
    std::vector<double> adjusted(probabilities.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double times = static_cast<double>(order.size() - i) * probabilities[order[i]];
        largest = std::max(largest, std::min(times, 1.0));
        adjusted[order[i]] = largest;
    }
    return adjusted;
}

} // namespace straightline::replay
