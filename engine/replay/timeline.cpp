// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/timeline.h"

#include <algorithm>
#include <set>

namespace straightline::replay
{

namespace
{

struct Span {
    std::int64_t from;
    std::int64_t to;

    bool holds(std::int64_t at) const { return from <= at && at < to; }
};

std::int64_t toNanos(double seconds)
{
    return kBeginning + static_cast<std::int64_t>(seconds * 1e9);
}

/// The `count`th health check from `from` on.
std::int64_t checkAfter(std::int64_t from, std::uint32_t count, const HealthCheckSettings& health)
{
    const std::int64_t interval = std::chrono::nanoseconds(health.interval).count();
    const std::int64_t first = kBeginning + (from - kBeginning + interval - 1) / interval * interval;
    return first + (std::max(count, 1U) - 1) * interval;
}

/// One backend's faults.
class Course
{
public:
    Course(const FaultPlan& plan, const SimulatedApplication& application, std::uint32_t backend)
        : m_backend(backend)
        , m_inService(application.route.backends[backend].inService)
    {
        const HealthCheckSettings& health = application.health[backend];
        const auto start = static_cast<std::int64_t>(application.models[backend].startMs * 1e6);
        for (const Fault& fault : plan.faults) {
            if (fault.backend != Fault::kAllBackends && fault.backend != application.route.backends[backend].name)
                continue;
            Span span{toNanos(fault.fromS), toNanos(fault.toS)};
            if (fault.kind == FaultKind::Crash) {
                span.to += start;
                const Span out{checkAfter(span.from, health.fall, health), checkAfter(span.to, health.rise, health)};
                if (out.from < span.to)
                    m_out.push_back(out);
            }
            m_faults.emplace_back(fault, span);
        }
    }

    void appendTo(Timeline& timeline) const
    {
        std::set<std::int64_t> times;
        for (const auto& [fault, span] : m_faults)
            times.insert({span.from, span.to});
        for (const Span& span : m_out)
            times.insert({span.from, span.to});
        for (const std::int64_t at : times)
            timeline.push_back(pointAt(at));
    }

private:
    TimelinePoint pointAt(std::int64_t at) const
    {
        TimelinePoint point{.atNanos = at, .backend = m_backend, .ailment = {}, .inService = m_inService};
        bool crashedBefore = false;
        for (const auto& [fault, span] : m_faults) {
            if (fault.kind == FaultKind::Crash)
                crashedBefore = crashedBefore || span.holds(at - 1);
            if (span.holds(at))
                add(point.ailment, fault);
        }
        point.crashes = point.ailment.crashed && !crashedBefore;
        point.restarts = crashedBefore && !point.ailment.crashed;
        for (const Span& span : m_out)
            point.inService = point.inService && !span.holds(at);
        return point;
    }
    static void add(Ailment& ailment, const Fault& fault)
    {
        switch (fault.kind) {
        case FaultKind::Crash:
            ailment.crashed = true;
            break;
        case FaultKind::Slow:
            ailment.slowFactor *= fault.amount;
            break;
        case FaultKind::BlackHole:
            ailment.blackHole = true;
            break;
        case FaultKind::Errors:
            ailment.errorShare = std::max(ailment.errorShare, fault.amount);
            break;
        case FaultKind::Throttle: {
            const auto limit = static_cast<std::uint32_t>(fault.amount);
            ailment.throttle = ailment.isThrottled ? std::min(ailment.throttle, limit) : limit;
            ailment.isThrottled = true;
            break;
        }
        }
    }

    std::uint32_t m_backend;
    bool m_inService;
    std::vector<std::pair<Fault, Span>> m_faults;
    std::vector<Span> m_out; ///< of service
};

} // namespace

Timeline makeTimeline(const FaultPlan& plan, const SimulatedApplication& application)
{
    Timeline timeline;
    if (plan.faults.empty())
        return timeline;
    for (std::uint32_t i = 0; i < application.models.size(); ++i)
        Course(plan, application, i).appendTo(timeline);
    std::stable_sort(timeline.begin(), timeline.end(),
                     [](const TimelinePoint& a, const TimelinePoint& b) { return a.atNanos < b.atNanos; });
    return timeline;
}

} // namespace straightline::replay
