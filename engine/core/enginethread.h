// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QThread>

#include "engine/api/engine.h"
#include "engine/core/enginesettings.h"

namespace straightline::core
{

class StraightlineEngine;

/// The engine on its own thread. Main thread; owned by the application. Destroying it stops the engine at once.
class EngineThread : public QObject
{
    Q_OBJECT
public:
    /// Waits until the engine serves or could not be started.
    [[nodiscard]] static Result<std::unique_ptr<EngineThread>> open(EngineSettings settings);
    ~EngineThread() override;

    Engine& engine();
    const std::string& ingestAddress() const { return m_ingestAddress; }       ///< empty = only HTTPS
    const std::string& ingestTlsAddress() const { return m_ingestTlsAddress; } ///< empty = no HTTPS
    std::string controlAddress() const { return m_controlAddress; }

    /// Stops accepting; drained() follows when the last request is done or the drain time-out passed.
    void drain();
    /// Reads certificates and authorities from their files again.
    void reloadCertificates();

Q_SIGNALS:
    void drained();

private:
    EngineThread() = default;

    std::unique_ptr<QThread> m_thread;
    StraightlineEngine* m_engine = nullptr; ///< lives and dies on m_thread
    std::string m_ingestAddress;
    std::string m_ingestTlsAddress;
    std::string m_controlAddress;
};

} // namespace straightline::core
