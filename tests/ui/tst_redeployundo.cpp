// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <random>

#include <QtTest>

#include <spdlog/spdlog.h>

#include "engine/core/enginethread.h"
#include "tests/engine/backends/comparewords.h"
#include "tests/engine/backends/fakedocker.h"
#include "ui/enginelink.h"

using namespace straightline;
using namespace std::chrono_literals;
using backends::FakeDocker;
using ui::EngineLink;

namespace
{

constexpr auto kBox = "digits:box";
constexpr int kPatience = 60'000;
constexpr int kRandomEdits = 10;

ContainerSettings settingsOf(const std::string& image, const std::string& threads = "1")
{
    ContainerSettings settings;
    settings.image = image;
    settings.environment = {{"THREADS", threads}};
    settings.startTimeout = 5s;
    return settings;
}

SiteConfiguration seedSite()
{
    BackendConfiguration box;
    box.name = "box";
    box.tier = Tier::Container;
    box.health.interval = 100ms;
    box.health.timeout = 1s;
    box.settings = settingsOf("tiny:1");
    SiteConfiguration site;
    site.applications.emplace_back().name = "digits";
    site.applications[0].deadline = 1s;
    site.applications[0].backends.push_back(std::move(box));
    return site;
}

SiteConfiguration withoutRevision(SiteConfiguration site)
{
    site.revision = 0;
    return site;
}

} // namespace

/// Redeploys and roll backs over the real engine and a Docker engine made up in the test: they are steps from when they
/// have changed the configuration, undoing one restores it bit for bit, and the containers follow.
class TestRedeployUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void init();
    void cleanup();
    void itIsAStepWhenItHasChangedSomething();
    void aRollBackIsAStep();
    void whatFailsOrChangesNothingIsNoStep();
    void whatSomebodyElseChangedSinceIsNotOverwritten();
    void randomEdits_data();
    void randomEdits();

private:
    SiteConfiguration site() const;
    const ContainerSettings settings() const { return std::get<ContainerSettings>(site().findBackend(kBox)->settings); }
    bool isQuiet() const; ///< what runs is what is configured, and nothing is under way
    Operation begin(const Action& action, const QString& text) const;
    void editOnce();
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_random() % count); }

    std::mt19937_64 m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeDocker> m_docker;
    std::unique_ptr<core::EngineThread> m_thread;
    std::unique_ptr<EngineLink> m_link;
};

void TestRedeployUndo::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QString socket = m_folder->filePath(QStringLiteral("d.sock"));
    m_docker = std::make_unique<FakeDocker>(socket.toStdString());
    m_docker->images = {"tiny:1", "tiny:2", "tiny:3", "tiny:exit"};
    qputenv("DOCKER_HOST", "unix://" + socket.toUtf8());
    core::EngineSettings settings;
    settings.stateDir = m_folder->filePath(QStringLiteral("state")).toStdString();
    settings.seed = seedSite();
    settings.listen = "127.0.0.1:0";
    settings.control = "127.0.0.1:0";
    settings.threads = 1;
    auto opened = core::EngineThread::open(settings);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
    m_thread = std::move(*opened);
    m_link = std::make_unique<EngineLink>(m_thread->engine());
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
}

void TestRedeployUndo::cleanup()
{
    m_link.reset();
    m_thread.reset();
    m_docker.reset();
}

SiteConfiguration TestRedeployUndo::site() const
{
    SiteConfiguration site;
    Engine& engine = m_thread->engine();
    QMetaObject::invokeMethod(
        &engine, [&] { site = *engine.configuration(); }, Qt::BlockingQueuedConnection);
    return withoutRevision(site);
}

bool TestRedeployUndo::isQuiet() const
{
    const auto& operations = m_link->operations();
    if (!m_link->edits().isIdle() || std::any_of(operations.begin(), operations.end(), [](const Operation& each) {
            return each.state == OperationState::Running;
        }))
        return false;
    const ContainerSettings wanted = settings();
    const std::string threads = "THREADS=" + wanted.environment.at(0).second;
    std::size_t running = 0;
    for (const auto& [id, each] : m_docker->containers) {
        if (each.state != "running")
            continue;
        ++running;
        if (each.spec["Image"] != wanted.image || each.spec["Env"].dump().find(threads) == std::string::npos)
            return false;
    }
    return running == wanted.replicas;
}

/// The operation as it ended.
Operation TestRedeployUndo::begin(const Action& action, const QString& text) const
{
    const std::size_t before = m_link->operations().size();
    m_link->start(action, text);
    const auto ended = [&] {
        const auto& all = m_link->operations();
        return m_link->edits().isIdle()
               && (all.size() == before || all.front().state != OperationState::Running || all.size() > before + 1);
    };
    (void)QTest::qWaitFor([&] { return m_link->operations().size() > before && ended(); }, kPatience);
    return m_link->operations().front();
}

void TestRedeployUndo::itIsAStepWhenItHasChangedSomething()
{
    const QUndoStack& stack = m_link->undoStack();
    const SiteConfiguration before = site();
    QCOMPARE(begin(RedeployBackend{kBox, settingsOf("tiny:2", "4"), 0s}, QStringLiteral("redeploy box")).state,
             OperationState::Succeeded);
    QCOMPARE(stack.count(), 1);
    QCOMPARE(stack.undoText(), QStringLiteral("redeploy box"));
    QVERIFY(settings() == settingsOf("tiny:2", "4"));
    const SiteConfiguration after = site();
    for (int round = 0; round < 2; ++round) {
        m_link->undo();
        QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
        QVERIFY(site() == before);
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience); // the former image serves again
        m_link->redo();
        QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
        QVERIFY(site() == after);
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
    }
    QCOMPARE(stack.count(), 1);
}

void TestRedeployUndo::aRollBackIsAStep()
{
    const QUndoStack& stack = m_link->undoStack();
    const SiteConfiguration first = site();
    (void)begin(RedeployBackend{kBox, settingsOf("tiny:2"), 600s}, QStringLiteral("redeploy"));
    const SiteConfiguration second = site();
    QCOMPARE(begin(RollBackBackend{kBox}, QStringLiteral("roll back")).state, OperationState::Succeeded);
    QVERIFY(site() == first);
    QCOMPARE(stack.count(), 2);
    QCOMPARE(stack.undoText(), QStringLiteral("roll back"));
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
    m_link->undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
    QVERIFY(site() == second);
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
    m_link->undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
    QVERIFY(site() == first);
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
    QVERIFY(!stack.canUndo());
}

void TestRedeployUndo::whatFailsOrChangesNothingIsNoStep()
{
    const SiteConfiguration before = site();
    QCOMPARE(begin(RedeployBackend{kBox, settingsOf("tiny:exit"), 0s}, QStringLiteral("redeploy")).state,
             OperationState::Failed);
    QCOMPARE(begin(RedeployBackend{kBox, std::nullopt, 0s}, QStringLiteral("redeploy")).state,
             OperationState::Succeeded);
    QCOMPARE(begin(RedeployBackend{kBox, settingsOf("tiny:1"), 0s}, QStringLiteral("redeploy")).state,
             OperationState::Succeeded);
    QCOMPARE(m_link->undoStack().count(), 0);
    QVERIFY(site() == before);
}

void TestRedeployUndo::whatSomebodyElseChangedSinceIsNotOverwritten()
{
    (void)begin(RedeployBackend{kBox, settingsOf("tiny:2"), 0s}, QStringLiteral("redeploy"));
    QCOMPARE(m_link->undoStack().count(), 1);
    BackendConfiguration edited = *site().findBackend(kBox);
    edited.capacity += 1;
    Engine& engine = m_thread->engine();
    QMetaObject::invokeMethod(
        &engine,
        [&] {
            QVERIFY(engine.apply(PutBackend{"digits", edited, Expect::Present}, Actor{"api"}));
        },
        Qt::BlockingQueuedConnection);
    const SiteConfiguration theirs = site();
    QSignalSpy failed(m_link.get(), &EngineLink::failed);
    m_link->undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed[0][1].value<Error>().code == ErrorCode::Conflict);
    QVERIFY(site() == theirs);
    QCOMPARE(m_link->undoStack().count(), 0);
}

void TestRedeployUndo::editOnce()
{
    const ContainerSettings random = settingsOf("tiny:" + std::to_string(1 + below(3)), std::to_string(1 + below(4)));
    const bool isKept = std::any_of(m_docker->containers.begin(), m_docker->containers.end(),
                                    [](const auto& each) { return each.second.state == "exited"; });
    switch (below(5)) {
    case 0: {
        BackendConfiguration edited = *site().findBackend(kBox);
        edited.capacity = static_cast<std::uint32_t>(1 + below(1'000));
        return m_link->apply(PutBackend{"digits", edited, Expect::Present}, QStringLiteral("edit"));
    }
    case 1: { // settings edited: it redeploys by itself
        BackendConfiguration edited = *site().findBackend(kBox);
        edited.settings = random;
        return m_link->apply(PutBackend{"digits", edited, Expect::Present}, QStringLiteral("edit"));
    }
    case 2:
        if (isKept)
            return (void)begin(RollBackBackend{kBox}, QStringLiteral("roll back"));
        [[fallthrough]];
    default:
        return (void)begin(RedeployBackend{kBox, random, below(2) == 0 ? 0s : 600s}, QStringLiteral("redeploy"));
    }
}

void TestRedeployUndo::randomEdits_data()
{
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {quint64{2}, quint64{77}})
        QTest::addRow("seed %llu", seed) << seed;
}

void TestRedeployUndo::randomEdits()
{
    QFETCH(const quint64, seed);
    m_random.seed(seed);
    const QUndoStack& stack = m_link->undoStack();
    std::vector<SiteConfiguration> states{site()}; // by index of the stack
    for (int edits = 0; edits < kRandomEdits; ++edits) {
        const auto before = static_cast<std::size_t>(stack.index());
        editOnce();
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
        if (const SiteConfiguration now = site(); now != states[before]) {
            states.resize(before + 1);
            states.push_back(now);
        }
        QCOMPARE(states.size(), static_cast<std::size_t>(stack.count()) + 1);
        for (std::size_t back = below(4) == 0 ? below(3) : 0; back > 0 && stack.canUndo(); --back) {
            m_link->undo();
            QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
            QVERIFY(site() == states[static_cast<std::size_t>(stack.index())]);
        }
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
    }
    QVERIFY(stack.count() > 2);
    while (stack.canRedo()) {
        m_link->redo();
        QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
        QVERIFY(site() == states[static_cast<std::size_t>(stack.index())]);
    }
    while (stack.canUndo()) { // one after another, whatever is still being redeployed
        m_link->undo();
        QTRY_VERIFY_WITH_TIMEOUT(m_link->edits().isIdle(), kPatience);
        QVERIFY(site() == states[static_cast<std::size_t>(stack.index())]);
    }
    QVERIFY(site() == states.front());
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), kPatience);
}

QTEST_MAIN(TestRedeployUndo)
#include "tst_redeployundo.moc"
