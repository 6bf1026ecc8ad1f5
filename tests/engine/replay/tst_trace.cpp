// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

#include <zlib.h>

#include "engine/replay/trace.h"

using namespace straightline;
using namespace straightline::replay;

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRows();
    void knowsThePublicFormats_data();
    void knowsThePublicFormats();
    void spreadsBatchesAndMinutes();
    void keepsTheRowsBeforeAnError();
    void refuses_data();
    void refuses();
    void refusesHalfAGzip();
    void refusesTooManyApplications();
    void readsGzipInPieces();

private:
    std::filesystem::path write(const std::string& text, bool gzip = false);
    QTemporaryDir m_folder;
};

std::filesystem::path TestTrace::write(const std::string& text, bool gzip)
{
    const std::filesystem::path file = m_folder.filePath(QStringLiteral("trace.csv")).toStdString();
    gzFile out = ::gzopen(file.c_str(), gzip ? "wb" : "wbT");
    ::gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
    ::gzclose(out);
    return file;
}

void TestTrace::readsRows()
{
    auto reader = TraceReader::open(write("note, work,body_bytes,application,arrival_s\r\n"
                                          "x,2.5,1000,digits,0\r\n"
                                          "\r\n"
                                          "y,1,9223372036854775807,\"other\",0.000000001\r\n"
                                          "z,0,0,digits,12.5"));
    QVERIFY(reader.has_value());
    std::vector<TraceRow> rows;
    QCOMPARE(reader->read(rows, 2).value(), std::size_t{2});
    QCOMPARE(reader->read(rows, 2).value(), std::size_t{1});
    QCOMPARE(reader->read(rows, 2).value(), std::size_t{0});
    QCOMPARE(rows[0].work, 2.5);
    QCOMPARE(rows[1].arrivalNanos, std::int64_t{1});
    QCOMPARE(rows[1].sizeBytes, std::uint64_t{INT64_MAX});
    QCOMPARE(rows[1].application, 1U);
    QCOMPARE(rows[2].arrivalNanos, std::int64_t{12'500'000'000});
    QVERIFY((reader->applications() == std::vector<std::string>{"digits", "other"}));
}

void TestTrace::knowsThePublicFormats_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<qint64>("nanos");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<double>("work");
    QTest::newRow("Azure") << std::string("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-12-31 23:59:59.5000000,1,1\n"
                                          "2024-01-01 00:00:00.2500000,374,44\n")
                           << qint64{750'000'000} << quint64{1'496} << 44.0 / 22.5;
    QTest::newRow("Mooncake") << std::string("timestamp_ms,input_length,output_length\n0,1,1\n3000,6758,500\n")
                              << qint64{-1} << quint64{27'032} << 500.0 / 250.5;
    QTest::newRow("ServeGen") << std::string(
        "t_s,client,images,image_tokens,text_tokens,output_tokens,body_bytes_jpeg_b64,"
        "body_bytes_raw_rgb\n0.0,1,1,1,1,1,1,1\n1.5,11,1,180,79,118,47356,423676\n")
                              << qint64{1'500'000'000} << quint64{423'676} << 118.0 / 59.5;
}

void TestTrace::knowsThePublicFormats()
{
    QFETCH(std::string, text);
    auto reader = TraceReader::open(write(text));
    QVERIFY(reader.has_value());
    QVERIFY(!reader->note().empty());
    std::vector<TraceRow> rows;
    QCOMPARE(reader->read(rows, 10).value(), std::size_t{2});
    QFETCH(qint64, nanos);
    if (nanos >= 0)
        QCOMPARE(static_cast<qint64>(rows[1].arrivalNanos), nanos);
    QTEST(static_cast<quint64>(rows[1].sizeBytes), "size");
    QTEST(rows[1].work, "work");
}

void TestTrace::spreadsBatchesAndMinutes()
{
    std::string text = "timestamp_ms,input_length,output_length\n";
    for (int batch = 0; batch < 50; ++batch) {
        for (int i = 0; i < 20; ++i)
            text += std::to_string(3'000 * batch) + "," + std::to_string(i) + ",7\n";
    }
    auto reader = TraceReader::open(write(text));
    QVERIFY(reader.has_value());
    std::vector<TraceRow> rows;
    while (reader->read(rows, 7).value() > 0) {
    }
    QCOMPARE(rows.size(), std::size_t{1'000});
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto batch = static_cast<std::int64_t>(i / 20);
        QCOMPARE(rows[i].arrivalNanos / 3'000'000'000, batch);
        QCOMPARE(rows[i].sizeBytes, std::uint64_t{4} * (i % 20));
        QCOMPARE(rows[i].work, 1.0);
        QVERIFY(i == 0 || rows[i - 1].arrivalNanos <= rows[i].arrivalNanos);
        sum += static_cast<double>(rows[i].arrivalNanos - batch * 3'000'000'000) / 3e9;
    }
    QVERIFY(std::abs(sum / 1'000 - 0.5) < 0.04); // evenly: four standard deviations of the mean

    reader = TraceReader::open(write("{\"ts\": 0, \"counts\": {\"a\": {\"x\": 30, \"y\": 20}, \"b\": {\"x\": 5}}}\n\n"
                                     "{\"ts\": 2, \"counts\": {\"b\": {\"x\": 4}}}\n"));
    QVERIFY(reader.has_value());
    rows.clear();
    QCOMPARE(reader->read(rows, 100).value(), std::size_t{59});
    QVERIFY((reader->applications() == std::vector<std::string>{"a", "b"}
             || reader->applications() == std::vector<std::string>{"b", "a"}));
    QVERIFY(std::is_sorted(rows.begin(), rows.end(),
                           [](const TraceRow& a, const TraceRow& b) { return a.arrivalNanos < b.arrivalNanos; }));
    QVERIFY(rows[54].arrivalNanos < 60'000'000'000);
    QVERIFY(rows[55].arrivalNanos >= 120'000'000'000);
    const auto first = rows.front().application;
    QCOMPARE(reader->applications()[rows[58].application], std::string("b"));
    QVERIFY(!reader->firstPlaceOf(first).empty());
}

void TestTrace::keepsTheRowsBeforeAnError()
{
    auto reader =
        TraceReader::open(write("timestamp_ms,input_length,output_length\n0,1,1\n0,2,1\n3000,3,1\n3000,x,1\n"));
    QVERIFY(reader.has_value());
    std::vector<TraceRow> rows;
    const auto read = reader->read(rows, 100);
    QVERIFY(!read.has_value());
    QVERIFY2(read.error().detail.find(":5: input_length = \"x\"") != std::string::npos, read.error().detail.c_str());
    QCOMPARE(rows.size(), std::size_t{3});
}

void TestTrace::refuses_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("said");
    const std::string header = "arrival_s,application,body_bytes,work\n";
    QTest::newRow("nothing") << std::string() << std::string(":1: the file is empty: a header line is needed");
    QTest::newRow("no header") << std::string("1,2,3\n")
                               << std::string(":1: \"1,2,3\" is no header: needed are the columns arrival_s");
    QTest::newRow("missing cell") << header + "0,a\n" << std::string(":2: 2 columns: needed are 4");
    QTest::newRow("negative time") << header + "-1,a,1,1\n"
                                   << std::string(":2: arrival_s = \"-1\": allowed is a time from 0 on");
    QTest::newRow("no time") << header + ",a,1,1\n" << std::string(":2: arrival_s = \"\"");
    QTest::newRow("not a number") << header + "1e9,a,1,1\n" << std::string(":2: arrival_s = \"1e9\"");
    QTest::newRow("too late") << header + "99999999999,a,1,1\n" << std::string(":2: arrival_s = ");
    QTest::newRow("unsorted") << header + "2,a,1,1\n1.9,a,1,1\n"
                              << std::string(":3: arrival_s = \"1.9\": allowed is a time not before");
    QTest::newRow("negative size") << header + "0,a,-3,1\n"
                                   << std::string(":2: body_bytes = \"-3\": allowed is a whole number");
    QTest::newRow("size past 2^63") << header + "0,a,9223372036854775808,1\n" << std::string(":2: body_bytes = ");
    QTest::newRow("work") << header + "0,a,1,nan\n" << std::string(":2: work = \"nan\"");
    QTest::newRow("a minute without counts")
        << std::string("{\"ts\": 1}\n") << std::string(":1: \"{\"ts\": 1}\": allowed");
    QTest::newRow("a negative count") << std::string("{\"ts\": 0, \"counts\": {\"a\": {\"x\": -1}}}\n")
                                      << std::string(":1: \"{");
    QTest::newRow("too many in a minute") << std::string("{\"ts\": 0, \"counts\": {\"a\": {\"x\": 99999999}}}\n")
                                          << std::string("at most 1000000 requests a minute");
    QTest::newRow("minutes the wrong way round")
        << std::string("{\"ts\": 1, \"counts\": {\"a\": {\"x\": 9}}}\n{\"ts\": 0, \"counts\": {\"a\": {\"x\": 9}}}\n")
        << std::string(":2: the minute is not after");
    QTest::newRow("a long line") << header + std::string(70'000, 'x') + "\n"
                                 << std::string(":2: the line is longer than 65536 bytes");
}

void TestTrace::refuses()
{
    QFETCH(std::string, text);
    QFETCH(std::string, said);
    auto reader = TraceReader::open(write(text));
    Error error;
    if (!reader) {
        error = reader.error();
    } else {
        std::vector<TraceRow> rows;
        const auto read = reader->read(rows, 100);
        QVERIFY(!read.has_value());
        error = read.error();
    }
    QVERIFY2(error.detail.find(said) != std::string::npos, error.detail.c_str());
}

void TestTrace::refusesHalfAGzip()
{
    std::string text = "arrival_s,application,body_bytes\n";
    for (int i = 0; i < 100'000; ++i)
        text += std::to_string(i) + ",a," + std::to_string(i * 7919 % 100'003) + "\n";
    const auto file = write(text, true);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    auto reader = TraceReader::open(file);
    QVERIFY(reader.has_value());
    std::vector<TraceRow> rows;
    const auto read = reader->read(rows, 1'000'000);
    QVERIFY(!read.has_value());
    QVERIFY(rows.size() > 1'000); // what was whole has been delivered
    QVERIFY2(read.error().detail.find("the gzip data ends too early") != std::string::npos,
             read.error().detail.c_str());
}

void TestTrace::refusesTooManyApplications()
{
    std::string text = "arrival_s,application,body_bytes\n";
    for (int i = 0; i < 2'000; ++i)
        text += "0,app" + std::to_string(i) + ",1\n";
    auto reader = TraceReader::open(write(text));
    std::vector<TraceRow> rows;
    const auto read = reader->read(rows, 1'000'000);
    QVERIFY(!read.has_value());
    QVERIFY2(read.error().detail.find(":1026: \"app1024\" is application number 1025") != std::string::npos,
             read.error().detail.c_str());
}

void TestTrace::readsGzipInPieces()
{
    std::string text = "arrival_s,application,body_bytes\n";
    for (int i = 0; i < 50'000; ++i)
        text += std::to_string(i) + "." + std::to_string(i % 10) + ",a," + std::to_string(i) + "\n";
    auto reader = TraceReader::open(write(text, true));
    std::vector<TraceRow> rows;
    std::size_t count = 0;
    while (const std::size_t got = reader->read(rows, 777).value()) {
        count += got;
        QCOMPARE(rows.back().sizeBytes, count - 1);
        rows.clear();
    }
    QCOMPARE(count, std::size_t{50'000});
}

QTEST_APPLESS_MAIN(TestTrace)
#include "tst_trace.moc"
