// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/worklaw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "engine/replay/philox.h"

namespace straightline::replay
{

namespace
{

constexpr std::array<std::string_view, 3> kNames{"by_size", "independent", "against_size"};
constexpr std::uint64_t kSeed = 20'261'128;
constexpr double kDrawnCv = 0.8;

double unit(std::uint64_t place, std::uint32_t use)
{
    return toUnit(randomWord(kSeed, place, Purpose::Spread, use));
}

/// Box and Muller 1958.
double drawnWork(std::uint64_t place)
{
    const double sigma = std::sqrt(std::log1p(kDrawnCv * kDrawnCv));
    const double normal = std::sqrt(-2.0 * std::log(unit(place, 0))) * std::cos(6.283185307179586 * unit(place, 1));
    return std::exp(sigma * normal - sigma * sigma / 2);
}

/// Fisher and Yates.
void shuffle(std::vector<double>& works, std::uint32_t application)
{
    for (std::size_t i = works.size(); i > 1; --i)
        std::swap(works[i - 1], works[static_cast<std::size_t>(unit(i, 2 + application) * static_cast<double>(i))]);
}

void deal(std::vector<TraceRow>& rows, std::uint32_t application, WorkLaw law)
{
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].application == application)
            own.push_back(i);
    }
    const bool has = std::any_of(own.begin(), own.end(), [&](std::size_t i) { return rows[i].work > 0; });
    std::vector<double> works;
    for (const std::size_t i : own)
        works.push_back(has ? rows[i].work : drawnWork(i));
    if (law == WorkLaw::AgainstSize) {
        std::sort(works.begin(), works.end(), std::greater<>());
        std::stable_sort(own.begin(), own.end(),
                         [&](std::size_t a, std::size_t b) { return rows[a].sizeBytes < rows[b].sizeBytes; });
    } else {
        shuffle(works, application);
    }
    for (std::size_t i = 0; i < own.size(); ++i)
        rows[own[i]].work = works[i];
}

} // namespace

std::string_view toString(WorkLaw value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < kNames.size() ? kNames[index] : std::string_view("?");
}

std::optional<WorkLaw> workLawFromString(std::string_view text)
{
    const auto* found = std::find(kNames.begin(), kNames.end(), text);
    if (found == kNames.end())
        return std::nullopt;
    return static_cast<WorkLaw>(found - kNames.begin());
}

std::string_view allowedWorkLaws()
{
    return "by_size, independent, against_size";
}

ExperimentTrace withWork(ExperimentTrace trace, WorkLaw law)
{
    if (law == WorkLaw::BySize)
        return trace;
    for (std::uint32_t i = 0; i < trace.applications.size(); ++i)
        deal(trace.rows, i, law);
    return trace;
}

} // namespace straightline::replay
