// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/secrets.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

namespace straightline
{
namespace
{

constexpr std::string_view kEnvironmentPrefix = "${env:";
constexpr std::string_view kFilePrefix = "${file:";
constexpr std::size_t kMaxSecretFileBytes = 65'536;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::optional<std::string> fromEnvironment(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    if (value == nullptr)
        return std::nullopt;
    return std::string(value);
}

std::optional<std::string> fromFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::string text(kMaxSecretFileBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || file.gcount() > static_cast<std::streamsize>(kMaxSecretFileBytes))
        return std::nullopt;
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.ends_with('\n'))
        text.pop_back();
    if (text.ends_with('\r'))
        text.pop_back();
    return text;
}

Environment* environmentOf(BackendConfiguration& backend)
{
    if (auto* container = std::get_if<ContainerSettings>(&backend.settings))
        return &container->environment;
    if (auto* function = std::get_if<FunctionSettings>(&backend.settings))
        return &function->environment;
    return nullptr;
}

const Environment* environmentOf(const BackendConfiguration& backend)
{
    if (const auto* container = std::get_if<ContainerSettings>(&backend.settings))
        return &container->environment;
    if (const auto* function = std::get_if<FunctionSettings>(&backend.settings))
        return &function->environment;
    return nullptr;
}

} // namespace

bool isSecretName(std::string_view name)
{
    constexpr std::array<std::string_view, 5> kParts{"password", "passwd", "secret", "token", "key"};
    std::string folded(name);
    std::transform(folded.begin(), folded.end(), folded.begin(), lower);
    return std::any_of(kParts.begin(), kParts.end(),
                       [&](std::string_view part) { return folded.find(part) != std::string::npos; });
}

bool isSecretReference(std::string_view value)
{
    const bool begins = value.starts_with(kEnvironmentPrefix) || value.starts_with(kFilePrefix);
    return begins && value.find('}') == value.size() - 1;
}

std::string shownValue(std::string_view name, std::string_view value)
{
    if (value.empty() || !isSecretName(name) || isSecretReference(value))
        return std::string(value);
    return std::string(kHiddenSecret);
}

SecretSources systemSecretSources()
{
    return {fromEnvironment, fromFile};
}

Result<std::string> resolveSecrets(std::string_view value, const SecretSources& sources)
{
    std::string resolved;
    while (!value.empty()) {
        const bool environment = value.starts_with(kEnvironmentPrefix);
        const std::size_t end = value.find('}');
        if ((!environment && !value.starts_with(kFilePrefix)) || end == std::string_view::npos) {
            resolved += value.front();
            value.remove_prefix(1);
            continue;
        }
        const std::size_t begin = environment ? kEnvironmentPrefix.size() : kFilePrefix.size();
        const std::string name(value.substr(begin, end - begin));
        const std::optional<std::string> found = environment ? sources.environment(name) : sources.file(name);
        if (!found)
            return failure(
                ErrorCode::InvalidArgument,
                environment ? fmt::format("the environment variable {} is not set", name)
                            : fmt::format("the file {} cannot be read (at most {} bytes)", name, kMaxSecretFileBytes));
        resolved += *found;
        value.remove_prefix(end + 1);
    }
    return resolved;
}

Result<Environment> resolveEnvironment(const Environment& environment, const SecretSources& sources)
{
    Environment resolved;
    resolved.reserve(environment.size());
    for (const auto& [name, value] : environment) {
        Result<std::string> plain = resolveSecrets(value, sources);
        if (!plain)
            return failure(plain.error().code, fmt::format("environment {}: {}", name, plain.error().detail));
        resolved.emplace_back(name, std::move(*plain));
    }
    return resolved;
}

Result<void> keepSecrets(const SiteConfiguration& present, SiteConfiguration& next)
{
    for (ApplicationConfiguration& application : next.applications) {
        for (BackendConfiguration& backend : application.backends) {
            Environment* wanted = environmentOf(backend);
            if (wanted == nullptr)
                continue;
            const std::string id = makeBackendId(application.name, backend.name);
            const BackendConfiguration* before = present.findBackend(id);
            const Environment* known = before != nullptr ? environmentOf(*before) : nullptr;
            for (auto& [name, value] : *wanted) {
                if (value != kHiddenSecret || !isSecretName(name))
                    continue;
                const auto same = [&variable = name](const auto& each) { return each.first == variable; };
                const auto found =
                    known != nullptr ? std::find_if(known->begin(), known->end(), same) : Environment::const_iterator();
                if (known == nullptr || found == known->end())
                    return failure(ErrorCode::InvalidArgument,
                                   fmt::format("backend \"{}\".environment.{} = \"***\": allowed is the value itself, "
                                               "${{env:NAME}} or ${{file:/path}}; it is not known here",
                                               id, name));
                value = found->second;
            }
        }
    }
    return {};
}

} // namespace straightline
