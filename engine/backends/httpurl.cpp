// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/httpurl.h"

#include <charconv>

namespace straightline::backends
{

namespace
{

tl::unexpected<Error> bad(std::string_view url)
{
    return failure(ErrorCode::InvalidArgument,
                   "\"" + std::string(url) + "\": allowed: http://HOST[:PORT][/base] or https://…");
}

} // namespace

Result<HttpUrl> parseHttpUrl(std::string_view url)
{
    constexpr std::string_view kPlain = "http://";
    constexpr std::string_view kSecure = "https://";
    const bool secure = url.starts_with(kSecure);
    if ((!secure && !url.starts_with(kPlain)) || url.find_first_of(" \t\r\n?#@") != std::string_view::npos)
        return bad(url);
    const std::string_view rest = url.substr(secure ? kSecure.size() : kPlain.size());
    const auto slash = rest.find('/');
    const std::string_view authority = rest.substr(0, slash);
    HttpUrl parts;
    parts.secure = secure;
    parts.port = secure ? 443 : 80;
    if (slash != std::string_view::npos)
        parts.basePath = rest.substr(slash);
    while (!parts.basePath.empty() && parts.basePath.back() == '/')
        parts.basePath.pop_back();

    std::string_view port;
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == std::string_view::npos)
            return bad(url);
        parts.host = authority.substr(1, close - 1);
        port = authority.substr(close + 1);
    } else {
        const auto colon = authority.find(':');
        parts.host = authority.substr(0, colon);
        port = colon == std::string_view::npos ? std::string_view() : authority.substr(colon);
    }
    if (parts.host.empty())
        return bad(url);
    if (!port.empty()) {
        if (port.front() != ':')
            return bad(url);
        port.remove_prefix(1);
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), parts.port);
        if (error != std::errc() || end != port.data() + port.size() || parts.port == 0)
            return bad(url);
    }
    parts.hostHeader = authority;
    return parts;
}

UpstreamTls tlsOf(const HttpUrl& url, const HttpSettings& settings)
{
    if (!url.secure)
        return {};
    return {.enabled = true,
            .caFile = settings.tlsCaFile,
            .serverName = settings.tlsServerName.empty() ? url.host : settings.tlsServerName,
            .verify = settings.tlsVerify};
}

} // namespace straightline::backends
