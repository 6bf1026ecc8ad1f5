// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/placement/sentence.h"
#include "tests/engine/placement/testsite.h"

using namespace straightline;

namespace
{

QString explained(const Decision& decision)
{
    return QString::fromStdString(placement::explain(decision));
}

/// Local 4, container 8, serverless 16 slots; F = 20 /s, D = 262,144 B.
TestSite demoSite(std::uint32_t local, std::uint32_t container, std::uint32_t serverless)
{
    TestSite site;
    site.application().thresholds = {};
    site.add({.tier = Tier::Local, .capacity = 4, .inFlight = local});
    site.add({.tier = Tier::Container, .capacity = 8, .inFlight = container, .latencyMicros = 41'200});
    site.add({.tier = Tier::Serverless, .capacity = 16, .inFlight = serverless, .payloadLimitBytes = 6'000'000});
    return site;
}

} // namespace

class SentenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void explains_data();
    void explains();
    void showsBytesWhereRoundingHidesTheDifference();
    void explainsOtherPolicies();
    void explainsPoliciesThatPredict();
    void explainsARequestWithoutDecision();
};

void SentenceTest::explains_data()
{
    QTest::addColumn<double>("f");
    QTest::addColumn<quint64>("d");
    QTest::addColumn<QList<quint32>>("inFlight");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, double f, quint64 d, const QList<quint32>& inFlight, const char* sentence) {
        QTest::newRow(name) << f << d << inFlight << QString::fromUtf8(sentence);
    };
    row("large", 14.2, 1'200'000, {1, 6, 12},
        "d = 1.2 MB > D = 262 kB → container (large_input). f = 14.2 /s ≤ F = 20 /s. "
        "Room: local 1/4, container 6/8, serverless 12/16.");
    row("large, containers full", 14.2, 1'200'000, {1, 8, 12},
        "d = 1.2 MB > D = 262 kB → container, but container has no room → local (large_input_fallback). "
        "f = 14.2 /s ≤ F = 20 /s. Room: local 1/4, container 8/8, serverless 12/16.");
    row("burst", 31.46, 4'096, {0, 0, 0},
        "f = 31.5 /s > F = 20 /s and d = 4.1 kB < D = 262 kB → serverless (burst_of_small). "
        "Room: local 0/4, container 0/8, serverless 0/16.");
    row("burst, functions full", 31.46, 4'096, {0, 8, 16},
        "f = 31.5 /s > F = 20 /s and d = 4.1 kB < D = 262 kB → serverless, but serverless has no room, "
        "container has no room → local (burst_of_small_fallback). Room: local 0/4, container 8/8, serverless 16/16.");
    row("local has room", 0.5, 0, {0, 0, 0},
        "f = 0.5 /s ≤ F = 20 /s and d = 0 B ≤ D = 262 kB: local has room → local (local_has_room). "
        "Room: local 0/4, container 0/8, serverless 0/16.");
    row("container has room", 20.0, 900, {4, 7, 0},
        "f = 20 /s = F = 20 /s and d = 900 B ≤ D = 262 kB: local has no room → container (container_has_room). "
        "Room: local 4/4, container 7/8, serverless 0/16.");
    row("overflow", 20.0, 900, {4, 8, 0},
        "f = 20 /s = F = 20 /s and d = 900 B ≤ D = 262 kB: local has no room, container has no room → "
        "serverless (overflow). Room: local 4/4, container 8/8, serverless 0/16.");
    row("waits", 20.0, 900, {4, 8, 16},
        "f = 20 /s = F = 20 /s and d = 900 B ≤ D = 262 kB: local has no room, container has no room, "
        "serverless has no room → waits (no_room). Room: local 4/4, container 8/8, serverless 16/16.");
    row("waits, large for the function", 20.0, 9'000'000, {4, 8, 0},
        "d = 9 MB > D = 262 kB → container, but container has no room, local has no room, "
        "serverless takes no body of this size → waits (no_room). f = 20 /s = F = 20 /s. "
        "Room: local 4/4, container 8/8, serverless 0/16.");
}

void SentenceTest::explains()
{
    QFETCH(double, f);
    QFETCH(quint64, d);
    QFETCH(QList<quint32>, inFlight);
    TestSite site = demoSite(inFlight[0], inFlight[1], inFlight[2]);
    QTEST(explained(site.decide({.frequencyHz = f, .sizeBytes = d})), "sentence");
}

void SentenceTest::showsBytesWhereRoundingHidesTheDifference()
{
    TestSite site = demoSite(0, 0, 0);
    QVERIFY(explained(site.decide({.frequencyHz = 1.0, .sizeBytes = 262'145}))
                .startsWith(QStringLiteral("d = 262145 B > D = 262144 B → container (large_input).")));
    QVERIFY(explained(site.decide({.frequencyHz = 20.001, .sizeBytes = 1}))
                .startsWith(QStringLiteral("f = 20.001 /s > F = 20 /s and d = 1 B <")));
}

void SentenceTest::explainsOtherPolicies()
{
    TestSite site = demoSite(1, 6, 12);
    const RequestFeatures features{
        .frequencyHz = 12.0, .sizeBytes = 5'000, .random = std::uint64_t{1} << 63U, .turn = 4};
    const QString tail = QStringLiteral(" f = 12 /s, d = 5 kB. Room: local 1/4, container 6/8, serverless 12/16.");
    site.application().policy = PolicyKind::RoundRobin;
    QCOMPARE(explained(site.decide(features)),
             QString::fromUtf8("Policy round_robin. Turn 2 of the backends with room → container (round_robin).")
                 + tail);
    site.application().policy = PolicyKind::LeastOutstanding;
    QCOMPARE(explained(site.decide(features)),
             QString::fromUtf8("Policy least_outstanding. Fewest requests in flight, 1 → local (least_outstanding).")
                 + tail);
    site.application().policy = PolicyKind::ContainerOnly;
    QCOMPARE(explained(site.decide(features)),
             QString::fromUtf8("Policy container_only. The only backend with room → container (container_only).")
                 + tail);
    site.application().policy = PolicyKind::TwoChoices;
    site.load(0).latencyMicros = 9'000;
    site.load(1).inFlight = 0;
    QVERIFY(explained(site.decide(features))
                .startsWith(QString::fromUtf8("Policy two_choices. Lower expected latency of 18 ms and 41.2 ms → local "
                                              "(two_choices).")));
}

void SentenceTest::explainsPoliciesThatPredict()
{
    TestSite site = demoSite(1, 6, 12);
    const RequestFeatures features{.frequencyHz = 12.0, .sizeBytes = 5'000};
    site.application().policy = PolicyKind::PeakEwma;
    site.load(0).latencyMicros = 9'000;
    site.load(2).latencyMicros = 1'000;
    QVERIFY(explained(site.decide(features))
                .startsWith(QString::fromUtf8("Policy peak_ewma. Lowest expected latency, 13 ms; next 18 ms, 288 ms → "
                                              "serverless (peak_ewma).")));
    site.application().policy = PolicyKind::Prequal;
    QVERIFY(explained(site.decide(features))
                .startsWith(QString::fromUtf8("Policy prequal. Lowest latency where few requests are in flight, 9 ms; "
                                              "next 41.2 ms → local (prequal_cold).")));
    site.application().policy = PolicyKind::Adaptive;
    QVERIFY(explained(site.decide(features))
                .startsWith(QString::fromUtf8("Policy adaptive knows nothing of these backends yet, so the rule "
                                              "decides: f = 12 /s ≤ F = 20 /s and d = 5 kB ≤ D = 262 kB: local has "
                                              "room → local (local_has_room).")));
    for (int i = 0; i < 8; ++i) {
        learn(site.rates(0), {.sizeBytes = 5'000, .micros = 30'000, .nowNanos = TestSite::kNow});
        learn(site.rates(1), {.sizeBytes = 5'000, .micros = 20'000, .inFlight = 6, .nowNanos = TestSite::kNow});
    }
    QVERIFY(explained(site.decide(features))
                .startsWith(QString::fromUtf8("Policy adaptive. Shortest predicted time, 20 ms; next 30 ms → container "
                                              "(adaptive).")));
    site.application().policy = PolicyKind::ExpectedCompletion;
    QVERIFY(explained(site.decide(features))
                .startsWith(QString::fromUtf8("Policy expected_completion. Shortest predicted time, 20 ms; next 30 ms, "
                                              "not measured, busy → container (expected_completion).")));
}

void SentenceTest::explainsARequestWithoutDecision()
{
    QCOMPARE(explained({}), QStringLiteral("The request was answered before a decision was made."));
    TestSite site;
    QCOMPARE(explained(site.decide({.frequencyHz = 1.0, .sizeBytes = 10})),
             QString::fromUtf8("No backend is healthy → refused (nothing_healthy). f = 1 /s, d = 10 B. "
                               "Room: local none healthy, container none healthy, serverless none healthy."));
    site.add({.tier = Tier::Local, .capacity = 1, .payloadLimitBytes = 5});
    QCOMPARE(explained(site.decide({.frequencyHz = 1.0, .sizeBytes = 10})),
             QString::fromUtf8("d = 10 B is over the payload limit of every healthy backend → refused "
                               "(no_backend_takes_size). Room: local 0/1, container none healthy, serverless none "
                               "healthy."));
}

QTEST_GUILESS_MAIN(SentenceTest)
#include "tst_sentence.moc"
