// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include <SQLiteCpp/SQLiteCpp.h>

#include "engine/store/configurationstore.h"
#include "engine/store/database.h"
#include "engine/store/requestreader.h"
#include "tests/support/fakeclock.h"

using namespace straightline;
using store::Database;

/// A real process that edits and records is killed without warning, again and again: nothing that was acknowledged is
/// lost and the database stays whole.
class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandomMoments();
    void aFailingDiskIsAnError();
};

namespace
{

struct Said {
    std::uint64_t saved = 0;   ///< last acknowledged revision
    std::uint64_t written = 0; ///< records acknowledged as written
    int failures = 0;
    QByteArray lastFailure;
};

void read(QByteArray output, Said& said)
{
    output.truncate(output.lastIndexOf('\n') + 1);
    for (const QByteArray& line : output.split('\n')) {
        if (line.startsWith("saved "))
            said.saved = line.mid(6).toULongLong();
        else if (line.startsWith("written "))
            said.written = line.mid(8).toULongLong();
        else if (line.startsWith("failed ")) {
            ++said.failures;
            said.lastFailure = line;
        }
    }
}

} // namespace

void TestCrash::killedAtRandomMoments()
{
    constexpr int kKills = 25;
    const QTemporaryDir folder;
    std::mt19937_64 random(20'260'101);
    Said said;
    for (int round = 0; round < kKills; ++round) {
        QProcess process;
        process.start(QStringLiteral(STORE_CRASHER), {folder.path()});
        QVERIFY(process.waitForStarted());
        // The moment: after a random amount of what it says, so anywhere in the course of its writing.
        const qint64 bytes = static_cast<qint64>(random() % 20'000);
        QByteArray output;
        while (output.size() <= bytes || !output.contains("saved "))
            QVERIFY2((process.bytesAvailable() > 0 || process.waitForReadyRead(60'000))
                         && !(output += process.readAllStandardOutput()).contains("failed "),
                     output.right(300).constData());
        process.kill(); // SIGKILL
        QVERIFY(process.waitForFinished());
        output += process.readAllStandardOutput();
        read(output, said);

        FakeClock clock;
        const auto database = Database::open(folder.path().toStdString());
        QVERIFY2(database.has_value(), database ? "" : database.error().detail.c_str());
        const auto configuration = store::ConfigurationStore::open(**database).value();
        const Result<SiteConfiguration> site = configuration->load();
        QVERIFY2(site.has_value(), site ? "" : site.error().detail.c_str());
        // The last change may have been stored and not yet acknowledged.
        QVERIFY2(site->revision == said.saved || site->revision == said.saved + 1, std::to_string(said.saved).c_str());
        const Thresholds& thresholds = site->applications[0].thresholds;
        QVERIFY(thresholds.sizeBytes <= site->revision && thresholds.sizeBytes + 3 > site->revision);
        QCOMPARE(thresholds.frequencyHz, static_cast<double>(thresholds.sizeBytes));
        QCOMPARE(configuration->audit(1'000'000)->size(), std::size_t{site->revision});

        const auto connection = (*database)->connect(Database::Use::Records).value();
        QCOMPARE(connection->execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
        QCOMPARE(connection->execAndGet("SELECT COUNT(*) FROM pragma_foreign_key_check").getInt(), 0);
        // Records: all that was called written, each once, none in between missing.
        const auto count =
            static_cast<std::uint64_t>(connection->execAndGet("SELECT COUNT(*) FROM request").getInt64());
        QVERIFY2(count >= said.written, (std::to_string(count) + " of " + std::to_string(said.written)).c_str());
        const auto reader = store::RequestReader::open(**database, clock).value();
        const auto newest = reader->requests({});
        QVERIFY(newest.has_value());
        QCOMPARE(newest->empty() ? 0 : newest->front().record.serial, count);
        const auto rolled = [&](int step) {
            return connection
                ->execAndGet("SELECT COALESCE(SUM(requests), 0) FROM rollup WHERE step = " + std::to_string(step))
                .getInt64();
        };
        QCOMPARE(rolled(0), rolled(1));
        QCOMPARE(rolled(1), rolled(2));
        said.written = count;
    }
    qInfo("%d kills: %llu changes and %llu records, none lost", kKills, static_cast<unsigned long long>(said.saved),
          static_cast<unsigned long long>(said.written));
}

void TestCrash::aFailingDiskIsAnError()
{
    const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
    if (strace.isEmpty())
        QSKIP("strace is not installed: failing fdatasync() cannot be injected");
    const QTemporaryDir folder;
    QProcess process;
    process.start(strace, {QStringLiteral("-f"), QStringLiteral("-qq"), QStringLiteral("-o"),
                           QStringLiteral("/dev/null"), QStringLiteral("-e"), QStringLiteral("trace=fdatasync"),
                           QStringLiteral("-e"), QStringLiteral("inject=fdatasync:error=EIO:when=60..64"),
                           QStringLiteral(STORE_CRASHER), folder.path()});
    QVERIFY(process.waitForStarted());
    QByteArray output;
    const auto savedAfterFailure = [&] {
        const qsizetype failed = output.lastIndexOf("failed ");
        return failed >= 0 && output.indexOf("saved ", failed) >= 0;
    };
    while (!savedAfterFailure()) {
        const bool more = process.bytesAvailable() > 0 || process.waitForReadyRead(30'000);
        if (!more && output.isEmpty())
            QSKIP("strace may not trace here");
        QVERIFY2(more, output.right(300).constData());
        output += process.readAllStandardOutput();
    }
    process.kill();
    QVERIFY(process.waitForFinished());
    Said said;
    read(output, said);
    QVERIFY(said.failures > 0);
    QVERIFY2(said.lastFailure.contains("the change cannot be stored"), said.lastFailure.constData());
    // The traced process may live on for a moment after its tracer: wait for its lock.
    QTRY_VERIFY_WITH_TIMEOUT(Database::open(folder.path().toStdString()).has_value(), 30'000);
    const auto database = Database::open(folder.path().toStdString()).value();
    const auto site = store::ConfigurationStore::open(*database).value()->load();
    QVERIFY(site.has_value());
    QVERIFY(site->revision >= said.saved);
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
