// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/randomsite.h"

#include <array>
#include <cmath>

namespace straightline
{

std::uint64_t RandomSite::between(std::uint64_t low, std::uint64_t high)
{
    return low + m_random() % (high - low + 1);
}

double RandomSite::fraction()
{
    return static_cast<double>(m_random() >> 11) * 0x1.0p-53;
}

std::chrono::milliseconds RandomSite::millis(std::uint64_t low, std::uint64_t high)
{
    return std::chrono::milliseconds(static_cast<std::int64_t>(between(low, high)));
}

std::string RandomSite::text()
{
    constexpr std::array<const char*, 14> kPieces{"a",    "Z9", "\"", "\\", "\n",   "\t",   "\x01",
                                                  "\x7f", "ü",  "語", "😀",  "${x}", "# no", "'''"};
    std::string made;
    for (std::uint64_t i = between(0, 6); i > 0; --i)
        made += kPieces[between(0, kPieces.size() - 1)];
    return made;
}

Environment RandomSite::environment()
{
    Environment made;
    for (std::uint64_t i = between(0, 5); i > 0; --i) {
        // Unsorted on purpose: the order is kept.
        const std::string name = std::string(i % 2 == 0 ? "Z" : "B \"quoted\" ") + std::to_string(i);
        made.emplace_back(i == 3 ? "API_KEY" : name, text());
    }
    return made;
}

std::vector<std::string> RandomSite::words(std::size_t least)
{
    std::vector<std::string> made;
    for (std::uint64_t i = between(least, 4); i > 0; --i)
        made.push_back("w" + text());
    return made;
}

BackendSettings RandomSite::settings()
{
    switch (between(0, 2)) {
    case 0:
        if (between(0, 1) == 0)
            return HttpSettings{.url = "https://127.0.0.1/base",
                                .tlsCaFile = between(0, 1) == 0 ? std::string() : "/etc/\"ca\".pem",
                                .tlsServerName = between(0, 1) == 0 ? std::string() : "web.example",
                                .tlsVerify = between(0, 1) == 0};
        return HttpSettings{.url = "http://127.0.0.1:" + std::to_string(between(1, 65'535)) + "/base"};
    case 1:
        return ContainerSettings{.image = "straightline/digits:" + std::to_string(between(0, 99)),
                                 .containerPort = static_cast<std::uint16_t>(between(1, 65'535)),
                                 .replicas = static_cast<std::uint32_t>(between(1, 64)),
                                 .cpus = between(0, 1) == 0 ? 0.0 : 0.01 + fraction() * 100.0,
                                 .memoryBytes = between(0, 1) == 0 ? 0 : between(6'291'456, 1ULL << 40),
                                 .environment = environment(),
                                 .command = words(0),
                                 .startTimeout = millis(100, 3'600'000)};
    default:
        return FunctionSettings{.command = words(1),
                                .environment = environment(),
                                .keepAlive = millis(0, 86'400'000),
                                .initTimeout = millis(10, 3'600'000),
                                .invocationTimeout = millis(10, 3'600'000),
                                .memoryBytes = between(0, 1) == 0 ? 0 : between(16'777'216, 1ULL << 40),
                                .cpus = between(0, 1) == 0 ? 0.0 : 0.01 + fraction() * 100.0,
                                .answerLimitBytes = between(1'024, 67'108'864),
                                .isolation = static_cast<Isolation>(between(0, 2))};
    }
}

BackendConfiguration RandomSite::backend(const std::string& name)
{
    BackendConfiguration made;
    made.name = name;
    made.tier = kTiers[between(0, kTierCount - 1)];
    made.capacity = static_cast<std::uint32_t>(between(1, 100'000));
    made.payloadLimitBytes = between(0, 1'099'511'627'776);
    made.usdPerSecond = between(0, 1) == 0 ? 0.0 : fraction();
    made.drained = between(0, 1) == 1;
    made.connectTimeout = millis(1, 3'600'000);
    made.readTimeout = millis(1, 86'400'000);
    made.health.path = between(0, 1) == 0 ? std::string() : "/ready/" + std::to_string(between(0, 9));
    made.health.interval = millis(50, 3'600'000);
    made.health.timeout = millis(10, 3'600'000);
    made.health.rise = static_cast<std::uint32_t>(between(1, 100));
    made.health.fall = static_cast<std::uint32_t>(between(1, 100));
    made.settings = settings();
    return made;
}

SiteConfiguration RandomSite::site()
{
    SiteConfiguration made;
    made.gateway = {.listen = "127.0.0.1:" + std::to_string(between(0, 65'535)),
                    .threads = static_cast<std::uint32_t>(between(1, 64)),
                    .maxBodyBytes = between(0, 1ULL << 40),
                    .maxHeaderBytes = static_cast<std::uint32_t>(between(1'024, 1'048'576)),
                    .maxConnections = static_cast<std::uint32_t>(between(1, 1'000'000)),
                    .headerTimeout = millis(10, 3'600'000),
                    .bodyTimeout = millis(10, 3'600'000),
                    .idleTimeout = millis(10, 86'400'000),
                    .drainTimeout = millis(0, 3'600'000),
                    .upgrade = static_cast<UpgradeMode>(between(0, 1)),
                    .upgradeIdleTimeout = millis(10, 86'400'000),
                    .peerTimeout = millis(6'000, 7'200'000),
                    .limits = {.headerFields = static_cast<std::uint32_t>(between(8, 10'000)),
                               .uriBytes = static_cast<std::uint32_t>(between(64, 1'048'576)),
                               .chunkExtensionBytes = static_cast<std::uint32_t>(between(0, 65'536)),
                               .chunkOverheadBytes = static_cast<std::uint32_t>(between(0, 1'073'741'824)),
                               .trailerBytes = static_cast<std::uint32_t>(between(0, 1'048'576)),
                               .connectionsPerAddress = static_cast<std::uint32_t>(between(0, 1'000'000)),
                               .requestsPerConnection = static_cast<std::uint32_t>(between(0, 1'000'000'000)),
                               .uploadBytesPerSecond = static_cast<std::uint32_t>(between(0, 1'073'741'824)),
                               .answerBytesPerSecond = static_cast<std::uint32_t>(between(0, 1'073'741'824)),
                               .rateGrace = millis(100, 3'600'000)},
                    .tls = {}};
    if (between(0, 1) == 0) {
        made.gateway.tls = {.listen = "[::1]:" + std::to_string(between(0, 65'535)),
                            .certificate = "/tls/cert " + std::to_string(between(0, 9)) + ".pem",
                            .key = "/tls/key.pem",
                            .clientCa = between(0, 1) == 0 ? std::string() : "/tls/ca.pem",
                            .minimumVersion = between(0, 1) == 0 ? TlsVersion::Tls12 : TlsVersion::Tls13};
    }
    made.retention = {.requestDays = static_cast<std::uint32_t>(between(1, 36'500)),
                      .rollupDays = static_cast<std::uint32_t>(between(1, 36'500)),
                      .maxDatabaseBytes = between(16'777'216, 1ULL << 50)};
    for (std::uint64_t i = between(0, 4); i > 0; --i) {
        ApplicationConfiguration application;
        application.name = "app" + std::to_string(i);
        application.mount = between(0, 1) == 0 ? std::string() : "/mount" + std::to_string(i);
        application.policy = static_cast<PolicyKind>(between(0, kPolicyCount - 2));
        application.thresholds.frequencyHz = fraction() * std::pow(10.0, static_cast<double>(between(0, 8)));
        application.thresholds.sizeBytes = between(0, 1'099'511'627'776);
        application.window = millis(10, 3'600'000);
        application.deadline = millis(1, 86'400'000);
        application.queueLimit = static_cast<std::uint32_t>(between(0, 1'000'000));
        application.isolation = {.consecutiveFailures = static_cast<std::uint32_t>(between(0, 1'000'000)),
                                 .failurePercent = static_cast<std::uint32_t>(between(0, 100)),
                                 .minimumAttempts = static_cast<std::uint32_t>(between(1, 1'000'000)),
                                 .slowFactor = between(0, 1) == 0 ? 0.0 : 1.5 + 900.0 * fraction(),
                                 .ejectionTime = millis(100, 3'600'000),
                                 .maxEjectionTime = millis(3'600'000, 86'400'000),
                                 .maxEjectedPercent = static_cast<std::uint32_t>(between(0, 100)),
                                 .panicPercent = static_cast<std::uint32_t>(between(0, 100)),
                                 .repeatable = static_cast<Repeatable>(between(0, 2)),
                                 .hedgeAfter = millis(0, 3'600'000),
                                 .hedgePercent = static_cast<std::uint32_t>(between(1, 20))};
        application.adaptive.budgetUsdPer1000 = between(0, 1) == 0 ? 0.0 : 1e6 * fraction();
        for (const char* each : {"guard", "cold_start", "exploration"}) {
            if (between(0, 2) == 0)
                application.adaptive.without.emplace_back(each);
        }
        for (std::uint64_t j = between(0, 4); j > 0; --j)
            application.backends.push_back(backend("b" + std::to_string(j)));
        made.applications.push_back(std::move(application));
    }
    return made;
}

} // namespace straightline
