// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace straightline::app
{

/// Notices when the main thread's event loop stood still: the console promises never to. Each stall is logged, and the
/// longest is told at the end. Main thread; owned by main().
class StallWatch : public QObject
{
    Q_OBJECT
public:
    StallWatch();
    ~StallWatch() override;

private:
    void look();

    QTimer m_timer;
    QElapsedTimer m_since;
    std::chrono::milliseconds m_longest{0};
};

} // namespace straightline::app
