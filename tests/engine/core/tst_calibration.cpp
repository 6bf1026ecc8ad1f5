// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <spdlog/spdlog.h>

#include "engine/core/calibrationrun.h"
#include "engine/core/enginethread.h"
#include "tests/support/testbackend.h"

using namespace straightline;
using namespace std::chrono_literals;

namespace
{

TestBackend::Handler sleeping(std::chrono::milliseconds each)
{
    return [each](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        std::this_thread::sleep_for(each);
        return socket.send(TestBackend::answer(200, "ok"));
    };
}

BackendConfiguration backend(const char* name, Tier tier, std::uint16_t port)
{
    BackendConfiguration made;
    made.name = name;
    made.tier = tier;
    made.usdPerSecond = tier == Tier::Serverless ? 0.001 : 0.0;
    made.settings = HttpSettings{.url = "http://127.0.0.1:" + std::to_string(port)};
    made.health = {.path = "", .interval = 50ms, .timeout = 2'000ms, .rise = 1, .fall = 5};
    return made;
}

CalibrateApplication wish(bool consent)
{
    CalibrateApplication made{.application = "digits", .consent = consent};
    made.limits.leastPerSecond = 20.0;
    made.limits.mostPerSecond = 80.0;
    made.limits.step = 500ms;
    made.limits.leastBytes = 1'000;
    made.limits.mostBytes = 16'000;
    return made;
}

} // namespace

/// An operation of the running engine, against real servers.
class TestCalibration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void consentSaysWhatWouldBeSent();
    void bodiesAreMadeLonger();
    void measuresAndKeepsTheResult();
    void isCancelledAtOnce();
    void oneAtATime();
    void whatIsNotThereIsSaid();

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
    Result<Operation> start(const CalibrateApplication& wanted)
    {
        return asked([wanted](Engine& engine) { return engine.start(wanted, Actor{"test"}); });
    }
    Operation operation(std::uint64_t id)
    {
        return *asked([id](Engine& engine) { return engine.operation(id); });
    }
    CalibrationResult result()
    {
        return asked([](Engine& engine) { return engine.calibration("digits"); });
    }

    QTemporaryDir m_folder;
    TestBackend m_local{sleeping(2ms)};
    TestBackend m_serverless{sleeping(400ms)}; ///< so much that a busy machine does not turn it round
    std::unique_ptr<core::EngineThread> m_engine;
};

void TestCalibration::initTestCase()
{
    spdlog::set_level(spdlog::level::off);
    ApplicationConfiguration digits;
    digits.name = "digits";
    digits.backends = {backend("web", Tier::Local, m_local.port()),
                       backend("burst", Tier::Serverless, m_serverless.port())};
    core::EngineSettings settings;
    settings.stateDir = m_folder.path().toStdString();
    settings.listen = settings.control = "127.0.0.1:0";
    settings.seed.emplace().applications = {digits};
    auto opened = core::EngineThread::open(settings);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
    m_engine = std::move(*opened);
    QTRY_VERIFY_WITH_TIMEOUT(asked([](Engine& engine) {
                                 const auto& all = engine.snapshot()->backends;
                                 return std::count_if(all.begin(), all.end(),
                                                      [](const auto& each) { return each.status.takesRequests; })
                                        >= 2;
                             }),
                             20'000);
    QCOMPARE(result().operation, std::uint64_t{0});
}

void TestCalibration::consentSaysWhatWouldBeSent()
{
    const int before = m_local.requests();
    const auto refused = start(wish(false));
    QVERIFY(!refused && refused.error().code == ErrorCode::InvalidArgument);
    const QByteArray text = QByteArray::fromStdString(refused.error().detail);
    QVERIFY2(text.startsWith("consent is needed: the live backends of \"digits\" would get at most 80 requests/s, "),
             text.constData());
    QVERIFY2(text.contains(" MB in all, for ") && text.contains(" USD"), text.constData());
    QCOMPARE(m_local.requests(), before);
}

void TestCalibration::bodiesAreMadeLonger()
{
    using core::calibrationBody;
    QCOMPARE(calibrationBody({.path = {}, .contentType = "application/json", .body = "{}"}, 5), std::string("{}   "));
    QCOMPARE(calibrationBody({.path = {}, .contentType = "application/json", .body = "{\"a\":1}"}, 3),
             std::string("{\"a\":1}"));
    QCOMPARE(calibrationBody({.path = {}, .contentType = "image/png", .body = "abc"}, 8), std::string("abcabcab"));
    QCOMPARE(calibrationBody({.path = {}, .contentType = "image/png", .body = "abc"}, 2), std::string("ab"));
    QCOMPARE(calibrationBody({.path = {}, .contentType = "application/octet-stream", .body = {}}, 4),
             std::string(4, '\0'));
}

void TestCalibration::measuresAndKeepsTheResult()
{
    const auto begun = start(wish(true));
    QVERIFY2(begun.has_value(), begun ? "" : begun.error().detail.c_str());
    QCOMPARE(begun->kind, std::string("calibration"));
    QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state != OperationState::Running, 60'000);
    const Operation ended = operation(begun->id);
    QVERIFY(ended.state == OperationState::Succeeded);
    QCOMPARE(ended.step, std::string("F not locatable, D not locatable"));
    const CalibrationResult found = result();
    QVERIFY(found.complete);
    QCOMPARE(found.operation, begun->id);
    QVERIFY(found.frequency.why.starts_with("not locatable: up to 80 requests/s the local tier fares no worse"));
    QCOMPARE(found.size.why, std::string("not locatable: the container tier cannot be measured: it has no backend"));
    QCOMPARE(found.points.size(), std::size_t{6}); // 20, 40 and 80/s at both tiers
    for (const CalibrationPoint& each : found.points) {
        QCOMPARE(each.failures, 0U);
        QVERIFY(each.p95Ms >= (each.tier == Tier::Local ? 2.0 : 400.0));
        QVERIFY(each.p50Ms <= each.p95Ms);
    }
    QVERIFY(m_local.requests() >= 20 + 20 + 40);
}

void TestCalibration::isCancelledAtOnce()
{
    CalibrateApplication wanted = wish(true);
    wanted.limits.step = 5'000ms;
    const auto begun = start(wanted);
    QVERIFY(begun.has_value());
    const int before = m_local.requests();
    QTRY_VERIFY_WITH_TIMEOUT(m_local.requests() > before + 20, 30'000);
    QVERIFY(asked([id = begun->id](Engine& engine) {
                return engine.start(CancelOperation{id}, Actor{"test"});
            }).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state == OperationState::Cancelled, 10'000);
    QTest::qWait(50); // what the kernel had already
    const int after = m_local.requests() + m_serverless.requests();
    QTest::qWait(300);
    QCOMPARE(m_local.requests() + m_serverless.requests(), after);
    QVERIFY(!result().complete);
    QCOMPARE(result().operation, begun->id);
}

void TestCalibration::oneAtATime()
{
    CalibrateApplication wanted = wish(true);
    wanted.limits.step = 5'000ms;
    const auto first = start(wanted);
    QVERIFY(first.has_value());
    const auto second = start(wanted);
    QVERIFY(!second && second.error().code == ErrorCode::Conflict);
    QVERIFY(asked([id = first->id](Engine& engine) {
                return engine.start(CancelOperation{id}, Actor{"test"});
            }).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(operation(first->id).state == OperationState::Cancelled, 10'000);
    QVERIFY(start(wanted).has_value()); // and this one ends with the engine
}

void TestCalibration::whatIsNotThereIsSaid()
{
    CalibrateApplication wanted = wish(true);
    wanted.application = "letters";
    const auto unknown = start(wanted);
    QVERIFY(!unknown && unknown.error().code == ErrorCode::NotFound);
    wanted = wish(true);
    wanted.limits.mostPerSecond = 5'000.0;
    const auto tooMuch = start(wanted);
    QVERIFY(!tooMuch && tooMuch.error().code == ErrorCode::InvalidArgument);
    QVERIFY(tooMuch.error().detail.starts_with("most_per_second = 5000: allowed is 0.1 … 1000"));
    m_engine.reset(); // while one is under way
}

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
