// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeEngine's snapshots: of the present configuration, with numbers that move.
#include "tests/support/fakeengine.h"
#include "tests/support/fakefigures.h"

namespace straightline
{

using namespace fakefigures;
using std::chrono::milliseconds;

namespace
{

StagePercentiles stagesAround(double middle, std::uint64_t count)
{
    return {.total = percentilesAround(middle, count),
            .queue = percentilesAround(middle * 0.05, count),
            .connect = percentilesAround(middle * 0.05, count),
            .backend = percentilesAround(middle * 0.85, count),
            .transfer = percentilesAround(middle * 0.05, count)};
}

BackendSnapshot backendSnapshot(const ApplicationConfiguration& application, const BackendConfiguration& backend,
                                WallTime now, double rate, std::uint64_t requests)
{
    BackendSnapshot shown;
    shown.status.id = makeBackendId(application.name, backend.name);
    shown.status.number = backend.number;
    shown.status.state = backend.drained ? BackendState::Draining : BackendState::Up;
    shown.status.since = now - std::chrono::minutes(5);
    shown.status.lastCheck = "200 in 2 ms";
    shown.status.takesRequests = !backend.drained;
    shown.status.coldStarts = backend.kind() == BackendKind::Function ? 3 : 0;
    const Endpoint endpoint{.address = "127.0.0.1", .port = 9001};
    shown.status.endpoints = {endpoint};
    shown.status.replicas = {{.name = "127.0.0.1:9001",
                              .state = shown.status.state,
                              .endpoint = endpoint,
                              .image = {},
                              .since = shown.status.since}};
    shown.application = application.name;
    shown.name = backend.name;
    shown.tier = backend.tier;
    shown.kind = backend.kind();
    shown.capacity = backend.capacity;
    shown.inFlight = static_cast<std::uint32_t>(rate) % (backend.capacity + 1);
    shown.requestsPerSecond = rate;
    shown.failuresPerSecond = rate / 50.0;
    shown.totals = totalsOf(requests);
    shown.latency = stagesAround(8.0 + 10.0 * static_cast<double>(backend.tier), 100);
    return shown;
}

} // namespace

void FakeEngine::setSnapshot(Snapshot snapshot)
{
    m_snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
    Q_EMIT snapshotTaken(m_snapshot);
}

void FakeEngine::tick()
{
    ++m_ticks;
    m_now += milliseconds(250);
    const double wave = waveAt(static_cast<std::int64_t>(m_ticks) * 250);
    Snapshot snapshot;
    snapshot.sequence = m_ticks;
    snapshot.taken = m_now;
    snapshot.uptime = milliseconds(250 * m_ticks);
    for (const ApplicationConfiguration& application : m_site->applications) {
        ApplicationSnapshot shown;
        shown.name = application.name;
        shown.number = application.number;
        shown.thresholds = application.thresholds;
        shown.policy = application.policy;
        shown.frequencyHz = 40.0 * wave;
        shown.requestsPerSecond = shown.frequencyHz;
        shown.failuresPerSecond = shown.frequencyHz / 50.0;
        shown.placedPerSecond = {shown.frequencyHz * 0.5, shown.frequencyHz * 0.25, shown.frequencyHz * 0.25};
        shown.totals = totalsOf(m_ticks * 10);
        shown.latency = stagesAround(12.0, 200);
        shown.sizeBytes = percentilesAround(20'000.0, 200);
        for (const BackendConfiguration& backend : application.backends) {
            snapshot.backends.push_back(
                backendSnapshot(application, backend, m_now, shown.frequencyHz / 3.0, m_ticks * 3));
            shown.inFlight += snapshot.backends.back().inFlight;
        }
        snapshot.gateway.inFlight += shown.inFlight;
        snapshot.requestsPerSecond += shown.requestsPerSecond;
        snapshot.failuresPerSecond += shown.failuresPerSecond;
        snapshot.applications.push_back(std::move(shown));
    }
    snapshot.totals = totalsOf(m_ticks * 10 * m_site->applications.size());
    snapshot.latency = stagesAround(12.0, 400);
    snapshot.gateway.listen = engineStatus.ingest;
    snapshot.gateway.control = engineStatus.control;
    snapshot.gateway.connections = 8;
    snapshot.gateway.finished = snapshot.totals.requests;
    snapshot.gateway.accepted = snapshot.totals.requests + snapshot.gateway.inFlight;
    snapshot.gateway.overhead = percentilesAround(0.03, 400);
    snapshot.troubles = engineStatus.troubles;
    setSnapshot(std::move(snapshot));
}

} // namespace straightline
