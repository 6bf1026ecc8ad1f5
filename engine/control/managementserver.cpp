// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/managementserver.h"

namespace straightline::control
{

ManagementServer::ManagementServer(Engine& engine, const Settings& settings)
    : m_api(engine, settings.token)
    , m_server([this](const HttpRequest& request) { return m_api.handle(request); }, settings.http)
{
}

Result<std::unique_ptr<ManagementServer>> ManagementServer::open(Engine& engine, const Settings& settings)
{
    if (settings.token.empty() && !isLoopbackHost(settings.listen))
        return failure(ErrorCode::InvalidArgument,
                       "control = \"" + settings.listen + "\": without a token file allowed is a loopback address");
    std::unique_ptr<ManagementServer> server(new ManagementServer(engine, settings));
    Result<std::string> address = server->m_server.listen(settings.listen);
    if (!address)
        return tl::make_unexpected(address.error());
    server->m_address = *address;
    return server;
}

} // namespace straightline::control
