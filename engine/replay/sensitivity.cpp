// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/sensitivity.h"

#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "engine/replay/philox.h"

namespace straightline::replay
{

namespace
{

/// In the order of a point's values.
enum class Parameter : std::uint8_t { SpeedRatio, ColdStart, KeepAlive, Limit, DockerStart, Load, SizeScale, Noise };

double at(const SensitivityPoint& point, Parameter parameter)
{
    return point[static_cast<std::size_t>(parameter)];
}

/// `share` 0 … 1 of the way from the least to the most.
double valueAt(const SensitivityParameter& parameter, double share)
{
    if (parameter.logarithmic)
        return parameter.least * std::pow(parameter.most / parameter.least, share);
    return parameter.least + share * (parameter.most - parameter.least);
}

double shareOf(const SensitivityParameter& parameter, double value)
{
    if (parameter.logarithmic)
        return std::log(value / parameter.least) / std::log(parameter.most / parameter.least);
    return (value - parameter.least) / (parameter.most - parameter.least);
}

/// 0 … count − 1 in an order of chance (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint32_t which)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = count; left > 1; --left) {
        const double unit = toUnit(randomWord(seed, left - 1, Purpose::Point, which));
        std::swap(order[left - 1], order[static_cast<std::size_t>(unit * static_cast<double>(left))]);
    }
    return order;
}

} // namespace

const std::array<SensitivityParameter, kSensitivityParameters>& sensitivityParameters()
{
    static constexpr std::array<SensitivityParameter, kSensitivityParameters> kParameters{
        {{"speed_ratio", "the serverless backend's time for a unit of work / the local one's", 0.5, 3.0, true, 1.5},
         {"cold_start_s", "median of a serverless cold start, s", 0.3, 24.0, true, 1.2},
         {"keep_alive_s", "for which an idle serverless instance is kept, s", 60.0, 900.0, true, 300.0},
         {"serverless_limit", "requests at once at the serverless backend", 10.0, 1'000.0, true, 60.0},
         {"docker_start_s", "until Docker serves again after a crash, s", 2.0, 45.0, true, 8.0},
         {"load", "of what local, Docker and VM together can do", 0.3, 1.3, false, 0.4},
         {"size_scale", "times the trace's sizes", 0.1, 10.0, true, 1.0},
         {"noise_cv", "of the service times", 0.0, 1.0, false, 0.2}}};
    return kParameters;
}

std::vector<SensitivityPoint> latinHypercube(std::size_t count, std::uint64_t seed)
{
    std::vector<SensitivityPoint> points(count);
    for (std::uint32_t i = 0; i < kSensitivityParameters; ++i) {
        const std::vector<std::size_t> pieces = shuffled(count, seed, i);
        for (std::size_t n = 0; n < count; ++n) {
            const double within = toUnit(randomWord(seed, n, Purpose::Point, kSensitivityParameters + i));
            points[n][i] = valueAt(sensitivityParameters()[i],
                                   (static_cast<double>(pieces[n]) + within) / static_cast<double>(count));
            if (static_cast<Parameter>(i) == Parameter::Limit)
                points[n][i] = std::round(points[n][i]);
        }
    }
    return points;
}

bool isInUpperHalf(std::size_t parameter, double value)
{
    return shareOf(sensitivityParameters()[parameter], value) >= 0.5;
}

ExperimentPlan planAt(ExperimentPlan plan, const SensitivityPoint& point)
{
    plan.calmUtilisation = at(point, Parameter::Load);
    plan.system = {.serverlessSlowness = at(point, Parameter::SpeedRatio),
                   .coldStartS = at(point, Parameter::ColdStart),
                   .keepAliveS = at(point, Parameter::KeepAlive),
                   .serverlessLimit = static_cast<std::uint32_t>(at(point, Parameter::Limit)),
                   .dockerStartS = at(point, Parameter::DockerStart),
                   .noiseCv = at(point, Parameter::Noise),
                   .sizeScale = at(point, Parameter::SizeScale)};
    return plan;
}

ExperimentTrace withSizes(ExperimentTrace trace, const ExperimentPlan& plan)
{
    for (TraceRow& row : trace.rows)
        row.sizeBytes =
            static_cast<std::uint64_t>(std::llround(static_cast<double>(row.sizeBytes) * plan.system.sizeScale));
    return trace;
}

std::string describe(const std::vector<SensitivityPoint>& points)
{
    std::string text;
    for (const SensitivityPoint& point : points)
        text += fmt::format("point {}\n", fmt::join(point, " "));
    return text;
}

} // namespace straightline::replay
