// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/calibration/study.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace straightline::calibration
{

namespace
{

constexpr double kNoise = 1.05; ///< a p95 of some tens of requests that is less above the other's is not worse
constexpr double kCloseEnough = 1.1;

std::string shown(CalibrationSweep sweep, double value)
{
    return sweep == CalibrationSweep::Rate ? fmt::format("{:.4g} requests/s", value)
                                           : fmt::format("{:.0f} bytes", value);
}

bool takes(const TierTargets& tier, std::uint64_t bytes)
{
    return tier.payloadLimitBytes == 0 || bytes <= tier.payloadLimitBytes;
}

double rounded(CalibrationSweep sweep, double value)
{
    return sweep == CalibrationSweep::Rate ? value : std::round(value);
}

} // namespace

Study::Study(const CalibrationLimits& limits, Targets targets, std::uint64_t rateBytes)
    : m_limits(limits)
    , m_targets(std::move(targets))
    , m_rateBytes(rateBytes)
    , m_rate{.sweep = CalibrationSweep::Rate,
             .subject = Tier::Local,
             .other = Tier::Serverless,
             .value = limits.leastPerSecond,
             .most = limits.mostPerSecond}
    , m_size{.sweep = CalibrationSweep::Size,
             .subject = Tier::Serverless,
             .other = Tier::Container,
             .value = static_cast<double>(limits.leastBytes),
             .most = static_cast<double>(limits.mostBytes)}
{
    beginSearches();
}

void Study::beginSearches()
{
    if (!targets(Tier::Local).reachable)
        endWith(m_rate, "the local tier cannot be measured: " + targets(Tier::Local).why);
    else if (!takes(targets(Tier::Local), m_rateBytes))
        endWith(m_rate, fmt::format("the {} tier takes no more than {} bytes", toString(Tier::Local),
                                    targets(Tier::Local).payloadLimitBytes));
    for (const Tier tier : {Tier::Serverless, Tier::Container}) {
        if (!targets(tier).reachable && !m_size.done)
            endWith(m_size, fmt::format("the {} tier cannot be measured: {}", toString(tier), targets(tier).why));
    }
}

Study::Search* Study::current()
{
    return !m_rate.done ? &m_rate : !m_size.done ? &m_size : nullptr;
}

std::optional<Step> Study::next()
{
    while (Search* search = current()) {
        if (search->sweep == CalibrationSweep::Size && !search->here && passesPayloadLimit(*search))
            continue;
        const Step step = stepOf(*search);
        const std::string limit = limitReachedBy(step);
        if (limit.empty())
            return step;
        if (search->bad > 0.0 && search->good > 0.0)
            conclude(*search, limit + " before it was narrowed down");
        else
            endWith(*search, limit + " first");
    }
    return std::nullopt;
}

std::string Study::limitReachedBy(const Step& step) const
{
    if (m_sent + step.requests > m_limits.mostRequests)
        return fmt::format("the limit of {} requests was reached", m_limits.mostRequests);
    const double seconds = step.requests * std::chrono::duration<double>(m_limits.latencyBound).count();
    if (const double price = targets(step.tier).usdPerSecond;
        price > 0.0 && m_spentUsd + seconds * price > m_limits.mostUsd)
        return fmt::format("the limit of {:g} USD was reached", m_limits.mostUsd);
    return {};
}

/// What takes no such body is no better.
bool Study::isCompared(const Search& search) const
{
    const bool isRate = search.sweep == CalibrationSweep::Rate;
    const TierTargets& other = targets(search.other);
    return other.reachable && takes(other, isRate ? m_rateBytes : static_cast<std::uint64_t>(search.value));
}

Step Study::stepOf(const Search& search) const
{
    const bool isRate = search.sweep == CalibrationSweep::Rate;
    const double perSecond = isRate ? search.value : m_limits.leastPerSecond;
    return {.sweep = search.sweep,
            .tier = search.here ? search.other : search.subject,
            .perSecond = perSecond,
            .sizeBytes = isRate ? m_rateBytes : static_cast<std::uint64_t>(search.value),
            .requests = stepRequests(m_limits, perSecond)};
}

/// Sizes just at the limit are measured, larger ones are refused for certain. True: nothing is to be measured now.
bool Study::passesPayloadLimit(Search& search)
{
    const auto limit = static_cast<double>(targets(search.subject).payloadLimitBytes);
    if (limit <= 0.0 || search.value <= limit)
        return false;
    if (limit < static_cast<double>(m_limits.leastBytes)) {
        endWith(search, fmt::format("no size that is swept is within the {} tier's payload limit of {:.0f} bytes",
                                    toString(search.subject), limit));
        return true;
    }
    if (search.good < limit) {
        search.value = limit;
        return false;
    }
    search.bad = limit + 1.0;
    search.badWhy = fmt::format("the {} tier takes no more than {:.0f} bytes", toString(search.subject), limit);
    conclude(search, {});
    return true;
}

void Study::measured(CalibrationPoint point)
{
    Search* const search = current();
    if (search == nullptr)
        return;
    m_sent += point.sent;
    m_spentUsd += point.usd;
    m_points.push_back(point);
    if (search->here) {
        const CalibrationPoint subject = *search->here;
        search->here.reset();
        compare(*search, subject, point);
        return;
    }
    if (const std::string failing = failureOf(point); !failing.empty())
        goOn(*search, failing);
    else if (isCompared(*search))
        search->here = std::move(point);
    else
        goOn(*search, {});
}

std::string Study::failureOf(const CalibrationPoint& point) const
{
    const double half = std::chrono::duration<double, std::milli>(m_limits.latencyBound).count() / 2.0;
    if (point.failureShare() > m_limits.tolerance)
        return fmt::format("{} of {} requests failed at the {} tier: {}", point.failures, point.sent,
                           toString(point.tier), point.firstFailure);
    if (point.p95Ms > half)
        return fmt::format("the {} tier's p95 is {:.0f} ms, over half of the latency bound", toString(point.tier),
                           point.p95Ms);
    return {};
}

void Study::compare(Search& search, const CalibrationPoint& subject, const CalibrationPoint& other)
{
    // What fails itself is no better.
    const bool worse = failureOf(other).empty() && subject.p95Ms > kNoise * other.p95Ms;
    goOn(search, worse ? fmt::format("the {} tier's p95 of {:.1f} ms is above the {} tier's {:.1f} ms",
                                     toString(subject.tier), subject.p95Ms, toString(other.tier), other.p95Ms)
                       : std::string());
}

/// The search's value is judged: `worse` says why the subject fared worse, or is empty.
void Study::goOn(Search& search, const std::string& worse)
{
    if (worse.empty()) {
        search.good = search.value;
    } else {
        search.bad = search.value;
        search.badWhy = worse;
    }
    if (search.bad == 0.0 && search.value >= search.most) {
        endWith(search, fmt::format("up to {} the {} tier fares no worse{}", shown(search.sweep, search.most),
                                    toString(search.subject),
                                    isCompared(search) ? fmt::format(" than the {} tier", toString(search.other))
                                                       : std::string()));
    } else if (search.bad == 0.0) {
        search.value = std::min(search.value * 2.0, search.most);
    } else if (search.good == 0.0) {
        endWith(search, fmt::format("already at {}, the least that is tried, {}", shown(search.sweep, search.bad),
                                    search.badWhy));
    } else if (search.narrowed == kCalibrationNarrowings || search.bad <= kCloseEnough * search.good) {
        conclude(search, {});
    } else {
        ++search.narrowed;
        search.value = rounded(search.sweep, std::sqrt(search.good * search.bad));
    }
}

void Study::endWith(Search& search, std::string why)
{
    search.done = true;
    search.here.reset();
    search.finding.why = "not locatable: " + std::move(why);
}

void Study::conclude(Search& search, const std::string& remark)
{
    search.done = true;
    search.here.reset();
    search.finding.value = search.bad;
    search.finding.why = fmt::format("at {} {}; at {} it still fared no worse", shown(search.sweep, search.bad),
                                     search.badWhy, shown(search.sweep, search.good));
    if (!remark.empty())
        search.finding.why += "; " + remark;
}

double Study::progress() const
{
    const auto share = [](const Search& search) {
        if (search.done)
            return 1.0;
        const double ups = std::log2(std::max(search.most / std::max(search.good, 1e-9), 1.0));
        const double left = search.bad > 0.0 ? kCalibrationNarrowings - search.narrowed : ups + kCalibrationNarrowings;
        return 1.0 / (1.0 + left / 4.0);
    };
    return (share(m_rate) + share(m_size)) / 2.0;
}

} // namespace straightline::calibration
