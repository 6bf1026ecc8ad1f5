// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the engine is opened: its state, then its planes, in the order in which they need each other.
#include "engine/core/straightlineengine.h"

#include <QFile>
#include <QRandomGenerator>
#include <spdlog/spdlog.h>

#include "engine/backends/function/functionadapter.h"
#include "engine/backends/function/functionsupervisor.h"
#include "engine/backends/function/functiontest.h"
#include "engine/backends/registry.h"
#include "engine/control/managementserver.h"
#include "engine/core/calibrator.h"
#include "engine/core/dataplane.h"
#include "engine/core/records.h"
#include "engine/core/studies.h"
#include "engine/gpu/gpuwatch.h"
#include "engine/store/configurationstore.h"
#include "engine/store/sitefile.h"

namespace straightline::core
{

using namespace std::chrono_literals;

namespace
{

constexpr auto kFirstRecordsAfter = 50ms;
constexpr auto kSnapshotEvery = 250ms;
constexpr auto kLookAtCertificatesEvery = 2s;

/// What this state directory's containers are labelled with: made once, then read. Containers of a directory that was
/// copied or moved are adopted by whoever has the file.
std::string siteId(const std::string& stateDir)
{
    QFile file(QString::fromStdString(stateDir) + QStringLiteral("/site-id"));
    if (file.open(QIODevice::ReadOnly)) {
        if (const QByteArray id = file.readLine(64).trimmed(); !id.isEmpty())
            return id.toStdString();
        file.close();
    }
    const QByteArray id = QByteArray::number(QRandomGenerator::system()->generate64(), 36);
    if (!file.open(QIODevice::WriteOnly) || file.write(id + '\n') < 0)
        spdlog::warn("{}: {}; containers will not be found again after a restart", file.fileName().toStdString(),
                     file.errorString().toStdString());
    return id.toStdString();
}

} // namespace

Result<std::unique_ptr<StraightlineEngine>> StraightlineEngine::open(EngineSettings settings)
{
    std::unique_ptr<StraightlineEngine> engine(new StraightlineEngine(std::move(settings)));
    const Result<void> opened = engine->openState()
                                    .and_then([&] { return engine->openPlanes(); })
                                    .and_then([&] { return engine->openStudies(); })
                                    .and_then([&] { return engine->openControl(); });
    if (!opened)
        return tl::make_unexpected(opened.error());
    engine->m_state = "serving";
    engine->takeSnapshot();
    return engine;
}

/// The database is the truth; site.toml or the demo's site fill an empty one.
Result<void> StraightlineEngine::openState()
{
    auto database = store::Database::open(m_settings.stateDir);
    if (!database)
        return tl::make_unexpected(database.error());
    m_database = std::move(*database);
    auto configuration = store::ConfigurationStore::open(*m_database);
    if (!configuration)
        return tl::make_unexpected(configuration.error());
    m_configuration = std::move(*configuration);

    auto loaded = m_configuration->load();
    if (!loaded)
        return tl::make_unexpected(loaded.error());
    if (loaded->revision == 0) {
        const auto seeded = seed();
        if (!seeded)
            return tl::make_unexpected(seeded.error());
        loaded = saveChange(*loaded, PutSite{*seeded}, Actor{m_settings.configPath.empty() ? "seed" : "site.toml"});
        if (!loaded)
            return tl::make_unexpected(loaded.error());
    } else if (!m_settings.configPath.empty()) {
        spdlog::info("{} is not read: the state directory has a configuration (revision {}); import it to replace it",
                     m_settings.configPath, loaded->revision);
    }
    m_site = std::make_shared<const SiteConfiguration>(std::move(*loaded));
    return m_slots.follow(*m_site);
}

Result<SiteConfiguration> StraightlineEngine::seed() const
{
    if (!m_settings.configPath.empty())
        return store::readSiteFile(m_settings.configPath);
    return m_settings.seed.value_or(SiteConfiguration{});
}

Result<void> StraightlineEngine::openPlanes()
{
    GatewaySettings gateway = m_site->gateway;
    if (!m_settings.listen.empty())
        gateway.listen = m_settings.listen;
    gateway.threads = m_settings.threads.value_or(gateway.threads);

    m_drainTimeout = gateway.drainTimeout;

    auto records = Records::open(*m_database, m_clock, m_site->retention, gateway.threads);
    if (!records)
        return tl::make_unexpected(records.error());
    m_records = std::move(*records);
    m_gpus = std::make_unique<gpu::GpuWatch>(gpu::GpuWatch::Settings{.library = m_settings.nvml});

    backends::ProcessFunctionSupervisor::Settings functions;
    functions.stateFolder = m_settings.stateDir;
    m_supervisor = std::make_unique<backends::ProcessFunctionSupervisor>(std::move(functions));
    auto plane = DataPlane::open(gateway, m_load, m_records->sinks(), m_settings.stateDir + "/run", *m_supervisor);
    if (!plane)
        return tl::make_unexpected(plane.error());
    m_dataPlane = std::move(*plane);
    m_supervisor->setRuntime(&m_dataPlane->functions());
    openBackends();

    connect(&m_recordTimer, &QTimer::timeout, this, &StraightlineEngine::takeRecords);
    connect(&m_snapshotTimer, &QTimer::timeout, this, &StraightlineEngine::takeSnapshot);
    connect(&m_drainTimer, &QTimer::timeout, this, &StraightlineEngine::watchDrain);
    connect(&m_certificateTimer, &QTimer::timeout, this, [this] { reviewCertificates(false); });
    m_recordTimer.start(kFirstRecordsAfter);
    m_snapshotTimer.start(kSnapshotEvery);
    m_certificateTimer.start(kLookAtCertificatesEvery);
    return {};
}

void StraightlineEngine::openBackends()
{
    backends::RegistryHooks hooks;
    hooks.inFlight = [this](std::uint32_t number) { return m_slots.inFlight(number); };
    hooks.siteId = siteId(m_settings.stateDir);
    hooks.ownPorts = [this] { return ownPorts(); };
    m_backends = std::make_unique<backends::Registry>(std::move(hooks), m_clock);
    m_backends->setFactory(BackendKind::Function, backends::FunctionAdapter::factory(*m_supervisor));
    m_backends->setTester(BackendKind::Function, [this](backends::BackendTest test, backends::Scope scope,
                                                        backends::OperationProgress progress) {
        return backends::testFunction(m_supervisor.get(), m_backends->testScope(), std::move(test), std::move(scope),
                                      std::move(progress));
    });

    connect(m_backends.get(), &backends::Registry::statusesChanged, this, &StraightlineEngine::publishRoutes);
    connect(m_backends.get(), &backends::Registry::eventRaised, this, &StraightlineEngine::raise);
    connect(m_backends.get(), &backends::Registry::operationChanged, this, &Engine::operationChanged);
    connect(m_backends.get(), &backends::Registry::settingsDeployed, this, &StraightlineEngine::keepDeployedSettings);
    connect(m_backends.get(), &backends::Registry::finished, this, &StraightlineEngine::drained);
    m_calibrator = std::make_unique<Calibrator>(m_clock, m_dataPlane->functions(),
                                                [this](std::uint32_t number) { return m_slots.inFlight(number); });
    m_backends->applyConfiguration(*m_site);
    publishRoutes();
}

Result<void> StraightlineEngine::openStudies()
{
    ThresholdWatches::Hooks hooks;
    hooks.site = [this] { return m_site; };
    hooks.apply = [this](const Change& change, const Actor& actor, const store::KeptWatch* watch) {
        return apply(change, actor, watch);
    };
    hooks.raise = [this](Event event) { raise(std::move(event)); };
    auto studies = Studies::open(*m_database, m_clock, m_backends->operations(), m_settings.stateDir, std::move(hooks));
    if (!studies)
        return tl::make_unexpected(studies.error());
    m_studies = std::move(*studies);
    if (!m_settings.readOnly) // it could not roll back: the next engine that can goes on
        m_studies->watches().resume();
    return {};
}

Result<void> StraightlineEngine::openControl()
{
    control::ManagementServer::Settings settings;
    settings.listen = m_settings.control;
    if (!m_settings.controlTokenFile.empty()) {
        auto token = control::readToken(m_settings.controlTokenFile);
        if (!token)
            return tl::make_unexpected(token.error());
        settings.token = std::move(*token);
    }
    auto server = control::ManagementServer::open(*this, settings);
    if (!server)
        return tl::make_unexpected(server.error());
    m_control = std::move(*server);
    return {};
}

} // namespace straightline::core
