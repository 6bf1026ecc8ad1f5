// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <QCoroTask>

#include "engine/api/backendstatus.h"
#include "engine/backends/container/dockercalls.h"

namespace straightline::backends
{

/// Looks at every container of this site while somebody asks: what it is made of, and what it uses. One round at a
/// time, at most one a second, of at most 256 containers. Engine thread; owned by the Registry.
class ContainerWatch
{
public:
    /// `statuses` tells what the adapters know; it is called on the engine thread.
    ContainerWatch(DockerClient& docker, const Clock& clock, std::string siteId,
                   std::function<std::vector<BackendStatus>()> statuses);
    ~ContainerWatch();

    /// What is known now; begins another round when the last one is old.
    std::vector<ContainerStatus> containers();

private:
    QCoro::Task<void> round();
    QCoro::Task<ContainerStatus> look(ContainerSummary seen);
    QCoro::Task<ImageDefaults> defaultsOf(std::string imageId);

    DockerClient& m_docker;
    const Clock& m_clock;
    std::string m_siteId;
    std::function<std::vector<BackendStatus>()> m_statuses;
    std::vector<ContainerStatus> m_latest;
    std::map<std::string, UsageSample> m_usage;      ///< by container
    std::map<std::string, ImageDefaults> m_defaults; ///< by image, of those in use
    bool m_looking = false;
    Clock::Steady m_lookedAt;
    Scope m_scope;
};

} // namespace straightline::backends
