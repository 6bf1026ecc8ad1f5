// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a function process can reach, what limits hold it, and that none outlives the engine.
#include <csignal>
#include <fstream>

#include <QDir>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

#include "engine/backends/curlclient.h"
#include "engine/backends/function/functionadapter.h"
#include "tests/engine/backends/function/functionbench.h"

using namespace straightline;
using namespace straightline::backends;
using namespace std::chrono_literals;

namespace
{

constexpr int kLong = 30'000; ///< ms; a bound, never waited for when all is well

QByteArray text(const std::string& from)
{
    return QByteArray::fromStdString(from).trimmed();
}

/// Processes whose command line holds `marker`.
int countProcesses(const QByteArray& marker)
{
    int count = 0;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(name));
        if (name.front().isDigit() && file.open(QIODevice::ReadOnly) && file.readAll().contains(marker))
            ++count;
    }
    return count;
}

bool bubblewrapWorks()
{
    FunctionBench bench;
    bench.open();
    return bench.ask("/echo").outcome == AttemptOutcome::Ok && bench.supervisor().isIsolating();
}

/// The second process of the tests that kill an engine: serves until it is killed.
int beEngine(const std::string& isolation, const std::string& marker, const std::string& folder)
{
    FunctionBench bench;
    bench.supervisorSettings.stateFolder = folder;
    bench.route.function.isolation = isolation == "none" ? Isolation::None : Isolation::Automatic;
    bench.route.function.command = {TEST_FUNCTION, "fork", marker};
    bench.open();
    const bool good = bench.ask("/echo").outcome == AttemptOutcome::Ok;
    const PendingPtr busy = bench.invoke("/hang");
    std::puts(good ? "ready" : "failed");
    std::fflush(stdout);
    FunctionBench::wait(busy, 120s);
    return 0;
}

} // namespace

class TestFunctionIsolation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aFunctionCannotReachThisMachine_data();
    void aFunctionCannotReachThisMachine();
    void loopbackPortsOfThisMachineAreOutOfReach();
    void withoutBubblewrapItRunsAndSaysSo();
    void isolationThatIsDemandedIsNotForgone();
    void aProgramDeepInAHiddenFolderRuns();
    void theEnvironmentIsOnlyWhatWasConfigured();
    void theMemoryLimitHolds_data();
    void theMemoryLimitHolds();
    void outputIsKeptAndBounded();
    void aFloodOfOutputDoesNotStopTheEngine();
    void nothingOutlivesAKilledEngine_data();
    void nothingOutlivesAKilledEngine();
    void nothingOutlivesAStoppedInstance_data();
    void nothingOutlivesAStoppedInstance();
    void longSocketPathsWork_data();
    void longSocketPathsWork();
    void theAdapterTellsHowTheFunctionFares();
    void theAdapterTellsThatTheCommandIsMissing();

private:
    bool m_isolates = false;
};

void TestFunctionIsolation::initTestCase()
{
    m_isolates = bubblewrapWorks();
}

void TestFunctionIsolation::aFunctionCannotReachThisMachine_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("writes to the root") << QByteArray("/write?/straightline-test") << QByteArray("refused");
    QTest::newRow("writes to /usr") << QByteArray("/write?/usr/straightline-test") << QByteArray("refused");
    QTest::newRow("writes to /etc") << QByteArray("/write?/etc/straightline-test") << QByteArray("refused");
    QTest::newRow("writes next to itself") << QByteArray("/write?straightline-test") << QByteArray("refused");
    QTest::newRow("may write to its own /tmp") << QByteArray("/write?/tmp/straightline-test") << QByteArray("written");
    QTest::newRow("sees no home") << QByteArray("/list?/home") << QByteArray();
    QTest::newRow("sees nothing in /run but its socket") << QByteArray("/list?/run") << QByteArray("straightline.sock");
    QTest::newRow("sees few processes") << QByteArray("/processes") << QByteArray("3"); // init, relay, itself
}

void TestFunctionIsolation::aFunctionCannotReachThisMachine()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, expected);
    if (!m_isolates)
        QSKIP("bubblewrap does not work here");
    FunctionBench bench;
    bench.open();
    const auto& answer = bench.ask(target.toStdString());
    QVERIFY2(answer.outcome == AttemptOutcome::Ok, answer.error.c_str());
    QCOMPARE(text(answer.body), expected);
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/straightline-test")));
    // The state folder holds the database and other functions' sockets.
    const QByteArray seen = text(bench.ask("/list?" + bench.stateFolder()).body);
    QVERIFY2(seen.isEmpty() || seen.startsWith("error"), seen.constData());
    const QByteArray identity = text(bench.ask("/identity").body).simplified();
    const QByteArray user = geteuid() == 0 ? QByteArray("65534") : QByteArray::number(geteuid());
    QCOMPARE(identity, user + " 0000000000000000");
}

void TestFunctionIsolation::loopbackPortsOfThisMachineAreOutOfReach()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const std::string target = "/connect?" + std::to_string(server.serverPort());
    FunctionBench open;
    open.route.function.isolation = Isolation::None;
    open.open();
    QCOMPARE(text(open.ask(target).body), QByteArray("connected")); // so the question is a good one
    if (!m_isolates)
        QSKIP("bubblewrap does not work here");
    FunctionBench bench;
    bench.open();
    QCOMPARE(text(bench.ask(target).body), QByteArray("refused"));
}

void TestFunctionIsolation::withoutBubblewrapItRunsAndSaysSo()
{
    FunctionBench bench;
    bench.supervisorSettings.bubblewrap = "";
    bench.open();
    QCOMPARE(text(bench.ask("/echo", "hello").body), QByteArray("hello"));
    QVERIFY(!bench.supervisor().isIsolating());
    QCOMPARE(text(bench.supervisor().degraded()),
             QByteArray("Functions: bubblewrap is not installed; function processes run without isolation"));

    FunctionBench broken;
    broken.supervisorSettings.bubblewrap = "/bin/false";
    broken.open();
    QCOMPARE(text(broken.ask("/echo", "hello").body), QByteArray("hello"));
    QVERIFY(text(broken.supervisor().degraded()).contains("bubblewrap does not work here"));
}

void TestFunctionIsolation::isolationThatIsDemandedIsNotForgone()
{
    FunctionBench bench;
    bench.supervisorSettings.bubblewrap = "";
    bench.route.function.isolation = Isolation::Bubblewrap;
    bench.open();
    const auto& answer = bench.ask("/echo");
    QVERIFY(answer.outcome == AttemptOutcome::ConnectFailed);
    QVERIFY(text(answer.error).contains("bubblewrap is not installed"));
}

/// A checkout below /tmp, /home or /root: the function, who is nobody, must find its way to its own folder.
void TestFunctionIsolation::aProgramDeepInAHiddenFolderRuns()
{
    if (!m_isolates)
        QSKIP("bubblewrap is not installed or does not work here");
    QTemporaryDir dir(QStringLiteral("/tmp/hidden-XXXXXX"));
    const QString folder = dir.filePath(QStringLiteral("checkout/build/bin"));
    QVERIFY(QDir().mkpath(folder));
    const QString program = folder + QStringLiteral("/function");
    QVERIFY(QFile::copy(QStringLiteral(TEST_FUNCTION), program));
    FunctionBench bench;
    bench.route.function.command = {program.toStdString()};
    bench.open();
    const auto& answer = bench.ask("/echo", "here");
    QVERIFY2(answer.outcome == AttemptOutcome::Ok, answer.error.c_str());
}

void TestFunctionIsolation::theEnvironmentIsOnlyWhatWasConfigured()
{
    qputenv("STRAIGHTLINE_SECRET", "hidden");
    FunctionBench bench;
    qputenv("STRAIGHTLINE_TEST_SECRET", "only named in the configuration");
    bench.route.function.environment = {
        {"COLOUR", "green"}, {"TZ", "Europe/Paris"}, {"API_KEY", "${env:STRAIGHTLINE_TEST_SECRET}"}};
    bench.open();
    const auto value = [&](const char* name) { return text(bench.ask(std::string("/environment?") + name).body); };
    QCOMPARE(value("API_KEY"), QByteArray("only named in the configuration"));
    QCOMPARE(value("STRAIGHTLINE_SECRET"), QByteArray("unset"));
    QCOMPARE(value("COLOUR"), QByteArray("green"));
    QCOMPARE(value("TZ"), QByteArray("Europe/Paris"));
    QCOMPARE(value("AWS_LAMBDA_FUNCTION_NAME"), QByteArray("digits-burst"));
    QCOMPARE(value("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), QByteArray("512"));
    QVERIFY(value("AWS_LAMBDA_RUNTIME_API").startsWith("127.0.0.1:"));
}

void TestFunctionIsolation::theMemoryLimitHolds_data()
{
    QTest::addColumn<bool>("byGroup");
    QTest::newRow("by a control group") << true;
    QTest::newRow("by the process, where no control group can be made") << false;
}

void TestFunctionIsolation::theMemoryLimitHolds()
{
    QFETCH(bool, byGroup);
    if (byGroup && !FunctionCgroups(CgroupPlaces::ofThisProcess()).limitsMemory())
        QSKIP("no control group can be made here");
    FunctionBench bench;
    if (!byGroup)
        bench.supervisorSettings.cgroups = CgroupPlaces{};
    bench.route.function.memoryBytes = 64 * 1'048'576;
    bench.open();
    QVERIFY(bench.ask("/memory?16").outcome == AttemptOutcome::Ok);
    const auto& answer = bench.ask("/memory?256");
    QVERIFY(answer.outcome == AttemptOutcome::FunctionFailed);
    const QByteArray expected = byGroup ? "out of memory (limit 64 MB)" : "killed by SIGABRT";
    QVERIFY2(text(answer.error).contains(expected), answer.error.c_str());
    QVERIFY(bench.ask("/echo").outcome == AttemptOutcome::Ok);
    QVERIFY(byGroup || !bench.supervisor().degraded().empty());
}

void TestFunctionIsolation::outputIsKeptAndBounded()
{
    FunctionBench bench;
    bench.open();
    QVERIFY(bench.ask("/print?hello").outcome == AttemptOutcome::Ok);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.supervisor().log(7, 10).empty(), kLong);
    const std::string line = bench.supervisor().log(7, 10).back();
    QVERIFY2(line.starts_with('[') && line.ends_with("] hello"), line.c_str());
    QVERIFY(bench.ask("/spam?3000000").outcome == AttemptOutcome::Ok);
    QVERIFY(bench.ask("/print?end").outcome == AttemptOutcome::Ok);
    QTRY_VERIFY_WITH_TIMEOUT(bench.supervisor().log(7, 1).back().ends_with("] end"), kLong);
    std::size_t kept = 0;
    for (const std::string& each : bench.supervisor().log(7, 1'000'000))
        kept += each.size();
    QVERIFY(kept > 500'000 && kept <= FunctionLog::kKeptBytes + 100'000);
}

void TestFunctionIsolation::aFloodOfOutputDoesNotStopTheEngine()
{
    FunctionBench bench;
    bench.open();
    const auto flood = bench.invoke("/spam?20000000");
    int turns = 0; // of the engine's event loop, while the flood comes in
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++turns; });
    timer.start(10);
    QVERIFY(bench.ask("/echo").outcome == AttemptOutcome::Ok);
    QTRY_VERIFY_WITH_TIMEOUT(turns >= 50, kLong);
    bench.cancel(flood);
}

void TestFunctionIsolation::nothingOutlivesAKilledEngine_data()
{
    QTest::addColumn<QString>("isolation");
    QTest::newRow("with isolation") << QStringLiteral("automatic");
    QTest::newRow("without isolation") << QStringLiteral("none");
}

void TestFunctionIsolation::nothingOutlivesAKilledEngine()
{
    QFETCH(QString, isolation);
    const QTemporaryDir folder;
    const QByteArray marker = "marker-" + QByteArray::number(QCoreApplication::applicationPid()) + isolation.toUtf8();
    QProcess engine;
    engine.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // QProcess shares its memory with the child until exec, which blinds the thread sanitizer to this thread's locks:
    // what it would report of an engine that is only there to be killed is false.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TSAN_OPTIONS"),
                       environment.value(QStringLiteral("TSAN_OPTIONS")) + QStringLiteral(":report_bugs=0"));
    engine.setProcessEnvironment(environment);
    engine.start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("--engine"), isolation, QString::fromUtf8(marker), folder.path()});
    QTRY_VERIFY_WITH_TIMEOUT(engine.canReadLine(), kLong);
    QCOMPARE(engine.readLine().trimmed(), QByteArray("ready"));
    QVERIFY(countProcesses(marker) >= 4); // engine, relay, function and its child
    ::kill(static_cast<pid_t>(engine.processId()), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(countProcesses(marker), 0, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(engine.state() == QProcess::NotRunning, kLong);
}

void TestFunctionIsolation::nothingOutlivesAStoppedInstance_data()
{
    nothingOutlivesAKilledEngine_data();
}

void TestFunctionIsolation::nothingOutlivesAStoppedInstance()
{
    QFETCH(QString, isolation);
    const QByteArray marker = "stopped-" + QByteArray::number(QCoreApplication::applicationPid()) + isolation.toUtf8();
    FunctionBench bench;
    bench.route.function.command = {TEST_FUNCTION, "fork", marker.toStdString()};
    bench.route.function.isolation = isolation == QStringLiteral("none") ? Isolation::None : Isolation::Automatic;
    bench.route.function.invocationTimeout = 1s;
    bench.open();
    QVERIFY(bench.ask("/hang").outcome == AttemptOutcome::Timeout);
    QTRY_COMPARE_WITH_TIMEOUT(countProcesses(marker), 0, kLong);
    QVERIFY(bench.ask("/crash").outcome == AttemptOutcome::FunctionFailed);
    QTRY_COMPARE_WITH_TIMEOUT(countProcesses(marker), 0, kLong);
    const auto& next = bench.ask("/echo");
    QVERIFY2(next.outcome == AttemptOutcome::Ok, next.error.c_str());
    bench.publish(false); // gently
    QTRY_COMPARE_WITH_TIMEOUT(countProcesses(marker), 0, kLong);
    bench.publish();
    QVERIFY(bench.ask("/echo").outcome == AttemptOutcome::Ok);
    bench.stop();
    QTRY_COMPARE_WITH_TIMEOUT(countProcesses(marker), 0, kLong);
}

void TestFunctionIsolation::longSocketPathsWork_data()
{
    nothingOutlivesAKilledEngine_data();
}

void TestFunctionIsolation::longSocketPathsWork()
{
    QFETCH(QString, isolation);
    FunctionBench bench;
    bench.socketSubfolder = "/" + std::string(120, 'x');
    bench.route.function.isolation = isolation == QStringLiteral("none") ? Isolation::None : Isolation::Automatic;
    bench.open();
    const auto& answer = bench.ask("/echo", "far");
    QVERIFY2(answer.outcome == AttemptOutcome::Ok, answer.error.c_str());
}

void TestFunctionIsolation::theAdapterTellsHowTheFunctionFares()
{
    FunctionBench bench;
    bench.open();
    CurlClient http;
    const SystemClock clock;
    const AdapterContext context{http, clock, [](std::uint32_t) { return 0U; }, "test"};
    const auto adapter = FunctionAdapter::factory(bench.supervisor())(context);
    std::vector<std::string> events;
    connect(adapter.get(), &BackendAdapter::eventRaised, this,
            [&](const Event& event) { events.push_back(event.text); });
    BackendPlan plan;
    plan.id = "digits:burst";
    plan.configuration.number = 7;
    plan.configuration.tier = Tier::Serverless;
    plan.configuration.settings = bench.route.function;
    adapter->start(plan);
    QVERIFY(adapter->status().state == BackendState::Up);
    QVERIFY(adapter->status().takesRequests);
    QCOMPARE(events, std::vector<std::string>{"is up"});
    QVERIFY(bench.ask("/print?said").outcome == AttemptOutcome::Ok);
    QTRY_COMPARE_WITH_TIMEOUT(adapter->status().replicas.size(), std::size_t{1}, kLong);
    QVERIFY(adapter->status().coldStarts == 1);
    QTRY_VERIFY_WITH_TIMEOUT(adapter->status().lastCheck == "1 warm, 0 busy, 0 starting", kLong);
    QTRY_VERIFY_WITH_TIMEOUT(!adapter->logs(10).lines.empty(), kLong);
    const std::string before = adapter->status().replicas.front().name;

    std::optional<bool> replaced;
    const auto redeploy = [](BackendAdapter* which, std::optional<bool>* done) -> QCoro::Task<void> {
        const auto result = co_await which->redeploy(std::nullopt, std::chrono::seconds(0), {});
        *done = result.has_value();
    };
    redeploy(adapter.get(), &replaced);
    QTRY_VERIFY_WITH_TIMEOUT(replaced.has_value(), kLong);
    QVERIFY(*replaced);
    QVERIFY(bench.ask("/error").outcome == AttemptOutcome::FunctionFailed);
    QTRY_VERIFY_WITH_TIMEOUT(text(adapter->status().lastError).contains("no digit"), kLong);
    QTRY_VERIFY_WITH_TIMEOUT(events.size() == 2 && text(events.back()).contains("no digit"), kLong);
    QVERIFY(adapter->status().replicas.front().name != before);

    plan.configuration.drained = true;
    adapter->applyPlan(plan);
    QVERIFY(adapter->status().state == BackendState::Draining);
    QVERIFY(!adapter->status().takesRequests);
    adapter->stop();
}

void TestFunctionIsolation::theAdapterTellsThatTheCommandIsMissing()
{
    FunctionBench bench;
    bench.route.function.command = {"no-such-function"};
    bench.open();
    CurlClient http;
    const SystemClock clock;
    const AdapterContext context{http, clock, [](std::uint32_t) { return 0U; }, "test"};
    const auto adapter = FunctionAdapter::factory(bench.supervisor())(context);
    BackendPlan plan;
    plan.id = "digits:burst";
    plan.configuration.number = 7;
    plan.configuration.settings = bench.route.function;
    adapter->start(plan);
    QVERIFY(adapter->status().state == BackendState::Failed);
    QVERIFY(!adapter->status().takesRequests);
    QVERIFY(text(adapter->status().lastError).contains("there is no program \"no-such-function\""));
    auto repaired = bench.route.function;
    repaired.command = {TEST_FUNCTION, "init-exit"};
    plan.configuration.settings = repaired;
    adapter->applyPlan(plan);
    QVERIFY(adapter->status().state == BackendState::Up);
    bench.route.function = repaired;
    bench.publish();
    QVERIFY(bench.ask("/echo").outcome == AttemptOutcome::ConnectFailed);
    QTRY_VERIFY_WITH_TIMEOUT(adapter->status().state == BackendState::Down, kLong);
    QVERIFY(adapter->status().takesRequests); // the next request tries again
    QVERIFY(text(adapter->status().lastError).contains("cannot read the model"));
    adapter->stop();
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 5 && std::string(argv[1]) == "--engine")
        return beEngine(argv[2], argv[3], argv[4]);
    TestFunctionIsolation test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_functionisolation.moc"
