// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/statusstrip.h"

#include <algorithm>
#include <optional>

#include <QHBoxLayout>
#include <QLocale>

#include "ui/icons.h"
#include "ui/readonly.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

namespace
{

QString memoryText(const std::optional<GpuMemory>& memory)
{
    return memory ? StatusStrip::tr("%1 of %2 memory")
                        .arg(formatBytes(static_cast<double>(memory->usedBytes)),
                             formatBytes(static_cast<double>(memory->totalBytes)))
                  : StatusStrip::tr("memory: not available");
}

/// The driver tells no more than that.
QString wholePercent(std::uint32_t percent)
{
    return QLocale().toString(percent) + QStringLiteral("\u00A0%");
}

/// A GPU and its instances, a line each; what the driver does not tell is said to be not available.
QStringList gpuLines(const GpuStatus& gpu)
{
    QStringList parts{StatusStrip::tr("%1: %2").arg(gpu.index).arg(fromUtf8(gpu.name))};
    parts.append(gpu.utilizationPercent ? StatusStrip::tr("%1 busy").arg(wholePercent(*gpu.utilizationPercent))
                                        : StatusStrip::tr("load: not available"));
    parts.append(memoryText(gpu.memory));
    if (gpu.powerWatts)
        parts.append(StatusStrip::tr("%1 W").arg(*gpu.powerWatts, 0, 'f', 0));
    if (gpu.temperatureCelsius)
        parts.append(StatusStrip::tr("%1 °C").arg(*gpu.temperatureCelsius));
    QStringList lines{parts.join(QStringLiteral(", "))};
    for (const MigInstance& part : gpu.instances)
        lines.append(StatusStrip::tr("   instance %1: %2").arg(part.index).arg(memoryText(part.memory)));
    return lines;
}

} // namespace

StatusStrip::StatusStrip(EngineLink& link, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_state(new QLabel(this))
    , m_stateWord(new QLabel(this))
    , m_readOnlyIcon(new QLabel(this))
    , m_readOnly(new QLabel(this))
    , m_ingest(new QLabel(this))
    , m_overhead(new QLabel(this))
    , m_store(new QLabel(this))
    , m_lost(new QLabel(this))
    , m_checked(new QLabel(this))
    , m_dockerIcon(new QLabel(this))
    , m_docker(new QLabel(this))
    , m_gpu(new QLabel(this))
    , m_degraded(new QLabel(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(8);
    layout->addWidget(m_state);
    m_stateWord->setObjectName(QStringLiteral("engineStateLabel"));
    layout->addWidget(m_stateWord);
    m_readOnly->setObjectName(QStringLiteral("readOnlyLabel"));
    m_readOnly->setText(tr("read-only"));
    layout->addWidget(m_readOnlyIcon);
    layout->addWidget(m_readOnly);
    layout->addSpacing(8);
    m_ingest->setObjectName(QStringLiteral("ingestLabel"));
    m_overhead->setObjectName(QStringLiteral("overheadLabel"));
    m_store->setObjectName(QStringLiteral("storeLabel"));
    m_lost->setObjectName(QStringLiteral("lostLabel"));
    m_checked->setObjectName(QStringLiteral("checkedLabel"));
    m_checked->setToolTip(
        tr("Every recorded decision is decided again from what was recorded with it: f, d, F, D and the "
           "room of each tier. All must come out the same."));
    m_degraded->setObjectName(QStringLiteral("degradedLabel"));
    m_ingest->setToolTip(tr("Where clients send their requests."));
    m_overhead->setToolTip(tr("The gateway's own time for each request of the last 10 s; waiting is not counted."));
    m_store->setToolTip(tr("Request records that wait to be written to disk."));
    m_lost->setToolTip(tr("Request records that did not fit in memory; requests themselves are not affected."));
    m_docker->setObjectName(QStringLiteral("dockerLabel"));
    m_gpu->setObjectName(QStringLiteral("gpuLabel"));
    m_degraded->setToolTip(tr("What works only in part; the line above the page says what, and why."));
    for (QLabel* label : {m_ingest, m_overhead, m_store, m_lost, m_checked, m_docker, m_gpu, m_degraded}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        if (label == m_docker)
            layout->addWidget(m_dockerIcon);
        layout->addWidget(label);
        if (label == m_gpu)
            label->setContentsMargins(0, 0, 8, 0); // hidden where there is none, with its distance
        else if (label != m_degraded)
            layout->addSpacing(8);
    }
    m_stateWord->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addStretch();
    connect(&m_link, &EngineLink::frameDue, this, &StatusStrip::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &StatusStrip::refresh);
    connect(&m_link.pulse(), &EnginePulse::silenceChanged, this, &StatusStrip::refresh);
    refresh();
}

void StatusStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        refresh(); // the icons have the theme's colours
    QWidget::changeEvent(event);
}

void StatusStrip::refresh()
{
    m_readOnlyIcon->setPixmap(themedIcon(QStringLiteral("lock"), IconColor::Warning).pixmap(16, 16));
    const SnapshotPtr& snapshot = m_link.snapshot();
    refreshState();
    const QString readOnly = whyReadOnly(m_link);
    for (QLabel* label : {m_readOnlyIcon, m_readOnly}) {
        label->setVisible(!readOnly.isEmpty());
        label->setToolTip(readOnly);
    }
    if (!snapshot) {
        m_ingest->setText(tr("Waiting for the engine…"));
        return;
    }
    QStringList doors;
    if (!snapshot->gateway.listen.empty())
        doors.append(fromUtf8(snapshot->gateway.listen));
    if (!snapshot->gateway.listenTls.empty())
        doors.append(QStringLiteral("https://") + fromUtf8(snapshot->gateway.listenTls));
    m_ingest->setText(tr("ingest %1").arg(doors.join(QStringLiteral(" · "))));
    const Percentiles& overhead = snapshot->gateway.overhead;
    m_overhead->setText(
        overhead.count > 0
            ? tr("gateway adds p50 %1, p99 %2").arg(formatMillis(overhead.p50), formatMillis(overhead.p99))
            : tr("gateway adds %1").arg(noData()));
    m_store->setText(tr("store %1 behind").arg(formatCount(snapshot->storeBehind)));
    m_lost->setText(tr("%n record(s) lost", nullptr, static_cast<int>(snapshot->gateway.droppedRecords)));
    m_checked->setText(
        tr("%1 checked, %2 differ")
            .arg(formatCount(snapshot->gateway.decisionsChecked), formatCount(snapshot->gateway.decisionsDiffering)));
    refreshDocker(*snapshot);
    refreshGpus(snapshot->gpus);
    m_degraded->setVisible(!snapshot->troubles.empty());
    m_degraded->setText(tr("%n degraded", nullptr, static_cast<int>(snapshot->troubles.size())));
}

void StatusStrip::refreshState()
{
    if (m_link.pulse().silence() != EnginePulse::Silence::None) {
        m_state->setPixmap(stateIcon(BackendState::Down).pixmap(16, 16));
        m_stateWord->setText(tr("not heard"));
        for (QLabel* label : {m_state, m_stateWord})
            label->setToolTip(tr("Nothing new comes from the engine; the line above the page says what to do."));
        return;
    }
    const std::string& state = m_link.status().state;
    const bool serving = state == "serving";
    m_state->setPixmap((serving ? stateIcon(BackendState::Up) : stateIcon(BackendState::Starting)).pixmap(16, 16));
    m_stateWord->setText(serving ? tr("serving") : state == "draining" ? tr("draining") : tr("starting"));
    const QString tip = serving               ? tr("The engine takes requests.")
                        : state == "draining" ? tr("The engine takes no new requests and finishes those in flight.")
                                              : tr("The engine does not take requests yet.");
    const SnapshotPtr& snapshot = m_link.snapshot();
    const bool noGpu = snapshot && snapshot->gpus.gpus.empty() && !snapshot->gpus.problem.empty();
    const QString whole =
        noGpu ? tip + u'\n' + tr("GPUs are not available: %1").arg(engineText(snapshot->gpus.problem)) : tip;
    m_state->setToolTip(whole);
    m_stateWord->setToolTip(whole);
}

void StatusStrip::refreshDocker(const Snapshot& snapshot)
{
    const bool used = std::any_of(snapshot.backends.begin(), snapshot.backends.end(),
                                  [](const BackendSnapshot& each) { return each.kind == BackendKind::Container; });
    const auto problem = std::find_if(snapshot.troubles.begin(), snapshot.troubles.end(), [](const Trouble& each) {
        return each.cause == TroubleCause::DockerUnreachable;
    });
    const bool bad = problem != snapshot.troubles.end();
    m_dockerIcon->setVisible(used || bad);
    m_docker->setVisible(used || bad);
    m_dockerIcon->setPixmap(stateIcon(bad ? BackendState::Down : BackendState::Up).pixmap(16, 16));
    m_docker->setText(bad ? tr("Docker away") : tr("Docker"));
    const QString tip = bad ? engineText(problem->detail)
                            : tr("The Docker engine answers; container backends can be started and watched.");
    m_docker->setToolTip(tip);
    m_dockerIcon->setToolTip(tip);
}

/// Shown where there are some: the busiest in the bar, each with all that is known in the tip.
void StatusStrip::refreshGpus(const GpuTelemetry& telemetry)
{
    m_gpu->setVisible(!telemetry.gpus.empty());
    std::optional<std::uint32_t> busiest;
    for (const GpuStatus& each : telemetry.gpus) {
        if (each.utilizationPercent)
            busiest = std::max(busiest.value_or(0), *each.utilizationPercent);
    }
    m_gpu->setText(busiest ? tr("GPU %1").arg(wholePercent(*busiest)) : tr("GPU"));
    QStringList lines;
    for (const GpuStatus& each : telemetry.gpus)
        lines += gpuLines(each);
    if (!telemetry.problem.empty())
        lines.append(tr("As last seen: %1").arg(engineText(telemetry.problem)));
    m_gpu->setToolTip(lines.join(u'\n'));
}

} // namespace straightline::ui
