// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/containertest.h"

#include <QRandomGenerator>
#include <fmt/format.h>

#include "engine/api/secrets.h"
#include "engine/backends/container/dockercalls.h"

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kHealthPoll{100};

using Said = Result<std::string>;

std::string imageProblem(const std::string& image)
{
    return fmt::format("the image {} is not on this machine", image);
}

// The image is looked for, never fetched: a test changes nothing that lasts.
QCoro::Task<Result<void>> findImage(ContainerTestPlace place, std::string image, Scope scope, TestSteps steps)
{
    steps.begin("docker");
    const Result<void> connected = co_await place.docker->connect(scope);
    if (!connected || scope.stopped())
        co_return Result<void>(
            tl::make_unexpected(steps.fail(scope, errorOf(connected), "Start Docker, or allow this user to use it")));
    steps.succeed(place.docker->description());
    steps.begin("image", image);
    const Result<bool> here = co_await hasImage(place.docker, scope, image);
    const std::string advice = fmt::format(
        "Correct its name or tag, or fetch it (docker pull {}); when the backend is registered, it is fetched", image);
    if (!here || !*here || scope.stopped()) {
        Error error{ErrorCode::NotFound, imageProblem(image)};
        if (!here)
            error = here.error();
        co_return Result<void>(tl::make_unexpected(steps.fail(scope, error, advice)));
    }
    steps.succeed("it is here");
    co_return Result<void>();
}

// Not in the scope of the test: a container whose creation was cancelled half-way would be nobody's.
QCoro::Task<Result<void>> create(ContainerTestPlace place, ContainerSettings settings, Scope scope, TestSteps steps,
                                 std::shared_ptr<std::string> id)
{
    steps.begin("create");
    auto environment = resolveEnvironment(settings.environment, systemSecretSources());
    Result<std::string> created = failure(errorOf(environment).code, errorOf(environment).detail);
    if (environment) {
        settings.environment = std::move(*environment);
        const std::string name = fmt::format("straightline-test-{:016x}", QRandomGenerator::global()->generate64());
        const std::map<std::string, std::string> labels{{kTrialLabel, place.siteId}};
        const nlohmann::json spec = containerSpec(settings, labels, place.docker->publishAddress());
        created = co_await createContainer(place.docker, place.whole, name, spec);
    }
    std::string problem = created ? std::string() : created.error().detail;
    if (created) {
        *id = *created;
        const Result<ContainerFacts> facts = co_await inspectContainer(place.docker, scope, *id);
        problem = facts ? limitProblem(settings, *facts) : facts.error().detail;
    }
    if (!problem.empty() || scope.stopped()) {
        const Error error{ErrorCode::Refused, problem};
        co_return Result<void>(tl::make_unexpected(steps.fail(scope, error, "Correct the settings that it names")));
    }
    steps.succeed(id->substr(0, 12));
    co_return Result<void>();
}

QCoro::Task<Result<void>> startIt(ContainerTestPlace place, std::string id, Scope scope, TestSteps steps)
{
    steps.begin("start");
    const Result<void> started = co_await startContainer(place.docker, scope, id);
    if (!started || scope.stopped())
        co_return Result<void>(
            tl::make_unexpected(steps.fail(scope, errorOf(started), "Correct the command, the limits or the port")));
    steps.succeed({});
    co_return Result<void>();
}

// One look: the endpoint once it is healthy; NotFound = not yet, with the reason; anything else is the end.
QCoro::Task<Result<Endpoint>> look(ContainerTestPlace place, BackendTest test, std::string id, Scope scope)
{
    using Seen = Result<Endpoint>;
    const auto& settings = std::get<ContainerSettings>(test.wanted.backend.settings);
    const Result<ContainerFacts> facts = co_await inspectContainer(place.docker, scope, id);
    if (!facts)
        co_return Seen(failure(ErrorCode::Refused, facts.error().detail));
    if (!facts->running) {
        const std::string words = co_await lastWords(place.docker, scope, id);
        const std::string why = fmt::format("{}{}{}", exitText(*facts), words.empty() ? "" : ": ", words);
        co_return Seen(failure(ErrorCode::Refused, why));
    }
    const auto port = facts->ports.find(settings.containerPort);
    if (port == facts->ports.end())
        co_return Seen(
            failure(ErrorCode::NotFound, fmt::format("its port {} is not published yet", settings.containerPort)));
    HealthTarget target;
    target.endpoint.address = place.docker->publishAddress();
    target.endpoint.port = port->second;
    target.hostHeader = fmt::format("{}:{}", target.endpoint.address, target.endpoint.port);
    target.path = test.wanted.backend.health.path;
    const HealthProbe probe = co_await probeHealth(place.http, scope, target, test.wanted.backend.health.timeout);
    if (!probe.healthy)
        co_return Seen(failure(ErrorCode::NotFound, probe.text));
    co_return Seen(target.endpoint);
}

QCoro::Task<Result<Endpoint>> waitHealthy(ContainerTestPlace place, BackendTest test, std::string id, Scope scope,
                                          TestSteps steps)
{
    using Seen = Result<Endpoint>;
    const auto& settings = std::get<ContainerSettings>(test.wanted.backend.settings);
    steps.begin("healthy");
    const auto deadline = std::chrono::steady_clock::now() + settings.startTimeout;
    for (;;) {
        const Seen seen = co_await look(place, test, id, scope);
        if (seen && !scope.stopped()) {
            steps.succeed(fmt::format("published as port {}", seen->port));
            co_return seen;
        }
        const bool late = std::chrono::steady_clock::now() > deadline;
        Error error{ErrorCode::Cancelled, "cancelled"};
        if (!seen)
            error = seen.error();
        if (late)
            error.detail = fmt::format("not in {} ms: {}", settings.startTimeout.count(), error.detail);
        if (scope.stopped() || late || error.code != ErrorCode::NotFound)
            co_return Seen(tl::make_unexpected(steps.fail(
                scope, error, "See what it wrote; correct the command, the port inside or the health path")));
        steps.tell(error.detail);
        co_await scope.sleep(kHealthPoll);
    }
}

QCoro::Task<Said> tryIt(ContainerTestPlace place, BackendTest test, Scope scope, TestSteps steps,
                        std::shared_ptr<std::string> id)
{
    const auto settings = std::get<ContainerSettings>(test.wanted.backend.settings);
    Result<void> good = co_await findImage(place, settings.image, scope, steps);
    if (good)
        good = co_await create(place, settings, scope, steps, id);
    if (good)
        good = co_await startIt(place, *id, scope, steps);
    if (!good)
        co_return Said(tl::make_unexpected(good.error()));
    const Result<Endpoint> endpoint = co_await waitHealthy(place, test, *id, scope, steps);
    if (!endpoint)
        co_return Said(tl::make_unexpected(endpoint.error()));
    HealthTarget target;
    target.endpoint = *endpoint;
    target.hostHeader = fmt::format("{}:{}", endpoint->address, endpoint->port);
    Said said = co_await testInference(place.http, scope, test, target, steps);
    co_return said;
}

} // namespace

QCoro::Task<Said> testContainer(ContainerTestPlace place, BackendTest test, Scope scope, OperationProgress progress)
{
    const std::vector<std::string> names{"docker", "image", "create", "start", "healthy", "inference", "cleanup"};
    const TestSteps steps(progress, names);
    const auto id = std::make_shared<std::string>();
    const Said said = co_await tryIt(place, test, scope, steps, id);
    if (id->empty() || place.whole.stopped())
        co_return said;
    steps.begin("cleanup", "removing the container");
    const Result<void> removed = co_await removeContainer(place.docker, place.whole, *id);
    if (!removed) {
        const Error error = steps.fail(place.whole, removed.error(), "It is removed when Docker is reached again");
        if (said)
            co_return Said(tl::make_unexpected(error));
        co_return said;
    }
    steps.succeed("the container is removed");
    co_return said;
}

QCoro::Task<void> removeTestContainers(ContainerTestPlace place)
{
    const std::vector<std::string> labels{std::string(kTrialLabel) + '=' + place.siteId};
    const auto found = co_await listContainers(place.docker, place.whole, labels);
    if (!found)
        co_return;
    for (const ContainerSummary& each : *found) {
        if (place.whole.stopped())
            co_return;
        if (each.label(kTrialLabel) == place.siteId)
            co_await removeContainer(place.docker, place.whole, each.id);
    }
}

} // namespace straightline::backends
