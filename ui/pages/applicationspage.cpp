// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/applicationspage.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/applicationdialog.h"
#include "ui/dialogs/confirmbox.h"
#include "ui/icons.h"
#include "ui/models/applicationsmodel.h"
#include "ui/models/backendsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/tabletools.h"
#include "ui/readonly.h"
#include "ui/text/curl.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::array<const char*, 4> kActions{"newApplicationAction", "editApplicationAction", "cloneApplicationAction",
                                              "removeApplicationAction"};

} // namespace

ApplicationsPage::ApplicationsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_model(new ApplicationsModel(this))
    , m_filter(new WordFilterModel(ApplicationsModel::SortRole, this))
    , m_table(new DataTable(QStringLiteral("applicationsTable"), tr("Applications"), this))
    , m_empty(new EmptyState(this))
{
    setObjectName(QStringLiteral("ApplicationsPage"));
    m_empty->hide();
    buildActions();
    m_filter->setSourceModel(m_model);
    m_table->setUp(m_filter, {14, 14, 18, 8, 8, 8, 8, 8, 8, 8}, ApplicationsModel::Policy);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ApplicationsPage::showMenu);
    connect(m_table, &QAbstractItemView::doubleClicked, m_actions.find(QStringLiteral("editApplicationAction")),
            &QAction::trigger);
    connect(m_table, &DataTable::openRequested, m_actions.find(QStringLiteral("editApplicationAction")),
            &QAction::trigger);
    connect(m_table, &DataTable::removeRequested, m_actions.find(QStringLiteral("removeApplicationAction")),
            &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        refreshActions();
        refreshDetail();
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(buildHead());
    layout->addWidget(m_tools->strip());
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    layout->addWidget(buildDetail());
    connect(&m_link, &EngineLink::frameDue, this, [this] {
        if (isVisible() && m_view.isLive())
            refresh();
    });
    connect(&m_link, &EngineLink::siteChanged, this, &ApplicationsPage::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &ApplicationsPage::refresh);
    refresh();
}

void ApplicationsPage::buildActions()
{
    const auto add = [this](const char* id, const QString& text, const char* icon, const QString& tip) {
        return m_actions.add(QLatin1String(id), text, QLatin1String(icon), {}, tip);
    };
    const auto open = [this](ApplicationDialog::Purpose purpose) {
        const ApplicationConfiguration* chosen = current();
        if (chosen != nullptr || purpose == ApplicationDialog::Purpose::Create)
            (new ApplicationDialog(m_link, purpose, chosen != nullptr ? *chosen : ApplicationConfiguration{}, window()))
                ->open();
    };
    connect(add("newApplicationAction", tr("&New application…"), "add", tr("Create an application")),
            &QAction::triggered, this, [open] { open(ApplicationDialog::Purpose::Create); });
    connect(add("editApplicationAction", tr("&Edit application…"), "edit", tr("Edit the chosen application")),
            &QAction::triggered, this, [open] { open(ApplicationDialog::Purpose::Edit); });
    connect(add("cloneApplicationAction", tr("C&lone application…"), "copy",
                tr("Create an application with the settings of the chosen one")),
            &QAction::triggered, this, [open] { open(ApplicationDialog::Purpose::Clone); });
    connect(add("removeApplicationAction", tr("Remo&ve application…"), "remove",
                tr("Remove the chosen application and its backends")),
            &QAction::triggered, this, &ApplicationsPage::remove);
}

QWidget* ApplicationsPage::buildHead()
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
    layout->addStretch();
    m_tools = new TableTools(QStringLiteral("applications"), tr("Applications"), *m_table, *m_filter, m_actions, this);
    connect(m_tools, &TableTools::wordsChanged, this, &ApplicationsPage::refresh);
    layout->addWidget(m_tools);
    return head;
}

QWidget* ApplicationsPage::buildDetail()
{
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    m_detail = card;
    m_address = new QLabel(card);
    m_address->setObjectName(QStringLiteral("applicationAddressLabel"));
    m_command = new QLabel(card);
    m_command->setObjectName(QStringLiteral("applicationCommandLabel"));
    QFont fixed(QStringLiteral("monospace"));
    fixed.setStyleHint(QFont::Monospace);
    m_command->setFont(fixed);
    for (QLabel* label : {m_address, m_command}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    auto* copy = new QToolButton(card);
    copy->setObjectName(QStringLiteral("copyApplicationCommandToolButton"));
    copy->setIcon(themedIcon(QStringLiteral("copy")));
    copy->setText(tr("Copy"));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setAccessibleName(tr("Copy the command"));
    copy->setToolTip(tr("Copy the command that sends a request to this application"));
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    auto* texts = new QVBoxLayout;
    texts->addWidget(m_address);
    texts->addWidget(m_command);
    auto* layout = new QHBoxLayout(card);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(texts, 1);
    layout->addWidget(copy);
    return card;
}

void ApplicationsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void ApplicationsPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    refreshActions();
}

const ApplicationConfiguration* ApplicationsPage::current() const
{
    return m_link.site()->findApplication(toUtf8(m_table->currentData(ApplicationsModel::NameRole).toString()));
}

void ApplicationsPage::refresh()
{
    m_model->take(*m_link.site(), m_link.snapshot());
    if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0)
        m_table->selectRow(0);
    const bool isEmpty = m_model->rowCount() == 0;
    if (isEmpty && !m_link.snapshot())
        m_empty->show(tr("Waiting for the engine…"));
    else if (isEmpty)
        m_empty->show(tr("No application yet: a model that clients call by its name."), tr("Create an application"),
                      [this] { m_actions.find(QStringLiteral("newApplicationAction"))->trigger(); });
    else if (m_tools->hidesAll())
        m_empty->show(m_tools->whyNothing(), tr("Clear the filter"), [this] { m_tools->clear(); });
    m_empty->setVisible(isEmpty || m_tools->hidesAll());
    m_tools->refresh();
    refreshActions();
    refreshDetail();
}

void ApplicationsPage::refreshActions()
{
    const QString readOnly = whyReadOnly(m_link);
    ActionRegistry::setEnabled(m_actions.find(QStringLiteral("newApplicationAction")), readOnly.isEmpty(), readOnly);
    const QString whyNot = !readOnly.isEmpty()    ? readOnly
                           : !isVisible()         ? tr("Go to the Applications page first.")
                           : current() == nullptr ? tr("Choose an application first.")
                                                  : QString();
    for (const char* id : {"editApplicationAction", "cloneApplicationAction", "removeApplicationAction"})
        ActionRegistry::setEnabled(m_actions.find(QLatin1String(id)), whyNot.isEmpty(), whyNot);
}

void ApplicationsPage::refreshDetail()
{
    const ApplicationConfiguration* chosen = current();
    m_detail->setVisible(chosen != nullptr);
    if (chosen == nullptr)
        return;
    const QString gateway = gatewayUrl(m_link.status());
    const QString name = fromUtf8(chosen->name);
    m_command->setText(exampleCommand(m_link.status(), *chosen));
    if (chosen->mount.empty()) {
        m_address->setText(tr("Called at %1 and %2")
                               .arg(QStringLiteral("%1/v2/models/%2/infer").arg(gateway, name),
                                    QStringLiteral("%1/apps/%2/…").arg(gateway, name)));
        return;
    }
    const QString mounted = gateway + fromUtf8(chosen->mount);
    m_address->setText(tr("Mounted at %1; also called at %2")
                           .arg(mounted, QStringLiteral("%1/v2/models/%2/infer").arg(gateway, name)));
}

void ApplicationsPage::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const char* id : kActions)
        menu->addAction(m_actions.find(QLatin1String(id)));
    m_tools->fillMenu(*menu);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void ApplicationsPage::remove()
{
    const ApplicationConfiguration* chosen = current();
    if (chosen == nullptr)
        return;
    const std::string name = chosen->name;
    int inFlight = 0;
    if (m_link.snapshot()) {
        for (const ApplicationSnapshot& application : m_link.snapshot()->applications)
            inFlight += application.name == name ? static_cast<int>(application.inFlight) : 0;
    }
    const QStringList effects{tr("%n request(s) in flight will be drained.", nullptr, inFlight),
                              tr("Its %n backend(s) will be removed; their containers and instances are stopped.",
                                 nullptr, static_cast<int>(chosen->backends.size())),
                              tr("Clients get 404 from then on. Undo creates it again with the same settings.")};
    confirm(this,
            {.name = QStringLiteral("removeApplication"),
             .title = tr("Remove the application"),
             .question = tr("Remove the application %1?").arg(fromUtf8(name)),
             .effects = effects,
             .accept = tr("&Remove"),
             .acceptName = QStringLiteral("removeApplicationPushButton")},
            [this, name] {
                m_link.apply(RemoveApplication{name}, tr("Remove %1").arg(fromUtf8(name)));
                m_table->setFocus();
            });
}

} // namespace straightline::ui
