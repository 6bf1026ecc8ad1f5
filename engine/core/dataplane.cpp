// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/dataplane.h"

namespace straightline::core
{

Result<std::unique_ptr<DataPlane>> DataPlane::open(const GatewaySettings& settings, LiveLoad& load,
                                                   std::vector<RecordSink*> sinks, std::string socketFolder,
                                                   FunctionSupervisor& supervisor)
{
    std::unique_ptr<DataPlane> plane(new DataPlane);
    auto functions = dispatch::FunctionRunner::open(std::move(socketFolder), supervisor);
    if (!functions)
        return tl::make_unexpected(functions.error());
    plane->m_functions = std::move(*functions);
    auto gateway = ingest::Gateway::open(settings, {&load, std::move(sinks), plane->m_functions.get()});
    if (!gateway)
        return tl::make_unexpected(gateway.error());
    plane->m_gateway = std::move(*gateway);
    return plane;
}

} // namespace straightline::core
