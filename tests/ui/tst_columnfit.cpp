// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QToolTip>

#include "tests/ui/everyplace.h"
#include "tests/ui/previewdata.h"
#include "ui/language.h"
#include "ui/models/containersmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/tableheader.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

constexpr int kColumns = 5;
constexpr int kWide = 800;
constexpr int kNarrow = 370;

/// Five texts of ten characters each; the third and fourth are hidden first, the second becomes narrower.
struct Shown {
    explicit Shown(int width)
        : model(1, kColumns)
        , table(QStringLiteral("fittedTable"), QStringLiteral("Fitted"))
    {
        for (int column = 0; column < kColumns; ++column) {
            model.setItem(0, column, new QStandardItem(QStringLiteral("a text of some length")));
            model.setHorizontalHeaderItem(column, new QStandardItem(QStringLiteral("C%1").arg(column)));
        }
        table.setYielding({{2, 3}, {{1, 6}}});
        table.setUp(&model, QList<int>(kColumns, 10));
        table.resize(width, 200);
        table.show();
        (void)QTest::qWaitForWindowExposed(&table);
    }

    QAction* menuAction(const QString& text)
    {
        menu.clear();
        table.fillColumnMenu(menu);
        for (QAction* each : menu.actions()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }

    /// Moves the right edge of a column as the mouse does.
    void drag(int column, int by)
    {
        QWidget* header = table.horizontalHeader()->viewport();
        const int right = table.horizontalHeader()->sectionViewportPosition(column) + table.columnWidth(column) - 2;
        QTest::mousePress(header, Qt::LeftButton, {}, QPoint(right, 8));
        QMouseEvent move(QEvent::MouseMove, QPointF(right + by, 8), header->mapToGlobal(QPointF(right + by, 8)),
                         Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(header, &move);
        QTest::mouseRelease(header, Qt::LeftButton, {}, QPoint(right + by, 8));
    }

    bool scrolls() const { return table.horizontalScrollBar()->maximum() > 0; }

    QStandardItemModel model;
    QMenu menu;
    DataTable table;
};

} // namespace

/// Tables at widths that are too small for their columns.
class TestColumnFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void noPageScrollsSideways_data();
    void noPageScrollsSideways();
    void theTagOfAnImageStaysInSight();
    void whatYieldsComesBackWithRoom();
    void aColumnChosenByHandStays();
    void aDraggedWidthStays();
    void theArrowCoversNoTitle_data();
    void theArrowCoversNoTitle();
    void aTextThatIsCutIsWholeInItsTip();

private:
    QTemporaryDir m_settings;
};

void TestColumnFit::init()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console")).clear();
}

void TestColumnFit::noPageScrollsSideways_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("all");
    for (const char* language : {"en", "zh_CN"}) {
        QTest::addRow("%s, one application", language) << QString::fromLatin1(language) << false;
        QTest::addRow("%s, all applications", language) << QString::fromLatin1(language) << true;
    }
}

void TestColumnFit::noPageScrollsSideways()
{
    QFETCH(const QString, language);
    QFETCH(const bool, all);
    ConsoleFixture console;
    fillLively(console.engine);
    console.window->language().setCode(language);
    letSettle(200);
    auto* applications = console.find<QComboBox>("applicationComboBox");
    QTRY_VERIFY(applications->count() > 1);
    applications->setCurrentIndex(all ? 0 : 1);
    Q_EMIT applications->activated(applications->currentIndex());
    QStringList found;
    int seen = 0;
    atEveryPage(console, [&](QWidget* window, const QString& place) {
        QCOMPARE(window->size(), QSize(1280, 720));
        for (const DataTable* table : window->findChildren<DataTable*>()) {
            if (!table->isVisible())
                continue;
            ++seen;
            if (!QTest::qWaitFor([table] { return table->horizontalScrollBar()->maximum() == 0; }, 2'000))
                found.append(QStringLiteral("%1: %2 by %3")
                                 .arg(place, table->objectName())
                                 .arg(table->horizontalScrollBar()->maximum()));
        }
    });
    QVERIFY2(seen >= 7, qPrintable(QString::number(seen)));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestColumnFit::theTagOfAnImageStaysInSight()
{
    ConsoleFixture console;
    fillLively(console.engine);
    console.window->showPage(QStringLiteral("ContainersPage"));
    auto* table = console.find<DataTable>("containersTable");
    QTRY_VERIFY(table->isColumnHidden(ContainersModel::Ports)); // the least of them
    QVERIFY(!table->isColumnHidden(ContainersModel::Image));
    console.window->resize(1920, 1080);
    QTRY_VERIFY(!table->isColumnHidden(ContainersModel::Ports));
    QVERIFY(!table->isColumnHidden(ContainersModel::Digest));
}

void TestColumnFit::whatYieldsComesBackWithRoom()
{
    Shown shown(kWide);
    const int usual = shown.table.columnWidth(0);
    QVERIFY(!shown.scrolls());
    QVERIFY(!shown.table.isColumnHidden(2));
    QCOMPARE(shown.table.columnWidth(1), usual);
    shown.table.resize(kNarrow, 200);
    QTRY_VERIFY(shown.table.isColumnHidden(2));
    QVERIFY(!shown.table.isColumnHidden(3));
    QTRY_VERIFY(!shown.scrolls());
    QVERIFY(shown.table.columnWidth(1) < usual);
    QCOMPARE(shown.table.columnWidth(0), usual);
    QCOMPARE(shown.table.horizontalHeader()->length(), shown.table.viewport()->width());
    shown.table.resize(150, 200);
    QTRY_VERIFY(shown.table.isColumnHidden(3));
    QTRY_VERIFY(shown.scrolls()); // there is a least
    shown.table.resize(kWide, 200);
    QTRY_VERIFY(!shown.table.isColumnHidden(2));
    QVERIFY(!shown.table.isColumnHidden(3));
    QCOMPARE(shown.table.columnWidth(1), usual);
    QVERIFY(shown.table.columnWidth(kColumns - 1) > usual);
}

void TestColumnFit::aColumnChosenByHandStays()
{
    {
        Shown shown(kNarrow);
        QVERIFY(shown.table.isColumnHidden(2));
        QVERIFY(shown.menuAction(QStringLiteral("&Arrange anew")) == nullptr);
        shown.menuAction(QStringLiteral("C2"))->trigger();
        QVERIFY(!shown.table.isColumnHidden(2));
        shown.table.resize(kNarrow - 10, 200);
        QVERIFY(!shown.table.isColumnHidden(2));
    }
    Shown again(kNarrow);
    QVERIFY(!again.table.isColumnHidden(2));
    again.menuAction(QStringLiteral("&Arrange anew"))->trigger();
    QTRY_VERIFY(again.table.isColumnHidden(2));
    again.table.resize(kWide, 200);
    QTRY_VERIFY(!again.table.isColumnHidden(2));
    again.menuAction(QStringLiteral("C2"))->trigger(); // hidden by hand: there is room, and it stays away
    again.table.resize(kWide + 100, 200);
    QVERIFY(again.table.isColumnHidden(2));
}

void TestColumnFit::aDraggedWidthStays()
{
    int dragged = 0;
    {
        Shown shown(kWide);
        const int before = shown.table.columnWidth(0);
        shown.drag(0, 70);
        dragged = shown.table.columnWidth(0);
        QCOMPARE(dragged, before + 70);
        shown.table.resize(kNarrow, 200);
        QCOMPARE(shown.table.columnWidth(0), dragged);
        QTRY_VERIFY(shown.scrolls()); // nothing gives way any more
    }
    Shown again(kNarrow);
    QCOMPARE(again.table.columnWidth(0), dragged);
    again.menuAction(QStringLiteral("&Arrange anew"))->trigger();
    QTRY_VERIFY(!again.scrolls());
    QVERIFY(again.table.columnWidth(0) < dragged);
}

void TestColumnFit::theArrowCoversNoTitle_data()
{
    QTest::addColumn<int>("alignment");
    QTest::addColumn<QString>("title");
    QTest::newRow("numbers") << static_cast<int>(Qt::AlignRight) << QStringLiteral("Total");
    QTest::newRow("words") << static_cast<int>(Qt::AlignLeft) << QStringLiteral("Backend");
    QTest::newRow("numbers in Chinese") << static_cast<int>(Qt::AlignRight)
                                        << QStringLiteral("\u5b58\u5728\u65f6\u95f4");
    QTest::newRow("a title as wide as its column")
        << static_cast<int>(Qt::AlignRight) << QStringLiteral("Change of the p95 and more");
}

/// Nothing but the arrow's place differs when a column becomes the sorted one, and no letter stands there.
void TestColumnFit::theArrowCoversNoTitle()
{
    QFETCH(const int, alignment);
    QFETCH(const QString, title);
    Shown shown(kWide);
    shown.model.horizontalHeaderItem(1)->setText(title);
    shown.model.horizontalHeaderItem(1)->setTextAlignment(Qt::Alignment(alignment) | Qt::AlignVCenter);
    auto* header = qobject_cast<TableHeader*>(shown.table.horizontalHeader());
    QVERIFY(header->arrowRect().isEmpty());
    const QImage before = header->grab().toImage();
    header->setSortIndicator(1, Qt::DescendingOrder);
    const QImage after = header->grab().toImage();
    const QRect arrow = header->arrowRect();
    QVERIFY(arrow.width() > 4);
    const QColor ground = before.pixelColor(arrow.center());
    int changed = 0;
    for (int y = 0; y < after.height(); ++y) {
        for (int x = 0; x < after.width(); ++x) {
            const bool isArrow = arrow.contains(x, y);
            changed += before.pixel(x, y) != after.pixel(x, y);
            QVERIFY2(isArrow || before.pixel(x, y) == after.pixel(x, y), "more than the arrow has changed");
            QVERIFY2(!isArrow || before.pixelColor(x, y) == ground, "the arrow covers a title");
        }
    }
    QVERIFY(changed > 8);
}

void TestColumnFit::aTextThatIsCutIsWholeInItsTip()
{
    Shown shown(kNarrow);
    shown.model.item(0, 1)->setToolTip(QStringLiteral("what it means"));
    const auto tipOf = [&](int column) {
        const QRect cell = shown.table.visualRect(shown.model.index(0, column));
        QHelpEvent event(QEvent::ToolTip, cell.center(), shown.table.viewport()->mapToGlobal(cell.center()));
        QToolTip::hideText();
        QCoreApplication::sendEvent(shown.table.viewport(), &event);
        return QToolTip::text();
    };
    QCOMPARE(tipOf(1), QStringLiteral("a text of some length\nwhat it means"));
    shown.model.item(0, 1)->setText(QStringLiteral("a"));
    QCOMPARE(tipOf(1), QStringLiteral("what it means"));
}

QTEST_MAIN(TestColumnFit)
#include "tst_columnfit.moc"
