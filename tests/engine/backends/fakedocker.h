// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/engine/backends/scriptedserver.h"

namespace straightline::backends
{

/// A Docker engine in the test's own event loop, on a unix socket: containers are scripted HTTP servers, answers have
/// the shapes that Docker 20.10 was seen to send. An image whose name ends in ":bad" is never healthy, in ":exit" ends
/// at once.
class FakeDocker
{
public:
    explicit FakeDocker(const std::string& socketPath);

    struct Container {
        std::string id;
        std::string name;
        nlohmann::json spec;
        std::string state = "created";
        int exitCode = 0;
        bool oomKilled = false;
        std::unique_ptr<ScriptedServer> server; ///< while it runs
    };

    // what it is like
    std::string apiVersion = "1.41";
    std::string minApiVersion = "1.12";
    std::set<std::string> images;
    std::string pullError; ///< inside a 200; empty = the pull succeeds
    std::string startError;
    bool ignoresLimits = false;
    std::set<std::string> takenNames;

    std::map<std::string, Container> containers;
    std::vector<std::string> calls; ///< "POST /v1.41/containers/create?name=…"

    void crash(const std::string& id, int exitCode, bool oomKilled);
    ScriptedServer& server() { return m_server; }
    int countCalls(const std::string& part) const;

private:
    void answer(const ScriptedRequest& request, const ScriptedPeer& peer);
    void onContainers(const ScriptedRequest& request, const std::string& path, const ScriptedPeer& peer);
    void onOne(const ScriptedRequest& request, Container& container, const std::string& action,
               const ScriptedPeer& peer);
    void create(const ScriptedRequest& request, const ScriptedPeer& peer);
    void start(Container& container, const ScriptedPeer& peer);
    nlohmann::json summary(const Container& container) const;
    nlohmann::json inspected(const Container& container) const;

    ScriptedServer m_server;
    int m_created = 0;
    std::uint64_t m_statsTaken = 0;
    std::vector<ScriptedPeer> m_watchers;
};

} // namespace straightline::backends
