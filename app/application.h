// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "app/options.h"
#include "engine/api/result.h"

namespace straightline::core
{
class EngineThread;
}

namespace straightline::ui
{
class MainWindow;
}

namespace straightline::app
{

class Demo;

/// The composition root: builds state directory → engine → demo → window, top-down, and destroys them bottom-up. Main
/// thread.
class Application : public QObject
{
    Q_OBJECT
public:
    explicit Application(Options options);
    ~Application() override;

    /// Serving when it returns. ErrorCode::InvalidArgument means usage or configuration (exit code 2).
    [[nodiscard]] Result<void> start();

    /// "ready ingest=HOST:PORT control=HOST:PORT", with HTTPS " ingest_tls=HOST:PORT" behind; without HTTP ingest=none.
    std::string readyLine() const;

public Q_SLOTS:
    /// Stops accepting, drains to the configured deadline, then emits finished().
    void shutDown();
    void reloadCertificates();

Q_SIGNALS:
    void finished();

private:
    Result<QString> prepareStateDirectory() const;
    void showWindow();

    Options m_options;
    std::unique_ptr<core::EngineThread> m_engine;
    std::unique_ptr<Demo> m_demo;
#ifdef STRAIGHTLINE_CONSOLE
    std::unique_ptr<ui::MainWindow> m_window;
#endif
    bool m_shuttingDown = false;
};

} // namespace straightline::app
