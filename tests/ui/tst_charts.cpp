// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/charts/timechart.h"
#include "ui/dialogs/charttabledialog.h"
#include "ui/language.h"
#include "ui/models/charttablemodel.h"
#include "ui/models/timeline.h"
#include "ui/pages/chartgrid.h"
#include "ui/pages/eventlines.h"
#include "ui/pages/tile.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

constexpr std::array<const char*, 6> kCharts{"frequencyTimeChart", "sizeTimeChart",     "latencyTimeChart",
                                             "shareTimeChart",     "failuresTimeChart", "loadTimeChart"};

/// Reads back what csvOf() wrote: fields of lines.
QList<QStringList> csvRows(const QByteArray& csv)
{
    QList<QStringList> rows;
    for (const QString& line : QString::fromUtf8(csv).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts))
        rows.append(line.split(QLatin1Char(',')));
    return rows;
}

} // namespace

/// The Overview's charts in the real window: moved, read, exported.
class TestCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void allChartsShareOneCrosshair();
    void theArrowKeysMoveTheCrosshair();
    void allChartsShareOneTimeRange();
    void aPausedViewKeepsItsPast();
    void theArrowKeysMoveAThreshold();
    void escapeAndLeavingCancelTheKeys();
    void aPressWithoutAMoveChangesNothing();
    void aDroppedLineIsUndone();
    void readOnlyHoldsTheLines();
    void exportedNumbersAreThoseOnTheScreen();
    void filesAreNamedAndWritten_data();
    void filesAreNamedAndWritten();
    void theTableIsCopied();
    void theMenuBelongsToItsChart();
    void aSentenceTellsWhatAChartShows();
    void failuresAreToldByReason();
    void sizesSpreadAtTheRightEdge();
    void historyGivesEveryChartItsPast();
    void aHistoryThatFailsIsToldOnceAndReadAgain();
    void nothingIsToldByColourAlone();
    void tilesTellTheChange();
    void aChangeIsTakenBackFromItsLine();
    void theGridFollowsTheWidth();

private:
    TimeChart& chart(const char* name) const { return *m_console->find<TimeChart>(name); }
    void trigger(const char* action) const { m_console->window->actions().find(QLatin1String(action))->trigger(); }
    void chooseRange(TimeRange range) const
    {
        m_console->find<QComboBox>("rangeComboBox")->setCurrentIndex(static_cast<int>(range));
    }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestCharts::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    QTRY_VERIFY(chart("frequencyTimeChart").frame().threshold.has_value());
    QTRY_COMPARE(m_console->engine.historyQueries.size(), std::size_t{7});
    QTRY_VERIFY(chart("frequencyTimeChart").hasData());
}

void TestCharts::allChartsShareOneCrosshair()
{
    TimeChart& frequency = chart("frequencyTimeChart");
    const QRectF plot = frequency.plotRect();
    QTest::mouseMove(&frequency, plot.center().toPoint());
    QTRY_VERIFY(frequency.crosshair().has_value());
    const std::int64_t at = *frequency.crosshair();
    QVERIFY(at > frequency.frame().from && at < frequency.frame().to);
    for (const char* name : kCharts) {
        QCOMPARE(chart(name).crosshair().value_or(0), at);
        if (chart(name).hasData())
            QCOMPARE(chart(name).linesAt(at).first(), frequency.linesAt(at).first()); // the same moment
    }
    // Every series is read out, with its unit.
    const QStringList lines = chart("latencyTimeChart").linesAt(at);
    QCOMPARE(lines.size(), qsizetype{7}); // the time; three backends, p50 and p95
    for (qsizetype i = 1; i < lines.size(); ++i)
        QVERIFY2(lines[i].endsWith(QStringLiteral("ms")) || lines[i].endsWith(QChar(u'\u2013')), qPrintable(lines[i]));
    QVERIFY(!frequency.grab().isNull());
    QTest::mouseMove(&frequency, QPoint(5, 5));
    QTRY_VERIFY(!chart("shareTimeChart").crosshair().has_value());
}

void TestCharts::theArrowKeysMoveTheCrosshair()
{
    TimeChart& frequency = chart("frequencyTimeChart");
    frequency.setFocus();
    QTRY_VERIFY(frequency.hasFocus());
    QTest::keyClick(&frequency, Qt::Key_End);
    const auto& points = frequency.frame().curves.first().points;
    QCOMPARE(chart("loadTimeChart").crosshair().value_or(0), static_cast<std::int64_t>(points.last().x()));
    QTest::keyClick(&frequency, Qt::Key_Left);
    QTest::keyClick(&frequency, Qt::Key_Left);
    const std::int64_t at = static_cast<std::int64_t>(points[points.size() - 3].x());
    QCOMPARE(chart("loadTimeChart").crosshair().value_or(0), at);
    // A screen reader is told what is pointed at.
    QCOMPARE(frequency.accessibleDescription(), frequency.linesAt(at).join(QStringLiteral("; ")));
    QTest::keyClick(&frequency, Qt::Key_Escape);
    QVERIFY(!frequency.crosshair().has_value());
}

void TestCharts::allChartsShareOneTimeRange()
{
    for (const TimeRange range : {TimeRange::Minute1, TimeRange::Hour1, TimeRange::Days7}) {
        chooseRange(range);
        for (const char* name : kCharts) {
            const ChartFrame& frame = chart(name).frame();
            QTRY_COMPARE(frame.to - frame.from, std::int64_t{lengthOf(range).count()});
            QCOMPARE(frame.to, chart("frequencyTimeChart").frame().to);
        }
        QTRY_VERIFY2(chart("loadTimeChart").hasData(), qPrintable(QString::number(static_cast<int>(range))));
    }
}

void TestCharts::aPausedViewKeepsItsPast()
{
    chooseRange(TimeRange::Minute1);
    for (int i = 0; i < 240; ++i)
        m_console->engine.tick();
    QTRY_VERIFY(std::isfinite(chart("loadTimeChart").frame().curves.first().points.first().y()));
    trigger("liveAction");
    const QByteArray before = csvOf(chart("frequencyTimeChart").data());
    for (int i = 0; i < 1'000; ++i) // four times the range
        m_console->engine.tick();
    QTest::qWait(50);
    chooseRange(TimeRange::Minutes5);
    chooseRange(TimeRange::Minute1);
    QCOMPARE(csvOf(chart("frequencyTimeChart").data()), before);
}

void TestCharts::theArrowKeysMoveAThreshold()
{
    TimeChart& frequency = chart("frequencyTimeChart");
    frequency.setFocus();
    QTRY_VERIFY(frequency.hasFocus());
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&frequency, Qt::Key_Up);
    QVERIFY(frequency.ghost().value_or(0.0) > 20.0);
    QTest::keyClick(&frequency, Qt::Key_PageDown);
    const double wanted = frequency.ghost().value_or(0.0);
    QVERIFY(wanted < 20.0);
    QVERIFY(m_console->engine.changes.empty());
    QTest::keyClick(&frequency, Qt::Key_Return);
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    QCOMPARE(m_console->change<PutThresholds>(0)->thresholds.frequencyHz, wanted);
    QCOMPARE(m_console->change<PutThresholds>(0)->thresholds.sizeBytes, std::uint64_t{262'144});

    TimeChart& sizes = chart("sizeTimeChart");
    sizes.setFocus();
    QTRY_VERIFY(sizes.hasFocus());
    QTest::keyClick(&sizes, Qt::Key_Down);
    const double bytes = sizes.ghost().value_or(0.0);
    QVERIFY2(bytes < 262'144.0 && bytes > 200'000.0, qPrintable(QString::number(bytes)));
    QTest::keyClick(&sizes, Qt::Key_Enter);
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{2});
    QCOMPARE(static_cast<double>(m_console->change<PutThresholds>(1)->thresholds.sizeBytes), bytes);
}

void TestCharts::escapeAndLeavingCancelTheKeys()
{
    TimeChart& frequency = chart("frequencyTimeChart");
    frequency.setFocus();
    QTRY_VERIFY(frequency.hasFocus());
    QTest::keyClick(&frequency, Qt::Key_Up);
    QTest::keyClick(&frequency, Qt::Key_Escape);
    QVERIFY(!frequency.ghost().has_value());
    QTest::keyClick(&frequency, Qt::Key_Up);
    QVERIFY(frequency.ghost().has_value());
    chart("loadTimeChart").setFocus();
    QTRY_VERIFY(!frequency.ghost().has_value());
    QTest::qWait(50);
    QVERIFY(m_console->engine.changes.empty());
}

void TestCharts::aPressWithoutAMoveChangesNothing()
{
    TimeChart& frequency = chart("frequencyTimeChart");
    const QPoint line = QPointF(frequency.plotRect().center().x(), frequency.yOf(20.0)).toPoint();
    QTest::mouseClick(&frequency, Qt::LeftButton, {}, line);
    QTest::qWait(50);
    QVERIFY(m_console->engine.changes.empty());
}

void TestCharts::aDroppedLineIsUndone()
{
    TimeChart& sizes = chart("sizeTimeChart");
    const double x = sizes.plotRect().center().x();
    const QPoint goal = QPointF(x, sizes.yOf(60'000.0)).toPoint();
    QTest::mousePress(&sizes, Qt::LeftButton, {}, QPointF(x, sizes.yOf(262'144.0)).toPoint());
    QTest::mouseMove(&sizes, goal);
    const double shown = sizes.ghost().value_or(0.0);
    QTest::mouseRelease(&sizes, Qt::LeftButton, {}, goal);
    const auto bytes = [this] { return m_console->engine.configuration()->applications[0].thresholds.sizeBytes; };
    QTRY_COMPARE(static_cast<double>(bytes()), shown); // to the byte what the label said
    QTRY_COMPARE(sizes.frame().threshold.value_or(0.0), shown);
    QAction* undo = m_console->window->actions().find(QStringLiteral("undoAction"));
    QTRY_VERIFY(undo->isEnabled());
    undo->trigger();
    QTRY_COMPARE(bytes(), std::uint64_t{262'144});
}

void TestCharts::readOnlyHoldsTheLines()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    TimeChart& frequency = chart("frequencyTimeChart");
    QTRY_VERIFY(frequency.hasData());
    frequency.setFocus();
    QTest::keyClick(&frequency, Qt::Key_Up);
    QVERIFY(!frequency.ghost().has_value());
    const QPoint line = QPointF(frequency.plotRect().center().x(), frequency.yOf(20.0)).toPoint();
    QTest::mousePress(&frequency, Qt::LeftButton, {}, line);
    QTest::mouseMove(&frequency, line - QPoint(0, 30));
    QVERIFY(!frequency.ghost().has_value());
    QTest::mouseRelease(&frequency, Qt::LeftButton, {}, line - QPoint(0, 30));
    QTest::qWait(20);
    QVERIFY(m_console->engine.changes.empty());
}

void TestCharts::exportedNumbersAreThoseOnTheScreen()
{
    for (int i = 0; i < 40; ++i)
        m_console->engine.tick();
    QTest::qWait(150);
    for (const char* name : kCharts) {
        const TimeChart& shown = chart(name);
        const ChartData data = shown.data();
        const QList<QStringList> rows = csvRows(csvOf(data));
        QCOMPARE(rows.size(), data.rows() + 1);
        QCOMPARE(rows.first().size(), data.names.size() + 1);
        QVERIFY(data.rows() > 100 && data.rows() <= 300);
        const ChartTableModel model(data, shown.format());
        int known = 0;
        for (qsizetype row = 0; row < data.rows(); ++row) {
            const QStringList& fields = rows[row + 1];
            const QDateTime time = QDateTime::fromString(fields.first(), Qt::ISODateWithMs);
            QCOMPARE(time.toMSecsSinceEpoch(), qint64{data.times[row]});
            const QStringList lines = shown.linesAt(data.times[row]);
            for (qsizetype column = 0; column < data.columns.size(); ++column) {
                const QString& field = fields[column + 1];
                const double read = field.isEmpty() ? std::nan("") : field.toDouble();
                const double drawn = data.columns[column][row];
                QVERIFY(std::isnan(drawn) ? std::isnan(read) : read == drawn); // to the last bit
                // The same number reads the same in the file, under the crosshair and in the table.
                const QString text = shown.format()(read);
                QCOMPARE(lines[column + 1], data.names[column] + QStringLiteral("  ") + text);
                QCOMPARE(model.index(static_cast<int>(row), static_cast<int>(column) + 1).data().toString(), text);
                known += field.isEmpty() ? 0 : 1;
            }
        }
        QVERIFY2(known > 0, name);
        for (qsizetype column = 0; column < shown.frame().curves.size(); ++column) {
            for (qsizetype row = 0; row < data.rows(); ++row) {
                const double drawn = shown.frame().curves[column].points[row].y();
                QVERIFY(std::isnan(drawn) ? std::isnan(data.columns[column][row]) : drawn == data.columns[column][row]);
            }
        }
    }
}

void TestCharts::filesAreNamedAndWritten_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("extension");
    QTest::addColumn<QByteArray>("beginning");
    QTest::addRow("numbers") << QStringLiteral("saveChartCsvAction") << QStringLiteral("csv")
                             << QByteArray("time,p50 [B],p95 [B]\r\n2025-12-31T23:55:");
    QTest::addRow("histogram") << QStringLiteral("saveChartHistogramAction") << QStringLiteral("csv")
                               << QByteArray("above [B],up to [B],share\r\n1,256,");
    QTest::addRow("pixels") << QStringLiteral("saveChartPngAction") << QStringLiteral("png") << QByteArray("\x89PNG");
    QTest::addRow("lines") << QStringLiteral("saveChartSvgAction") << QStringLiteral("svg") << QByteArray("<?xml");
}

void TestCharts::filesAreNamedAndWritten()
{
    QFETCH(QString, action);
    QFETCH(QString, extension);
    QFETCH(QByteArray, beginning);
    QTRY_VERIFY(!chart("sizeTimeChart").frame().bars.isEmpty());
    chart("sizeTimeChart").setFocus();
    QTRY_COMPARE(m_console->find<ChartGrid>("chartScrollArea")->current(), &chart("sizeTimeChart"));
    m_console->window->actions().find(action)->trigger();
    auto* dialog = m_console->find<QFileDialog>("chartSaveFileDialog");
    const QString name = dialog->selectedFiles().value(0);
    static const QRegularExpression wanted(QStringLiteral("digits-data-size-\\d{8}-\\d{6}-\\d{8}-\\d{6}"));
    QVERIFY2(name.contains(wanted) && name.endsWith(extension), qPrintable(name));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("chart.") + extension);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY2(bytes.startsWith(beginning), bytes.left(80).constData());
    if (extension == QLatin1String("png")) {
        const QImage image = QImage::fromData(bytes);
        QCOMPARE(image.size(), chart("sizeTimeChart").size() * 2);
        QVERIFY(image.text(QStringLiteral("Description")).startsWith(QStringLiteral("Data size from")));
    }
    if (extension == QLatin1String("svg"))
        QVERIFY(bytes.contains("<title>Data size</title>") && bytes.contains("D 262"));
    QTRY_VERIFY(m_console->find<EventLines>("eventLines")->text().contains(path));
}

void TestCharts::theTableIsCopied()
{
    TimeChart& latency = chart("latencyTimeChart");
    latency.setFocus();
    QTRY_VERIFY(latency.hasFocus());
    QTest::keyClick(m_console->window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    auto* dialog = m_console->find<ChartTableDialog>("ChartTableDialog");
    QVERIFY(dialog->isVisible() && !dialog->isModal());
    auto* table = dialog->findChild<QTableView*>(QStringLiteral("latencyTimeChartTable"));
    QVERIFY(table != nullptr);
    const QAbstractItemModelTester tester(table->model());
    QCOMPARE(table->model()->columnCount(), 7);
    QCOMPARE(table->model()->rowCount(), static_cast<int>(latency.data().rows()));
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("chartSummaryLabel"))->text().startsWith(latency.title()));
    QVERIFY(dialog->windowTitle().contains(QStringLiteral("digits")));
    QGuiApplication::clipboard()->clear();
    dialog->findChild<QPushButton*>(QStringLiteral("copyChartPushButton"))->click();
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), latency.data().rows() + 1);
    QCOMPARE(lines.first().split(QLatin1Char('\t')).mid(1), latency.data().names);
    dialog->close();
}

void TestCharts::theMenuBelongsToItsChart()
{
    auto* grid = m_console->find<ChartGrid>("chartScrollArea");
    m_console->find<QToolButton>("loadTimeChartMenuToolButton")->click();
    QCOMPARE(grid->current(), &chart("loadTimeChart"));
    QTRY_VERIFY(m_console->find<QMenu>("chartMenu")->isVisible());
    const QAction* histogram = m_console->window->actions().find(QStringLiteral("saveChartHistogramAction"));
    QVERIFY(!histogram->isVisible()); // it has none
    m_console->find<QMenu>("chartMenu")->close();
    m_console->window->showPage(1);
    QVERIFY(!m_console->window->actions().find(QStringLiteral("chartTableAction"))->isEnabled());
}

void TestCharts::aSentenceTellsWhatAChartShows()
{
    const QString sentence = chart("frequencyTimeChart").accessibleDescription();
    QVERIFY2(sentence.startsWith(QStringLiteral("Request frequency from ")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("digits now ")), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(QStringLiteral("the threshold F is 20.0\u00A0/s.")), qPrintable(sentence));
    static const QRegularExpression share(QStringLiteral("local \\d+\\.\\d\u00A0% on average"));
    QVERIFY2(chart("shareTimeChart").summary().contains(share), qPrintable(chart("shareTimeChart").summary()));
    for (const char* name : kCharts)
        QVERIFY2(chart(name).accessibleDescription().endsWith(QLatin1Char('.')), name);
    m_console->window->language().setCode(QStringLiteral("zh_CN"));
    QTRY_COMPARE(chart("frequencyTimeChart").title(), QStringLiteral("请求频率"));
    QTRY_VERIFY(chart("frequencyTimeChart").accessibleDescription().contains(QStringLiteral("当前")));
    for (const char* name : kCharts) {
        const QString text = chart(name).accessibleDescription();
        QVERIFY2(text.endsWith(QStringLiteral("。")), qPrintable(text));
    }
    m_console->window->language().setCode(QStringLiteral("en"));
    QTRY_COMPARE(chart("frequencyTimeChart").title(), QStringLiteral("Request frequency"));
}

void TestCharts::failuresAreToldByReason()
{
    m_console->engine.historyAnswer = History{};
    m_console->open();
    TimeChart& failures = chart("failuresTimeChart");
    Snapshot snapshot = *m_console->engine.snapshot();
    const auto later = [&](std::uint64_t queueFull, std::uint64_t answered5xx) {
        ++snapshot.sequence;
        snapshot.taken += std::chrono::seconds(1);
        for (Totals* totals : {&snapshot.applications[0].totals, &snapshot.totals}) {
            totals->requests += 100;
            totals->failures += queueFull + answered5xx;
            totals->outcomes[static_cast<std::size_t>(Outcome::QueueFull)] += queueFull;
        }
        m_console->engine.setSnapshot(snapshot);
        QCoreApplication::processEvents();
    };
    later(0, 0);
    QTRY_COMPARE(failures.emptyText(), QStringLiteral("No failures in this time range."));
    QVERIFY(!failures.hasData());
    later(6, 2);
    QTRY_COMPARE(failures.frame().curves.size(), qsizetype{2});
    QCOMPARE(failures.data().names, (QStringList{QStringLiteral("answered 5xx"), QStringLiteral("queue full")}));
    QCOMPARE(failures.frame().curves[0].points.last().y(), 2.0);
    QCOMPARE(failures.frame().curves[1].points.last().y(), 6.0);
    snapshot.applications[0].totals = {}; // the engine began anew: no rate, and never a negative one
    later(0, 0);
    for (const Curve& curve : failures.frame().curves) {
        for (const QPointF& point : curve.points)
            QVERIFY(std::isnan(point.y()) || point.y() >= 0.0);
    }
}

void TestCharts::sizesSpreadAtTheRightEdge()
{
    QTRY_VERIFY(!chart("sizeTimeChart").frame().bars.isEmpty());
    const QList<Bar> bars = chart("sizeTimeChart").frame().bars;
    QCOMPARE(bars.size(), static_cast<qsizetype>(kSizeBands));
    double sum = 0.0;
    for (const Bar& bar : bars)
        sum += bar.share;
    QVERIFY(std::abs(sum - 1.0) < 1e-9);
    QVERIFY(bars[4].share > 0.99); // where the fake engine puts them: 16 to 64 KiB
    QCOMPARE(bars[4].low, 16'384.0);
    QCOMPARE(bars[4].high, 65'536.0);
    QVERIFY(std::isinf(bars.last().high));
    QVERIFY(
        chart("sizeTimeChart").summary().contains(QStringLiteral("most are between 16.4\u00A0kB and 65.5\u00A0kB")));
    QVERIFY(chart("frequencyTimeChart").frame().bars.isEmpty());
}

void TestCharts::historyGivesEveryChartItsPast()
{
    RollupRow row;
    const WallTime now = m_console->engine.now();
    row.startUnixSeconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count() - 60;
    row.requests = 10;
    row.failures = 4;
    row.frequencyHz = 10.0;
    row.placed = {6, 2, 2};
    row.latency = {10, 5.0, 6.0, 7.0};
    row.sizeBytes = {10, 1'000.0, 2'000.0, 3'000.0};
    row.failed[static_cast<std::size_t>(Outcome::BackendTimeout)] = 4;
    row.sizes[2] = 10;
    row.inFlight = 3.5;
    row.queued = 1.25;
    m_console->engine.historyAnswer = History{RollupStep::Second, {row}};
    m_console->open(); // as after a restart
    const auto valueOf = [&](const char* name, const QString& series) {
        const ChartData data = chart(name).data();
        const qsizetype column = data.names.indexOf(series);
        const qsizetype at = data.times.indexOf(row.startUnixSeconds * 1'000);
        return column < 0 || at < 0 ? std::nan("") : data.columns[column][at];
    };
    QTRY_COMPARE(valueOf("frequencyTimeChart", QStringLiteral("digits")), 10.0);
    QCOMPARE(valueOf("sizeTimeChart", QStringLiteral("p95")), 2'000.0);
    QCOMPARE(valueOf("latencyTimeChart", QStringLiteral("web p50")), 5.0);
    QCOMPARE(valueOf("shareTimeChart", QStringLiteral("local")), 0.6);
    QCOMPARE(valueOf("failuresTimeChart", QStringLiteral("backend too slow")), 4.0);
    QCOMPARE(valueOf("loadTimeChart", QStringLiteral("in flight")), 3.5);
    QCOMPARE(valueOf("loadTimeChart", QStringLiteral("waiting")), 1.25);
    QVERIFY(chart("sizeTimeChart").frame().bars[2].share > 0.99);
}

void TestCharts::aHistoryThatFailsIsToldOnceAndReadAgain()
{
    m_console->engine.storeFailure = Error{ErrorCode::Storage, "disk I/O error"};
    m_console->engine.historyQueries.clear();
    m_console->open();
    auto* page = m_console->find<QWidget>("OverviewPage");
    auto* text = page->findChild<QLabel*>(QStringLiteral("emptyTextLabel"));
    QTRY_VERIFY(text->isVisible() && text->text().contains(QStringLiteral("disk I/O error")));
    QCOMPARE(m_console->engine.historyQueries.size(), std::size_t{7});
    for (int i = 0; i < 5; ++i)
        m_console->engine.tick();
    QTest::qWait(250);
    QCOMPARE(m_console->engine.historyQueries.size(), std::size_t{7}); // not with every frame
    m_console->engine.storeFailure.reset();
    auto* retry = page->findChild<QToolButton*>(QStringLiteral("nextActionToolButton"));
    QVERIFY(retry->isVisible());
    retry->click();
    QTRY_COMPARE(m_console->engine.historyQueries.size(), std::size_t{14});
    QTRY_VERIFY(!text->isVisible());
    QTRY_VERIFY(std::isfinite(chart("frequencyTimeChart").frame().curves.first().points.at(10).y()));
}

void TestCharts::nothingIsToldByColourAlone()
{
    QTRY_COMPARE(chart("latencyTimeChart").frame().curves.size(), qsizetype{6});
    for (const Curve& curve : chart("latencyTimeChart").frame().curves) {
        const bool local = curve.name.startsWith(QStringLiteral("web"));
        const bool container = curve.name.startsWith(QStringLiteral("box"));
        QCOMPARE(curve.style, local ? Qt::SolidLine : container ? Qt::DashLine : Qt::DotLine);
        QVERIFY(curve.marker == (local ? Marker::Circle : container ? Marker::Square : Marker::Triangle));
    }
    QVERIFY(chart("loadTimeChart").frame().curves[0].style != chart("loadTimeChart").frame().curves[1].style);
    QVERIFY(chart("frequencyTimeChart").frame().curves[0].style != chart("frequencyTimeChart").frame().curves[1].style);
    std::vector<Marker> markers;
    for (const Band& band : chart("shareTimeChart").frame().bands)
        markers.push_back(band.marker);
    QVERIFY((markers == std::vector<Marker>{Marker::Circle, Marker::Square, Marker::Triangle, Marker::Cross}));
}

void TestCharts::tilesTellTheChange()
{
    History history;
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::seconds>(m_console->engine.now().time_since_epoch()).count();
    for (std::int64_t second = now - 599; second < now; ++second) {
        RollupRow row;
        row.startUnixSeconds = second;
        row.requests = second < now - 300 ? 20 : 30; // half as many again
        row.failures = 3;
        row.latency = {20, 4.0, second < now - 300 ? 20.0 : 10.0, 30.0};
        history.rows.push_back(row);
    }
    m_console->engine.historyAnswer = history;
    m_console->open();
    auto* requests = m_console->find<Tile>("requestsTile");
    QTRY_VERIFY2(requests->change().startsWith(QStringLiteral("\u2191 4")), qPrintable(requests->change()));
    QVERIFY2(requests->toolTip().contains(QStringLiteral("20.0\u00A0/s in the one before")),
             qPrintable(requests->toolTip()));
    auto* latency = m_console->find<Tile>("latencyTile");
    QVERIFY2(latency->change().startsWith(QStringLiteral("\u2193 4")), qPrintable(latency->change()));
    QVERIFY(requests->accessibleDescription().contains(requests->change()));
}

void TestCharts::aChangeIsTakenBackFromItsLine()
{
    m_console->engine.raiseEvent(Severity::Info, "digits:box", "up after 3.1 s");
    (void)m_console->engine.apply(PutThresholds{"digits", {35.0, 262'144}}, Actor{"api"});
    auto* lines = m_console->find<EventLines>("eventLines");
    QTRY_VERIFY2(lines->text().contains(QStringLiteral("by api")), qPrintable(lines->text()));
    QVERIFY(lines->text().contains(QStringLiteral("up after 3.1 s")));
    const QToolButton* undo = nullptr;
    for (const auto* each : lines->findChildren<QToolButton*>()) {
        if (each->isVisible())
            undo = each;
    }
    QVERIFY(undo != nullptr);
    QVERIFY(undo->accessibleName().contains(QStringLiteral("35")));
    const_cast<QToolButton*>(undo)->click();
    QTRY_COMPARE(m_console->engine.configuration()->applications[0].thresholds.frequencyHz, 20.0);
    QCOMPARE(m_console->engine.changes.back().actor, std::string("console"));
}

void TestCharts::theGridFollowsTheWidth()
{
    auto* grid = m_console->find<ChartGrid>("chartScrollArea");
    QTRY_COMPARE(grid->columns(), 2);
    QVERIFY(grid->widget()->height() > grid->viewport()->height()); // scrolled, not squeezed
    for (const char* name : kCharts)
        QVERIFY2(chart(name).height() >= 180 && chart(name).width() >= 400, name);
    m_console->window->resize(1920, 1080);
    QTRY_COMPARE(grid->columns(), 3);
    QTRY_VERIFY(grid->widget()->height() <= grid->viewport()->height());
    QVERIFY(chart("frequencyTimeChart").height() > 240);
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
