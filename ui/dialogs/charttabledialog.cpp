// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/charttabledialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include "ui/charts/timechart.h"
#include "ui/icons.h"
#include "ui/models/charttablemodel.h"
#include "ui/pages/datatable.h"

namespace straightline::ui
{
namespace
{

constexpr int kTimeCharacters = 16;
constexpr int kNumberCharacters = 12;

} // namespace

ChartTableDialog::ChartTableDialog(const TimeChart& chart, QWidget* parent)
    : QDialog(parent)
    , m_model(new ChartTableModel(chart.data(), chart.format(), this))
    , m_text(plainTextOf(m_model->chartData(), chart.format()))
{
    setObjectName(QStringLiteral("ChartTableDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1: %2").arg(chart.title(), m_model->chartData().object));
    auto* summary = new QLabel(chart.summary(), this);
    summary->setObjectName(QStringLiteral("chartSummaryLabel"));
    summary->setWordWrap(true);
    summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    summary->setAccessibleName(tr("Summary"));
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(ChartTableModel::NumberRole);
    auto* table =
        new DataTable(chart.objectName() + QStringLiteral("Table"), tr("Numbers of %1").arg(chart.title()), this);
    QList<int> widths(m_model->columnCount(), kNumberCharacters);
    widths[0] = kTimeCharacters;
    table->setUp(sorted, widths);
    table->sortByColumn(0, Qt::DescendingOrder);
    table->setToolTip(tr("A row for each moment. Ctrl+C copies the chosen rows."));
    auto* buttons = new QDialogButtonBox(this);
    QPushButton* copy = buttons->addButton(tr("&Copy all"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyChartPushButton"));
    copy->setIcon(themedIcon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the whole table, tab-separated"));
    QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(QStringLiteral("closeChartPushButton"));
    close->setToolTip(tr("Close the table"));
    connect(copy, &QPushButton::clicked, this, &ChartTableDialog::copyAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(summary);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    resize(std::min(1'000, 280 + 110 * m_model->columnCount()), 520);
    table->selectRow(0);
    table->setFocus();
}

void ChartTableDialog::copyAll()
{
    QGuiApplication::clipboard()->setText(m_text);
}

} // namespace straightline::ui
