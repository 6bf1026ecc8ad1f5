// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "engine/api/json.h"
#include "ui/charts/chartdata.h"
#include "ui/charts/planeaxes.h"
#include "ui/charts/ticks.h"
#include "ui/text/audit.h"
#include "ui/text/commandline.h"
#include "ui/text/explain.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

using namespace straightline;
using namespace straightline::ui;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void numbersHaveThreeDigitsAndAUnit_data();
    void numbersHaveThreeDigitsAndAUnit();
    void anAxisHasOneUnit_data();
    void anAxisHasOneUnit();
    void theAxesOfAPlaneHaveRoundValues();
    void agesAreRoundedDown();
    void commandsSplitAsTheyJoin();
    void environmentsSplitAsTheyJoin();
    void auditNamesWhatChanged();
    void theRuleIsToldWithItsNumbers();
    void everyWordHasAText();
};

void TestFormat::numbersHaveThreeDigitsAndAUnit_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("expected");
    const double none = std::nan("");
    QTest::newRow("rate of hundreds") << formatRate(412.4) << QStringLiteral("412 /s");
    QTest::newRow("rate of tens") << formatRate(18.34) << QStringLiteral("18.3 /s");
    QTest::newRow("small rate") << formatRate(0.354) << QStringLiteral("0.35 /s");
    QTest::newRow("large rate") << formatRate(12'345.0) << QStringLiteral("12.3 k/s");
    QTest::newRow("rate that rounds up to the next unit") << formatRate(999.6) << QStringLiteral("1.00 k/s");
    QTest::newRow("no rate") << formatRate(none) << QStringLiteral("–");
    QTest::newRow("zero rate") << formatRate(0.0) << QStringLiteral("0 /s");
    QTest::newRow("microseconds") << formatMillis(0.04) << QStringLiteral("40.0 µs");
    QTest::newRow("milliseconds") << formatMillis(18.26) << QStringLiteral("18.3 ms");
    QTest::newRow("seconds") << formatMillis(1'240.0) << QStringLiteral("1.24 s");
    QTest::newRow("minutes") << formatMillis(120'000.0) << QStringLiteral("2.00 min");
    QTest::newRow("just under a digit more") << formatMillis(99.96) << QStringLiteral("100 ms");
    QTest::newRow("no time") << formatMillis(none) << QStringLiteral("–");
    QTest::newRow("bytes are whole") << formatBytes(999.0) << QStringLiteral("999 B");
    QTest::newRow("kilobytes are thousands") << formatBytes(262'144.0) << QStringLiteral("262 kB");
    QTest::newRow("megabytes") << formatBytes(1'240'000.0) << QStringLiteral("1.24 MB");
    QTest::newRow("small share") << formatPercent(0.0002) << QStringLiteral("0.02 %");
    QTest::newRow("tiny share") << formatPercent(0.000001) << QStringLiteral("<0.01 %");
    QTest::newRow("number that rounds up to the next unit") << formatNumber(999.6) << QStringLiteral("1.00 k");
    QTest::newRow("number of tens") << formatNumber(18.34) << QStringLiteral("18.3");
    QTest::newRow("milliseconds beside a second") << formatMillisLike(500.0, 1'000.0) << QStringLiteral("0.50 s");
    QTest::newRow("no share") << formatPercent(none) << QStringLiteral("–");
    QTest::newRow("everything") << formatPercent(1.0) << QStringLiteral("100 %");
    QTest::newRow("counts keep all digits") << formatCount(100'000) << QStringLiteral("100,000");
}

void TestFormat::numbersHaveThreeDigitsAndAUnit()
{
    QFETCH(QString, shown);
    QFETCH(QString, expected);
    QCOMPARE(shown.replace(QChar(0xA0), QLatin1Char(' ')), expected);
}

void TestFormat::anAxisHasOneUnit_data()
{
    QTest::addColumn<double>("high");
    for (const double high : {0.08, 0.9, 1.3, 7.0, 900.0, 1'300.0, 4e4, 2e5, 3e6})
        QTest::addRow("up to %g", high) << high;
}

/// And no two lines of it the same label.
void TestFormat::anAxisHasOneUnit()
{
    QFETCH(const double, high);
    const double top = niceTop(high);
    for (const NumberFormat& format :
         {NumberFormat(formatMillis, formatMillisLike), NumberFormat(formatRate, formatRateLike),
          NumberFormat(formatNumber, formatNumberLike)}) {
        QSet<QString> units;
        QSet<QString> labels;
        const auto ticks = niceTicks(0.0, top, 5);
        for (const double tick : ticks) {
            const QString label = format.onAxis(tick, top);
            labels.insert(label);
            units.insert(label.section(QChar(u'\u00A0'), 1));
        }
        QVERIFY2(units.size() == 1, qPrintable(units.values().join(QStringLiteral(", "))));
        if (top >= 1.0 || format.say == formatMillis) // below, a rate has two decimals
            QCOMPARE(labels.size(), static_cast<qsizetype>(ticks.size()));
    }
    QCOMPARE(NumberFormat(formatBytes).onAxis(1'000.0, 1e6), formatBytes(1'000.0));
}

void TestFormat::theAxesOfAPlaneHaveRoundValues()
{
    const auto said = [](const std::vector<AxisTick>& ticks) {
        QStringList labels;
        for (const AxisTick& each : ticks)
            labels.append(QStringLiteral("%1@%2").arg(each.label).arg(each.at).replace(QChar(u'\u00A0'), u' '));
        return labels.join(QStringLiteral(", "));
    };
    const auto half = [](double value) { return value / 2.0; };
    QCOMPARE(said(frequencyTicks(0.0, 1'500.0, 300.0, half)),
             QStringLiteral("0 k/s@0, 0.50 k/s@250, 1.00 k/s@500, 1.50 k/s@750"));
    const auto decade = [](double value) { return std::log10(value); };
    QCOMPARE(said(sizeTicks(1e3, 1e6, decade)), QStringLiteral("1.00 kB@3, 10.0 kB@4, 100 kB@5, 1.00 MB@6"));
    QCOMPARE(sizeTicks(1e3, 1e5, decade).size(), std::size_t{7}); // 1, 2, 5 kB, …
    QCOMPARE(sizeTicks(0.0, 10.0, decade).size(), std::size_t{4});
}

void TestFormat::agesAreRoundedDown()
{
    using namespace std::chrono_literals;
    const WallTime now = WallTime{} + 1'000h;
    QCOMPARE(formatAge(now - 59s, now), QStringLiteral("59 s"));
    QCOMPARE(formatAge(now - 119s, now), QStringLiteral("1 min"));
    QCOMPARE(formatAge(now - 90min, now), QStringLiteral("1 h"));
    QCOMPARE(formatAge(now - 72h, now), QStringLiteral("3 d"));
    QCOMPARE(formatAge(WallTime{}, now), noData());
}

void TestFormat::commandsSplitAsTheyJoin()
{
    const std::vector<std::string> command{"digits-server", "--title", "two words", "say \"hi\"", ""};
    QVERIFY(splitCommand(joinCommand(command)) == command);
    QCOMPARE(joinCommand({"a", "--b"}), QStringLiteral("a --b"));
    QVERIFY(splitCommand({}).empty());
}

void TestFormat::environmentsSplitAsTheyJoin()
{
    const Environment environment{{"A", "1"}, {"TOKEN", "${env:T}=x y"}, {"EMPTY", ""}};
    QVERIFY(splitEnvironment(joinEnvironment(environment)) == environment);
}

void TestFormat::auditNamesWhatChanged()
{
    AuditEntry entry;
    entry.before = R"({"frequency_hz":25.0,"size_bytes":262144})";
    entry.after = R"({"frequency_hz":20.0,"size_bytes":262144})";
    QCOMPARE(auditDifference(entry).replace(QChar(0xA0), QLatin1Char(' ')), QStringLiteral("F 25.0 /s → 20.0 /s"));
    entry.before = R"({"policy":"round_robin","tier":"local"})";
    entry.after = R"({"policy":"least_outstanding","tier":"container"})";
    QCOMPARE(auditDifference(entry), QStringLiteral("policy Round robin → Least outstanding, tier local → container"));
    entry.before.clear();
    QCOMPARE(auditDifference(entry), QStringLiteral("added"));
}

void TestFormat::theRuleIsToldWithItsNumbers()
{
    RequestRecord record;
    record.decision.reason = Reason::LargeInput;
    record.decision.features = {14.2, 1'200'000, 0};
    record.decision.thresholds = {20.0, 256'000};
    record.stages = {3'000, 400, 86'000, 2'600};
    record.totalMicros = 92'000;
    const QString sentence = ruleSentence(record).replace(QChar(0xA0), QLatin1Char(' '));
    QVERIFY2(sentence.contains(QStringLiteral("f = 14.2 /s < F = 20.0 /s and d = 1.20 MB > D = 256 kB")),
             qPrintable(sentence));
    QVERIFY(sentence.contains(reasonMeaning(Reason::LargeInput)));
    record.decision.features.frequencyHz = 20.0;
    QVERIFY(ruleSentence(record).contains(QStringLiteral("=")));
    QCOMPARE(stagesSentence(record).replace(QChar(0xA0), QLatin1Char(' ')),
             QStringLiteral("queue 3.00 ms + connect 400 µs + backend 86.0 ms + transfer 2.60 ms = total 92.0 ms"));
}

void TestFormat::everyWordHasAText()
{
    for (std::size_t i = 0; i < kReasonCount; ++i)
        QVERIFY(!reasonMeaning(static_cast<Reason>(i)).isEmpty());
    for (int i = 0; i <= static_cast<int>(Outcome::ShuttingDown); ++i)
        QVERIFY(!outcomeWord(static_cast<Outcome>(i)).isEmpty());
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i)
        QVERIFY(!errorText({static_cast<ErrorCode>(i), {}}).isEmpty());
    for (std::size_t i = 0; i < kPolicyCount; ++i)
        QVERIFY(!policyMeaning(static_cast<PolicyKind>(i)).isEmpty());
    QVERIFY(errorText({ErrorCode::Conflict, "why"}).endsWith(QStringLiteral("why")));
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
