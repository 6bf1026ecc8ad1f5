// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include "engine/api/engine.h"

namespace straightline::ui
{

/// Whether the engine lives: asks it for its status, one question at a time, and watches that snapshots come. Counts
/// its own beats rather than time, so that a console that was itself stopped for a while blames nobody. GUI thread;
/// owned by the engine's link.
class EnginePulse : public QObject
{
    Q_OBJECT
public:
    enum class Silence {
        None,
        NoAnswer,  ///< its thread answers no question: stuck, or ended
        NoNumbers, ///< it answers, but snapshots have stopped
    };
    explicit EnginePulse(Engine& engine, QObject* parent = nullptr);

    Silence silence() const { return m_silence; }
    const QDateTime& since() const { return m_since; } ///< of the silence: when it was heard last

Q_SIGNALS:
    void statusRead(const straightline::EngineStatus& status);
    void silenceChanged();

private:
    void beat();
    void judge();

    Engine& m_engine;
    QTimer m_timer;
    bool m_asking = false;
    bool m_serving = false;
    bool m_heardNumbers = false; ///< ever: before the first it may be starting
    int m_beatsWithoutAnswer = 0;
    int m_beatsWithoutNumbers = 0;
    Silence m_silence = Silence::None;
    QDateTime m_since;
};

} // namespace straightline::ui
