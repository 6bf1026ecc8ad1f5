// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The building half of WhatIfPage: actions, the line above, the comparison, the receipt.
#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/receiptdialog.h"
#include "ui/models/valuetablemodel.h"
#include "ui/models/whatiftables.h"
#include "ui/pages/datatable.h"
#include "ui/pages/sweeplists.h"
#include "ui/pages/sweeppanel.h"
#include "ui/pages/whatifpage.h"
#include "ui/pages/whatiftabs.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr const char* kRollsBackKey = "whatIf/rollsBack";

} // namespace

void WhatIfPage::buildActions()
{
    const auto add = [this](const char* id, const QString& text, const QString& shortText, const char* icon,
                            const QString& tip) {
        QAction* action = m_actions.add(QLatin1String(id), text, QLatin1String(icon), {}, tip);
        action->setIconText(shortText);
        return action;
    };
    connect(add("applyWhatIfAction", tr("Apply what is tried"), tr("Apply"), "state-up",
                tr("Use these thresholds and this policy from now on; this can be undone")),
            &QAction::triggered, this, &WhatIfPage::apply);
    connect(add("resetWhatIfAction", tr("Reset what is tried"), tr("Reset"), "undo",
                tr("Back to the thresholds and the policy that are configured")),
            &QAction::triggered, this, [this] {
                if (m_present)
                    tryChoice(*m_present);
            });
    connect(add("exportRecordingAction", tr("Write a recording"), tr("Recording"), "save",
                tr("Write the recorded requests of this application and its site into one file, for straightline "
                   "replay; Activity shows how far it is and where the file is")),
            &QAction::triggered, this, [this] {
                m_link.start(ExportRecording{.application = m_shown}, tr("Recording of %1").arg(fromUtf8(m_shown)));
            });
}

QWidget* WhatIfPage::buildHead()
{
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_tried->setObjectName(QStringLiteral("whatIfTriedLabel"));
    m_tried->setToolTip(tr("Drag F or D on the plane, or press F or D there and then the arrow keys."));
    layout->addWidget(m_tried, 1);
    m_policy->setObjectName(QStringLiteral("whatIfPolicyComboBox"));
    m_policy->setAccessibleName(tr("Policy to try"));
    for (std::size_t i = 0; i < kPolicyCount; ++i) {
        const auto policy = static_cast<PolicyKind>(i);
        if (!isForLiveRequests(policy))
            continue;
        m_policy->addItem(policyTitle(policy), static_cast<int>(i));
        m_policy->setItemData(m_policy->count() - 1, policyMeaning(policy), Qt::ToolTipRole);
    }
    m_policy->setToolTip(tr("The policy that is tried"));
    layout->addStretch(); // takes the room while the label is hidden
    layout->addWidget(m_policy);
    m_rollsBack->setObjectName(QStringLiteral("whatIfRollBackCheckBox"));
    m_rollsBack->setToolTip(
        tr("What is applied is watched for ten minutes at least: when %1 requests or more fare worse "
           "than predicted, what was before is put back")
            .arg(kWatchLeast));
    QSettings settings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
    m_rollsBack->setChecked(settings.value(QLatin1String(kRollsBackKey), true).toBool());
    connect(m_rollsBack, &QCheckBox::toggled, this, [](bool checked) {
        QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"))
            .setValue(QLatin1String(kRollsBackKey), checked);
    });
    layout->addWidget(m_rollsBack);
    for (const char* id : {"applyWhatIfAction", "resetWhatIfAction", "exportRecordingAction"}) {
        QAction* action = m_actions.find(QLatin1String(id));
        auto* button = new QToolButton(head);
        button->setDefaultAction(action);
        button->setObjectName(QLatin1String(id) + QStringLiteral("ToolButton"));
        button->setAccessibleName(action->text());
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    return head;
}

/// The decision plane, and the map of thresholds.
QWidget* WhatIfPage::buildViews()
{
    auto* views = new QTabWidget(this);
    views->setObjectName(QStringLiteral("whatIfViewTabWidget"));
    views->setDocumentMode(true);
    views->tabBar()->setDrawBase(false);
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(8, 8, 8, 8);
    inside->addWidget(m_plane);
    views->addTab(card, tr("Decision plane"));
    auto* map = new QFrame(this);
    map->setProperty("card", true);
    auto* around = new QVBoxLayout(map);
    around->setContentsMargins(0, 0, 0, 0);
    around->addWidget(m_sweeps);
    views->addTab(map, tr("Threshold map"));
    connect(m_history, &SweepHistory::sweepChosen, this, [this, views](quint64 id) {
        views->setCurrentIndex(1);
        m_sweeps->openSweep(id);
    });
    return views;
}

void WhatIfPage::buildSweeps()
{
    m_tabs->addTab(m_points, tr("Pairs of thresholds"));
    m_tabs->addTab(m_history, tr("Sweeps"));
    const auto tryPoint = [this](const Thresholds& thresholds) {
        tryChoice({thresholds, PolicyKind::Straightline}); // of which the map is
        m_fromSweep = m_sweeps->sweep() ? m_sweeps->sweep()->id : 0;
    };
    connect(m_sweeps, &SweepPanel::pointChosen, this, tryPoint);
    connect(m_points, &SweepPoints::pointChosen, this, tryPoint);
    connect(m_sweeps, &SweepPanel::sweepsListed, m_history, &SweepHistory::show);
    connect(m_sweeps, &SweepPanel::sweepShown, this, [this] { m_points->show(m_sweeps->sweep()); });
}

QWidget* WhatIfPage::buildComparison()
{
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    card->setMinimumWidth(440); // all four columns
    auto* table = new DataTable(QStringLiteral("whatIfComparisonTable"), tr("Happened and predicted"), card);
    table->setYielding({{}, {{0, 10}, {1, 10}, {2, 10}, {3, 8}}});
    table->setUp(m_comparison, {12, 12, 12, 9});
    table->setSortingEnabled(false);
    m_quality->setObjectName(QStringLiteral("whatIfQualityLabel"));
    m_quality->setProperty("muted", true);
    m_quality->setWordWrap(true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(table, 1);
    layout->addWidget(m_quality);
    return card;
}

void WhatIfPage::openReceipt(quint64 id)
{
    if (!m_receipt)
        m_receipt = new ReceiptDialog(m_link, this);
    m_receipt->ask(id);
}

} // namespace straightline::ui
