// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <random>

#include "engine/replay/sweep.h"

using namespace straightline;
using namespace straightline::replay;

class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void triesEveryPair();
    void triesEachVariantOfAdaptive();
    void threadsAndPiecesDoNotMatter();
    void addsUpApplications();
};

namespace
{

std::vector<SimulatedApplication> site(std::size_t applications)
{
    std::vector<SimulatedApplication> made;
    for (std::size_t i = 0; i < applications; ++i) {
        ApplicationConfiguration configuration;
        configuration.name = "a" + std::to_string(i);
        std::vector<BackendModel> models;
        for (const Tier tier : kTiers) {
            BackendConfiguration backend;
            backend.name = "b" + std::to_string(models.size());
            backend.tier = tier;
            backend.capacity = 4;
            backend.settings = HttpSettings{.url = "http://127.0.0.1:1"};
            configuration.backends.push_back(backend);
            models.push_back(defaultModel(tier));
        }
        made.push_back(makeSimulated(configuration, models));
    }
    return made;
}

std::vector<TraceRow> trace(std::size_t count, std::uint32_t applications)
{
    std::mt19937_64 random(1);
    std::vector<TraceRow> rows(count);
    std::int64_t at = 0;
    for (TraceRow& each : rows) {
        at += static_cast<std::int64_t>(random() % 20'000'000);
        each = {.arrivalNanos = at,
                .application = static_cast<std::uint32_t>(random() % applications),
                .sizeBytes = random() % 1'000'000};
    }
    return rows;
}

std::vector<SweepCell> run(const std::vector<SimulatedApplication>& applications, const SweepPlan& plan,
                           const std::vector<TraceRow>& rows, std::size_t piece)
{
    Sweep sweep(applications, plan);
    do {
        for (std::size_t i = 0; i < rows.size(); i += piece)
            sweep.run(std::span(rows).subspan(i, std::min(piece, rows.size() - i)));
    } while (sweep.again());
    return sweep.finish();
}

} // namespace

void TestSweep::triesEveryPair()
{
    const SweepPlan plan{.policies = {PolicyKind::Straightline, PolicyKind::RoundRobin},
                         .frequenciesHz = {10, 50, 1'000},
                         .sizesBytes = {1'000, 500'000},
                         .seeds = {1, 2}};
    QCOMPARE(plan.trials(), std::size_t{7});
    const auto cells = run(site(1), plan, trace(5'000, 1), 5'000);
    QCOMPARE(cells.size(), std::size_t{14});
    QCOMPARE(cells[0].thresholds.frequencyHz, 10.0);
    QCOMPARE(cells[0].thresholds.sizeBytes, std::uint64_t{1'000});
    QCOMPARE(cells[1].thresholds.sizeBytes, std::uint64_t{500'000});
    QVERIFY(cells[6].policy == PolicyKind::RoundRobin);
    QCOMPARE(cells[7].seed, std::uint64_t{2});
    // F far above what ever arrives: no burst, so nothing small goes to serverless but what overflows.
    const auto serverless = static_cast<std::size_t>(Tier::Serverless);
    QVERIFY(cells[0].outcome.placed[serverless] > cells[4].outcome.placed[serverless]);
    for (const SweepCell& each : cells)
        QCOMPARE(each.outcome.requests, std::uint64_t{5'000});
}

void TestSweep::triesEachVariantOfAdaptive()
{
    const SweepPlan plan{.policies = {PolicyKind::Adaptive, PolicyKind::ExpectedCompletion},
                         .frequenciesHz = {},
                         .sizesBytes = {},
                         .without = {{}, {"exploration"}, {"sizes", "wait"}},
                         .seeds = {1}};
    QCOMPARE(plan.trials(), std::size_t{4});
    const auto cells = run(site(1), plan, trace(5'000, 1), 5'000);
    QCOMPARE(cells.size(), std::size_t{4});
    QVERIFY(cells[0].without.empty());
    QVERIFY(cells[2].without == plan.without[2]);
    QVERIFY(!(cells[0].outcome.answeredMicros == cells[2].outcome.answeredMicros));
}

void TestSweep::threadsAndPiecesDoNotMatter()
{
    SweepPlan plan{
        .policies = {PolicyKind::Straightline, PolicyKind::TwoChoices, PolicyKind::Adaptive, PolicyKind::Oracle},
        .frequenciesHz = {20, 100},
        .sizesBytes = {100'000},
        .seeds = {7}};
    const auto rows = trace(40'000, 2);
    const auto applications = site(2);
    const auto once = run(applications, plan, rows, rows.size());
    plan.threads = 4;
    const auto again = run(applications, plan, rows, 999);
    QCOMPARE(once.size(), again.size());
    for (std::size_t i = 0; i < once.size(); ++i) {
        QVERIFY(once[i].outcome.answeredMicros == again[i].outcome.answeredMicros);
        QVERIFY(once[i].outcome.ended == again[i].outcome.ended);
        QCOMPARE(once[i].outcome.usd, again[i].outcome.usd);
    }
}

void TestSweep::addsUpApplications()
{
    const auto rows = trace(10'000, 3);
    const auto cells = run(site(3), {}, rows, 1'000);
    QCOMPARE(cells.size(), std::size_t{1});
    QCOMPARE(cells[0].outcome.requests, std::uint64_t{10'000});
}

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"
