// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/routes.h"

#include <algorithm>
#include <array>

#include "engine/control/handlers.h"

namespace straightline::control
{
namespace
{

using namespace handlers;

constexpr std::array<QueryParameter, 6> kRequestsQuery{{
    {"limit", "integer", "most rows, 1 … 10000; 200 when absent"},
    {"application", "string", "only of this application"},
    {"backend", "string", "only of the backend of this name"},
    {"before", "integer", "only ids below this one: the next page"},
    {"after", "integer", "only ids above this one: what is new"},
    {"failures", "boolean", "only failures"},
}};
constexpr std::array<QueryParameter, 5> kHistoryQuery{{
    {"application", "string", "empty = all together"},
    {"backend", "string", "name of a backend; empty = the application as a whole"},
    {"from", "integer", "Unix seconds; five minutes before `to` when absent"},
    {"to", "integer", "Unix seconds, excluded; now when absent"},
    {"max_points", "integer", "the finest step with at most this many rows is chosen; 300 when absent"},
}};
constexpr std::array<QueryParameter, 1> kRecordingQuery{
    {{"application", "string", "only its requests; all of the site when absent"}}};
constexpr std::array<QueryParameter, 1> kSweepsQuery{{{"application", "string", "only of this application"}}};
constexpr std::array<QueryParameter, 1> kAuditQuery{{{"limit", "integer", "1 … 10000; 100 when absent"}}};
constexpr std::array<QueryParameter, 1> kLogsQuery{{{"tail", "integer", "lines, 1 … 10000; 200 when absent"}}};

constexpr std::array<QueryParameter, 1> kRedeployQuery{
    {{"keep_old_s", "integer", "keep what was replaced, stopped, for so many seconds: 0 … 86400; 0 when absent"}}};

// method, path, summary, handler, changes, request schema, success, answer schema, query
constexpr std::array kRoutes{
    Route{"GET", "/api/v1/status", "Whether and how the engine serves", getStatus, false, "", 200, "Status"},
    Route{"GET", "/api/v1/applications", "All applications", getApplications, false, "", 200, "Applications"},
    Route{"POST", "/api/v1/applications", "Create an application", postApplication, true, "Application", 201,
          "Application"},
    Route{"GET", "/api/v1/applications/{name}", "One application", getApplication, false, "", 200, "Application"},
    Route{"PUT", "/api/v1/applications/{name}", "Replace an application, its backends included", putApplication, true,
          "Application", 200, "Application"},
    Route{"DELETE", "/api/v1/applications/{name}", "Remove an application", deleteApplication, true, "", 200, "Object"},
    Route{"GET", "/api/v1/applications/{name}/thresholds", "F and D", getThresholds, false, "", 200, "Thresholds"},
    Route{"PUT", "/api/v1/applications/{name}/thresholds",
          "Set F and D; acts on requests decided after the answer was sent", putThresholds, true, "Thresholds", 200,
          "Thresholds"},
    Route{"GET", "/api/v1/applications/{name}/policy", "How requests are placed", getPolicy, false, "", 200, "Policy"},
    Route{"PUT", "/api/v1/applications/{name}/policy", "Choose how requests are placed", putPolicy, true, "Policy", 200,
          "Policy"},
    Route{"POST", "/api/v1/applications/{name}/calibration",
          "Measure the live backends to locate F and D; without \"consent\": true the error says what would be sent",
          postCalibration, true, "CalibrationWish", 202, "Operation"},
    Route{"GET", "/api/v1/applications/{name}/calibration", "What the latest calibration has found", getCalibration,
          false, "", 200, "Calibration"},
    Route{"GET", "/api/v1/settings", "The gateway's settings, and how long records are kept", getSettings, false, "",
          200, "Settings"},
    Route{"PUT", "/api/v1/settings", "Replace these settings; the gateway reads its own at the next start", putSettings,
          true, "Settings", 200, "Settings"},
    Route{"GET", "/api/v1/backends", "All backends with their live state", getBackends, false, "", 200, "Backends"},
    Route{"POST", "/api/v1/backends", "Register a backend; with \"application\"", postBackend, true, "NewBackend", 201,
          "BackendAnswer"},
    Route{"POST", "/api/v1/tests",
          "Try settings step by step without registering them; refused when read-only, as it starts things", postTest,
          true, "BackendTest", 202, "Operation"},
    Route{"POST", "/api/v1/discovery", "Look for what could be registered: running containers and listening ports",
          postDiscovery, true, "", 202, "Operation"},
    Route{"GET", "/api/v1/discovery", "What the latest look found", getDiscovery, false, "", 200, "Discovery"},
    Route{"GET", "/api/v1/backends/{id}", "One backend; id is application:backend", getBackend, false, "", 200,
          "BackendAnswer"},
    Route{"PUT", "/api/v1/backends/{id}", "Replace a backend's configuration", putBackend, true, "Backend", 200,
          "BackendAnswer"},
    Route{"DELETE", "/api/v1/backends/{id}", "Remove a backend", deleteBackend, true, "", 200, "Object"},
    Route{"POST", "/api/v1/backends/{id}/redeploy",
          "Replace its containers without a failed request; a body may give other container settings", postRedeploy,
          true, "Object", 202, "Operation", kRedeployQuery},
    Route{"POST", "/api/v1/backends/{id}/rollback", "Back to the containers that the latest redeploy has kept",
          postRollBack, true, "", 202, "Operation"},
    Route{"POST", "/api/v1/backends/{id}/containers/{name}/stop",
          "Stop one container when its requests are done, and leave it there", postStopContainer, true, "", 202,
          "Operation"},
    Route{"POST", "/api/v1/backends/{id}/containers/{name}/start", "Start a container that was stopped",
          postStartContainer, true, "", 202, "Operation"},
    Route{"GET", "/api/v1/containers", "Every container of this engine, with what it uses", getContainers, false, "",
          200, "Containers"},
    Route{"POST", "/api/v1/backends/{id}/drain", "Take it out of service", postDrain, true, "", 202, "Operation"},
    Route{"DELETE", "/api/v1/backends/{id}/drain", "Put it back into service", postResume, true, "", 202, "Operation"},
    Route{"POST", "/api/v1/backends/{id}/resume", "Put it back into service", postResume, true, "", 202, "Operation"},
    Route{"GET", "/api/v1/backends/{id}/logs", "The latest lines it wrote", getLogs, false, "", 200, "Object",
          kLogsQuery},
    Route{"GET", "/api/v1/operations", "Running and lately ended operations", getOperations, false, "", 200,
          "Operations"},
    Route{"GET", "/api/v1/operations/{id}", "One operation", getOperation, false, "", 200, "Operation"},
    Route{"DELETE", "/api/v1/operations/{id}", "Cancel an operation; when read-only a sweep or a what-if question only",
          deleteOperation, false, "", 202, "Operation"},
    Route{"GET", "/api/v1/requests", "The latest requests, newest first", getRequests, false, "", 200, "List",
          kRequestsQuery},
    Route{"GET", "/api/v1/requests/{id}",
          "Decision receipt: why a request went where it went; id is x-request-id or the number", getRequest, false, "",
          200, "Object"},
    Route{"POST", "/api/v1/recordings",
          "Write the recorded requests and the site into a file in the state directory, for straightline replay; the "
          "operation says where",
          postRecording, true, "", 202, "Operation", kRecordingQuery},
    Route{"POST", "/api/v1/applications/{name}/what-if",
          "Simulate the latest requests under other thresholds or another policy; hedging is not simulated "
          "(without_hedging); changes nothing: allowed when read-only",
          postWhatIf, false, "WhatIf", 202, "Operation"},
    Route{"GET", "/api/v1/what-if/{operation}", "The answer, once the operation has ended; the latest 20 are kept",
          getWhatIf, false, "", 200, "WhatIfAnswer"},
    Route{"POST", "/api/v1/applications/{name}/sweep",
          "Try a grid of thresholds on the latest requests, and look for a better pair; hedging is not simulated "
          "(without_hedging); changes nothing: allowed when read-only",
          postSweep, false, "Sweep", 202, "Operation"},
    Route{"GET", "/api/v1/sweeps", "The sweeps that are kept, newest first, without their points", getSweeps, false, "",
          200, "SweepSummaries", kSweepsQuery},
    Route{"GET", "/api/v1/sweeps/{id}",
          "One sweep: axes, and each figure as a list by F, then D; null where it was stopped before", getSweep, false,
          "", 200, "SweepAnswer"},
    Route{"POST", "/api/v1/applications/{name}/watch",
          "Apply thresholds or a policy, and watch whether live requests fare as predicted; rolls back by itself when "
          "they do not",
          postWatch, true, "Watch", 202, "Operation"},
    Route{"DELETE", "/api/v1/applications/{name}/watch", "Stop watching; what was applied stays", deleteWatch, true, "",
          202, "Operation"},
    Route{"GET", "/api/v1/watches", "Of each application the latest watch, running or ended", getWatches, false, "",
          200, "List"},
    Route{"GET", "/api/v1/snapshot", "What the console draws, as of now", getSnapshot, false, "", 200, "Object"},
    Route{"GET", "/api/v1/gpus", "NVIDIA GPUs of this machine with their load; or why they are not available", getGpus,
          false, "", 200, "Gpus"},
    Route{"GET", "/api/v1/history", "Rolled-up history", getHistory, false, "", 200, "Object", kHistoryQuery},
    Route{"GET", "/api/v1/events", "The latest events, newest first", getEvents, false, "", 200, "List"},
    Route{"GET", "/api/v1/audit", "Who changed what, newest first", getAudit, false, "", 200, "List", kAuditQuery},
    Route{"GET", "/api/v1/export", "The configuration as site.toml, secrets hidden", getExport, false, "", 200, "toml"},
    Route{"POST", "/api/v1/import", "Replace the configuration by a site.toml", postImport, true, "toml", 200,
          "Object"},
    Route{"GET", "/metrics", "Prometheus metrics", getMetrics, false, "", 200, "text"},
    Route{"GET", "/openapi.json", "This description", getOpenApi, false, "", 200, "Object"},
};

} // namespace

std::string Call::query(std::string_view key) const
{
    for (const auto& [name, value] : request.query) {
        if (name == key)
            return value;
    }
    return {};
}

std::span<const Route> routes()
{
    return kRoutes;
}

std::vector<std::string> splitPath(std::string_view path)
{
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t slash = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, slash));
        path.remove_prefix(slash);
    }
    return segments;
}

std::variant<RouteMatch, NoRoute> findRoute(const HttpRequest& request)
{
    NoRoute none;
    for (const Route& route : kRoutes) {
        const std::vector<std::string> pattern = splitPath(route.path);
        if (pattern.size() != request.path.size())
            continue;
        std::vector<std::string> names;
        bool same = true;
        for (std::size_t i = 0; same && i < pattern.size(); ++i) {
            if (pattern[i].starts_with('{') && !request.path[i].empty())
                names.push_back(request.path[i]);
            else
                same = pattern[i] == request.path[i];
        }
        if (!same)
            continue;
        if (route.method == request.method)
            return RouteMatch{&route, std::move(names)};
        none.allowed += (none.allowed.empty() ? "" : ", ") + std::string(route.method);
    }
    return none;
}

} // namespace straightline::control
