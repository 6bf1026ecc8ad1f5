// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/functionsupervisor.h"

#include <csignal>
#include <filesystem>
#include <thread>

#include <QCoreApplication>
#include <QStandardPaths>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "engine/api/secrets.h"

namespace straightline::backends
{
namespace fs = std::filesystem;

namespace
{

constexpr std::chrono::milliseconds kProbeTimeout{5'000};
constexpr std::chrono::milliseconds kGroupsAgain{50};

std::string findRelay(const std::string& folder)
{
    for (const char* place :
         {"straightline-relay", "../libexec/straightline/straightline-relay", "../app/straightline-relay"}) {
        std::error_code error;
        const fs::path path = (fs::path(folder) / place).lexically_normal();
        if (fs::exists(path, error))
            return path.string();
    }
    return (fs::path(folder) / "straightline-relay").string();
}

std::string findBubblewrap(const std::optional<std::string>& wanted)
{
    return wanted ? *wanted : QStandardPaths::findExecutable(QStringLiteral("bwrap")).toStdString();
}

} // namespace

ProcessFunctionSupervisor::ProcessFunctionSupervisor(Settings settings, QObject* parent)
    : QObject(parent)
    , m_cgroups(settings.cgroups ? std::move(*settings.cgroups) : CgroupPlaces::ofThisProcess())
{
    const std::string ownFolder = QCoreApplication::applicationDirPath().toStdString();
    m_around.relay = settings.relay.empty() ? findRelay(ownFolder) : std::move(settings.relay);
    m_around.stateFolder = std::move(settings.stateFolder);
    m_around.commandFolders =
        settings.commandFolders.empty() ? std::vector{ownFolder} : std::move(settings.commandFolders);
    m_around.bubblewrap = findBubblewrap(settings.bubblewrap);
    m_around.asRoot = ::geteuid() == 0;
    m_groupTimer.setInterval(kGroupsAgain);
    connect(&m_groupTimer, &QTimer::timeout, this, &ProcessFunctionSupervisor::removeGroups);
    if (m_around.bubblewrap.empty())
        m_isolationProblem = "bubblewrap is not installed";
    else
        probe();
}

ProcessFunctionSupervisor::~ProcessFunctionSupervisor()
{
    m_runtime = nullptr;
    m_probe.disconnect(this);
    m_probe.kill();
    m_probe.waitForFinished(1'000);
    stopAll();
}

/// Being installed is not enough: a container or a kernel setting may forbid namespaces.
void ProcessFunctionSupervisor::probe()
{
    m_probing = true;
    QStringList arguments;
    for (const std::string& each : sandboxArguments(m_around, {}))
        arguments << QString::fromStdString(each);
    arguments << QStringLiteral("--") << QStringLiteral("/bin/true");
    m_probe.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_probe.setStandardInputFile(QProcess::nullDevice());
    m_probe.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_probe, &QProcess::finished, this, [this](int code) {
        const QString said = QString::fromUtf8(m_probe.readAll()).trimmed();
        probed(code == 0 ? std::string() : "bubblewrap does not work here: " + said.toStdString());
    });
    connect(&m_probe, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            probed("bubblewrap cannot be started");
    });
    m_probeTimer.setSingleShot(true);
    connect(&m_probeTimer, &QTimer::timeout, &m_probe, &QProcess::kill);
    m_probeTimer.start(kProbeTimeout);
    m_probe.start(QString::fromStdString(m_around.bubblewrap), arguments);
}

void ProcessFunctionSupervisor::probed(std::string problem)
{
    if (!std::exchange(m_probing, false))
        return;
    m_probeTimer.stop();
    if (!problem.empty()) {
        m_around.bubblewrap.clear();
        m_isolationProblem = std::move(problem);
    }
    for (const FunctionInstance& instance : std::exchange(m_held, {}))
        start(instance);
}

void ProcessFunctionSupervisor::startInstance(FunctionInstance instance)
{
    QMetaObject::invokeMethod(
        this,
        [this, instance = std::move(instance)] {
            if (m_probing)
                m_held.push_back(instance);
            else
                start(instance);
        },
        Qt::QueuedConnection);
}

void ProcessFunctionSupervisor::start(const FunctionInstance& instance)
{
    const FunctionSettings& settings = instance.settings;
    FunctionSurroundings around = m_around;
    if (settings.isolation == Isolation::None)
        around.bubblewrap.clear();
    if (settings.isolation == Isolation::Bubblewrap && around.bubblewrap.empty())
        return tell(instance.id, "isolation by bubblewrap is asked for, but " + m_isolationProblem);
    const bool limitByProcess = !m_cgroups.limitsMemory() || (settings.cpus > 0.0 && !m_cgroups.limitsCpu());
    auto environment = resolveEnvironment(settings.environment, systemSecretSources());
    if (!environment)
        return tell(instance.id, environment.error().detail);
    FunctionInstance resolved = instance; // with the secrets that the configuration only names
    resolved.settings.environment = std::move(*environment);
    auto launch = planFunctionLaunch(resolved, around, limitByProcess);
    if (!launch)
        return tell(instance.id, launch.error().detail);
    auto cgroup = m_cgroups.make(instance.id, settings.memoryBytes, settings.cpus);
    if (!cgroup)
        return tell(instance.id, cgroup.error().detail);
    const InstanceId id = instance.id;
    auto& process = m_processes[id] =
        std::make_unique<FunctionProcess>(instance, !around.bubblewrap.empty(), std::move(*cgroup));
    connect(process.get(), &FunctionProcess::wrote, this,
            [this, id, number = instance.backendNumber](std::string_view bytes) { m_logs[number].append(id, bytes); });
    // Queued: it may end inside start(), and is destroyed on its way out.
    connect(
        process.get(), &FunctionProcess::exited, this, [this, id](const std::string& why) { exited(id, why); },
        Qt::QueuedConnection);
    process->start(*launch);
}

void ProcessFunctionSupervisor::exited(InstanceId id, std::string why)
{
    const auto found = m_processes.find(id);
    if (found == m_processes.end())
        return;
    FunctionLog& log = m_logs[found->second->instance().backendNumber];
    log.endInstance(id);
    // The last thing it wrote is most often the reason.
    if (const std::string last = log.lastLineOf(id); !last.empty() && why != "exit code 0")
        why += fmt::format(" (last output: {})", last.substr(0, 200));
    m_dyingGroups.push_back(found->second->takeCgroup());
    m_processes.erase(found);
    removeGroups();
    tell(id, std::move(why));
}

void ProcessFunctionSupervisor::removeGroups()
{
    std::erase_if(m_dyingGroups, [](const auto& group) { return !group || group->remove(); });
    if (m_dyingGroups.empty())
        m_groupTimer.stop();
    else if (!m_groupTimer.isActive())
        m_groupTimer.start();
}

void ProcessFunctionSupervisor::tell(InstanceId id, std::string why)
{
    if (m_runtime != nullptr)
        m_runtime->instanceExited(id, std::move(why));
}

void ProcessFunctionSupervisor::stopInstance(InstanceId instance, StopReason reason)
{
    QMetaObject::invokeMethod(
        this,
        [this, instance, reason] {
            if (std::erase_if(m_held, [&](const auto& each) { return each.id == instance; }) != 0)
                return tell(instance, "was not started");
            if (const auto found = m_processes.find(instance); found != m_processes.end())
                found->second->stop(reason == StopReason::Idle || reason == StopReason::Removed);
        },
        Qt::QueuedConnection);
}

void ProcessFunctionSupervisor::stopAll()
{
    m_held.clear();
    for (const auto& [id, process] : m_processes)
        process->stop(false); // all at once, then each is waited for
    for (auto& [id, process] : std::exchange(m_processes, {})) {
        process->killAndWait();
        m_dyingGroups.push_back(process->takeCgroup());
        tell(id, "the engine ends");
    }
    removeGroups();
    for (int round = 0; round < 40 && !m_dyingGroups.empty(); ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
        removeGroups();
    }
}

Result<std::string> ProcessFunctionSupervisor::findCommand(const FunctionSettings& settings) const
{
    return findFunctionCommand(settings.command, m_around.commandFolders);
}

bool ProcessFunctionSupervisor::endProcesses(std::uint32_t backendNumber)
{
    bool none = true;
    for (const auto& [id, process] : m_processes) {
        if (process->instance().backendNumber != backendNumber)
            continue;
        process->stop(false);
        none = false;
    }
    return none;
}

std::vector<std::string> ProcessFunctionSupervisor::log(std::uint32_t backendNumber, std::size_t lines) const
{
    const auto found = m_logs.find(backendNumber);
    return found == m_logs.end() ? std::vector<std::string>() : found->second.latest(lines);
}

void ProcessFunctionSupervisor::forget(std::uint32_t backendNumber)
{
    m_logs.erase(backendNumber);
}

std::string ProcessFunctionSupervisor::degraded() const
{
    if (!m_isolationProblem.empty())
        return fmt::format("Functions: {}; function processes run without isolation", m_isolationProblem);
    if (!m_cgroups.limitsMemory())
        return "Functions: no control group can be made; memory is limited per process and CPU by priority only";
    return {};
}

} // namespace straightline::backends
