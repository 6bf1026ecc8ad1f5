// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activitysection.h"

#include <algorithm>

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/tableexporter.h"
#include "ui/icons.h"
#include "ui/models/activitymodels.h"
#include "ui/models/backendsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/text/tableexport.h"

namespace straightline::ui
{

ActivitySection::ActivitySection(const QString& id, const QString& title, ActivityModel& model,
                                 const QList<int>& widths, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_id(id)
    , m_model(model)
    , m_filter(new WordFilterModel(ActivityModel::SortRole, this))
    , m_table(new DataTable(id + QStringLiteral("Table"), title, this))
    , m_exporter(new TableExporter(*m_table, this))
    , m_head(new QHBoxLayout)
    , m_words(new QLineEdit(this))
    , m_told(new QLabel(this))
    , m_empty(new QLabel(this))
{
    auto* heading = new QLabel(title, this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setMinimumHeight(fontMetrics().height() + 16);
    m_words->setObjectName(id + QStringLiteral("FilterLineEdit"));
    m_words->setProperty("filterBox", true);
    m_words->setAccessibleName(tr("Filter: %1").arg(title));
    m_words->setPlaceholderText(tr("Filter"));
    m_words->setToolTip(tr("Shows rows that contain every word"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(200);
    m_words->setMinimumWidth(80);
    m_told->setObjectName(id + QStringLiteral("ToldLabel"));
    m_told->setProperty("muted", true);
    m_told->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_empty->setObjectName(id + QStringLiteral("EmptyLabel"));
    m_empty->setProperty("muted", true);
    m_empty->setWordWrap(true);
    m_head->setSpacing(8);
    m_head->addWidget(heading);
    m_head->addWidget(m_words, 1);
    m_head->addWidget(m_told);
    m_head->addStretch();
    m_filter->setSourceModel(&model);
    m_table->setUp(m_filter, widths);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_export = actions.add(QStringLiteral("export_%1Action").arg(id), tr("Export: %1").arg(title),
                           QStringLiteral("save"), {}, tr("Write this table as it is shown to a CSV or JSON file"));
    m_export->setIconText(tr("Export…"));
    connect(m_export, &QAction::triggered, this, &ActivitySection::exportTable);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_head);
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setWords(text);
        refreshEmpty();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid())
            m_chosen = now.data(ActivityModel::IdRole).toULongLong();
        Q_EMIT currentChanged();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &ActivitySection::refreshEmpty);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &ActivitySection::keepCurrent, Qt::QueuedConnection);
    connect(m_exporter, &TableExporter::ended, m_told, [this](bool, const QString& told) { m_told->setText(told); });
    refreshEmpty();
}

void ActivitySection::addAction(QAction* action, const char* buttonName)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(buttonName));
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    button->setToolButtonStyle(action == m_export ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_head->addWidget(button);
    m_table->QWidget::addAction(action);
}

void ActivitySection::addBelow(QWidget* widget)
{
    layout()->addWidget(widget);
}

int ActivitySection::currentRow() const
{
    return m_filter->mapToSource(m_table->currentIndex()).row();
}

void ActivitySection::setEmptyText(const QString& text)
{
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
    const bool filtered = m_model.rowCount() > 0 && m_filter->rowCount() == 0;
    m_empty->setText(filtered ? tr("No row contains these words. Clear the filter to see all.") : m_emptyText);
    m_empty->setVisible(m_filter->rowCount() == 0 && !m_empty->text().isEmpty());
    ActionRegistry::setEnabled(m_export, m_filter->rowCount() > 0, tr("There is no row to export."));
}

void ActivitySection::exportTable()
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
    m_exporter->askFile(times.isEmpty() ? m_id : QStringLiteral("%1_%2_%3").arg(m_id, *first, *last));
}

} // namespace straightline::ui
