// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <boost/asio/post.hpp>

#include "engine/dispatch/functioninvoker.h"
#include "tests/engine/ingest/hedgingsite.h"

using namespace straightline;

/// A function as one of the two backends that work on a request.
class TestHedgedFunction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAskedSecond();
    void isAskedFirst();
};

namespace
{

/// Answers when it is let; what is cancelled is never answered.
class HeldInvoker final : public dispatch::FunctionInvoker
{
public:
    void start(std::span<boost::asio::io_context* const>) override {}
    void stop() override { m_done = {}; }
    void publish(RoutingTablePtr) override {}
    InvocationId invoke(dispatch::FunctionRequest request, boost::asio::io_context& caller, Done done) override
    {
        const std::lock_guard lock(m_mutex);
        m_bodies.push_back(request.body);
        m_caller = &caller;
        if (request.target.find("slow") == std::string::npos)
            boost::asio::post(caller, [done = std::move(done)] { done(answering("quick")); });
        else
            m_done = std::move(done);
        return ++asked;
    }
    void cancel(InvocationId) override
    {
        const std::lock_guard lock(m_mutex);
        m_done = {};
        ++cancelled;
    }
    void answer()
    {
        const std::lock_guard lock(m_mutex);
        boost::asio::post(*m_caller, [this] {
            Done done;
            {
                const std::lock_guard guard(m_mutex);
                done = std::exchange(m_done, {});
            }
            if (done)
                done(answering("function"));
        });
    }
    std::string latestBody()
    {
        const std::lock_guard lock(m_mutex);
        return m_bodies.empty() ? std::string() : m_bodies.back();
    }

    std::atomic<std::uint64_t> asked{0};
    std::atomic<int> cancelled{0};

private:
    static dispatch::FunctionAnswer answering(const std::string& body)
    {
        dispatch::FunctionAnswer answer;
        answer.outcome = AttemptOutcome::Ok;
        answer.status = 200;
        answer.body = body;
        return answer;
    }

    std::mutex m_mutex;
    std::vector<std::string> m_bodies;
    boost::asio::io_context* m_caller = nullptr;
    Done m_done;
};

} // namespace

void TestHedgedFunction::isAskedSecond()
{
    HeldInvoker invoker;
    TwoBackends site(&invoker);
    site.application.backends[1].kind = BackendKind::Function;
    site.application.backends[1].endpoints.clear();
    site.earn(2);
    site.application.isolation.repeatable = Repeatable::All;
    site.fixture.publish(site.application);
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::post("pixels", {}, "/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return invoker.asked == 1; }));
    QCOMPARE(invoker.latestBody(), std::string("pixels"));
    invoker.answer();
    QCOMPARE(readTestAnswer(client).body, std::string("function"));
    QVERIFY(GatewayFixture::eventually([&] { return site.first.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:cancelled 2:ok* "));
    QCOMPARE(invoker.cancelled.load(), 0);
    // Beaten by the first, it is told so.
    client.send(GatewayFixture::post("pixels", {}, "/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return invoker.asked == 2; }));
    site.first.letGo = 2;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QVERIFY(site.quiet());
    QCOMPARE(invoker.cancelled.load(), 1);
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok 2:cancelled* "));
}

void TestHedgedFunction::isAskedFirst()
{
    HeldInvoker invoker;
    TwoBackends site(&invoker);
    site.application.backends[0].kind = BackendKind::Function;
    site.application.backends[0].endpoints.clear();
    site.fixture.publish(site.application);
    site.earn(2);
    site.second.letGo = 1;
    QCOMPARE(site.fixture.ask(GatewayFixture::get("/digits/slow")).body, std::string("second"));
    QVERIFY(site.quiet());
    QCOMPARE(invoker.cancelled.load(), 1);
    QCOMPARE(attemptsOf(site.last()), std::string("1:cancelled 2:ok* "));
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.second.inside == 2; }));
    invoker.answer();
    QCOMPARE(readTestAnswer(client).body, std::string("function"));
    QVERIFY(GatewayFixture::eventually([&] { return site.second.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok 2:cancelled* "));
}

QTEST_GUILESS_MAIN(TestHedgedFunction)
#include "tst_hedgedfunction.moc"
