// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backendspage.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/icons.h"
#include "ui/models/backendsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/operationstrip.h"
#include "ui/pages/tabletools.h"
#include "ui/pages/troublestrip.h"
#include "ui/readonly.h"
#include "ui/text/advice.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

BackendsPage::BackendsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_model(new BackendsModel(this))
    , m_filter(new WordFilterModel(BackendsModel::SortRole, this))
    , m_table(new DataTable(QStringLiteral("backendsTable"), tr("Backends"), this))
    , m_empty(new EmptyState(this))
    , m_trouble(new TroubleStrip(link, this))
{
    setObjectName(QStringLiteral("BackendsPage"));
    buildActions();
    buildTable();
    m_empty->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(buildHead());
    layout->addWidget(m_tools->strip());
    layout->addWidget(new OperationStrip(m_link, this));
    layout->addWidget(m_trouble);
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    connect(&m_link, &EngineLink::frameDue, this, [this] {
        if (isVisible() && m_view.isLive())
            refresh();
    });
    connect(&m_link, &EngineLink::siteChanged, this, &BackendsPage::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &BackendsPage::refreshActions);
    connect(&m_view, &ViewState::changed, this, &BackendsPage::refresh);
    connect(m_trouble, &TroubleStrip::editRequested, this, &BackendsPage::editTrouble);
    connect(m_trouble, &TroubleStrip::logsRequested, this, [this] {
        if (chooseRow(m_trouble->backend()))
            m_actions.find(QStringLiteral("logsAction"))->trigger();
    });
    connect(m_trouble, &TroubleStrip::redeployRequested, this, [this] {
        if (chooseRow(m_trouble->backend()))
            m_actions.find(QStringLiteral("redeployBackendAction"))->trigger();
    });
    refresh();
}

QAction* BackendsPage::addAction(const QString& id, const QString& text, const QString& icon,
                                 const QKeySequence& shortcut, const QString& tip, void (BackendsPage::*slot)())
{
    QAction* action = m_actions.add(id, text, icon, shortcut, tip);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void BackendsPage::buildActions()
{
    addAction(QStringLiteral("registerBackendAction"), tr("&Register…"), QStringLiteral("add"),
              QKeySequence(Qt::CTRL | Qt::Key_N), tr("Register a new backend"), &BackendsPage::registerBackend);
    addAction(QStringLiteral("editBackendAction"), tr("&Edit…"), QStringLiteral("edit"),
              QKeySequence(Qt::CTRL | Qt::Key_E), tr("Edit the chosen backend"), &BackendsPage::editBackend);
    addAction(QStringLiteral("drainBackendAction"), tr("&Drain…"), QStringLiteral("drain"),
              QKeySequence(Qt::CTRL | Qt::Key_D), tr("Take the chosen backend out of service; it finishes what it has"),
              &BackendsPage::drainBackend);
    addAction(QStringLiteral("resumeBackendAction"), tr("Resu&me"), QStringLiteral("resume"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), tr("Put the chosen backend into service again"),
              &BackendsPage::resumeBackend);
    addAction(QStringLiteral("redeployBackendAction"), tr("Rede&ploy…"), QStringLiteral("redeploy"),
              QKeySequence(Qt::CTRL | Qt::Key_R), tr("Replace what runs of the chosen backend by a new one"),
              &BackendsPage::redeployBackend);
    addAction(QStringLiteral("logsAction"), tr("&Logs"), QStringLiteral("logs"), QKeySequence(Qt::CTRL | Qt::Key_G),
              tr("Show what the chosen backend wrote"), &BackendsPage::showLogs);
    addAction(QStringLiteral("removeBackendAction"), tr("Remo&ve…"), QStringLiteral("remove"),
              QKeySequence(Qt::CTRL | Qt::Key_Delete), tr("Remove the chosen backend"), &BackendsPage::removeBackend);
    addAction(QStringLiteral("backendColumnsAction"), tr("&Columns…"), QString(), QKeySequence(),
              tr("Choose which columns the backends' table shows"), &BackendsPage::showColumns);
    m_actions.find(QStringLiteral("backendColumnsAction"))->setIconText(tr("Columns \u25BE"));
}

QWidget* BackendsPage::buildHead()
{
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const char* id : {"registerBackendAction", "editBackendAction", "drainBackendAction", "resumeBackendAction",
                           "redeployBackendAction", "logsAction", "removeBackendAction"}) {
        QAction* action = m_actions.find(QLatin1String(id));
        auto* button = new QToolButton(head);
        button->setDefaultAction(action);
        button->setObjectName(QLatin1String(id) + QStringLiteral("ToolButton"));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    layout->addStretch();
    m_tools = new TableTools(QStringLiteral("backends"), tr("Backends"), *m_table, *m_filter, m_actions, this);
    connect(m_tools, &TableTools::wordsChanged, this, &BackendsPage::refresh);
    layout->addWidget(m_tools);
    return head;
}

void BackendsPage::buildTable()
{
    m_filter->setSourceModel(m_model);
    using Column = BackendsModel::Column;
    m_table->setYielding({{Column::Since, Column::ColdStarts, Column::Kind},
                          {{Column::State, 10}, {Column::Name, 8}, {Column::Kind, 9}, {Column::LastCheck, 9}}});
    m_table->setUp(m_filter, {14, 9, 8, 11, 10, 8, 7, 7, 7, 6, 5, 8, 6, 10});
    m_table->setAutomatic(BackendsModel::Application);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &BackendsPage::showMenu);
    connect(m_table, &QAbstractItemView::doubleClicked, m_actions.find(QStringLiteral("editBackendAction")),
            &QAction::trigger); // as the action: off when that is off
    connect(m_table, &DataTable::openRequested, m_actions.find(QStringLiteral("editBackendAction")), &QAction::trigger);
    connect(m_table, &DataTable::removeRequested, m_actions.find(QStringLiteral("removeBackendAction")),
            &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BackendsPage::refreshActions);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        refreshTrouble();
        Q_EMIT chosen(currentId());
    });
}

void BackendsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void BackendsPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    refreshActions();
}

void BackendsPage::refresh()
{
    const SnapshotPtr& snapshot = m_link.snapshot();
    if (snapshot) {
        std::set<BackendId> drained;
        for (const ApplicationConfiguration& application : m_link.site()->applications) {
            for (const BackendConfiguration& backend : application.backends) {
                if (backend.drained)
                    drained.insert(makeBackendId(application.name, backend.name));
            }
        }
        m_model->take(*snapshot, m_view.application(), drained);
    }
    m_table->setColumnHidden(BackendsModel::Application, !m_view.application().empty());
    if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0)
        m_table->selectRow(0);
    m_tools->refresh();
    m_empty->setVisible(m_filter->rowCount() == 0);
    if (m_tools->hidesAll())
        m_empty->show(m_tools->whyNothing(), tr("Clear the filter"), [this] { m_tools->clear(); });
    if (m_model->rowCount() == 0 && snapshot)
        m_empty->show(tr("No backend yet: an HTTP server, a container or a function."), tr("Register a backend…"),
                      *m_actions.find(QStringLiteral("registerBackendAction")));
    else if (m_model->rowCount() == 0)
        m_empty->show(tr("Waiting for the engine…"));
    refreshActions();
    refreshTrouble();
}

void BackendsPage::refreshTrouble()
{
    const auto& rows = m_model->rows();
    const auto needsHelp = [](const BackendSnapshot& row) { return isTrouble(row.status.state); };
    const auto first = std::find_if(rows.begin(), rows.end(), needsHelp);
    m_trouble->setVisible(first != rows.end());
    if (first == rows.end())
        return;
    const BackendSnapshot* chosen = m_model->find(currentId());
    const BackendSnapshot& shown = chosen != nullptr && needsHelp(*chosen) ? *chosen : *first;
    m_trouble->show(shown, m_model->now(), static_cast<int>(std::count_if(rows.begin(), rows.end(), needsHelp)) - 1);
}

BackendId BackendsPage::currentId() const
{
    return toUtf8(m_table->currentData(BackendsModel::IdRole).toString());
}

const BackendConfiguration* BackendsPage::current() const
{
    return m_link.site()->findBackend(currentId());
}

void BackendsPage::refreshActions()
{
    const BackendConfiguration* backend = current();
    const QString readOnly = whyReadOnly(m_link);
    const QString whyNot = !readOnly.isEmpty()  ? readOnly
                           : !isVisible()       ? tr("Go to the Backends page first.")
                           : backend == nullptr ? tr("Choose a backend first.")
                                                : QString();
    const bool usable = whyNot.isEmpty();
    const auto set = [&](const char* id, bool fits, const QString& misfit) {
        ActionRegistry::setEnabled(m_actions.find(QLatin1String(id)), usable && fits, usable ? misfit : whyNot);
    };
    ActionRegistry::setEnabled(m_actions.find(QStringLiteral("registerBackendAction")), readOnly.isEmpty(), readOnly);
    set("editBackendAction", true, {});
    set("removeBackendAction", true, {});
    const bool drained = backend != nullptr && backend->drained;
    set("drainBackendAction", !drained, tr("It is drained already."));
    set("resumeBackendAction", drained, tr("It is in service."));
    set("redeployBackendAction", backend != nullptr && backend->kind() != BackendKind::Http,
        tr("An HTTP server is not started by the engine, so it cannot be redeployed."));
    const QString whyNotHere = isVisible() ? QString() : tr("Go to the Backends page first.");
    ActionRegistry::setEnabled(m_actions.find(QStringLiteral("backendColumnsAction")), isVisible(), whyNotHere);
    const bool logs = isVisible() && backend != nullptr;
    ActionRegistry::setEnabled(m_actions.find(QStringLiteral("logsAction")), logs, logs ? QString() : whyNot);
}

void BackendsPage::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const char* id : {"editBackendAction", "logsAction", "redeployBackendAction", "drainBackendAction",
                           "resumeBackendAction", "removeBackendAction"})
        menu->addAction(m_actions.find(QLatin1String(id)));
    m_tools->fillMenu(*menu);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

} // namespace straightline::ui
