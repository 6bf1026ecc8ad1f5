// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/backends/fakedocker.h"

#include <algorithm>

#include <fmt/format.h>

namespace straightline::backends
{

namespace
{

using nlohmann::json;

void say(const ScriptedPeer& peer, int status, const std::string& message)
{
    peer.reply(status, json{{"message", message}}.dump() + "\n", {"Content-Type: application/json"});
}

std::string frame(char stream, const std::string& text)
{
    std::string bytes{stream, 0, 0, 0, 0, 0, 0, static_cast<char>(text.size())};
    return bytes + text;
}

} // namespace

FakeDocker::FakeDocker(const std::string& socketPath)
    : m_server(socketPath, [this](const ScriptedRequest& request, const ScriptedPeer& peer) { answer(request, peer); })
{
}

int FakeDocker::countCalls(const std::string& part) const
{
    return static_cast<int>(std::count_if(
        calls.begin(), calls.end(), [&](const std::string& call) { return call.find(part) != std::string::npos; }));
}

void FakeDocker::crash(const std::string& id, int exitCode, bool oomKilled)
{
    Container& container = containers.at(id);
    container.state = "exited";
    container.exitCode = exitCode;
    container.oomKilled = oomKilled;
    container.server.reset();
    const std::string event = R"({"Type":"container","Action":"die","timeNano":1700000000000000001})"
                              "\n";
    for (const ScriptedPeer& watcher : m_watchers)
        watcher.raw(fmt::format("{:x}\r\n{}\r\n", event.size(), event));
}

void FakeDocker::answer(const ScriptedRequest& request, const ScriptedPeer& peer)
{
    calls.push_back(request.method + ' ' + request.target);
    if (request.target == "/_ping")
        return peer.reply(200, "OK", {"Api-Version: " + apiVersion, "Server: Docker/20.10.24 (linux)"});
    if (request.target == "/version")
        return peer.reply(
            200, json{{"Version", "20.10.24"}, {"ApiVersion", apiVersion}, {"MinAPIVersion", minApiVersion}}.dump());
    const auto slash = request.target.find('/', 1);
    const std::string path =
        slash == std::string::npos ? "" : request.target.substr(slash, request.target.find('?') - slash);
    if (path.starts_with("/containers/"))
        return onContainers(request, path.substr(12), peer);
    if (path == "/images/create") {
        peer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n");
        std::string body = R"({"status":"Pulling from straightline/digits","id":"1"})"
                           "\r\n"
                           R"({"status":"Downloading","progressDetail":{"current":500000,"total":2000000},"id":"a"})"
                           "\r\n";
        if (!pullError.empty())
            body += json{{"errorDetail", {{"message", pullError}}}, {"error", pullError}}.dump() + "\r\n";
        peer.raw(fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", body.size(), body));
        if (const auto from = request.target.find("fromImage="); pullError.empty() && from != std::string::npos)
            images.insert("pulled");
        return;
    }
    if (path.starts_with("/images/")) {
        const std::string name = path.substr(8, path.size() - 8 - 5);
        const bool byId = name.starts_with("sha256:");
        return byId || images.contains(name)
                   ? peer.reply(200, R"({"Id":"sha256:0123456789abcdef","Config":{"Env":["PATH=/bin","THREADS=1"],)"
                                     R"("Cmd":["serve"],"ExposedPorts":{"8080/tcp":{}}}})")
                   : say(peer, 404, "No such image: " + name);
    }
    if (path == "/events") {
        peer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n");
        m_watchers.push_back(peer);
        return;
    }
    say(peer, 404, "page not found");
}

void FakeDocker::onContainers(const ScriptedRequest& request, const std::string& path, const ScriptedPeer& peer)
{
    if (path == "json") {
        json list = json::array();
        for (const auto& [id, container] : containers)
            list.push_back(summary(container));
        return peer.reply(200, list.dump());
    }
    if (path == "create")
        return create(request, peer);
    const auto slash = path.find('/');
    const auto found = containers.find(path.substr(0, slash));
    if (found == containers.end())
        return say(peer, 404, "No such container: " + path);
    onOne(request, found->second, slash == std::string::npos ? "" : path.substr(slash + 1), peer);
}

void FakeDocker::create(const ScriptedRequest& request, const ScriptedPeer& peer)
{
    const json spec = json::parse(request.body, nullptr, false);
    const std::string name = request.target.substr(request.target.find("name=") + 5);
    if (!images.contains(spec.value("Image", "")))
        return say(peer, 404, "No such image: " + spec.value("Image", ""));
    if (takenNames.contains(name))
        return say(peer, 409, "Conflict. The container name \"/" + name + "\" is already in use by container \"x\".");
    Container container;
    container.id = fmt::format("{:064x}", ++m_created);
    container.name = name;
    container.spec = spec;
    const std::string id = container.id;
    containers.emplace(id, std::move(container));
    peer.reply(201, json{{"Id", id}, {"Warnings", json::array()}}.dump());
}

void FakeDocker::start(Container& container, const ScriptedPeer& peer)
{
    if (!startError.empty())
        return say(peer, 500, startError);
    const std::string image = container.spec.value("Image", "");
    if (image.ends_with(":exit")) {
        container.state = "exited";
        container.exitCode = 3;
        return peer.reply(204, "");
    }
    const int health = image.ends_with(":bad") ? 503 : 200;
    container.state = "running";
    container.server = std::make_unique<ScriptedServer>(
        [health](const ScriptedRequest&, const ScriptedPeer& visitor) { visitor.reply(health, ""); });
    peer.reply(204, "");
}

void FakeDocker::onOne(const ScriptedRequest& request, Container& container, const std::string& action,
                       const ScriptedPeer& peer)
{
    if (request.method == "DELETE") {
        containers.erase(std::string(container.id));
        peer.reply(204, "");
    } else if (action == "json") {
        peer.reply(200, inspected(container).dump());
    } else if (action == "start") {
        start(container, peer);
    } else if (action == "stop") {
        const bool running = container.state == "running";
        container.state = "exited";
        container.server.reset();
        peer.reply(running ? 204 : 304, "");
    } else if (action == "stats") {
        const std::uint64_t taken = ++m_statsTaken; // half a core of four
        peer.reply(200, json{{"cpu_stats",
                              {{"cpu_usage", {{"total_usage", taken * 500'000'000}}},
                               {"system_cpu_usage", taken * 4'000'000'000},
                               {"online_cpus", 4}}},
                             {"memory_stats", {{"usage", 50'000'000}, {"stats", {{"inactive_file", 8'000'000}}}}}}
                            .dump());
    } else if (action == "logs") {
        const bool all = request.target.find("stdout=1") != std::string::npos;
        peer.reply(200,
                   (all ? frame(1, "hello from " + container.name + "\n") : std::string()) + frame(2, "a complaint\n"));
    } else {
        say(peer, 404, "page not found");
    }
}

json FakeDocker::summary(const Container& container) const
{
    json ports = json::array();
    if (container.server)
        ports.push_back(
            {{"IP", "127.0.0.1"}, {"PrivatePort", 8080}, {"PublicPort", container.server->port()}, {"Type", "tcp"}});
    return {{"Id", container.id},   {"Names", {"/" + container.name}},  {"State", container.state},
            {"Status", "whatever"}, {"Image", container.spec["Image"]}, {"Labels", container.spec["Labels"]},
            {"Ports", ports}};
}

json FakeDocker::inspected(const Container& container) const
{
    json ports = json::object();
    ports["8080/tcp"] =
        container.server
            ? json::array({{{"HostIp", "127.0.0.1"}, {"HostPort", std::to_string(container.server->port())}}})
            : json();
    json environment = json::array({"PATH=/bin", "THREADS=1"});
    for (const json& each : container.spec["Env"])
        environment.push_back(each);
    const json& wanted = container.spec["HostConfig"];
    const json limits = ignoresLimits ? json::object() : wanted;
    return {
        {"Id", container.id},
        {"Name", "/" + container.name},
        {"Image", "sha256:0123456789abcdef0123456789abcdef"},
        {"State",
         {{"Status", container.state},
          {"Running", container.state == "running"},
          {"OOMKilled", container.oomKilled},
          {"ExitCode", container.exitCode},
          {"Error", ""}}},
        {"Created", "2026-01-02T03:04:05.123456789Z"},
        {"Config",
         {{"Image", container.spec["Image"]}, {"Tty", false}, {"Env", environment}, {"Cmd", json::array({"serve"})}}},
        {"HostConfig", {{"Memory", limits.value("Memory", 0U)}, {"NanoCpus", limits.value("NanoCpus", 0U)}}},
        {"NetworkSettings", {{"Ports", ports}}}};
}

} // namespace straightline::backends
