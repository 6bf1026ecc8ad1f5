// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/ingest/heads.h"
#include "engine/ingest/requesthead.h"

using namespace straightline;
using namespace straightline::ingest;

Q_DECLARE_METATYPE(straightline::dispatch::HeadProblem)

/// The error policy of request heads, row by row, and what is understood of the good ones.
class TestRequestHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void understandsFraming();
    void understandsConnection_data();
    void understandsConnection();
    void checksRequestIds_data();
    void checksRequestIds();
    void scansHeadsInPieces();
    void everyProblemHasAnAnswer();
    void escapesErrors();
};

namespace
{

std::string head(const std::string& fields, const std::string& start = "POST /x HTTP/1.1")
{
    return start + "\r\nHost: h\r\n" + fields + "\r\n";
}

} // namespace

void TestRequestHead::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<HeadProblem>("problem");
    const auto row = [](const char* name, const std::string& bytes, HeadProblem problem) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << problem;
    };
    row("conflicting lengths", head("Content-Length: 1\r\nContent-Length: 2\r\n"), HeadProblem::RepeatedLength);
    row("repeated equal lengths", head("Content-Length: 1\r\nContent-Length: 1\r\n"), HeadProblem::RepeatedLength);
    row("a list of lengths", head("Content-Length: 1, 1\r\n"), HeadProblem::BadLength);
    row("a signed length", head("Content-Length: +1\r\n"), HeadProblem::BadLength);
    row("a negative length", head("Content-Length: -1\r\n"), HeadProblem::BadLength);
    row("a hexadecimal length", head("Content-Length: 0x10\r\n"), HeadProblem::BadLength);
    row("an empty length", head("Content-Length:\r\n"), HeadProblem::BadLength);
    row("a length of 2^63", head("Content-Length: 9223372036854775808\r\n"), HeadProblem::BadLength);
    row("a length of 30 digits", head("Content-Length: 000000000000000000000000000001\r\n"), HeadProblem::BadLength);
    row("length with encoding", head("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
        HeadProblem::LengthWithEncoding);
    row("encoding with length", head("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"),
        HeadProblem::LengthWithEncoding);
    row("gzip encoding", head("Transfer-Encoding: gzip\r\n"), HeadProblem::BadEncoding);
    row("chunked not final", head("Transfer-Encoding: chunked, identity\r\n"), HeadProblem::BadEncoding);
    row("gzip, chunked", head("Transfer-Encoding: gzip, chunked\r\n"), HeadProblem::BadEncoding);
    row("chunked twice", head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
        HeadProblem::BadEncoding);
    row("chunked with a vertical tab",
        head("Transfer-Encoding: \x0b"
             "chunked\r\n"),
        HeadProblem::ControlByte);
    row("encoding in HTTP/1.0", head("Transfer-Encoding: chunked\r\n", "POST /x HTTP/1.0"), HeadProblem::BadEncoding);
    row("a bare CR in a value", head("X: a\rb\r\n"), HeadProblem::BareLineEnd);
    row("a bare LF", "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", HeadProblem::BareLineEnd);
    row("a folded line", head("X: a\r\n b\r\n"), HeadProblem::FoldedLine);
    row("a folded first line", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", HeadProblem::FoldedLine);
    row("a space before the colon", head("X : a\r\n"), HeadProblem::BadFieldName);
    row("an empty name", head(": a\r\n"), HeadProblem::BadFieldName);
    row("no colon", head("nonsense\r\n"), HeadProblem::FieldWithoutColon);
    row("a NUL in a value", head(std::string("X: a\0b\r\n", 8)), HeadProblem::ControlByte);
    row("a DEL in a value", head("X: a\x7f\r\n"), HeadProblem::ControlByte);
    row("a control byte in a long value", head("X: " + std::string(100, 'v') + "\x01" + std::string(50, 'v') + "\r\n"),
        HeadProblem::ControlByte);
    row("a control byte in a name", head("X\x01: a\r\n"), HeadProblem::BadFieldName);
    row("no host", "GET / HTTP/1.1\r\n\r\n", HeadProblem::MissingHost);
    row("two hosts", head("Host: h\r\n"), HeadProblem::RepeatedHost);
    row("a host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", HeadProblem::BadHost);
    row("a host with a slash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", HeadProblem::BadHost);
    row("a host with userinfo", "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n", HeadProblem::BadHost);
    for (const char* host : {"a:b", "a:99999", "a:1:2", "a:+1", ":80", "[::1", "[]", "[::1]x", "[::1]:x", "a]", "::1"})
        row(host, std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n", HeadProblem::BadHost);
    row("absolute form of another host", "GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::HostMismatch);
    row("no target", "GET HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadStartLine);
    row("two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadTarget);
    row("a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadTarget);
    row("a target without slash", "GET x HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadTarget);
    row("a fragment", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadTarget);
    row("a byte over 127 in the target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadTarget);
    row("an asterisk for GET", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadTarget);
    row("an authority for CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadTarget);
    row("a method with a colon", "GE:T / HTTP/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadMethod);
    row("HTTP/0.9", "GET / HTTP/0.9\r\nHost: h\r\n\r\n", HeadProblem::BadVersion);
    row("HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", HeadProblem::BadVersion);
    row("http in lower case", "GET / http/1.1\r\nHost: h\r\n\r\n", HeadProblem::BadStartLine);
    row("a long target", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n",
        HeadProblem::TargetTooLong);
    row("another expectation", head("Expect: 200-maybe\r\n"), HeadProblem::BadExpect);
    row("inference length not a number", head("Content-Length: 9\r\nInference-Header-Content-Length: x\r\n"),
        HeadProblem::BadInferenceLength);
    row("inference length over the body", head("Content-Length: 9\r\nInference-Header-Content-Length: 10\r\n"),
        HeadProblem::BadInferenceLength);
    row("inference length empty", head("Content-Length: 9\r\nInference-Header-Content-Length:\r\n"),
        HeadProblem::BadInferenceLength);
    std::string many;
    for (std::size_t i = 0; i <= dispatch::kMaxFields; ++i)
        many += "X: 1\r\n";
    row("too many fields", head(many), HeadProblem::TooManyFields);
}

void TestRequestHead::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(HeadProblem, problem);
    RequestHead parsed;
    QCOMPARE(
        static_cast<int>(parsed.parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())))),
        static_cast<int>(problem));
}

void TestRequestHead::accepts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("HTTP/1.0 without host") << QByteArray("GET / HTTP/1.0\r\n\r\n");
    QTest::newRow("an empty host") << QByteArray("GET / HTTP/1.1\r\nHost:\r\n\r\n");
    QTest::newRow("a host with a port") << QByteArray("GET / HTTP/1.1\r\nHost: a.b:65535\r\n\r\n");
    QTest::newRow("a host with an empty port") << QByteArray("GET / HTTP/1.1\r\nHost: a:\r\n\r\n");
    QTest::newRow("an IPv6 host without a port") << QByteArray("GET / HTTP/1.1\r\nHost: [fe80::1]\r\n\r\n");
    QTest::newRow("an IPv6 host") << QByteArray("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n");
    QTest::newRow("absolute form") << QByteArray("GET http://H/a HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("OPTIONS *") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("a tab and high bytes in a value")
        << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nX: a\tb\xc3\xa9\r\n\r\n");
    QTest::newRow("an empty value") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nX:\r\n\r\n");
    QTest::newRow("mixed case") << QByteArray("POST / HTTP/1.1\r\nhOST: h\r\ntRANSFER-eNCODING: Chunked\r\n\r\n");
    QTest::newRow("an own method") << QByteArray("PURGE / HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("a colon in the path") << QByteArray("POST /v1/models/m:predict HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("raw binary request") << QByteArray(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nInference-Header-Content-Length: 0\r\n\r\n");
}

void TestRequestHead::accepts()
{
    QFETCH(QByteArray, bytes);
    RequestHead parsed;
    QCOMPARE(
        static_cast<int>(parsed.parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())))), 0);
    QVERIFY(!parsed.target.empty());
}

void TestRequestHead::understandsFraming()
{
    RequestHead parsed;
    QVERIFY(parsed.parse(head("Content-Length: 12\r\n")) == HeadProblem::None);
    QVERIFY(parsed.framing == Framing::Length);
    QCOMPARE(parsed.length, std::uint64_t(12));
    QVERIFY(parsed.parse(head("Content-Length: 0\r\n")) == HeadProblem::None);
    QVERIFY(parsed.framing == Framing::None && parsed.saysLength());
    QVERIFY(parsed.parse(head("Transfer-Encoding: chunked\r\nExpect: 100-Continue\r\n")) == HeadProblem::None);
    QVERIFY(parsed.framing == Framing::Chunked && parsed.expectsContinue);
    QVERIFY(parsed.parse(head("")) == HeadProblem::None);
    QVERIFY(parsed.framing == Framing::None && !parsed.saysLength() && !parsed.expectsContinue);
}

void TestRequestHead::understandsConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n") << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true;
}

void TestRequestHead::understandsConnection()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, keepAlive);
    RequestHead parsed;
    QVERIFY(parsed.parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())))
            == HeadProblem::None);
    QCOMPARE(parsed.keepAlive, keepAlive);
}

void TestRequestHead::checksRequestIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("valid");
    QTest::newRow("letters, digits, dots") << QStringLiteral("aZ09._-") << true;
    QTest::newRow("63 characters") << QString(63, QLatin1Char('a')) << true;
    QTest::newRow("64 characters") << QString(64, QLatin1Char('a')) << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("a space") << QStringLiteral("a b") << false;
    QTest::newRow("a quote") << QStringLiteral("a\"") << false;
}

void TestRequestHead::checksRequestIds()
{
    QFETCH(QString, id);
    QFETCH(bool, valid);
    QCOMPARE(isValidRequestId(id.toStdString()), valid);
}

void TestRequestHead::scansHeadsInPieces()
{
    const std::string bytes = head("X: y\r\n") + "body\r\n\r\n";
    const std::size_t headBytes = bytes.size() - 8;
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        dispatch::HeadScanner scanner;
        const auto first = scanner.scan(std::string_view(bytes).substr(0, cut));
        QVERIFY((first == dispatch::HeadScanner::State::Complete) == (cut >= headBytes));
        if (first != dispatch::HeadScanner::State::Complete)
            QVERIFY(scanner.scan(bytes) == dispatch::HeadScanner::State::Complete);
        QCOMPARE(scanner.headBytes(), headBytes);
    }
}

void TestRequestHead::everyProblemHasAnAnswer()
{
    for (int i = 1; i <= static_cast<int>(HeadProblem::TooManyFields); ++i) {
        const HeadRefusal refusal = refusalOf(static_cast<HeadProblem>(i));
        QVERIFY(refusal.status >= 400 && refusal.status < 600);
        QVERIFY(refusal.message != "bad request");
        QVERIFY(phraseOf(refusal.status) != "Error");
    }
}

void TestRequestHead::escapesErrors()
{
    const std::string expected = "{\"error\":\"a \\\"b\\\" \\\\   c\"}";
    QCOMPARE(errorJson("a \"b\" \\ \n c"), expected);
}

QTEST_GUILESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"
