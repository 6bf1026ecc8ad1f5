// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/discoverypanel.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/enginelink.h"
#include "ui/models/discoverymodel.h"
#include "ui/pages/datatable.h"
#include "ui/text/enginetext.h"
#include "ui/text/steps.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

DiscoveryPanel::DiscoveryPanel(EngineLink& link, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_model(new DiscoveryModel(this))
    , m_table(new DataTable(QStringLiteral("discoveryTable"), tr("What could be registered"), this))
    , m_status(new QLabel(this))
    , m_again(new QPushButton(tr("Look again"), this))
{
    setObjectName(QStringLiteral("DiscoveryPanel"));
    m_table->setToolTip(tr("Choose one to fill in the fields below."));
    m_table->setWhatsThis(tr("Running containers with a published port, and ports of the engine's machine that answer "
                             "Open Inference Protocol. Choosing one fills in address, port, name and health path."));
    m_table->setUp(m_model, {12, 20, 24, 14});
    m_table->setTabKeyNavigation(false);
    m_table->setMinimumHeight(110);
    m_status->setObjectName(QStringLiteral("discoveryStatusLabel"));
    m_status->setProperty("muted", true);
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_again->setObjectName(QStringLiteral("lookAgainPushButton"));
    m_again->setAutoDefault(false);
    m_again->setToolTip(tr("Look for containers and servers once more"));
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_status, 1);
    bar->addWidget(m_again);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_table, 1);
    layout->addLayout(bar);
    connect(m_again, &QPushButton::clicked, this, &DiscoveryPanel::look);
    connect(&m_link, &EngineLink::operationsChanged, this, &DiscoveryPanel::follow);
    // Chosen, not merely where the focus came in.
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        if (const auto* found = rows.isEmpty() ? nullptr : m_model->at(rows.front().row()))
            Q_EMIT picked(*found);
    });
}

void DiscoveryPanel::setContainersOnly(bool containers)
{
    m_containersOnly = containers;
    refill();
}

void DiscoveryPanel::look()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    m_hasLooked = true;
    m_operation = 0;
    m_again->setEnabled(false);
    say(tr("Looking…"));
    const QPointer<DiscoveryPanel> guard(this);
    m_link.ask([](Engine& engine) { return engine.start(DiscoverBackends{}, Actor{"console"}); },
               [guard](const Result<Operation>& operation) {
                   if (guard)
                       guard->begun(operation);
               });
}

void DiscoveryPanel::begun(const Result<Operation>& operation)
{
    if (!operation) {
        m_isLooking = false;
        m_again->setEnabled(true);
        say(errorText(operation.error()));
        return;
    }
    m_operation = operation->id;
    follow();
}

void DiscoveryPanel::follow()
{
    if (!m_isLooking || m_operation == 0)
        return;
    const auto& all = m_link.operations();
    const auto found =
        std::find_if(all.begin(), all.end(), [this](const auto& each) { return each.id == m_operation; });
    if (found == all.end())
        return;
    if (found->state == OperationState::Running) {
        say(tr("Looking… %1").arg(stepsLine(*found)));
        return;
    }
    m_isLooking = false;
    m_again->setEnabled(true);
    if (found->state == OperationState::Succeeded)
        fetch();
    else
        say(tr("The look around ended: %1").arg(engineText(found->step)));
}

void DiscoveryPanel::fetch()
{
    const QPointer<DiscoveryPanel> guard(this);
    m_link.ask([](Engine& engine) { return engine.discovery(); },
               [guard](const Discovery& discovery) {
                   if (guard)
                       guard->show(discovery);
               });
}

void DiscoveryPanel::show(const Discovery& discovery)
{
    m_discovery = discovery;
    refill();
    QString text = tr("%n found. Choose one, or fill in the fields by hand.", nullptr, m_model->rowCount());
    if (m_model->rowCount() == 0)
        text = tr("Nothing was found. Fill in the fields by hand, or start the server and look again.");
    for (const std::string& problem : discovery.problems)
        text += QLatin1Char('\n') + engineText(problem);
    say(text);
}

void DiscoveryPanel::refill()
{
    std::vector<DiscoveredBackend> shown;
    for (const DiscoveredBackend& each : m_discovery.found)
        if (!m_containersOnly || each.source == DiscoveredBackend::Source::Container)
            shown.push_back(each);
    m_model->setFound(std::move(shown));
}

void DiscoveryPanel::say(const QString& text)
{
    m_status->setText(text);
}

} // namespace straightline::ui
