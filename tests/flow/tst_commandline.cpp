// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTcpServer>

#include "product.h"

using namespace straightline::flow;

namespace
{

struct Run {
    int exitCode = -1;
    QString out;
    QString err;
};

Run run(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM), arguments);
    Run result;
    if (!process.waitForFinished(30'000)) {
        process.kill();
        process.waitForFinished(5'000);
        return result;
    }
    result.exitCode = process.exitCode();
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err = QString::fromUtf8(process.readAllStandardError());
    return result;
}

} // namespace

/// The program's contract with scripts: exit codes, one-line errors, what is printed where.
class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versionAndHelp();
    void usageErrorsExitWith2();
    void malformedSite_data();
    void malformedSite();
    void aTakenPortExitsWith1();
    void aStateDirectoryInUseExitsWith1();
    void readOnlyRefusesChanges();
    void sanitizerReportsAreSeen();
};

void TestCommandLine::versionAndHelp()
{
    const Run version = run({QStringLiteral("--version")});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.startsWith(QStringLiteral("straightline ")));
    const Run help = run({QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.out.contains(QStringLiteral("--headless")));
}

void TestCommandLine::usageErrorsExitWith2()
{
    const Run result = run({QStringLiteral("--headless"), QStringLiteral("--threads"), QStringLiteral("many")});
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.err.count(QLatin1Char('\n')), 1);
    QVERIFY(result.err.contains(QStringLiteral("--threads")));
}

void TestCommandLine::malformedSite_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("position");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("broken TOML") << QByteArray("[gateway\nlisten = 1\n") << QStringLiteral(":1:")
                                 << QStringLiteral("]");
    QTest::newRow("an unknown key") << QByteArray("[gateway]\nlisen = \"127.0.0.1:0\"\n") << QStringLiteral(":2:")
                                    << QStringLiteral("lisen");
    QTest::newRow("a wrong type") << QByteArray("[[application]]\nname = 7\n") << QStringLiteral(":2:")
                                  << QStringLiteral("name");
    QTest::newRow("an unknown policy") << QByteArray("[[application]]\nname = \"a\"\npolicy = \"magic\"\n")
                                       << QStringLiteral(":3:") << QStringLiteral("straightline");
    QTest::newRow("a negative threshold")
        << QByteArray("[[application]]\nname = \"a\"\nfrequency_threshold_hz = -1.0\n") << QStringLiteral(":3:")
        << QStringLiteral("0 … 1e9");
    QTest::newRow("a kind that is not there yet") << QByteArray(
        "[[application]]\nname = \"a\"\n[[application.backend]]\nname = \"b\"\ntier = \"local\"\nkind = \"vm\"\n")
                                                  << QStringLiteral(":6:") << QStringLiteral("http");
}

void TestCommandLine::malformedSite()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, position);
    QFETCH(QString, mentions);
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("site.toml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const Run result =
        run({QStringLiteral("--headless"), QStringLiteral("--state"), dir.filePath(QStringLiteral("state")),
             QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--control"),
             QStringLiteral("127.0.0.1:0"), QStringLiteral("--config"), path});
    QVERIFY2(result.exitCode == 2, qPrintable(result.err));
    QVERIFY(result.out.isEmpty());
    const QString line = result.err.trimmed();
    QVERIFY2(line.contains(path + position), qPrintable(line));
    QVERIFY2(line.contains(mentions), qPrintable(line));
    QVERIFY2(!line.contains(QLatin1Char('\n')), qPrintable(line));
}

void TestCommandLine::aTakenPortExitsWith1()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost, 0));
    QTemporaryDir dir;
    const Run result = run({QStringLiteral("--headless"), QStringLiteral("--state"), dir.path(),
                            QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(taken.serverPort()),
                            QStringLiteral("--control"), QStringLiteral("127.0.0.1:0")});
    QVERIFY2(result.exitCode == 1, qPrintable(result.err));
    QVERIFY2(result.err.contains(QString::number(taken.serverPort())), qPrintable(result.err));
}

void TestCommandLine::aStateDirectoryInUseExitsWith1()
{
    QTemporaryDir dir;
    Product first(dir.filePath(QStringLiteral("state")));
    QVERIFY2(first.start({}), first.log().c_str());
    const Run second = run({QStringLiteral("--headless"), QStringLiteral("--state"),
                            dir.filePath(QStringLiteral("state")), QStringLiteral("--listen"),
                            QStringLiteral("127.0.0.1:0"), QStringLiteral("--control"), QStringLiteral("127.0.0.1:0")});
    QVERIFY2(second.exitCode == 1, qPrintable(second.err));
    QCOMPARE(first.control().get("/api/v1/status").status, 200L);
}

void TestCommandLine::readOnlyRefusesChanges()
{
    QTemporaryDir dir;
    Product product(dir.filePath(QStringLiteral("state")));
    QVERIFY2(product.start({QStringLiteral("--read-only")}), product.log().c_str());
    const HttpReply refused = product.control().post("/api/v1/applications", R"({"name": "digits"})");
    QVERIFY2(refused.status == 403, refused.body.c_str());
    QVERIFY(refused.body.find("read-only") != std::string::npos);
    QCOMPARE(product.ingest().get("/v2").status, 200L);
}

/// What every flow test relies on when it runs under a sanitizer.
void TestCommandLine::sanitizerReportsAreSeen()
{
    QVERIFY(findSanitizerReport("").empty());
    QVERIFY(findSanitizerReport("12:00 info digits:web is up\n12:01 error out of threads\n").empty());
    const std::string race = "==7==WARNING: ThreadSanitizer: data race (pid=7)\n";
    QCOMPARE(std::string(findSanitizerReport(race)), race);
    for (const char* report : {"==7==ERROR: AddressSanitizer: heap-use-after-free", "==7==ERROR: LeakSanitizer: leaks",
                               "a.cpp:1:2: runtime error: signed integer overflow"})
        QCOMPARE(std::string(findSanitizerReport("12:00 info up\n" + std::string(report))), std::string(report));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
