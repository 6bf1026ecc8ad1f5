// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <fstream>

#include "engine/replay/recording.h"
#include "engine/replay/recordingtext.h"
#include "tests/support/randomrecord.h"

using namespace straightline;
using namespace straightline::replay;

namespace
{

RecordingHeader header()
{
    RecordingHeader made{.made = "straightline 0.1.0", .created = "2026-01-01T00:00:00Z", .site = {}};
    ApplicationConfiguration& digits = made.site.applications.emplace_back();
    digits.name = "digits";
    digits.number = 1;
    BackendConfiguration& burst = digits.backends.emplace_back();
    burst.name = "burst";
    burst.number = 2;
    burst.tier = Tier::Serverless;
    FunctionSettings function;
    function.command = {"digits-server"};
    function.environment = {{"API_TOKEN", "very-secret"}};
    burst.settings = function;
    return made;
}

std::vector<RequestRow> someRows(std::size_t count)
{
    std::mt19937_64 random(5);
    std::vector<RequestRow> rows;
    for (std::size_t i = 0; i < count; ++i) {
        RequestRow row{.id = i + 1, .record = randomRecord(random), .application = "digits", .backend = "burst"};
        row.record.arrivalUnixMicros = static_cast<std::int64_t>(1'700'000'000'000'000 + i * 1'000);
        row.record.decision.features.frequencyHz = std::abs(row.record.decision.features.frequencyHz);
        row.record.decision.thresholds.frequencyHz = std::abs(row.record.decision.thresholds.frequencyHz);
        rows.push_back(row);
    }
    return rows;
}

QByteArray plain(const QString& path)
{
    QProcess gzip;
    gzip.start(QStringLiteral("gzip"), {QStringLiteral("-dc"), path});
    gzip.waitForFinished();
    return gzip.readAllStandardOutput();
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas();
    void saysWhatItIsAndHoldsNoSecrets();
    void whatIsNotFinishedLeavesNothing();
    void wrongFilesAreRefused_data();
    void wrongFilesAreRefused();
    void halfAFileGivesItsHalf();
    void aFolderThatIsNotThere();

private:
    QString write(std::size_t count);
    QString writeText(const QByteArray& text);

    QTemporaryDir m_folder;
    int m_files = 0;
};

QString TestRecording::write(std::size_t count)
{
    const QString path = m_folder.filePath(QStringLiteral("r%1.jsonl.gz").arg(++m_files));
    auto writer = RecordingWriter::create(path.toStdString(), header());
    if (!writer)
        return {};
    for (const RequestRow& row : someRows(count)) {
        if (!writer->write(row))
            return {};
    }
    return writer->finish() ? path : QString();
}

QString TestRecording::writeText(const QByteArray& text)
{
    const QString path = m_folder.filePath(QStringLiteral("t%1").arg(++m_files));
    std::ofstream(path.toStdString(), std::ios::binary) << text.toStdString();
    return path;
}

void TestRecording::comesBackAsItWas()
{
    const QString path = write(500);
    QVERIFY(!path.isEmpty());
    auto reader = RecordingReader::open(path.toStdString());
    QVERIFY2(reader.has_value(), reader ? "" : reader.error().detail.c_str());
    QCOMPARE(reader->header().made, std::string("straightline 0.1.0"));
    QCOMPARE(reader->header().site.applications[0].backends[0].number, 2U);
    std::vector<RequestRow> rows;
    QCOMPARE(reader->read(rows, 123).value_or(0), std::size_t{123}); // in pieces
    while (reader->read(rows, 100).value_or(0) > 0) {
    }
    const auto wanted = someRows(500);
    QCOMPARE(rows.size(), wanted.size());
    for (std::size_t i = 0; i < rows.size(); ++i) // the text has every field: equal texts are equal records
        QCOMPARE(requestLine(rows[i]), requestLine(wanted[i]));
    QCOMPARE(rows[7].record.decision.features.random, wanted[7].record.decision.features.random);
    QCOMPARE(rows[7].record.totalMicros, wanted[7].record.totalMicros);
    QCOMPARE(reader->read(rows, 1).value_or(9), std::size_t{0});
}

void TestRecording::saysWhatItIsAndHoldsNoSecrets()
{
    const QByteArray text = plain(write(3));
    QVERIFY(text.startsWith("{\"format\":\"straightline-recording\",\"version\":1,"));
    QCOMPARE(text.count('\n'), 5);
    QVERIFY(!text.contains("very-secret"));
    QVERIFY(text.endsWith("{\"end\":true,\"requests\":3}\n"));
}

void TestRecording::whatIsNotFinishedLeavesNothing()
{
    const QString path = m_folder.filePath(QStringLiteral("left.gz"));
    {
        auto writer = RecordingWriter::create(path.toStdString(), header());
        QVERIFY(writer.has_value());
        QVERIFY(writer->write(someRows(1)[0]).has_value());
    }
    QVERIFY(!QFile::exists(path));
    QVERIFY(!QFile::exists(path + QStringLiteral(".part")));
}

void TestRecording::wrongFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const QByteArray head = QByteArray::fromStdString(headerLine(header())) + '\n';
    QByteArray newer = head;
    newer.replace("\"version\":1", "\"version\":2");
    const QByteArray row = QByteArray::fromStdString(requestLine(someRows(1)[0])) + '\n';
    const auto altered = [&](const QByteArray& before, const QByteArray& after) {
        QByteArray text = row;
        const auto at = text.indexOf(before);
        return head + text.replace(at, before.size(), after);
    };
    QTest::newRow("empty") << QByteArray() << ":1: this is no recording";
    QTest::newRow("a trace") << QByteArray("arrival_s,application,body_bytes\n") << ":1: this is no recording";
    QTest::newRow("a newer version") << newer << ":1: version = 2: allowed is 1 … 1";
    QTest::newRow("no end") << head + row << ":3: the recording ends too early";
    QTest::newRow("another number") << head + row + "{\"end\":true,\"requests\":2}\n"
                                    << ":3: the last line speaks of 2 requests, there were 1";
    QTest::newRow("no JSON") << head + "nonsense\n"
                             << ":2: ";
    QTest::newRow("a text for a number") << altered("\"id\":1,", "\"id\":\"x\",") << ":2: id = \"x\": allowed is";
    QTest::newRow("a number that does not fit")
        << altered("\"attempt_count\":", "\"attempt_count\":999,\"x\":") << ":2: attempt_count = 999: allowed is";
    QTest::newRow("an unknown word") << altered("\"verdict\":\"", "\"verdict\":\"un") << ":2: verdict = \"un";
    QTest::newRow("a field is missing") << altered("\"total_us\":", "\"total\":") << ":2: total_us = null: allowed is";
    QTest::newRow("a line without end") << head + row.chopped(1) << ":2: the line ends too early";
}

void TestRecording::wrongFilesAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const QString path = writeText(text);
    auto reader = RecordingReader::open(path.toStdString());
    std::string problem = reader ? "" : reader.error().detail;
    std::vector<RequestRow> rows;
    while (problem.empty()) {
        const auto got = reader->read(rows, 10);
        QVERIFY2(!got || *got > 0, "it was taken for good");
        if (!got)
            problem = got.error().detail;
    }
    QVERIFY2(QString::fromStdString(problem).startsWith(path + says), problem.c_str());
}

void TestRecording::halfAFileGivesItsHalf()
{
    const QString path = write(2'000);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray half = file.read(file.size() / 2);
    auto reader = RecordingReader::open(writeText(half).toStdString());
    QVERIFY(reader.has_value());
    std::vector<RequestRow> rows;
    const auto got = reader->read(rows, 10'000);
    QVERIFY(!got);
    QVERIFY2(got.error().detail.find("ends too early") != std::string::npos, got.error().detail.c_str());
    QVERIFY(rows.size() > 500 && rows.size() < 2'000);
}

void TestRecording::aFolderThatIsNotThere()
{
    const auto writer = RecordingWriter::create("/nowhere/at/all.gz", header());
    QVERIFY(!writer && writer.error().detail.starts_with("/nowhere/at/all.gz: cannot be made"));
    const auto reader = RecordingReader::open("/nowhere/at/all.gz");
    QVERIFY(!reader && reader.error().code == ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
