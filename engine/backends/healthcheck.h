// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/api/backendstatus.h"
#include "engine/api/clock.h"
#include "engine/backends/curlclient.h"
#include "engine/backends/healthstate.h"
#include "engine/backends/scope.h"

namespace straightline::backends
{

/// What is checked: one numeric address.
struct HealthTarget {
    Endpoint endpoint;
    std::string hostHeader;
    std::string path;  ///< GET; empty = TCP connect only
    UpstreamTls tls{}; ///< of a backend with https

    bool operator==(const HealthTarget&) const = default;
};

/// The outcome of one check; `text` reads "200 in 2 ms" or says what went wrong.
struct HealthProbe {
    bool healthy = false;
    std::string text;
};

/// GET of `path` at the target, or with an empty path a mere connection; never a pooled one.
HttpRequest requestTo(const HealthTarget& target, const std::string& path, std::chrono::milliseconds timeout);

/// One check, without memory.
QCoro::Task<HealthProbe> probeHealth(CurlClient* http, Scope scope, HealthTarget target,
                                     std::chrono::milliseconds timeout);

/// The pause before the next check: the interval, a quarter of it while unsettled, ± 10 % by `random` in 0 … 1 so that
/// checks of many backends spread out.
std::chrono::milliseconds nextCheckDelay(const HealthCheckSettings& settings, bool unsettled, double random);

/// Checks one address for ever, from its construction on, and remembers how it fares. Engine thread; owned by an
/// adapter, which outlives it together with `http` and `clock`. `observed` is called after each check, on the check's
/// own stack: it must not destroy the check.
class HealthCheck
{
public:
    HealthCheck(CurlClient& http, const Clock& clock, HealthTarget target, HealthCheckSettings settings,
                std::function<void(bool stateChanged)> observed);
    ~HealthCheck();
    HealthCheck(const HealthCheck&) = delete;
    HealthCheck& operator=(const HealthCheck&) = delete;

    /// Checks this way from the next check on; what is known stays.
    void reconfigure(HealthTarget target, HealthCheckSettings settings);

    const HealthTarget& target() const { return m_target; }
    BackendState state() const { return m_state.state(); }
    WallTime since() const { return m_since; }
    const std::string& lastCheck() const { return m_lastCheck; }
    const std::string& lastError() const { return m_lastError; } ///< kept after recovery; empty = none ever
    WallTime lastErrorTime() const { return m_lastErrorTime; }
    WallTime lastCheckTime() const { return m_lastCheckTime; }
    std::uint64_t passed() const { return m_passed; } ///< checks
    bool everUp() const { return m_everUp; }

private:
    QCoro::Task<void> run();
    void note(const HealthProbe& probe);

    CurlClient& m_http;
    const Clock& m_clock;
    HealthTarget m_target;
    HealthCheckSettings m_settings;
    std::function<void(bool)> m_observed;
    HealthState m_state;
    WallTime m_since;
    WallTime m_lastCheckTime;
    WallTime m_lastErrorTime;
    std::string m_lastCheck;
    std::string m_lastError;
    std::uint64_t m_passed = 0;
    bool m_everUp = false;
    Scope m_scope;
};

} // namespace straightline::backends
