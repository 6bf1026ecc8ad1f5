// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/straightlineengine.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "engine/backends/function/functionsupervisor.h"
#include "engine/backends/registry.h"
#include "engine/control/managementserver.h"
#include "engine/core/calibrator.h"
#include "engine/core/dataplane.h"
#include "engine/core/describe.h"
#include "engine/core/records.h"
#include "engine/core/routes.h"
#include "engine/core/snapshots.h"
#include "engine/core/studies.h"
#include "engine/dispatch/tlscontexts.h"
#include "engine/gpu/gpuwatch.h"
#include "engine/store/configurationstore.h"
#include "engine/store/sitefile.h"
#include "engine/telemetry/recordring.h"

namespace straightline::core
{

using namespace std::chrono_literals;

namespace
{

constexpr auto kDrainPoll = 20ms;

tl::unexpected<Error> readOnlyFailure()
{
    return failure(ErrorCode::ReadOnly, "the engine runs read-only (--read-only): nothing can be changed");
}

} // namespace

StraightlineEngine::StraightlineEngine(EngineSettings settings)
    : m_settings(std::move(settings))
    , m_started(m_clock.wallNow())
    , m_slots(m_load)
{
}

StraightlineEngine::~StraightlineEngine()
{
    // The gateway's threads end first: they use everything else.
    m_control.reset();
    m_studies.reset();
    if (m_dataPlane)
        m_dataPlane->gateway().stop();
    if (m_records)
        m_records->close();
    m_calibrator.reset();
    m_backends.reset();
    if (m_supervisor) {
        m_supervisor->stopAll();
        m_supervisor->setRuntime(nullptr);
    }
    m_dataPlane.reset();
}

/// The site after `change`, durable and with numbers for what is new; and with it the watch, if there is one.
Result<SiteConfiguration> StraightlineEngine::saveChange(const SiteConfiguration& before, const Change& change,
                                                         const Actor& actor, const store::KeptWatch* watch)
{
    const auto after = applied(before, change);
    if (!after)
        return after;
    if (const auto fits = LoadSlots::check(*after); !fits)
        return tl::make_unexpected(fits.error());
    return m_configuration->save(*after, auditEntry(before, *after, change, actor, m_clock.wallNow()), watch);
}

void StraightlineEngine::publishRoutes()
{
    auto table =
        std::make_shared<RoutingTable>(m_routes.build(*m_site, m_backends->statuses(), m_slots, ++m_tableVersion));
    m_table = table;
    m_dataPlane->gateway().publish(std::move(table));
}

Result<std::uint64_t> StraightlineEngine::apply(const Change& change, const Actor& actor)
{
    return apply(change, actor, nullptr);
}

Result<std::uint64_t> StraightlineEngine::apply(const Change& change, const Actor& actor, const store::KeptWatch* watch)
{
    if (m_settings.readOnly)
        return readOnlyFailure();
    auto saved = saveChange(*m_site, change, actor, watch);
    if (!saved)
        return tl::make_unexpected(saved.error());
    if (auto followed = m_slots.follow(*saved); !followed)
        return tl::make_unexpected(followed.error());
    m_site = std::make_shared<const SiteConfiguration>(std::move(*saved));
    m_backends->applyConfiguration(*m_site);
    m_records->follow(*m_site);
    publishRoutes();
    takeSnapshot();
    raise({0, m_clock.wallNow(), Severity::Info, changeSubject(change),
           fmt::format("{} by {}", describe(change), actor.name)});
    Q_EMIT configurationChanged(m_site);
    const std::uint64_t revision = m_site->revision;
    if (m_studies)
        m_studies->watches().follow();
    return revision;
}

/// A redeploy with new settings went well: they are the configuration now.
void StraightlineEngine::keepDeployedSettings(const BackendId& id, const ContainerSettings& settings,
                                              std::uint64_t operation)
{
    const BackendConfiguration* backend = m_site->findBackend(id);
    if (backend == nullptr || backend->settings == BackendSettings(settings))
        return;
    BackendConfiguration deployed = *backend;
    deployed.settings = settings;
    const PutBackend put{splitBackendId(id).first, deployed, Expect::Present};
    const SiteConfigurationPtr before = m_site;
    if (auto kept = apply(put, Actor{"redeploy"}); kept)
        m_backends->operations().setUndo(operation, inverse(*before, *m_site, put));
    else
        raise({0, m_clock.wallNow(), Severity::Error, id,
               "the deployed settings could not be kept: " + kept.error().detail});
}

/// Drain and resume are kept in the configuration: an operator's wish survives a restart.
Result<void> StraightlineEngine::setDrained(const BackendId& id, bool drained, const Actor& actor)
{
    const BackendConfiguration* backend = m_site->findBackend(id);
    if (backend == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no backend \"{}\"", id));
    if (backend->drained == drained)
        return {};
    BackendConfiguration changed = *backend;
    changed.drained = drained;
    return apply(PutBackend{splitBackendId(id).first, changed, Expect::Present}, actor).map([](std::uint64_t) {});
}

/// Questions change nothing; nor does it to end one.
bool StraightlineEngine::isAllowed(const Action& action) const
{
    if (!m_settings.readOnly || std::holds_alternative<SweepThresholds>(action)
        || std::holds_alternative<AskWhatIf>(action))
        return true;
    const auto* cancel = std::get_if<CancelOperation>(&action);
    if (cancel == nullptr)
        return false;
    const auto found = operation(cancel->operation);
    return !found || isAsking(*found);
}

Result<Operation> StraightlineEngine::start(const Action& action, const Actor& actor)
{
    if (!isAllowed(action))
        return readOnlyFailure();
    if (auto begun = m_studies->start(action, m_site, actor))
        return *begun;
    if (const auto* wanted = std::get_if<TryBackend>(&action))
        return completed(*m_site, *wanted).and_then([&](const TryBackend& whole) {
            return m_backends->start(whole, actor);
        });
    if (const auto* calibration = std::get_if<CalibrateApplication>(&action))
        return m_calibrator->start(*calibration, m_table->find(calibration->application), m_backends->operations(),
                                   actor);
    Result<void> prepared;
    if (const auto* drainBackend = std::get_if<DrainBackend>(&action))
        prepared = setDrained(drainBackend->id, true, actor);
    else if (const auto* resume = std::get_if<ResumeBackend>(&action))
        prepared = setDrained(resume->id, false, actor);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    return m_backends->start(action, actor);
}

std::vector<Trouble> StraightlineEngine::findTroubles(const std::vector<BackendStatus>& statuses) const
{
    std::vector<Trouble> found = m_backends->troubles();
    for (Trouble& trouble : backendTroubles(*m_site, statuses, found))
        found.push_back(std::move(trouble));
    for (const std::string& sentence : m_dataPlane->gateway().certificateProblems())
        found.push_back({TroubleCause::Certificate, "TLS", sentence, {}, m_certificateTimer.intervalAsDuration()});
    for (auto trouble : {m_records->trouble(), m_records->selfCheckTrouble()}) {
        if (trouble)
            found.push_back(std::move(*trouble));
    }
    return found;
}

void StraightlineEngine::takeSnapshot()
{
    m_records->drain();
    const std::vector<BackendStatus> statuses = m_backends->statuses();
    m_ejections.bringBack(*m_site, statuses, m_slots, m_load);
    Snapshot snapshot =
        frameSnapshot(*m_site, statuses, m_slots, m_load, m_clock.steadyNow().time_since_epoch().count());
    snapshot.sequence = ++m_snapshots;
    snapshot.taken = m_clock.wallNow();
    snapshot.uptime = std::chrono::duration_cast<std::chrono::milliseconds>(snapshot.taken - m_started);
    const ingest::GatewayCounters counters = m_dataPlane->gateway().counters();
    snapshot.gateway.listen = m_dataPlane->gateway().listenAddress();
    snapshot.gateway.listenTls = m_dataPlane->gateway().tlsListenAddress();
    snapshot.gateway.certificateEnd = m_dataPlane->gateway().certificateEnd();
    snapshot.gateway.failedHandshakes = counters.failedHandshakes;
    snapshot.gateway.control = m_control ? m_control->address() : std::string();
    snapshot.gateway.connections = counters.connections;
    snapshot.gateway.accepted = counters.accepted;
    snapshot.gateway.finished = counters.finished;
    snapshot.gateway.inFlight = static_cast<std::uint32_t>(counters.inFlight);
    for (ApplicationSnapshot& application : snapshot.applications)
        application.frequencyHz = m_dataPlane->gateway().frequency(m_slots.applicationSlot(application.number));
    snapshot.gpus = m_gpus->latest();
    m_records->fill(snapshot);
    snapshot.gateway.retries = counters.retries;
    snapshot.gateway.hedges = counters.hedges;
    snapshot.gateway.hedgesWon = counters.hedgesWon;
    snapshot.gateway.hedgesRefused = counters.hedgesRefused;
    snapshot.gateway.limits = counters.limits;
    for (Event& event : m_troubles.follow(findTroubles(statuses), snapshot.taken))
        raise(std::move(event));
    snapshot.troubles = m_troubles.now();
    for (Event& event : m_ejections.compare(snapshot))
        raise(std::move(event));
    m_snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
    Q_EMIT snapshotTaken(m_snapshot);
}

void StraightlineEngine::reviewCertificates(bool readAll)
{
    for (const dispatch::TlsReload& reload : m_dataPlane->gateway().reviewCertificates(readAll))
        raise({0, m_clock.wallNow(), reload.good ? Severity::Info : Severity::Error, "TLS", reload.text});
}

void StraightlineEngine::raise(Event event)
{
    const auto level = event.severity == Severity::Error     ? spdlog::level::err
                       : event.severity == Severity::Warning ? spdlog::level::warn
                                                             : spdlog::level::info;
    spdlog::log(level, "{}: {}", event.subject, event.text);
    Q_EMIT eventRaised(m_events.add(std::move(event)));
}

Result<std::uint64_t> StraightlineEngine::importSite(const std::string& toml, const Actor& actor)
{
    auto site = store::readSite(toml, "site.toml");
    if (!site)
        return tl::make_unexpected(site.error());
    return apply(PutSite{std::move(*site)}, actor);
}

void StraightlineEngine::drain()
{
    if (m_state == "draining")
        return;
    m_state = "draining";
    m_calibrator->cancel();
    m_dataPlane->gateway().beginDrain();
    m_drainUntil = m_clock.steadyNow() + m_drainTimeout;
    m_drainTimer.start(kDrainPoll);
    watchDrain();
}

void StraightlineEngine::takeRecords()
{
    const std::chrono::milliseconds waited = m_recordTimer.intervalAsDuration();
    const std::chrono::milliseconds next = telemetry::drainAgainAfter(waited, m_records->drain());
    if (next != waited)
        m_recordTimer.setInterval(next);
}

void StraightlineEngine::watchDrain()
{
    if (!m_drainTimer.isActive() || (!m_dataPlane->gateway().idle() && m_clock.steadyNow() < m_drainUntil))
        return;
    m_drainTimer.stop();
    m_dataPlane->gateway().stop();
    m_records->drain();
    m_backends->shutdown(m_settings.stopContainersAtExit);
}

} // namespace straightline::core
