// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <map>

#include "engine/core/calibrationrun.h"
#include "tests/engine/backends/function/functionbench.h"
#include "tests/engine/core/scriptedfunctions.h"
#include "tests/support/testbackend.h"

using namespace straightline;
using namespace std::chrono_literals;
using backends::Scope;

namespace
{

constexpr std::uint32_t kBurst = 7; ///< FunctionBench's
constexpr std::uint32_t kBox = 8;
constexpr int kLong = 120'000;
constexpr auto kSlow = 400ms; ///< so much that a busy machine does not make the local server slower

BackendRoute functionRoute(const char* name, std::uint32_t number, Tier tier, std::uint32_t capacity)
{
    BackendRoute route;
    route.name = name;
    route.number = number;
    route.tier = tier;
    route.kind = BackendKind::Function;
    route.capacity = capacity;
    route.inService = true;
    return route;
}

BackendRoute httpRoute(std::uint16_t port)
{
    BackendRoute route;
    route.name = "web";
    route.number = 1;
    Endpoint endpoint;
    endpoint.address = "127.0.0.1";
    endpoint.port = port;
    route.endpoints = {endpoint};
    route.hostHeader = "127.0.0.1";
    route.inService = true;
    return route;
}

CalibrateApplication wish()
{
    CalibrateApplication wanted{.application = "digits", .consent = true};
    wanted.limits.leastPerSecond = 40.0;
    wanted.limits.mostPerSecond = 80.0;
    wanted.limits.step = 500ms;
    wanted.limits.leastBytes = 1'000;
    wanted.limits.mostBytes = 64'000;
    wanted.limits.rateBytes = 2'000;
    wanted.sample = SampleRequest{.path = "/echo", .contentType = "application/octet-stream", .body = "x"};
    return wanted;
}

std::uint32_t coldStartsOf(const CalibrationResult& result)
{
    std::uint32_t sum = 0;
    for (const CalibrationPoint& each : result.points)
        sum += each.coldStarts;
    return sum;
}

QCoro::Task<void> calibrateInto(core::CalibrationWays ways, Scope scope, core::CalibrationJobPtr job,
                                std::optional<Result<CalibrationResult>>* ended)
{
    const core::CalibrationTold told = [](const CalibrationResult&, const std::string&, double) {};
    Result<CalibrationResult> result = co_await core::calibrate(ways, scope, job, told);
    *ended = std::move(result);
}

} // namespace

/// Calibration of functions: with answers that the test scripts, and with the real runner and real processes.
class TestCalibrateFunctions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coldStartsAreCountedApart();
    void withNothingButColdStartsTheyAreWhatItTakes();
    void capacityAndPayloadAreKept();
    void moneyIsKept();
    void consentSaysWhatItCosts();
    void whatCannotStartIsNamed();
    void withoutTheEngineTheyAreNotMeasured();
    void realProcessesAreMeasured();

private:
    /// A function that serves at once, each of its `capacity` instances cold at first; took by size.
    struct Played {
        ScriptedFunctions functions;
        std::map<std::uint32_t, std::uint32_t> atATime; ///< by number, as all below
        std::map<std::uint32_t, std::uint32_t> mostAtATime;
        std::map<std::uint32_t, std::uint32_t> answered;
    };
    std::unique_ptr<Played> play(std::uint32_t coldFirst, std::chrono::milliseconds took);
    Result<CalibrationResult> run(const CalibrateApplication& wanted, const std::vector<BackendRoute>& routes,
                                  FunctionRuntime& functions, const std::function<std::uint32_t()>& clients = {});

    TestBackend m_local{[](TestSocket& socket, TestBackend::Request& request) {
        return TestBackend::readBody(socket, request) && socket.send(TestBackend::answer(200, "ok"));
    }};
};

/// The first `coldFirst` events of each function are answered as after a cold start of 300 ms. What they take besides,
/// ten times as long at box, passes in truth, so that there are several at a time.
std::unique_ptr<TestCalibrateFunctions::Played> TestCalibrateFunctions::play(std::uint32_t coldFirst,
                                                                             std::chrono::milliseconds took)
{
    auto played = std::make_unique<Played>();
    Played* const all = played.get();
    all->functions.came = [all, coldFirst, took, this](std::size_t) {
        ScriptedFunctions::Probe probe = std::move(all->functions.open.back());
        all->functions.open.pop_back();
        const std::uint32_t number = probe.number;
        all->mostAtATime[number] = std::max(all->mostAtATime[number], ++all->atATime[number]);
        const std::chrono::milliseconds its = number == kBox ? 10 * took : took;
        TrialAnswer answer;
        answer.answered = answer.started = true;
        answer.status = 200;
        answer.took = its;
        answer.coldStart = all->answered[number]++ < coldFirst;
        if (answer.coldStart)
            answer.waited = 300ms;
        QTimer::singleShot(its, Qt::PreciseTimer, this, [all, number, answer, done = std::move(probe.done)] {
            --all->atATime[number];
            done(answer);
        });
    };
    return played;
}

Result<CalibrationResult> TestCalibrateFunctions::run(const CalibrateApplication& wanted,
                                                      const std::vector<BackendRoute>& routes,
                                                      FunctionRuntime& functions,
                                                      const std::function<std::uint32_t()>& clients)
{
    ApplicationRoute route;
    route.name = "digits";
    route.backends = routes;
    auto job = core::calibrationJob(wanted, route, true);
    if (!job)
        return tl::make_unexpected(job.error());
    backends::CurlClient http;
    core::CalibrationWays ways{&http, &functions, [clients](std::uint32_t) { return clients ? clients() : 0U; }};
    const Scope scope;
    std::optional<Result<CalibrationResult>> ended;
    const auto shared = std::make_shared<const core::CalibrationJob>(std::move(*job));
    backends::spawn(calibrateInto(ways, scope, shared, &ended));
    const bool done = QTest::qWaitFor([&] { return ended.has_value(); }, kLong);
    scope.stop();
    if (!done)
        qFatal("the calibration does not end");
    return *ended;
}

void TestCalibrateFunctions::coldStartsAreCountedApart()
{
    const auto played = play(5, kSlow); // three to warm up, and two in the first step
    const auto result = run(wish(), {httpRoute(m_local.port()), functionRoute("burst", kBurst, Tier::Serverless, 100)},
                            played->functions);
    QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
    QCOMPARE(coldStartsOf(*result), 2U);
    int serverless = 0;
    for (const CalibrationPoint& each : result->points) {
        QCOMPARE(each.failures, 0U);
        if (each.tier != Tier::Serverless) {
            QCOMPARE(each.coldStarts, 0U);
            continue;
        }
        ++serverless;
        QVERIFY(each.p50Ms >= 400.0);
        QVERIFY2(each.p50Ms < 700.0, std::to_string(each.p50Ms).c_str()); // of the warm ones
        if (each.coldStarts > 0)
            QVERIFY(each.coldP50Ms >= 700.0 && each.coldP95Ms >= each.coldP50Ms);
        else
            QVERIFY(each.coldP50Ms == 0.0 && each.coldP95Ms == 0.0);
    }
    QCOMPARE(serverless, 2);
    QCOMPARE(result->notes.size(), std::size_t{4}); // three cold starts to warm up, and no container
    QVERIFY2(std::any_of(result->notes.begin(), result->notes.end(),
                         [](const std::string& each) {
                             return each.starts_with("backend \"burst\" answered its first request in ");
                         }),
             result->notes.back().c_str());
}

void TestCalibrateFunctions::withNothingButColdStartsTheyAreWhatItTakes()
{
    const auto played = play(~0U, kSlow); // kept alive by nobody
    const auto result = run(wish(), {httpRoute(m_local.port()), functionRoute("burst", kBurst, Tier::Serverless, 100)},
                            played->functions);
    QVERIFY(result.has_value());
    for (const CalibrationPoint& each : result->points) {
        if (each.tier == Tier::Serverless)
            QVERIFY(each.coldStarts == each.sent && each.p95Ms >= 700.0 && each.p95Ms == each.coldP95Ms);
    }
}

void TestCalibrateFunctions::capacityAndPayloadAreKept()
{
    const auto played = play(0, 40ms); // 3 at a time: 75/s, and 80/s are wanted
    BackendRoute burst = functionRoute("burst", kBurst, Tier::Serverless, 4);
    burst.payloadLimitBytes = 20'000;
    const auto result =
        run(wish(), {httpRoute(m_local.port()), burst, functionRoute("box", kBox, Tier::Container, 1'000)},
            played->functions, [] { return 1U; });
    QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
    const std::uint32_t most = played->mostAtATime[kBurst];
    QVERIFY2(most == 2 || most == 3, std::to_string(most).c_str()); // one is a client's
    QCOMPARE(result->size.value.value_or(0.0), 20'001.0);           // quicker than box: the limit is the size
    for (const CalibrationPoint& each : result->points)
        QVERIFY(each.tier != Tier::Serverless || each.sizeBytes <= 20'000);
}

void TestCalibrateFunctions::moneyIsKept()
{
    const auto played = play(3, kSlow);
    BackendRoute burst = functionRoute("burst", kBurst, Tier::Serverless, 100);
    burst.nanoUsdPerSecond = 10'000'000; // 0.01 USD
    CalibrateApplication wanted = wish();
    wanted.limits.mostUsd = 1.5; // a step of 20 requests may cost 1 USD
    const auto result = run(wanted, {httpRoute(m_local.port()), burst}, played->functions);
    QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
    double usd = 0.0;
    for (const CalibrationPoint& each : result->points) {
        if (each.tier == Tier::Serverless)
            QVERIFY(each.usd >= each.sent * 0.4 * 0.01 - 1e-9);
        else
            QCOMPARE(each.usd, 0.0);
        usd += each.usd;
    }
    QVERIFY(usd > 0.0 && usd <= 1.5);
    QVERIFY2(result->frequency.why.find("the limit of 1.5 USD was reached first") != std::string::npos,
             result->frequency.why.c_str());
}

void TestCalibrateFunctions::consentSaysWhatItCosts()
{
    ScriptedFunctions functions;
    ApplicationRoute route;
    route.name = "digits";
    BackendRoute burst = functionRoute("burst", kBurst, Tier::Serverless, 100);
    burst.nanoUsdPerSecond = 10'000'000;
    route.backends = {httpRoute(m_local.port()), burst};
    CalibrateApplication wanted = wish();
    wanted.consent = false;
    wanted.limits.mostUsd = 2.5;
    const auto refused = core::calibrationJob(wanted, route, true);
    QVERIFY(!refused && refused.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(refused.error().detail.find("at a cost of at most 2.5000 USD") != std::string::npos,
             refused.error().detail.c_str());
    wanted.consent = true;
    wanted.limits.mostUsd = 0.1; // three requests to warm up may cost 0.15
    const auto poor = core::calibrationJob(wanted, route, true);
    QVERIFY(!poor && poor.error().detail == "most_usd = 0.1: allowed is from 0.15 on, which warming up may cost");
}

void TestCalibrateFunctions::whatCannotStartIsNamed()
{
    ScriptedFunctions functions;
    functions.came = [&](std::size_t place) {
        TrialAnswer answer;
        answer.error = "the function cannot be started: no such program";
        functions.answer(place, answer);
    };
    const auto result =
        run(wish(), {httpRoute(m_local.port()), functionRoute("burst", kBurst, Tier::Serverless, 2)}, functions);
    QVERIFY(!result && result.error().code == ErrorCode::Refused);
    QCOMPARE(result.error().detail,
             std::string("backend \"burst\" gives no answer: the function cannot be started: no such program"));
}

void TestCalibrateFunctions::withoutTheEngineTheyAreNotMeasured()
{
    ApplicationRoute route;
    route.name = "digits";
    route.backends = {httpRoute(m_local.port()), functionRoute("burst", kBurst, Tier::Serverless, 2)};
    const auto job = core::calibrationJob(wish(), route, false);
    QVERIFY(job.has_value());
    QCOMPARE(job->tiers[static_cast<std::size_t>(Tier::Serverless)].why,
             std::string("backend \"burst\" is of kind function: only the running engine measures it"));
    CalibrateApplication wanted = wish();
    wanted.sample->contentType = "application/json";
    wanted.sample->body = std::string(5'000, ' ');
    route.backends[1].payloadLimitBytes = 4'000;
    const auto large = core::calibrationJob(wanted, route, true);
    QVERIFY(large.has_value());
    QCOMPARE(large->tiers[static_cast<std::size_t>(Tier::Serverless)].why,
             std::string("backend \"burst\" takes no more than 4000 bytes, and the sample has 5000"));
}

/// Through the real runner: real processes, in bubblewrap where it works.
void TestCalibrateFunctions::realProcessesAreMeasured()
{
    FunctionBench bench;
    bench.open();
    QTRY_VERIFY_WITH_TIMEOUT(bench.count(FunctionInstanceState::Busy) == 0, 10'000);
    if (const std::string why = bench.ask("/echo", "x").error; !why.empty())
        QSKIP(qPrintable(QStringLiteral("no function process can be run here: %1").arg(QString::fromStdString(why))));
    if (const std::string degraded = bench.supervisor().degraded(); !degraded.empty())
        qInfo("not isolated: %s", degraded.c_str());
    bench.runner().recycle(bench.route.number); // cold again
    QTRY_VERIFY_WITH_TIMEOUT(bench.status().instances.empty(), 30'000);
    const std::uint64_t before = bench.status().coldStarts;
    CalibrateApplication wanted = wish();
    wanted.limits.latencyBound = 20s;
    BackendRoute burst = bench.route;
    burst.payloadLimitBytes = 5'000;
    const auto result = run(wanted, {httpRoute(m_local.port()), burst}, bench.runner());
    QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
    std::uint32_t sent = 0;
    for (const CalibrationPoint& each : result->points) {
        if (each.tier != Tier::Serverless)
            continue;
        sent += each.sent;
        QVERIFY2(each.failures == 0, each.firstFailure.c_str());
        QVERIFY(each.p50Ms > 0.0 && each.p50Ms <= each.p95Ms);
    }
    QVERIFY(sent >= 20);
    QVERIFY2(
        std::any_of(result->notes.begin(), result->notes.end(),
                    [](const std::string& each) { return each.find("its cold start included") != std::string::npos; }),
        "the first one started an instance");
    // Each instance was cold for one answer: here, or while it was warmed up.
    QTRY_VERIFY_WITH_TIMEOUT(bench.status().coldStarts >= before + 1, 10'000);
    const std::uint64_t cold = bench.status().coldStarts - before;
    QVERIFY2(coldStartsOf(*result) < cold || cold == 0, std::to_string(cold).c_str());
    QVERIFY(bench.status().instances.size() <= bench.route.capacity);
}

QTEST_GUILESS_MAIN(TestCalibrateFunctions)
#include "tst_calibratefunctions.moc"
