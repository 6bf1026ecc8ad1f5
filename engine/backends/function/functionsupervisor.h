// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QProcess>
#include <QTimer>

#include "engine/api/functionhost.h"
#include "engine/backends/function/functioncgroup.h"
#include "engine/backends/function/functionlog.h"
#include "engine/backends/function/functionprocess.h"
#include "engine/backends/function/functionsandbox.h"

namespace straightline::backends
{

/// Runs function instances as processes of this machine: isolated by bubblewrap where that works, limited by control
/// groups where they can be made. Engine thread, startInstance() and stopInstance() from any; owned by core, made
/// before the FunctionRunner and destroyed after it. Its destructor ends every process.
class ProcessFunctionSupervisor final : public QObject, public FunctionSupervisor
{
    Q_OBJECT
public:
    struct Settings {
        std::string stateFolder;                 ///< hidden from the functions
        std::string relay;                       ///< empty = straightline-relay next to our own program
        std::vector<std::string> commandFolders; ///< empty = the folder of our own program
        std::optional<std::string> bubblewrap;   ///< nothing = bwrap in PATH; empty = as if it were not installed
        std::optional<CgroupPlaces> cgroups;     ///< nothing = those of this process
    };

    explicit ProcessFunctionSupervisor(Settings settings, QObject* parent = nullptr);
    ~ProcessFunctionSupervisor() override;

    /// Who is told of exits; null before it is destroyed.
    void setRuntime(FunctionRuntime* runtime) { m_runtime = runtime; }
    FunctionRuntime* runtime() const { return m_runtime; }

    void startInstance(FunctionInstance instance) override;
    void stopInstance(InstanceId instance, StopReason reason) override;
    void stopAll(); ///< every process has ended when it returns; bounded in time

    [[nodiscard]] Result<std::string> findCommand(const FunctionSettings& settings) const;
    std::vector<std::string> log(std::uint32_t backendNumber, std::size_t lines) const;
    void forget(std::uint32_t backendNumber); ///< its log
    std::size_t running() const { return m_processes.size(); }
    /// Ends the processes of this backend without grace; true when none is left. Engine thread.
    bool endProcesses(std::uint32_t backendNumber);
    bool isIsolating() const { return !m_around.bubblewrap.empty(); }
    std::string degraded() const; ///< a sentence when isolation or limits are missing; empty = fine

private:
    void probe();
    void probed(std::string problem);
    void start(const FunctionInstance& instance);
    void exited(InstanceId id, std::string why);
    void removeGroups();
    void tell(InstanceId id, std::string why);

    FunctionSurroundings m_around;
    FunctionCgroups m_cgroups;
    FunctionRuntime* m_runtime = nullptr;
    QProcess m_probe;
    QTimer m_probeTimer;
    bool m_probing = false;
    std::string m_isolationProblem;
    std::vector<FunctionInstance> m_held; ///< asked for while the probe runs
    std::map<InstanceId, std::unique_ptr<FunctionProcess>> m_processes;
    std::map<std::uint32_t, FunctionLog> m_logs; ///< by backend number
    std::vector<std::unique_ptr<FunctionCgroup>> m_dyingGroups;
    QTimer m_groupTimer;
};

} // namespace straightline::backends
