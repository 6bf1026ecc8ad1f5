// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activitysection.h"

#include <algorithm>

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/activitymodels.h"
#include "ui/models/backendsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/tabletools.h"
#include "ui/text/tableexport.h"

namespace straightline::ui
{

ActivitySection::ActivitySection(const QString& id, const QString& title, ActivityModel& model,
                                 const QList<int>& widths, int stretched, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new WordFilterModel(ActivityModel::SortRole, this))
    , m_table(new DataTable(id + QStringLiteral("Table"), title, this))
    , m_head(new QHBoxLayout)
    , m_empty(new EmptyState(this))
{
    auto* heading = new QLabel(title, this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setMinimumHeight(fontMetrics().height() + 16);
    m_head->addWidget(heading);
    m_head->addStretch();
    m_filter->setSourceModel(&model);
    m_table->setUp(m_filter, widths, stretched);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ActivitySection::showMenu);
    m_tools = new TableTools(id, title, *m_table, *m_filter, actions, this);
    m_tools->setSubject([this] { return timeRange(); });
    connect(m_tools, &TableTools::wordsChanged, this, &ActivitySection::refreshEmpty);
    m_head->addWidget(m_tools);
    m_empty->setObjectName(id + QStringLiteral("EmptyState"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_head);
    layout->addWidget(m_tools->strip());
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid())
            m_chosen = now.data(ActivityModel::IdRole).toULongLong();
        Q_EMIT currentChanged();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &ActivitySection::refreshEmpty);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &ActivitySection::keepCurrent, Qt::QueuedConnection);
    refreshEmpty();
}

void ActivitySection::addAction(QAction* action, const char* buttonName)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(buttonName));
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->addWidget(button);
    m_actions.append(action);
}

void ActivitySection::addBelow(QWidget* widget)
{
    layout()->addWidget(widget);
}

int ActivitySection::currentRow() const
{
    return m_filter->mapToSource(m_table->currentIndex()).row();
}

void ActivitySection::setEmptyText(const QString& text, const std::function<void()>& retry)
{
    m_retry = retry;
    m_emptyText = text;
    refreshEmpty();
}

void ActivitySection::keepCurrent()
{
    for (int row = 0; m_chosen != 0 && row < m_filter->rowCount(); ++row) {
        if (m_filter->index(row, 0).data(ActivityModel::IdRole).toULongLong() == m_chosen)
            m_table->selectRow(row);
    }
    refreshEmpty();
    Q_EMIT currentChanged();
}

void ActivitySection::refreshEmpty()
{
    if (m_tools->hidesAll())
        m_empty->show(m_tools->whyNothing(), tr("Clear the filter"), [this] { m_tools->clear(); });
    else if (m_retry)
        m_empty->show(m_emptyText, tr("Retry"), m_retry);
    else
        m_empty->show(m_emptyText);
    m_empty->setVisible(m_filter->rowCount() == 0 && (m_tools->hidesAll() || !m_emptyText.isEmpty()));
    m_tools->refresh();
}

void ActivitySection::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    m_tools->fillMenu(*menu);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

/// Of the first and last row shown, for the name of a file; empty = none has a time.
QString ActivitySection::timeRange() const
{
    QStringList times;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        for (int column = 0; column < m_filter->columnCount(); ++column) {
            const QVariant time = m_filter->index(row, column).data(kExportRole);
            if (time.isValid())
                times.append(QDateTime::fromString(time.toString(), Qt::ISODateWithMs)
                                 .toLocalTime()
                                 .toString(QStringLiteral("yyyyMMdd-HHmmss")));
        }
    }
    const auto [first, last] = std::minmax_element(times.begin(), times.end());
    return times.isEmpty() ? QString() : QStringLiteral("%1_%2").arg(*first, *last);
}

} // namespace straightline::ui
