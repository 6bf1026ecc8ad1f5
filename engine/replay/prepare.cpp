// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/prepare.h"

#include <algorithm>
#include <variant>

#include "engine/api/money.h"
#include "engine/replay/philox.h"

namespace straightline::replay
{

SimulatedApplication makeSimulated(const ApplicationConfiguration& application, std::vector<BackendModel> models)
{
    RoutingTable table;
    ApplicationRoute& route = table.applications.emplace_back();
    route.number = 1;
    route.name = application.name;
    route.policy = application.policy;
    route.thresholds = application.thresholds;
    route.window = application.window;
    route.deadline = application.deadline;
    route.queueLimit = application.queueLimit;
    route.ingredients = ingredientsWithout(application.adaptive.without).value_or(Ingredients{});
    route.budgetNanoUsd = nanoUsd(application.adaptive.budgetUsdPer1000 / 1'000.0);
    route.isolation = application.isolation;
    std::vector<HealthCheckSettings> health;
    for (const BackendConfiguration& each : application.backends) {
        BackendRoute& backend = route.backends.emplace_back();
        backend.slot = static_cast<std::uint32_t>(route.backends.size() - 1);
        backend.number = backend.slot + 1;
        backend.name = each.name;
        backend.tier = each.tier;
        backend.kind = each.kind();
        backend.capacity = each.capacity;
        backend.payloadLimitBytes = each.payloadLimitBytes;
        const BackendModel& model = models[backend.slot];
        backend.nanoUsdPerSecond =
            nanoUsd(each.usdPerSecond > 0.0 ? each.usdPerSecond : std::min(model.usdPerGbS * model.memoryGb, 1.0));
        backend.inService = !each.drained;
        backend.readTimeout = each.readTimeout;
        if (const auto* function = std::get_if<FunctionSettings>(&each.settings))
            backend.readTimeout = function->invocationTimeout;
        health.push_back(each.health);
    }
    seal(table);
    return {.name = application.name,
            .route = std::move(table.applications.front()),
            .models = std::move(models),
            .health = std::move(health)};
}

void PreparedRequests::clear()
{
    arrivalNanos.clear();
    sizeBytes.clear();
    work.clear();
    unloadedNanos.clear();
    frequencyHz.clear();
    random.clear();
    gateway.clear();
    for (auto& each : serviceNanos)
        each.clear();
}

std::uint32_t gatewayOf(std::uint64_t seed, std::uint64_t request, std::uint32_t gateways)
{
    return static_cast<std::uint32_t>(randomWord(seed, request, Purpose::Gateway, 0) % gateways);
}

Preparer::Preparer(const SimulatedApplication& application, std::uint64_t seed, std::uint32_t gateways)
    : m_application(application)
    , m_seed(seed)
{
    while (m_windows.size() < std::max(gateways, 1U))
        m_windows.push_back(std::make_unique<placement::FrequencyWindow>());
}

/// Of the backends that take the body; 0 when none does.
std::int64_t Preparer::quickest(const TraceRow& row) const
{
    std::int64_t least = 0;
    for (std::size_t i = 0; i < m_application.models.size(); ++i) {
        const BackendRoute& backend = m_application.route.backends[i];
        if (!backend.inService || (backend.payloadLimitBytes > 0 && row.sizeBytes > backend.payloadLimitBytes))
            continue;
        const std::int64_t here = replay::unloadedNanos(m_application.models[i], row.sizeBytes, row.work);
        least = least == 0 ? here : std::min(least, here);
    }
    return least;
}

void Preparer::prepare(const TraceRow& row, PreparedRequests& into)
{
    // The window's clock has no 0, and a trace may begin there.
    constexpr std::int64_t kBeginning = 1'000'000'000'000;
    const std::size_t backends = m_application.models.size();
    into.serviceNanos.resize(backends);
    if (into.size() == 0) {
        into.seed = m_seed;
        into.firstNumber = m_number;
    }
    const std::uint64_t number = m_number++;
    into.arrivalNanos.push_back(row.arrivalNanos);
    into.sizeBytes.push_back(row.sizeBytes);
    into.work.push_back(row.work);
    into.unloadedNanos.push_back(quickest(row));
    std::uint32_t gateway = 0;
    if (m_windows.size() > 1) {
        gateway = gatewayOf(m_seed, number, static_cast<std::uint32_t>(m_windows.size()));
        into.gateway.push_back(gateway);
    }
    into.frequencyHz.push_back(m_windows[gateway]->arrive(kBeginning + row.arrivalNanos, m_application.route.window));
    into.random.push_back(randomWord(m_seed, number, Purpose::Placement, 0));
    for (std::size_t i = 0; i < backends; ++i) {
        const BackendModel& model = m_application.models[i];
        const auto backend = static_cast<std::uint32_t>(i);
        into.serviceNanos[i].push_back(
            serviceNanos(model, row.sizeBytes, row.work, randomWord(m_seed, number, Purpose::Service, backend)));
    }
}

} // namespace straightline::replay
