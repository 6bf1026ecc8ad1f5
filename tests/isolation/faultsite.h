// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QProcess>
#include <QTemporaryDir>

#include "steadyload.h"
#include "tests/flow/product.h"

namespace straightline
{

/// The real program with three scripted backends of one tier, each a process.
class FaultSite
{
public:
    static constexpr int kBackends = 3;
    static constexpr int kHealthIntervalMs = 500;

    /// `isolation`: lines for [application.isolation].
    explicit FaultSite(const std::string& policy, const std::string& isolation = {});
    ~FaultSite();

    /// Everything runs and every backend is up.
    bool start();

    void behave(int backend, const std::string& mode, int delayMs = 10);
    void kill(int backend); ///< SIGKILL
    bool restart(int backend);
    /// Requests it has received: all, and POST ones.
    std::pair<int, int> count(int backend);

    static std::string name(int backend) { return "b" + std::to_string(backend); }
    /// Of the management API, "" when there is none.
    std::string breaker(int backend);
    std::string ejectionText(int backend);
    std::uint64_t ejections(int backend);

    std::uint16_t port() const;
    static std::string get();
    static std::string post();
    flow::Product& product() { return *m_product; }

private:
    bool startBackend(int backend, std::uint16_t port);
    nlohmann::json live(int backend);

    QTemporaryDir m_folder;
    std::string m_policy;
    std::string m_isolation;
    std::vector<std::unique_ptr<QProcess>> m_backends;
    std::vector<std::uint16_t> m_ports;
    std::unique_ptr<flow::Product> m_product;
};

} // namespace straightline
