// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/words.h"

#include "engine/api/result.h"

namespace straightline
{
namespace
{

template <class E, std::size_t N>
using Names = std::array<std::string_view, N>;

constexpr Names<Tier, 3> kTierNames{"local", "container", "serverless"};
constexpr Names<BackendKind, 4> kKindNames{"http", "container", "function", "vm"};
constexpr Names<BackendState, 6> kStateNames{"unknown", "starting", "up", "draining", "down", "failed"};
constexpr Names<BreakerState, 3> kBreakerNames{"closed", "half_open", "open"};
constexpr Names<EjectionCause, 7> kEjectionNames{"none",          "unreachable",  "broken", "silent",
                                                 "server_errors", "failure_rate", "slow"};
constexpr Names<Repeatable, 3> kRepeatableNames{"idempotent", "keyed", "all"};
constexpr Names<PolicyKind, kPolicyCount> kPolicyNames{
    "straightline",    "round_robin", "least_outstanding", "two_choices",         "local_only", "container_only",
    "serverless_only", "peak_ewma",   "prequal",           "expected_completion", "adaptive",   "oracle"};
constexpr Names<Reason, kReasonCount> kReasonNames{"none",
                                                   "burst_of_small",
                                                   "large_input",
                                                   "local_has_room",
                                                   "container_has_room",
                                                   "overflow",
                                                   "burst_of_small_fallback",
                                                   "large_input_fallback",
                                                   "over_backend_limit",
                                                   "round_robin",
                                                   "least_outstanding",
                                                   "two_choices",
                                                   "local_only",
                                                   "container_only",
                                                   "serverless_only",
                                                   "no_room",
                                                   "nothing_healthy",
                                                   "no_backend_takes_size",
                                                   "peak_ewma",
                                                   "prequal_cold",
                                                   "prequal_hot",
                                                   "expected_completion",
                                                   "adaptive",
                                                   "adaptive_guard",
                                                   "adaptive_exploration",
                                                   "oracle"};
constexpr Names<Outcome, kOutcomeCount> kOutcomeNames{
    "answered",  "backend_failed", "backend_timeout", "queue_full",  "queue_timeout",  "nothing_healthy",
    "too_large", "bad_request",    "not_found",       "client_gone", "client_timeout", "shutting_down"};
constexpr Names<AttemptOutcome, kAttemptOutcomeCount> kAttemptNames{
    "ok", "connect_failed", "broken", "timeout", "server_error", "abandoned", "function_failed", "cancelled"};
constexpr Names<ErrorCode, 15> kErrorNames{
    "invalid_argument", "not_found", "already_exists", "conflict", "read_only", "too_large", "cancelled", "unsupported",
    "unreachable",      "timeout",   "overloaded",     "refused",  "bad_reply", "storage",   "internal"};

template <class E, std::size_t N>
std::string_view nameOf(const std::array<std::string_view, N>& names, E value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < N ? names[index] : std::string_view("?");
}

template <class E, std::size_t N>
std::optional<E> valueOf(const std::array<std::string_view, N>& names, std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == text)
            return static_cast<E>(i);
    }
    return std::nullopt;
}

} // namespace

std::string_view toString(Tier value)
{
    return nameOf(kTierNames, value);
}
std::string_view toString(BackendKind value)
{
    return nameOf(kKindNames, value);
}
std::string_view toString(BackendState value)
{
    return nameOf(kStateNames, value);
}
std::string_view toString(BreakerState value)
{
    return nameOf(kBreakerNames, value);
}
std::string_view toString(EjectionCause value)
{
    return nameOf(kEjectionNames, value);
}
std::string_view toString(Repeatable value)
{
    return nameOf(kRepeatableNames, value);
}
std::string_view toString(PolicyKind value)
{
    return nameOf(kPolicyNames, value);
}
std::string_view toString(Reason value)
{
    return nameOf(kReasonNames, value);
}
std::string_view toString(Outcome value)
{
    return nameOf(kOutcomeNames, value);
}
std::string_view toString(AttemptOutcome value)
{
    return nameOf(kAttemptNames, value);
}
std::string_view toString(ErrorCode value)
{
    return nameOf(kErrorNames, value);
}

std::optional<Tier> tierFromString(std::string_view text)
{
    return valueOf<Tier>(kTierNames, text);
}
std::optional<BackendKind> backendKindFromString(std::string_view text)
{
    return valueOf<BackendKind>(kKindNames, text);
}
std::optional<BackendState> backendStateFromString(std::string_view text)
{
    return valueOf<BackendState>(kStateNames, text);
}
std::optional<PolicyKind> policyFromString(std::string_view text)
{
    if (text == "join_shortest_queue")
        return PolicyKind::LeastOutstanding;
    return valueOf<PolicyKind>(kPolicyNames, text);
}
std::optional<Repeatable> repeatableFromString(std::string_view text)
{
    return valueOf<Repeatable>(kRepeatableNames, text);
}
std::optional<Reason> reasonFromString(std::string_view text)
{
    return valueOf<Reason>(kReasonNames, text);
}
std::optional<Outcome> outcomeFromString(std::string_view text)
{
    return valueOf<Outcome>(kOutcomeNames, text);
}

std::string_view allowedTiers()
{
    return "local, container, serverless";
}
std::string_view allowedKinds()
{
    return "http, container, function";
}
std::string_view allowedPolicies()
{
    return "straightline, round_robin, least_outstanding, two_choices, local_only, container_only, serverless_only, "
           "peak_ewma, prequal, expected_completion, adaptive";
}

std::string_view allowedRepeatables()
{
    return "idempotent, keyed, all";
}

} // namespace straightline
