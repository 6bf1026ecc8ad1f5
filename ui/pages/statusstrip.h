// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

#include "ui/enginelink.h"

namespace straightline::ui
{

/// The status bar: where requests enter, what the gateway itself adds, whether the store keeps up,
/// whether Docker answers, how busy the GPUs are, what is degraded. Each part can be selected and copied.
/// GUI thread; owned by the main window's status bar.
class StatusStrip : public QWidget
{
    Q_OBJECT
public:
    explicit StatusStrip(EngineLink& link, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void refreshState();
    void refreshDocker(const Snapshot& snapshot);
    void refreshGpus(const GpuTelemetry& telemetry);

    EngineLink& m_link;
    QLabel* m_state;
    QLabel* m_stateWord;
    QLabel* m_readOnlyIcon;
    QLabel* m_readOnly;
    QLabel* m_ingest;
    QLabel* m_overhead;
    QLabel* m_store;
    QLabel* m_lost;
    QLabel* m_checked;
    QLabel* m_dockerIcon;
    QLabel* m_docker;
    QLabel* m_gpu;
    QLabel* m_degraded;
};

} // namespace straightline::ui
