// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAccessible>
#include <QAccessibleInterface>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QSet>
#include <QShortcut>
#include <QTabBar>

#include "tests/ui/everyplace.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

bool isInteractive(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::ButtonDropDown:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::List:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::Link:
        return true;
    default:
        return false;
    }
}

/// Roles whose inside is told by the thing itself.
bool isWhole(QAccessible::Role role)
{
    return role == QAccessible::Table || role == QAccessible::Tree || role == QAccessible::List
           || role == QAccessible::ComboBox || role == QAccessible::SpinBox || role == QAccessible::EditableText;
}

void walk(QAccessibleInterface* node, const QString& place, QStringList& unnamed, int& seen)
{
    if (node == nullptr || !node->isValid() || node->state().invisible)
        return;
    const QAccessible::Role role = node->role();
    if (isInteractive(role)) {
        ++seen;
        if (node->text(QAccessible::Name).trimmed().isEmpty()) {
            const QObject* object = node->object();
            unnamed.append(
                QStringLiteral("%1: %2 %3")
                    .arg(place,
                         object != nullptr ? QLatin1String(object->metaObject()->className()) : QLatin1String("?"),
                         object != nullptr ? object->objectName() : QString()));
        }
    }
    if (isWhole(role))
        return;
    for (int i = 0; i < node->childCount(); ++i)
        walk(node->child(i), place, unnamed, seen);
}

QChar mnemonic(const QString& text)
{
    for (qsizetype at = text.indexOf(u'&'); at >= 0 && at + 1 < text.size(); at = text.indexOf(u'&', at + 2)) {
        if (text[at + 1] != u'&')
            return text[at + 1].toUpper();
    }
    return {};
}

/// What Alt and a letter would reach in this window now, by letter.
QMap<QChar, QStringList> mnemonicsIn(QWidget* window)
{
    QMap<QChar, QStringList> all;
    const auto note = [&all](const QString& text) {
        if (const QChar letter = mnemonic(text); !letter.isNull())
            all[letter].append(text);
    };
    for (const QMenuBar* bar : window->findChildren<QMenuBar*>()) {
        for (const QAction* action : bar->actions())
            note(action->text());
    }
    for (const QAbstractButton* button : window->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->window() == window
            && qobject_cast<const QTabBar*>(button->parent()) == nullptr && !button->shortcut().isEmpty())
            note(button->text());
    }
    for (const QLabel* label : window->findChildren<QLabel*>()) {
        if (label->isVisible() && label->window() == window && label->buddy() != nullptr)
            note(label->text());
    }
    for (const QTabBar* bar : window->findChildren<QTabBar*>()) {
        for (int tab = 0; bar->isVisible() && bar->window() == window && tab < bar->count(); ++tab)
            note(bar->tabText(tab));
    }
    return all;
}

} // namespace

/// What holds for the whole console, whoever wrote which page: run over every page, tab and dialog there is.
class TestUxChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_console = std::make_unique<ConsoleFixture>(); }
    void cleanup() { m_console.reset(); }
    void everyInteractiveThingHasANameForScreenReaders();
    void noShortcutIsAmbiguous();
    void noMnemonicIsAmbiguous();
    void everyActionIsInTheRegistry();
    void everyTextOfTheSourcesIsTranslated();

private:
    std::unique_ptr<ConsoleFixture> m_console;
};

void TestUxChecks::everyInteractiveThingHasANameForScreenReaders()
{
    m_console->engine.addRequests(50);
    m_console->engine.tick();
    QStringList unnamed;
    int seen = 0;
    const auto look = [&](QWidget* root, const QString& place) {
        walk(QAccessible::queryAccessibleInterface(root), place, unnamed, seen);
    };
    atEveryPage(*m_console, look);
    atEveryDialog(*m_console, look);
    QVERIFY2(seen > 100, qPrintable(QString::number(seen)));
    unnamed.removeDuplicates();
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
}

void TestUxChecks::noShortcutIsAmbiguous()
{
    // Of the window: whatever page is shown. A shortcut that belongs to one widget is no danger to another's.
    QMap<QString, QStringList> owners;
    for (const QAction* action : m_console->window->findChildren<QAction*>()) {
        if (action->shortcutContext() == Qt::WidgetShortcut
            || action->shortcutContext() == Qt::WidgetWithChildrenShortcut)
            continue;
        for (const QKeySequence& keys : action->shortcuts())
            owners[keys.toString()].append(action->objectName() + QLatin1Char(' ') + action->text());
    }
    for (const QShortcut* shortcut : m_console->window->findChildren<QShortcut*>()) {
        if (shortcut->context() == Qt::WindowShortcut || shortcut->context() == Qt::ApplicationShortcut)
            owners[shortcut->key().toString()].append(QStringLiteral("a QShortcut ") + shortcut->objectName());
    }
    QVERIFY(owners.size() >= 15);
    for (auto each = owners.begin(); each != owners.end(); ++each)
        QVERIFY2(each->size() == 1, qPrintable(each.key() + QStringLiteral(": ") + each->join(QStringLiteral(", "))));
    for (const QString& keys : owners.keys()) {
        for (const QString& other : owners.keys()) // a sequence that begins another would never be heard
            QVERIFY2(keys == other || !other.startsWith(keys + QStringLiteral(", ")), qPrintable(other));
    }
}

void TestUxChecks::noMnemonicIsAmbiguous()
{
    QStringList twice;
    const auto look = [&](QWidget* root, const QString& place) {
        const auto all = mnemonicsIn(root);
        for (auto each = all.begin(); each != all.end(); ++each) {
            if (each->size() > 1)
                twice.append(QStringLiteral("%1: Alt+%2 %3").arg(place, each.key(), each->join(QStringLiteral(" | "))));
        }
    };
    atEveryPage(*m_console, look);
    atEveryDialog(*m_console, look);
    QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QLatin1Char('\n'))));
}

void TestUxChecks::everyActionIsInTheRegistry()
{
    // What a menu offers is also in the palette and in the list of shortcuts.
    const QList<QAction*>& known = m_console->window->actions().all();
    QStringList strangers;
    for (const QMenu* menu : m_console->window->menuBar()->findChildren<QMenu*>()) {
        for (QAction* action : menu->actions()) {
            if (!action->isSeparator() && action->menu() == nullptr && !known.contains(action))
                strangers.append(action->text());
        }
    }
    QVERIFY2(strangers.isEmpty(), qPrintable(strangers.join(QStringLiteral(", "))));
}

void TestUxChecks::everyTextOfTheSourcesIsTranslated()
{
    const QString tool = QStringLiteral(LUPDATE);
    if (!QFile::exists(tool))
        QSKIP("lupdate is not installed here");
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("zh_CN.ts"));
    QVERIFY(QFile::copy(QStringLiteral(SOURCE_DIR "/translations/straightline_zh_CN.ts"), copy));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(SOURCE_DIR));
    lupdate.start(tool, {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
                         QStringLiteral("none"), QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("ui"),
                         QStringLiteral("-ts"), copy});
    QVERIFY(lupdate.waitForFinished(60'000));
    QCOMPARE(lupdate.exitCode(), 0);
    QFile file(copy);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString source;
    QStringList unfinished;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(QLatin1String("<source>")))
            source = line;
        if (line.contains(QLatin1String("type=\"unfinished\"")))
            unfinished.append(source);
    }
    QVERIFY2(unfinished.isEmpty(), qPrintable(unfinished.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestUxChecks)
#include "tst_uxchecks.moc"
