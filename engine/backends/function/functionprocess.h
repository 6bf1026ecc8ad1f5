// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <QObject>
#include <QProcess>
#include <QSocketNotifier>
#include <QTimer>

#include "engine/api/functionhost.h"
#include "engine/backends/function/functioncgroup.h"
#include "engine/backends/function/functionsandbox.h"

namespace straightline::backends
{

/// One function instance as a process of this machine: the sandbox or the relay, and all below it. It dies with us,
/// even when we are killed. Engine thread; owned by the ProcessFunctionSupervisor.
class FunctionProcess final : public QObject
{
    Q_OBJECT
public:
    FunctionProcess(FunctionInstance instance, bool isolated, std::unique_ptr<FunctionCgroup> cgroup);
    ~FunctionProcess() override;

    const FunctionInstance& instance() const { return m_instance; }

    void start(const FunctionLaunch& launch);
    /// `gently`: SIGTERM first, and a few seconds.
    void stop(bool gently);
    void killAndWait(); ///< bounded; emits nothing
    std::unique_ptr<FunctionCgroup> takeCgroup() { return std::move(m_cgroup); }

Q_SIGNALS:
    void wrote(std::string_view bytes); ///< to stdout or stderr; a view valid during the call
    void exited(std::string why);       ///< once; also when it could not be started

private:
    void prepareChild(int output);
    void readOutput(bool all);
    void endNow();
    void ended(const std::string& why);
    std::string describe(int code, QProcess::ExitStatus status) const;

    const FunctionInstance m_instance;
    const bool m_isolated;
    std::unique_ptr<FunctionCgroup> m_cgroup;
    QProcess m_process;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_output = -1;
    QTimer m_killTimer;
    QTimer m_breath; ///< between bursts of output
    bool m_ended = false;
};

} // namespace straightline::backends
