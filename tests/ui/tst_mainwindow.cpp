// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLibraryInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSet>
#include <QTableWidget>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/backendwizard.h"
#include "ui/language.h"
#include "ui/theme.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

bool isInteractive(const QWidget* widget)
{
    if (QLatin1String(widget->metaObject()->className()).startsWith(QLatin1String("QComboBox"))
        && qobject_cast<const QComboBox*>(widget) == nullptr)
        return false; // the list of a named one
    if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->focusPolicy() == Qt::NoFocus)
        return false;
    if (qobject_cast<const QAbstractSpinBox*>(widget->parent()) || qobject_cast<const QComboBox*>(widget->parent()))
        return false; // a part of a named one
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget)
           || qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QLineEdit*>(widget)
           || qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
}

QStringList unnamedIn(const QWidget* root)
{
    QStringList unnamed;
    for (const QWidget* widget : root->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        const bool inside = qobject_cast<const QAbstractItemView*>(widget->parentWidget()) != nullptr;
        if (isInteractive(widget) && !named && !inside)
            unnamed.append(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName());
    }
    return unnamed;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_console = std::make_unique<ConsoleFixture>(); }
    void cleanup() { m_console.reset(); }
    void everyInteractiveWidgetHasAName();
    void noShortcutIsThereTwice();
    void everyActionSaysWhatItDoes();
    void theShortcutListComesFromTheRegistry();
    void aQuestionMarkListsShortcutsButNotInAField();
    void pagesByKeyboardAndList();
    void theThemeSwitches();
    void theThemeHasContrast_data();
    void theThemeHasContrast();
    void theLanguageSwitchesAndKeepsThePlace();
    void translationsAreComplete_data();
    void translationsAreComplete();
    void theWindowKeepsItsShape();
    void theStatusBarSaysWhatTheGatewayAdds();
    void undoRestoresAfterManyEdits();

private:
    std::unique_ptr<ConsoleFixture> m_console;
};

void TestMainWindow::everyInteractiveWidgetHasAName()
{
    for (int page = 0; page < m_console->find<QListWidget>("NavigationListView")->count(); ++page) {
        m_console->window->showPage(page);
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(m_console->window->actions().find(QStringLiteral("registerBackendAction"))->isEnabled());
    m_console->window->actions().find(QStringLiteral("registerBackendAction"))->trigger();
    QVERIFY(m_console->window->findChild<BackendWizard*>() != nullptr);
    const QStringList unnamed = unnamedIn(m_console->window.get());
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QStringLiteral(", "))));
}

void TestMainWindow::noShortcutIsThereTwice()
{
    QSet<QString> seen;
    int count = 0;
    for (const QAction* action : m_console->window->actions().all()) {
        for (const QKeySequence& shortcut : action->shortcuts()) {
            const QString text = shortcut.toString();
            QVERIFY2(!seen.contains(text), qPrintable(text));
            QVERIFY2(text.contains(QLatin1Char('+')) || text == QStringLiteral("F1") || text == QStringLiteral("?")
                         || text == QStringLiteral("/"),
                     qPrintable(text)); // no single key acts
            seen.insert(text);
            ++count;
        }
    }
    QVERIFY(count >= 15);
}

void TestMainWindow::everyActionSaysWhatItDoes()
{
    QSet<QString> ids;
    for (const QAction* action : m_console->window->actions().all()) {
        QVERIFY2(!ids.contains(action->objectName()), qPrintable(action->objectName()));
        ids.insert(action->objectName());
        QVERIFY2(!action->text().isEmpty() && !action->whatsThis().isEmpty(), qPrintable(action->objectName()));
    }
}

void TestMainWindow::theShortcutListComesFromTheRegistry()
{
    QTest::keyClick(m_console->window.get(), Qt::Key_F1);
    QTRY_VERIFY(m_console->window->findChild<QTableWidget*>(QStringLiteral("shortcutTableWidget")) != nullptr);
    const auto& actions = m_console->window->actions().all();
    const auto withKeys =
        std::count_if(actions.begin(), actions.end(), [](const QAction* each) { return !each->shortcut().isEmpty(); });
    QCOMPARE(m_console->find<QTableWidget>("shortcutTableWidget")->rowCount(), static_cast<int>(withKeys));
}

void TestMainWindow::aQuestionMarkListsShortcutsButNotInAField()
{
    const auto dialogs = [this] {
        return m_console->window->findChildren<QTableWidget*>(QStringLiteral("shortcutTableWidget")).size();
    };
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    QLineEdit* field = nullptr;
    for (auto* each : m_console->find<QWidget>("RequestsPage")->findChildren<QLineEdit*>()) {
        if (field == nullptr && each->isVisible() && each->isEnabled() && !each->isReadOnly())
            field = each;
    }
    QVERIFY(field != nullptr);
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("?"));
    QCOMPARE(field->text(), QStringLiteral("?"));
    QCOMPARE(dialogs(), 0);
    m_console->find<QListWidget>("NavigationListView")->setFocus();
    QTest::keyClick(m_console->window.get(), Qt::Key_Question);
    QTRY_COMPARE(dialogs(), 1);
    bool shown = false;
    for (int row = 0; row < m_console->find<QTableWidget>("shortcutTableWidget")->rowCount(); ++row)
        shown =
            shown
            || m_console->find<QTableWidget>("shortcutTableWidget")->item(row, 0)->text() == QStringLiteral("F1; ?");
    QVERIFY(shown);
}

void TestMainWindow::pagesByKeyboardAndList()
{
    auto* pages = m_console->find<QListWidget>("NavigationListView");
    QVERIFY(pages->count() >= 4);
    const int requests = m_console->rowOf("RequestsPage");
    QTest::keyClick(m_console->window.get(), static_cast<Qt::Key>(Qt::Key_1 + requests), Qt::ControlModifier);
    QTRY_COMPARE(pages->currentRow(), requests);
    QVERIFY(m_console->find<QWidget>("RequestsPage")->isVisible());
    pages->setCurrentRow(m_console->rowOf("BackendsPage"));
    QVERIFY(m_console->find<QWidget>("BackendsPage")->isVisible());
}

void TestMainWindow::theThemeSwitches()
{
    ThemeSwitch& theme = m_console->window->theme();
    m_console->window->actions().find(QStringLiteral("themeDarkAction"))->trigger();
    QVERIFY(theme.isDark());
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
    m_console->window->actions().find(QStringLiteral("themeLightAction"))->trigger();
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
    m_console->window->actions().find(QStringLiteral("themeHighContrastAction"))->trigger();
    QVERIFY(theme.isHighContrast() && theme.isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(Qt::black));
    m_console->open(); // remembered
    QVERIFY(m_console->window->theme().mode() == ThemeSwitch::Mode::HighContrast);
    QVERIFY(m_console->window->theme().isHighContrast());
}

void TestMainWindow::theThemeHasContrast_data()
{
    QTest::addColumn<ThemeSwitch::Mode>("mode");
    QTest::newRow("light") << ThemeSwitch::Mode::Light;
    QTest::newRow("dark") << ThemeSwitch::Mode::Dark;
    QTest::newRow("high contrast") << ThemeSwitch::Mode::HighContrast;
}

void TestMainWindow::theThemeHasContrast()
{
    QFETCH(ThemeSwitch::Mode, mode);
    m_console->window->theme().setMode(mode);
    const QPalette palette = QApplication::palette();
    const ThemeColors& c = themeColors(palette);
    for (const QColor& back : {c.window, c.surface, c.sidebar}) {
        for (const QColor& words : {c.text, c.muted, c.failureText, c.warning, c.thresholdText})
            QVERIFY2(contrast(words, back) >= 4.5, qPrintable(words.name() + QLatin1Char(' ') + back.name()));
    }
    QVERIFY(contrast(c.text, c.chosen) >= 4.5);
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    for (const auto& lines :
         {std::vector<QColor>(c.tierLine.begin(), c.tierLine.end()),
          std::vector<QColor>(c.plain.begin(), c.plain.end()), std::vector<QColor>{c.failure, c.accent, c.good}}) {
        for (const QColor& line : lines)
            QVERIFY2(contrast(line, c.surface) >= 3.0, qPrintable(line.name()));
    }
}

void TestMainWindow::theLanguageSwitchesAndKeepsThePlace()
{
    m_console->window->showPage(QStringLiteral("BackendsPage"));
    m_console->window->actions().find(QStringLiteral("language_zh_CNAction"))->trigger();
    QTRY_COMPARE(m_console->find<QListWidget>("NavigationListView")->item(m_console->rowOf("BackendsPage"))->text(),
                 QStringLiteral("后端"));
    QCOMPARE(m_console->find<QListWidget>("NavigationListView")->currentRow(), m_console->rowOf("BackendsPage"));
    QCOMPARE(m_console->window->windowTitle(), QStringLiteral("StraightLine 控制台"));
    // All that is on screen is translated: no English word of ours is left on the first page.
    m_console->window->showPage(QStringLiteral("OverviewPage"));
    for (const QLabel* label : m_console->find<QWidget>("OverviewPage")->findChildren<QLabel*>())
        QVERIFY2(!label->text().contains(QStringLiteral("Requests"))
                     && !label->text().contains(QStringLiteral("threshold")),
                 qPrintable(label->text()));
    // So are the buttons of dialogs that are Qt's, where its translations are installed.
    const QString cancel = QCoreApplication::translate("QPlatformTheme", "Cancel");
    if (QFile::exists(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_zh_CN.qm")))
        QCOMPARE(cancel, QStringLiteral("取消"));
    else
        qInfo("Qt's own words are not tested: its translations (qt6-translations-l10n) are not installed");
    m_console->window->actions().find(QStringLiteral("language_enAction"))->trigger();
    QTRY_COMPARE(m_console->find<QListWidget>("NavigationListView")->item(m_console->rowOf("BackendsPage"))->text(),
                 QStringLiteral("Backends"));
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
}

void TestMainWindow::translationsAreComplete_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("Simplified Chinese") << QStringLiteral("straightline_zh_CN.ts");
    QTest::newRow("English plurals") << QStringLiteral("straightline_en.ts");
}

void TestMainWindow::translationsAreComplete()
{
    QFETCH(QString, file);
    QFile source(QStringLiteral(TRANSLATIONS_DIR "/") + file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&source);
    QString text;
    int messages = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("source"))
            text = xml.readElementText();
        if (xml.name() != QLatin1String("translation"))
            continue;
        QVERIFY2(xml.attributes().value(QLatin1String("type")).isEmpty(), qPrintable(text));
        const QString translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        QVERIFY2(!translation.isEmpty(), qPrintable(text));
        for (const char* place : {"%1", "%2", "%3", "%4", "%5", "%6", "%7", "%n"})
            QVERIFY2(text.contains(QLatin1String(place)) == translation.contains(QLatin1String(place)),
                     qPrintable(text));
        ++messages;
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(messages >= (file.contains(QStringLiteral("zh")) ? 400 : 5));
}

void TestMainWindow::theWindowKeepsItsShape()
{
    QVERIFY2(m_console->window->minimumSizeHint().width() <= 1'111,
             qPrintable(QString::number(m_console->window->minimumSizeHint().width())));
    m_console->window->showPage(QStringLiteral("RequestsPage"));
    m_console->find<QComboBox>("rangeComboBox")->setCurrentIndex(3);
    m_console->window->close();
    m_console->window = std::make_unique<MainWindow>(m_console->engine);
    const QSettings stored(QStringLiteral("StraightLine"), QStringLiteral("Console"));
    QVERIFY(m_console->window->restoreGeometry(stored.value(QStringLiteral("window/geometry")).toByteArray()));
    QCOMPARE(m_console->find<QListWidget>("NavigationListView")->currentRow(), m_console->rowOf("RequestsPage"));
    QCOMPARE(m_console->find<QComboBox>("rangeComboBox")->currentIndex(), 3);
}

void TestMainWindow::theStatusBarSaysWhatTheGatewayAdds()
{
    QTRY_COMPARE(m_console->find<QLabel>("ingestLabel")->text(), QStringLiteral("ingest 127.0.0.1:8080"));
    Snapshot snapshot = *m_console->engine.snapshot();
    snapshot.sequence += 1;
    snapshot.gateway.overhead = {100, 0.04, 0.1, 0.3};
    snapshot.storeBehind = 1'234;
    snapshot.gateway.droppedRecords = 1;
    m_console->engine.setSnapshot(snapshot);
    QTRY_COMPARE(m_console->find<QLabel>("storeLabel")->text(), QStringLiteral("store 1,234 behind"));
    QCOMPARE(m_console->find<QLabel>("overheadLabel")->text().replace(QChar(0xA0), QLatin1Char(' ')),
             QStringLiteral("gateway adds p50 40.0 µs, p99 300 µs"));
    QCOMPARE(m_console->find<QLabel>("lostLabel")->text(), QStringLiteral("1 record lost"));
}

void TestMainWindow::undoRestoresAfterManyEdits()
{
    QTRY_VERIFY(m_console->window->actions().find(QStringLiteral("registerBackendAction"))->isEnabled());
    const SiteConfiguration before = *m_console->engine.configuration();
    auto* policy = m_console->find<QComboBox>("policyComboBox");
    QTRY_VERIFY(policy->isEnabled());
    const auto edits = [&] { return m_console->engine.changes.size(); };
    for (int i = 0; i < 6; ++i) {
        const std::size_t count = edits();
        policy->setCurrentIndex((i + 1) % 7);
        Q_EMIT policy->activated((i + 1) % 7);
        QTRY_COMPARE(edits(), count + 1);
    }
    QAction* undo = m_console->window->actions().find(QStringLiteral("undoAction"));
    for (int i = 0; i < 6; ++i) {
        QTRY_VERIFY(undo->isEnabled());
        undo->trigger();
    }
    QTRY_VERIFY(m_console->engine.configuration()->applications == before.applications);
    QTRY_VERIFY(!undo->isEnabled());
    QTRY_COMPARE(edits(), std::size_t{12});
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
