// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QTableView>
#include <QTest>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/models/backendsmodel.h"
#include "ui/text/fuzzy.h"

using namespace straightline;
using namespace straightline::ui;

/// Ctrl+K: everything the console can do, by a few letters and without the mouse.
class TestPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_console = std::make_unique<ConsoleFixture>(); }
    void cleanup() { m_console.reset(); }
    void lettersStandForAText_data();
    void lettersStandForAText();
    void theBetterFitComesFirst();
    void itListsEveryActionWithItsShortcut();
    void itGoesToAPage();
    void itGoesToABackend();
    void itGoesToAnApplication();
    void whatIsOffSaysWhyAndDoesNothing();
    void nothingFoundSaysSo();
    void escClosesIt();

private:
    QLineEdit* open();
    QString chosen(int role = Qt::DisplayRole) const;

    std::unique_ptr<ConsoleFixture> m_console;
};

QLineEdit* TestPalette::open()
{
    QTest::keyClick(m_console->window.get(), Qt::Key_K, Qt::ControlModifier);
    if (!QTest::qWaitFor([this] { return m_console->window->findChild<CommandPalette*>() != nullptr; }))
        qFatal("the palette did not open");
    auto* words = m_console->find<QLineEdit>("paletteLineEdit");
    new QAbstractItemModelTester(m_console->find<QListView>("paletteListView")->model(), words);
    return words;
}

QString TestPalette::chosen(int role) const
{
    return m_console->find<QListView>("paletteListView")->currentIndex().data(role).toString();
}

void TestPalette::lettersStandForAText_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("nothing stands for all") << QString() << QStringLiteral("Undo") << true;
    QTest::newRow("first letters of words") << QStringLiteral("gtb") << QStringLiteral("Go to backend") << true;
    QTest::newRow("capitals do not matter") << QStringLiteral("UNDO") << QStringLiteral("undo") << true;
    QTest::newRow("words in any order") << QStringLiteral("back go") << QStringLiteral("Go to backend") << true;
    QTest::newRow("letters in the wrong order") << QStringLiteral("oD") << QStringLiteral("do") << false;
    QTest::newRow("a letter that is not there") << QStringLiteral("undoz") << QStringLiteral("Undo") << false;
    QTest::newRow("a letter that is there once") << QStringLiteral("uu") << QStringLiteral("Undo") << false;
    QTest::newRow("an empty text") << QStringLiteral("u") << QString() << false;
    QTest::newRow("Chinese") << QStringLiteral("撤") << QStringLiteral("撤销") << true;
}

void TestPalette::lettersStandForAText()
{
    QFETCH(QString, typed);
    QFETCH(QString, text);
    QFETCH(bool, fits);
    QCOMPARE(fuzzyScore(typed, text).has_value(), fits);
}

void TestPalette::theBetterFitComesFirst()
{
    const auto score = [](const char* typed, const char* text) {
        return fuzzyScore(QString::fromLatin1(typed), QString::fromLatin1(text)).value_or(-1'000);
    };
    QVERIFY(score("red", "Redeploy") > score("red", "Resume a drained one")); // in a row
    QVERIFY(score("rb", "Register backend") > score("rb", "Arbiter"));        // starts of words
    QVERIFY(score("undo", "Undo") > score("undo", "Undo: threshold of digits"));
}

void TestPalette::itListsEveryActionWithItsShortcut()
{
    open();
    const QAbstractItemModel* model = m_console->find<QListView>("paletteListView")->model();
    QVERIFY(model->rowCount() >= m_console->window->actions().all().size() - 1);
    for (const QAction* action : m_console->window->actions().all()) {
        if (action->objectName() == QStringLiteral("paletteAction"))
            continue;
        const QModelIndexList found =
            model->match(model->index(0, 0), PaletteModel::HintRole, action->whatsThis(), -1, Qt::MatchExactly);
        const bool there = std::any_of(found.begin(), found.end(), [&](const QModelIndex& row) {
            return row.data(PaletteModel::ShortcutRole).toString()
                   == action->shortcut().toString(QKeySequence::NativeText);
        });
        QVERIFY2(there, qPrintable(action->objectName()));
    }
}

void TestPalette::itGoesToAPage()
{
    QTest::keyClicks(open(), QStringLiteral("gotoreq"));
    QCOMPARE(chosen(), QStringLiteral("Go to Requests"));
    QTest::keyClick(m_console->find<QLineEdit>("paletteLineEdit"), Qt::Key_Return);
    QTRY_VERIFY(m_console->find<QWidget>("RequestsPage")->isVisible());
    QTRY_VERIFY(m_console->window->findChild<CommandPalette*>() == nullptr);
}

void TestPalette::itGoesToABackend()
{
    QTRY_VERIFY(m_console->find<QComboBox>("applicationComboBox")->count() > 1);
    QTest::keyClicks(open(), QStringLiteral("digits:box"));
    QCOMPARE(chosen(), QStringLiteral("Go to backend digits:box"));
    QTest::keyClick(m_console->find<QLineEdit>("paletteLineEdit"), Qt::Key_Return);
    QTRY_VERIFY(m_console->find<QWidget>("BackendsPage")->isVisible());
    QTRY_COMPARE(m_console->find<QTableView>("backendsTable")->currentIndex().data(BackendsModel::IdRole).toString(),
                 QStringLiteral("digits:box"));
}

void TestPalette::itGoesToAnApplication()
{
    QTRY_VERIFY(m_console->find<QComboBox>("applicationComboBox")->count() > 1);
    QTest::keyClicks(open(), QStringLiteral("application thumbs"));
    QCOMPARE(chosen(), QStringLiteral("Go to application thumbs"));
    QTest::keyClick(m_console->find<QLineEdit>("paletteLineEdit"), Qt::Key_Return);
    QTRY_COMPARE(m_console->find<QComboBox>("applicationComboBox")->currentText(), QStringLiteral("thumbs"));
}

void TestPalette::whatIsOffSaysWhyAndDoesNothing()
{
    QLineEdit* words = open();
    QTest::keyClicks(words, QStringLiteral("undo"));
    QCOMPARE(chosen(), QStringLiteral("Undo"));
    QCOMPARE(chosen(PaletteModel::WhyNotRole), QStringLiteral("There is nothing to undo."));
    QTest::keyClick(words, Qt::Key_Return);
    QVERIFY(words->isVisible());
}

void TestPalette::nothingFoundSaysSo()
{
    QLineEdit* words = open();
    QTest::keyClicks(words, QStringLiteral("qqqqqq"));
    QVERIFY(m_console->find<QLabel>("paletteNothingLabel")->isVisible());
    QTest::keyClick(words, Qt::Key_Return); // harmless
    words->clear();
    QVERIFY(!m_console->find<QLabel>("paletteNothingLabel")->isVisible());
    QTest::keyClick(words, Qt::Key_Down);
    QCOMPARE(m_console->find<QListView>("paletteListView")->currentIndex().row(), 1);
    QTest::keyClick(words, Qt::Key_Up);
    QTest::keyClick(words, Qt::Key_Up);
    QCOMPARE(m_console->find<QListView>("paletteListView")->currentIndex().row(), 0);
}

void TestPalette::escClosesIt()
{
    QTest::keyClick(open(), Qt::Key_Escape);
    QTRY_VERIFY(m_console->window->findChild<CommandPalette*>() == nullptr);
}

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
