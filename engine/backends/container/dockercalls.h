// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QCoroTask>

#include "engine/backends/container/dockerclient.h"
#include "engine/backends/container/dockervalues.h"

// The calls of the Docker Engine API that we make, each with its deadline. `docker` outlives the scope.
namespace straightline::backends
{

/// All containers, stopped ones included, that carry every one of `labels` ("key=value").
QCoro::Task<Result<std::vector<ContainerSummary>>> listContainers(DockerClient* docker, Scope scope,
                                                                  std::vector<std::string> labels);
QCoro::Task<Result<ContainerFacts>> inspectContainer(DockerClient* docker, Scope scope, std::string id);

/// The new container's id; NotFound = no such image, Conflict = the name is taken.
QCoro::Task<Result<std::string>> createContainer(DockerClient* docker, Scope scope, std::string name,
                                                 nlohmann::json spec);
/// Starting what runs is a success, and so is stopping or removing what is not there.
QCoro::Task<Result<void>> startContainer(DockerClient* docker, Scope scope, std::string id);
/// SIGTERM, then SIGKILL after `grace`.
QCoro::Task<Result<void>> stopContainer(DockerClient* docker, Scope scope, std::string id, std::chrono::seconds grace);
QCoro::Task<Result<void>> killContainer(DockerClient* docker, Scope scope, std::string id, std::string signal);
QCoro::Task<Result<void>> removeContainer(DockerClient* docker, Scope scope, std::string id);

enum class LogPart : std::uint8_t { All, Errors };

/// The last `tail` lines, oldest first.
QCoro::Task<Result<std::vector<std::string>>> containerLog(DockerClient* docker, Scope scope, std::string id,
                                                           std::uint32_t tail, LogPart part = LogPart::All);

/// The last line of its errors, else of its output; empty = it wrote nothing.
QCoro::Task<std::string> lastWords(DockerClient* docker, Scope scope, std::string id);

/// One reading of its usage; takes no time of the container's.
QCoro::Task<Result<UsageSample>> containerUsage(DockerClient* docker, Scope scope, std::string id);
QCoro::Task<Result<ImageDefaults>> inspectImage(DockerClient* docker, Scope scope, std::string image);

/// Whether the image is there, without asking a registry.
QCoro::Task<Result<bool>> hasImage(DockerClient* docker, Scope scope, std::string image);
/// Fetches the image; stopping the scope cancels.
QCoro::Task<Result<void>> pullImage(DockerClient* docker, Scope scope, std::string image,
                                    std::function<void(std::string text, double progress)> report);

/// Calls `happened` with each event's time for as long as the stream lasts (a minute at most): an end by its deadline
/// is a success. `sinceNanos` 0 = from now on.
QCoro::Task<Result<void>> followEvents(DockerClient* docker, Scope scope, std::vector<std::string> labels,
                                       std::int64_t sinceNanos, std::function<void(std::int64_t timeNanos)> happened);

} // namespace straightline::backends
