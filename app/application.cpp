// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QCoreApplication>
#include <QDir>
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

Result<void> Application::start()
{
    const auto directory = prepareStateDirectory();
    if (!directory)
        return tl::make_unexpected(directory.error());
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
        settings.stopContainersAtExit = true;
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
    const std::string& plain = m_engine->ingestAddress();
    const std::string& tls = m_engine->ingestTlsAddress();
    return "ready ingest=" + (plain.empty() ? "none" : plain) + " control=" + m_engine->controlAddress()
           + (tls.empty() ? "" : " ingest_tls=" + tls);
}

void Application::reloadCertificates()
{
    m_engine->reloadCertificates();
}

void Application::shutDown()
{
    if (m_shuttingDown)
        return;
    m_shuttingDown = true;
    if (m_demo)
        m_demo->stopLoad();
    spdlog::info("shutting down: no new connections, the requests in flight are finished");
    m_engine->drain();
}

} // namespace straightline::app
