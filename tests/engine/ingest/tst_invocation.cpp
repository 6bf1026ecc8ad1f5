// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <boost/asio/post.hpp>

#include "engine/dispatch/functioninvoker.h"
#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

/// A backend of kind function, seen from the gateway: what the invoker is given, and what becomes of its answers.
class TestInvocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheWholeRequestAndPassesTheAnswer();
    void refusesABodyOverThePayloadLimit();
    void goesElsewhereWhenNoInstanceTookIt();
    void doesNotRepeatAPostThatWasHandedOver();
    void cancelsWhenTheClientLeaves();
};

namespace
{

/// Answers at once what the test says, on the caller's thread; keeps what it was asked.
class ScriptedInvoker final : public dispatch::FunctionInvoker
{
public:
    void start(std::span<boost::asio::io_context* const> homes) override { homeCount = static_cast<int>(homes.size()); }
    void stop() override { stopped = true; }
    void publish(RoutingTablePtr) override {}

    InvocationId invoke(dispatch::FunctionRequest request, boost::asio::io_context& caller, Done done) override
    {
        const std::lock_guard lock(mutex);
        requests.push_back(std::move(request));
        if (!silent)
            boost::asio::post(caller, [done = std::move(done), given = answer] { done(given); });
        return requests.size();
    }
    void cancel(InvocationId) override { ++cancelled; }

    std::mutex mutex;
    std::vector<dispatch::FunctionRequest> requests;
    dispatch::FunctionAnswer answer;
    bool silent = false;
    std::atomic<int> cancelled{0};
    std::atomic<int> homeCount{0};
    std::atomic<bool> stopped{false};
};

ApplicationRoute withFunction(std::vector<BackendRoute> more = {})
{
    BackendRoute function = GatewayFixture::backend(3, 1);
    function.kind = BackendKind::Function;
    function.endpoints.clear();
    more.insert(more.begin(), function);
    return GatewayFixture::application(std::move(more));
}

} // namespace

void TestInvocation::givesTheWholeRequestAndPassesTheAnswer()
{
    ScriptedInvoker invoker;
    invoker.answer.outcome = AttemptOutcome::Ok;
    invoker.answer.status = 202;
    invoker.answer.coldStart = true;
    invoker.answer.headers = {{"X-From", "function"}, {"Content-Length", "999"}, {"Bad", "a\r\nInjected: 1"}};
    invoker.answer.body = std::string(200'000, 'f');
    {
        GatewayFixture fixture({}, &invoker);
        fixture.publish(withFunction());
        TestSocket client = fixture.connect();
        client.send("POST /apps/digits/run?x=1 HTTP/1.1\r\nHost: h\r\nX-Own: 1\r\nConnection: x-gone\r\nX-Gone: 1\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        const TestAnswer answer = readTestAnswer(client);
        QCOMPARE(answer.status, 202);
        QVERIFY(answer.body == invoker.answer.body);
        QCOMPARE(answer.head.field("x-from"), std::string("function"));
        QCOMPARE(answer.head.fields.count("injected"), std::size_t(0));
        QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
        QVERIFY(fixture.records().at(0).attempts[0].coldStart);
        QCOMPARE(invoker.homeCount.load(), 2);
    }
    QVERIFY(invoker.stopped);
    const dispatch::FunctionRequest& request = invoker.requests.at(0);
    QCOMPARE(request.target, std::string("/run?x=1"));
    QCOMPARE(request.body, std::string("hello"));
    QCOMPARE(request.clientAddress, std::string("127.0.0.1"));
    QVERIFY(std::none_of(request.headers.begin(), request.headers.end(),
                         [](const auto& each) { return each.name == "X-Gone" || each.name == "Transfer-Encoding"; }));
}

void TestInvocation::refusesABodyOverThePayloadLimit()
{
    ScriptedInvoker invoker;
    GatewayFixture fixture({}, &invoker);
    fixture.publish(withFunction());
    QCOMPARE(fixture.ask("POST /digits HTTP/1.1\r\nHost: h\r\nContent-Length: 7000000\r\n\r\n").status, 413);
    QVERIFY(invoker.requests.empty());
}

void TestInvocation::goesElsewhereWhenNoInstanceTookIt()
{
    TestBackend other([](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, request.body));
    });
    ScriptedInvoker invoker;
    invoker.answer.handedOver = false;
    invoker.answer.error = "the function did not start";
    GatewayFixture fixture({}, &invoker);
    fixture.publish(withFunction({GatewayFixture::backend(4, other.port(), Tier::Container)}));
    const TestAnswer answer = fixture.ask(GatewayFixture::post("again"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("again"));
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("2"));
}

void TestInvocation::doesNotRepeatAPostThatWasHandedOver()
{
    TestBackend other(TestBackend::answering("x"));
    ScriptedInvoker invoker;
    invoker.answer.error = "the function \"crashed\"";
    GatewayFixture fixture({}, &invoker);
    fixture.publish(withFunction({GatewayFixture::backend(4, other.port(), Tier::Container)}));
    const TestAnswer answer = fixture.ask(GatewayFixture::post("once"));
    QCOMPARE(answer.status, 502);
    const std::string expected = "{\"error\":\"the function \\\"crashed\\\"\"}";
    QCOMPARE(answer.body, expected);
    QCOMPARE(other.requests(), 0);
}

void TestInvocation::cancelsWhenTheClientLeaves()
{
    ScriptedInvoker invoker;
    invoker.silent = true;
    GatewayFixture fixture({}, &invoker);
    fixture.publish(withFunction());
    TestSocket client = fixture.connect();
    client.send(GatewayFixture::post("x"));
    QVERIFY(GatewayFixture::eventually([&] { return fixture.load.backends[3].inFlight == 1; }));
    client.close();
    QVERIFY(GatewayFixture::eventually([&] { return invoker.cancelled == 1 && fixture.quiet(); }));
}

QTEST_GUILESS_MAIN(TestInvocation)
#include "tst_invocation.moc"
