// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QtTest>

#include <spdlog/spdlog.h>

#include "engine/core/enginethread.h"
#include "engine/store/configurationstore.h"
#include "engine/store/database.h"
#include "engine/store/sitefile.h"
#include "tests/support/randomsite.h"
#include "ui/enginelink.h"

using namespace straightline;
using ui::EngineLink;

namespace
{

constexpr int kEdits = 200;
constexpr int kPatience = 60'000;

/// Hundreds of synced commits take seconds on a disk, and no power is cut here.
QString inMemory()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/tst_undo-XXXXXX");
}

SiteConfiguration withoutRevision(SiteConfiguration site)
{
    site.revision = 0; // the only thing that may grow
    return site;
}

} // namespace

/// Undo over the real engine and its store: whatever was edited, undoing all restores the configuration bit for bit,
/// order and numbers included, and so does redoing.
class TestUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DOCKER_HOST", "unix:///nowhere/docker.sock");
        spdlog::set_level(spdlog::level::off);
    }
    void randomEdits_data();
    void randomEdits();
    void refusedEditsLeaveNoStep();

private:
    struct Bench {
        QTemporaryDir folder{inMemory()};
        std::unique_ptr<core::EngineThread> thread;
        std::unique_ptr<EngineLink> link;

        explicit Bench(const SiteConfiguration& seed);
        SiteConfiguration site() const;   ///< as the engine has it
        SiteConfiguration stored() const; ///< as the store reads it; the engine has ended
        bool settled() const;
    };

    void editOnce(Bench& bench);
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_random() % count); }
    Change randomChange(const SiteConfiguration& site);
    Change applicationChange(const SiteConfiguration& site, const ApplicationConfiguration& application);
    Change backendChange(const ApplicationConfiguration& application);

    std::mt19937_64 m_random;
    std::vector<SiteConfiguration> m_states; ///< by index of the stack
};

TestUndo::Bench::Bench(const SiteConfiguration& seed)
{
    core::EngineSettings settings;
    settings.stateDir = folder.path().toStdString();
    settings.seed = seed;
    settings.seed->gateway = {}; // whatever it says is only read at the next start, and this one must start
    settings.listen = "127.0.0.1:0";
    settings.control = "127.0.0.1:0";
    settings.threads = 1;
    auto opened = core::EngineThread::open(settings);
    if (!opened)
        qFatal("%s", opened.error().detail.c_str());
    thread = std::move(*opened);
    link = std::make_unique<EngineLink>(thread->engine());
}

SiteConfiguration TestUndo::Bench::site() const
{
    SiteConfiguration site;
    Engine& engine = thread->engine();
    QMetaObject::invokeMethod(
        &engine, [&] { site = *engine.configuration(); }, Qt::BlockingQueuedConnection);
    return withoutRevision(site);
}

SiteConfiguration TestUndo::Bench::stored() const
{
    const auto database = store::Database::open(folder.path().toStdString());
    return withoutRevision((*store::ConfigurationStore::open(**database))->load().value());
}

bool TestUndo::Bench::settled() const
{
    // Not qWaitFor(): it sleeps 10 ms between looks, and there are hundreds of steps.
    const QDeadlineTimer deadline(kPatience);
    QTimer wake;
    wake.start(1'000);
    while (!link->edits().isIdle() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return link->edits().isIdle();
}

Change TestUndo::backendChange(const ApplicationConfiguration& application)
{
    const bool some = !application.backends.empty();
    if (!some || below(3) == 0) {
        const std::string name = "n" + std::to_string(below(6));
        return PutBackend{application.name, RandomSite(m_random()).backend(name), Expect::Absent};
    }
    const BackendConfiguration& chosen = application.backends[below(application.backends.size())];
    if (below(2) == 0)
        return RemoveBackend{makeBackendId(application.name, chosen.name)};
    if (below(2) == 0) // another kind, other everything
        return PutBackend{application.name, RandomSite(m_random()).backend(chosen.name), Expect::Present};
    BackendConfiguration edited = chosen;
    edited.capacity = static_cast<std::uint32_t>(1 + below(1'000));
    return PutBackend{application.name, edited, Expect::Present};
}

Change TestUndo::applicationChange(const SiteConfiguration& site, const ApplicationConfiguration& application)
{
    switch (below(4)) {
    case 0:
        return RemoveApplication{application.name};
    case 1: { // edited whole, its backends in another order
        ApplicationConfiguration edited = application;
        edited.queueLimit = static_cast<std::uint32_t>(below(1'000));
        std::shuffle(edited.backends.begin(), edited.backends.end(), m_random);
        return PutApplication{edited, Expect::Present};
    }
    default: {
        ApplicationConfiguration cloned = application;
        cloned.name = "clone" + std::to_string(below(6));
        cloned.mount.clear();
        return PutApplication{cloned, site.applications.size() < 8 ? Expect::Absent : Expect::Present};
    }
    }
}

Change TestUndo::randomChange(const SiteConfiguration& site)
{
    if (site.applications.empty() || below(20) == 0)
        return PutSite{RandomSite(m_random()).site()};
    const ApplicationConfiguration& application = site.applications[below(site.applications.size())];
    switch (below(8)) {
    case 0:
        return PutThresholds{application.name,
                             {std::ldexp(static_cast<double>(below(1'000'000)), -7), below(1ULL << 40)}};
    case 1:
        return PutPolicy{application.name, static_cast<PolicyKind>(below(kPolicyCount - 1))};
    case 2: {
        const SiteConfiguration other = RandomSite(m_random()).site();
        return PutSettings{other.gateway, other.retention};
    }
    case 3:
    case 4:
        return applicationChange(site, application);
    default:
        return backendChange(application);
    }
}

void TestUndo::editOnce(Bench& bench)
{
    const SiteConfiguration site = bench.site();
    const auto ignored = [](const Result<std::uint64_t>&) {}; // a name that is taken and the like: no step
    const ApplicationConfiguration* first = site.applications.empty() ? nullptr : &site.applications.front();
    const std::size_t kind = below(12);
    if (kind == 0) {
        bench.link->importSite(store::writeSite(RandomSite(m_random()).site(), Secrets::Shown),
                               QStringLiteral("import"), ignored);
    } else if (kind == 1 && first != nullptr && !first->backends.empty()) {
        const BackendConfiguration& backend = first->backends[below(first->backends.size())];
        const BackendId id = makeBackendId(first->name, backend.name);
        if (backend.drained)
            bench.link->start(ResumeBackend{id}, QStringLiteral("resume"), DrainBackend{id});
        else
            bench.link->start(DrainBackend{id}, QStringLiteral("drain"), ResumeBackend{id});
    } else {
        bench.link->apply(randomChange(site), QStringLiteral("edit"), ignored);
    }
}

void TestUndo::randomEdits_data()
{
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {quint64{1}, quint64{20260}})
        QTest::addRow("seed %llu", seed) << seed;
}

void TestUndo::randomEdits()
{
    QFETCH(quint64, seed);
    m_random.seed(seed);
    SiteConfiguration start = RandomSite(seed).site();
    Bench bench(start);
    QSignalSpy failed(bench.link.get(), &EngineLink::failed);
    const QUndoStack& stack = bench.link->undoStack();
    m_states = {bench.site()};

    int edits = 0;
    while (stack.count() < kEdits) {
        QVERIFY2(++edits < 20 * kEdits, "too few edits were possible");
        const auto before = static_cast<std::size_t>(stack.index());
        editOnce(bench);
        QVERIFY(bench.settled());
        if (const SiteConfiguration now = bench.site(); now != m_states[before]) {
            m_states.resize(before + 1);
            m_states.push_back(now);
        }
        QVERIFY(m_states.size() == static_cast<std::size_t>(stack.count()) + 1);
        if (below(25) != 0)
            continue;
        // A walk: a few steps back, some of them forth again, asked all at once.
        const std::size_t back = below(8);
        const std::size_t forth = below(back + 1);
        for (std::size_t i = 0; i < back; ++i)
            bench.link->undo();
        for (std::size_t i = 0; i < forth; ++i)
            bench.link->redo();
        QVERIFY(bench.settled());
        QVERIFY2(bench.site() == m_states[static_cast<std::size_t>(stack.index())], "a walk ended elsewhere");
        while (stack.canRedo() && below(2) == 0) { // and on from there, or from the end
            bench.link->redo();
            QVERIFY(bench.settled());
        }
        QVERIFY(bench.site() == m_states[static_cast<std::size_t>(stack.index())]);
    }
    while (stack.canRedo()) {
        bench.link->redo();
        QVERIFY(bench.settled());
    }
    qInfo("seed %llu: %d edits asked, %lld steps on the stack", seed, edits, static_cast<long long>(stack.count()));
    const SiteConfiguration end = bench.site();
    QVERIFY(end == m_states.back());

    for (int i = stack.count(); i-- > 0;) {
        bench.link->undo();
        if (i % 10 == 0) {
            QVERIFY(bench.settled());
            QVERIFY2(bench.site() == m_states[static_cast<std::size_t>(i)], qPrintable(QString::number(i)));
        }
    }
    QVERIFY(bench.settled());
    QVERIFY(!stack.canUndo());
    QVERIFY(bench.site() == m_states.front());

    for (int i = 0; i < kEdits; ++i)
        bench.link->redo();
    QVERIFY(bench.settled());
    QVERIFY(bench.site() == end);
    const bool backAgain = seed % 2 != 0;
    for (int i = 0; backAgain && i < kEdits; ++i)
        bench.link->undo();
    QVERIFY(bench.settled());
    QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(0).toString()));
    bench.link.reset();
    bench.thread.reset();
    QVERIFY2(bench.stored() == (backAgain ? m_states.front() : end), "the store reads back something else");
}

void TestUndo::refusedEditsLeaveNoStep()
{
    Bench bench(RandomSite(3).site());
    QSignalSpy failed(bench.link.get(), &EngineLink::failed);
    bench.link->apply(PutThresholds{"nobody", {}}, QStringLiteral("edit"));
    bench.link->undo();
    bench.link->redo();
    QVERIFY(bench.settled());
    QCOMPARE(failed.count(), 1);
    QCOMPARE(bench.link->undoStack().count(), 0);
}

QTEST_MAIN(TestUndo)
#include "tst_undo.moc"
