// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/backends/container/dockercalls.h"

namespace straightline::backends
{

/// A real Docker engine for tests, named by STRAIGHTLINE_TEST_DOCKER_HOST, with the images straightline-test/tiny:1
/// (healthy), :2 (never healthy), :3 (ends at once) and :4 (healthy, says it is version 4).
class DockerFixture
{
public:
    /// Empty = usable; else why the test is to be skipped.
    std::string open();
    std::string host() const { return m_host; }

    DockerClient& docker() { return *m_docker; }
    Scope scope() const { return m_scope; }
    std::vector<ContainerSummary> containers(const std::string& siteId);
    ContainerFacts inspect(const std::string& id);
    void removeAll(const std::string& siteId);
    /// Body of GET http://endpoint/path; empty when it failed.
    std::string get(const Endpoint& endpoint, const std::string& path);

    ~DockerFixture();

private:
    bool import(const std::string& archive, const std::string& tag, const std::string& mode);

    std::string m_host;
    SystemClock m_clock;
    CurlClient m_http;
    std::unique_ptr<DockerClient> m_docker;
    Scope m_scope;
};

} // namespace straightline::backends
