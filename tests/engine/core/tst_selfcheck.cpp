// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>

#include <spdlog/spdlog.h>

#include "engine/core/enginethread.h"
#include "engine/core/records.h"
#include "engine/replay/recording.h"
#include "engine/replay/selfcheck.h"
#include "tests/support/testbackend.h"

using namespace straightline;
using namespace std::chrono_literals;
using replay::checkDecision;
using replay::SelfCheck;

namespace
{

constexpr std::size_t kSmall = 100;
constexpr std::size_t kLarge = 3'000;
constexpr std::size_t kOverContainer = 4'500;
constexpr std::size_t kHuge = 6'000;

/// Slow enough that few clients fill it; breaks off every tenth request, which is then tried elsewhere.
TestBackend::Handler unsteady()
{
    auto count = std::make_shared<std::atomic<int>>(0);
    return [count](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        std::this_thread::sleep_for(3ms);
        return ++*count % 10 != 0 && socket.send(TestBackend::answer(200, "ok"));
    };
}

BackendConfiguration backend(const char* name, Tier tier, const TestBackend& server, std::uint64_t limit)
{
    BackendConfiguration made;
    made.name = name;
    made.tier = tier;
    made.capacity = 2;
    made.payloadLimitBytes = limit;
    made.settings = HttpSettings{.url = "http://127.0.0.1:" + std::to_string(server.port())};
    made.health = {.path = "", .interval = 50ms, .timeout = 2'000ms, .rise = 1, .fall = 5};
    return made;
}

} // namespace

/// What the real gateway decided and the real store kept, decided again.
class TestSelfCheckOfEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRecordedDecisionIsReproduced();
    void theEngineHasCheckedThemAll();
    void aRecordingHoldsThemAll();
    void whatIfAnswersFromThem();
    void aSweepOfThemIsKept();
    void appliedThresholdsAreWatched();
    void aDifferenceIsATrouble();

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
    void apply(const Change& change);
    void load(PolicyKind policy, int rounds);
    std::vector<RequestRow> rows();

    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<TestBackend>> m_servers;
    std::unique_ptr<core::EngineThread> m_engine;
    std::uint16_t m_port = 0;
};

void TestSelfCheckOfEngine::initTestCase()
{
    spdlog::set_level(spdlog::level::off);
    for (int i = 0; i < 3; ++i)
        m_servers.push_back(std::make_unique<TestBackend>(unsteady()));
    ApplicationConfiguration digits;
    digits.name = "digits";
    digits.mount = "/digits";
    digits.thresholds = {.frequencyHz = 30.0, .sizeBytes = 1'000};
    digits.deadline = 1'000ms;
    digits.queueLimit = 4;
    digits.isolation.consecutiveFailures = 0;
    digits.isolation.failurePercent = 0;
    digits.isolation.slowFactor = 0.0;
    digits.isolation.repeatable = Repeatable::All;
    digits.backends = {backend("web", Tier::Local, *m_servers[0], 2'000),
                       backend("box", Tier::Container, *m_servers[1], 4'000),
                       backend("burst", Tier::Serverless, *m_servers[2], 5'000)};
    core::EngineSettings settings;
    settings.stateDir = m_folder.path().toStdString();
    settings.listen = settings.control = "127.0.0.1:0";
    settings.seed.emplace().applications = {digits};
    auto opened = core::EngineThread::open(settings);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
    m_engine = std::move(*opened);
    const std::string address = asked([](Engine& engine) { return engine.status().ingest; });
    m_port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    QTRY_VERIFY_WITH_TIMEOUT(asked([](Engine& engine) {
                                 const SnapshotPtr snapshot = engine.snapshot();
                                 return std::all_of(snapshot->backends.begin(), snapshot->backends.end(),
                                                    [](const auto& each) { return each.status.takesRequests; });
                             }),
                             20'000);
}

void TestSelfCheckOfEngine::apply(const Change& change)
{
    const auto applied = asked([change](Engine& engine) { return engine.apply(change, Actor{"test"}); });
    QVERIFY2(applied.has_value(), applied ? "" : applied.error().detail.c_str());
}

/// Sixteen clients at once, each with its own mix of sizes.
void TestSelfCheckOfEngine::load(PolicyKind policy, int rounds)
{
    apply(PutPolicy{"digits", policy});
    std::vector<std::thread> clients;
    for (int client = 0; client < 16; ++client) {
        clients.emplace_back([this, client, rounds] {
            for (int round = 0; round < rounds; ++round) {
                const std::size_t large = round % 8 == 7 ? kHuge : round % 2 == 1 ? kOverContainer : kLarge;
                const std::size_t size = client % 4 == 3 ? large : kSmall;
                TestSocket socket = TestSocket::connectTo(m_port);
                socket.send("POST /digits/x HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: "
                            + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x'));
                (void)readTestAnswer(socket, false);
                if (client >= 8)
                    std::this_thread::sleep_for(20ms);
            }
        });
    }
    for (std::thread& each : clients)
        each.join();
}

std::vector<RequestRow> TestSelfCheckOfEngine::rows()
{
    RequestQuery query;
    query.limit = 10'000;
    return asked([query](Engine& engine) { return engine.requests(query); }).value_or(std::vector<RequestRow>{});
}

void TestSelfCheckOfEngine::everyRecordedDecisionIsReproduced()
{
    const std::set<Reason> wanted{Reason::BurstOfSmall,       Reason::LargeInput,       Reason::LocalHasRoom,
                                  Reason::ContainerHasRoom,   Reason::Overflow,         Reason::BurstOfSmallFallback,
                                  Reason::LargeInputFallback, Reason::OverBackendLimit, Reason::NoRoom,
                                  Reason::NoBackendTakesSize, Reason::RoundRobin,       Reason::LeastOutstanding,
                                  Reason::TwoChoices,         Reason::LocalOnly,        Reason::ContainerOnly,
                                  Reason::ServerlessOnly};
    std::set<Reason> seen;
    std::size_t retried = 0;
    std::size_t waited = 0;
    const auto isEnough = [&] {
        return retried > 0 && waited > 0 && std::includes(seen.begin(), seen.end(), wanted.begin(), wanted.end());
    };
    for (int turn = 0; turn < 12 && !isEnough(); ++turn) {
        apply(PutThresholds{"digits", {.frequencyHz = turn % 2 == 0 ? 30.0 : 1e6, .sizeBytes = 1'000}});
        load(PolicyKind::Straightline, 12);
        for (const PolicyKind policy : {PolicyKind::RoundRobin, PolicyKind::LeastOutstanding, PolicyKind::TwoChoices,
                                        PolicyKind::LocalOnly, PolicyKind::ContainerOnly, PolicyKind::ServerlessOnly})
            load(policy, 2);
        QTest::qWait(300); // until they are in the store; what is late is seen at the next turn
        for (const RequestRow& row : rows()) {
            seen.insert(row.record.decision.reason);
            retried += row.record.attemptCount > 1 ? 1 : 0;
            waited += row.record.stages.queueMicros > 2'000 && row.record.outcome == Outcome::Answered ? 1 : 0;
        }
    }
    const std::vector<RequestRow> all = rows();
    QVERIFY(all.size() > 300);
    for (const RequestRow& row : all) {
        QVERIFY2(checkDecision(row.record) != SelfCheck::Differs, toString(row.record.decision.reason).data());
    }
    for (const Reason reason : wanted)
        QVERIFY2(seen.contains(reason), toString(reason).data());
    QVERIFY(retried > 0);
    QVERIFY(waited > 0);
}

void TestSelfCheckOfEngine::theEngineHasCheckedThemAll()
{
    const auto decided = [this] {
        std::uint64_t count = 0;
        for (const RequestRow& row : rows())
            count += row.record.decision.reason != Reason::None ? 1 : 0;
        return count;
    };
    QVERIFY(decided() > 0);
    QTRY_COMPARE_WITH_TIMEOUT(asked([](Engine& engine) { return engine.snapshot()->gateway.decisionsChecked; }),
                              decided(), 20'000);
    QCOMPARE(asked([](Engine& engine) { return engine.snapshot()->gateway.decisionsDiffering; }), std::uint64_t{0});
    const auto troubles = asked([](Engine& engine) { return engine.status().troubles; });
    QVERIFY(std::none_of(troubles.begin(), troubles.end(),
                         [](const Trouble& each) { return each.cause == TroubleCause::DecisionsDiffer; }));
}

void TestSelfCheckOfEngine::aRecordingHoldsThemAll()
{
    const std::string path = m_folder.filePath(QStringLiteral("all.jsonl.gz")).toStdString();
    const auto started = asked([path](Engine& engine) {
        return engine.start(ExportRecording{.application = "digits", .path = path}, Actor{"test"});
    });
    QVERIFY2(started.has_value(), started ? "" : started.error().detail.c_str());
    const auto state = [&] {
        return asked([id = started->id](Engine& engine) { return engine.operation(id); })->state;
    };
    QTRY_VERIFY_WITH_TIMEOUT(state() == OperationState::Succeeded, 20'000);
    auto reader = replay::RecordingReader::open(path);
    QVERIFY2(reader.has_value(), reader ? "" : reader.error().detail.c_str());
    QCOMPARE(reader->header().site.applications.size(), std::size_t{1});
    QCOMPARE(reader->header().site.applications[0].name, std::string("digits"));
    std::vector<RequestRow> read;
    const auto count = reader->read(read, 100'000);
    QVERIFY2(count.has_value(), count ? "" : count.error().detail.c_str());
    std::vector<RequestRow> kept = rows();
    std::reverse(kept.begin(), kept.end());
    QCOMPARE(read.size(), kept.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        QCOMPARE(read[i].id, kept[i].id);
        QVERIFY(checkDecision(read[i].record) == checkDecision(kept[i].record));
        QCOMPARE(read[i].record.decision.features.frequencyHz, kept[i].record.decision.features.frequencyHz);
        QCOMPARE(read[i].record.totalMicros, kept[i].record.totalMicros);
        QCOMPARE(read[i].backend, kept[i].backend);
    }
    const auto refused =
        asked([](Engine& engine) { return engine.start(ExportRecording{.application = "nobody"}, Actor{"test"}); });
    QVERIFY(!refused && refused.error().code == ErrorCode::NotFound);
}

void TestSelfCheckOfEngine::whatIfAnswersFromThem()
{
    const auto askWhatIf = [this](const WhatIfQuery& query) {
        auto answer = std::make_shared<std::optional<Result<WhatIfAnswer>>>();
        ask(
            m_engine->engine(), this,
            [query, answer](Engine& engine) {
                engine.whatIf(query, [answer](Result<WhatIfAnswer> result) {
                    QMetaObject::invokeMethod(
                        qApp, [answer, result] { *answer = result; }, Qt::QueuedConnection);
                });
                return true;
            },
            [](bool) {});
        return answer;
    };
    const auto answer = askWhatIf({.application = "digits", .policy = PolicyKind::LocalOnly});
    QTRY_VERIFY_WITH_TIMEOUT(answer->has_value(), 20'000);
    QVERIFY2((*answer)->has_value(), (*answer)->has_value() ? "" : (*answer)->error().detail.c_str());
    const WhatIfAnswer& local = ***answer;
    QVERIFY(local.enough());
    QCOMPARE(local.happened.requests, local.recorded);
    QCOMPARE(local.predicted.requests, local.recorded);
    QCOMPARE(local.predicted.placed[static_cast<std::size_t>(Tier::Container)], std::uint64_t{0});
    QVERIFY(local.moved > 0);
    QVERIFY(local.models[0].fitted);

    const auto unknown = askWhatIf({.application = "nobody"});
    QTRY_VERIFY_WITH_TIMEOUT(unknown->has_value(), 20'000);
    QVERIFY(!(*unknown)->has_value() && (*unknown)->error().code == ErrorCode::NotFound);

    // The newer question of one asker ends the older one; the last is answered.
    std::vector<std::shared_ptr<std::optional<Result<WhatIfAnswer>>>> several;
    for (int i = 0; i < 5; ++i)
        several.push_back(askWhatIf({.application = "digits", .policy = PolicyKind::RoundRobin, .asker = "one"}));
    QTRY_VERIFY_WITH_TIMEOUT(several.back()->has_value(), 20'000);
    QVERIFY((*several.back())->has_value());
    for (const auto& each : several)
        QVERIFY(each->has_value() && ((*each)->has_value() || (*each)->error().code == ErrorCode::Cancelled));
}

void TestSelfCheckOfEngine::aSweepOfThemIsKept()
{
    const auto started = asked([](Engine& engine) {
        return engine.start(SweepThresholds{.application = "digits", .frequencySteps = 4, .sizeSteps = 4},
                            Actor{"test"});
    });
    QVERIFY2(started.has_value(), started ? "" : started.error().detail.c_str());
    const auto state = [&] {
        return asked([id = started->id](Engine& engine) { return engine.operation(id); })->state;
    };
    QTRY_VERIFY_WITH_TIMEOUT(state() == OperationState::Succeeded, 60'000);
    const auto list = asked([](Engine& engine) { return engine.sweeps("digits"); }).value();
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(list[0].operation, started->id);
    const auto sweep = asked([id = list[0].id](Engine& engine) { return engine.sweep(id); }).value();
    QCOMPARE(sweep.points.size(), std::size_t{16});
    QVERIFY(std::any_of(sweep.points.begin(), sweep.points.end(), [](const auto& each) { return each.isOnFront; }));
    QVERIFY(sweep.requests > 200 && sweep.toUnixMicros > sweep.fromUnixMicros);
}

void TestSelfCheckOfEngine::appliedThresholdsAreWatched()
{
    apply(PutPolicy{"digits", PolicyKind::Straightline});
    const Placing before = asked([](Engine& engine) {
        const ApplicationConfiguration& digits = *engine.configuration()->findApplication("digits");
        return Placing{digits.thresholds, digits.policy};
    });
    const Placing tried{{.frequencyHz = 12.5, .sizeBytes = 2'500}, PolicyKind::Straightline};
    apply(PutThresholds{"digits", tried.thresholds});
    const auto started = asked([&](Engine& engine) {
        return engine.start(WatchThresholds{.application = "digits", .before = before, .tried = tried}, Actor{"test"});
    });
    QVERIFY2(started.has_value(), started ? "" : started.error().detail.c_str());
    const auto phase = [&] { return asked([](Engine& engine) { return engine.watches(); }).at(0).phase; };
    QTRY_VERIFY_WITH_TIMEOUT(phase() == WatchPhase::Waiting, 60'000);
    apply(PutThresholds{"digits", before.thresholds}); // by hand: nothing is left to watch
    QVERIFY(phase() == WatchPhase::Ended);
    QVERIFY(asked([id = started->id](Engine& engine) { return engine.operation(id); })->state
            == OperationState::Cancelled);
}

void TestSelfCheckOfEngine::aDifferenceIsATrouble()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    auto database = store::Database::open(folder.path().toStdString());
    QVERIFY(database.has_value());
    auto records = core::Records::open(**database, clock, {}, 1);
    QVERIFY(records.has_value());
    RequestRecord record;
    record.requestId.assign("altered");
    record.decision.reason = Reason::Overflow; // with room nowhere
    (*records)->sinks()[0]->record(record);
    record.decision = {};
    (*records)->sinks()[0]->record(record); // never decided: not counted
    (*records)->drain();
    Snapshot snapshot;
    (*records)->fill(snapshot);
    QCOMPARE(snapshot.gateway.decisionsChecked, std::uint64_t{1});
    QCOMPARE(snapshot.gateway.decisionsDiffering, std::uint64_t{1});
    const auto trouble = (*records)->selfCheckTrouble();
    QVERIFY(trouble && trouble->cause == TroubleCause::DecisionsDiffer);
    QVERIFY2(trouble->detail.find("altered") != std::string::npos, trouble->detail.c_str());
    (*records)->close();
}

QTEST_GUILESS_MAIN(TestSelfCheckOfEngine)
#include "tst_selfcheck.moc"
