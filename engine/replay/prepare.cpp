// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/prepare.h"

#include <algorithm>

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
    }
    seal(table);
    return {.name = application.name, .route = std::move(table.applications.front()), .models = std::move(models)};
}

void PreparedRequests::clear()
{
    arrivalNanos.clear();
    sizeBytes.clear();
    frequencyHz.clear();
    random.clear();
    for (auto& each : serviceNanos)
        each.clear();
    for (auto& each : coldStartNanos)
        each.clear();
}

Preparer::Preparer(const SimulatedApplication& application, std::uint64_t seed)
    : m_application(application)
    , m_seed(seed)
{
}

void Preparer::prepare(const TraceRow& row, PreparedRequests& into)
{
    // The window's clock has no 0, and a trace may begin there.
    constexpr std::int64_t kBeginning = 1'000'000'000'000;
    const std::size_t backends = m_application.models.size();
    into.serviceNanos.resize(backends);
    into.coldStartNanos.resize(backends);
    const std::uint64_t number = m_number++;
    into.arrivalNanos.push_back(row.arrivalNanos);
    into.sizeBytes.push_back(row.sizeBytes);
    into.frequencyHz.push_back(m_window->arrive(kBeginning + row.arrivalNanos, m_application.route.window));
    into.random.push_back(randomWord(m_seed, number, Purpose::Placement, 0));
    for (std::size_t i = 0; i < backends; ++i) {
        const BackendModel& model = m_application.models[i];
        const auto backend = static_cast<std::uint32_t>(i);
        into.serviceNanos[i].push_back(
            serviceNanos(model, row.sizeBytes, row.work, randomWord(m_seed, number, Purpose::Service, backend)));
        if (model.coldStartMs > 0)
            into.coldStartNanos[i].push_back(
                coldStartNanos(model, randomWord(m_seed, number, Purpose::ColdStart, backend)));
    }
}

} // namespace straightline::replay
