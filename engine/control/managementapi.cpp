// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/managementapi.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/control/answers.h"
#include "engine/control/routes.h"

namespace straightline::control
{
namespace
{

std::string withoutPort(const std::string& host)
{
    if (host.starts_with('['))
        return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

/// A page of another site may send requests; its Origin tells. Tools send none.
bool fromAnotherOrigin(const HttpRequest& request)
{
    if (!request.hasHeader("Origin"))
        return false;
    const std::string origin = request.header("Origin");
    return origin != "http://" + request.header("Host") && origin != "https://" + request.header("Host");
}

/// Takes as long for a wrong first character as for a wrong last one.
bool sameText(const std::string& secret, const std::string& given)
{
    std::size_t difference = secret.size() ^ given.size();
    for (std::size_t i = 0; i < given.size(); ++i)
        difference |= static_cast<std::size_t>(static_cast<unsigned char>(given[i])
                                               ^ static_cast<unsigned char>(secret[i % secret.size()]));
    return difference == 0;
}

/// The first query parameter that the route does not know, as an error.
Result<void> checkQuery(const Route& route, const HttpRequest& request)
{
    for (const auto& [name, ignored] : request.query) {
        const auto same = [&wanted = name](const QueryParameter& each) { return wanted == each.name; };
        if (std::any_of(route.query.begin(), route.query.end(), same))
            continue;
        std::string allowed;
        for (const QueryParameter& each : route.query)
            allowed += (allowed.empty() ? "" : ", ") + std::string(each.name);
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("unknown parameter {}: allowed is {}", name, allowed.empty() ? "none" : allowed));
    }
    return {};
}

} // namespace

ManagementApi::ManagementApi(Engine& engine, std::string token)
    : m_engine(engine)
    , m_token(std::move(token))
{
}

bool ManagementApi::tokenFits(const HttpRequest& request) const
{
    constexpr std::string_view kBearer = "Bearer ";
    const std::string given = request.header("Authorization");
    return given.starts_with(kBearer) && sameText(m_token, given.substr(kBearer.size()));
}

HttpAnswer ManagementApi::handle(const HttpRequest& request)
{
    if (m_token.empty() && !isLoopbackHost(request.header("Host")))
        return errorAnswer(403, "Host: allowed is localhost or a loopback address");
    if (!m_token.empty() && !tokenFits(request)) {
        HttpAnswer answer = errorAnswer(401, "Authorization: allowed is Bearer and the token of this engine");
        answer.headers.emplace_back("WWW-Authenticate", "Bearer");
        return answer;
    }
    const auto found = findRoute(request);
    if (const auto* none = std::get_if<NoRoute>(&found)) {
        if (none->allowed.empty())
            return errorAnswer(404, "there is nothing at this path; /openapi.json lists what there is");
        HttpAnswer answer = errorAnswer(405, fmt::format("{}: allowed is {}", request.method, none->allowed));
        answer.headers.emplace_back("Allow", none->allowed);
        return answer;
    }
    const RouteMatch& match = std::get<RouteMatch>(found);
    const Route& route = *match.route;
    if (request.method != "GET" && fromAnotherOrigin(request))
        return errorAnswer(403, "Origin: changes are allowed from this address only");
    if (route.changes && m_engine.status().readOnly)
        return errorAnswer(403, "this engine is read-only: it was started with --read-only and takes no changes");
    if (const Result<void> good = checkQuery(route, request); !good)
        return errorAnswer(good.error());
    const Result<HttpAnswer> answer = route.handler(m_engine, Call{request, match.names, Actor{"api"}});
    return answer ? *answer : errorAnswer(answer.error());
}

bool isLoopbackHost(const std::string& host)
{
    const std::string name = withoutPort(host);
    if (name == "localhost" || name == "[::1]")
        return true;
    // 127.0.0.0/8, written out: a name like 127.evil.example is none of them.
    std::array<int, 4> parts{};
    int end = 0;
    const int read = std::sscanf(name.c_str(), "%3d.%3d.%3d.%3d%n", &parts[0], &parts[1], &parts[2], &parts[3], &end);
    return read == 4 && static_cast<std::size_t>(end) == name.size() && parts[0] == 127
           && std::all_of(parts.begin(), parts.end(), [](int part) { return part >= 0 && part <= 255; });
}

Result<std::string> readToken(const std::filesystem::path& file)
{
    std::error_code code;
    const auto permissions = std::filesystem::status(file, code).permissions();
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 1'024> buffer{};
    stream.read(buffer.data(), buffer.size());
    std::string_view token(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    if (code || token.empty())
        return failure(ErrorCode::InvalidArgument, fmt::format("{}: the token cannot be read", file.string()));
    using std::filesystem::perms;
    if ((permissions & (perms::group_all | perms::others_all)) != perms::none)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{}: others can read the token: allowed is mode 0600", file.string()));
    if (token.ends_with('\n'))
        token.remove_suffix(1);
    const bool printable = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (token.size() < 16 || token.size() > 512 || !printable)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{}: allowed are 16 to 512 printable characters", file.string()));
    return std::string(token);
}

} // namespace straightline::control
