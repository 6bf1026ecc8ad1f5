// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include "engine/control/requestguard.h"

using straightline::control::RequestGuard;

/// What the guard lets through and what it refuses, in one piece and byte by byte.
class TestRequestGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdict_data();
    void verdict();
    void manyRequestsOnOneConnection();
    void anyBytesInAnyPieces();
};

void TestRequestGuard::verdict_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    const QByteArray put = "PUT /x HTTP/1.1\r\nHost: localhost\r\n";
    row("a GET", get + "\r\n", 0);
    row("a PUT with its body", put + "Content-Length: 3\r\n\r\nabc", 0);
    row("an unfinished head", get, 0);
    row("an unfinished body", put + "Content-Length: 3\r\n\r\na", 0);
    row("a line break after the body", put + "content-length:  3 \r\n\r\nabc\r\n" + get + "\r\n", 400);
    row("the largest body", put + "Content-Length: 100\r\n\r\n" + QByteArray(100, 'x'), 0);
    row("a body over the limit", put + "Content-Length: 101\r\n\r\n", 413);
    row("two gigabytes", put + "Content-Length: 2147483648\r\n\r\n", 413);
    row("a length beyond 64 bits", put + "Content-Length: 99999999999999999999999\r\n\r\n", 413);
    row("a negative length", put + "Content-Length: -1\r\n\r\n", 400);
    row("a length with a sign", put + "Content-Length: +1\r\n\r\n", 400);
    row("no length in Content-Length", put + "Content-Length: \r\n\r\n", 400);
    row("a hexadecimal length", put + "Content-Length: 0x10\r\n\r\n", 400);
    row("the same length twice", put + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", 0);
    row("two different lengths", put + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400);
    row("chunked", put + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411);
    row("chunked with a length", put + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 411);
    row("no Host", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n", 400);
    row("two Hosts", get + "Host: other\r\n\r\n", 400);
    row("a folded header", get + "X: a\r\n b\r\n\r\n", 400);
    row("a blank before the colon", get + "Content-Length : 3\r\n\r\n", 400);
    row("a header without a colon", get + "what\r\n\r\n", 400);
    row("a bare line feed in a header", get + "X: a\nContent-Length: 9\r\n\r\n", 400);
    row("a null in a header", get + QByteArray("X: a\0b\r\n\r\n", 10), 400);
    row("a head over the limit", get + "X: " + QByteArray(600, 'x'), 431);
    QByteArray many = get;
    for (int i = 0; i < 20; ++i)
        many += "A: b\r\n";
    row("too many headers", many + "\r\n", 431);
    row("pipelining", get + "\r\n" + get + "\r\n", 400);
}

void TestRequestGuard::verdict()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const RequestGuard::Limits limits{.headBytes = 512, .headers = 16, .bodyBytes = 100};
    RequestGuard whole(limits);
    QCOMPARE(whole.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())}).status, status);
    RequestGuard pieces(limits);
    int found = 0;
    for (const char& byte : bytes) {
        found = pieces.feed({&byte, 1}).status;
        if (found != 0)
            break;
    }
    // Byte by byte a second request is only the next one.
    if (!QByteArray(QTest::currentDataTag()).contains("pipelining")
        && !QByteArray(QTest::currentDataTag()).contains("line break"))
        QCOMPARE(found, status);
}

void TestRequestGuard::manyRequestsOnOneConnection()
{
    RequestGuard guard({});
    for (int i = 0; i < 100; ++i) {
        QVERIFY(!guard.inRequest());
        QCOMPARE(guard.feed("PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab").status, 0);
        QVERIFY(guard.inRequest());
        QCOMPARE(guard.feed("cde").status, 0);
    }
    QVERIFY(!guard.inRequest());
}

void TestRequestGuard::anyBytesInAnyPieces()
{
    std::mt19937_64 random(3);
    const std::string alphabet = "GET / HTTP/1.1\r\n\r\nHost: h\r\nContent-Length: 12\r\n: \t\xff";
    for (int i = 0; i < 5'000; ++i) {
        RequestGuard guard({.headBytes = 64, .headers = 4, .bodyBytes = 20});
        std::string bytes;
        for (std::uint64_t j = random() % 200; j > 0; --j)
            bytes += alphabet[random() % alphabet.size()];
        for (std::string_view rest = bytes; !rest.empty();) {
            const std::size_t piece = std::min<std::size_t>(rest.size(), 1 + random() % 40);
            if (guard.feed(rest.substr(0, piece)).status != 0)
                break;
            rest.remove_prefix(piece);
        }
    }
}

QTEST_APPLESS_MAIN(TestRequestGuard)
#include "tst_requestguard.moc"
