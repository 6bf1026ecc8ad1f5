// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enginepulse.h"

namespace straightline::ui
{
namespace
{
constexpr int kBeatMillis = 500;
constexpr int kMostBeats = 10; ///< 5 s: twenty snapshots
} // namespace

EnginePulse::EnginePulse(Engine& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
{
    connect(
        &engine, &Engine::snapshotTaken, this,
        [this] {
            m_heardNumbers = true;
            m_beatsWithoutNumbers = 0;
            judge();
        },
        Qt::QueuedConnection);
    m_timer.setInterval(kBeatMillis);
    connect(&m_timer, &QTimer::timeout, this, &EnginePulse::beat);
    m_timer.start();
}

void EnginePulse::beat()
{
    ++m_beatsWithoutNumbers;
    if (m_asking)
        ++m_beatsWithoutAnswer;
    judge();
    if (std::exchange(m_asking, true))
        return;
    straightline::ask(
        m_engine, this, [](Engine& engine) { return engine.status(); },
        [this](const EngineStatus& status) {
            m_asking = false;
            m_beatsWithoutAnswer = 0;
            m_serving = status.state == "serving";
            judge();
            Q_EMIT statusRead(status);
        });
}

void EnginePulse::judge()
{
    // A question that waits says more than snapshots that do not come.
    const bool answers = m_beatsWithoutAnswer < 2;
    const bool noNumbers = answers && m_serving && m_heardNumbers && m_beatsWithoutNumbers >= kMostBeats;
    const Silence now = m_beatsWithoutAnswer >= kMostBeats ? Silence::NoAnswer
                        : noNumbers                        ? Silence::NoNumbers
                                                           : Silence::None;
    const Silence before = std::exchange(m_silence, now);
    if (before == now)
        return;
    if (before == Silence::None)
        m_since = QDateTime::currentDateTime().addMSecs(-kBeatMillis * kMostBeats);
    Q_EMIT silenceChanged();
}

} // namespace straightline::ui
