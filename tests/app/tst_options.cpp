// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "app/options.h"

using namespace straightline;
using namespace straightline::app;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void defaults();
    void refuses_data();
    void refuses();
};

void TestOptions::reads()
{
    const auto options = parseOptions({"--headless", "--state", "/x", "--listen=127.0.0.1:0", "--control", "[::1]:9",
                                       "--threads", "3", "--demo", "--no-demo-load", "--config", "site.toml"});
    QVERIFY(options);
    QVERIFY(options->headless && options->demo && !options->demoLoad);
    QCOMPARE(options->stateDir, std::string("/x"));
    QCOMPARE(options->listen, std::string("127.0.0.1:0"));
    QCOMPARE(options->control, std::string("[::1]:9"));
    QCOMPARE(options->configPath, std::string("site.toml"));
    QCOMPARE(options->threads.value_or(0), 3U);
}

void TestOptions::defaults()
{
    const auto options = parseOptions({});
    QVERIFY(options);
    QVERIFY(!options->headless && !options->demo && options->demoLoad && !options->readOnly);
    QCOMPARE(options->control, std::string("127.0.0.1:8081"));
    QVERIFY(options->listen.empty() && !options->threads);
}

void TestOptions::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char* name, QStringList arguments, const char* mentions) {
        QTest::newRow(name) << std::move(arguments) << QString::fromUtf8(mentions);
    };
    row("an unknown option", {QStringLiteral("--frobnicate")}, "--frobnicate");
    row("a stray word", {QStringLiteral("hello")}, "hello");
    row("a missing value", {QStringLiteral("--state")}, "--state DIR");
    row("a value for a switch", {QStringLiteral("--demo=1")}, "no value");
    row("no threads", {QStringLiteral("--threads"), QStringLiteral("0")}, "1 … 64");
    row("too many threads", {QStringLiteral("--threads"), QStringLiteral("65")}, "1 … 64");
    row("threads that are no number", {QStringLiteral("--threads"), QStringLiteral("2x")}, "1 … 64");
    row("an address without a port", {QStringLiteral("--listen"), QStringLiteral("127.0.0.1")}, "HOST:PORT");
    row("a port too large", {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:65536")}, "65535");
    row("a negative port", {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:-1")}, "65535");
    row("an unknown log level", {QStringLiteral("--log-level"), QStringLiteral("loud")}, "warning");
}

void TestOptions::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, mentions);
    std::vector<std::string> words;
    for (const QString& argument : arguments)
        words.push_back(argument.toStdString());
    const auto options = parseOptions(words);
    QVERIFY(!options);
    QVERIFY(options.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(options.error().detail.find(mentions.toStdString()) != std::string::npos, options.error().detail.c_str());
    QVERIFY(options.error().detail.find('\n') == std::string::npos);
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
