// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweeplists.h"

#include <QCheckBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/tableexporter.h"
#include "ui/models/backendsmodel.h"
#include "ui/models/sweeptables.h"
#include "ui/models/valuetablemodel.h"
#include "ui/pages/datatable.h"
#include "ui/text/format.h"

namespace straightline::ui
{
namespace
{

/// The table over its model, sorted by its values.
void setUpSorted(DataTable& table, ValueTableModel& model, const QList<int>& characters)
{
    auto* sorted = new WordFilterModel(ValueTableModel::SortRole, &table);
    sorted->setSourceModel(&model);
    table.setUp(sorted, characters);
}

} // namespace

SweepPoints::SweepPoints(ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_model(new ValueTableModel(pointColumns(), this))
    , m_table(new DataTable(QStringLiteral("sweepPointsTable"), tr("Pairs of thresholds"), this))
    , m_onlyFront(new QCheckBox(tr("Only the Pareto front"), this))
    , m_count(new QLabel(this))
    , m_exporter(new TableExporter(*m_table, this))
{
    setUpSorted(*m_table, *m_model, {12, 12, 12, 10, 14, 12});
    m_onlyFront->setObjectName(QStringLiteral("sweepOnlyFrontCheckBox"));
    m_onlyFront->setToolTip(tr("Hide the pairs that another one beats in p95, failures and cost together"));
    m_onlyFront->setChecked(true);
    m_count->setObjectName(QStringLiteral("sweepPointsLabel"));
    m_count->setProperty("muted", true);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_export = actions.add(QStringLiteral("exportSweepAction"), tr("Export the threshold map…"), QStringLiteral("save"),
                           {}, tr("Save the pairs of thresholds with their figures, as shown"));
    m_export->setIconText(tr("Export…"));
    connect(m_export, &QAction::triggered, this, [this] {
        m_exporter->askFile(QStringLiteral("thresholds_%1")
                                .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"))));
    });
    connect(m_exporter, &TableExporter::ended, this, [this](bool, const QString& told) { m_count->setText(told); });
    connect(m_onlyFront, &QCheckBox::toggled, this, &SweepPoints::refresh);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &SweepPoints::choose);
    connect(m_table, &DataTable::openRequested, this, &SweepPoints::choose);
    auto* button = new QToolButton(this);
    button->setDefaultAction(m_export);
    button->setObjectName(QStringLiteral("exportSweepToolButton"));
    button->setAccessibleName(m_export->text());
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    auto* head = new QHBoxLayout;
    head->addWidget(m_onlyFront);
    head->addWidget(m_count, 1);
    head->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);
    refresh();
}

void SweepPoints::show(const std::optional<ThresholdSweep>& sweep)
{
    m_sweep = sweep;
    refresh();
}

void SweepPoints::setUsable(const QString& whyNot)
{
    m_whyNot = whyNot;
    refresh();
}

void SweepPoints::choose()
{
    const quint64 id = m_table->currentData(ValueTableModel::IdRole).toULongLong();
    if (m_sweep && id > 0 && id <= m_sweep->points.size())
        Q_EMIT pointChosen(m_sweep->points[id - 1].thresholds);
}

void SweepPoints::refresh()
{
    m_model->setRows(m_sweep ? pointRows(*m_sweep, m_onlyFront->isChecked()) : std::vector<ValueTableModel::Row>{});
    const int rows = m_model->rowCount();
    m_count->setText(m_sweep
                         ? tr("%1 of %2 pairs; Enter tries one")
                               .arg(formatCount(static_cast<std::uint64_t>(rows)), formatCount(m_sweep->points.size()))
                         : tr("No sweep is shown."));
    const QString whyNot = !m_whyNot.isEmpty() ? m_whyNot : rows == 0 ? tr("No sweep is shown.") : QString();
    ActionRegistry::setEnabled(m_export, whyNot.isEmpty(), whyNot);
}

SweepHistory::SweepHistory(QWidget* parent)
    : QWidget(parent)
    , m_model(new ValueTableModel(sweepColumns(), this))
    , m_table(new DataTable(QStringLiteral("sweepHistoryTable"), tr("Sweeps"), this))
    , m_hint(new QLabel(this))
{
    m_table->setYielding({{5, 2}, {{0, 14}, {1, 10}, {3, 6}, {6, 20}}}); // took, grid; time, application, goal, advice
    setUpSorted(*m_table, *m_model, {16, 12, 10, 8, 10, 9, 22, 13, 20, 10});
    m_hint->setObjectName(QStringLiteral("sweepHistoryLabel"));
    m_hint->setProperty("muted", true);
    const auto choose = [this] {
        if (const quint64 id = m_table->currentData(ValueTableModel::IdRole).toULongLong(); id != 0)
            Q_EMIT sweepChosen(id);
    };
    connect(m_table, &QAbstractItemView::doubleClicked, this, choose);
    connect(m_table, &DataTable::openRequested, this, choose);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_hint);
    layout->addWidget(m_table, 1);
    show({});
}

void SweepHistory::show(const std::vector<ThresholdSweep>& sweeps)
{
    m_model->setRows(sweepRows(sweeps));
    m_hint->setText(sweeps.empty()
                        ? tr("No sweep of this application yet.")
                        : tr("The latest %1 sweeps of all applications are kept; Enter opens one.").arg(kSweepsKept));
}

} // namespace straightline::ui
