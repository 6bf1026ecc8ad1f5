// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QDialog>
#include <QListWidget>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"

namespace straightline
{

inline void letSettle(int millis = 30)
{
    QTest::qWait(millis);
}

/// Shows every page of the window, and every tab of each, and calls `look` with what is shown and its name.
inline void atEveryPage(ConsoleFixture& console, const std::function<void(QWidget*, const QString&)>& look)
{
    auto* pages = console.window->findChild<QStackedWidget*>();
    for (int row = 0; row < pages->count(); ++row) {
        const QString name = pages->widget(row)->objectName();
        console.window->showPage(name);
        letSettle();
        const auto tabs = pages->widget(row)->findChildren<QTabWidget*>();
        if (tabs.isEmpty()) {
            look(console.window.get(), name);
            continue;
        }
        for (QTabWidget* group : tabs) {
            for (int tab = 0; tab < group->count(); ++tab) {
                group->setCurrentIndex(tab);
                letSettle();
                look(console.window.get(), name + QLatin1Char(' ') + group->tabText(tab));
            }
            group->setCurrentIndex(0);
        }
    }
}

/// Chooses a row in every table that is shown.
inline void chooseRows(QWidget* window)
{
    for (QTableView* table : window->findChildren<QTableView*>()) {
        if (table->isVisible() && table->model() != nullptr && table->model()->rowCount() > 0)
            table->selectRow(std::min(1, table->model()->rowCount() - 1));
    }
}

/// Shows the first page, the Backends page before all others, on which the action can be triggered.
inline bool goWhereEnabled(ConsoleFixture& console, const QAction& action)
{
    QStringList pages{QStringLiteral("BackendsPage")};
    const auto* stack = console.window->findChild<QStackedWidget*>();
    for (int row = 0; row < stack->count(); ++row)
        pages.append(stack->widget(row)->objectName());
    for (const QString& page : pages) {
        console.window->showPage(page);
        letSettle(10);
        chooseRows(console.window.get());
        letSettle(10);
        if (action.isEnabled())
            return true;
    }
    return false;
}

/// Opens every dialog that an action of the registry opens while something is chosen, and calls `look`.
inline void atEveryDialog(ConsoleFixture& console, const std::function<void(QWidget*, const QString&)>& look)
{
    const QList<QAction*> actions = console.window->actions().all();
    for (QAction* action : actions) {
        const QString id = action->objectName();
        if (id.startsWith(QLatin1String("theme")) || id.startsWith(QLatin1String("language"))
            || id == QLatin1String("quitAction") || id.startsWith(QLatin1String("show")) || action->isCheckable()
            || !goWhereEnabled(console, *action))
            continue;
        action->trigger();
        letSettle();
        for (QDialog* dialog : console.window->findChildren<QDialog*>()) {
            if (!dialog->isVisible() || !dialog->isWindow())
                continue;
            look(dialog, id);
            dialog->close();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        letSettle(10);
    }
}

} // namespace straightline
