// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QObject>
#include <QPointer>

#include "engine/api/change.h"
#include "engine/api/containerstatus.h"
#include "engine/api/discovery.h"
#include "engine/api/history.h"
#include "engine/api/operation.h"
#include "engine/api/placementmap.h"
#include "engine/api/result.h"
#include "engine/api/snapshot.h"
#include "engine/api/whatif.h"

namespace straightline
{

using SiteConfigurationPtr = std::shared_ptr<const SiteConfiguration>;

struct LogLines {
    std::vector<std::string> lines; ///< oldest first
    std::string source;             ///< what they come from, e.g. container name; or why there are none
    bool complete = true;           ///< false: as many as were asked for are still being read; ask again
};

struct EngineStatus {
    std::string version;
    std::string state; ///< "starting", "serving", "draining"
    WallTime started;
    std::string ingest;    ///< HOST:PORT, the real port; empty = only HTTPS
    std::string ingestTls; ///< the same of the HTTPS listener; empty = none
    std::string control;   ///< HOST:PORT
    bool readOnly = false;
    std::vector<Trouble> troubles; ///< the worst first

    bool operator==(const EngineStatus&) const = default;
};

/// The engine, as the console and the management API see it: values in, values out.
///
/// Lives on the engine thread; the functions are called there only, and never wait for the network. Another thread uses
/// ask(). Implemented by core::StraightlineEngine, and by FakeEngine in tests.
class Engine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual EngineStatus status() const = 0;
    virtual SiteConfigurationPtr configuration() const = 0;
    virtual SnapshotPtr snapshot() const = 0;

    /// Durable on disk and visible to the next decision when it returns; the new revision.
    [[nodiscard]] virtual Result<std::uint64_t> apply(const Change& change, const Actor& actor) = 0;
    /// Begins work that takes time; follow it by operationChanged() or operation().
    [[nodiscard]] virtual Result<Operation> start(const Action& action, const Actor& actor) = 0;

    virtual std::vector<Operation> operations() const = 0; ///< running and the latest ended, newest first
    [[nodiscard]] virtual Result<Operation> operation(std::uint64_t id) const = 0;
    virtual std::vector<Event> events() const = 0; ///< the latest, newest first

    [[nodiscard]] virtual Result<std::vector<RequestRow>>
    requests(const RequestQuery& query) const = 0; ///< newest first
    /// By the id the client got (x-request-id) or the store's number as text.
    [[nodiscard]] virtual Result<RequestReceipt> request(const std::string& id) const = 0;
    [[nodiscard]] virtual Result<History> history(const HistoryQuery& query) const = 0;
    [[nodiscard]] virtual Result<std::vector<AuditEntry>> audit(std::uint32_t limit) const = 0; ///< newest first

    /// Where an application's requests would go now, decided by the code that places them. NotFound, InvalidArgument.
    [[nodiscard]] virtual Result<PlacementMap> placementMap(const PlacementMapQuery& query) const = 0;

    /// What other thresholds or another policy would have done to the latest requests. Returns at once; computed
    /// behind, by the code that places live requests. NotFound, InvalidArgument, Storage; Cancelled when the same asker
    /// asked anew.
    virtual void whatIf(const WhatIfQuery& query, WhatIfDone done) = 0;

    /// Of an AskWhatIf: the latest twenty are kept. NotFound; Conflict while it is computed; its own error.
    [[nodiscard]] virtual Result<WhatIfAnswer> whatIfAnswer(std::uint64_t operation) const = 0;

    /// The sweeps of an application (empty = of all) that are kept, newest first, without their points.
    [[nodiscard]] virtual Result<std::vector<ThresholdSweep>> sweeps(const std::string& application) const = 0;
    [[nodiscard]] virtual Result<ThresholdSweep> sweep(std::uint64_t id) const = 0;
    /// Of each application the latest, running or ended.
    virtual std::vector<ThresholdWatch> watches() const = 0;

    /// The latest lines a backend wrote; what is known now. Fetching more goes on behind and shows at the next call.
    [[nodiscard]] virtual Result<LogLines> logs(const BackendId& id, std::uint32_t tail) const = 0;

    /// Every container of ours, by backend and name; what is known now. Asking has them looked at again, at most once a
    /// second, so usage is fresh as long as somebody asks.
    virtual std::vector<ContainerStatus> containers() const = 0;

    /// What the latest DiscoverBackends found.
    virtual Discovery discovery() const = 0;

    /// What the latest CalibrateApplication of this application has found so far; its operation is 0 when there was
    /// none.
    virtual CalibrationResult calibration(const std::string& application) const = 0;

    virtual std::string exportSite() const = 0; ///< site.toml
    /// Reads site.toml and applies it as PutSite; errors carry line and column.
    [[nodiscard]] virtual Result<std::uint64_t> importSite(const std::string& toml, const Actor& actor) = 0;

Q_SIGNALS:
    void snapshotTaken(straightline::SnapshotPtr snapshot);
    void configurationChanged(straightline::SiteConfigurationPtr site);
    void operationChanged(straightline::Operation operation);
    void eventRaised(straightline::Event event);
};

/// Runs `question` on the engine's thread and `answer` with its result on the main thread, without waiting. To be
/// called on the main thread, where `context` lives; nothing is answered once the context is destroyed. The engine
/// outlives the question.
template <class Question, class Answer>
void ask(Engine& engine, QObject* context, Question question, Answer answer)
{
    QPointer<QObject> guard(context);
    QMetaObject::invokeMethod(
        &engine,
        [&engine, guard = std::move(guard), question = std::move(question), answer = std::move(answer)]() mutable {
            auto result = question(engine);
            // The guard is only looked at on the main thread: here the context could be dying.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard = std::move(guard), answer = std::move(answer), result = std::move(result)]() mutable {
                    if (guard)
                        answer(std::move(result));
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace straightline

Q_DECLARE_METATYPE(straightline::SnapshotPtr)
Q_DECLARE_METATYPE(straightline::SiteConfigurationPtr)
Q_DECLARE_METATYPE(straightline::Operation)
Q_DECLARE_METATYPE(straightline::Event)
