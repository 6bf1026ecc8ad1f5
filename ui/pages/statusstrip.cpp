// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/statusstrip.h"

#include <QHBoxLayout>

#include "ui/icons.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

StatusStrip::StatusStrip(EngineLink& link, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_state(new QLabel(this))
    , m_ingest(new QLabel(this))
    , m_overhead(new QLabel(this))
    , m_store(new QLabel(this))
    , m_lost(new QLabel(this))
    , m_degraded(new QLabel(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(8);
    layout->addWidget(m_state);
    m_ingest->setObjectName(QStringLiteral("ingestLabel"));
    m_overhead->setObjectName(QStringLiteral("overheadLabel"));
    m_store->setObjectName(QStringLiteral("storeLabel"));
    m_lost->setObjectName(QStringLiteral("lostLabel"));
    m_degraded->setObjectName(QStringLiteral("degradedLabel"));
    m_ingest->setToolTip(tr("Where clients send their requests."));
    m_overhead->setToolTip(tr("The gateway's own time for each request of the last 10 s; waiting is not counted."));
    m_store->setToolTip(tr("Request records that wait to be written to disk."));
    m_lost->setToolTip(tr("Request records that did not fit in memory; requests themselves are not affected."));
    for (QLabel* label : {m_ingest, m_overhead, m_store, m_lost, m_degraded}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
        layout->addSpacing(16);
    }
    layout->addStretch();
    connect(&m_link, &EngineLink::frameDue, this, &StatusStrip::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &StatusStrip::refresh);
    refresh();
}

void StatusStrip::refresh()
{
    const SnapshotPtr& snapshot = m_link.snapshot();
    const bool serving = m_link.status().state == "serving";
    m_state->setPixmap((serving ? stateIcon(BackendState::Up) : stateIcon(BackendState::Starting)).pixmap(16, 16));
    m_state->setToolTip(fromUtf8(m_link.status().state));
    if (!snapshot) {
        m_ingest->setText(tr("Waiting for the engine…"));
        return;
    }
    m_ingest->setText(tr("ingest %1").arg(fromUtf8(snapshot->gateway.listen)));
    const Percentiles& overhead = snapshot->gateway.overhead;
    m_overhead->setText(
        overhead.count > 0
            ? tr("gateway adds p50 %1, p99 %2").arg(formatMillis(overhead.p50), formatMillis(overhead.p99))
            : tr("gateway adds %1").arg(noData()));
    m_store->setText(tr("store %1 behind").arg(formatCount(snapshot->storeBehind)));
    m_lost->setVisible(snapshot->gateway.droppedRecords > 0);
    m_lost->setText(tr("%n record(s) lost", nullptr, static_cast<int>(snapshot->gateway.droppedRecords)));
    m_degraded->setVisible(!snapshot->degraded.empty());
    m_degraded->setText(tr("%n degraded", nullptr, static_cast<int>(snapshot->degraded.size())));
}

} // namespace straightline::ui
