// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/discovery.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/backends/container/dockercalls.h"
#include "engine/backends/healthcheck.h"

namespace straightline::backends
{

namespace
{

constexpr const char* kReadyPath = "/v2/health/ready";
constexpr std::chrono::milliseconds kProbeDeadline{1'000};
constexpr std::uint64_t kLongestAnswer = 65'536;
constexpr std::size_t kAtOnce = 8;
constexpr std::size_t kMostPorts = 512;

/// What is to be asked, and what was found of it.
struct Candidate {
    DiscoveredBackend found;
    std::vector<std::string> addresses;
    bool keepAnyway = false; ///< a container is listed whatever it answers
};

struct Round {
    std::vector<Candidate> candidates;
    std::size_t next = 0;
};

std::string fileText(const char* path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string authorityOf(const std::string& address, std::uint16_t port)
{
    return address.find(':') == std::string::npos ? fmt::format("{}:{}", address, port)
                                                  : fmt::format("[{}]:{}", address, port);
}

// Sends a GET that no server can mind.
QCoro::Task<Result<HttpReply>> get(CurlClient* http, Scope scope, Endpoint endpoint, std::string path)
{
    HealthTarget target;
    target.endpoint = endpoint;
    target.hostHeader = authorityOf(endpoint.address, endpoint.port);
    HttpRequest request = requestTo(target, path, kProbeDeadline);
    request.bodyLimit = kLongestAnswer;
    Result<HttpReply> reply = co_await http->send(scope, std::move(request));
    co_return reply;
}

/// The name by which a server calls itself (GET /v2); empty = that is no answer of the protocol.
std::string serverName(const HttpReply& reply)
{
    const auto json = nlohmann::json::parse(reply.body, nullptr, false);
    if (reply.status != 200 || !json.is_object() || !json.contains("name") || !json["name"].is_string())
        return {};
    return json["name"].get<std::string>();
}

QCoro::Task<Candidate> ask(CurlClient* http, Scope scope, Candidate candidate)
{
    DiscoveredBackend& found = candidate.found;
    for (const std::string& address : candidate.addresses) {
        Endpoint endpoint;
        endpoint.address = address;
        endpoint.port = found.port;
        const Result<HttpReply> reply = co_await get(http, scope, endpoint, "/v2");
        if (!reply)
            continue;
        found.address = address;
        const std::string name = serverName(*reply);
        const Result<HttpReply> ready = co_await get(http, scope, endpoint, kReadyPath);
        found.isReady = ready && ready->status == 200;
        found.speaksProtocol = !name.empty() && ready.has_value();
        if (found.speaksProtocol)
            found.healthPath = kReadyPath;
        if (found.name.empty())
            found.name = name;
        break;
    }
    found.url = "http://" + authorityOf(found.address, found.port);
    co_return candidate;
}

QCoro::Task<void> worker(CurlClient* http, Scope scope, std::shared_ptr<Round> round)
{
    while (round->next < round->candidates.size() && !scope.stopped()) {
        const std::size_t index = round->next++;
        Candidate asked = round->candidates[index];
        asked = co_await ask(http, scope, asked);
        round->candidates[index] = asked;
    }
}

QCoro::Task<void> askAll(CurlClient* http, Scope scope, std::shared_ptr<Round> round)
{
    std::vector<QCoro::Task<void>> workers;
    for (std::size_t i = 0; i < kAtOnce; ++i)
        workers.push_back(worker(http, scope, round));
    for (auto& each : workers)
        co_await each;
}

BackendId registeredAt(const DiscoveryPlace& place, std::uint16_t port)
{
    for (const BackendStatus& backend : place.registered)
        for (const ReplicaStatus& replica : backend.replicas)
            if (replica.endpoint.port == port)
                return backend.id;
    return {};
}

/// Adds a candidate for each published port, and takes ours and theirs out of what the ports are looked at for.
void addContainers(const DiscoveryPlace& place, const std::vector<ContainerSummary>& all, Round& round,
                   std::set<std::uint16_t>& seen)
{
    for (const ContainerSummary& each : all) {
        const bool ours = each.label(kSiteLabel) == place.siteId || each.label(kTrialLabel) == place.siteId;
        for (const auto& [inside, outside] : each.ports) {
            seen.insert(outside);
            if (ours || each.state != "running")
                continue;
            Candidate candidate;
            candidate.keepAnyway = true;
            candidate.found.source = DiscoveredBackend::Source::Container;
            candidate.found.name = each.name;
            candidate.found.image = each.image;
            candidate.found.containerPort = inside;
            candidate.found.port = outside;
            candidate.found.backend = registeredAt(place, outside);
            const auto on = each.publishedOn.find(outside);
            const bool any =
                on == each.publishedOn.end() || on->second.empty() || on->second == "0.0.0.0" || on->second == "::";
            candidate.found.address = any ? place.docker->publishAddress() : on->second;
            candidate.addresses = {candidate.found.address};
            round.candidates.push_back(std::move(candidate));
        }
    }
}

void addPorts(const DiscoveryPlace& place, const std::vector<ListeningPort>& ports, Round& round,
              const std::set<std::uint16_t>& seen)
{
    for (const ListeningPort& each : ports) {
        if (seen.contains(each.port) || place.ownPorts.contains(each.port) || round.candidates.size() >= kMostPorts)
            continue;
        Candidate candidate;
        candidate.found.port = each.port;
        candidate.found.backend = registeredAt(place, each.port);
        candidate.found.address = each.addresses.front();
        candidate.addresses = each.addresses;
        round.candidates.push_back(std::move(candidate));
    }
}

void takeFound(Round& round, Discovery& discovery)
{
    for (Candidate& each : round.candidates)
        if (each.keepAnyway || each.found.speaksProtocol)
            discovery.found.push_back(std::move(each.found));
    round = {};
}

QCoro::Task<void> lookAtContainers(DiscoveryPlace place, Scope scope, OperationProgress progress,
                                   std::shared_ptr<Discovery> discovery, std::shared_ptr<std::set<std::uint16_t>> seen)
{
    progress.step("containers", StepState::Running, {});
    const Result<void> connected = co_await place.docker->connect(scope);
    std::string problem = connected ? std::string() : connected.error().detail;
    if (connected) {
        const std::vector<std::string> anyLabel;
        const auto all = co_await listContainers(place.docker, scope, anyLabel);
        const auto round = std::make_shared<Round>();
        if (all)
            addContainers(place, *all, *round, *seen);
        else
            problem = all.error().detail;
        co_await askAll(place.http, scope, round);
        takeFound(*round, *discovery);
    }
    if (problem.empty()) {
        progress.step("containers", StepState::Succeeded, fmt::format("{} published ports", discovery->found.size()));
        co_return;
    }
    discovery->problems.push_back(problem);
    progress.step("containers", StepState::Skipped, problem);
}

QCoro::Task<void> lookAtPorts(DiscoveryPlace place, Scope scope, OperationProgress progress,
                              std::shared_ptr<Discovery> discovery, std::shared_ptr<std::set<std::uint16_t>> seen)
{
    progress.step("ports", StepState::Running, {});
    const std::string tcp = fileText("/proc/net/tcp");
    const std::string tcp6 = fileText("/proc/net/tcp6");
    if (tcp.empty() && tcp6.empty()) {
        discovery->problems.emplace_back("the listening ports cannot be read (/proc/net/tcp)");
        progress.step("ports", StepState::Skipped, discovery->problems.back());
        co_return;
    }
    const auto round = std::make_shared<Round>();
    addPorts(place, listeningPorts(tcp, tcp6), *round, *seen);
    const std::size_t asked = round->candidates.size();
    const std::size_t before = discovery->found.size();
    co_await askAll(place.http, scope, round);
    takeFound(*round, *discovery);
    progress.step("ports", StepState::Succeeded,
                  fmt::format("{} of {} answer", discovery->found.size() - before, asked));
}

} // namespace

QCoro::Task<Result<Discovery>> discover(DiscoveryPlace place, Scope scope, OperationProgress progress)
{
    const std::vector<std::string> names{"containers", "ports"};
    progress.plan(names);
    const auto discovery = std::make_shared<Discovery>();
    const auto seen = std::make_shared<std::set<std::uint16_t>>();
    co_await lookAtContainers(place, scope, progress, discovery, seen);
    if (!scope.stopped())
        co_await lookAtPorts(place, scope, progress, discovery, seen);
    if (scope.stopped())
        co_return Result<Discovery>(failure(ErrorCode::Cancelled, "cancelled"));
    co_return Result<Discovery>(*discovery);
}

} // namespace straightline::backends
