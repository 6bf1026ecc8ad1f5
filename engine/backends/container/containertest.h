// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backendtest.h"
#include "engine/backends/container/dockerclient.h"

namespace straightline::backends
{

/// What a test of containers uses; all of it outlives `whole`.
struct ContainerTestPlace {
    CurlClient* http = nullptr;
    DockerClient* docker = nullptr;
    std::string siteId;
    Scope whole; ///< of all tests: cleaning up goes on when one is cancelled
};

/// Kind container: reach Docker, image, create and start one container that no backend owns, health, inference, and
/// away with it, however it went.
QCoro::Task<Result<std::string>> testContainer(ContainerTestPlace place, BackendTest test, Scope scope,
                                               OperationProgress progress);

/// Removes what tests of an earlier run have left.
QCoro::Task<void> removeTestContainers(ContainerTestPlace place);

} // namespace straightline::backends
