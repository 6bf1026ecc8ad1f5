// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/dockervalues.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <QCryptographicHash>
#include <fmt/format.h>

#include "engine/backends/container/dockerstreams.h"

namespace straightline::backends
{

namespace
{

using nlohmann::json;

constexpr ApiVersion kNewestKnown{1, 51};
constexpr ApiVersion kOldestUseful{1, 25};
constexpr double kNanosPerCpu = 1e9;

// Missing or of another type: an empty value, never an exception.
const json& at(const json& object, const char* key)
{
    static const json kNothing;
    if (!object.is_object())
        return kNothing;
    const auto found = object.find(key);
    return found == object.end() ? kNothing : *found;
}

std::string text(const json& value)
{
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::uint64_t number(const json& value)
{
    return value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
}

bool flag(const json& value)
{
    return value.is_boolean() && value.get<bool>();
}

template <class Number>
Number parsed(std::string_view digits)
{
    Number value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? value : Number(0);
}

std::uint64_t nanoCpus(double cpus)
{
    return static_cast<std::uint64_t>(std::llround(cpus * kNanosPerCpu));
}

std::string portKey(std::uint16_t port)
{
    return std::to_string(port) + "/tcp";
}

std::vector<std::string> texts(const json& list)
{
    std::vector<std::string> all;
    if (list.is_array())
        for (const json& each : list)
            all.push_back(text(each));
    return all;
}

Environment environmentIn(const json& list)
{
    Environment environment;
    for (const std::string& each : texts(list)) {
        const auto equals = each.find('=');
        if (equals != std::string::npos)
            environment.emplace_back(each.substr(0, equals), each.substr(equals + 1));
    }
    return environment;
}

std::vector<std::string> commandIn(const json& config)
{
    std::vector<std::string> command = texts(at(config, "Entrypoint"));
    for (std::string& each : texts(at(config, "Cmd")))
        command.push_back(std::move(each));
    return command;
}

json environmentOf(const ContainerSettings& settings)
{
    json environment = json::array();
    for (const auto& [name, value] : settings.environment)
        environment.push_back(name + "=" + value);
    return environment;
}

void addPort(const json& port, ContainerSummary& summary)
{
    const auto outside = static_cast<std::uint16_t>(number(at(port, "PublicPort")));
    const std::string type = text(at(port, "Type"));
    if (outside == 0 || (!type.empty() && type != "tcp"))
        return;
    summary.ports[static_cast<std::uint16_t>(number(at(port, "PrivatePort")))] = outside;
    summary.publishedOn.emplace(outside, text(at(port, "IP")));
}

} // namespace

std::optional<ApiVersion> parseApiVersion(std::string_view version)
{
    const auto dot = version.find('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    const ApiVersion parts{parsed<unsigned>(version.substr(0, dot)), parsed<unsigned>(version.substr(dot + 1))};
    return parts.major == 0 ? std::nullopt : std::optional(parts);
}

std::string toString(ApiVersion version)
{
    return fmt::format("{}.{}", version.major, version.minor);
}

Result<ApiVersion> negotiateApiVersion(std::string_view newest, std::string_view oldest)
{
    const auto highest = parseApiVersion(newest);
    if (!highest)
        return failure(ErrorCode::BadReply, fmt::format("its API version \"{}\" cannot be read", newest));
    const ApiVersion lowest = parseApiVersion(oldest).value_or(ApiVersion{1, 0});
    const ApiVersion chosen = std::min(kNewestKnown, *highest);
    if (chosen < lowest)
        return failure(ErrorCode::Unsupported, fmt::format("it speaks API {} and newer; this program speaks up to {}",
                                                           toString(lowest), toString(kNewestKnown)));
    if (chosen < kOldestUseful)
        return failure(ErrorCode::Unsupported, fmt::format("it speaks API {} at most; needed is {} or newer",
                                                           toString(*highest), toString(kOldestUseful)));
    return chosen;
}

std::string ContainerSummary::label(const char* key) const
{
    const auto found = labels.find(key);
    return found == labels.end() ? std::string() : found->second;
}

std::uint32_t ContainerSummary::number(const char* key) const
{
    return parsed<std::uint32_t>(label(key));
}

std::vector<ContainerSummary> readContainerList(const json& list)
{
    std::vector<ContainerSummary> all;
    if (!list.is_array())
        return all;
    for (const json& each : list) {
        ContainerSummary summary;
        summary.id = text(at(each, "Id"));
        summary.state = text(at(each, "State"));
        summary.image = text(at(each, "Image"));
        if (const json& names = at(each, "Names"); names.is_array() && !names.empty())
            summary.name = text(names.front());
        if (summary.name.starts_with('/'))
            summary.name.erase(0, 1);
        if (const json& labels = at(each, "Labels"); labels.is_object())
            for (const auto& [key, value] : labels.items())
                summary.labels[key] = text(value);
        if (const json& ports = at(each, "Ports"); ports.is_array())
            for (const json& port : ports)
                addPort(port, summary);
        if (!summary.id.empty())
            all.push_back(std::move(summary));
    }
    return all;
}

ContainerFacts readContainer(const json& inspected)
{
    ContainerFacts facts;
    facts.id = text(at(inspected, "Id"));
    facts.name = text(at(inspected, "Name"));
    if (facts.name.starts_with('/'))
        facts.name.erase(0, 1);
    const json& state = at(inspected, "State");
    facts.status = text(at(state, "Status"));
    facts.running = flag(at(state, "Running"));
    facts.oomKilled = flag(at(state, "OOMKilled"));
    if (const json& code = at(state, "ExitCode"); code.is_number_integer())
        facts.exitCode = code.get<int>();
    facts.error = text(at(state, "Error"));
    facts.imageId = text(at(inspected, "Image"));
    const json& config = at(inspected, "Config");
    facts.image = text(at(config, "Image"));
    facts.tty = flag(at(config, "Tty"));
    facts.created = text(at(inspected, "Created"));
    facts.started = text(at(state, "StartedAt"));
    facts.environment = environmentIn(at(config, "Env"));
    facts.command = commandIn(config);
    const json& host = at(inspected, "HostConfig");
    facts.memoryBytes = number(at(host, "Memory"));
    facts.nanoCpus = number(at(host, "NanoCpus"));
    if (facts.nanoCpus == 0 && number(at(host, "CpuPeriod")) > 0) // podman gives quota and period
        facts.nanoCpus = nanoCpus(static_cast<double>(number(at(host, "CpuQuota")))
                                  / static_cast<double>(number(at(host, "CpuPeriod"))));
    const json& ports = at(at(inspected, "NetworkSettings"), "Ports");
    if (!ports.is_object())
        return facts;
    for (const auto& [key, bindings] : ports.items()) {
        if (!bindings.is_array() || bindings.empty())
            continue;
        const auto inside = parsed<std::uint16_t>(std::string_view(key).substr(0, key.find('/')));
        const auto outside = parsed<std::uint16_t>(text(at(bindings.front(), "HostPort")));
        if (inside != 0 && outside != 0)
            facts.ports[inside] = outside;
    }
    return facts;
}

ImageDefaults readImageDefaults(const json& inspected)
{
    const json& config = at(inspected, "Config");
    ImageDefaults defaults;
    defaults.environment = environmentIn(at(config, "Env"));
    defaults.command = commandIn(config);
    if (const json& ports = at(config, "ExposedPorts"); ports.is_object())
        for (const auto& [key, value] : ports.items())
            if (const auto port = parsed<std::uint16_t>(std::string_view(key).substr(0, key.find('/'))); port != 0)
                defaults.ports.push_back(port);
    return defaults;
}

json containerSpec(const ContainerSettings& settings, const std::map<std::string, std::string>& labels,
                   const std::string& publishAddress)
{
    const std::string port = portKey(settings.containerPort);
    json host{{"PortBindings", {{port, json::array({{{"HostIp", publishAddress}, {"HostPort", ""}}})}}},
              {"RestartPolicy", {{"Name", "no"}}}};
    if (settings.memoryBytes > 0) {
        host["Memory"] = settings.memoryBytes;
        host["MemorySwap"] = settings.memoryBytes; // no swap beyond it: over the limit is out of memory
    }
    if (settings.cpus > 0.0)
        host["NanoCpus"] = nanoCpus(settings.cpus);
    json spec{{"Image", settings.image},
              {"Env", environmentOf(settings)},
              {"Labels", labels},
              {"ExposedPorts", {{port, json::object()}}},
              {"HostConfig", std::move(host)}};
    if (!settings.command.empty())
        spec["Cmd"] = settings.command;
    return spec;
}

std::string settingsMark(const ContainerSettings& settings)
{
    const json all{{"image", settings.image},         {"port", settings.containerPort},
                   {"cpus", nanoCpus(settings.cpus)}, {"memory", settings.memoryBytes},
                   {"env", environmentOf(settings)},  {"command", settings.command}};
    const std::string bytes = all.dump(-1, ' ', true, json::error_handler_t::replace);
    return QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256)
        .toHex()
        .left(16)
        .toStdString();
}

std::string limitProblem(const ContainerSettings& settings, const ContainerFacts& facts)
{
    const auto has = [](std::uint64_t value, const std::string& shown) { return value == 0 ? "none" : shown; };
    if (settings.memoryBytes != facts.memoryBytes)
        return fmt::format("the engine did not take the memory limit of {} (it set {})",
                           bytesText(settings.memoryBytes), has(facts.memoryBytes, bytesText(facts.memoryBytes)));
    if (nanoCpus(settings.cpus) != facts.nanoCpus)
        return fmt::format("the engine did not take the limit of {} CPUs (it set {})", settings.cpus,
                           has(facts.nanoCpus, fmt::format("{}", static_cast<double>(facts.nanoCpus) / kNanosPerCpu)));
    return {};
}

std::string exitText(const ContainerFacts& facts)
{
    constexpr int kKilled = 137;
    if (!facts.error.empty())
        return "could not start: " + facts.error;
    if (facts.oomKilled)
        return fmt::format("exited {}: out of memory{}", facts.exitCode,
                           facts.memoryBytes > 0 ? " (limit " + bytesText(facts.memoryBytes) + ")" : std::string());
    if (facts.exitCode == kKilled)
        return "exited 137: killed";
    return fmt::format("exited {}", facts.exitCode);
}

std::string engineMessage(std::string_view body)
{
    const json parsedBody = json::parse(body, nullptr, false);
    std::string message = text(at(parsedBody, "message"));
    const std::string cause = text(at(parsedBody, "cause")); // podman
    if (message.empty())
        return std::string(body.substr(0, 200));
    if (!cause.empty() && message.find(cause) == std::string::npos)
        message += ": " + cause;
    return message;
}

std::string containerName(const BackendId& backend, std::uint32_t generation, std::uint32_t replica)
{
    const auto [application, name] = splitBackendId(backend);
    return fmt::format("straightline-{}-{}-{}-{}", application, name, generation, replica);
}

} // namespace straightline::backends
