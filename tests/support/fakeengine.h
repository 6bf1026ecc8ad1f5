// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/engine.h"

namespace straightline
{

/// An engine wholly in memory for the tests of the console and of the management API: it behaves as the contract says
/// (apply() validates, numbers, audits and signals), records what it was asked, and says what a test told it to say.
/// Its time stands still except for tick(), so two runs are alike. Lives on the thread that made it, or was moved to.
class FakeEngine final : public Engine
{
public:
    struct AppliedChange {
        Change change;
        std::string actor;
    };
    struct StartedAction {
        Action action;
        std::string actor;
    };

    /// Begins with sampleSite() and no requests; the snapshot is one of tick().
    explicit FakeEngine(QObject* parent = nullptr);

    EngineStatus status() const override { return engineStatus; }
    SiteConfigurationPtr configuration() const override { return m_site; }
    SnapshotPtr snapshot() const override { return m_snapshot; }
    [[nodiscard]] Result<std::uint64_t> apply(const Change& change, const Actor& actor) override;
    [[nodiscard]] Result<Operation> start(const Action& action, const Actor& actor) override;
    std::vector<Operation> operations() const override;
    [[nodiscard]] Result<Operation> operation(std::uint64_t id) const override;
    std::vector<Event> events() const override;
    [[nodiscard]] Result<std::vector<RequestRow>> requests(const RequestQuery& query) const override;
    [[nodiscard]] Result<RequestReceipt> request(const std::string& id) const override;
    [[nodiscard]] Result<History> history(const HistoryQuery& query) const override;
    [[nodiscard]] Result<std::vector<AuditEntry>> audit(std::uint32_t limit) const override;
    [[nodiscard]] Result<PlacementMap> placementMap(const PlacementMapQuery& query) const override;
    void whatIf(const WhatIfQuery& query, WhatIfDone done) override;
    [[nodiscard]] Result<WhatIfAnswer> whatIfAnswer(std::uint64_t operation) const override;
    [[nodiscard]] Result<std::vector<ThresholdSweep>> sweeps(const std::string& application) const override;
    [[nodiscard]] Result<ThresholdSweep> sweep(std::uint64_t id) const override;
    std::vector<ThresholdWatch> watches() const override { return watchList; }
    [[nodiscard]] Result<LogLines> logs(const BackendId& id, std::uint32_t tail) const override;
    std::vector<ContainerStatus> containers() const override { return containerList; }
    Discovery discovery() const override { return discovered; }
    CalibrationResult calibration(const std::string& application) const override;
    std::string exportSite() const override { return siteText; }
    [[nodiscard]] Result<std::uint64_t> importSite(const std::string& toml, const Actor& actor) override;

    // What a test tells it.
    EngineStatus engineStatus;
    std::optional<Error> nextFailure;  ///< the next apply(), start() or importSite() fails with it, once
    std::optional<Error> storeFailure; ///< requests, receipts, history and audit fail with it while it is set
    std::map<BackendId, LogLines> logLines;
    mutable int logReads = 0; ///< so many answers of logs() until one is complete; 0 = each is
    std::vector<ContainerStatus> containerList;
    std::map<std::string, CalibrationResult> calibrations; ///< what calibration() says, by application
    Discovery discovered;                                  ///< what discovery() says
    std::optional<History> historyAnswer;                  ///< empty = a deterministic wave over the asked time
    bool holdsWhatIf = false;                              ///< whatIf() is answered by releaseWhatIf() only
    bool holdsSweeps = false;                              ///< a sweep runs until releaseSweep() or its cancelling
    std::vector<ThresholdSweep> sweepList;                 ///< kept, oldest first
    std::vector<ThresholdWatch> watchList;                 ///< what watches() says; a WatchThresholds adds one
    std::string siteText = "# site\n";
    SiteConfiguration importedSite; ///< what importSite() makes of any text

    // What it was asked, in order.
    std::vector<AppliedChange> changes;
    std::vector<StartedAction> actions;
    std::vector<std::string> imports;
    mutable std::vector<RequestQuery> requestQueries;
    mutable std::vector<HistoryQuery> historyQueries;
    mutable std::vector<PlacementMapQuery> mapQueries;
    mutable std::vector<std::uint32_t> logTails;
    std::vector<WhatIfQuery> whatIfQueries;

    /// Puts a configuration in place without recording a change; signals it.
    void setSite(SiteConfiguration site);
    /// Shows exactly this snapshot and signals it.
    void setSnapshot(Snapshot snapshot);
    /// 250 ms pass: takes and signals a deterministic snapshot of the present configuration, with moving numbers.
    void tick();
    /// Adds `count` deterministic requests, newest last: every tier, fallbacks, retries and failures occur.
    void addRequests(std::size_t count);
    void addRequest(RequestRow row); ///< gets the next id
    void releaseWhatIf();            ///< answers what was held
    void releaseSweep();             ///< the one that was held runs to its end
    /// A watch changes, and its operation tells so; it ends when the phase says so.
    void setWatch(const ThresholdWatch& watch);
    void raiseEvent(Severity severity, const std::string& subject, const std::string& text);
    /// A running operation tells a step, or ends.
    void advanceOperation(std::uint64_t id, OperationState state, const std::string& step, double progress);
    /// A running redeploy or roll back has deployed these: they are the configuration from now on.
    void keepDeployed(std::uint64_t id, const ContainerSettings& settings);
    /// A running operation shows these steps.
    void setSteps(std::uint64_t id, std::vector<OperationStep> steps);

    WallTime now() const { return m_now; }

    /// Application "digits" with backends web (http), box (container) and burst (function), and "thumbs" with one.
    static SiteConfiguration sampleSite();

private:
    const BackendConfiguration* backendOf(std::uint32_t number, std::string* application) const;
    void giveNumbers(SiteConfiguration& site);
    RequestRow sampleRow(std::uint64_t index) const;
    std::vector<RequestRow> rowsOf(const std::string& application) const;
    Result<WhatIfAnswer> answerTo(const WhatIfQuery& query) const;
    std::optional<Result<Operation>> startStudy(const Action& action, const Actor& actor);
    Result<Operation> startWatch(const WatchThresholds& wanted, const Actor& actor);
    void endSweep(std::uint64_t operation, const SweepThresholds& wanted, std::uint64_t mostPoints);
    void cancelStudy(const Operation& operation);
    Operation begin(const std::string& kind, const std::string& subject, const Actor& actor);
    std::optional<Error> takeFailure();

    SiteConfigurationPtr m_site;
    SnapshotPtr m_snapshot;
    WallTime m_now;
    std::uint64_t m_ticks = 0;
    std::uint64_t m_nextRow = 1;
    std::uint32_t m_nextNumber = 1;
    std::vector<RequestRow> m_rows; ///< ids ascending
    std::vector<std::pair<WhatIfQuery, WhatIfDone>> m_heldWhatIfs;
    std::map<std::uint64_t, Result<WhatIfAnswer>> m_whatIfAnswers;        ///< by operation
    std::optional<std::pair<std::uint64_t, SweepThresholds>> m_heldSweep; ///< with its operation
    std::vector<Operation> m_operations;
    std::vector<Event> m_events;
    std::vector<AuditEntry> m_audit;
};

} // namespace straightline
