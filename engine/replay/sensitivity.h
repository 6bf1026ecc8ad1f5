// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/replay/experimentsystem.h"

// How far an experiment's outcome hangs on the system model: the same experiment at points all over its parameters'
// ranges.
namespace straightline::replay
{

inline constexpr std::size_t kSensitivityParameters = 8;

struct SensitivityParameter {
    std::string_view name;
    std::string_view meaning;
    double least;
    double most;
    bool logarithmic; ///< its scale: equal ratios are as likely; else equal differences
    double design;    ///< the value of the experiment itself
};

/// One system: a value for each parameter.
using SensitivityPoint = std::array<double, kSensitivityParameters>;

const std::array<SensitivityParameter, kSensitivityParameters>& sensitivityParameters();

/// A Latin hypercube (McKay, Beckman and Conover 1979): each parameter's range is cut into `count` pieces, as wide as
/// each other on its scale; each piece holds the value of one point, anywhere in it; which one is by chance. The same
/// for the same seed. Whole-numbered parameters are rounded.
std::vector<SensitivityPoint> latinHypercube(std::size_t count, std::uint64_t seed);

/// True when the value lies in the upper half of its parameter's range, on its scale.
bool isInUpperHalf(std::size_t parameter, double value);

/// The plan with the system of that point.
ExperimentPlan planAt(ExperimentPlan plan, const SensitivityPoint& point);

/// The trace with the sizes of that plan: × plan.system.sizeScale.
ExperimentTrace withSizes(ExperimentTrace trace, const ExperimentPlan& plan);

/// All points as text, a line each: what a hash is made of.
std::string describe(const std::vector<SensitivityPoint>& points);

} // namespace straightline::replay
