// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The words of the design's table as enumerations, each with its one spelling in API, database and documents.
namespace straightline
{

/// A backend's role in the rule.
enum class Tier : std::uint8_t { Local, Container, Serverless };
inline constexpr std::size_t kTierCount = 3;
inline constexpr std::array<Tier, kTierCount> kTiers{Tier::Local, Tier::Container, Tier::Serverless};

/// How a backend is run and reached.
enum class BackendKind : std::uint8_t { Http, Container, Function, Vm };

enum class BackendState : std::uint8_t { Unknown, Starting, Up, Draining, Down, Failed };

enum class BreakerState : std::uint8_t { Closed, HalfOpen, Open };

/// Why a backend was ejected. The first three: it did not answer at all; the others: it answers, but not as it should,
/// which may be the requests' fault.
enum class EjectionCause : std::uint8_t {
    None,
    Unreachable,  ///< nobody accepts connections
    Broken,       ///< it closes connections, or speaks no HTTP
    Silent,       ///< no answer in its read time-out
    ServerErrors, ///< 5xx answers, one after the other
    FailureRate,  ///< fails far more often than the application's other backends
    Slow,         ///< many times slower than before, and the others are not
};
inline constexpr bool answersNot(EjectionCause cause)
{
    return cause >= EjectionCause::Unreachable && cause <= EjectionCause::Silent;
}

/// Which requests may be sent to a second backend after the first received some of them.
enum class Repeatable : std::uint8_t {
    Idempotent, ///< by their method: GET, HEAD, OPTIONS, TRACE, PUT, DELETE
    Keyed,      ///< these, and requests with an Idempotency-Key
    All,        ///< all: the application has no side effects
};

enum class PolicyKind : std::uint8_t {
    Straightline,
    RoundRobin,
    LeastOutstanding,
    TwoChoices,
    LocalOnly,
    ContainerOnly,
    ServerlessOnly,
    PeakEwma,
    Prequal,
    ExpectedCompletion,
    Adaptive,
    Oracle, ///< of the simulator only: it is told how long each backend will take
};
inline constexpr std::size_t kPolicyCount = 12;
/// False: no configuration may have it.
inline constexpr bool isForLiveRequests(PolicyKind policy)
{
    return policy != PolicyKind::Oracle;
}

/// Why a request was placed where it was, or why it was not placed.
enum class Reason : std::uint8_t {
    None,
    BurstOfSmall,
    LargeInput,
    LocalHasRoom,
    ContainerHasRoom,
    Overflow,
    BurstOfSmallFallback,
    LargeInputFallback,
    OverBackendLimit, ///< the rule's tier has room, but not for a body of this size
    RoundRobin,
    LeastOutstanding,
    TwoChoices,
    LocalOnly,
    ContainerOnly,
    ServerlessOnly,
    NoRoom,             ///< some backend is healthy, none has room: wait
    NothingHealthy,     ///< 503
    NoBackendTakesSize, ///< every healthy backend has a payload limit below this body: 413
    PeakEwma,
    PrequalCold, ///< some backend has few requests in flight: of these the lowest latency
    PrequalHot,  ///< all have many: the fewest in flight
    ExpectedCompletion,
    Adaptive,
    AdaptiveGuard,       ///< another was predicted faster, but has many more in flight than usual
    AdaptiveExploration, ///< tried again, to see whether it still is as it was
    Oracle,
};

inline constexpr std::size_t kReasonCount = 26;

/// How a request ended. Exactly one per request.
enum class Outcome : std::uint8_t {
    Answered,       ///< the backend's answer was passed on whole, whatever its status
    BackendFailed,  ///< no backend answered, or the answer broke off (502)
    BackendTimeout, ///< deadline passed while a backend worked (504)
    QueueFull,      ///< 429
    QueueTimeout,   ///< deadline passed in the waiting queue (504)
    NothingHealthy, ///< 503
    TooLarge,       ///< 413
    BadRequest,     ///< 400, 405, 431 …: refused before placement
    NotFound,       ///< 404: no such application
    ClientGone,     ///< the client left before its answer was complete
    ClientTimeout,  ///< the client stalled (408)
    ShuttingDown,   ///< 503 while the gateway drains
};

inline constexpr std::size_t kOutcomeCount = 12;

/// How one attempt at one backend ended.
enum class AttemptOutcome : std::uint8_t {
    Ok,
    ConnectFailed, ///< nothing was sent; always safe to try elsewhere
    Broken,        ///< connection lost, or garbage, before the answer was complete
    Timeout,
    ServerError, ///< 5xx answer
    Abandoned,   ///< the client left or the deadline passed
    FunctionFailed,
    Cancelled, ///< another attempt of the same request was answered first: says nothing of the backend
};
inline constexpr std::size_t kAttemptOutcomeCount = 8;

std::string_view toString(Tier value);
std::string_view toString(BackendKind value);
std::string_view toString(BackendState value);
std::string_view toString(BreakerState value);
std::string_view toString(EjectionCause value);
std::string_view toString(Repeatable value);
std::string_view toString(PolicyKind value);
std::string_view toString(Reason value);
std::string_view toString(Outcome value);
std::string_view toString(AttemptOutcome value);

std::optional<Tier> tierFromString(std::string_view text);
std::optional<BackendKind> backendKindFromString(std::string_view text);
std::optional<BackendState> backendStateFromString(std::string_view text);
/// Reads "join_shortest_queue", as papers call it, for least_outstanding too.
std::optional<PolicyKind> policyFromString(std::string_view text);
std::optional<Repeatable> repeatableFromString(std::string_view text);
std::optional<Reason> reasonFromString(std::string_view text);
std::optional<Outcome> outcomeFromString(std::string_view text);

/// All spellings, in enumeration order, for messages of the form "allowed: a, b, c" and for choosers; of the policies
/// those for live requests.
std::string_view allowedTiers();
std::string_view allowedKinds();
std::string_view allowedPolicies();
std::string_view allowedRepeatables();

} // namespace straightline
