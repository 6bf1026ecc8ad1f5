// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/api/configuration.h"
#include "engine/api/result.h"
#include "engine/api/routingtable.h"

namespace straightline::backends
{

/// The parts of "http://HOST[:PORT][/base]" or "https://…".
struct HttpUrl {
    bool secure = false;     ///< https
    std::string host;        ///< name or numeric address, IPv6 without brackets
    std::uint16_t port = 80; ///< or 443
    std::string hostHeader;  ///< "127.0.0.1:9001", "[::1]:9001", "example.org"
    std::string basePath;    ///< "" or "/base", without a final slash
};

[[nodiscard]] Result<HttpUrl> parseHttpUrl(std::string_view url);

/// How a connection to it is secured; not at all for http.
UpstreamTls tlsOf(const HttpUrl& url, const HttpSettings& settings);

} // namespace straightline::backends
