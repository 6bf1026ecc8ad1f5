// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/api/result.h"
#include "engine/control/httpvalues.h"
#include "engine/control/requestguard.h"

namespace straightline::control
{

/// The HTTP server of the management plane: Qt's, with the limits it lacks, all differences between Qt versions inside.
/// One handler answers every request before it returns. Lives on the engine thread (its event loop), owned by
/// ManagementServer.
class HttpServer
{
public:
    using Handler = std::function<HttpAnswer(const HttpRequest&)>;

    struct Settings {
        RequestGuard::Limits limits;
        int connections = 64;                      ///< at the same time; further ones are closed at once
        std::chrono::milliseconds idle{60'000};    ///< between requests of a connection
        std::chrono::milliseconds request{10'000}; ///< first byte of a request to its last
    };

    HttpServer(Handler handler, Settings settings);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// HOST is a numeric address or localhost; port 0 = any free one. The address with its real port.
    [[nodiscard]] Result<std::string> listen(const std::string& hostAndPort);

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace straightline::control
