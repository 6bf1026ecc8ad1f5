// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/containerspage.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/confirmbox.h"
#include "ui/dialogs/logplace.h"
#include "ui/dialogs/redeploydialog.h"
#include "ui/enginelink.h"
#include "ui/models/backendsmodel.h"
#include "ui/models/containersmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/operationstrip.h"
#include "ui/pages/sparkdelegate.h"
#include "ui/pages/tabletools.h"
#include "ui/readonly.h"
#include "ui/splittershape.h"
#include "ui/text/effects.h"
#include "ui/text/enginetext.h"
#include "ui/text/steps.h"
#include "ui/text/trouble.h"
#include "ui/text/wording.h"
#include "ui/viewstate.h"

namespace straightline::ui
{
namespace
{

constexpr int kSeenMillis = 1'000;
constexpr int kUnseenMillis = 10'000;

const char* const kActions[] = {"redeployContainerAction", "rollBackAction", "stopContainerAction",
                                "startContainerAction"};

} // namespace

ContainersPage::ContainersPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_model(new ContainersModel(this))
    , m_filter(new WordFilterModel(ContainersModel::SortRole, this))
    , m_table(new DataTable(QStringLiteral("containersTable"), tr("Containers"), this))
    , m_steps(new QLabel(this))
    , m_empty(new EmptyState(this))
    , m_split(new QSplitter(Qt::Vertical, this))
    , m_log(new LogPlace(link, 0, m_split))
{
    setObjectName(QStringLiteral("ContainersPage"));
    buildActions();
    buildTable();
    m_steps->setObjectName(QStringLiteral("containerStepsLabel"));
    m_steps->setWordWrap(true);
    m_steps->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_split->setObjectName(QStringLiteral("containersSplitter"));
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_table);
    m_split->addWidget(m_log);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({1'000, 1'000});
    keepShape(*m_split);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(buildHead());
    layout->addWidget(m_tools->strip());
    layout->addWidget(new OperationStrip(m_link, this));
    layout->addWidget(m_steps);
    layout->addWidget(m_empty);
    layout->addWidget(m_split, 1);
    layout->addStretch(); // takes the room while the table is hidden
    m_timer.setInterval(kUnseenMillis);
    connect(&m_timer, &QTimer::timeout, this, &ContainersPage::ask);
    m_timer.start();
    connect(&m_link, &EngineLink::siteChanged, this, &ContainersPage::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &ContainersPage::refreshActions);
    connect(&m_link, &EngineLink::operationsChanged, this, &ContainersPage::refreshSteps);
    connect(&m_view, &ViewState::changed, this, &ContainersPage::refresh);
    refresh();
}

void ContainersPage::buildActions()
{
    const auto add = [this](const char* id, const QString& text, const QString& icon, const QString& tip,
                            void (ContainersPage::*slot)()) {
        connect(m_actions.add(QLatin1String(id), text, icon, QKeySequence(), tip), &QAction::triggered, this, slot);
    };
    add(kActions[0], tr("Rede&ploy the container's backend…"), QStringLiteral("redeploy"),
        tr("Replace the containers of its backend by new ones"), &ContainersPage::redeploy);
    add(kActions[1], tr("Roll &back…"), QStringLiteral("undo"),
        tr("Go back to the containers that the latest redeploy has kept"), &ContainersPage::rollBack);
    add(kActions[2], tr("&Stop…"), QStringLiteral("pause"),
        tr("Stop this container when its requests are done, and leave it there"), &ContainersPage::stop);
    add(kActions[3], tr("St&art"), QStringLiteral("resume"), tr("Start the stopped container again"),
        &ContainersPage::start);
}

QWidget* ContainersPage::buildHead()
{
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const char* id : kActions) {
        QAction* action = m_actions.find(QLatin1String(id));
        auto* button = new QToolButton(head);
        button->setDefaultAction(action);
        button->setObjectName(QLatin1String(id) + QStringLiteral("ToolButton"));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    m_actions.find(QLatin1String(kActions[0]))->setIconText(tr("Redeploy…"));
    layout->addStretch();
    m_tools = new TableTools(QStringLiteral("containers"), tr("Containers"), *m_table, *m_filter, m_actions, this);
    connect(m_tools, &TableTools::wordsChanged, this, &ContainersPage::refresh);
    layout->addWidget(m_tools);
    return head;
}

void ContainersPage::buildTable()
{
    m_filter->setSourceModel(m_model);
    using Column = ContainersModel::Column;
    m_table->setYielding({{Column::Ports, Column::Digest},
                          {{Column::Name, 20}, {Column::Backend, 10}, {Column::CpuHistory, 8}, {Column::Image, 14}}});
    m_table->setUp(m_filter, {25, 12, 10, 7, 11, 9, 11, 9, 18, 12, 7, 12});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setElidedInTheMiddle(Column::Name);
    m_table->setElidedInTheMiddle(Column::Image); // its tag is at the end
    auto* spark = new SparkDelegate(ContainersModel::HistoryRole, static_cast<int>(ContainersModel::kSamples), m_table);
    m_table->setItemDelegateForColumn(ContainersModel::CpuHistory, spark);
    m_table->setItemDelegateForColumn(ContainersModel::MemoryHistory, spark);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ContainersPage::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        refreshActions();
        refreshSteps();
        followLog();
    });
}

void ContainersPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start(kSeenMillis);
    ask();
    refresh();
    followLog();
}

void ContainersPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer.start(kUnseenMillis);
    refreshActions();
}

void ContainersPage::ask()
{
    if (std::exchange(m_asking, true))
        return;
    const QPointer<ContainersPage> guard(this);
    m_link.ask([](Engine& engine) { return engine.containers(); },
               [guard](const std::vector<ContainerStatus>& containers) {
                   if (guard)
                       guard->take(containers);
               });
}

void ContainersPage::take(const std::vector<ContainerStatus>& containers)
{
    m_asking = false;
    m_heard = true;
    if (!m_view.isLive())
        return;
    m_latest = containers;
    refresh();
}

/// Why there is no container, and what to do.
void ContainersPage::showEmpty()
{
    if (!m_heard)
        return m_empty->show(tr("Waiting for the engine…"));
    for (const Trouble& trouble : m_link.snapshot() ? m_link.snapshot()->troubles : std::vector<Trouble>())
        if (trouble.cause == TroubleCause::DockerUnreachable)
            return m_empty->show(tr("No container can be seen. %1")
                                     .arg(troubleStep(trouble) + QLatin1Char('\n') + engineText(trouble.detail)));
    for (const ApplicationConfiguration& application : m_link.site()->applications)
        for (const BackendConfiguration& backend : application.backends)
            if (backend.kind() == BackendKind::Container)
                return m_empty->show(tr("No container is there yet. The Backends page says what keeps them."),
                                     tr("Go to Backends"), *m_actions.find(QStringLiteral("showBackendsPageAction")));
    m_empty->show(tr("No backend of kind container yet."), tr("Register a backend…"),
                  *m_actions.find(QStringLiteral("registerBackendAction")));
}

void ContainersPage::refresh()
{
    std::vector<ContainerStatus> shown;
    for (const ContainerStatus& each : m_latest)
        if (m_view.application().empty() || splitBackendId(each.backend).first == m_view.application())
            shown.push_back(each);
    m_model->take(shown, m_link.snapshot() ? m_link.snapshot()->taken : WallTime{});
    if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0)
        m_table->selectRow(0);
    const bool empty = m_model->rowCount() == 0;
    m_split->setVisible(!empty);
    if (empty)
        showEmpty();
    else if (m_tools->hidesAll())
        m_empty->show(m_tools->whyNothing(), tr("Clear the filter"), [this] { m_tools->clear(); });
    m_empty->setVisible(empty || m_tools->hidesAll());
    m_tools->refresh();
    refreshActions();
    refreshSteps();
}

const ContainerStatus* ContainersPage::current() const
{
    return m_model->find(toUtf8(m_table->currentData(ContainersModel::IdRole).toString()));
}

void ContainersPage::refreshActions()
{
    const ContainerStatus* chosen = current();
    const QString readOnly = whyReadOnly(m_link);
    const QString whyNot = !readOnly.isEmpty() ? readOnly
                           : !isVisible()      ? tr("Go to the Containers page first.")
                           : chosen == nullptr ? tr("Choose a container first.")
                                               : QString();
    const bool usable = whyNot.isEmpty();
    const auto set = [&](const char* id, bool fits, const QString& misfit) {
        ActionRegistry::setEnabled(m_actions.find(QLatin1String(id)), usable && fits, usable ? misfit : whyNot);
    };
    const bool kept =
        chosen != nullptr && std::any_of(m_latest.begin(), m_latest.end(), [&](const ContainerStatus& each) {
            return each.backend == chosen->backend && each.role == ReplicaRole::Kept;
        });
    const bool known = chosen != nullptr && m_link.site()->findBackend(chosen->backend) != nullptr;
    set(kActions[0], known, tr("Its backend is not there any more."));
    set(kActions[1], kept, tr("Nothing is kept: redeploy with \"keep the old ones\" to be able to go back."));
    set(kActions[2], chosen != nullptr && chosen->role == ReplicaRole::Serving, tr("It is not in service."));
    set(kActions[3], chosen != nullptr && chosen->role == ReplicaRole::Stopped, tr("It was not stopped by hand."));
}

void ContainersPage::refreshSteps()
{
    const ContainerStatus* chosen = current();
    QString text;
    for (const Operation& each : m_link.operations()) { // newest first
        if (chosen == nullptr || each.subject != chosen->backend || each.steps.empty())
            continue;
        text = tr("%1: %2").arg(operationWord(each.kind), stepsLine(each));
        break;
    }
    m_steps->setText(text);
    m_steps->setVisible(!text.isEmpty());
}

// The log belongs to the backend: its containers' lines begin with generation and number.
void ContainersPage::followLog()
{
    const ContainerStatus* chosen = current();
    if (chosen == nullptr || !isVisible())
        return;
    m_log->show(chosen->backend);
    Q_EMIT this->chosen(chosen->backend);
}

void ContainersPage::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const char* id : kActions)
        menu->addAction(m_actions.find(QLatin1String(id)));
    m_tools->fillMenu(*menu);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void ContainersPage::redeploy()
{
    const ContainerStatus* chosen = current();
    const BackendConfiguration* backend = chosen != nullptr ? m_link.site()->findBackend(chosen->backend) : nullptr;
    if (backend != nullptr)
        (new RedeployDialog(m_link, chosen->backend, *backend, window()))->open();
}

void ContainersPage::rollBack()
{
    const ContainerStatus* chosen = current();
    if (chosen == nullptr)
        return;
    const BackendId id = chosen->backend;
    const auto kept = std::find_if(m_latest.begin(), m_latest.end(), [&](const ContainerStatus& each) {
        return each.backend == id && each.role == ReplicaRole::Kept;
    });
    if (kept == m_latest.end())
        return;
    confirm(this,
            {.name = QStringLiteral("rollBack"),
             .title = tr("Roll back"),
             .question = tr("Roll %1 back to what its latest redeploy has replaced?").arg(fromUtf8(id)),
             .effects = rollBackEffects(m_link.snapshot().get(), id, kept->image),
             .accept = tr("Roll &back"),
             .acceptName = QStringLiteral("rollBackPushButton")},
            [this, id] { m_link.start(RollBackBackend{id}, tr("Roll back %1").arg(fromUtf8(id))); });
}

void ContainersPage::stop()
{
    const ContainerStatus* chosen = current();
    if (chosen == nullptr)
        return;
    const auto others = std::count_if(m_latest.begin(), m_latest.end(), [&](const ContainerStatus& each) {
        return each.backend == chosen->backend && each.role == ReplicaRole::Serving && each.id != chosen->id;
    });
    const StopContainer action{chosen->backend, chosen->name};
    const QString name = fromUtf8(chosen->name);
    const QString left =
        others > 0 ? tr("%n other container(s) of the backend take the requests.", nullptr, static_cast<int>(others))
                   : tr("It is the last one: the backend gets no requests until one is started.");
    confirm(this,
            {.name = QStringLiteral("stopContainer"),
             .title = tr("Stop a container"),
             .question = tr("Stop the container %1?").arg(name),
             .effects = {tr("Its requests in flight are finished first; it is not removed."), left},
             .accept = tr("&Stop"),
             .acceptName = QStringLiteral("stopPushButton")},
            [this, action, name] {
                m_link.start(action, tr("Stop %1").arg(name), StartContainer{action.id, action.container});
            });
}

void ContainersPage::start()
{
    if (const ContainerStatus* chosen = current())
        m_link.start(StartContainer{chosen->backend, chosen->name}, tr("Start %1").arg(fromUtf8(chosen->name)),
                     StopContainer{chosen->backend, chosen->name});
}

} // namespace straightline::ui
