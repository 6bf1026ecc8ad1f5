// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/backends/backendadapter.h"
#include "engine/backends/healthcheck.h"
#include "engine/backends/httpurl.h"
#include "engine/backends/scope.h"
#include "engine/backends/statusbook.h"

namespace straightline::backends
{

/// A backend of kind http: a server that somebody else runs. Resolves its name (again every 30 s and after a failed
/// check), checks each address, and offers the healthy ones. Engine thread; owned by the Registry.
class HttpAdapter final : public BackendAdapter
{
    Q_OBJECT
public:
    explicit HttpAdapter(const AdapterContext& context);
    ~HttpAdapter() override;

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
    QCoro::Task<void> run();
    void follow(const std::vector<std::string>& addresses);
    void reset();
    void observed(const HealthCheck& check, bool stateChanged);
    void judge();
    BackendState stateNow() const;
    UpstreamTls tls() const;
    HealthTarget targetOf(const std::string& address) const;

    AdapterContext m_context;
    BackendPlan m_plan;
    std::optional<HttpUrl> m_url;
    std::vector<std::unique_ptr<HealthCheck>> m_checks;
    std::string m_resolveError;
    StatusBook m_book;
    Bell m_bell;
    Scope m_scope;
};

} // namespace straightline::backends
