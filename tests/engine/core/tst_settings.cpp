// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <spdlog/spdlog.h>

#include "engine/core/enginethread.h"
#include "tests/support/testbackend.h"

using namespace straightline;
using namespace std::chrono_literals;

namespace
{

/// Answers when it is told to.
struct Gate {
    std::atomic<bool> open{false};

    TestBackend::Handler handler()
    {
        return [this](TestSocket& socket, TestBackend::Request& request) {
            if (!TestBackend::readBody(socket, request))
                return false;
            while (!open)
                std::this_thread::sleep_for(5ms);
            return socket.send(TestBackend::answer(200, "ok"));
        };
    }
};

} // namespace

/// The gateway's settings are read when it starts: a change is kept, and acts at the next start.
class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aLimitActsAtTheNextStart();
    void theTimeToDrainActsAtTheNextStart();

private:
    template <class Question>
    auto asked(Question question)
    {
        std::optional<decltype(question(m_engine->engine()))> answer;
        ask(m_engine->engine(), this, question, [&answer](auto result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000))
            qFatal("the engine does not answer");
        return std::move(*answer);
    }
    void start();
    void put(const std::function<void(GatewaySettings&)>& change);
    TestSocket send(std::size_t bodyBytes);
    static QByteArray answerOf(TestSocket& socket);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Gate> m_gate;
    std::unique_ptr<TestBackend> m_backend;
    std::unique_ptr<core::EngineThread> m_engine;
    std::uint16_t m_port = 0;
};

void TestSettings::init()
{
    spdlog::set_level(spdlog::level::off);
    m_folder = std::make_unique<QTemporaryDir>();
    m_gate = std::make_unique<Gate>();
    m_backend = std::make_unique<TestBackend>(m_gate->handler());
    start();
}

void TestSettings::cleanup()
{
    m_gate->open = true;
    m_engine.reset();
    m_backend.reset();
}

void TestSettings::start()
{
    m_engine.reset();
    core::EngineSettings settings;
    settings.stateDir = m_folder->path().toStdString();
    settings.listen = settings.control = "127.0.0.1:0";
    ApplicationConfiguration digits;
    digits.name = "digits";
    digits.mount = "/digits";
    BackendConfiguration& web = digits.backends.emplace_back();
    web.name = "web";
    web.settings = HttpSettings{.url = "http://127.0.0.1:" + std::to_string(m_backend->port())};
    web.health = {.path = "", .interval = 50ms, .timeout = 2'000ms, .rise = 1, .fall = 5};
    settings.seed.emplace().applications = {digits};
    auto opened = core::EngineThread::open(settings);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
    m_engine = std::move(*opened);
    const std::string address = asked([](Engine& engine) { return engine.status().ingest; });
    m_port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    QTRY_VERIFY_WITH_TIMEOUT(
        asked([](Engine& engine) { return engine.snapshot()->backends.front().status.takesRequests; }), 20'000);
}

void TestSettings::put(const std::function<void(GatewaySettings&)>& change)
{
    const auto applied = asked([change](Engine& engine) {
        const SiteConfigurationPtr site = engine.configuration();
        PutSettings settings{site->gateway, site->retention};
        change(settings.gateway);
        return engine.apply(settings, Actor{"test"});
    });
    QVERIFY2(applied.has_value(), applied ? "" : applied.error().detail.c_str());
}

TestSocket TestSettings::send(std::size_t bodyBytes)
{
    TestSocket socket = TestSocket::connectTo(m_port);
    socket.send("POST /digits/x HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: "
                + std::to_string(bodyBytes) + "\r\n\r\n" + std::string(bodyBytes, 'x'));
    return socket;
}

/// The status line's beginning; empty when the connection ended without one.
QByteArray TestSettings::answerOf(TestSocket& socket)
{
    while (!parseTestHead(socket.received())) {
        if (!socket.receive(30s))
            return {};
    }
    return QByteArray::fromStdString(socket.received()).left(12);
}

void TestSettings::aLimitActsAtTheNextStart()
{
    m_gate->open = true;
    put([](GatewaySettings& gateway) { gateway.maxBodyBytes = 1'000; });
    QCOMPARE(asked([](Engine& engine) { return engine.configuration()->gateway.maxBodyBytes; }), std::uint64_t{1'000});
    TestSocket before = send(2'000);
    QCOMPARE(answerOf(before), QByteArray("HTTP/1.1 200"));
    start();
    TestSocket after = send(2'000);
    QCOMPARE(answerOf(after), QByteArray("HTTP/1.1 413"));
}

/// With the new setting the request in flight would be broken off at once.
void TestSettings::theTimeToDrainActsAtTheNextStart()
{
    put([](GatewaySettings& gateway) { gateway.drainTimeout = 0ms; });
    TestSocket kept = send(10);
    QTRY_COMPARE_WITH_TIMEOUT(m_backend->requests(), 1, 20'000);
    QSignalSpy drained(m_engine.get(), &core::EngineThread::drained);
    m_engine->drain();
    QTest::qWait(300); // some looks at the clock
    QCOMPARE(drained.count(), 0);
    m_gate->open = true;
    QCOMPARE(answerOf(kept), QByteArray("HTTP/1.1 200"));
    QTRY_COMPARE_WITH_TIMEOUT(drained.count(), 1, 20'000);

    m_gate->open = false;
    start();
    TestSocket broken = send(10);
    QTRY_COMPARE_WITH_TIMEOUT(m_backend->requests(), 2, 20'000);
    m_engine->drain();
    QCOMPARE(answerOf(broken), QByteArray());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
