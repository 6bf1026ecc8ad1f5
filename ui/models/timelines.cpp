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
    putPercentiles(sample, snapshot.latency.total, {});
    return sample;
}

} // namespace

void Timelines::take(const Snapshot& snapshot)
{
    const std::int64_t at =
        std::chrono::duration_cast<std::chrono::milliseconds>(snapshot.taken.time_since_epoch()).count();
    application({}).add(at, sampleOfAll(snapshot));
    for (const ApplicationSnapshot& each : snapshot.applications)
        application(each.name).add(at, sampleOf(each));
    for (const BackendSnapshot& each : snapshot.backends)
        backend(each.status.id).add(at, sampleOf(each));
    forgetGone(snapshot);
}

void Timelines::forgetGone(const Snapshot& snapshot)
{
    std::erase_if(m_applications, [&](const auto& entry) {
        return !entry.first.empty()
               && std::none_of(snapshot.applications.begin(), snapshot.applications.end(),
                               [&](const auto& each) { return each.name == entry.first; });
    });
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
