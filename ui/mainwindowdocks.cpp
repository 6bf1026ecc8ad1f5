// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The panels of MainWindow that stay beside every page: events, receipt, log.
#include <QAction>
#include <QDockWidget>

#include "ui/actionregistry.h"
#include "ui/dialogs/logplace.h"
#include "ui/enginelink.h"
#include "ui/mainwindow.h"
#include "ui/models/activitymodels.h"
#include "ui/pages/backendspage.h"
#include "ui/pages/containerspage.h"
#include "ui/pages/datatable.h"
#include "ui/pages/receiptpanel.h"
#include "ui/pages/requestspage.h"

namespace straightline::ui
{

void MainWindow::buildDocks()
{
    addDock(QStringLiteral("events"), tr("Latest events"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J),
            tr("Show the latest events under every page"), [this](QWidget* parent) { return makeEvents(parent); });
    addDock(QStringLiteral("receipt"), tr("Receipt"), {},
            tr("Show the receipt of the chosen request beside every page"),
            [this](QWidget* parent) { return makeReceipt(parent); });
    addDock(QStringLiteral("log"), tr("Log"), {}, tr("Show the log of the chosen backend beside every page"),
            [this](QWidget* parent) { return makeLog(parent); });
}

void MainWindow::addDock(const QString& id, const QString& title, const QKeySequence& shortcut, const QString& tip,
                         const std::function<QWidget*(QWidget*)>& make)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(id + QStringLiteral("DockWidget"));
    dock->setAccessibleName(title);
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    dock->hide();
    m_docks.append(dock);
    QAction* action = m_actions->add(id + QStringLiteral("DockAction"), tr("Panel: %1").arg(title), {}, shortcut, tip);
    action->setCheckable(true);
    connect(action, &QAction::toggled, dock, &QDockWidget::setVisible);
    connect(dock, &QDockWidget::visibilityChanged, action, [dock, action, make] {
        action->setChecked(!dock->isHidden());
        if (!dock->isHidden() && dock->widget() == nullptr)
            dock->setWidget(make(dock)); // not before somebody wants to see it
    });
}

QWidget* MainWindow::makeEvents(QWidget* parent)
{
    auto* model = new EventsModel(parent);
    auto* table = new DataTable(QStringLiteral("dockEventsTable"), tr("Latest events"), parent);
    table->setUp(model, {8, 9, 14, 60});
    const auto refresh = [this, model] { model->take(m_link->events()); };
    connect(m_link, &EngineLink::eventsChanged, model, refresh);
    refresh();
    return table;
}

QWidget* MainWindow::makeReceipt(QWidget* parent)
{
    auto* panel = new ReceiptPanel(parent);
    panel->setObjectName(QStringLiteral("DockReceiptPanel"));
    panel->setEngine(m_link->status());
    auto* page = findChild<RequestsPage*>();
    if (page->receipt())
        panel->show(*page->receipt());
    else
        panel->showNothing(tr("Choose a request on the page Requests to see its receipt here."));
    connect(page, &RequestsPage::receiptRead, panel, &ReceiptPanel::show);
    connect(m_link, &EngineLink::statusChanged, panel, [this, panel] { panel->setEngine(m_link->status()); });
    return panel;
}

QWidget* MainWindow::makeLog(QWidget* parent)
{
    auto* place = new LogPlace(*m_link, 16, parent);
    auto* backends = findChild<BackendsPage*>();
    place->show(backends->currentId());
    connect(backends, &BackendsPage::chosen, place, &LogPlace::show);
    connect(findChild<ContainersPage*>(), &ContainersPage::chosen, place, &LogPlace::show);
    return place;
}

} // namespace straightline::ui
