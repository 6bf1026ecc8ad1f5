// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QCoreApplication>
#include <QDir>
#include <QLockFile>
#include <QStandardPaths>

#include <spdlog/spdlog.h>

#include "app/demo/demo.h"
#include "engine/core/enginesettings.h"
#include "engine/core/enginethread.h"
#ifdef STRAIGHTLINE_CONSOLE
#include "ui/mainwindow.h"
#endif

namespace straightline::app
{

Application::Application(Options options)
    : m_options(std::move(options))
{
}

Application::~Application()
{
    // Bottom-up: the window asks the engine, the demo's containers are the engine's.
#ifdef STRAIGHTLINE_CONSOLE
    m_window.reset();
#endif
    m_engine.reset();
    m_demo.reset();
    m_lock.reset();
}

Result<QString> Application::prepareStateDirectory() const
{
    QString directory = QString::fromStdString(m_options.stateDir);
    if (directory.isEmpty()) {
        directory = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                    + (m_options.demo ? QStringLiteral("/straightline-demo") : QStringLiteral("/straightline"));
    }
    directory = QDir::cleanPath(QDir(directory).absolutePath());
    if (!QDir().mkpath(directory))
        return failure(ErrorCode::Storage, "cannot create the state directory " + directory.toStdString());
    QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return directory;
}

Result<void> Application::lockStateDirectory(const QString& directory)
{
    m_lock = std::make_unique<QLockFile>(directory + QStringLiteral("/lock"));
    m_lock->setStaleLockTime(0);
    if (m_lock->tryLock(0))
        return {};
    qint64 pid = 0;
    QString host;
    QString program;
    m_lock->getLockInfo(&pid, &host, &program);
    return failure(ErrorCode::Conflict, "process " + std::to_string(pid) + " already uses the state directory "
                                            + directory.toStdString() + "; stop it, or choose another with --state");
}

Result<void> Application::start()
{
    const auto directory = prepareStateDirectory();
    if (!directory)
        return tl::make_unexpected(directory.error());
    if (auto locked = lockStateDirectory(*directory); !locked)
        return locked;

    core::EngineSettings settings;
    settings.stateDir = directory->toStdString();
    settings.configPath = m_options.configPath;
    settings.listen = m_options.listen;
    settings.control = m_options.control;
    settings.controlTokenFile = m_options.controlTokenFile;
    settings.threads = m_options.threads;
    settings.readOnly = m_options.readOnly;
    settings.programDir = QCoreApplication::applicationDirPath().toStdString();

    std::optional<DemoPlan> plan;
    if (m_options.demo) {
        auto planned = planDemo(*directory);
        if (!planned)
            return tl::make_unexpected(planned.error());
        plan = std::move(*planned);
        if (settings.configPath.empty())
            settings.seed = plan->site;
        settings.stopContainersAtExit = plan->docker.mode == DemoDockerMode::Private;
    }

    auto engine = core::EngineThread::open(std::move(settings));
    if (!engine)
        return tl::make_unexpected(engine.error());
    m_engine = std::move(*engine);
    connect(m_engine.get(), &core::EngineThread::drained, this, &Application::finished);

    if (plan) {
        m_demo = std::make_unique<Demo>(std::move(*plan), m_engine->engine(), *directory);
        m_demo->start(m_engine->ingestAddress(), m_options.demoLoad);
    }
    showWindow();
    return {};
}

void Application::showWindow()
{
#ifdef STRAIGHTLINE_CONSOLE
    if (m_options.headless)
        return;
    m_window = std::make_unique<ui::MainWindow>(m_engine->engine());
    m_window->show();
#endif
}

std::string Application::readyLine() const
{
    return "ready ingest=" + m_engine->ingestAddress() + " control=" + m_engine->controlAddress();
}

void Application::shutDown()
{
    if (m_shuttingDown)
        return;
    m_shuttingDown = true;
    spdlog::info("shutting down: no new connections, {}", "finishing the requests in flight");
    m_engine->drain();
}

} // namespace straightline::app
