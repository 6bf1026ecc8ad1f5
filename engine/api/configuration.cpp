// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/configuration.h"

#include <algorithm>

namespace straightline
{

BackendKind BackendConfiguration::kind() const
{
    if (std::holds_alternative<ContainerSettings>(settings))
        return BackendKind::Container;
    if (std::holds_alternative<FunctionSettings>(settings))
        return BackendKind::Function;
    return BackendKind::Http;
}

const ApplicationConfiguration* SiteConfiguration::findApplication(std::string_view name) const
{
    const auto found = std::find_if(applications.begin(), applications.end(),
                                    [&](const ApplicationConfiguration& each) { return each.name == name; });
    return found == applications.end() ? nullptr : &*found;
}

const BackendConfiguration* SiteConfiguration::findBackend(std::string_view id) const
{
    const auto [applicationName, backendName] = splitBackendId(id);
    const ApplicationConfiguration* application = findApplication(applicationName);
    if (application == nullptr)
        return nullptr;
    const auto& backends = application->backends;
    const auto found = std::find_if(backends.begin(), backends.end(),
                                    [&wanted = backendName](const auto& each) { return each.name == wanted; });
    return found == backends.end() ? nullptr : &*found;
}

BackendId makeBackendId(std::string_view application, std::string_view backend)
{
    std::string id(application);
    id += ':';
    id += backend;
    return id;
}

std::pair<std::string, std::string> splitBackendId(std::string_view id)
{
    const auto colon = id.find(':');
    if (colon == std::string_view::npos)
        return {};
    return {std::string(id.substr(0, colon)), std::string(id.substr(colon + 1))};
}

} // namespace straightline
