// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/control/answers.h"
#include "engine/control/handlers.h"

// Applications, backends and operations.
namespace straightline::control::handlers
{
namespace
{

Result<ApplicationConfiguration> applicationOf(Engine& engine, const std::string& name)
{
    const SiteConfigurationPtr site = engine.configuration();
    const ApplicationConfiguration* found = site->findApplication(name);
    if (found == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", name));
    return *found;
}

Result<BackendConfiguration> backendOf(Engine& engine, const BackendId& id)
{
    const SiteConfigurationPtr site = engine.configuration();
    const BackendConfiguration* found = site->findBackend(id);
    if (found == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no backend \"{}\"", id));
    return *found;
}

const BackendSnapshot* liveOf(const SnapshotPtr& snapshot, const BackendId& id)
{
    if (!snapshot)
        return nullptr;
    const auto found = std::find_if(snapshot->backends.begin(), snapshot->backends.end(),
                                    [&](const BackendSnapshot& each) { return each.status.id == id; });
    return found == snapshot->backends.end() ? nullptr : &*found;
}

/// The name stands in the path already: the body may repeat it, not change it.
Result<Json> bodyNamed(const Call& call, const std::string& name)
{
    return bodyObject(call).and_then([&](Json json) -> Result<Json> {
        if (json.contains("name") && json["name"] != name)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("name: allowed is \"{}\", the name in the path; to rename, create anew", name));
        json["name"] = name;
        return json;
    });
}

/// What the answer to a change shows: its subject as it is now.
Json subjectOf(Engine& engine, const Change& change)
{
    const SiteConfigurationPtr site = engine.configuration();
    if (std::holds_alternative<PutSettings>(change))
        return toJson(PutSettings{site->gateway, site->retention});
    const std::string subject = changeSubject(change);
    if (const BackendConfiguration* backend = site->findBackend(subject))
        return answerOf(subject, *backend, liveOf(engine.snapshot(), subject));
    const ApplicationConfiguration* application = site->findApplication(subject);
    if (application == nullptr)
        return {{"removed", subject}};
    if (std::holds_alternative<PutThresholds>(change))
        return toJson(application->thresholds);
    if (std::holds_alternative<PutPolicy>(change))
        return {{"policy", std::string(toString(application->policy))}};
    return toJson(*application, Secrets::Hidden);
}

Result<std::uint64_t> operationId(const Call& call)
{
    const std::string& text = call.names[0];
    std::uint64_t id = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || stop != text.data() + text.size())
        return failure(ErrorCode::NotFound, fmt::format("there is no operation \"{}\"", text));
    return id;
}

} // namespace

Result<HttpAnswer> startAndAnswer(Engine& engine, const Call& call, const Action& action)
{
    return engine.start(action, call.actor).map([](const Operation& operation) {
        HttpAnswer answer = jsonAnswer(answerOf(operation), 202);
        answer.headers.emplace_back("Location", fmt::format("/api/v1/operations/{}", operation.id));
        return answer;
    });
}

Result<HttpAnswer> applyAndAnswer(Engine& engine, const Call& call, const Change& change, int status)
{
    return engine.apply(change, call.actor).map([&](std::uint64_t revision) {
        HttpAnswer answer = jsonAnswer(subjectOf(engine, change), status);
        answer.headers.emplace_back("x-straightline-revision", std::to_string(revision));
        return answer;
    });
}

Result<HttpAnswer> getApplications(Engine& engine, const Call& /*call*/)
{
    Json list = Json::array();
    for (const ApplicationConfiguration& application : engine.configuration()->applications)
        list.push_back(toJson(application, Secrets::Hidden));
    return jsonAnswer(list);
}

Result<HttpAnswer> postApplication(Engine& engine, const Call& call)
{
    return bodyObject(call).and_then(applicationFromJson).and_then([&](const ApplicationConfiguration& application) {
        return applyAndAnswer(engine, call, PutApplication{application, Expect::Absent}, 201);
    });
}

Result<HttpAnswer> getApplication(Engine& engine, const Call& call)
{
    return applicationOf(engine, call.names[0]).map([](const ApplicationConfiguration& application) {
        return jsonAnswer(toJson(application, Secrets::Hidden));
    });
}

Result<HttpAnswer> putApplication(Engine& engine, const Call& call)
{
    return bodyNamed(call, call.names[0])
        .and_then(applicationFromJson)
        .and_then([&](const ApplicationConfiguration& application) {
            return applyAndAnswer(engine, call, PutApplication{application, Expect::Present}, 200);
        });
}

Result<HttpAnswer> deleteApplication(Engine& engine, const Call& call)
{
    return applyAndAnswer(engine, call, RemoveApplication{call.names[0]}, 200);
}

Result<HttpAnswer> getThresholds(Engine& engine, const Call& call)
{
    return applicationOf(engine, call.names[0]).map([](const ApplicationConfiguration& application) {
        return jsonAnswer(toJson(application.thresholds));
    });
}

Result<HttpAnswer> putThresholds(Engine& engine, const Call& call)
{
    return bodyObject(call)
        .and_then([](const Json& json) -> Result<Thresholds> {
            for (const char* key : {"frequency_hz", "size_bytes"}) {
                if (!json.contains(key)) // PUT replaces: a missing half would silently become the default
                    return failure(ErrorCode::InvalidArgument,
                                   fmt::format("{} is missing; allowed is frequency_hz with size_bytes", key));
            }
            return thresholdsFromJson(json);
        })
        .and_then([&](const Thresholds& thresholds) {
            return applyAndAnswer(engine, call, PutThresholds{call.names[0], thresholds}, 200);
        });
}

Result<HttpAnswer> getPolicy(Engine& engine, const Call& call)
{
    return applicationOf(engine, call.names[0]).map([](const ApplicationConfiguration& application) {
        return jsonAnswer({{"policy", std::string(toString(application.policy))}});
    });
}

Result<HttpAnswer> putPolicy(Engine& engine, const Call& call)
{
    return bodyObject(call).and_then([&](const Json& json) -> Result<HttpAnswer> {
        const auto policy = json.size() == 1 && json.contains("policy") && json["policy"].is_string()
                                ? policyFromString(json["policy"].get<std::string>())
                                : std::nullopt;
        if (!policy)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("allowed is {{\"policy\": P}} with P one of {}", allowedPolicies()));
        return applyAndAnswer(engine, call, PutPolicy{call.names[0], *policy}, 200);
    });
}

Result<HttpAnswer> getSettings(Engine& engine, const Call& /*call*/)
{
    const SiteConfigurationPtr site = engine.configuration();
    return jsonAnswer(toJson(PutSettings{site->gateway, site->retention}));
}

Result<HttpAnswer> putSettings(Engine& engine, const Call& call)
{
    return bodyObject(call)
        .and_then([](const Json& json) -> Result<PutSettings> {
            for (const char* key : {"gateway", "retention"}) {
                if (!json.contains(key)) // PUT replaces: a missing half would silently become the default
                    return failure(ErrorCode::InvalidArgument,
                                   fmt::format("{} is missing; allowed is gateway with retention", key));
            }
            return settingsFromJson(json);
        })
        .and_then([&](const PutSettings& settings) { return applyAndAnswer(engine, call, settings, 200); });
}

Result<HttpAnswer> getBackends(Engine& engine, const Call& /*call*/)
{
    const SnapshotPtr snapshot = engine.snapshot();
    Json list = Json::array();
    for (const ApplicationConfiguration& application : engine.configuration()->applications) {
        for (const BackendConfiguration& backend : application.backends) {
            const BackendId id = makeBackendId(application.name, backend.name);
            list.push_back(answerOf(id, backend, liveOf(snapshot, id)));
        }
    }
    return jsonAnswer(list);
}

Result<HttpAnswer> postBackend(Engine& engine, const Call& call)
{
    return bodyObject(call).and_then([&](Json json) -> Result<HttpAnswer> {
        if (!json.contains("application") || !json["application"].is_string())
            return failure(ErrorCode::InvalidArgument, "application is missing; allowed is the name of an application");
        const std::string application = json["application"].get<std::string>();
        json.erase("application");
        return backendFromJson(json).and_then([&](const BackendConfiguration& backend) {
            return applyAndAnswer(engine, call, PutBackend{application, backend, Expect::Absent}, 201);
        });
    });
}

Result<HttpAnswer> getBackend(Engine& engine, const Call& call)
{
    const BackendId& id = call.names[0];
    return backendOf(engine, id).map([&](const BackendConfiguration& backend) {
        return jsonAnswer(answerOf(id, backend, liveOf(engine.snapshot(), id)));
    });
}

Result<HttpAnswer> putBackend(Engine& engine, const Call& call)
{
    const auto [application, name] = splitBackendId(call.names[0]);
    return bodyNamed(call, name).and_then(backendFromJson).and_then([&, &owner = application](const auto& backend) {
        return applyAndAnswer(engine, call, PutBackend{owner, backend, Expect::Present}, 200);
    });
}

Result<HttpAnswer> deleteBackend(Engine& engine, const Call& call)
{
    return applyAndAnswer(engine, call, RemoveBackend{call.names[0]}, 200);
}

Result<HttpAnswer> postRedeploy(Engine& engine, const Call& call)
{
    const BackendId& id = call.names[0];
    const auto keepOld = wholeNumber(call, "keep_old_s", 0, 86'400, 0);
    if (!keepOld)
        return tl::make_unexpected(keepOld.error());
    const std::chrono::seconds keep(*keepOld);
    if (call.request.body.empty())
        return startAndAnswer(engine, call, RedeployBackend{id, std::nullopt, keep});
    return backendOf(engine, id).and_then([&](const BackendConfiguration& backend) {
        return bodyObject(call).and_then([&](const Json& patch) -> Result<HttpAnswer> {
            Json whole = toJson(backend, Secrets::Shown);
            whole.update(patch); // what is not said stays as configured
            const Result<BackendConfiguration> wanted = backendFromJson(whole);
            if (!wanted)
                return tl::make_unexpected(wanted.error());
            const auto* settings = std::get_if<ContainerSettings>(&wanted->settings);
            BackendConfiguration same = *wanted;
            same.settings = backend.settings;
            if (settings == nullptr || same != backend)
                return failure(ErrorCode::InvalidArgument,
                               "a redeploy changes the container's own keys only: image, container_port, replicas, "
                               "cpus, memory_bytes, environment, command, start_timeout_ms");
            if (auto good = validate(*wanted); !good)
                return tl::make_unexpected(good.error());
            return startAndAnswer(engine, call, RedeployBackend{id, *settings, keep});
        });
    });
}

Result<HttpAnswer> postDrain(Engine& engine, const Call& call)
{
    return startAndAnswer(engine, call, DrainBackend{call.names[0]});
}

Result<HttpAnswer> postResume(Engine& engine, const Call& call)
{
    return startAndAnswer(engine, call, ResumeBackend{call.names[0]});
}

Result<HttpAnswer> postRecording(Engine& engine, const Call& call)
{
    return startAndAnswer(engine, call, ExportRecording{.application = call.query("application")});
}

Result<HttpAnswer> postRollBack(Engine& engine, const Call& call)
{
    return startAndAnswer(engine, call, RollBackBackend{call.names[0]});
}

Result<HttpAnswer> getContainers(Engine& engine, const Call& /*call*/)
{
    return jsonAnswer(answerOf(engine.containers()));
}

Result<HttpAnswer> postStopContainer(Engine& engine, const Call& call)
{
    return startAndAnswer(engine, call, StopContainer{call.names[0], call.names[1]});
}

Result<HttpAnswer> postStartContainer(Engine& engine, const Call& call)
{
    return startAndAnswer(engine, call, StartContainer{call.names[0], call.names[1]});
}

Result<HttpAnswer> getLogs(Engine& engine, const Call& call)
{
    return wholeNumber(call, "tail", 1, 10'000, 200).and_then([&](std::uint64_t tail) {
        return engine.logs(call.names[0], static_cast<std::uint32_t>(tail)).map([](const LogLines& lines) {
            return jsonAnswer(answerOf(lines));
        });
    });
}

Result<HttpAnswer> getOperations(Engine& engine, const Call& /*call*/)
{
    return jsonAnswer(answerOf(engine.operations()));
}

Result<HttpAnswer> getOperation(Engine& engine, const Call& call)
{
    return operationId(call)
        .and_then([&](std::uint64_t id) { return engine.operation(id); })
        .map([](const auto& found) { return jsonAnswer(answerOf(found)); });
}

Result<HttpAnswer> deleteOperation(Engine& engine, const Call& call)
{
    return operationId(call).and_then(
        [&](std::uint64_t id) { return startAndAnswer(engine, call, CancelOperation{id}); });
}

} // namespace straightline::control::handlers
