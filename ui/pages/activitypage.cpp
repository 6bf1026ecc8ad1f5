// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activitypage.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include "engine/api/json.h"
#include "ui/actionregistry.h"
#include "ui/models/activitymodels.h"
#include "ui/pages/datatable.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr std::uint32_t kAuditEntries = 500;

/// Paints a running operation's progress as a bar with its percentage.
class ProgressDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QVariant progress = index.data(ActivityModel::ProgressRole);
        if (!progress.isValid() || progress.toDouble() < 0.0) {
            QStyleOptionViewItem inner = option;
            inner.rect.adjust(4, 0, -4, 0);
            QStyledItemDelegate::paint(painter, inner, index);
            return;
        }
        const ThemeColors& colors = themeColors(option.palette);
        const QRectF box = QRectF(option.rect).adjusted(4, 6, -8, -6);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.grid);
        painter->drawRoundedRect(box, 3, 3);
        painter->setBrush(colors.chosen.darker(110));
        painter->drawRoundedRect(QRectF(box.topLeft(), QSizeF(box.width() * progress.toDouble(), box.height())), 3, 3);
        painter->setPen(colors.text);
        painter->drawText(box, Qt::AlignCenter, index.data().toString());
        painter->restore();
    }
};

} // namespace

ActivityPage::ActivityPage(EngineLink& link, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_operations(new OperationsModel(this))
    , m_audit(new AuditModel(this))
    , m_events(new EventsModel(this))
    , m_operationsTable(new DataTable(QStringLiteral("operationsTable"), tr("Operations"), this))
    , m_auditTable(new DataTable(QStringLiteral("auditTable"), tr("Changes"), this))
    , m_eventsTable(new DataTable(QStringLiteral("eventsTable"), tr("Events"), this))
{
    setObjectName(QStringLiteral("ActivityPage"));
    m_cancel = actions.add(QStringLiteral("cancelOperationAction"), tr("&Cancel the operation"),
                           QStringLiteral("cancel"), {}, tr("Cancel the chosen operation"));
    m_undo = actions.add(QStringLiteral("undoAuditAction"), tr("&Bring back"), QStringLiteral("undo"), {},
                         tr("Bring back what was before the chosen change"));
    connect(m_cancel, &QAction::triggered, this, &ActivityPage::cancelOperation);
    connect(m_undo, &QAction::triggered, this, &ActivityPage::undoEntry);
    m_operationsTable->setUp(m_operations, {10, 14, 11, 14, 36, 8, 8});
    m_operationsTable->setItemDelegateForColumn(OperationsModel::Progress, new ProgressDelegate(m_operationsTable));
    m_auditTable->setUp(m_audit, {8, 7, 16, 8, 10});
    m_eventsTable->setUp(m_events, {8, 9, 12, 24});
    for (DataTable* table : {m_operationsTable, m_auditTable, m_eventsTable}) {
        table->setSelectionMode(QAbstractItemView::SingleSelection);
        table->setSortingEnabled(false); // always newest first
        table->setContextMenuPolicy(Qt::ActionsContextMenu);
        connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ActivityPage::refreshActions);
    }
    m_operationsTable->QWidget::addAction(m_cancel);
    m_auditTable->QWidget::addAction(m_undo);
    auto* lower = new QSplitter(Qt::Horizontal, this);
    lower->setHandleWidth(8);
    lower->setChildrenCollapsible(false);
    lower->addWidget(section(tr("Changes"), m_auditTable, buttonOf(m_undo, "undoAuditToolButton")));
    lower->addWidget(section(tr("Events"), m_eventsTable));
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setHandleWidth(8);
    split->setChildrenCollapsible(false);
    split->addWidget(section(tr("Operations"), m_operationsTable, buttonOf(m_cancel, "cancelToolButton")));
    split->addWidget(lower);
    split->setSizes({200, 400});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->addWidget(split);
    connect(&m_link, &EngineLink::operationsChanged, this, &ActivityPage::refreshOperations);
    connect(&m_link, &EngineLink::siteChanged, this, &ActivityPage::refreshAudit);
    connect(&m_link, &EngineLink::statusChanged, this, &ActivityPage::refreshActions);
    connect(&m_link, &EngineLink::eventsChanged, this, [this] { m_events->take(m_link.events()); });
    m_events->take(m_link.events());
    refreshOperations();
}

QWidget* ActivityPage::section(const QString& title, QWidget* content, QToolButton* button)
{
    auto* box = new QWidget(this);
    auto* heading = new QLabel(title, box);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setMinimumHeight(fontMetrics().height() + 16);
    auto* head = new QHBoxLayout;
    head->addWidget(heading);
    head->addStretch();
    if (button != nullptr)
        head->addWidget(button);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(content, 1);
    return box;
}

QToolButton* ActivityPage::buttonOf(QAction* action, const char* objectName)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(objectName));
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

void ActivityPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refreshAudit();
}

void ActivityPage::refreshOperations()
{
    m_operations->take(m_link.operations());
    refreshActions();
}

void ActivityPage::refreshAudit()
{
    if (!isVisible())
        return;
    m_link.ask([](Engine& engine) { return engine.audit(kAuditEntries); },
               [page = QPointer<ActivityPage>(this)](const Result<std::vector<AuditEntry>>& entries) {
                   if (!page)
                       return;
                   if (entries)
                       page->m_audit->take(*entries);
                   else
                       Q_EMIT page->m_link.failed(tr("Reading the changes"), entries.error());
                   page->refreshActions();
               });
}

void ActivityPage::refreshActions()
{
    const bool readOnly = m_link.status().readOnly;
    const QModelIndex operation = m_operationsTable->currentIndex();
    const bool running = operation.isValid() && m_operations->at(operation.row()).state == OperationState::Running;
    ActionRegistry::setEnabled(m_cancel, running && !readOnly,
                               readOnly ? tr("The engine is in read-only mode.")
                                        : tr("Choose a running operation first."));
    const QModelIndex entry = m_auditTable->currentIndex();
    const bool undoable = entry.isValid() && undoOf(m_audit->at(entry.row())).has_value();
    ActionRegistry::setEnabled(m_undo, undoable && !readOnly,
                               readOnly          ? tr("The engine is in read-only mode.")
                               : entry.isValid() ? tr("This entry cannot be brought back.")
                                                 : tr("Choose a change first."));
}

void ActivityPage::cancelOperation()
{
    const QModelIndex index = m_operationsTable->currentIndex();
    if (index.isValid())
        m_link.start(CancelOperation{m_operations->at(index.row()).id}, tr("Cancel the operation"));
}

void ActivityPage::undoEntry()
{
    const QModelIndex index = m_auditTable->currentIndex();
    if (!index.isValid())
        return;
    const AuditEntry& entry = m_audit->at(index.row());
    if (const Result<Change> change = undoOf(entry))
        m_link.apply(*change, tr("Bring back %1").arg(fromUtf8(entry.subject)));
}

} // namespace straightline::ui
