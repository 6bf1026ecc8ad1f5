// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/backends/httpurl.h"
#include "tests/engine/backends/comparewords.h"

using namespace straightline;
using namespace straightline::backends;

class TestHttpUrl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void good_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("hostHeader");
        QTest::addColumn<QString>("basePath");
        QTest::newRow("address and port") << "http://127.0.0.1:9001"
                                          << "127.0.0.1" << 9001 << "127.0.0.1:9001"
                                          << "";
        QTest::newRow("name only") << "http://example.org"
                                   << "example.org" << 80 << "example.org"
                                   << "";
        QTest::newRow("a final slash is no base") << "http://a:1/"
                                                  << "a" << 1 << "a:1"
                                                  << "";
        QTest::newRow("base path") << "http://a:1/x/y/"
                                   << "a" << 1 << "a:1"
                                   << "/x/y";
        QTest::newRow("https") << "https://web.example/v2"
                               << "web.example" << 443 << "web.example"
                               << "/v2";
        QTest::newRow("https with a port") << "https://127.0.0.1:8443"
                                           << "127.0.0.1" << 8443 << "127.0.0.1:8443"
                                           << "";
        QTest::newRow("IPv6") << "http://[::1]:9001/b"
                              << "::1" << 9001 << "[::1]:9001"
                              << "/b";
        QTest::newRow("IPv6 without port") << "http://[fe80::2]"
                                           << "fe80::2" << 80 << "[fe80::2]"
                                           << "";
    }
    void good()
    {
        QFETCH(QString, url);
        const auto parts = parseHttpUrl(url.toStdString());
        QVERIFY2(parts.has_value(), parts ? "" : parts.error().detail.c_str());
        QTEST(QString::fromStdString(parts->host), "host");
        QTEST(int(parts->port), "port");
        QCOMPARE(parts->secure, url.startsWith(QLatin1String("https:")));
        QTEST(QString::fromStdString(parts->hostHeader), "hostHeader");
        QTEST(QString::fromStdString(parts->basePath), "basePath");
    }

    void bad_data()
    {
        QTest::addColumn<QString>("url");
        for (const char* url :
             {"", "http://", "https://", "https:///a", "ftp://a", "http://:80", "http://a:", "http://a:0",
              "http://a:65536", "http://a:8x", "http://u@a", "http://a?x", "http://a b", "http://[::1", "http://[]:1"})
            QTest::newRow(*url == '\0' ? "empty" : url) << QString::fromLatin1(url);
    }
    void bad()
    {
        QFETCH(QString, url);
        const auto parts = parseHttpUrl(url.toStdString());
        QVERIFY(!parts);
        QCOMPARE(parts.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestHttpUrl)
#include "tst_httpurl.moc"
