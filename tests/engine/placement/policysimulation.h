// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <random>
#include <vector>

#include <QTest>

#include "engine/api/backendlatency.h"
#include "engine/api/learning.h"
#include "tests/engine/placement/testsite.h"

// Policies at work: a simulation around the real decide().
namespace straightline
{

using Random = std::mt19937_64;

/// A backend of the simulation: what the site knows of it and how fast it really is.
struct SimulatedBackend {
    TestBackend backend;
    double meanMs = 10.0;
    double perKbMs = 0.0;
    double failing = 0.0; ///< this share of its answers are errors, and they come at once
};

/// Open-loop arrivals placed by decide(), served for an exponential time, fed back into load and latency average.
class Simulation
{
public:
    Simulation(PolicyKind policy, const std::vector<SimulatedBackend>& backends, std::uint64_t seed)
        : m_site(policy)
        , m_backends(backends)
        , m_random(seed)
    {
        for (const auto& each : backends)
            m_site.add(each.backend);
    }

    /// Share of the requests that each backend got.
    std::vector<double> run(int requests, double perSecond, std::uint64_t sizeBytes = 10)
    {
        std::vector<int> placed(m_backends.size());
        for (int i = 0; i < requests; ++i) {
            m_nowMs += std::exponential_distribution(perSecond / 1'000.0)(m_random);
            finishUntil(m_nowMs);
            const RequestFeatures features{
                .frequencyHz = perSecond, .sizeBytes = sizeBytes, .random = m_random(), .turn = m_turn++};
            const Decision decision = placement::decide(features, m_site.application(), m_site.load(), nanos(m_nowMs));
            if (decision.verdict != Verdict::Placed) {
                ++m_waiting;
                continue;
            }
            ++placed[decision.backendIndex];
            begin(decision.backendIndex, sizeBytes);
        }
        std::vector<double> shares;
        for (const int each : placed)
            shares.push_back(static_cast<double>(each) / requests);
        return shares;
    }

    int waiting() const { return m_waiting; }
    TestSite& site() { return m_site; }
    SimulatedBackend& backend(std::size_t index) { return m_backends[index]; }
    std::uint32_t mostInFlight(std::size_t index) const { return m_most.contains(index) ? m_most.at(index) : 0; }

private:
    struct Service {
        double endMs;
        double tookMs;
        std::uint32_t index;
        std::uint32_t inFlight;
        std::uint64_t sizeBytes;
        bool failed;
        bool operator>(const Service& other) const { return endMs > other.endMs; }
    };

    static std::int64_t nanos(double ms) { return TestSite::kNow + static_cast<std::int64_t>(ms * 1e6); }

    void begin(std::uint32_t index, std::uint64_t sizeBytes)
    {
        const std::uint32_t inFlight = m_site.load(index).inFlight.fetch_add(1) + 1;
        m_most[index] = std::max(m_most[index], inFlight);
        const SimulatedBackend& backend = m_backends[index];
        const double mean = backend.meanMs + backend.perKbMs * static_cast<double>(sizeBytes) / 1'000.0;
        const bool failed = std::bernoulli_distribution(backend.failing)(m_random);
        const double took = failed ? 0.1 : std::exponential_distribution(1.0 / mean)(m_random);
        m_services.push({m_nowMs + took, took, index, inFlight, sizeBytes, failed});
    }

    void finishUntil(double ms)
    {
        while (!m_services.empty() && m_services.top().endMs <= ms) {
            const Service done = m_services.top();
            m_services.pop();
            BackendLoad& load = m_site.load(done.index);
            load.inFlight.fetch_sub(1);
            const auto micros = static_cast<std::uint32_t>(done.tookMs * 1'000.0);
            if (!done.failed)
                observeLatency(load, micros, nanos(done.endMs));
            learnAttempt(m_site.load(), m_site.application(), m_site.application().backends[done.index],
                         {.sizeBytes = done.sizeBytes,
                          .micros = micros,
                          .inFlight = done.inFlight,
                          .failed = done.failed,
                          .nowNanos = nanos(done.endMs)});
        }
    }

    TestSite m_site;
    std::vector<SimulatedBackend> m_backends;
    Random m_random;
    std::priority_queue<Service, std::vector<Service>, std::greater<>> m_services;
    std::map<std::size_t, std::uint32_t> m_most;
    double m_nowMs = 0.0;
    std::uint64_t m_turn = 0;
    int m_waiting = 0;
};

inline constexpr int kRequests = 20'000;
/// In each site one backend that must never be chosen, in each of the three ways.
inline const std::vector<SimulatedBackend> kEjected{
    {{.tier = Tier::Local, .capacity = 100, .inService = false}, 1.0},
    {{.tier = Tier::Container, .capacity = 100, .breaker = BreakerState::Open}, 1.0},
    {{.tier = Tier::Serverless, .capacity = 100, .payloadLimitBytes = 5}, 1.0}};

inline std::vector<SimulatedBackend> withEjected(std::vector<SimulatedBackend> backends)
{
    backends.insert(backends.end(), kEjected.begin(), kEjected.end());
    return backends;
}

inline bool isNear(double found, double expected, double tolerance)
{
    if (std::abs(found - expected) <= tolerance)
        return true;
    qWarning("%f instead of %f", found, expected);
    return false;
}

} // namespace straightline
