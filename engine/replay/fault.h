// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace straightline::replay
{

/// What goes wrong with a backend. In brackets the experiment's names.
enum class FaultKind : std::uint8_t {
    Crash,     ///< (K1, K6) connections are refused and what it works on is lost; health checks fail
    Slow,      ///< (K2) service takes `amount` times as long; health checks pass
    BlackHole, ///< (K3) everything is answered 500 at once; health checks pass
    Errors,    ///< (K4) a share `amount` of the answers is 500, after the usual time; health checks pass
    Throttle,  ///< (K7) more than `amount` at once are answered 429
};

/// One fault of one backend, or of all, for some time.
struct Fault {
    static constexpr std::string_view kAllBackends = "*";

    FaultKind kind = FaultKind::Crash;
    std::string backend; ///< its name, or kAllBackends
    double fromS = 0.0;  ///< since the beginning of the trace
    double toS = 0.0;    ///< > fromS
    double amount = 0.0; ///< see FaultKind; unused where it is not named

    bool operator==(const Fault&) const = default;
};

/// What goes wrong in a simulation.
struct FaultPlan {
    std::vector<Fault> faults{};
    std::int64_t staleNanos = 0; ///< (K8) policies see the live load as it was up to so long ago; 0 = as it is
    std::uint32_t gateways = 1;  ///< (K9) so many share the backends, and each knows of its own requests only

    bool operator==(const FaultPlan&) const = default;
};

std::string_view toString(FaultKind kind);

/// "crash:web:60:90", "slow:*:60:660:5", "black_hole:web:60:90", "errors:web:60:90:0.3", "throttle:burst:60:90:5":
/// kind, backend, from and to in seconds, amount. The error says what is allowed.
[[nodiscard]] Result<Fault> parseFault(std::string_view text);

} // namespace straightline::replay
