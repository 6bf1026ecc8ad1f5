// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/whatiftabs.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/tableexporter.h"
#include "ui/models/backendsmodel.h"
#include "ui/models/valuetablemodel.h"
#include "ui/models/whatiftables.h"
#include "ui/pages/datatable.h"
#include "ui/text/format.h"

namespace straightline::ui
{

WhatIfTabs::WhatIfTabs(ActionRegistry& actions, QWidget* parent)
    : QTabWidget(parent)
    , m_actions(actions)
    , m_moves(new ValueTableModel(moveColumns(), this))
    , m_policies(new ValueTableModel(policyColumns(), this))
    , m_models(new ValueTableModel(modelColumns(), this))
    , m_filter(new WordFilterModel(ValueTableModel::SortRole, this))
    , m_moveTable(new DataTable(QStringLiteral("whatIfMovesTable"), tr("Requests that would move"), this))
    , m_words(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_exporter(new TableExporter(*m_moveTable, this))
{
    setObjectName(QStringLiteral("whatIfTabWidget"));
    setDocumentMode(true);
    tabBar()->setDrawBase(false);
    addTab(buildMoves(), tr("Requests that would move"));
    auto* policies = new DataTable(QStringLiteral("whatIfPoliciesTable"), tr("Policies side by side"), this);
    auto* sortedPolicies = new WordFilterModel(ValueTableModel::SortRole, this);
    sortedPolicies->setSourceModel(m_policies);
    policies->setUp(sortedPolicies, {20, 9, 9, 9, 8, 12, 9, 9, 9});
    addTab(policies, tr("Policies side by side"));
    auto* models = new DataTable(QStringLiteral("whatIfModelsTable"), tr("Models of the backends"), this);
    auto* sortedModels = new WordFilterModel(ValueTableModel::SortRole, this);
    sortedModels->setSourceModel(m_models);
    models->setUp(sortedModels, {14, 11, 16, 9, 11, 9, 11, 11, 8});
    addTab(models, tr("Models of the backends"));
    clear();
}

QWidget* WhatIfTabs::buildMoves()
{
    auto* page = new QWidget(this);
    m_filter->setSourceModel(m_moves);
    m_moveTable->setUp(m_filter, {14, 9, 10, 20, 20, 14, 14, 9}, 3);
    m_moveTable->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const auto open = [this] {
        if (const quint64 id = m_moveTable->currentData(ValueTableModel::IdRole).toULongLong(); id != 0)
            Q_EMIT requestChosen(id);
    };
    connect(m_moveTable, &QAbstractItemView::doubleClicked, this, open);
    connect(m_moveTable, &DataTable::openRequested, this, open);
    m_words->setObjectName(QStringLiteral("whatIfFilterLineEdit"));
    m_words->setAccessibleName(tr("Filter the requests that would move"));
    m_words->setPlaceholderText(tr("Filter"));
    m_words->setToolTip(tr("Shows rows that contain every word."));
    m_words->setClearButtonEnabled(true);
    m_words->setProperty("filterBox", true);
    m_words->setMaximumWidth(200);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setWords(text);
        refreshCount();
    });
    m_count->setObjectName(QStringLiteral("whatIfMovesLabel"));
    m_count->setProperty("muted", true);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QAction* action = m_actions.add(QStringLiteral("exportMovesAction"), tr("Export the moves…"),
                                    QStringLiteral("save"), {}, tr("Save the requests that would move, as shown"));
    action->setIconText(tr("Export…"));
    connect(action, &QAction::triggered, this, [this] {
        m_exporter->askFile(
            QStringLiteral("moves_%1").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"))));
    });
    connect(m_exporter, &TableExporter::ended, this, [this](bool, const QString& told) { m_count->setText(told); });
    auto* button = new QToolButton(page);
    button->setDefaultAction(action);
    button->setObjectName(QStringLiteral("exportMovesToolButton"));
    button->setAccessibleName(action->text());
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    auto* head = new QHBoxLayout;
    head->addWidget(m_count, 1);
    head->addWidget(m_words);
    head->addWidget(button);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_moveTable, 1);
    return page;
}

void WhatIfTabs::show(const WhatIfAnswer& answer)
{
    m_moved = answer.moved;
    m_moves->setRows(moveRows(answer));
    if (!answer.policies.empty())
        m_policies->setRows(policyRows(answer));
    m_models->setRows(modelRows(answer));
    refreshCount();
}

void WhatIfTabs::clear()
{
    m_moved = 0;
    m_moves->setRows({});
    m_policies->setRows({});
    m_models->setRows({});
    refreshCount();
}

void WhatIfTabs::setUsable(bool usable)
{
    m_usable = usable;
    refreshCount();
}

void WhatIfTabs::refreshCount()
{
    const auto shown = static_cast<std::uint64_t>(m_filter->rowCount());
    const bool any = m_moves->rowCount() > 0;
    m_count->setText(
        m_moved == 0 ? tr("No request would move. Drag F or D above, or choose another policy, to see which would.")
        : shown == m_moved ? tr("%1 would move").arg(formatCount(m_moved))
                           : tr("%1 would move, %2 are listed").arg(formatCount(m_moved), formatCount(shown)));
    ActionRegistry::setEnabled(m_actions.find(QStringLiteral("exportMovesAction")), m_usable && any,
                               m_usable ? tr("No request would move.") : tr("Go to the What if page first."));
}

} // namespace straightline::ui
