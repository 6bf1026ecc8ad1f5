// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/routingtable.h"
#include "engine/placement/frequencywindow.h"
#include "engine/replay/backendmodel.h"
#include "engine/replay/trace.h"

namespace straightline::replay
{

/// An application as the simulator knows it: its routing table row and a model for each of its backends.
struct SimulatedApplication {
    std::string name;
    ApplicationRoute route; ///< sealed; backend slots are 0, 1, 2 …
    std::vector<BackendModel> models;
    std::vector<HealthCheckSettings> health; ///< of each backend
};

/// Every backend in service that the operator did not drain. `models` has one for each backend of `application`.
SimulatedApplication makeSimulated(const ApplicationConfiguration& application, std::vector<BackendModel> models);

/// The gateway hedges there, and a simulation does not: who shows one has to say so.
inline bool hedges(const SimulatedApplication& application)
{
    return application.route.isolation.hedgeAfter.count() > 0;
}

/// Requests of one application with all that does not depend on thresholds or policy: computed once, used by each
/// simulation of a sweep.
struct PreparedRequests {
    std::uint64_t seed = 0;
    std::uint64_t firstNumber = 0; ///< of the first of them: they are numbered in their order
    std::vector<std::int64_t> arrivalNanos;
    std::vector<std::uint64_t> sizeBytes;
    std::vector<double> work;
    std::vector<std::int64_t> unloadedNanos;             ///< at the backend that would be quickest were all idle
    std::vector<double> frequencyHz;                     ///< f, as its gateway's window counts it
    std::vector<std::uint64_t> random;                   ///< RequestFeatures::random
    std::vector<std::uint32_t> gateway;                  ///< that it comes to; empty: there is one
    std::vector<std::vector<std::int64_t>> serviceNanos; ///< by backend

    std::size_t size() const { return arrivalNanos.size(); }
    void clear();
};

/// Which of several gateways a request comes to: any, each as likely, and the same whatever is tried.
std::uint32_t gatewayOf(std::uint64_t seed, std::uint64_t request, std::uint32_t gateways);

/// Prepares an application's requests in their order of arrival. The same seed gives the same luck to request n at
/// backend b, whatever else is simulated.
class Preparer
{
public:
    Preparer(const SimulatedApplication& application, std::uint64_t seed, std::uint32_t gateways = 1);

    void prepare(const TraceRow& row, PreparedRequests& into);

private:
    std::int64_t quickest(const TraceRow& row) const;

    const SimulatedApplication& m_application;
    std::uint64_t m_seed;
    std::uint64_t m_number = 0;
    std::vector<std::unique_ptr<placement::FrequencyWindow>> m_windows; ///< of each gateway
};

} // namespace straightline::replay
