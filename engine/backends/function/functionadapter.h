// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QTimer>

#include "engine/backends/backendadapter.h"
#include "engine/backends/function/functionsupervisor.h"
#include "engine/backends/scope.h"
#include "engine/backends/statusbook.h"

namespace straightline::backends
{

/// A backend of kind function: up while its command can be found and is not failing to start. Instances come and go on
/// demand, in the data plane; this tells how they fare. Engine thread; owned by the Registry.
class FunctionAdapter final : public BackendAdapter
{
    Q_OBJECT
public:
    /// The supervisor, and the runtime it knows, outlive the adapter.
    FunctionAdapter(const AdapterContext& context, ProcessFunctionSupervisor& supervisor);
    ~FunctionAdapter() override;

    static AdapterFactory factory(ProcessFunctionSupervisor& supervisor);

    void start(BackendPlan plan) override;
    void applyPlan(BackendPlan plan) override;
    BackendStatus status() const override;
    QCoro::Task<Result<void>> redeploy(std::optional<ContainerSettings> settings, std::chrono::seconds keepOld,
                                       OperationProgress progress) override;
    LogLines logs(std::uint32_t tail) override;
    QCoro::Task<void> remove() override;
    QCoro::Task<void> shutdown(bool stopRunning) override;
    void stop() override;
    std::optional<Trouble> trouble() const override;

private:
    const FunctionSettings& settings() const;
    std::uint32_t number() const { return m_plan.configuration.number; }
    FunctionStatus askPool() const;
    void look();
    void judge();
    void tellFailure();
    BackendState stateNow() const;

    AdapterContext m_context;
    ProcessFunctionSupervisor& m_supervisor;
    BackendPlan m_plan;
    FunctionStatus m_pool; ///< as of the last look
    bool m_commandFound = false;
    std::string m_toldError;
    WallTime m_toldAt;
    StatusBook m_book;
    QTimer m_timer;
    Scope m_scope;
};

} // namespace straightline::backends
