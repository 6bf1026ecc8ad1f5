// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <mutex>

#include "product.h"
#include "tests/support/testbackend.h"

using namespace straightline;
using namespace straightline::flow;
using namespace std::chrono_literals;
using nlohmann::json;

/// `straightline calibrate --control …` against the real engine, with a function that the engine runs.
class TestCalibrateEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void measuresTheFunctionToo();
    void saysWhatItWouldSendAndCost();
    void keepsToTheMostItMayCost();
    void stopsTheEngineWhenInterrupted();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void saysThatNoEngineIsThere();
    void showsTheToken();
    void cleanupTestCase();

private:
    struct Ran {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };
    QStringList arguments(const QString& more) const;
    static Ran run(const QStringList& arguments);

    QTemporaryDir m_dir;
    std::mutex m_worker; ///< of the local server
    std::unique_ptr<TestBackend> m_local;
    std::unique_ptr<Product> m_product;
};

/// One worker of 40 ms keeps 25 requests/s; the function takes 250 ms however many come.
void TestCalibrateEngine::initTestCase()
{
    m_local = std::make_unique<TestBackend>([this](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        const std::scoped_lock lock(m_worker);
        QThread::msleep(40);
        return socket.send(TestBackend::answer(200, "ok"));
    });
    QFile config(m_dir.filePath(QStringLiteral("site.toml")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[[application]]\nname = \"digits\"\n"
                 "[[application.backend]]\nname = \"web\"\ntier = \"local\"\nkind = \"http\"\nurl = \"http://127.0.0.1:"
                 + QByteArray::number(m_local->port())
                 + "\"\n[[application.backend]]\nname = \"burst\"\ntier = \"serverless\"\nkind = \"function\"\n"
                   "command = [\"" TEST_FUNCTION "\"]\ncapacity = 40\nusd_per_second = 0.00002\n");
    config.close();
    m_product = std::make_unique<Product>(m_dir.filePath(QStringLiteral("state")));
    QVERIFY2(m_product->start({QStringLiteral("--config"), config.fileName()}), m_product->log().c_str());
    QVERIFY(m_product->waitForBackend("digits:web", "up", 60s));
    QVERIFY(m_product->waitForBackend("digits:burst", "up", 60s));
}

QStringList TestCalibrateEngine::arguments(const QString& more) const
{
    return QStringList{QStringLiteral("calibrate"), QStringLiteral("--control"),
                       QString::fromStdString(m_product->controlAddress())}
           + more.split(u' ', Qt::SkipEmptyParts);
}

TestCalibrateEngine::Ran TestCalibrateEngine::run(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM), arguments);
    if (!process.waitForFinished(200'000)) {
        process.kill();
        process.waitForFinished(5'000);
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestCalibrateEngine::measuresTheFunctionToo()
{
    const Ran ran = run(arguments(QStringLiteral("--yes --json --path /sleep?250 --least-per-second 6 "
                                                 "--most-per-second 48 --step-ms 1000 --latency-bound-ms 4000")));
    QVERIFY2(ran.code == 0, ran.err.constData());
    const json found = json::parse(ran.out.toStdString());
    QVERIFY(found["complete"].get<bool>());
    QCOMPARE(found["application"].get<std::string>(), std::string("digits"));
    QVERIFY2(found["frequency_hz"].is_number(), ran.out.constData());
    QVERIFY(found["size_why"].get<std::string>().find("container tier cannot be measured") != std::string::npos);
    int ofFunction = 0;
    int coldStarts = 0;
    double usd = 0.0;
    for (const json& each : found["points"]) {
        ofFunction += each["tier"] == "serverless";
        coldStarts += each["cold_starts"].get<int>();
        usd += each["usd"].get<double>();
    }
    QVERIFY(ofFunction >= 2);
    QVERIFY2(coldStarts > 0, ran.out.constData());
    QVERIFY(usd > 0.0 && usd < 1.0);
    QVERIFY2(ran.err.contains("% serverless tier: "), ran.err.constData());
    const auto operation = found["operation"].get<std::uint64_t>();
    QVERIFY(m_product->waitForOperation(operation, "succeeded", 5s));
    QCOMPARE(m_product->ask("applications/digits/calibration")["points"], found["points"]);
}

void TestCalibrateEngine::saysWhatItWouldSendAndCost()
{
    const int before = m_local->requests();
    const Ran ran = run(arguments(QStringLiteral("--most-requests 700 --most-usd 0.05")));
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.startsWith("straightline calibrate: consent is needed: the live backends of \"digits\""),
             ran.err.constData());
    QVERIFY2(ran.err.contains("700 requests") && ran.err.contains("at a cost of at most 0.0500 USD"),
             ran.err.constData());
    QVERIFY(ran.out.isEmpty());
    QVERIFY(m_local->requests() - before < 50); // its health checks only
}

void TestCalibrateEngine::keepsToTheMostItMayCost()
{
    const Ran less = run(arguments(QStringLiteral("--yes --most-usd 0.0001")));
    QCOMPARE(less.code, 2);
    QVERIFY2(less.err.contains("most_usd = 0.0001: allowed is from 0.0003 on, which warming up may cost"),
             less.err.constData());
    // Enough to warm up, not for a step of the function.
    const Ran ran = run(arguments(QStringLiteral("--yes --path /sleep?5 --step-ms 500 --most-usd 0.0004")));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(ran.out.contains("F not locatable"), ran.out.constData());
    QVERIFY2(!ran.out.contains("serverless  "), ran.out.constData());
}

void TestCalibrateEngine::stopsTheEngineWhenInterrupted()
{
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM),
                  arguments(QStringLiteral("--yes --json --path /sleep?250 --step-ms 1000 --least-per-second 6")));
    QVERIFY(process.waitForStarted());
    QByteArray told;
    QVERIFY(waitFor(
        [&] {
            process.waitForReadyRead(20);
            told += process.readAllStandardError();
            return told.count("tier: ") >= 3; // two steps have ended
        },
        90s));
    process.terminate();
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 130);
    const json found = json::parse(process.readAllStandardOutput().toStdString());
    QVERIFY(!found["complete"].get<bool>());
    QVERIFY(!found["points"].empty());
    QVERIFY(m_product->waitForOperation(found["operation"].get<std::uint64_t>(), "cancelled", 1s));
}

void TestCalibrateEngine::refusesWhatIsWrong_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* more, const char* says) {
        QTest::newRow(says) << QString::fromUtf8(more) << QByteArray(says);
    };
    row("--yes --application letters", "there is no application \"letters\"");
    row("--yes --application digits/letters?", "there is no application \"digits/letters?\"");
    row("--yes --site site.toml", "needed is either --site site.toml or --control HOST:PORT");
    row("--yes --most-usd 20000", "--most-usd 20000: allowed is a number 0 … 10000");
    row("--yes --control here", "--control here: allowed is HOST:PORT with PORT 1 … 65535");
    row("--yes --control-token-file nowhere", "nowhere: the token cannot be read");
}

void TestCalibrateEngine::refusesWhatIsWrong()
{
    QFETCH(QString, more);
    QFETCH(QByteArray, says);
    const Ran ran = run(arguments(more));
    QVERIFY2(ran.code == 2, ran.err.constData());
    QVERIFY2(ran.err.startsWith("straightline calibrate: " + says), ran.err.constData());
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY(ran.out.isEmpty());
}

void TestCalibrateEngine::saysThatNoEngineIsThere()
{
    const QString local = QStringLiteral("127.0.0.1:%1").arg(m_local->port());
    const Ran other = run(arguments(QStringLiteral("--yes --application digits --control ") + local));
    QCOMPARE(other.code, 1); // somebody else answers there
    QVERIFY2(other.err.contains("its answer is no JSON"), other.err.constData());
    std::uint16_t port = 0;
    {
        const TestBackend gone(TestBackend::answering("ok"));
        port = gone.port();
    }
    const QString nobody = QStringLiteral("127.0.0.1:%1").arg(port);
    const Ran none = run(arguments(QStringLiteral("--yes --control ") + nobody));
    QCOMPARE(none.code, 1);
    QVERIFY2(none.err.contains("the engine at " + nobody.toUtf8()) && none.err.contains("refused"),
             none.err.constData());
}

void TestCalibrateEngine::showsTheToken()
{
    const auto token = [this](const QString& name, const char* text) {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) <= 0)
            qFatal("cannot write");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return file.fileName();
    };
    const QString right = token(QStringLiteral("right"), "0123456789abcdefgh\n");
    const QString wrong = token(QStringLiteral("wrong"), "0123456789abcdefgX\n");
    Product guarded(m_dir.filePath(QStringLiteral("guarded")));
    QVERIFY(guarded.start({QStringLiteral("--control-token-file"), right, QStringLiteral("--config"),
                           m_dir.filePath(QStringLiteral("site.toml"))}));
    const QString all =
        QStringLiteral("--control %1 --control-token-file ").arg(QString::fromStdString(guarded.controlAddress()));
    const Ran refused = run(arguments(all + wrong));
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains("Authorization: allowed is Bearer"), refused.err.constData());
    QVERIFY(!refused.err.contains("0123456789"));
    const Ran let = run(arguments(all + right));
    QVERIFY2(let.code == 2 || let.err.contains("not in service"), let.err.constData()); // it may have just begun
    QVERIFY2(!let.err.contains("Authorization"), let.err.constData());
}

void TestCalibrateEngine::cleanupTestCase()
{
    m_product->terminate();
    QCOMPARE(m_product->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestCalibrateEngine)
#include "tst_calibrateengine.moc"
