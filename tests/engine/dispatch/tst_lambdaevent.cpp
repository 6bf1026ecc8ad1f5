// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/lambdaevent.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/dispatch/lambdabase64.h"

using namespace straightline;
using namespace straightline::dispatch;
using nlohmann::json;

namespace
{

const std::chrono::system_clock::time_point kTime = std::chrono::sys_days{std::chrono::year{2020} / 3 / 12}
                                                    + std::chrono::hours(19) + std::chrono::minutes(3)
                                                    + std::chrono::seconds(58) + std::chrono::milliseconds(390);

FunctionRequest request()
{
    FunctionRequest made;
    made.backendNumber = 7;
    made.method = "POST";
    made.target = "/my/path?parameter1=value1&parameter1=value2&parameter2=a%20b";
    made.headers = {{"Host", "digits.example:8080"},
                    {"User-Agent", "agent"},
                    {"Header1", "value1"},
                    {"HEADER1", "value2"},
                    {"Cookie", "cookie1=one; cookie2=two"},
                    {"Content-Type", "application/json"}};
    made.body = R"({"hello": "wörld"})";
    made.clientAddress = "123.123.123.123";
    made.requestId = "request-1";
    return made;
}

json eventOf(const FunctionRequest& from)
{
    return json::parse(makeLambdaEvent(from, "digits-burst", kTime));
}

/// As comparable text; QCOMPARE shows it when it differs.
QByteArray dumped(const json& value)
{
    return QByteArray::fromStdString(value.dump());
}

std::string everyByte(std::size_t size)
{
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes += static_cast<char>((i * 131 + i / 256) & 0xFF);
    return bytes;
}

} // namespace

class TestLambdaEvent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theEventFollowsPayloadFormat2();
    void aBodyTravelsWhole_data();
    void aBodyTravelsWhole();
    void oddRequestsStillMakeJson_data();
    void oddRequestsStillMakeJson();
    void anAnswerIsRead_data();
    void anAnswerIsRead();
    void aBadAnswerIsRefused_data();
    void aBadAnswerIsRefused();
    void answerHeadersCannotHarm();
    void anErrorIsToldInOneLine_data();
    void anErrorIsToldInOneLine();
    void base64ComesBackTheSame();
    void base64RefusesOtherText_data();
    void base64RefusesOtherText();
};

void TestLambdaEvent::theEventFollowsPayloadFormat2()
{
    const json made = eventOf(request());
    QCOMPARE(dumped(made.at("version")), dumped("2.0"));
    QCOMPARE(dumped(made.at("routeKey")), dumped("$default"));
    QCOMPARE(dumped(made.at("rawPath")), dumped("/my/path"));
    QCOMPARE(dumped(made.at("rawQueryString")), dumped("parameter1=value1&parameter1=value2&parameter2=a%20b"));
    QCOMPARE(dumped(made.at("cookies")), dumped(json::parse(R"(["cookie1=one","cookie2=two"])")));
    QCOMPARE(dumped(made.at("headers")),
             dumped(json::parse(R"({"content-type":"application/json","header1":"value1,value2",
                                                 "host":"digits.example:8080","user-agent":"agent"})")));
    QCOMPARE(dumped(made.at("queryStringParameters")),
             dumped(json::parse(R"({"parameter1":"value1,value2","parameter2":"a b"})")));
    QCOMPARE(dumped(made.at("body")), dumped(R"({"hello": "wörld"})"));
    QCOMPARE(dumped(made.at("isBase64Encoded")), dumped(false));
    const json& context = made.at("requestContext");
    QCOMPARE(dumped(context.at("http")), dumped(json::parse(R"({"method":"POST","path":"/my/path","protocol":"HTTP/1.1",
                                                 "sourceIp":"123.123.123.123","userAgent":"agent"})")));
    QCOMPARE(dumped(context.at("accountId")), dumped("anonymous"));
    QCOMPARE(dumped(context.at("apiId")), dumped("digits-burst"));
    QCOMPARE(dumped(context.at("domainName")), dumped("digits.example"));
    QCOMPARE(dumped(context.at("requestId")), dumped("request-1"));
    QCOMPARE(dumped(context.at("stage")), dumped("$default"));
    QCOMPARE(dumped(context.at("time")), dumped("12/Mar/2020:19:03:58 +0000"));
    QCOMPARE(dumped(context.at("timeEpoch")), dumped(1584039838390));
}

void TestLambdaEvent::aBodyTravelsWhole_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("coded");
    const QByteArray binary = QByteArray::fromStdString(everyByte(1'000));
    QTest::newRow("JSON as text") << QByteArray("application/json; charset=utf-8") << QByteArray("{\"a\":1}") << false;
    QTest::newRow("problem+json as text") << QByteArray("application/problem+json") << QByteArray("{}") << false;
    QTest::newRow("any text type as text") << QByteArray("Text/CSV") << QByteArray("a,\"b\\\n\t\x01") << false;
    QTest::newRow("text that is no UTF-8 as base64") << QByteArray("text/plain") << QByteArray("\xff\xfe") << true;
    QTest::newRow("PNG as base64") << QByteArray("image/png") << binary << true;
    QTest::newRow("no type as base64") << QByteArray() << QByteArray("plain") << true;
    QTest::newRow("a form as base64") << QByteArray("application/x-www-form-urlencoded") << QByteArray("a=b") << true;
    QTest::newRow("no body") << QByteArray("image/png") << QByteArray() << false;
}

void TestLambdaEvent::aBodyTravelsWhole()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(bool, coded);
    FunctionRequest from = request();
    from.headers = {{"content-type", type.toStdString()}};
    from.body = body.toStdString();
    const json made = eventOf(from);
    QCOMPARE(dumped(made.at("isBase64Encoded")), dumped(json(coded)));
    const auto text = made.value("body", std::string());
    QCOMPARE(coded ? decodeBase64(text).value() : text, from.body);
}

void TestLambdaEvent::oddRequestsStillMakeJson_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a header in Latin-1") << QByteArray("/") << QByteArray("caf\xe9") << QByteArray("caf\xc3\xa9");
    QTest::newRow("quotes and control bytes")
        << QByteArray("/\"\\") << QByteArray("\"\x01\t") << QByteArray("\"\x01\t");
    QTest::newRow("a broken escape in the query") << QByteArray("/?%zz=%4&&=&a") << QByteArray("x") << QByteArray("x");
    QTest::newRow("a query that decodes to no UTF-8") << QByteArray("/?a=%ff") << QByteArray("x") << QByteArray("x");
    QTest::newRow("an empty query") << QByteArray("/?") << QByteArray("") << QByteArray("");
    QTest::newRow("a fragment is cut off") << QByteArray("/#top") << QByteArray("x") << QByteArray("x");
}

void TestLambdaEvent::oddRequestsStillMakeJson()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, expected);
    FunctionRequest from = request();
    from.target = target.toStdString();
    from.headers = {{"X-Odd", header.toStdString()}, {"Host", "[::1]:80"}, {"Cookie", " ; ;"}};
    const json made = eventOf(from);
    QCOMPARE(QByteArray::fromStdString(made.at("headers").at("x-odd").get<std::string>()), expected);
    QCOMPARE(dumped(made.at("requestContext").at("domainName")), dumped("[::1]"));
    QVERIFY(!made.contains("cookies"));
}

void TestLambdaEvent::anAnswerIsRead_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    const QByteArray asJson = "content-type: application/json\n";
    QTest::newRow("structured") << QByteArray(R"({"statusCode":201,"headers":{"Content-Type":"text/plain","X-A":"1"},)"
                                              R"("cookies":["a=b; Secure","c=d"],"body":"hi"})")
                                << 201
                                << QByteArray("content-type: text/plain\nx-a: 1\nset-cookie: a=b; Secure\n"
                                              "set-cookie: c=d\n")
                                << QByteArray("hi");
    QTest::newRow("base64") << QByteArray(R"({"statusCode":200,"body":"AP8Q","isBase64Encoded":true})") << 200 << asJson
                            << QByteArray::fromHex("00ff10");
    QTest::newRow("a status only") << QByteArray(R"({"statusCode":404})") << 404 << QByteArray() << QByteArray();
    QTest::newRow("nulls") << QByteArray(R"({"statusCode":200,"headers":null,"cookies":null,"body":null,)"
                                         R"("isBase64Encoded":null})")
                           << 200 << QByteArray() << QByteArray();
    QTest::newRow("a number as header") << QByteArray(R"({"statusCode":200,"headers":{"X-N":3,"X-B":true}})") << 200
                                        << QByteArray("x-n: 3\nx-b: true\n") << QByteArray();
    QTest::newRow("204 carries no body") << QByteArray(R"({"statusCode":204,"body":"x"})") << 204 << QByteArray()
                                         << QByteArray();
    QTest::newRow("an object without statusCode")
        << QByteArray(R"({"digit": 7})") << 200 << asJson << QByteArray(R"({"digit": 7})");
    QTest::newRow("a bare string") << QByteArray(R"("hello")") << 200 << asJson << QByteArray(R"("hello")");
    QTest::newRow("a bare number") << QByteArray("42") << 200 << asJson << QByteArray("42");
    QTest::newRow("null") << QByteArray("null") << 200 << asJson << QByteArray("null");
    QTest::newRow("escapes in the body") << QByteArray(R"({"statusCode":200,"body":"\u00e9\n\"\ud83d\ude00"})") << 200
                                         << asJson << QByteArray("\xc3\xa9\n\"\xf0\x9f\x98\x80");
    QTest::newRow("an answer of exactly the limit")
        << QByteArray(R"({"statusCode":200,"body":")" + QByteArray(1'000, 'x') + "\"}") << 200 << asJson
        << QByteArray(1'000, 'x');
}

void TestLambdaEvent::anAnswerIsRead()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    const auto read = readLambdaAnswer(answer.toStdString(), 1'000);
    QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
    QCOMPARE(static_cast<int>(read->status), status);
    QByteArray lines;
    for (const HeaderField& field : read->headers)
        lines += QByteArray::fromStdString(field.name + ": " + field.value + "\n");
    QCOMPARE(lines, headers);
    QCOMPARE(QByteArray::fromStdString(read->body), body);
}

void TestLambdaEvent::aBadAnswerIsRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("code");
    const int bad = static_cast<int>(ErrorCode::BadReply);
    const int large = static_cast<int>(ErrorCode::TooLarge);
    const QByteArray big(1'001, 'x');
    QTest::newRow("nothing") << QByteArray() << bad;
    QTest::newRow("not JSON") << QByteArray("<html>") << bad;
    QTest::newRow("JSON that breaks off") << QByteArray(R"({"statusCode":200)") << bad;
    QTest::newRow("bytes that are no UTF-8") << QByteArray("\"\xff\"") << bad;
    QTest::newRow("nested beyond the bound") << QByteArray(QByteArray(5'000, '[') + QByteArray(5'000, ']')) << bad;
    QTest::newRow("statusCode as text") << QByteArray(R"({"statusCode":"200"})") << bad;
    QTest::newRow("statusCode 99") << QByteArray(R"({"statusCode":99})") << bad;
    QTest::newRow("statusCode 101") << QByteArray(R"({"statusCode":101})") << bad;
    QTest::newRow("statusCode 600") << QByteArray(R"({"statusCode":600})") << bad;
    QTest::newRow("headers as a list") << QByteArray(R"({"statusCode":200,"headers":[]})") << bad;
    QTest::newRow("a header list value") << QByteArray(R"({"statusCode":200,"headers":{"a":["b"]}})") << bad;
    QTest::newRow("a line break in a header") << QByteArray(R"({"statusCode":200,"headers":{"a":"b\r\nc: d"}})") << bad;
    QTest::newRow("a colon in a header name") << QByteArray(R"({"statusCode":200,"headers":{"a:b":"c"}})") << bad;
    QTest::newRow("a line break in a cookie") << QByteArray(R"({"statusCode":200,"cookies":["a=b\nc"]})") << bad;
    QTest::newRow("a body that is no string") << QByteArray(R"({"statusCode":200,"body":{}})") << bad;
    QTest::newRow("a body that is not base64")
        << QByteArray(R"({"statusCode":200,"body":"*","isBase64Encoded":true})") << bad;
    QTest::newRow("isBase64Encoded as text") << QByteArray(R"({"statusCode":200,"isBase64Encoded":"yes"})") << bad;
    QTest::newRow("a text body above the limit") << QByteArray(R"({"statusCode":200,"body":")" + big + "\"}") << large;
    QTest::newRow("a base64 body above the limit")
        << QByteArray(R"({"statusCode":200,"isBase64Encoded":true,"body":")" + big.toBase64() + "\"}") << large;
    QTest::newRow("a bare answer above the limit") << QByteArray("\"" + big + "\"") << large;
}

void TestLambdaEvent::aBadAnswerIsRefused()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, code);
    const auto read = readLambdaAnswer(answer.toStdString(), 1'000);
    QVERIFY(!read.has_value());
    QCOMPARE(static_cast<int>(read.error().code), code);
    QVERIFY(!read.error().detail.empty());
}

void TestLambdaEvent::answerHeadersCannotHarm()
{
    const auto read =
        readLambdaAnswer(R"({"statusCode":200,"headers":{"Content-Length":"5","Transfer-Encoding":"chunked",
        "Connection":"close","Upgrade":"x","Keep":"this"},"body":"hi"})",
                         100);
    QVERIFY(read.has_value());
    QCOMPARE(read->headers.size(), std::size_t{2});
    QCOMPARE(read->headers[0].name, std::string("keep"));
    QCOMPARE(read->headers[1].name, std::string("content-type"));
}

void TestLambdaEvent::anErrorIsToldInOneLine_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("type and message") << QByteArray(R"({"errorMessage":"no\nway","errorType":"Bad"})") << QByteArray()
                                      << QByteArray("Bad: no way");
    QTest::newRow("the header's type wins")
        << QByteArray(R"({"errorMessage":"m","errorType":"Bad"})") << QByteArray("Worse") << QByteArray("Worse: m");
    QTest::newRow("garbage") << QByteArray("<html>") << QByteArray() << QByteArray("the function reported an error");
    QTest::newRow("an endless message is cut") << QByteArray("{\"errorMessage\":\"" + QByteArray(5'000, 'x') + "\"}")
                                               << QByteArray("T") << QByteArray("T: " + QByteArray(509, 'x'));
}

void TestLambdaEvent::anErrorIsToldInOneLine()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(readLambdaError(body.toStdString(), type.toStdString())), text);
}

void TestLambdaEvent::base64ComesBackTheSame()
{
    for (std::size_t size = 0; size < 600; ++size) {
        const std::string bytes = everyByte(size);
        std::string text = "prefix";
        appendBase64(text, bytes);
        QCOMPARE(QByteArray::fromStdString(text.substr(6)), QByteArray::fromStdString(bytes).toBase64());
        QCOMPARE(decodeBase64(std::string_view(text).substr(6)), bytes);
    }
    QCOMPARE(decodeBase64("AP8"), std::string("\0\xff", 2)); // without its padding
}

void TestLambdaEvent::base64RefusesOtherText_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"A", "AAAAA", "A===", "=", "AA=A", "AA\n=", "AA*A", "AAA-", "AAA_", "AAAA AAA", "====", "A=A="})
        QTest::newRow(QByteArray("refuses \"").append(text).append('"').constData()) << QByteArray(text);
}

void TestLambdaEvent::base64RefusesOtherText()
{
    QFETCH(QByteArray, text);
    QVERIFY(!decodeBase64(text.toStdString()).has_value());
}

QTEST_APPLESS_MAIN(TestLambdaEvent)
#include "tst_lambdaevent.moc"
