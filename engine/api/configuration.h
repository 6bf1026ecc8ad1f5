// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/words.h"

// What the operator configures. Plain values; the store keeps them, site.toml spells them, the routing table is made of
// them.
namespace straightline
{

/// "application:backend", e.g. "digits:web": the backend's name in the management API, container labels and logs.
using BackendId = std::string;

/// F and D of Algorithm 1 (StraightLine, arXiv 2407.18148, Algorithm 1), per application.
struct Thresholds {
    double frequencyHz = 20.0;         ///< F, requests/s, finite, ≥ 0
    std::uint64_t sizeBytes = 262'144; ///< D, bytes

    bool operator==(const Thresholds&) const = default;
};

/// Active health check: `rise` successes in a row make a backend up, `fall` failures in a row make it down.
struct HealthCheckSettings {
    std::string path = "/v2/health/ready"; ///< GET; 2xx or 3xx is healthy; empty = TCP connect only
    std::chrono::milliseconds interval{2'000};
    std::chrono::milliseconds timeout{1'000};
    std::uint32_t rise = 2;
    std::uint32_t fall = 3;

    bool operator==(const HealthCheckSettings&) const = default;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

struct HttpSettings {
    std::string url;             ///< http://HOST[:PORT][/base] or https://…; the rest is for https only
    std::string tlsCaFile{};     ///< PEM: whose certificates are believed; empty = the system's
    std::string tlsServerName{}; ///< sent (SNI) and looked for in the certificate; empty = the host of `url`
    bool tlsVerify = true;       ///< false: any certificate will do, so anybody can pose as this backend

    bool operator==(const HttpSettings&) const = default;
};

struct ContainerSettings {
    std::string image;
    std::uint16_t containerPort = 8080;
    std::uint32_t replicas = 1;    ///< 1 … 64
    double cpus = 0.0;             ///< CPU limit of each replica; 0 = none
    std::uint64_t memoryBytes = 0; ///< memory limit of each replica; 0 = none
    Environment environment;
    std::vector<std::string> command; ///< empty = the image's
    std::chrono::milliseconds startTimeout{60'000};

    bool operator==(const ContainerSettings&) const = default;
};

enum class TlsVersion : std::uint8_t { Tls12, Tls13 };

/// What is done with a request that wants to speak another protocol (RFC 9110, 7.8).
enum class UpgradeMode : std::uint8_t { Refuse, Tunnel };

enum class Isolation : std::uint8_t { Automatic, Bubblewrap, None };

struct FunctionSettings {
    std::vector<std::string> command; ///< a process that speaks the AWS Lambda Runtime API
    Environment environment;
    std::chrono::milliseconds keepAlive{300'000};
    std::chrono::milliseconds initTimeout{10'000};
    std::chrono::milliseconds invocationTimeout{30'000};
    std::uint64_t memoryBytes = 536'870'912; ///< limit of each instance; 0 = none
    double cpus = 0.0;                       ///< CPU limit of each instance; 0 = none
    std::uint64_t answerLimitBytes = 6'291'456;
    Isolation isolation = Isolation::Automatic; ///< automatic = bubblewrap where it is installed

    bool operator==(const FunctionSettings&) const = default;
};

using BackendSettings = std::variant<HttpSettings, ContainerSettings, FunctionSettings>;

struct BackendConfiguration {
    std::uint32_t number = 0; ///< given by the store, never reused; 0 = not stored yet
    std::string name;         ///< [A-Za-z0-9][A-Za-z0-9._-]{0,62}, unique in the application
    Tier tier = Tier::Local;
    std::uint32_t capacity = 8;          ///< most requests in flight, 1 … 100000
    std::uint64_t payloadLimitBytes = 0; ///< largest body it takes; 0 = no limit
    double usdPerSecond = 0.0;           ///< of serving a request, 0 … 1; 0 = it is paid for anyway
    bool drained = false;                ///< the operator took it out of service
    std::chrono::milliseconds connectTimeout{2'000};
    std::chrono::milliseconds readTimeout{30'000}; ///< longest silence of the backend
    HealthCheckSettings health;
    BackendSettings settings;

    BackendKind kind() const;
    bool operator==(const BackendConfiguration&) const = default;
};

/// When a backend is taken out because of how it answers, and what is done about failed attempts. Beside the active
/// health checks: these are told by the requests themselves.
struct IsolationSettings {
    std::uint32_t consecutiveFailures = 5; ///< failed attempts in a row that eject; 0 = never for this
    std::uint32_t failurePercent = 20;     ///< share of failed attempts in 10 s that ejects, when the others fail less
                                           ///< than a quarter as often; 0 = never for this
    std::uint32_t minimumAttempts = 20;    ///< in these 10 s, or nothing is concluded
    double slowFactor = 3.0; ///< as many times slower than before ejects, when its peers are not; 0 = never
    std::chrono::milliseconds ejectionTime{10'000}; ///< × times ejected
    std::chrono::milliseconds maxEjectionTime{60'000};
    std::uint32_t maxEjectedPercent = 100; ///< of those in service, for how they answer; one always may be
    std::uint32_t panicPercent = 25;       ///< fewer than this available: who answers at all is used; 0 = answer 503
    Repeatable repeatable = Repeatable::Idempotent;
    /// A second backend is asked, beside the first, when that has not begun to answer for so long, and for longer than
    /// all but hedgePercent of the requests take; of requests that may be repeated. 0 = never.
    std::chrono::milliseconds hedgeAfter{0};
    std::uint32_t hedgePercent = 2; ///< of the requests, at most, are sent a second time for that

    bool operator==(const IsolationSettings&) const = default;
};

/// Of the policies that predict; the others read none of it.
struct AdaptiveSettings {
    double budgetUsdPer1000 = 0.0; ///< for 1,000 requests by the backends' prices, 0 … 1e6; 0 = money does not count
    std::vector<std::string> without; ///< ingredients that are left out (ingredients.h)

    bool operator==(const AdaptiveSettings&) const = default;
};

struct ApplicationConfiguration {
    std::uint32_t number = 0; ///< given by the store, never reused
    std::string name;         ///< same alphabet as a backend's name
    std::string mount;        ///< "" or an absolute path prefix; "/" takes all that is left
    PolicyKind policy = PolicyKind::Straightline;
    Thresholds thresholds;
    std::chrono::milliseconds window{1'000};    ///< W, 10 ms … 1 h
    std::chrono::milliseconds deadline{30'000}; ///< whole request, waiting included
    std::uint32_t queueLimit = 256;
    IsolationSettings isolation;
    AdaptiveSettings adaptive;
    std::vector<BackendConfiguration> backends;

    bool operator==(const ApplicationConfiguration&) const = default;
};

/// A second listener of the gateway, for HTTPS. Only paths are kept: what is in the files is in no database, export or
/// log. A file that changes is read again while the gateway runs.
struct TlsSettings {
    std::string listen{};      ///< ADDRESS:PORT; empty = no HTTPS
    std::string certificate{}; ///< PEM: the certificate, then its chain
    std::string key{};         ///< PEM, not encrypted; not readable by everybody
    std::string clientCa{};    ///< PEM: clients must show a certificate signed by one of these; empty = they need none
    TlsVersion minimumVersion = TlsVersion::Tls12;

    bool operator==(const TlsSettings&) const = default;
};

/// What one client may cost. Each limit says so to the client where something can be said, and counts (api/limit.h).
struct GatewayLimits {
    std::uint32_t headerFields = 128; ///< in a request's head
    std::uint32_t uriBytes = 8'192;
    std::uint32_t chunkExtensionBytes = 256;   ///< in the line of one chunk
    std::uint32_t chunkOverheadBytes = 16'384; ///< framing of a chunked body beyond what its chunks need
    std::uint32_t trailerBytes = 8'192;
    std::uint32_t connectionsPerAddress = 0;    ///< of an IPv4 address or an IPv6 /64; 0 = no limit
    std::uint32_t requestsPerConnection = 0;    ///< 0 = no limit
    std::uint32_t uploadBytesPerSecond = 240;   ///< slowest body, while the client is waited for; 0 = no limit
    std::uint32_t answerBytesPerSecond = 240;   ///< slowest reading of an answer; 0 = no limit
    std::chrono::milliseconds rateGrace{5'000}; ///< before these two count

    bool operator==(const GatewayLimits&) const = default;
};

/// Read once, when the gateway starts; a change takes effect at the next start.
struct GatewaySettings {
    std::string listen = "127.0.0.1:8080"; ///< empty = HTTPS only
    std::uint32_t threads = 2;             ///< 1 … 64
    std::uint64_t maxBodyBytes = 67'108'864;
    std::uint32_t maxHeaderBytes = 65'536;
    std::uint32_t maxConnections = 20'000;
    std::chrono::milliseconds headerTimeout{10'000}; ///< first byte of a request to the end of its head
    std::chrono::milliseconds bodyTimeout{30'000};   ///< longest silence of a client inside a body
    std::chrono::milliseconds idleTimeout{60'000};   ///< keep-alive
    std::chrono::milliseconds drainTimeout{10'000};  ///< SIGTERM to the end of the last request
    UpgradeMode upgrade = UpgradeMode::Refuse;
    std::chrono::milliseconds upgradeIdleTimeout{300'000}; ///< longest silence of both sides of a tunnel
    /// How long the machine of a client or backend may acknowledge nothing, while it is asked, before it counts as
    /// gone.
    std::chrono::milliseconds peerTimeout{60'000};
    GatewayLimits limits;
    TlsSettings tls;

    bool operator==(const GatewaySettings&) const = default;
};

struct RetentionSettings {
    std::uint32_t requestDays = 7;
    std::uint32_t rollupDays = 90;
    std::uint64_t maxDatabaseBytes = 2'147'483'648;

    bool operator==(const RetentionSettings&) const = default;
};

struct SiteConfiguration {
    std::uint64_t revision = 0; ///< counts the applied changes
    GatewaySettings gateway;
    RetentionSettings retention;
    std::vector<ApplicationConfiguration> applications;

    const ApplicationConfiguration* findApplication(std::string_view name) const;
    const BackendConfiguration* findBackend(std::string_view id) const;
    bool operator==(const SiteConfiguration&) const = default;
};

BackendId makeBackendId(std::string_view application, std::string_view backend);

/// Splits "application:backend"; both empty when there is no colon.
std::pair<std::string, std::string> splitBackendId(std::string_view id);

/// Checks every field; the error names the field (dotted path), its value and what is allowed.
[[nodiscard]] Result<void> validate(const Thresholds& thresholds);
[[nodiscard]] Result<void> validate(const BackendConfiguration& backend);
[[nodiscard]] Result<void> validate(const ApplicationConfiguration& application);
[[nodiscard]] Result<void> validate(const RetentionSettings& retention);
[[nodiscard]] Result<void> validate(const SiteConfiguration& site);

} // namespace straightline
