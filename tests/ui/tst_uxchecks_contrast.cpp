// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QPainter>
#include <QRadioButton>
#include <QStyleOptionButton>

#include "tests/ui/contrastmeter.h"
#include "tests/ui/everyplace.h"
#include "tests/ui/previewdata.h"
#include "ui/theme.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

/// A line on white, of a colour and width.
class Line final : public QWidget
{
public:
    QColor color;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(rect(), Qt::white);
        painter.setPen(QPen(color, 1.2, Qt::DashLine));
        painter.drawLine(QPointF(0, 10), QPointF(200, 90));
    }
};

} // namespace

/// What is drawn can be read: measured on rendered pages and dialogs, in every theme.
class TestUxContrast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMeterTellsTheRatio_data();
    void theMeterTellsTheRatio();
    void theMeterTellsTheRatioOfALine();
    void boxesHaveEdges_data();
    void boxesHaveEdges();
    void everythingStandsOut_data();
    void everythingStandsOut();
};

void TestUxContrast::theMeterTellsTheRatio_data()
{
    QTest::addColumn<QColor>("color");
    for (const char* name : {"#000000", "#595959", "#767676", "#949494", "#D55E00"})
        QTest::newRow(name) << QColor(QLatin1String(name));
}

void TestUxContrast::theMeterTellsTheRatio()
{
    QFETCH(QColor, color);
    QWidget window;
    window.setStyleSheet(QStringLiteral("background: white"));
    auto* label = new QLabel(QStringLiteral("Hamburgefonts 1234"), &window);
    label->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
    label->resize(label->sizeHint());
    window.resize(300, 60);
    window.show();
    const double ratio = ContrastMeter(&window).text(label, label->rect());
    const double exact = contrastRatio(color, Qt::white);
    QVERIFY2(ratio > 0.9 * exact && ratio < 1.01 * exact, qPrintable(QStringLiteral("%1 %2").arg(ratio).arg(exact)));
}

void TestUxContrast::theMeterTellsTheRatioOfALine()
{
    Line line;
    line.resize(200, 100);
    std::vector<QPointF> points;
    for (int x = 10; x < 190; ++x)
        points.emplace_back(x, 10.0 + 0.4 * x);
    for (const char* name : {"#B57B00", "#E69F00", "#0072B2"}) {
        line.color = QColor(QLatin1String(name));
        const double ratio = ContrastMeter(&line).line(&line, points);
        const double exact = contrastRatio(line.color, Qt::white);
        QVERIFY2(ratio > 0.9 * exact && ratio < 1.01 * exact,
                 qPrintable(QStringLiteral("%1 %2").arg(ratio).arg(exact)));
    }
}

void TestUxContrast::boxesHaveEdges_data()
{
    QTest::addColumn<ThemeSwitch::Mode>("mode");
    QTest::newRow("light") << ThemeSwitch::Mode::Light;
    QTest::newRow("dark") << ThemeSwitch::Mode::Dark;
    QTest::newRow("high contrast") << ThemeSwitch::Mode::HighContrast;
}

void TestUxContrast::boxesHaveEdges()
{
    QFETCH(ThemeSwitch::Mode, mode);
    ConsoleFixture console;
    console.window->theme().setMode(mode);
    QWidget window;
    QFrame card(&window);
    card.setProperty("card", true);
    card.resize(200, 100);
    QCheckBox check(QStringLiteral("check"), &card);
    QRadioButton radio(QStringLiteral("radio"), &card);
    check.move(20, 20);
    radio.move(20, 60);
    window.show();
    const auto mark = [&window](const QWidget* button, QStyle::SubElement part, const QStyleOptionButton& option) {
        const QRectF box = button->style()->subElementRect(part, &option, button);
        return ContrastMeter(&window).mark(button, box.adjusted(-4, -4, 4, 4));
    };
    for (const bool checked : {false, true}) {
        check.setChecked(checked);
        radio.setChecked(checked);
        QStyleOptionButton option;
        option.initFrom(&check);
        QVERIFY(mark(&check, QStyle::SE_CheckBoxIndicator, option) >= 3.0);
        option.initFrom(&radio);
        QVERIFY(mark(&radio, QStyle::SE_RadioButtonIndicator, option) >= 3.0);
    }
}

void TestUxContrast::everythingStandsOut_data()
{
    QTest::addColumn<ThemeSwitch::Mode>("mode");
    QTest::addColumn<bool>("failing");
    for (const bool failing : {false, true}) {
        const char* state = failing ? "all failing" : "at work";
        QTest::addRow("light, %s", state) << ThemeSwitch::Mode::Light << failing;
        QTest::addRow("dark, %s", state) << ThemeSwitch::Mode::Dark << failing;
        QTest::addRow("high contrast, %s", state) << ThemeSwitch::Mode::HighContrast << failing;
    }
}

void TestUxContrast::everythingStandsOut()
{
    QFETCH(ThemeSwitch::Mode, mode);
    QFETCH(bool, failing);
    ConsoleFixture console;
    console.window->theme().setMode(mode);
    console.window->resize(1280, 1000); // all charts are seen
    if (failing)
        fillFailed(console.engine);
    else
        fillLively(console.engine);
    letSettle(200);
    for (const char* button : {"p50ToolButton", "p95ToolButton", "p99ToolButton"})
        console.find<QAbstractButton>(button)->setChecked(true);
    QStringList found;
    const auto look = [&](QWidget* root, const QString& place) {
        letSettle(100);
        for (const QString& each : lowContrasts(root))
            found.append(place + QStringLiteral(": ") + each);
    };
    atEveryPage(console, look);
    if (!failing)
        atEveryDialog(console, look);
    found.removeDuplicates();
    for (const QString& each : std::as_const(found))
        qWarning("%s", qPrintable(each));
    QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("%1 are too weak").arg(found.size())));
}

QTEST_MAIN(TestUxContrast)
#include "tst_uxchecks_contrast.moc"
