// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/ejectiontext.h"

#include <fmt/format.h>

namespace straightline
{

std::string describe(EjectionCause cause, std::uint32_t measure)
{
    switch (cause) {
    case EjectionCause::Unreachable:
        return fmt::format("not reachable {} times in a row", measure);
    case EjectionCause::Broken:
        return fmt::format("{} broken connections in a row", measure);
    case EjectionCause::Silent:
        return fmt::format("no answer in time {} times in a row", measure);
    case EjectionCause::ServerErrors:
        return fmt::format("{} failures in a row, the last a server error", measure);
    case EjectionCause::FailureRate:
        return fmt::format("{} % of its requests failed", measure);
    case EjectionCause::Slow:
        return fmt::format("{:.1f} times slower than usual", measure / 10.0);
    case EjectionCause::None:
        break;
    }
    return "ejected";
}

std::string ejectionText(const BackendSnapshot& backend)
{
    const EjectionSnapshot& ejection = backend.ejection;
    const std::string seen = describe(ejection.cause, ejection.measure);
    if (backend.breaker == BreakerState::Open)
        return fmt::format("ejected: {}, back on trial in {} s", seen, (ejection.left.count() + 999) / 1'000);
    return backend.breaker == BreakerState::HalfOpen ? fmt::format("on trial: it was ejected for {}", seen) : "";
}

} // namespace straightline
