// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <chrono>
#include <limits>
#include <memory>
#include <random>

#include "engine/placement/decide.h"

using namespace straightline;

namespace
{

constexpr std::uint32_t kBackends = 1'000;
constexpr std::int64_t kNow = 3'600'000'000'000;

struct Site {
    ApplicationRoute application;
    LiveLoad load;
};

/// Backends of all tiers, some full, all measured.
std::unique_ptr<Site> makeSite(PolicyKind policy)
{
    auto site = std::make_unique<Site>();
    site->application.policy = policy;
    for (std::uint32_t i = 0; i < kBackends; ++i) {
        BackendRoute& backend = site->application.backends.emplace_back();
        backend.number = i + 1;
        backend.slot = i;
        backend.tier = kTiers[i % kTierCount];
        backend.capacity = 8;
        backend.inService = true;
        site->load.backends[i].inFlight = i % 10;
        site->load.backends[i].latencyMicros = 1'000 + i;
        site->load.backends[i].latencyAtNanos = kNow - 1'000'000;
    }
    seal(site->application);
    return site;
}

/// What any choice among them costs at least when it is written down plainly: one look at each.
std::uint32_t plainChoice(const Site& site)
{
    std::uint32_t best = 0;
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (const BackendRoute& each : site.application.backends) {
        const BackendLoad& load = site.load.backends[each.slot];
        const std::uint32_t inFlight = load.inFlight.load(std::memory_order_relaxed);
        const bool hasRoom = each.inService && inFlight < each.capacity
                             && load.breaker.load(std::memory_order_relaxed) == BreakerState::Closed;
        if (hasRoom && inFlight < least) {
            least = inFlight;
            best = each.number;
        }
    }
    return best;
}

/// The shortest of many batches, per call: what other processes take only ever adds.
template <class Call>
double bestNanos(Call call)
{
    constexpr int kCalls = 50;
    double best = std::numeric_limits<double>::max();
    for (int batch = 0; batch < 40; ++batch) {
        const auto begun = std::chrono::steady_clock::now();
        for (int i = 0; i < kCalls; ++i)
            call(i);
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begun;
        best = std::min(best, took.count() / kCalls);
    }
    return best;
}

} // namespace

/// Bar R11 without a clock's absolute time: with 1,000 backends a decision costs no more than twenty plain looks at
/// them. bench_placement tells the nanoseconds and the 99th percentile.
class TestDecisionTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void costsNoMoreThanSomePlainLooks_data();
    void costsNoMoreThanSomePlainLooks();
};

void TestDecisionTime::costsNoMoreThanSomePlainLooks_data()
{
    QTest::addColumn<int>("policy");
    for (std::size_t i = 0; i < kPolicyCount; ++i)
        QTest::newRow(std::string(toString(static_cast<PolicyKind>(i))).c_str()) << static_cast<int>(i);
}

void TestDecisionTime::costsNoMoreThanSomePlainLooks()
{
    QFETCH(int, policy);
    const auto site = makeSite(static_cast<PolicyKind>(policy));
    std::mt19937_64 random(1);
    std::uint64_t sum = 0;
    const double decision = bestNanos([&](int) {
        const RequestFeatures features{
            .frequencyHz = static_cast<double>(random() % 40), .sizeBytes = random() % 524'288, .random = random()};
        sum += placement::decide(features, site->application, site->load, kNow).backendIndex;
    });
    const double plain = bestNanos([&](int) { sum += plainChoice(*site); });
    qInfo("a decision %.0f ns, a plain look at all %.0f ns (%llu)", decision, plain,
          static_cast<unsigned long long>(sum % 10));
    QVERIFY(decision < 20.0 * plain);
}

QTEST_APPLESS_MAIN(TestDecisionTime)
#include "tst_decisiontime.moc"
