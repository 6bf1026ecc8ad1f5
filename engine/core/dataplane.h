// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "engine/api/configuration.h"
#include "engine/api/functionhost.h"
#include "engine/api/liveload.h"
#include "engine/api/requestrecord.h"
#include "engine/api/result.h"
#include "engine/dispatch/functionrunner.h"
#include "engine/ingest/gateway.h"

namespace straightline::core
{

/// The gateway and the function runner that its threads serve. Engine thread; owned by the engine.
class DataPlane
{
public:
    /// `socketFolder`: for the Runtime API's sockets. `load`, `sinks` and `supervisor` outlive the data plane.
    [[nodiscard]] static Result<std::unique_ptr<DataPlane>> open(const GatewaySettings& settings, LiveLoad& load,
                                                                 std::vector<RecordSink*> sinks,
                                                                 std::string socketFolder,
                                                                 FunctionSupervisor& supervisor);

    ingest::Gateway& gateway() { return *m_gateway; }
    FunctionRuntime& functions() { return *m_functions; }

private:
    DataPlane() = default;

    std::unique_ptr<dispatch::FunctionRunner> m_functions; ///< outlives the gateway, which starts and stops it
    std::unique_ptr<ingest::Gateway> m_gateway;
};

} // namespace straightline::core
