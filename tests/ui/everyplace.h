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

/// Opens every dialog that an action of the registry opens while a backend is chosen, and calls `look`.
inline void atEveryDialog(ConsoleFixture& console, const std::function<void(QWidget*, const QString&)>& look)
{
    const QList<QAction*> actions = console.window->actions().all();
    for (QAction* action : actions) {
        const QString id = action->objectName();
        if (id.startsWith(QLatin1String("theme")) || id.startsWith(QLatin1String("language"))
            || id == QLatin1String("quitAction") || id.startsWith(QLatin1String("show")))
            continue;
        console.window->showPage(QStringLiteral("BackendsPage"));
        if (auto* table = console.window->findChild<QTableView*>(QStringLiteral("backendsTable")))
            table->selectRow(1);
        letSettle(10);
        if (!action->isEnabled() || action->isCheckable())
            continue;
        action->trigger();
        letSettle();
        for (QDialog* dialog : console.window->findChildren<QDialog*>()) {
            if (!dialog->isVisible())
                continue;
            look(dialog, id);
            dialog->close();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        letSettle(10);
    }
}

} // namespace straightline
