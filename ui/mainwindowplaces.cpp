// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that goes to places: pages by name, the command palette.
#include <QListWidget>
#include <QStackedWidget>

#include "ui/actionregistry.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/enginelink.h"
#include "ui/icons.h"
#include "ui/mainwindow.h"
#include "ui/pages/backendspage.h"
#include "ui/text/wording.h"
#include "ui/viewstate.h"

namespace straightline::ui
{

void MainWindow::showPage(int index)
{
    if (index < 0 || index >= m_pages->count())
        return;
    m_currentPage = m_pages->widget(index)->objectName();
    m_navigation->setCurrentRow(index);
    m_pages->setCurrentIndex(index);
}

void MainWindow::showPage(const QString& objectName)
{
    for (int index = 0; index < m_pages->count(); ++index) {
        if (m_pages->widget(index)->objectName() == objectName)
            return showPage(index);
    }
}

void MainWindow::showApplication(const QString& name)
{
    m_applicationChosen = true;
    m_view->setApplication(toUtf8(name));
    refreshApplications();
    showPage(QStringLiteral("OverviewPage"));
}

void MainWindow::showBackend(const QString& id)
{
    const std::string application = splitBackendId(toUtf8(id)).first;
    if (!m_view->application().empty() && m_view->application() != application)
        m_view->setApplication(application); // or the page would not show it
    refreshApplications();
    showPage(QStringLiteral("BackendsPage"));
    findChild<BackendsPage*>()->choose(toUtf8(id));
}

void MainWindow::showPalette()
{
    std::vector<PaletteEntry> entries;
    for (QAction* action : m_actions->all()) {
        if (action->objectName() == QLatin1String("paletteAction"))
            continue;
        const QString text = ActionRegistry::plainText(action->text());
        entries.push_back({action->objectName().endsWith(QLatin1String("PageAction")) ? tr("Go to %1").arg(text) : text,
                           action->whatsThis(), action->shortcut().toString(QKeySequence::NativeText),
                           ActionRegistry::whyNot(action), action->icon(), [action] { action->trigger(); }});
    }
    for (const ApplicationConfiguration& application : m_link->site()->applications) {
        const QString name = fromUtf8(application.name);
        entries.push_back({tr("Go to application %1").arg(name),
                           tr("Show this application on all pages"),
                           {},
                           {},
                           themedIcon(QStringLiteral("overview")),
                           [this, name] { showApplication(name); }});
        for (const BackendConfiguration& backend : application.backends) {
            const QString id = fromUtf8(makeBackendId(application.name, backend.name));
            entries.push_back({tr("Go to backend %1").arg(id),
                               tr("Show this backend among the others"),
                               {},
                               {},
                               tierIcon(backend.tier),
                               [this, id] { showBackend(id); }});
        }
    }
    (new CommandPalette(std::move(entries), this))->open();
}

} // namespace straightline::ui
