// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/clock.h"
#include "engine/api/configuration.h"
#include "engine/api/history.h"
#include "engine/api/requestrecord.h"
#include "engine/api/result.h"
#include "engine/api/snapshot.h"
#include "engine/store/database.h"
#include "engine/store/requestreader.h"
#include "engine/store/requeststore.h"
#include "engine/telemetry/aggregator.h"
#include "engine/telemetry/recordring.h"

namespace straightline::core
{

/// The way of finished requests on the control plane: gateway rings → aggregator and store. Engine thread; owned by the
/// engine; outlives the gateway.
class Records
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Records>>
    open(store::Database& database, const Clock& clock, const RetentionSettings& retention, unsigned gatewayThreads);

    std::vector<RecordSink*> sinks() const; ///< one per gateway thread

    /// Takes what the gateway recorded since the last call; how many.
    std::size_t drain();
    /// At the end, when no gateway thread runs any more: takes and writes everything.
    void close();

    void follow(const SiteConfiguration& site);
    /// Totals, rates, percentiles, what was dropped and what is behind.
    void fill(Snapshot& snapshot);
    std::optional<Trouble> trouble() const { return m_store->trouble(); }
    /// While decisions that were decided again came out differently: the code, or the memory, is at fault.
    std::optional<Trouble> selfCheckTrouble() const;

    store::RequestReader& reader() { return *m_reader; }

private:
    Records(const Clock& clock, unsigned gatewayThreads);
    void check(const RequestRecord& record);

    std::vector<std::unique_ptr<telemetry::RecordRing>> m_rings;
    std::vector<RequestRecord> m_batch;
    telemetry::Aggregator m_aggregator;
    std::uint64_t m_checked = 0;
    std::uint64_t m_differing = 0;
    std::string m_firstDifference; ///< the id of the first request whose decision could not be reproduced
    std::unique_ptr<store::RequestStore> m_store;
    std::unique_ptr<store::RequestReader> m_reader;
};

} // namespace straightline::core
