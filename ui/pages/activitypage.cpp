// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activitypage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/confirmstep.h"
#include "ui/models/activitymodels.h"
#include "ui/models/auditundo.h"
#include "ui/pages/activitysection.h"
#include "ui/pages/datatable.h"
#include "ui/readonly.h"
#include "ui/splittershape.h"
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
        painter->setBrush(colors.chosen.darker(110));
        painter->drawRoundedRect(QRectF(box.topLeft(), QSizeF(box.width() * progress.toDouble(), box.height())), 3, 3);
        painter->setPen(colors.border); // the rest stays the row's own colour, on which text stands out in every theme
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box, 3, 3);
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
    , m_difference(new DifferenceModel(this))
{
    setObjectName(QStringLiteral("ActivityPage"));
    buildActions(actions);
    const auto section = [&](const char* id, const QString& title, ActivityModel& model, const QList<int>& widths,
                             int stretched = -1) {
        auto* made = new ActivitySection(QLatin1String(id), title, model, widths, stretched, actions, this);
        connect(made, &ActivitySection::currentChanged, this, &ActivityPage::refreshActions);
        return made;
    };
    m_operationsPart =
        section("operations", tr("Operations"), *m_operations, {16, 12, 11, 12, 20, 16, 8, 8}, OperationsModel::Step);
    m_operationsPart->table()->setItemDelegateForColumn(OperationsModel::Progress,
                                                        new ProgressDelegate(m_operationsPart->table()));
    m_operationsPart->addAction(m_copy, "copyResultToolButton");
    m_operationsPart->addAction(m_cancel, "cancelToolButton");
    m_operationsPart->setEmptyText(
        tr("Nothing runs and nothing ran since the engine started. Redeploying or draining a backend shows here."));
    m_auditPart = section("audit", tr("Changes"), *m_audit, {16, 7, 15, 9, 12});
    m_auditPart->addAction(m_undo, "undoAuditToolButton");
    m_auditPart->addBelow(buildDifference());
    m_auditPart->setEmptyText(tr("Nobody has changed anything yet."));
    m_eventsPart = section("events", tr("Events"), *m_events, {16, 9, 10, 16});
    m_eventsPart->setEmptyText(tr("Nothing happened yet that an operator should know."));
    auto* lower = new QSplitter(Qt::Horizontal, this);
    lower->setHandleWidth(8);
    lower->setChildrenCollapsible(false);
    lower->addWidget(m_auditPart);
    lower->addWidget(m_eventsPart);
    lower->setSizes({572, 500});
    lower->setObjectName(QStringLiteral("activityLowerSplitter"));
    keepShape(*lower);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setHandleWidth(8);
    split->setChildrenCollapsible(false);
    split->addWidget(m_operationsPart);
    split->addWidget(lower);
    split->setSizes({170, 430});
    split->setObjectName(QStringLiteral("activitySplitter"));
    keepShape(*split);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->addWidget(split);
    connect(&m_link, &EngineLink::operationsChanged, this, &ActivityPage::refreshOperations);
    connect(&m_link, &EngineLink::siteChanged, this, &ActivityPage::refreshAudit);
    connect(&m_link, &EngineLink::statusChanged, this, &ActivityPage::refreshActions);
    connect(&m_link, &EngineLink::eventsChanged, this, [this] { m_events->take(m_link.events()); });
    connect(&m_link, &EngineLink::frameDue, this, [this] {
        if (isVisible() && m_link.snapshot())
            m_operations->setNow(m_link.snapshot()->taken);
    });
    m_events->take(m_link.events());
    refreshOperations();
}

void ActivityPage::buildActions(ActionRegistry& actions)
{
    m_cancel = actions.add(QStringLiteral("cancelOperationAction"), tr("&Cancel the operation"),
                           QStringLiteral("cancel"), {}, tr("Cancel the chosen operation"));
    m_copy = actions.add(QStringLiteral("copyOperationAction"), tr("Co&py the result"), QStringLiteral("copy"), {},
                         tr("Copy the chosen operation with its step or error as text"));
    m_undo = actions.add(QStringLiteral("undoAuditAction"), tr("&Bring back"), QStringLiteral("undo"), {},
                         tr("Bring back what was before the chosen change; what others changed since stays"));
    connect(m_cancel, &QAction::triggered, this, &ActivityPage::cancelOperation);
    connect(m_copy, &QAction::triggered, this, &ActivityPage::copyResult);
    connect(m_undo, &QAction::triggered, this, &ActivityPage::undoEntry);
}

QWidget* ActivityPage::buildDifference()
{
    m_differencePart = new QWidget(this);
    m_differenceTable = new DataTable(QStringLiteral("differenceTable"), tr("What the change did"), m_differencePart);
    m_differenceTable->setUp(m_difference, {20, 18, 18});
    m_differenceTable->setFixedHeight(m_differenceTable->verticalHeader()->defaultSectionSize() * 4 + 12);
    m_why = new QLabel(m_differencePart);
    m_why->setObjectName(QStringLiteral("undoWhyLabel"));
    m_why->setProperty("muted", true);
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(m_differencePart);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_differenceTable);
    layout->addWidget(m_why);
    m_differencePart->hide();
    return m_differencePart;
}

void ActivityPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refreshAudit();
}

void ActivityPage::refreshOperations()
{
    if (m_link.snapshot())
        m_operations->setNow(m_link.snapshot()->taken);
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
                   page->m_audit->take(entries ? *entries : std::vector<AuditEntry>());
                   if (entries)
                       page->m_auditPart->setEmptyText(tr("Nobody has changed anything yet."));
                   else
                       page->m_auditPart->setEmptyText(
                           tr("The changes cannot be read. %1").arg(errorText(entries.error())),
                           [page] { page->refreshAudit(); });
                   page->refreshActions();
               });
}

void ActivityPage::refreshActions()
{
    if (m_eventsPart == nullptr)
        return; // still being built
    const QString readOnly = whyReadOnly(m_link);
    const int operation = m_operationsPart->currentRow();
    const bool running = operation >= 0 && m_operations->at(operation).state == OperationState::Running;
    ActionRegistry::setEnabled(m_cancel, running && readOnly.isEmpty(),
                               readOnly.isEmpty() ? tr("Choose a running operation first.") : readOnly);
    ActionRegistry::setEnabled(m_copy, operation >= 0, tr("Choose an operation first."));
    refreshUndo(readOnly);
}

void ActivityPage::refreshUndo(const QString& readOnly)
{
    const int row = m_auditPart->currentRow();
    m_differencePart->setVisible(row >= 0);
    if (row < 0) {
        ActionRegistry::setEnabled(m_undo, false, readOnly.isEmpty() ? tr("Choose a change first.") : readOnly);
        return;
    }
    const AuditEntry& entry = m_audit->at(row);
    const AuditUndo undo = undoOfEntry(entry, *m_link.site());
    m_difference->take(auditFields(entry));
    m_why->setText(undo.whyNot);
    m_why->setVisible(!undo.whyNot.isEmpty());
    ActionRegistry::setEnabled(m_undo, undo.change && readOnly.isEmpty(), readOnly.isEmpty() ? undo.whyNot : readOnly);
}

void ActivityPage::cancelOperation()
{
    if (const int row = m_operationsPart->currentRow(); row >= 0)
        m_link.start(CancelOperation{m_operations->at(row).id}, tr("Cancel the operation"));
}

void ActivityPage::copyResult()
{
    const int row = m_operationsPart->currentRow();
    if (row < 0)
        return;
    QStringList lines;
    for (int column = 0; column < m_operations->columnCount(); ++column)
        lines.append(
            QStringLiteral("%1: %2").arg(m_operations->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                                         m_operations->index(row, column).data().toString()));
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void ActivityPage::undoEntry()
{
    if (const int row = m_auditPart->currentRow(); row >= 0)
        bringBack(m_audit->at(row));
}

void ActivityPage::bringBack(const AuditEntry& entry)
{
    const SiteConfigurationPtr site = m_link.site();
    const AuditUndo undo = undoOfEntry(entry, *site);
    if (!undo.change)
        return;
    const QString subject = fromUtf8(entry.subject);
    const auto take = [this, change = *undo.change, subject] {
        m_link.apply(change, tr("Bring back %1").arg(subject));
    };
    const Result<SiteConfiguration> after = applied(*site, *undo.change);
    if (!after)
        return take(); // and is told why not
    confirmStep(this, m_link, reversed(inverse(*site, *after, *undo.change)),
                {.name = QStringLiteral("undoAudit"),
                 .title = tr("Bring back"),
                 .question = tr("Bring back %1 as it was before this change?").arg(subject),
                 .effects = {},
                 .accept = tr("&Bring back"),
                 .acceptName = QStringLiteral("undoAuditPushButton")},
                [this, entry, site, take] {
                    if (m_link.site()->revision == site->revision)
                        take();
                    else
                        bringBack(entry); // something changed meanwhile: it may mean something else now
                });
}

} // namespace straightline::ui
