// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/control/routes.h"

// One function for each route of the table in routes.cpp: reads the call, asks the engine, answers. Engine thread.
namespace straightline::control::handlers
{

Result<HttpAnswer> getStatus(Engine& engine, const Call& call);
Result<HttpAnswer> getSnapshot(Engine& engine, const Call& call);
Result<HttpAnswer> getGpus(Engine& engine, const Call& call);
Result<HttpAnswer> getEvents(Engine& engine, const Call& call);
Result<HttpAnswer> getAudit(Engine& engine, const Call& call);
Result<HttpAnswer> getHistory(Engine& engine, const Call& call);
Result<HttpAnswer> getRequests(Engine& engine, const Call& call);
Result<HttpAnswer> getRequest(Engine& engine, const Call& call);
Result<HttpAnswer> getExport(Engine& engine, const Call& call);
Result<HttpAnswer> postImport(Engine& engine, const Call& call);
Result<HttpAnswer> getMetrics(Engine& engine, const Call& call);
Result<HttpAnswer> getOpenApi(Engine& engine, const Call& call);

Result<HttpAnswer> getApplications(Engine& engine, const Call& call);
Result<HttpAnswer> postApplication(Engine& engine, const Call& call);
Result<HttpAnswer> getApplication(Engine& engine, const Call& call);
Result<HttpAnswer> putApplication(Engine& engine, const Call& call);
Result<HttpAnswer> deleteApplication(Engine& engine, const Call& call);
Result<HttpAnswer> getThresholds(Engine& engine, const Call& call);
Result<HttpAnswer> putThresholds(Engine& engine, const Call& call);
Result<HttpAnswer> getPolicy(Engine& engine, const Call& call);
Result<HttpAnswer> putPolicy(Engine& engine, const Call& call);

Result<HttpAnswer> postCalibration(Engine& engine, const Call& call);
Result<HttpAnswer> getCalibration(Engine& engine, const Call& call);

Result<HttpAnswer> getSettings(Engine& engine, const Call& call);
Result<HttpAnswer> putSettings(Engine& engine, const Call& call);

Result<HttpAnswer> getBackends(Engine& engine, const Call& call);
Result<HttpAnswer> postBackend(Engine& engine, const Call& call);
Result<HttpAnswer> getBackend(Engine& engine, const Call& call);
Result<HttpAnswer> putBackend(Engine& engine, const Call& call);
Result<HttpAnswer> deleteBackend(Engine& engine, const Call& call);
Result<HttpAnswer> postRedeploy(Engine& engine, const Call& call);
Result<HttpAnswer> postDrain(Engine& engine, const Call& call);
Result<HttpAnswer> postRecording(Engine& engine, const Call& call);
Result<HttpAnswer> postResume(Engine& engine, const Call& call);
Result<HttpAnswer> postRollBack(Engine& engine, const Call& call);
Result<HttpAnswer> getContainers(Engine& engine, const Call& call);
Result<HttpAnswer> postStopContainer(Engine& engine, const Call& call);
Result<HttpAnswer> postStartContainer(Engine& engine, const Call& call);
Result<HttpAnswer> postTest(Engine& engine, const Call& call);
Result<HttpAnswer> postDiscovery(Engine& engine, const Call& call);
Result<HttpAnswer> getDiscovery(Engine& engine, const Call& call);
Result<HttpAnswer> getLogs(Engine& engine, const Call& call);
Result<HttpAnswer> getOperations(Engine& engine, const Call& call);
Result<HttpAnswer> getOperation(Engine& engine, const Call& call);
Result<HttpAnswer> deleteOperation(Engine& engine, const Call& call);

Result<HttpAnswer> postWhatIf(Engine& engine, const Call& call);
Result<HttpAnswer> getWhatIf(Engine& engine, const Call& call);
Result<HttpAnswer> postSweep(Engine& engine, const Call& call);
Result<HttpAnswer> getSweeps(Engine& engine, const Call& call);
Result<HttpAnswer> getSweep(Engine& engine, const Call& call);
Result<HttpAnswer> getWatches(Engine& engine, const Call& call);
Result<HttpAnswer> postWatch(Engine& engine, const Call& call);
Result<HttpAnswer> deleteWatch(Engine& engine, const Call& call);

/// A whole number within bounds from the query; `otherwise` when it is absent.
Result<std::uint64_t> wholeNumber(const Call& call, const char* key, std::uint64_t least, std::uint64_t most,
                                  std::uint64_t otherwise);

/// The body as one JSON object.
Result<Json> bodyObject(const Call& call);

/// Takes "sample", {"body", "path", "content_type"}, out of the body, if it is there; the error names the key and what
/// is allowed.
Result<std::optional<SampleRequest>> takeSample(Json& json);

/// Applies a change and answers with `json` and the header x-straightline-revision.
Result<HttpAnswer> applyAndAnswer(Engine& engine, const Call& call, const Change& change, int status);

/// Begins an action and answers 202 with its operation and where to follow it.
Result<HttpAnswer> startAndAnswer(Engine& engine, const Call& call, const Action& action);

} // namespace straightline::control::handlers
