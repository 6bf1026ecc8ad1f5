// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <ctime>

#include <QElapsedTimer>
#include <QTableView>
#include <QTest>
#include <QThread>
#include <QTimer>

#include "tests/ui/consolefixture.h"
#include "ui/models/requestfilter.h"
#include "ui/models/requestsmodel.h"
#include "ui/pages/datatable.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

/// Measures the longest time between two turns of this thread's event loop.
class Watchdog : public QObject
{
public:
    Watchdog()
    {
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_worst = std::max(m_worst, m_since.restart());
            ++m_turns;
        });
        m_since.start();
        m_timer.start();
    }
    qint64 worstMillis() const { return m_worst; }
    int turns() const { return m_turns; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_worst = 0;
    int m_turns = 0;
};

/// What `work` costs this thread: others on the machine do not count.
template <class Work>
double cpuMillis(Work work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double before = now();
    work();
    return now() - before;
}

std::vector<RequestRow> rowsUpTo(const std::vector<RequestRow>& pattern, std::uint64_t& id)
{
    std::vector<RequestRow> rows = pattern;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
        row->id = ++id;
    return rows;
}

} // namespace

/// The window keeps turning, whatever the engine sends: bounds are relative to what the same work costs unhurried, or
/// generous enough to hold on a busy machine.
class TestResponsive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStormOfSnapshotsIsCoalesced();
    void anEngineOnItsOwnThreadThatIsSlow();
    void aHundredThousandRowsScrollAndFilter();
};

void TestResponsive::aStormOfSnapshotsIsCoalesced()
{
    ConsoleFixture console;
    QTest::qWait(300);
    Watchdog watchdog;
    for (int i = 0; i < 3'000; ++i) {
        console.engine.tick();
        if (i % 20 == 0)
            QCoreApplication::processEvents();
    }
    QTest::qWait(300);
    QVERIFY(watchdog.turns() > 20);
    // 3,000 frames drawn one by one would take far longer than this between two turns.
    QVERIFY2(watchdog.worstMillis() < 2'000, qPrintable(QString::number(watchdog.worstMillis())));
}

void TestResponsive::anEngineOnItsOwnThreadThatIsSlow()
{
    QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QThread thread;
    auto engine = std::make_unique<FakeEngine>();
    FakeEngine* raw = engine.get();
    raw->addRequests(2'000);
    raw->moveToThread(&thread);
    thread.start();
    {
        MainWindow window(*raw);
        window.resize(1280, 720);
        window.show();
        window.showPage(QStringLiteral("RequestsPage"));
        auto* table = window.findChild<QTableView*>(QStringLiteral("requestsTable"));
        QTRY_COMPARE(table->model()->rowCount(), 2'000);
        // The engine sleeps three seconds; the window goes on, asks once, and gets its answer afterwards.
        std::atomic<bool> asleep{false};
        QMetaObject::invokeMethod(raw, [raw, &asleep] {
            asleep = true;
            QThread::msleep(3'000);
            raw->addRequests(10);
            for (int i = 0; i < 40; ++i)
                raw->tick();
            asleep = false;
        });
        QTRY_VERIFY(asleep);
        Watchdog watchdog;
        for (int page = 0; page < 4; ++page) {
            window.showPage(page);
            QTest::qWait(300);
        }
        QVERIFY(asleep);
        QVERIFY2(watchdog.worstMillis() < 1'500, qPrintable(QString::number(watchdog.worstMillis())));
        QVERIFY(watchdog.turns() > 50);
        window.showPage(QStringLiteral("RequestsPage"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2'010, 15'000);
    }
    QMetaObject::invokeMethod(
        raw, [engine = std::move(engine)]() mutable { engine.reset(); }, Qt::BlockingQueuedConnection);
    thread.quit();
    QVERIFY(thread.wait(10'000));
}

void TestResponsive::aHundredThousandRowsScrollAndFilter()
{
    FakeEngine engine;
    engine.addRequests(1'000);
    RequestQuery query;
    query.limit = 1'000;
    const std::vector<RequestRow> pattern = *engine.requests(query);
    RequestsModel model;
    RequestFilter filter(model);
    DataTable table(QStringLiteral("t"), QStringLiteral("t"));
    table.setUp(&filter, {});
    table.resize(1'000, 600);
    table.show();
    std::uint64_t id = 0;
    const double whileSmall = cpuMillis([&] {
        for (int batch = 0; batch < 10; ++batch)
            model.prepend(rowsUpTo(pattern, id));
    });
    while (model.rowCount() < RequestsModel::kMostRows)
        model.prepend(rowsUpTo(pattern, id));
    const double whileFull = cpuMillis([&] {
        for (int batch = 0; batch < 10; ++batch) {
            model.prepend(rowsUpTo(pattern, id)); // rows go out at the bottom as they come in on top
            QCoreApplication::processEvents();
        }
    });
    QCOMPARE(model.rowCount(), RequestsModel::kMostRows);
    QVERIFY2(whileFull < whileSmall * 60, qPrintable(QStringLiteral("%1 %2").arg(whileSmall).arg(whileFull)));
    // A plain pass over the same rows: the words of two columns, as a proxy over the shown texts would compare them.
    // The filter looks for them in all columns and gives the table its rows.
    int met = 0;
    const double plainly = cpuMillis([&] {
        for (int row = 0; row < model.rowCount(); ++row)
            met += model.index(row, RequestsModel::Reason).data().toString().contains(QLatin1String("burst_of_small"))
                           && model.index(row, RequestsModel::Status).data().toString().contains(QLatin1String("200"))
                       ? 1
                       : 0;
    });
    const double filtering = cpuMillis([&] { filter.setTerms(*parseFilter(QStringLiteral("burst_of_small 200"))); });
    QCOMPARE(filter.rowCount(), 25'000);
    QCOMPARE(met, 25'000);
    qInfo("filling %.1f ms, refilling %.1f ms; of 100,000 rows a plain pass %.1f ms, the filter %.1f ms", whileSmall,
          whileFull, plainly, filtering);
    QVERIFY2(filtering < 3.0 * plainly, qPrintable(QStringLiteral("%1 %2").arg(filtering).arg(plainly)));
    filter.setTerms({});
    std::unique_ptr<QAbstractItemModel> held;
    const double holding = cpuMillis([&] { held = filter.frozen(); }); // as an export begins
    qInfo("holding 100,000 rows %.1f ms", holding);
    QVERIFY2(holding < 3.0 * plainly, qPrintable(QStringLiteral("%1 %2").arg(holding).arg(plainly)));
    const QString newest = filter.index(0, RequestsModel::Time).data().toString();
    model.prepend(rowsUpTo(pattern, id));
    QCOMPARE(held->rowCount(), RequestsModel::kMostRows);
    QCOMPARE(held->index(0, RequestsModel::Time).data().toString(), newest);
    table.scrollToBottom();
    QCoreApplication::processEvents();
}

QTEST_MAIN(TestResponsive)
#include "tst_responsive.moc"
