// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <QCoroTask>
#include <QObject>

#include "engine/api/backendstatus.h"
#include "engine/api/clock.h"
#include "engine/api/engine.h"
#include "engine/api/operation.h"
#include "engine/api/result.h"
#include "engine/api/trouble.h"
#include "engine/backends/curlclient.h"
#include "engine/backends/operations.h"

namespace straightline::backends
{

/// What an adapter is to do.
struct BackendPlan {
    BackendId id;
    BackendConfiguration configuration;
    std::chrono::milliseconds requestDeadline{30'000}; ///< of the application: no request lives longer

    bool operator==(const BackendPlan&) const = default;
};

/// What adapters share. All of it outlives them.
struct AdapterContext {
    CurlClient& http;
    const Clock& clock;
    std::function<std::uint32_t(std::uint32_t backendNumber)> inFlight; ///< requests in flight now, from LiveLoad
    std::string siteId; ///< names this state directory in container labels, so that two engines share a Docker engine
};

/// One backend's keeper: runs or watches the thing, and says where requests may go. Engine thread; owned by the
/// Registry, which destroys it from the event loop only, after stop().
class BackendAdapter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Begins to work; called once.
    virtual void start(BackendPlan plan) = 0;
    /// The configuration changed (same id, same kind).
    virtual void applyPlan(BackendPlan plan) = 0;
    virtual BackendStatus status() const = 0;

    /// Replaces what runs by a new generation without a failed request; empty = the configured settings again. Fails
    /// with Unsupported where there is nothing to deploy, with Cancelled when cancelled; on failure the old generation
    /// serves on.
    virtual QCoro::Task<Result<void>> redeploy(std::optional<ContainerSettings> settings, std::chrono::seconds keepOld,
                                               OperationProgress progress) = 0;
    /// Puts back what the latest redeploy has kept.
    virtual QCoro::Task<Result<void>> rollBack(OperationProgress progress);
    /// Stops one replica when its requests are done and leaves it there, or starts it again.
    virtual QCoro::Task<Result<void>> setStopped(std::string replica, bool stopped, OperationProgress progress);

    /// What is known now; fetching more goes on behind.
    virtual LogLines logs(std::uint32_t tail) = 0;

    /// The backend is gone from the configuration: ends and removes what it ran. Bounded in time.
    virtual QCoro::Task<void> remove() = 0;
    /// The engine ends: stops what must not outlive it, and with `stopRunning` also what could be adopted later.
    virtual QCoro::Task<void> shutdown(bool stopRunning) = 0;

    /// Ends every wait at once; afterwards no signal is emitted.
    virtual void stop() = 0;

    /// What outside of it is missing ("Docker: cannot connect to …"), without its time; empty = nothing.
    virtual std::optional<Trouble> trouble() const { return std::nullopt; }

Q_SIGNALS:
    /// State, endpoints or replicas changed.
    void statusChanged();
    void eventRaised(straightline::Event event);
    /// It wants to redeploy of its own accord (the configuration changed): the Registry answers with an operation.
    void redeployWanted();
    /// A redeploy with new settings succeeded: they are to be kept in the configuration.
    void settingsDeployed(straightline::ContainerSettings settings);
};

inline QCoro::Task<Result<void>> BackendAdapter::rollBack(OperationProgress /*progress*/)
{
    co_return failure(ErrorCode::Unsupported, "only kind container can be rolled back");
}

inline QCoro::Task<Result<void>> BackendAdapter::setStopped(std::string /*replica*/, bool /*stopped*/,
                                                            OperationProgress /*progress*/)
{
    co_return failure(ErrorCode::Unsupported, "only containers can be stopped and started one by one");
}

using AdapterFactory = std::function<std::unique_ptr<BackendAdapter>(const AdapterContext&)>;

} // namespace straightline::backends

Q_DECLARE_METATYPE(straightline::ContainerSettings)
