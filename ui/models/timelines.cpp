// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timelines.h"

#include <algorithm>

namespace straightline::ui
{
namespace
{

double& at(Sample& sample, Metric metric)
{
    return sample[static_cast<std::size_t>(metric)];
}

void putPercentiles(Sample& sample, const Percentiles& latency, const Percentiles& sizeBytes)
{
    if (latency.count > 0) {
        at(sample, Metric::LatencyP50) = latency.p50;
        at(sample, Metric::LatencyP95) = latency.p95;
        at(sample, Metric::LatencyP99) = latency.p99;
    }
    if (sizeBytes.count > 0) {
        at(sample, Metric::SizeP50) = sizeBytes.p50;
        at(sample, Metric::SizeP95) = sizeBytes.p95;
    }
}

Sample sampleOf(const ApplicationSnapshot& application)
{
    Sample sample = emptySample();
    at(sample, Metric::Frequency) = application.frequencyHz;
    at(sample, Metric::Requests) = application.requestsPerSecond;
    at(sample, Metric::Failures) = application.failuresPerSecond;
    at(sample, Metric::PlacedLocal) = application.placedPerSecond[0];
    at(sample, Metric::PlacedContainer) = application.placedPerSecond[1];
    at(sample, Metric::PlacedServerless) = application.placedPerSecond[2];
    at(sample, Metric::InFlight) = application.inFlight;
    at(sample, Metric::Queued) = application.queued;
    putPercentiles(sample, application.latency.total, application.sizeBytes);
    return sample;
}

Sample sampleOf(const BackendSnapshot& backend)
{
    Sample sample = emptySample();
    at(sample, Metric::Requests) = backend.requestsPerSecond;
    at(sample, Metric::Failures) = backend.failuresPerSecond;
    at(sample, Metric::InFlight) = backend.inFlight;
    putPercentiles(sample, backend.latency.total, {});
    return sample;
}

Sample sampleOfAll(const Snapshot& snapshot)
{
    Sample sample = emptySample();
    std::array<double, kTierCount> placed{};
    double frequency = 0.0;
    for (const ApplicationSnapshot& application : snapshot.applications) {
        frequency += application.frequencyHz;
        for (std::size_t tier = 0; tier < kTierCount; ++tier)
            placed[tier] += application.placedPerSecond[tier];
    }
    at(sample, Metric::Frequency) = frequency;
    at(sample, Metric::Requests) = snapshot.requestsPerSecond;
    at(sample, Metric::Failures) = snapshot.failuresPerSecond;
    at(sample, Metric::PlacedLocal) = placed[0];
    at(sample, Metric::PlacedContainer) = placed[1];
    at(sample, Metric::PlacedServerless) = placed[2];
    at(sample, Metric::InFlight) = snapshot.gateway.inFlight;
    at(sample, Metric::Queued) = snapshot.gateway.queued;
    putPercentiles(sample, snapshot.latency.total, {});
    return sample;
}

} // namespace

void Timelines::Counters::rate(std::int64_t atMillis, const Totals& totals, Sample& sample)
{
    std::array<std::uint64_t, kOutcomeCount> nowFailed = totals.outcomes;
    std::uint64_t others = 0;
    for (std::size_t i = 0; i < kOutcomeCount; ++i)
        others += i == static_cast<std::size_t>(Outcome::Answered) ? 0 : nowFailed[i];
    nowFailed[static_cast<std::size_t>(Outcome::Answered)] = totals.failures - std::min(others, totals.failures);
    const double seconds = static_cast<double>(atMillis - since) / 1'000.0;
    const bool known = since >= 0 && seconds > 0.0 && totals.requests >= requests; // else the engine began anew
    for (std::size_t i = 0; known && i < kOutcomeCount; ++i)
        at(sample, failedBy(static_cast<Outcome>(i))) =
            static_cast<double>(nowFailed[i] - std::min(nowFailed[i], failed[i])) / seconds;
    for (std::size_t i = 0; known && i < kSizeBands; ++i)
        at(sample, sizedIn(i)) =
            static_cast<double>(totals.sizeBytes.buckets[i] - std::min(totals.sizeBytes.buckets[i], sizes[i]))
            / seconds;
    since = atMillis;
    requests = totals.requests;
    failed = nowFailed;
    sizes = totals.sizeBytes.buckets;
}

void Timelines::take(const Snapshot& snapshot)
{
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::milliseconds>(snapshot.taken.time_since_epoch()).count();
    const auto add = [&](const std::string& name, Sample sample, const Totals& totals) {
        m_counters[name].rate(now, totals, sample);
        application(name).add(now, sample);
    };
    add({}, sampleOfAll(snapshot), snapshot.totals);
    for (const ApplicationSnapshot& each : snapshot.applications)
        add(each.name, sampleOf(each), each.totals);
    for (const BackendSnapshot& each : snapshot.backends)
        backend(each.status.id).add(now, sampleOf(each));
    forgetGone(snapshot);
}

Timeline& Timelines::application(const std::string& name)
{
    return m_applications.try_emplace(name, kMetricCount, kRounds).first->second;
}

Timeline& Timelines::backend(const BackendId& id)
{
    return m_backends.try_emplace(id, kBackendMetricCount).first->second;
}

void Timelines::forgetHistory(TimeRange range)
{
    for (auto& [name, timeline] : m_applications)
        timeline.setFilled(range, false);
    for (auto& [id, timeline] : m_backends)
        timeline.setFilled(range, false);
}

void Timelines::forgetGone(const Snapshot& snapshot)
{
    std::erase_if(m_applications, [&](const auto& entry) {
        return !entry.first.empty()
               && std::none_of(snapshot.applications.begin(), snapshot.applications.end(),
                               [&](const auto& each) { return each.name == entry.first; });
    });
    std::erase_if(m_counters, [&](const auto& entry) { return !m_applications.contains(entry.first); });
    std::erase_if(m_backends, [&](const auto& entry) {
        return std::none_of(snapshot.backends.begin(), snapshot.backends.end(),
                            [&](const auto& each) { return each.status.id == entry.first; });
    });
}

const Timeline* Timelines::findApplication(const std::string& name) const
{
    const auto found = m_applications.find(name);
    return found == m_applications.end() ? nullptr : &found->second;
}

const Timeline* Timelines::findBackend(const BackendId& id) const
{
    const auto found = m_backends.find(id);
    return found == m_backends.end() ? nullptr : &found->second;
}

} // namespace straightline::ui
