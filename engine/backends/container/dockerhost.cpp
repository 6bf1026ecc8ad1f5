// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/dockerhost.h"

#include <algorithm>
#include <charconv>

#include <QCryptographicHash>
#include <QFile>
#include <nlohmann/json.hpp>

namespace straightline::backends
{

namespace
{

constexpr qint64 kMaxConfigBytes = 1'048'576;

Result<DockerHost> parseTcp(std::string_view text, std::string_view rest)
{
    DockerHost host;
    host.text = text;
    while (rest.ends_with('/'))
        rest.remove_suffix(1);
    const auto colon = rest.rfind(':');
    const bool bracketed = rest.starts_with('[');
    const bool hasPort = colon != std::string_view::npos && (!bracketed || rest[colon - 1] == ']');
    std::string_view name = hasPort ? rest.substr(0, colon) : rest;
    if (bracketed && name.ends_with(']'))
        name = name.substr(1, name.size() - 2);
    host.host = name;
    if (hasPort) {
        const std::string_view port = rest.substr(colon + 1);
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), host.port);
        if (error != std::errc() || end != port.data() + port.size() || host.port == 0)
            host.host.clear();
    }
    if (host.host.empty() || host.host.find('/') != std::string::npos)
        return failure(ErrorCode::InvalidArgument,
                       "DOCKER_HOST \"" + std::string(text) + "\": allowed: unix:///path or tcp://HOST[:PORT]");
    return host;
}

// https://github.com/docker/cli, cli/context/store: a context's folder is named by the SHA-256 of its name.
std::string currentContextHost(const DockerSurroundings& around)
{
    using nlohmann::json;
    std::string folder = around.environment("DOCKER_CONFIG");
    if (folder.empty())
        folder = around.environment("HOME") + "/.docker";
    const auto config = around.file(folder + "/config.json");
    if (!config)
        return {};
    const json parsed = json::parse(*config, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("currentContext") || !parsed["currentContext"].is_string())
        return {};
    const std::string name = parsed["currentContext"].get<std::string>();
    const QByteArray digest =
        QCryptographicHash::hash(QByteArray::fromStdString(name), QCryptographicHash::Sha256).toHex();
    const auto meta = around.file(folder + "/contexts/meta/" + digest.toStdString() + "/meta.json");
    const json context = meta ? json::parse(*meta, nullptr, false) : json();
    const auto pointer = json::json_pointer("/Endpoints/docker/Host");
    if (!context.is_object() || !context.contains(pointer) || !context[pointer].is_string())
        return {};
    return context[pointer].get<std::string>();
}

} // namespace

Result<DockerHost> parseDockerHost(std::string_view text)
{
    constexpr std::string_view kUnix = "unix://";
    constexpr std::string_view kTcp = "tcp://";
    if (text.starts_with(kUnix) && text.size() > kUnix.size())
        return DockerHost{std::string(text), std::string(text.substr(kUnix.size())), {}, 0};
    if (text.starts_with(kTcp))
        return parseTcp(text, text.substr(kTcp.size()));
    return failure(ErrorCode::Unsupported,
                   "DOCKER_HOST \"" + std::string(text) + "\": allowed: unix:///path or tcp://HOST[:PORT]");
}

DockerSurroundings realDockerSurroundings()
{
    return {[](const char* variable) { return qgetenv(variable).toStdString(); },
            [](const std::string& path) -> std::optional<std::string> {
                QFile file(QString::fromStdString(path));
                if (!file.open(QIODevice::ReadOnly))
                    return std::nullopt;
                return file.read(kMaxConfigBytes).toStdString();
            }};
}

Result<std::vector<DockerHost>> findDockerHosts(const DockerSurroundings& surroundings)
{
    if (const std::string given = surroundings.environment("DOCKER_HOST"); !given.empty()) {
        auto host = parseDockerHost(given);
        if (!host)
            return tl::make_unexpected(host.error());
        return std::vector<DockerHost>{*host};
    }
    std::vector<std::string> places{currentContextHost(surroundings), "unix:///var/run/docker.sock"};
    const std::string runtime = surroundings.environment("XDG_RUNTIME_DIR");
    if (!runtime.empty())
        places.push_back("unix://" + runtime + "/docker.sock");
    places.emplace_back("unix:///run/podman/podman.sock");
    if (!runtime.empty())
        places.push_back("unix://" + runtime + "/podman/podman.sock");
    std::vector<DockerHost> hosts;
    for (const std::string& place : places) {
        const auto host = parseDockerHost(place);
        if (host && std::find(hosts.begin(), hosts.end(), *host) == hosts.end())
            hosts.push_back(*host);
    }
    return hosts;
}

} // namespace straightline::backends
