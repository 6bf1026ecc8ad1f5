// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/functionprocess.h"

#include <array>
#include <csignal>
#include <cstring>

#include <QProcessEnvironment>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace straightline::backends
{
namespace
{

constexpr std::chrono::milliseconds kGrace{3'000};     ///< SIGTERM to SIGKILL
constexpr std::chrono::milliseconds kHangUpGrace{500}; ///< SIGHUP to SIGKILL
constexpr int kWaitMillis = 2'000;
// A process that writes more is held by its full pipe: 2.5 MB/s of log are enough, and the engine thread stays free.
constexpr std::size_t kBurstBytes = 262'144;
constexpr std::chrono::milliseconds kBreath{100};

QStringList toList(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

} // namespace

FunctionProcess::FunctionProcess(FunctionInstance instance, bool isolated, std::unique_ptr<FunctionCgroup> cgroup)
    : m_instance(std::move(instance))
    , m_isolated(isolated)
    , m_cgroup(std::move(cgroup))
{
    m_killTimer.setSingleShot(true);
    m_breath.setSingleShot(true);
    connect(&m_killTimer, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_breath, &QTimer::timeout, this, [this] {
        if (m_notifier)
            m_notifier->setEnabled(true);
    });
    connect(&m_process, &QProcess::finished, this,
            [this](int code, QProcess::ExitStatus status) { ended(describe(code, status)); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended("cannot be started: " + m_process.errorString().toStdString());
    });
}

FunctionProcess::~FunctionProcess()
{
    killAndWait();
    m_notifier.reset();
    if (m_output >= 0)
        ::close(m_output);
}

void FunctionProcess::start(const FunctionLaunch& launch)
{
    std::array<int, 2> pipe{-1, -1};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return ended(std::string("cannot be started: ") + std::strerror(errno));
    m_output = pipe[0];
    ::fcntl(m_output, F_SETFL, O_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_output, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { readOutput(false); });
    prepareChild(pipe[1]);
    QProcessEnvironment environment;
    for (const auto& [name, value] : launch.environment)
        environment.insert(QString::fromStdString(name), QString::fromStdString(value));
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(QString::fromStdString(launch.folder));
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.start(QString::fromStdString(launch.program), toList(launch.arguments), QIODevice::ReadOnly);
    ::close(pipe[1]);
    if (m_cgroup)
        m_cgroup->closeJoinDescriptors();
}

/// What runs between fork and exec: only calls that are safe there.
void FunctionProcess::prepareChild(int output)
{
    std::array<int, 8> join{};
    std::size_t joins = 0;
    if (m_cgroup) {
        for (const int fd : m_cgroup->joinDescriptors()) {
            if (joins < join.size())
                join[joins++] = fd;
        }
    }
    const pid_t parent = ::getpid();
    m_process.setChildProcessModifier([output, join, joins, parent] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(127);
        for (std::size_t i = 0; i < joins; ++i) {
            if (::write(join[i], "0", 1) != 1)
                ::_exit(126);
        }
        ::dup2(output, STDOUT_FILENO);
        ::dup2(output, STDERR_FILENO);
        // The gateway's sockets must not live on in a function.
        ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
        ::signal(SIGPIPE, SIG_DFL);
        sigset_t none;
        sigemptyset(&none);
        ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    });
}

void FunctionProcess::readOutput(bool all)
{
    std::array<char, 32'768> bytes; // NOLINT: filled by read
    for (std::size_t taken = 0; all || taken < kBurstBytes;) {
        const ssize_t got = ::read(m_output, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            m_notifier->setEnabled(false);
            return;
        }
        taken += static_cast<std::size_t>(got);
        Q_EMIT wrote({bytes.data(), static_cast<std::size_t>(got)});
        if (all && taken > kBurstBytes)
            return; // somebody else still writes into the pipe
    }
    m_notifier->setEnabled(false);
    m_breath.start(kBreath);
}

void FunctionProcess::stop(bool gently)
{
    if (m_ended || m_process.state() == QProcess::NotRunning)
        return;
    if (!gently)
        return endNow();
    m_process.terminate();
    m_killTimer.start(kGrace);
}

/// The sandbox takes all inside along when it dies; without one, the relay kills what it started.
void FunctionProcess::endNow()
{
    if (m_isolated) {
        m_process.kill();
    } else {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGHUP);
        if (!m_killTimer.isActive() || m_killTimer.remainingTimeAsDuration() > kHangUpGrace) // asked twice: no delay
            m_killTimer.start(kHangUpGrace);
    }
}

void FunctionProcess::killAndWait()
{
    m_ended = true;
    if (m_process.state() == QProcess::NotRunning)
        return;
    endNow();
    if (!m_process.waitForFinished(m_isolated ? kWaitMillis : static_cast<int>(kHangUpGrace.count()))) {
        m_process.kill();
        m_process.waitForFinished(kWaitMillis);
    }
}

void FunctionProcess::ended(const std::string& why)
{
    if (m_ended)
        return;
    m_ended = true;
    m_killTimer.stop();
    if (m_notifier)
        readOutput(true);
    Q_EMIT exited(why);
}

std::string FunctionProcess::describe(int code, QProcess::ExitStatus status) const
{
    if (m_cgroup && m_cgroup->ranOutOfMemory())
        return fmt::format("out of memory (limit {} MB)", m_instance.settings.memoryBytes / 1'048'576);
    const int signal = status == QProcess::CrashExit ? code : code > 128 && code < 128 + NSIG ? code - 128 : 0;
    if (signal != 0) {
        const char* const name = ::sigabbrev_np(signal);
        return name != nullptr ? fmt::format("killed by SIG{}", name) : fmt::format("killed by signal {}", signal);
    }
    return fmt::format("exit code {}", code);
}

} // namespace straightline::backends
