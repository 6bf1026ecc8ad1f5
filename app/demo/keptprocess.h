// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace straightline::app
{

/// For QProcess::setChildProcessModifier: a child that the kernel ends with us, that takes no terminal signals, and
/// that inherits no descriptor.
void becomeOwnChild();

/// A child process that is started again when it ends by itself, after a growing pause (0.5 s … 30 s), and that the
/// kernel ends with us. Main thread; owned by the demo.
class KeptProcess : public QObject
{
    Q_OBJECT
public:
    KeptProcess(QString name, QString program, QStringList arguments, QObject* parent);
    ~KeptProcess() override;

    void setEnvironment(const QProcessEnvironment& environment);
    void setWorkingDirectory(const QString& directory);
    void start();
    /// SIGTERM, then SIGKILL after `grace`. Waits for the end; for shutdown only.
    void stop(std::chrono::milliseconds grace);
    bool isRunning() const;

Q_SIGNALS:
    void ended(QString name, QString why);

private:
    void launch();
    void onFinished();

    QString m_name;
    QProcess m_process;
    QTimer m_again;
    std::chrono::milliseconds m_pause{500};
    bool m_wanted = false;
};

} // namespace straightline::app
