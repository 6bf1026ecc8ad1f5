// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include <QTimer>

#include "engine/api/clock.h"
#include "engine/api/engine.h"
#include "engine/api/functionhost.h"
#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"
#include "engine/core/ejectionwatch.h"
#include "engine/core/enginesettings.h"
#include "engine/core/eventlog.h"
#include "engine/core/loadslots.h"
#include "engine/core/routes.h"
#include "engine/core/troubles.h"

namespace straightline::backends
{
class ProcessFunctionSupervisor;
class Registry;
} // namespace straightline::backends

namespace straightline::gpu
{
class GpuWatch;
}

namespace straightline::store
{
class ConfigurationStore;
class Database;
struct KeptWatch;
} // namespace straightline::store

namespace straightline::control
{
class ManagementServer;
}

namespace straightline::core
{

class Calibrator;
class DataPlane;
class Records;
class Studies;

/// The engine: owns every stage, carries values from one to the next, and has no logic of its own. Engine thread; owned
/// by EngineThread.
class StraightlineEngine final : public Engine
{
    Q_OBJECT
public:
    /// Serving when it returns: state read (or seeded), gateway and management API listening, backends being checked.
    [[nodiscard]] static Result<std::unique_ptr<StraightlineEngine>> open(EngineSettings settings);
    ~StraightlineEngine() override;

    EngineStatus status() const override;
    SiteConfigurationPtr configuration() const override { return m_site; }
    SnapshotPtr snapshot() const override { return m_snapshot; }
    [[nodiscard]] Result<std::uint64_t> apply(const Change& change, const Actor& actor) override;
    [[nodiscard]] Result<Operation> start(const Action& action, const Actor& actor) override;
    std::vector<Operation> operations() const override;
    [[nodiscard]] Result<Operation> operation(std::uint64_t id) const override;
    std::vector<Event> events() const override { return m_events.latest(); }
    [[nodiscard]] Result<std::vector<RequestRow>> requests(const RequestQuery& query) const override;
    [[nodiscard]] Result<RequestReceipt> request(const std::string& id) const override;
    [[nodiscard]] Result<History> history(const HistoryQuery& query) const override;
    [[nodiscard]] Result<std::vector<AuditEntry>> audit(std::uint32_t limit) const override;
    [[nodiscard]] Result<PlacementMap> placementMap(const PlacementMapQuery& query) const override;
    void whatIf(const WhatIfQuery& query, WhatIfDone done) override;
    [[nodiscard]] Result<WhatIfAnswer> whatIfAnswer(std::uint64_t operation) const override;
    [[nodiscard]] Result<std::vector<ThresholdSweep>> sweeps(const std::string& application) const override;
    [[nodiscard]] Result<ThresholdSweep> sweep(std::uint64_t id) const override;
    std::vector<ThresholdWatch> watches() const override;
    [[nodiscard]] Result<LogLines> logs(const BackendId& id, std::uint32_t tail) const override;
    std::vector<ContainerStatus> containers() const override;
    Discovery discovery() const override;
    CalibrationResult calibration(const std::string& application) const override;
    std::string exportSite() const override;
    [[nodiscard]] Result<std::uint64_t> importSite(const std::string& toml, const Actor& actor) override;

    /// No new connections; drained() when the last request is done, or the drain time-out passed, and all that ran for
    /// the backends has ended.
    void drain();
    /// Certificates and authorities from their files again: those that have changed, or all.
    void reviewCertificates(bool readAll);

Q_SIGNALS:
    void drained();

private:
    explicit StraightlineEngine(EngineSettings settings);

    Result<void> openState();
    Result<SiteConfiguration> seed() const;
    Result<SiteConfiguration> saveChange(const SiteConfiguration& before, const Change& change, const Actor& actor,
                                         const store::KeptWatch* watch = nullptr);
    Result<std::uint64_t> apply(const Change& change, const Actor& actor, const store::KeptWatch* watch);
    Result<void> openPlanes();
    void openBackends();
    Result<void> openStudies();
    Result<void> openControl();
    bool isAllowed(const Action& action) const;

    void publishRoutes();
    std::set<std::uint16_t> ownPorts() const;
    void takeSnapshot();
    void raise(Event event);
    void takeRecords();
    void watchDrain();
    void keepDeployedSettings(const BackendId& id, const ContainerSettings& settings, std::uint64_t operation);
    [[nodiscard]] Result<void> setDrained(const BackendId& id, bool drained, const Actor& actor);
    std::vector<Trouble> findTroubles(const std::vector<BackendStatus>& statuses) const;

    const EngineSettings m_settings;
    SystemClock m_clock;
    const WallTime m_started;
    std::string m_state = "starting";
    LiveLoad m_load;
    LoadSlots m_slots;
    RouteBuilder m_routes;
    EventLog m_events;
    EjectionWatch m_ejections;
    Troubles m_troubles;
    SiteConfigurationPtr m_site;
    SnapshotPtr m_snapshot;
    RoutingTablePtr m_table; ///< the one published last
    std::uint64_t m_tableVersion = 0;
    std::uint64_t m_snapshots = 0;

    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<store::ConfigurationStore> m_configuration;
    std::unique_ptr<Records> m_records;
    std::unique_ptr<gpu::GpuWatch> m_gpus;
    std::unique_ptr<backends::ProcessFunctionSupervisor> m_supervisor;
    std::unique_ptr<DataPlane> m_dataPlane;
    std::unique_ptr<backends::Registry> m_backends;
    std::unique_ptr<Calibrator> m_calibrator;
    std::unique_ptr<Studies> m_studies;
    std::unique_ptr<control::ManagementServer> m_control;
    QTimer m_recordTimer;
    QTimer m_snapshotTimer;
    QTimer m_drainTimer;
    QTimer m_certificateTimer;
    std::chrono::milliseconds m_drainTimeout{0}; ///< as the gateway was started with
    std::chrono::steady_clock::time_point m_drainUntil;
};

} // namespace straightline::core
