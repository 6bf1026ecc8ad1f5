// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/placement/rule.h"
#include "tests/engine/placement/testsite.h"

using namespace straightline;

Q_DECLARE_METATYPE(straightline::TestBackend)
using Backends = QList<TestBackend>;

namespace
{

constexpr double kF = 20.0;
constexpr std::uint64_t kD = 1'000;

TestBackend free(Tier tier, std::uint64_t payloadLimitBytes = 0)
{
    return {.tier = tier, .capacity = 2, .inFlight = 1, .payloadLimitBytes = payloadLimitBytes};
}
TestBackend full(Tier tier, std::uint64_t payloadLimitBytes = 0)
{
    return {.tier = tier, .capacity = 2, .inFlight = 2, .payloadLimitBytes = payloadLimitBytes};
}
TestBackend down(Tier tier)
{
    return {.tier = tier, .capacity = 2, .inService = false};
}
TestBackend with(BreakerState breaker, std::uint32_t inFlight, Tier tier)
{
    return {.tier = tier, .capacity = 4, .inFlight = inFlight, .breaker = breaker};
}

} // namespace

/// Algorithm 1 through decide(): every row one site and one request.
class RuleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void truthTable_data();
    void truthTable();
    void places_data();
    void places();
    void roomIsSummedPerTier();
    void halfOpenCountsAsOneSlot();
    void excludedBackendHasNoRoom();
};

/// The paper's table: functions always have room; which tier, for what reason.
void RuleTest::truthTable_data()
{
    QTest::addColumn<double>("frequency");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<bool>("localRoom");
    QTest::addColumn<bool>("containerRoom");
    QTest::addColumn<QString>("tier");
    QTest::addColumn<QString>("reason");

    const auto row = [](double f, quint64 d, bool local, bool container, const char* tier, const char* reason) {
        QTest::addRow("f %s F, d %s D, local %s, container %s",
                      f < kF   ? "<"
                      : f > kF ? ">"
                               : "=",
                      d < kD   ? "<"
                      : d > kD ? ">"
                               : "=",
                      local ? "has room" : "full", container ? "has room" : "full")
            << f << d << local << container << QString::fromLatin1(tier) << QString::fromLatin1(reason);
    };
    const quint64 small = kD - 1;
    const quint64 equal = kD;
    const quint64 large = kD + 1;
    const double low = 19.9;
    const double same = kF;
    const double high = 20.1;

    row(low, small, true, true, "local", "local_has_room");
    row(low, small, true, false, "local", "local_has_room");
    row(low, small, false, true, "container", "container_has_room");
    row(low, small, false, false, "serverless", "overflow");
    row(low, equal, true, true, "local", "local_has_room");
    row(low, equal, true, false, "local", "local_has_room");
    row(low, equal, false, true, "container", "container_has_room");
    row(low, equal, false, false, "serverless", "overflow");
    row(low, large, true, true, "container", "large_input");
    row(low, large, true, false, "local", "large_input_fallback");
    row(low, large, false, true, "container", "large_input");
    row(low, large, false, false, "serverless", "large_input_fallback");

    row(same, small, true, true, "local", "local_has_room");
    row(same, small, true, false, "local", "local_has_room");
    row(same, small, false, true, "container", "container_has_room");
    row(same, small, false, false, "serverless", "overflow");
    row(same, equal, true, true, "local", "local_has_room");
    row(same, equal, true, false, "local", "local_has_room");
    row(same, equal, false, true, "container", "container_has_room");
    row(same, equal, false, false, "serverless", "overflow");
    row(same, large, true, true, "container", "large_input");
    row(same, large, true, false, "local", "large_input_fallback");
    row(same, large, false, true, "container", "large_input");
    row(same, large, false, false, "serverless", "large_input_fallback");

    row(high, small, true, true, "serverless", "burst_of_small");
    row(high, small, true, false, "serverless", "burst_of_small");
    row(high, small, false, true, "serverless", "burst_of_small");
    row(high, small, false, false, "serverless", "burst_of_small");
    row(high, equal, true, true, "local", "local_has_room");
    row(high, equal, true, false, "local", "local_has_room");
    row(high, equal, false, true, "container", "container_has_room");
    row(high, equal, false, false, "serverless", "overflow");
    row(high, large, true, true, "container", "large_input");
    row(high, large, true, false, "local", "large_input_fallback");
    row(high, large, false, true, "container", "large_input");
    row(high, large, false, false, "serverless", "large_input_fallback");
}

void RuleTest::truthTable()
{
    QFETCH(double, frequency);
    QFETCH(quint64, size);
    QFETCH(bool, localRoom);
    QFETCH(bool, containerRoom);
    TestSite site;
    site.add(localRoom ? free(Tier::Local) : full(Tier::Local));
    site.add(containerRoom ? free(Tier::Container) : full(Tier::Container));
    site.add(free(Tier::Serverless));
    const Decision decision = site.decide({.frequencyHz = frequency, .sizeBytes = size, .random = 12'345});
    QCOMPARE(word(decision.verdict), QStringLiteral("placed"));
    QTEST(word(decision.tier), "tier");
    QTEST(word(decision.reason), "reason");
    QCOMPARE(decision.backendIndex, static_cast<std::uint32_t>(decision.tier));
    QCOMPARE(decision.candidateCount, std::uint8_t{1});
    QCOMPARE(decision.candidates[0].backendNumber, decision.backendIndex + 1);
    QVERIFY(placement::ruleReproduces(decision));
}

void RuleTest::places_data()
{
    QTest::addColumn<Backends>("backends");
    QTest::addColumn<double>("frequency");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("tier");
    QTest::addColumn<QString>("reason");
    const auto L = Tier::Local;
    const auto C = Tier::Container;
    const auto S = Tier::Serverless;
    const auto row = [](const char* name, const Backends& backends, double f, quint64 d, const char* verdict,
                        const char* tier, const char* reason) {
        QTest::newRow(name) << backends << f << d << QString::fromLatin1(verdict) << QString::fromLatin1(tier)
                            << QString::fromLatin1(reason);
    };
    const double low = 1.0;
    const double high = 50.0;

    // Fallbacks of rules 1 and 2, in the order container, local, serverless.
    row("burst: functions full, container next", {free(L), free(C), full(S)}, high, 10, "placed", "container",
        "burst_of_small_fallback");
    row("burst: functions and containers full, local next", {free(L), full(C), full(S)}, high, 10, "placed", "local",
        "burst_of_small_fallback");
    row("burst: no function configured", {free(L), free(C)}, high, 10, "placed", "container",
        "burst_of_small_fallback");
    row("burst: functions down", {free(L), full(C), down(S)}, high, 10, "placed", "local", "burst_of_small_fallback");
    row("large: containers full, local next", {free(L), full(C), free(S)}, low, 5'000, "placed", "local",
        "large_input_fallback");
    row("large: containers down, local full, serverless last", {full(L), down(C), free(S)}, low, 5'000, "placed",
        "serverless", "large_input_fallback");
    row("large and frequent is large", {free(L), free(C), free(S)}, high, 5'000, "placed", "container", "large_input");
    row("large: falls over a local too small for it", {free(L, 4'000), full(C), free(S)}, low, 5'000, "placed",
        "serverless", "large_input_fallback");

    // Payload limits.
    row("burst: function free but its limit is below d", {free(L), free(C), free(S, 5)}, high, 10, "placed",
        "container", "over_backend_limit");
    row("burst: limit equal to d takes it", {free(L), free(C), free(S, 10)}, high, 10, "placed", "serverless",
        "burst_of_small");
    row("large: container free but its limit is below d", {free(L), free(C, 4'999), free(S)}, low, 5'000, "placed",
        "local", "over_backend_limit");
    row("large: one container too small, one full", {free(L), free(C, 4'999), full(C), free(S)}, low, 5'000, "placed",
        "local", "over_backend_limit");
    row("large: container full and too small is a fallback", {free(L), full(C, 4'999), free(S)}, low, 5'000, "placed",
        "local", "large_input_fallback");
    row("large: the container that takes it is chosen", {free(C, 4'999), free(C), free(C, 10)}, low, 5'000, "placed",
        "container", "large_input");
    row("otherwise: local free but its limit is below d", {free(L, 5), free(C), free(S)}, low, 10, "placed",
        "container", "over_backend_limit");
    row("otherwise: local too small, container full", {free(L, 5), full(C), free(S)}, low, 10, "placed", "serverless",
        "over_backend_limit");
    row("otherwise: local full, container too small", {full(L), free(C, 5), free(S)}, low, 10, "placed", "serverless",
        "over_backend_limit");
    row("otherwise: local full and too small counts as full", {full(L, 5), free(C), free(S)}, low, 10, "placed",
        "container", "container_has_room");
    row("overflow with no local configured", {full(C), free(S)}, low, 10, "placed", "serverless", "overflow");

    // Nobody has room.
    row("all full waits", {full(L), full(C), full(S)}, low, 10, "wait", "local", "no_room");
    row("burst: all full waits", {full(L), full(C), full(S)}, high, 10, "wait", "local", "no_room");
    row("large: all full waits", {full(L), full(C), full(S)}, low, 5'000, "wait", "local", "no_room");
    row("free but too small, full but large enough waits", {free(L, 5), full(C), free(S, 5)}, low, 10, "wait", "local",
        "no_room");
    row("all healthy ones too small", {free(L, 5), free(C, 6), full(S, 7)}, low, 10, "too_large", "local",
        "no_backend_takes_size");
    row("the only one that takes it is down", {free(L, 5), down(C), free(S, 7)}, low, 10, "too_large", "local",
        "no_backend_takes_size");
    row("all down", {down(L), down(C), down(S)}, low, 10, "nothing_healthy", "local", "nothing_healthy");
    row("burst: all down", {down(L), down(C), down(S)}, high, 10, "nothing_healthy", "local", "nothing_healthy");
    row("no backend at all", {}, low, 10, "nothing_healthy", "local", "nothing_healthy");

    // Breakers.
    row("open breaker: next tier", {with(BreakerState::Open, 0, L), free(C), free(S)}, low, 10, "placed", "container",
        "container_has_room");
    row("all breakers open", {with(BreakerState::Open, 0, L), with(BreakerState::Open, 0, C)}, low, 10,
        "nothing_healthy", "local", "nothing_healthy");
    row("half-open and idle gets one request", {with(BreakerState::HalfOpen, 0, L), free(C)}, low, 10, "placed",
        "local", "local_has_room");
    row("half-open with its probe out has no room", {with(BreakerState::HalfOpen, 1, L), free(C)}, low, 10, "placed",
        "container", "container_has_room");
    row("only a half-open one with its probe out waits", {with(BreakerState::HalfOpen, 1, L)}, low, 10, "wait", "local",
        "no_room");
    row("out of service beats a closed breaker", {down(L), free(C)}, low, 10, "placed", "container",
        "container_has_room");

    // Edges of the inputs.
    row("an empty body", {free(L), free(C), free(S)}, low, 0, "placed", "local", "local_has_room");
    row("an empty body in a burst", {free(L), free(C), free(S)}, high, 0, "placed", "serverless", "burst_of_small");
    row("the largest size there is", {free(L), free(C), free(S)}, low, ~quint64{0}, "placed", "container",
        "large_input");
    row("more in flight than the lowered capacity", {{.tier = L, .capacity = 1, .inFlight = 9}, free(C)}, low, 10,
        "placed", "container", "container_has_room");
}

void RuleTest::places()
{
    QFETCH(Backends, backends);
    QFETCH(double, frequency);
    QFETCH(quint64, size);
    TestSite site;
    for (const TestBackend& backend : backends)
        site.add(backend);
    const Decision decision = site.decide({.frequencyHz = frequency, .sizeBytes = size, .random = 99});
    QTEST(word(decision.verdict), "verdict");
    QTEST(word(decision.tier), "tier");
    QTEST(word(decision.reason), "reason");
    QVERIFY(placement::ruleReproduces(decision));
    if (decision.verdict == Verdict::Placed) {
        const TestBackend& chosen = backends[decision.backendIndex];
        QCOMPARE(word(chosen.tier), word(decision.tier));
        QVERIFY(chosen.inFlight < chosen.capacity);
        QVERIFY(chosen.payloadLimitBytes == 0 || chosen.payloadLimitBytes >= size);
    } else {
        QCOMPARE(decision.candidateCount, std::uint8_t{0});
    }
}

void RuleTest::roomIsSummedPerTier()
{
    TestSite site;
    site.add({.tier = Tier::Local, .capacity = 4, .inFlight = 1});
    site.add({.tier = Tier::Container, .capacity = 8, .inFlight = 8});
    site.add({.tier = Tier::Container, .capacity = 8, .inFlight = 3, .payloadLimitBytes = 10});
    site.add({.tier = Tier::Container, .capacity = 5, .inFlight = 2});
    site.add({.tier = Tier::Container, .capacity = 100, .inFlight = 50, .inService = false});
    site.add({.tier = Tier::Container, .capacity = 100, .inFlight = 50, .breaker = BreakerState::Open});
    const Decision decision = site.decide({.frequencyHz = 1.0, .sizeBytes = 500});
    QCOMPARE(decision.room[0],
             (TierRoom{.inFlight = 1, .capacity = 4, .healthy = 1, .takesSize = 1, .withFreeSlot = 1, .withRoom = 1}));
    QCOMPARE(
        decision.room[1],
        (TierRoom{.inFlight = 13, .capacity = 21, .healthy = 3, .takesSize = 2, .withFreeSlot = 2, .withRoom = 1}));
    QCOMPARE(decision.room[2], TierRoom{});
}

void RuleTest::halfOpenCountsAsOneSlot()
{
    TestSite site;
    site.add(with(BreakerState::HalfOpen, 0, Tier::Local));
    const Decision decision = site.decide({.frequencyHz = 1.0, .sizeBytes = 1});
    QCOMPARE(decision.room[0].capacity, 1U);
    QCOMPARE(word(decision.verdict), QStringLiteral("placed"));
}

void RuleTest::excludedBackendHasNoRoom()
{
    TestSite site;
    site.add(free(Tier::Local));
    site.add(free(Tier::Container));
    RequestFeatures features{.frequencyHz = 1.0, .sizeBytes = 1};
    features.excluded[0] = 0;
    features.excludedCount = 1;
    Decision decision = site.decide(features);
    QCOMPARE(word(decision.tier), QStringLiteral("container"));
    QCOMPARE(word(decision.reason), QStringLiteral("container_has_room"));
    features.excluded[1] = 1;
    features.excludedCount = 2;
    decision = site.decide(features);
    QCOMPARE(word(decision.verdict), QStringLiteral("wait"));
    QVERIFY(placement::ruleReproduces(decision));
}

QTEST_GUILESS_MAIN(RuleTest)
#include "tst_rule.moc"
