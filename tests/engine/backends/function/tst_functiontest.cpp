// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/backends/function/functionadapter.h"
#include "engine/backends/function/functiontest.h"
#include "engine/backends/registry.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/function/functionbench.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

namespace
{

constexpr int kLong = 60'000; ///< ms; a bound, never waited for when all is well

} // namespace

/// Tests of a function's settings in a real process, and its redeploy, through the Registry.
class TestFunctionTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<FunctionBench> m_bench;
    std::unique_ptr<Registry> m_registry;
    SystemClock m_clock;

    TryBackend wanted(std::vector<std::string> command) const
    {
        TryBackend test;
        test.application = "digits";
        test.backend.name = "burst";
        FunctionSettings settings;
        settings.command = std::move(command);
        settings.initTimeout = 20s;
        settings.invocationTimeout = 20s;
        test.backend.settings = settings;
        return test;
    }
    Operation operation(std::uint64_t id) { return m_registry->operations().find(id).value_or(Operation()); }
    Operation ended(const TryBackend& test)
    {
        const auto begun = m_registry->start(test, Actor{"test"});
        if (!begun)
            qFatal("%s", begun.error().detail.c_str());
        (void)QTest::qWaitFor([&] { return operation(begun->id).state != OperationState::Running; }, kLong);
        return operation(begun->id);
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<FunctionBench>();
        m_bench->open();
        m_registry = std::make_unique<Registry>(RegistryHooks{[](std::uint32_t) { return 0U; }, "test"}, m_clock);
        m_registry->setFactory(BackendKind::Function, FunctionAdapter::factory(m_bench->supervisor()));
        m_registry->setTester(BackendKind::Function, [this](BackendTest test, Scope scope, OperationProgress progress) {
            return testFunction(&m_bench->supervisor(), m_registry->testScope(), std::move(test), std::move(scope),
                                std::move(progress));
        });
    }
    void cleanup()
    {
        m_registry.reset();
        m_bench.reset();
    }

    void aProcessIsStartedTriedAndEnded()
    {
        TryBackend test = wanted({TEST_FUNCTION});
        test.sample = SampleRequest{"/echo", "text/plain", "hello"};
        const Operation done = ended(test);
        QVERIFY2(done.state == OperationState::Succeeded, done.step.c_str());
        QCOMPARE(done.steps.size(), 4u);
        for (const OperationStep& step : done.steps) {
            QCOMPARE(step.state, StepState::Succeeded);
            QVERIFY2(step.took > 0us, step.name.c_str());
        }
        QCOMPARE(done.steps[2].detail, "200, 5 bytes");
        QCOMPARE(m_bench->supervisor().running(), 0u);
        QVERIFY(m_bench->status().instances.empty()); // the registered function was not touched
    }

    void withoutASampleItsAnswerIsEnough()
    {
        const Operation done = ended(wanted({TEST_FUNCTION}));
        QVERIFY2(done.state == OperationState::Succeeded, done.step.c_str());
        QCOMPARE(done.steps[2].state, StepState::Skipped); // it describes no model
        QCOMPARE(m_bench->supervisor().running(), 0u);
    }

    void theFirstFailureIsNamed_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char* name, const char* argument, const char* path, const char* step,
                            const char* why) {
            QTest::newRow(name) << QByteArray(argument) << QByteArray(path) << QByteArray(step) << QByteArray(why);
        };
        row("ends before it asks", "init-exit", "/echo", "start", "cannot read the model");
        row("says that it cannot start", "init-error", "/echo", "start", "no weights");
        row("posts an error", "", "/error", "inference", "no digit");
        row("crashes", "", "/crash", "inference", "SIGABRT");
    }
    void theFirstFailureIsNamed()
    {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, why);
        std::vector<std::string> command{TEST_FUNCTION};
        if (!argument.isEmpty())
            command.push_back(argument.toStdString());
        TryBackend test = wanted(command);
        test.sample = SampleRequest{path.toStdString(), "text/plain", "x"};
        const Operation done = ended(test);
        QCOMPARE(done.state, OperationState::Failed);
        QVERIFY2(QByteArray::fromStdString(done.step).startsWith(step + " failed: "), done.step.c_str());
        QVERIFY2(QByteArray::fromStdString(done.step).contains(why), done.step.c_str());
        QCOMPARE(done.steps.back().state, StepState::Succeeded); // it is gone
        QCOMPARE(m_bench->supervisor().running(), 0u);
    }

    void aProgramThatIsMissingIsNamed()
    {
        const Operation done = ended(wanted({"no-such-function"}));
        QCOMPARE(done.state, OperationState::Failed);
        QVERIFY2(done.step.find("no-such-function") != std::string::npos, done.step.c_str());
        QCOMPARE(done.steps[1].state, StepState::Skipped);
    }

    void cancellingEndsAProcessThatHangs()
    {
        TryBackend test = wanted({TEST_FUNCTION});
        test.sample = SampleRequest{"/hang", "text/plain", "x"};
        std::get<FunctionSettings>(test.backend.settings).invocationTimeout = 1h;
        const auto begun = m_registry->start(test, {});
        QTRY_COMPARE_WITH_TIMEOUT(operation(begun->id).steps.at(2).state, StepState::Running, kLong);
        QVERIFY(m_registry->start(CancelOperation{begun->id}, {}).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(operation(begun->id).state, OperationState::Cancelled, kLong);
        QCOMPARE(m_bench->supervisor().running(), 0u);
    }

    void aFunctionIsRedeployed()
    {
        BackendConfiguration burst;
        burst.name = "burst";
        burst.number = m_bench->route.number;
        burst.tier = Tier::Serverless;
        burst.settings = m_bench->route.function;
        SiteConfiguration site;
        site.applications.emplace_back().name = "digits";
        site.applications[0].backends = {burst};
        m_registry->applyConfiguration(site);
        QVERIFY(m_bench->ask("/echo").outcome == AttemptOutcome::Ok);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->status().instances.size(), 1u, kLong);
        const InstanceId before = m_bench->status().instances[0].id;
        QCOMPARE(m_registry->start(RedeployBackend{"digits:burst", ContainerSettings()}, {}).error().code,
                 ErrorCode::Unsupported);
        QCOMPARE(m_registry->start(RedeployBackend{"digits:burst", {}, 60s}, {}).error().code, ErrorCode::Unsupported);
        QCOMPARE(m_registry->start(RollBackBackend{"digits:burst"}, {}).error().code, ErrorCode::Unsupported);
        const auto begun = m_registry->start(RedeployBackend{"digits:burst", {}, 0s}, {});
        QVERIFY2(begun.has_value(), begun ? "" : begun.error().detail.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(operation(begun->id).state, OperationState::Succeeded, kLong);
        QVERIFY(m_bench->ask("/echo").outcome == AttemptOutcome::Ok);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->status().instances.size() == 1 && m_bench->status().instances[0].id != before,
                                 kLong);
    }
};

QTEST_GUILESS_MAIN(TestFunctionTest)
#include "tst_functiontest.moc"
