// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <memory>

#include <QProcess>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include "tests/support/testbackend.h"

using namespace straightline;

/// `straightline calibrate` as a program, against real HTTP servers that sleep and whose limits are known.
class TestCalibrate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void findsTheRateThatTheLocalServerDoesNotKeep();
    void findsTheSizeThatServerlessIsSlowerFor();
    void saysWhenServerlessIsSlowerForTheSmallOnesOnly();
    void sendsNothingWithoutConsent();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void saysWhenTheSampleIsNotTaken();
    void saysWhenNobodyIsThere();
    void stopsWhenInterrupted();

private:
    struct Ran {
        int code;
        QByteArray out;
        QByteArray err;
    };
    std::uint16_t sink(const QStringList& arguments);
    QString site(const std::vector<std::pair<QByteArray, std::uint16_t>>& tiers, const QByteArray& extra = {}) const;
    static QStringList arguments(const QString& site, const QStringList& more);
    static Ran run(const QStringList& arguments);

    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<QProcess>> m_sinks;
};

namespace
{

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

void TestCalibrate::cleanup()
{
    for (const auto& each : m_sinks) {
        each->kill();
        each->waitForFinished();
    }
    m_sinks.clear();
}

std::uint16_t TestCalibrate::sink(const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QStringLiteral(BENCH_SINK_PROGRAM), arguments);
    if (!process->waitForReadyRead(20'000))
        qFatal("no sink");
    const QList<QByteArray> said = process->readLine().simplified().split(' ');
    m_sinks.push_back(std::move(process));
    return said.value(1).toUShort();
}

QString TestCalibrate::site(const std::vector<std::pair<QByteArray, std::uint16_t>>& tiers,
                            const QByteArray& extra) const
{
    QByteArray text = "[[application]]\nname = \"digits\"\n";
    for (const auto& [tier, port] : tiers)
        text += "[[application.backend]]\nname = \"" + tier + "\"\ntier = \"" + tier
                + "\"\nkind = \"http\"\nurl = \"http://127.0.0.1:" + QByteArray::number(port) + "\"\n" + extra;
    const QString path = m_folder.filePath(QStringLiteral("site.toml"));
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
    return path;
}

QStringList TestCalibrate::arguments(const QString& site, const QStringList& more)
{
    return QStringList{QStringLiteral("calibrate"), QStringLiteral("--site"), site} + more;
}

TestCalibrate::Ran TestCalibrate::run(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM), arguments);
    if (!process.waitForFinished(150'000))
        qFatal("it does not end");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Two workers of 80 ms keep 25 requests/s; serverless takes 240 ms whatever comes. So the rate lies where the queue at
/// the local server grows beyond 160 ms: well above half of what it keeps, and not above what it keeps but for noise.
void TestCalibrate::findsTheRateThatTheLocalServerDoesNotKeep()
{
    const auto local = sink(words("--workers 2"));
    const auto serverless = sink(words("--workers 500 --overhead 160000"));
    const QString file = site({{"local", local}, {"serverless", serverless}});
    const Ran ran = run(arguments(file, words("--yes --json --path /infer?work=80000 --least-per-second 4 "
                                              "--most-per-second 40 --step-ms 1500 --latency-bound-ms 4000")));
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto json = nlohmann::json::parse(ran.out.toStdString());
    QVERIFY(json["complete"].get<bool>());
    QVERIFY2(json["frequency_hz"].is_number(), ran.out.constData());
    const double found = json["frequency_hz"].get<double>();
    QVERIFY2(found > 11.0 && found < 36.0, ran.out.constData());
    QVERIFY(json["size_bytes"].is_null());
    QVERIFY(json["size_why"].get<std::string>().starts_with("not locatable: the container tier cannot be measured"));
    QVERIFY(json["points"].size() >= 8);
    for (const auto& each : json["points"])
        QVERIFY(each["per_second"].get<double>() <= 40.0);
}

/// Containers take 160 ms, serverless 40 ms and 400 ms more for each MB: equal at 300 kB, and 5 % worse at 320 kB.
void TestCalibrate::findsTheSizeThatServerlessIsSlowerFor()
{
    const auto container = sink(words("--workers 500 --overhead 160000"));
    const auto serverless = sink(words("--workers 500 --overhead 40000 --bandwidth 2.5e6"));
    const QString file = site({{"container", container}, {"serverless", serverless}});
    const QStringList more = words("--yes --json --path /infer?work=10 --least-per-second 20 --most-per-second 20 "
                                   "--step-ms 1000 --latency-bound-ms 3000 --least-bytes 20000 --most-bytes 4000000");
    const Ran ran = run(arguments(file, more));
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto json = nlohmann::json::parse(ran.out.toStdString());
    QVERIFY2(json["size_bytes"].is_number(), ran.out.constData());
    const double found = json["size_bytes"].get<double>();
    QVERIFY2(found > 150'000.0 && found < 600'000.0, ran.out.constData());
    QVERIFY(json["frequency_why"].get<std::string>().starts_with("not locatable: the local tier cannot be measured"));

    const QString limited =
        site({{"container", container}, {"serverless", serverless}}, "payload_limit_bytes = 90000\n");
    const Ran small = run(arguments(limited, more));
    QCOMPARE(nlohmann::json::parse(small.out.toStdString())["size_bytes"].get<int>(), 90'001);
}

void TestCalibrate::saysWhenServerlessIsSlowerForTheSmallOnesOnly()
{
    const auto container = sink(words("--workers 500 --overhead 40000 --bandwidth 2.5e6"));
    const auto serverless = sink(words("--workers 500 --overhead 240000"));
    const QString file = site({{"container", container}, {"serverless", serverless}});
    const Ran ran = run(arguments(file, words("--yes --path /infer?work=10 --least-per-second 20 --most-per-second 20 "
                                              "--step-ms 1000 --least-bytes 20000 --most-bytes 4000000")));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(
        ran.out.contains("D not locatable: already at 20000 bytes, the least that is tried, the serverless tier's"),
        ran.out.constData());
}

void TestCalibrate::sendsNothingWithoutConsent()
{
    TestBackend backend(TestBackend::answering("ok"));
    const Ran ran =
        run(arguments(site({{"local", backend.port()}}), words("--most-per-second 30 --most-requests 700")));
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains("consent is needed: the live backends of \"digits\" would get at most 30 requests/s, 700 "
                              "requests and "),
             ran.err.constData());
    QVERIFY(ran.out.isEmpty());
    QCOMPARE(backend.connections(), 0);
}

void TestCalibrate::refusesWhatIsWrong_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* more, const char* says) {
        QTest::newRow(says) << QString::fromUtf8(more) << QByteArray(says);
    };
    row("--application letters", "--application NAME is needed, one of the site's: digits");
    row("--most-per-second 5000", "--most-per-second 5000: allowed is a number 0.1 … 1000");
    row("--step-ms 1.5", "--step-ms 1.5: allowed is a whole number 500 … 60000");
    row("--least-per-second 60", "most_per_second = 50: allowed is from least_per_second = 60 on");
    row("--sample nowhere.json", "--sample nowhere.json: cannot be read");
    row("--path infer", "--path infer: allowed is a path that begins with /");
    row("--quick", "unknown argument --quick; see straightline calibrate --help");
    row("--content-type image/png", "--content-type needs --sample FILE");
}

void TestCalibrate::refusesWhatIsWrong()
{
    QFETCH(QString, more);
    QFETCH(QByteArray, says);
    const Ran ran = run(arguments(site({{"local", 1}}), QStringList{QStringLiteral("--yes")} + more.split(u' ')));
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.startsWith("straightline calibrate: " + says), ran.err.constData());
    QVERIFY(ran.out.isEmpty());
}

void TestCalibrate::saysWhenTheSampleIsNotTaken()
{
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request)
               && socket.send(TestBackend::answer(400, R"({"error": "inputs are missing"})"));
    });
    const Ran ran = run(arguments(site({{"local", backend.port()}}), words("--yes")));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains("backend \"local\" does not take the sample (POST /v2/models/digits/infer, "
                              "application/octet-stream): answered 400: inputs are missing; give another sample"),
             ran.err.constData());
    QCOMPARE(backend.requests(), 3);
}

void TestCalibrate::saysWhenNobodyIsThere()
{
    std::uint16_t port = 0;
    {
        const TestBackend gone(TestBackend::answering("ok"));
        port = gone.port();
    }
    const Ran ran = run(arguments(site({{"local", port}}), words("--yes")));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains("Connection refused"), ran.err.constData());
}

void TestCalibrate::stopsWhenInterrupted()
{
    TestBackend backend(TestBackend::answering("ok"));
    QProcess process;
    process.start(
        QStringLiteral(STRAIGHTLINE_PROGRAM),
        arguments(site({{"local", backend.port()}}), words("--yes --json --step-ms 500 --most-per-second 40")));
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(backend.requests() > 30, 60'000);
    process.terminate();
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 130);
    const int requests = backend.requests();
    const auto json = nlohmann::json::parse(process.readAllStandardOutput().toStdString());
    QVERIFY(!json["complete"].get<bool>());
    QVERIFY(!json["points"].empty());
    QCOMPARE(backend.requests(), requests); // nothing is sent any more
}

QTEST_GUILESS_MAIN(TestCalibrate)
#include "tst_calibrate.moc"
