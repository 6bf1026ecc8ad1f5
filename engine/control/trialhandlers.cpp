// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/control/answers.h"
#include "engine/control/handlers.h"

// Tests of settings, and what could be registered.
namespace straightline::control::handlers
{
namespace
{

Json answerOf(const DiscoveredBackend& found)
{
    const bool isContainer = found.source == DiscoveredBackend::Source::Container;
    Json json{{"source", isContainer ? "container" : "port"},
              {"name", found.name},
              {"address", found.address},
              {"port", found.port},
              {"url", found.url},
              {"speaks_protocol", found.speaksProtocol},
              {"ready", found.isReady},
              {"health_path", found.healthPath},
              {"backend", found.backend.empty() ? Json(nullptr) : Json(found.backend)}};
    if (isContainer) {
        json["image"] = found.image;
        json["container_port"] = found.containerPort;
    }
    return json;
}

Result<SampleRequest> sampleFromJson(const Json& json)
{
    SampleRequest sample;
    if (!json.is_object() || !json.contains("body"))
        return failure(ErrorCode::InvalidArgument, "sample: allowed is an object with body, path and content_type");
    for (const auto& [key, value] : json.items()) {
        std::string* const into = key == "path"           ? &sample.path
                                  : key == "content_type" ? &sample.contentType
                                  : key == "body"         ? &sample.body
                                                          : nullptr;
        if (into == nullptr)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("sample.{}: unknown; allowed is body, path, content_type", key));
        if (key == "body" && value.is_object())
            *into = value.dump();
        else if (value.is_string())
            *into = value.get<std::string>();
        else
            return failure(ErrorCode::InvalidArgument, fmt::format("sample.{}: allowed is a text", key));
    }
    if (!sample.path.empty() && !sample.path.starts_with('/'))
        return failure(ErrorCode::InvalidArgument, "sample.path: allowed is a path that begins with /");
    for (const std::string* each : {&sample.path, &sample.contentType})
        if (each->find_first_of(std::string_view("\r\n\0 ", each == &sample.path ? 4 : 3)) != std::string::npos)
            return failure(ErrorCode::InvalidArgument, "sample: allowed are path and content_type on one line");
    return sample;
}

} // namespace

Result<std::optional<SampleRequest>> takeSample(Json& json)
{
    if (!json.contains("sample"))
        return std::nullopt;
    const Json sample = std::exchange(json["sample"], nullptr);
    json.erase("sample");
    return sampleFromJson(sample).map([](SampleRequest&& read) { return std::optional(std::move(read)); });
}

Result<HttpAnswer> postTest(Engine& engine, const Call& call)
{
    return bodyObject(call).and_then([&](Json json) -> Result<HttpAnswer> {
        if (!json.contains("application") || !json["application"].is_string())
            return failure(ErrorCode::InvalidArgument, "application is missing; allowed is the name of an application");
        TryBackend wanted;
        wanted.application = json["application"].get<std::string>();
        json.erase("application");
        auto sample = takeSample(json);
        if (!sample)
            return tl::make_unexpected(sample.error());
        wanted.sample = std::move(*sample);
        return backendFromJson(json).and_then([&](const BackendConfiguration& backend) {
            wanted.backend = backend;
            return startAndAnswer(engine, call, wanted);
        });
    });
}

Result<HttpAnswer> postDiscovery(Engine& engine, const Call& call)
{
    return startAndAnswer(engine, call, DiscoverBackends{});
}

Result<HttpAnswer> getDiscovery(Engine& engine, const Call& /*call*/)
{
    const Discovery discovery = engine.discovery();
    Json found = Json::array();
    for (const DiscoveredBackend& each : discovery.found)
        found.push_back(answerOf(each));
    const bool looked = discovery.taken != WallTime();
    return jsonAnswer({{"taken", looked ? Json(timeText(discovery.taken)) : Json(nullptr)},
                       {"found", std::move(found)},
                       {"problems", discovery.problems}});
}

} // namespace straightline::control::handlers
