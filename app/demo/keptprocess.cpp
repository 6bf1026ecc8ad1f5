// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/keptprocess.h"

#include <csignal>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <spdlog/spdlog.h>

namespace straightline::app
{

using namespace std::chrono_literals;

void becomeOwnChild()
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::setpgid(0, 0);                            // Ctrl+C is ours to pass on
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC); // the gateway's sockets are not the child's
}

KeptProcess::KeptProcess(QString name, QString program, QStringList arguments, QObject* parent)
    : QObject(parent)
    , m_name(std::move(name))
{
    m_process.setProgram(program);
    m_process.setArguments(arguments);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier(becomeOwnChild);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &KeptProcess::launch);
    connect(&m_process, &QProcess::finished, this, &KeptProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onFinished();
    });
    connect(&m_process, &QProcess::readyRead, this, [this] {
        for (const QByteArray& line : m_process.readAll().split('\n')) {
            if (!line.trimmed().isEmpty())
                spdlog::debug("{}: {}", m_name.toStdString(), line.trimmed().toStdString());
        }
    });
}

KeptProcess::~KeptProcess()
{
    stop(2s);
}

void KeptProcess::setEnvironment(const QProcessEnvironment& environment)
{
    m_process.setProcessEnvironment(environment);
}

void KeptProcess::setWorkingDirectory(const QString& directory)
{
    m_process.setWorkingDirectory(directory);
}

void KeptProcess::start()
{
    m_wanted = true;
    launch();
}

void KeptProcess::launch()
{
    if (m_wanted && m_process.state() == QProcess::NotRunning)
        m_process.start();
}

void KeptProcess::onFinished()
{
    if (!m_wanted)
        return;
    const QString why = m_process.error() == QProcess::FailedToStart
                            ? m_process.errorString()
                            : QStringLiteral("exited %1").arg(m_process.exitCode());
    spdlog::warn("{} ended ({}); starting it again in {} ms", m_name.toStdString(), why.toStdString(), m_pause.count());
    Q_EMIT ended(m_name, why);
    m_again.start(m_pause);
    m_pause = std::min(m_pause * 2, std::chrono::milliseconds(30s));
}

void KeptProcess::stop(std::chrono::milliseconds grace)
{
    m_wanted = false;
    m_again.stop();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(static_cast<int>(grace.count()))) {
        m_process.kill();
        m_process.waitForFinished(2'000);
    }
}

bool KeptProcess::isRunning() const
{
    return m_process.state() == QProcess::Running;
}

} // namespace straightline::app
