// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// StraightlineEngine: what it is asked, and changes nothing.
#include <cstdlib>

#include <fmt/format.h>

#include "engine/backends/registry.h"
#include "engine/control/managementserver.h"
#include "engine/core/calibrator.h"
#include "engine/core/dataplane.h"
#include "engine/core/records.h"
#include "engine/core/straightlineengine.h"
#include "engine/core/studies.h"
#include "engine/placement/mapping.h"
#include "engine/placement/sentence.h"
#include "engine/store/configurationstore.h"
#include "engine/store/sitefile.h"

namespace straightline::core
{

std::vector<Operation> StraightlineEngine::operations() const
{
    return std::as_const(*m_backends).operations().list();
}

Result<Operation> StraightlineEngine::operation(std::uint64_t id) const
{
    return m_backends->operations().find(id);
}

EngineStatus StraightlineEngine::status() const
{
    EngineStatus status;
    status.version = STRAIGHTLINE_VERSION;
    status.state = m_state;
    status.started = m_started;
    status.ingest = m_dataPlane->gateway().listenAddress();
    status.ingestTls = m_dataPlane->gateway().tlsListenAddress();
    status.control = m_control->address();
    status.readOnly = m_settings.readOnly;
    status.troubles = m_troubles.now();
    return status;
}

Result<std::vector<RequestRow>> StraightlineEngine::requests(const RequestQuery& query) const
{
    return m_records->reader().requests(query);
}

Result<RequestReceipt> StraightlineEngine::request(const std::string& id) const
{
    return m_records->reader().request(id).map([](RequestReceipt receipt) {
        receipt.sentence = placement::explain(receipt.row.record.decision);
        return receipt;
    });
}

Result<History> StraightlineEngine::history(const HistoryQuery& query) const
{
    return m_records->reader().history(query);
}

Result<std::vector<AuditEntry>> StraightlineEngine::audit(std::uint32_t limit) const
{
    return m_configuration->audit(limit);
}

Result<PlacementMap> StraightlineEngine::placementMap(const PlacementMapQuery& query) const
{
    const ApplicationRoute* application = m_table->find(query.application);
    if (application == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", query.application));
    return placement::mapOf(query, *application, m_load, m_clock.steadyNow().time_since_epoch().count())
        .map([this](PlacementMap map) {
            map.revision = m_site->revision;
            return map;
        });
}

void StraightlineEngine::whatIf(const WhatIfQuery& query, WhatIfDone done)
{
    m_studies->timeMachine().whatIf(query, m_site, std::move(done));
}

Result<WhatIfAnswer> StraightlineEngine::whatIfAnswer(std::uint64_t operation) const
{
    return m_studies->answers().find(operation);
}

Result<std::vector<ThresholdSweep>> StraightlineEngine::sweeps(const std::string& application) const
{
    return m_studies->sweeps().kept().list(application);
}

Result<ThresholdSweep> StraightlineEngine::sweep(std::uint64_t id) const
{
    return m_studies->sweeps().kept().find(id);
}

std::vector<ThresholdWatch> StraightlineEngine::watches() const
{
    return m_studies->watches().list();
}

Result<LogLines> StraightlineEngine::logs(const BackendId& id, std::uint32_t tail) const
{
    return m_backends->logs(id, tail);
}

std::vector<ContainerStatus> StraightlineEngine::containers() const
{
    return m_backends->containers();
}

Discovery StraightlineEngine::discovery() const
{
    return m_backends->discovery();
}

CalibrationResult StraightlineEngine::calibration(const std::string& application) const
{
    return m_calibrator->result(application);
}

std::set<std::uint16_t> StraightlineEngine::ownPorts() const
{
    std::set<std::uint16_t> ports;
    for (const std::string& address :
         {m_dataPlane->gateway().listenAddress(), m_dataPlane->gateway().tlsListenAddress(), m_control->address()})
        if (const auto colon = address.rfind(':'); colon != std::string::npos)
            ports.insert(static_cast<std::uint16_t>(std::strtoul(address.c_str() + colon + 1, nullptr, 10)));
    return ports;
}

std::string StraightlineEngine::exportSite() const
{
    return store::writeSite(*m_site, Secrets::Hidden);
}

} // namespace straightline::core
