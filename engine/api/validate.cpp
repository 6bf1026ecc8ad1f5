// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/api/configuration.h"
#include "engine/api/ingredients.h"

// Every bound of the configuration in one place; site.toml, the management API and the console all come through here.
namespace straightline
{
namespace
{

using std::chrono::hours;
using std::chrono::milliseconds;

[[nodiscard]] tl::unexpected<Error> invalid(const std::string& field, const std::string& value,
                                            const std::string& allowed)
{
    return failure(ErrorCode::InvalidArgument, fmt::format("{} = {}: allowed is {}", field, value, allowed));
}

/// Collects the first violation; the rest are not looked at.
class Checker
{
public:
    explicit Checker(std::string subject)
        : m_prefix(std::move(subject))
    {
    }

    template <class T>
    void range(const char* field, T value, T low, T high, const char* unit = "")
    {
        if (value < low || value > high)
            fail(field, fmt::format("{}", value), fmt::format("{} … {}{}", low, high, unit));
    }

    void duration(const char* field, milliseconds value, milliseconds low, milliseconds high)
    {
        if (value < low || value > high)
            fail(field, fmt::format("{} ms", value.count()), fmt::format("{} … {} ms", low.count(), high.count()));
    }

    void name(const std::string& value)
    {
        constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
        const bool good = !value.empty() && value.size() <= 63
                          && value.find_first_not_of(kAlphabet) == std::string::npos
                          && std::string_view("._-").find(value.front()) == std::string_view::npos;
        if (!good)
            fail("name", fmt::format("\"{}\"", value), "1 … 63 of A-Z a-z 0-9 . _ -, beginning with a letter or digit");
    }

    void require(bool good, const char* field, const std::string& value, const std::string& allowed)
    {
        if (!good)
            fail(field, value, allowed);
    }

    Result<void> result() const
    {
        if (m_failed)
            return tl::make_unexpected(m_error);
        return {};
    }

private:
    void fail(const char* field, const std::string& value, const std::string& allowed)
    {
        if (m_failed)
            return;
        m_failed = true;
        m_error = invalid(m_prefix.empty() ? field : m_prefix + "." + field, value, allowed).value();
    }

    std::string m_prefix;
    bool m_failed = false;
    Error m_error;
};

/// Names and values as a process can get them. Values are never part of the message: they may be secrets.
void check(Checker& checker, const Environment& environment)
{
    std::set<std::string_view> names;
    for (const auto& [name, value] : environment) {
        checker.require(!name.empty() && name.find_first_of(std::string_view("=\0", 2)) == std::string::npos,
                        "environment", '"' + name + '"', "variables with a name without =");
        checker.require(names.insert(name).second, "environment", '"' + name + '"', "each variable once");
        checker.require(value.find('\0') == std::string::npos, "environment", '"' + name + '"',
                        "values without a null character");
    }
}

void check(Checker& checker, const std::vector<std::string>& command)
{
    for (const std::string& word : command)
        checker.require(word.find('\0') == std::string::npos, "command", "a word", "words without a null character");
}

bool isHostAndPort(const std::string& text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0 || text.find_first_of(" \t\r\n/") != std::string::npos)
        return false;
    const std::string port = text.substr(colon + 1);
    const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    return digits && std::stoul(port) <= 65'535;
}

bool isEmptyOrAbsolute(const std::string& path)
{
    return path.empty()
           || (path.front() == '/' && path.size() <= 4'095 && path.find('\0') == std::string::npos
               && path.find_first_of("\r\n") == std::string::npos);
}

void check(Checker& checker, const TlsSettings& tls)
{
    const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
    checker.require(tls.listen.empty() || isHostAndPort(tls.listen), "tls.listen", quoted(tls.listen),
                    "empty or HOST:PORT, port 0 … 65535");
    checker.require(isEmptyOrAbsolute(tls.certificate), "tls.certificate", quoted(tls.certificate),
                    "an absolute path of a PEM file");
    checker.require(isEmptyOrAbsolute(tls.key), "tls.key", quoted(tls.key), "an absolute path of a PEM file");
    checker.require(isEmptyOrAbsolute(tls.clientCa), "tls.client_ca", quoted(tls.clientCa),
                    "empty or an absolute path of a PEM file");
    if (tls.listen.empty())
        return;
    checker.require(!tls.certificate.empty(), "tls.certificate", "\"\"", "a PEM file, because tls.listen is set");
    checker.require(!tls.key.empty(), "tls.key", "\"\"", "a PEM file, because tls.listen is set");
}

void check(Checker& checker, const HttpSettings& http)
{
    const bool secure = http.url.starts_with("https://");
    const std::size_t host = secure ? 8 : 7;
    const bool scheme = (secure || http.url.starts_with("http://")) && http.url.size() > host && http.url[host] != '/'
                        && http.url[host] != ':';
    checker.require(scheme, "url", '"' + http.url + '"', "http://HOST[:PORT][/base] or https://HOST[:PORT][/base]");
    checker.require(http.url.find_first_of(" \t\r\n?#@") == std::string::npos, "url", '"' + http.url + '"',
                    "an address without blanks, user, query or fragment");
    const std::string quotedCa = '"' + http.tlsCaFile + '"';
    checker.require(isEmptyOrAbsolute(http.tlsCaFile), "tls_ca_file", quotedCa, "empty or an absolute path");
    checker.require(secure || http.tlsCaFile.empty(), "tls_ca_file", quotedCa, "empty when the url is not https://…");
    const std::string& name = http.tlsServerName;
    checker.require(name.size() <= 253 && name.find_first_of(" \t\r\n/:@") == std::string::npos, "tls_server_name",
                    '"' + name + '"', "empty or a host name without port");
    checker.require(secure || name.empty(), "tls_server_name", '"' + name + '"', "empty when the url is not https://…");
    checker.require(secure || http.tlsVerify, "tls_verify", "false", "true when the url is not https://…");
}

void check(Checker& checker, const ContainerSettings& container)
{
    checker.require(!container.image.empty() && container.image.size() <= 255
                        && container.image.find_first_of(" \t\r\n") == std::string::npos,
                    "image", '"' + container.image + '"', "an image reference, e.g. straightline/digits:latest");
    checker.range<unsigned>("container_port", container.containerPort, 1, 65'535);
    checker.range<unsigned>("replicas", container.replicas, 1, 64);
    checker.require(container.cpus == 0.0 || (container.cpus >= 0.01 && container.cpus <= 1'024), "cpus",
                    fmt::format("{}", container.cpus), "0 (no limit) or 0.01 … 1024");
    checker.require(container.memoryBytes == 0 || container.memoryBytes >= 6'291'456, "memory_bytes",
                    fmt::format("{}", container.memoryBytes), "0 (no limit) or at least 6291456");
    check(checker, container.environment);
    check(checker, container.command);
    checker.duration("start_timeout_ms", container.startTimeout, milliseconds(100), hours(1));
}

void check(Checker& checker, const FunctionSettings& function)
{
    checker.require(!function.command.empty() && !function.command.front().empty(), "command", "[]",
                    "a program and its arguments");
    check(checker, function.environment);
    check(checker, function.command);
    checker.duration("keep_alive_ms", function.keepAlive, milliseconds(0), hours(24));
    checker.duration("init_timeout_ms", function.initTimeout, milliseconds(10), hours(1));
    checker.duration("invocation_timeout_ms", function.invocationTimeout, milliseconds(10), hours(1));
    checker.require(function.memoryBytes == 0 || function.memoryBytes >= 16'777'216, "memory_bytes",
                    fmt::format("{}", function.memoryBytes), "0 (no limit) or at least 16777216");
    checker.require(function.cpus == 0.0 || (function.cpus >= 0.01 && function.cpus <= 1'024), "cpus",
                    fmt::format("{}", function.cpus), "0 (no limit) or 0.01 … 1024");
    checker.range<std::uint64_t>("answer_limit_bytes", function.answerLimitBytes, 1'024, 67'108'864, " bytes");
}

void check(Checker& checker, const IsolationSettings& isolation)
{
    checker.range<std::uint32_t>("isolation.consecutive_failures", isolation.consecutiveFailures, 0, 1'000'000);
    checker.range<std::uint32_t>("isolation.failure_percent", isolation.failurePercent, 0, 100, " %");
    checker.range<std::uint32_t>("isolation.minimum_attempts", isolation.minimumAttempts, 1, 1'000'000);
    checker.require(isolation.slowFactor == 0.0 || (isolation.slowFactor >= 1.5 && isolation.slowFactor <= 1'000.0),
                    "isolation.slow_factor", fmt::format("{}", isolation.slowFactor), "0 (off) or 1.5 … 1000");
    checker.duration("isolation.ejection_ms", isolation.ejectionTime, milliseconds(100), hours(1));
    checker.duration("isolation.max_ejection_ms", isolation.maxEjectionTime, isolation.ejectionTime, hours(24));
    checker.range<std::uint32_t>("isolation.max_ejected_percent", isolation.maxEjectedPercent, 0, 100, " %");
    checker.range<std::uint32_t>("isolation.panic_percent", isolation.panicPercent, 0, 100, " %");
    checker.duration("isolation.hedge_after_ms", isolation.hedgeAfter, milliseconds(0), hours(1));
    checker.range<std::uint32_t>("isolation.hedge_percent", isolation.hedgePercent, 1, 20, " %");
}

/// A policy for live requests, and what those that predict read.
void checkPolicy(Checker& checker, const ApplicationConfiguration& application)
{
    checker.require(isForLiveRequests(application.policy), "policy", std::string(toString(application.policy)),
                    fmt::format("one of {}; the oracle must be told service times, as only straightline replay can",
                                allowedPolicies()));
    const AdaptiveSettings& adaptive = application.adaptive;
    checker.require(adaptive.budgetUsdPer1000 >= 0.0 && adaptive.budgetUsdPer1000 <= 1e6, "budget_usd_per_1000",
                    fmt::format("{}", adaptive.budgetUsdPer1000), "0 (no budget) … 1e6 USD");
    const auto ingredients = ingredientsWithout(adaptive.without);
    checker.require(ingredients.has_value(), "adaptive_without",
                    fmt::format("[\"{}\"]", fmt::join(adaptive.without, "\", \"")),
                    fmt::format("a list of {}", allowedIngredients()));
    std::set<std::string> once(adaptive.without.begin(), adaptive.without.end());
    checker.require(once.size() == adaptive.without.size(), "adaptive_without",
                    fmt::format("[\"{}\"]", fmt::join(adaptive.without, "\", \"")), "each word once");
}

} // namespace

Result<void> validate(const Thresholds& thresholds)
{
    Checker checker{""};
    checker.require(std::isfinite(thresholds.frequencyHz) && thresholds.frequencyHz >= 0.0
                        && thresholds.frequencyHz <= 1e9,
                    "frequency_hz", fmt::format("{}", thresholds.frequencyHz), "a number of requests/s, 0 … 1e9");
    checker.range<std::uint64_t>("size_bytes", thresholds.sizeBytes, 0, 1'099'511'627'776, " bytes");
    return checker.result();
}

Result<void> validate(const BackendConfiguration& backend)
{
    Checker checker("backend \"" + backend.name + "\"");
    checker.name(backend.name);
    checker.range<std::uint32_t>("capacity", backend.capacity, 1, 100'000);
    checker.range<std::uint64_t>("payload_limit_bytes", backend.payloadLimitBytes, 0, 1'099'511'627'776, " bytes");
    checker.require(backend.usdPerSecond >= 0.0 && backend.usdPerSecond <= 1.0, "usd_per_second",
                    fmt::format("{}", backend.usdPerSecond), "0 … 1 USD");
    checker.duration("connect_timeout_ms", backend.connectTimeout, milliseconds(1), hours(1));
    checker.duration("read_timeout_ms", backend.readTimeout, milliseconds(1), hours(24));
    checker.require(backend.health.path.empty() || backend.health.path.front() == '/', "health_path",
                    '"' + backend.health.path + '"', "empty or a path that begins with /");
    checker.require(backend.health.path.find_first_of(" \t\r\n") == std::string::npos
                        && backend.health.path.size() <= 1'024,
                    "health_path", '"' + backend.health.path + '"', "at most 1024 characters without blanks");
    checker.duration("health_interval_ms", backend.health.interval, milliseconds(50), hours(1));
    checker.duration("health_timeout_ms", backend.health.timeout, milliseconds(10), hours(1));
    checker.range<std::uint32_t>("health_rise", backend.health.rise, 1, 100);
    checker.range<std::uint32_t>("health_fall", backend.health.fall, 1, 100);
    std::visit([&](const auto& settings) { check(checker, settings); }, backend.settings);
    return checker.result();
}

Result<void> validate(const ApplicationConfiguration& application)
{
    Checker checker("application \"" + application.name + "\"");
    checker.name(application.name);
    const std::string& mount = application.mount;
    checker.require(mount.empty() || (mount.front() == '/' && (mount.size() == 1 || mount.back() != '/')), "mount",
                    '"' + mount + '"', "empty, /, or an absolute path without a final slash");
    checker.require(mount.find_first_of(" \t\r\n?#") == std::string::npos && mount.size() <= 255, "mount",
                    '"' + mount + '"', "at most 255 characters without blanks, ? or #");
    checker.duration("window_ms", application.window, milliseconds(10), hours(1));
    checker.duration("deadline_ms", application.deadline, milliseconds(1), hours(24));
    checker.range<std::uint32_t>("queue_limit", application.queueLimit, 0, 1'000'000);
    check(checker, application.isolation);
    checkPolicy(checker, application);
    checker.require(application.backends.size() <= 1'024, "backends", std::to_string(application.backends.size()),
                    "at most 1024");
    if (auto good = checker.result(); !good)
        return good;
    if (auto good = validate(application.thresholds); !good)
        return failure(good.error().code, "application \"" + application.name + "\"." + good.error().detail);

    std::set<std::string> names;
    for (const BackendConfiguration& backend : application.backends) {
        if (auto good = validate(backend); !good)
            return failure(good.error().code, "application \"" + application.name + "\": " + good.error().detail);
        if (!names.insert(backend.name).second)
            return failure(ErrorCode::InvalidArgument, fmt::format("application \"{}\": two backends are named \"{}\"",
                                                                   application.name, backend.name));
    }
    return {};
}

Result<void> validate(const RetentionSettings& retention)
{
    Checker checker("retention");
    checker.range<std::uint32_t>("request_days", retention.requestDays, 1, 36'500);
    checker.range<std::uint32_t>("rollup_days", retention.rollupDays, 1, 36'500);
    checker.range<std::uint64_t>("max_database_bytes", retention.maxDatabaseBytes, 16'777'216, 1'125'899'906'842'624,
                                 " bytes");
    return checker.result();
}

static void check(Checker& checker, const GatewayLimits& limits)
{
    const auto range = [&](const char* field, std::uint32_t value, std::uint32_t least, std::uint32_t most,
                           const char* unit) {
        checker.range<std::uint32_t>((std::string("limits.") + field).c_str(), value, least, most, unit);
    };
    range("header_fields", limits.headerFields, 8, 10'000, "");
    range("uri_bytes", limits.uriBytes, 64, 1'048'576, " bytes");
    range("chunk_extension_bytes", limits.chunkExtensionBytes, 0, 65'536, " bytes");
    range("chunk_overhead_bytes", limits.chunkOverheadBytes, 0, 1'073'741'824, " bytes");
    range("trailer_bytes", limits.trailerBytes, 0, 1'048'576, " bytes");
    range("connections_per_address", limits.connectionsPerAddress, 0, 1'000'000, "");
    range("requests_per_connection", limits.requestsPerConnection, 0, 1'000'000'000, "");
    range("upload_bytes_per_second", limits.uploadBytesPerSecond, 0, 1'073'741'824, "");
    range("answer_bytes_per_second", limits.answerBytesPerSecond, 0, 1'073'741'824, "");
    checker.duration("limits.rate_grace_ms", limits.rateGrace, milliseconds(100), hours(1));
}

Result<void> validate(const SiteConfiguration& site)
{
    if (auto good = validate(site.retention); !good)
        return good;
    Checker checker("gateway");
    if (site.gateway.tls.listen.empty() || !site.gateway.listen.empty())
        checker.require(isHostAndPort(site.gateway.listen), "listen", '"' + site.gateway.listen + '"',
                        "HOST:PORT, port 0 … 65535; empty only beside tls.listen");
    checker.range<std::uint32_t>("threads", site.gateway.threads, 1, 64);
    checker.range<std::uint64_t>("max_body_bytes", site.gateway.maxBodyBytes, 0, 1'099'511'627'776, " bytes");
    checker.range<std::uint32_t>("max_header_bytes", site.gateway.maxHeaderBytes, 1'024, 1'048'576, " bytes");
    checker.range<std::uint32_t>("max_connections", site.gateway.maxConnections, 1, 1'000'000);
    checker.duration("header_timeout_ms", site.gateway.headerTimeout, milliseconds(10), hours(1));
    checker.duration("body_timeout_ms", site.gateway.bodyTimeout, milliseconds(10), hours(1));
    checker.duration("idle_timeout_ms", site.gateway.idleTimeout, milliseconds(10), hours(24));
    checker.duration("drain_timeout_ms", site.gateway.drainTimeout, milliseconds(0), hours(1));
    checker.duration("upgrade_idle_timeout_ms", site.gateway.upgradeIdleTimeout, milliseconds(10), hours(24));
    checker.duration("peer_timeout_ms", site.gateway.peerTimeout, milliseconds(6'000), hours(2));
    check(checker, site.gateway.limits);
    check(checker, site.gateway.tls);
    if (auto good = checker.result(); !good)
        return good;

    std::set<std::string> names;
    std::set<std::string> mounts;
    for (const ApplicationConfiguration& application : site.applications) {
        if (auto good = validate(application); !good)
            return good;
        if (!names.insert(application.name).second)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("two applications are named \"{}\"", application.name));
        if (!application.mount.empty() && !mounts.insert(application.mount).second)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("application \"{}\".mount = \"{}\": another application has it",
                                       application.name, application.mount));
    }
    if (site.applications.size() > 1'000)
        return invalid("application", std::to_string(site.applications.size()), "at most 1000 applications");
    return {};
}

} // namespace straightline
