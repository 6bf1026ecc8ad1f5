// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/routes.h"

#include <algorithm>

namespace straightline::ingest
{

namespace
{

constexpr std::string_view kModels = "/v2/models/";
constexpr std::string_view kApps = "/apps/";

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

const ApplicationRoute* findApplication(const RoutingTable& table, std::string_view encodedName)
{
    if (encodedName.find('%') == std::string_view::npos)
        return table.find(encodedName);
    return table.find(percentDecoded(encodedName));
}

bool isRead(std::string_view method)
{
    return method == "GET" || method == "HEAD";
}

Route ownDocument(RouteKind kind, bool methodIsRight, std::string_view allow)
{
    return {
        .kind = methodIsRight ? kind : RouteKind::WrongMethod, .application = nullptr, .target = {}, .allow = allow};
}

Route modelRoute(const RequestHead& head, const ApplicationRoute& application, std::string_view rest)
{
    if (rest.ends_with("/infer") && head.method != "POST")
        return {.kind = RouteKind::WrongMethod, .application = &application, .target = {}, .allow = "POST"};
    return {.kind = RouteKind::Application, .application = &application, .target = head.target, .allow = {}};
}

bool hasBackendInService(const ApplicationRoute& application)
{
    return std::any_of(application.backends.begin(), application.backends.end(),
                       [](const BackendRoute& each) { return each.inService; });
}

} // namespace

Route findRoute(const RequestHead& head, const RoutingTable& table)
{
    const std::string_view path = head.path();
    if (path.starts_with(kModels)) {
        const std::string_view rest = path.substr(kModels.size());
        const std::string_view name = rest.substr(0, rest.find('/'));
        if (const ApplicationRoute* application = findApplication(table, name))
            return modelRoute(head, *application, rest.substr(name.size()));
    } else if (path.starts_with(kApps)) {
        const std::string_view rest = head.target.substr(kApps.size());
        const std::string_view name = rest.substr(0, rest.find_first_of("/?"));
        if (const ApplicationRoute* application = findApplication(table, name)) {
            const std::string_view target = rest.substr(name.size());
            return {.kind = RouteKind::Application,
                    .application = application,
                    .target = target.empty() ? std::string_view("/") : target,
                    .allow = {}};
        }
    } else if (path.starts_with("/v2")) {
        const bool read = isRead(head.method);
        if (path == "/v2" || path == "/v2/")
            return ownDocument(RouteKind::ServerMetadata, read, "GET, HEAD");
        if (path == "/v2/health/live")
            return ownDocument(RouteKind::Live, read, "GET, HEAD");
        if (path == "/v2/health/ready")
            return ownDocument(RouteKind::Ready, read, "GET, HEAD");
        if (path == "/v2/models")
            return ownDocument(RouteKind::ModelList, read, "GET, HEAD");
        if (path == "/v2/repository/index")
            return ownDocument(RouteKind::RepositoryIndex, head.method == "POST", "POST");
    }
    if (const ApplicationRoute* application = table.findByMount(path))
        return {.kind = RouteKind::Application, .application = application, .target = head.target, .allow = {}};
    return {};
}

bool isReady(const RoutingTable& table, const LiveLoad& load)
{
    return std::any_of(table.applications.begin(), table.applications.end(), [&](const ApplicationRoute& application) {
        return std::any_of(application.backends.begin(), application.backends.end(), [&](const BackendRoute& each) {
            return each.inService
                   && load.backends[each.slot].breaker.load(std::memory_order_relaxed) != BreakerState::Open;
        });
    });
}

std::string serverMetadataJson()
{
    return R"({"name":"straightline","version":"0.1.0","extensions":["binary_tensor_data","model_repository"]})";
}

std::string modelListJson(const RoutingTable& table)
{
    std::string json = R"({"models":[)";
    for (const ApplicationRoute& each : table.applications) {
        if (&each != &table.applications.front())
            json += ',';
        json.append(1, '"').append(each.name).append(1, '"');
    }
    return json + "]}";
}

std::string repositoryIndexJson(const RoutingTable& table)
{
    std::string json = "[";
    for (const ApplicationRoute& each : table.applications) {
        if (&each != &table.applications.front())
            json += ',';
        const bool ready = hasBackendInService(each);
        json.append(R"({"name":")").append(each.name);
        json += ready ? R"(","state":"READY","reason":""})"
                      : R"(","state":"UNAVAILABLE","reason":"no backend is in service"})";
    }
    return json + "]";
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

} // namespace straightline::ingest
