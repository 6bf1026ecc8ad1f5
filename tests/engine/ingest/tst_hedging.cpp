// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <functional>

#include <boost/asio/post.hpp>

#include "engine/dispatch/functioninvoker.h"
#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

/// A second backend beside one that takes long: who is asked, whose answer counts, and what becomes of the other. The
/// slow ones answer when the test says so, so no time is asserted.
class TestHedging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSecondAnswersFirst();
    void theFirstAnswersFirst();
    void isOffByDefaultAndNotForWhatMustNotBeRepeated();
    void aPostThatMayBeRepeatedIsSentWhole();
    void isNotSentWhereNobodyShouldHaveIt_data();
    void isNotSentWhereNobodyShouldHaveIt();
    void isSentWhileTheFirstConnects();
    void isRefusedWhenTheBudgetIsSpent();
    void neverSendsMoreThanItsShare();
    void theFirstFailsMeanwhile();
    void aPooledConnectionEndsMeanwhile();
    void bothFail();
    void anErrorOfTheFirstWaitsForTheSecond_data();
    void anErrorOfTheFirstWaitsForTheSecond();
    void anErrorOfTheSecondIsNoAnswer();
    void aClientThatLeavesCancelsBoth();
    void theDeadlineIsOfBoth();
    void bothAnswerAtTheSameMoment();
    void streamsTheWinnersAnswer();
    void aFunctionIsAskedSecond();
    void aFunctionIsAskedFirst();
    void stopsWithBothUnderWay();
};

namespace
{

/// Answers at once, but what has "slow" in its target when the test lets it, or never: then it sees the connection end.
struct SlowBackend {
    explicit SlowBackend(std::string name)
        : said(TestBackend::answer(200, name))
    {
    }

    std::string said;                   ///< to slow ones; empty: closes the connection
    std::atomic<bool> keepsOpen{false}; ///< after quick ones
    std::atomic<int> inside{0};
    std::atomic<int> letGo{0}; ///< so many slow ones, ever
    std::atomic<int> left{0};  ///< connections that the gateway closed while a slow one was held
    std::mutex mutex;
    std::string body; ///< of the latest
    TestBackend backend{[this](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        if (request.target.find("slow") == std::string::npos)
            return socket.send(TestBackend::answer(200, "quick", keepsOpen ? "" : "Connection: close\r\n"));
        {
            const std::lock_guard lock(mutex);
            body = request.body;
        }
        const int number = ++inside;
        while (letGo < number) {
            if (!socket.receive(2ms) && socket.ended()) {
                ++left;
                return false;
            }
        }
        return !said.empty() && socket.send(said);
    }};
};

/// The first is local and always chosen; the second a container.
struct TwoBackends {
    explicit TwoBackends(dispatch::FunctionInvoker* functions = nullptr)
        : fixture(oneThread(), functions)
    {
        application = GatewayFixture::application({GatewayFixture::backend(1, first.backend.port()),
                                                   GatewayFixture::backend(2, second.backend.port(), Tier::Container)});
        application.isolation.hedgeAfter = 20ms;
        application.isolation.hedgePercent = 20;
        application.isolation.consecutiveFailures = 0;
        fixture.publish(application);
    }

    static GatewaySettings oneThread()
    {
        GatewaySettings settings;
        settings.threads = 1; // which has the whole budget
        return settings;
    }

    /// Requests that pay for so many hedges, and are none themselves on a busy machine: a POST must not be repeated.
    void earn(int hedges = 1, std::string_view path = "/digits/x")
    {
        for (int i = 0; i < 5 * hedges; ++i)
            QCOMPARE(fixture.ask(GatewayFixture::post("x", {}, path)).status, 200);
    }
    bool bothAsked() const
    {
        return GatewayFixture::eventually([&] { return first.inside == 1 && second.inside == 1; });
    }
    bool quiet() const
    {
        return GatewayFixture::eventually([&] { return fixture.quiet(); });
    }
    RequestRecord last() const { return fixture.records().back(); }

    SlowBackend first{"first"};
    SlowBackend second{"second"};
    GatewayFixture fixture;
    ApplicationRoute application;
};

/// The outcomes of a record's attempts, a hedge with a star.
std::string attemptsOf(const RequestRecord& record)
{
    std::string text;
    for (std::size_t i = 0; i < record.attemptCount && i < kMaxAttempts; ++i) {
        const AttemptRecord& each = record.attempts[i];
        text +=
            std::to_string(each.backendNumber) + ':' + std::string(toString(each.outcome)) + (each.hedge ? "* " : " ");
    }
    return text;
}

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

void TestHedging::theSecondAnswersFirst()
{
    TwoBackends site;
    site.earn();
    site.second.letGo = 1;
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("second"));
    QCOMPARE(answer.head.field("x-straightline-backend"), std::string("b2"));
    QCOMPARE(answer.head.field("x-straightline-tier"), std::string("container"));
    QCOMPARE(answer.head.field("x-straightline-attempts"), std::string("2"));
    QVERIFY(GatewayFixture::eventually([&] { return site.first.left == 1; }));
    QVERIFY(site.quiet());
    const RequestRecord record = site.last();
    QCOMPARE(attemptsOf(record), std::string("1:cancelled 2:ok* "));
    QCOMPARE(record.backendNumber, 2U);
    QVERIFY(record.outcome == Outcome::Answered);
    QVERIFY(record.decision.tier == Tier::Container && record.decision.features.excludedCount == 1);
    const StageTimes& stages = record.stages;
    QCOMPARE(stages.queueMicros + stages.connectMicros + stages.backendMicros + stages.transferMicros,
             record.totalMicros);
    QVERIFY(record.attempts[1].startedMicros == stages.queueMicros);
    // What was cancelled is neither a failure nor a success; but the backend has not answered for so long.
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
    QVERIFY(site.fixture.load.backends[1].latencyMicros.load() >= 10'000);
    const ingest::GatewayCounters counters = site.fixture.gateway->counters();
    QVERIFY(counters.hedges == 1 && counters.hedgesWon == 1 && counters.hedgesRefused == 0 && counters.retries == 0);
    // The client's connection goes on.
    client.send(GatewayFixture::get());
    QCOMPARE(readTestAnswer(client).body, std::string("quick"));
}

void TestHedging::theFirstAnswersFirst()
{
    TwoBackends site;
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QVERIFY(GatewayFixture::eventually([&] { return site.second.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok 2:cancelled* "));
    QCOMPARE(site.last().backendNumber, 1U);
    QCOMPARE(site.last().decision.features.excludedCount, std::uint8_t{0});
    const ingest::GatewayCounters counters = site.fixture.gateway->counters();
    QVERIFY(counters.hedges == 1 && counters.hedgesWon == 0);
}

void TestHedging::isOffByDefaultAndNotForWhatMustNotBeRepeated()
{
    QVERIFY(IsolationSettings{}.hedgeAfter == 0ms);
    TwoBackends site;
    site.earn(3);
    ApplicationRoute off = site.application;
    off.number = off.slot = 2;
    off.name = "plain";
    off.mount = "/plain";
    off.isolation.hedgeAfter = IsolationSettings{}.hedgeAfter;
    auto table = std::make_shared<RoutingTable>();
    table->applications.push_back(site.application);
    table->applications.push_back(off);
    seal(*table);
    site.fixture.gateway->publish(table);
    TestSocket withoutHedging = site.fixture.connect();
    withoutHedging.send(GatewayFixture::get("/plain/slow"));
    TestSocket posting = site.fixture.connect();
    posting.send(GatewayFixture::post("x", {}, "/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.first.inside == 2; }));
    // Once a later request was hedged, the time has come for these two as well.
    TestSocket hedged = site.fixture.connect();
    hedged.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.second.inside == 1; }));
    site.first.letGo = 3;
    for (TestSocket* each : {&withoutHedging, &posting, &hedged})
        QCOMPARE(readTestAnswer(*each).body, std::string("first"));
    QVERIFY(site.quiet());
    QCOMPARE(site.second.backend.requests(), 1);
    QCOMPARE(site.fixture.gateway->counters().hedges, std::uint64_t{1});
    QCOMPARE(site.fixture.gateway->counters().hedgesRefused, std::uint64_t{0});
}

void TestHedging::aPostThatMayBeRepeatedIsSentWhole()
{
    TwoBackends site;
    site.application.isolation.repeatable = Repeatable::Keyed;
    site.fixture.publish(site.application);
    site.earn(3);
    site.second.letGo = 3;
    std::string body;
    for (int i = 0; body.size() < 200'000; ++i)
        body += std::to_string(i) + ',';
    // In the buffer whole; in two pieces, so that it is passed on as it comes; in chunks.
    std::string chunked =
        "POST /digits/slow HTTP/1.1\r\nHost: h\r\nIdempotency-Key: 3\r\nTransfer-Encoding: chunked\r\n\r\n";
    chunked += "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
    const std::string small = GatewayFixture::post("small", "Idempotency-Key: 1\r\n", "/digits/slow");
    const std::string large = GatewayFixture::post(body, "Idempotency-Key: 2\r\n", "/digits/slow");
    const std::vector<std::pair<std::string, std::string>> sent{
        {small, "small"}, {large, body}, {chunked, "hello world"}};
    for (const auto& [request, wanted] : sent) {
        TestSocket client = site.fixture.connect();
        client.send(std::string_view(request).substr(0, request.size() / 2));
        if (request == large)
            QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 1; }));
        client.send(std::string_view(request).substr(request.size() / 2));
        QCOMPARE(readTestAnswer(client).body, std::string("second"));
        QVERIFY(site.quiet());
        QCOMPARE(attemptsOf(site.last()), std::string("1:cancelled 2:ok* "));
        QCOMPARE(site.last().bytesIn, std::uint64_t{wanted.size()});
        const std::lock_guard lock(site.second.mutex);
        QVERIFY(site.second.body == wanted);
    }
}

void TestHedging::isNotSentWhereNobodyShouldHaveIt_data()
{
    QTest::addColumn<std::function<void(LiveLoad&)>>("arrange");
    QTest::newRow("it is full") << std::function<void(LiveLoad&)>(
        [](LiveLoad& load) { load.backends[2].inFlight.fetch_add(64, std::memory_order_relaxed); });
    QTest::newRow("it is on trial") << std::function<void(LiveLoad&)>(
        [](LiveLoad& load) { load.backends[2].breaker = BreakerState::HalfOpen; });
    QTest::newRow("others wait for it") << std::function<void(LiveLoad&)>(
        [](LiveLoad& load) { load.applications[1].queued = 1; });
}

void TestHedging::isNotSentWhereNobodyShouldHaveIt()
{
    QFETCH(std::function<void(LiveLoad&)>, arrange);
    TwoBackends site;
    SlowBackend third("third");
    ApplicationRoute other = site.application;
    other.number = other.slot = 2;
    other.name = "other";
    other.mount = "/other";
    other.backends[1] = GatewayFixture::backend(3, third.backend.port(), Tier::Container);
    auto table = std::make_shared<RoutingTable>();
    table->applications.push_back(site.application);
    table->applications.push_back(other);
    seal(*table);
    site.fixture.gateway->publish(table);
    site.earn();
    site.earn(1, "/other");
    arrange(site.fixture.load);
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.first.inside == 1; }));
    // Once a later request of the other application was hedged, the time has come for this one as well.
    TestSocket marker = site.fixture.connect();
    marker.send(GatewayFixture::get("/other/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return third.inside == 1; }));
    site.first.letGo = 2;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QCOMPARE(readTestAnswer(marker).body, std::string("first"));
    QCOMPARE(site.second.backend.requests(), 0);
    const ingest::GatewayCounters counters = site.fixture.gateway->counters();
    QVERIFY(counters.hedges == 1 && counters.hedgesRefused == 0);
}

/// The first is a machine that does not answer at all: nobody takes what was connected there.
void TestHedging::isSentWhileTheFirstConnects()
{
    TwoBackends site;
    site.earn();
    const int deaf = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(deaf, reinterpret_cast<sockaddr*>(&address), size), 0);
    QCOMPARE(::listen(deaf, 0), 0);
    ::getsockname(deaf, reinterpret_cast<sockaddr*>(&address), &size);
    std::vector<TestSocket> fillers; // the kernel takes one or two, then drops what comes
    for (int i = 0; i < 4; ++i) {
        fillers.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        ::connect(fillers.back().descriptor(), reinterpret_cast<sockaddr*>(&address), size);
    }
    site.application.backends[0].endpoints = {{"127.0.0.1", ntohs(address.sin_port)}};
    site.application.backends[0].connectTimeout = 60s;
    site.application.deadline = 60s;
    site.fixture.publish(site.application);
    site.second.letGo = 1;
    QCOMPARE(site.fixture.ask(GatewayFixture::get("/digits/slow")).body, std::string("second"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:cancelled 2:ok* "));
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
    ::close(deaf);
}

void TestHedging::isRefusedWhenTheBudgetIsSpent()
{
    TwoBackends site; // nothing was earned
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.gateway->counters().hedgesRefused == 1; }));
    QCOMPARE(site.second.backend.requests(), 0);
    site.first.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok "));
    QCOMPARE(site.fixture.gateway->counters().hedges, std::uint64_t{0});
}

void TestHedging::neverSendsMoreThanItsShare()
{
    TwoBackends site;
    site.second.letGo = 1'000;
    for (int i = 1; i <= 60; ++i) {
        TestSocket client = site.fixture.connect();
        client.send(GatewayFixture::get("/digits/slow"));
        const auto counters = [&] { return site.fixture.gateway->counters(); };
        const auto hedgesBefore = counters().hedges;
        const auto refusedBefore = counters().hedgesRefused;
        // Each is either hedged, and so answered, or refused, and then let go.
        QVERIFY(GatewayFixture::eventually(
            [&] { return counters().hedges > hedgesBefore || counters().hedgesRefused > refusedBefore; }));
        if (counters().hedgesRefused > refusedBefore)
            site.first.letGo = i;
        QCOMPARE(readTestAnswer(client).status, 200);
        QVERIFY(counters().hedges * 5 <= static_cast<std::uint64_t>(i));
    }
    QVERIFY(site.fixture.gateway->counters().hedges > 0);
}

void TestHedging::theFirstFailsMeanwhile()
{
    TwoBackends site;
    site.earn();
    site.first.said.clear();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1; // breaks off
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 0; }));
    site.second.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("second"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:broken 2:ok* "));
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{1});
    QCOMPARE(site.fixture.gateway->counters().retries, std::uint64_t{0});
}

/// Without a hedge the request would be sent again on a new connection.
void TestHedging::aPooledConnectionEndsMeanwhile()
{
    TwoBackends site;
    site.first.keepsOpen = true;
    site.earn();
    site.first.said.clear();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 2;
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 0; }));
    site.second.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("second"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:broken 2:ok* "));
    QCOMPARE(site.first.inside.load(), 1);
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
}

void TestHedging::bothFail()
{
    TwoBackends site;
    site.earn();
    site.first.said.clear();
    site.second.said = TestBackend::answer(503, "busy");
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1;
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[1].inFlight == 0; }));
    site.second.letGo = 1;
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, 502);
    QVERIFY(answer.body.find("closed the connection") != std::string::npos); // what the first did
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:broken 2:server_error* "));
    QVERIFY(site.last().outcome == Outcome::BackendFailed);
    QCOMPARE(site.last().backendNumber, 1U);
    QCOMPARE(site.fixture.load.backends[2].failedAttempts.load(), std::uint64_t{1});
}

void TestHedging::anErrorOfTheFirstWaitsForTheSecond_data()
{
    QTest::addColumn<bool>("saved");
    QTest::newRow("which answers") << true;
    QTest::newRow("which fails too") << false;
}

void TestHedging::anErrorOfTheFirstWaitsForTheSecond()
{
    QFETCH(bool, saved);
    TwoBackends site;
    site.earn();
    site.first.said = TestBackend::answer(500, "first is sorry");
    if (!saved)
        site.second.said.clear();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.first.letGo = 1;
    QVERIFY(!client.receive(50ms)); // not passed on yet
    site.second.letGo = 1;
    const TestAnswer answer = readTestAnswer(client);
    QCOMPARE(answer.status, saved ? 200 : 500);
    QCOMPARE(answer.body, std::string(saved ? "second" : "first is sorry"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:server_error ") + (saved ? "2:ok* " : "2:broken* "));
    QCOMPARE(site.last().backendNumber, saved ? 2U : 1U);
}

void TestHedging::anErrorOfTheSecondIsNoAnswer()
{
    TwoBackends site;
    site.earn();
    site.second.said = TestBackend::answer(500, "second is sorry");
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.second.letGo = 1;
    QVERIFY(GatewayFixture::eventually([&] { return site.fixture.load.backends[2].inFlight == 0; }));
    site.first.letGo = 1;
    QCOMPARE(readTestAnswer(client).body, std::string("first"));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:ok 2:server_error* "));
}

void TestHedging::aClientThatLeavesCancelsBoth()
{
    TwoBackends site;
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    client.close();
    QVERIFY(GatewayFixture::eventually([&] { return site.first.left == 1 && site.second.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:abandoned 2:abandoned* "));
    QVERIFY(site.last().outcome == Outcome::ClientGone);
    QCOMPARE(site.fixture.load.backends[1].failedAttempts.load(), std::uint64_t{0});
    QCOMPARE(site.fixture.load.backends[2].failedAttempts.load(), std::uint64_t{0});
}

void TestHedging::theDeadlineIsOfBoth()
{
    TwoBackends site;
    site.application.deadline = 1s;
    site.fixture.publish(site.application);
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    QCOMPARE(readTestAnswer(client).status, 504);
    QVERIFY(GatewayFixture::eventually([&] { return site.first.left == 1 && site.second.left == 1; }));
    QVERIFY(site.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:timeout 2:abandoned* "));
}

void TestHedging::bothAnswerAtTheSameMoment()
{
    TwoBackends site;
    site.application.isolation.hedgeAfter = 1ms;
    site.fixture.publish(site.application);
    TestSocket client = site.fixture.connect();
    for (int i = 1; i <= 40; ++i) {
        for (int j = 0; j < 5; ++j) {
            client.send(GatewayFixture::post("x"));
            QCOMPARE(readTestAnswer(client).body, std::string("quick"));
        }
        client.send(GatewayFixture::get("/digits/slow"));
        QVERIFY(GatewayFixture::eventually([&] { return site.first.inside == i && site.second.inside == i; }));
        site.first.letGo = site.second.letGo = i;
        const TestAnswer answer = readTestAnswer(client);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body == "first" || answer.body == "second");
    }
    QVERIFY(site.quiet());
    for (const RequestRecord& each : site.fixture.records()) {
        if (each.attemptCount == 1)
            continue;
        QCOMPARE(each.attemptCount, std::uint8_t{2});
        const bool secondWon = each.backendNumber == 2;
        QCOMPARE(attemptsOf(each), std::string(secondWon ? "1:cancelled 2:ok* " : "1:ok 2:cancelled* "));
    }
}

void TestHedging::streamsTheWinnersAnswer()
{
    TwoBackends site;
    site.earn();
    const std::string body(3'000'000, 's');
    site.second.said = TestBackend::answer(200, body);
    site.second.letGo = 1;
    const TestAnswer answer = site.fixture.ask(GatewayFixture::get("/digits/slow"));
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body == body);
    QVERIFY(site.quiet());
    QCOMPARE(site.last().bytesOut, std::uint64_t{body.size()});
}

void TestHedging::aFunctionIsAskedSecond()
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

void TestHedging::aFunctionIsAskedFirst()
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

void TestHedging::stopsWithBothUnderWay()
{
    TwoBackends site;
    site.earn();
    TestSocket client = site.fixture.connect();
    client.send(GatewayFixture::get("/digits/slow"));
    QVERIFY(site.bothAsked());
    site.fixture.gateway->stop();
    QVERIFY(site.fixture.quiet());
    QCOMPARE(attemptsOf(site.last()), std::string("1:abandoned 2:abandoned* "));
}

QTEST_GUILESS_MAIN(TestHedging)
#include "tst_hedging.moc"
