// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/records.h"

#include <fmt/format.h>

#include "engine/replay/selfcheck.h"

namespace straightline::core
{
namespace
{

/// 200 ms at 80,000 requests/s on one thread: room for a late engine thread.
constexpr std::size_t kRingRecords = 16'384;
constexpr std::chrono::seconds kLastWrite{5};

} // namespace

Records::Records(const Clock& clock, unsigned gatewayThreads)
    : m_aggregator(clock)
{
    for (unsigned i = 0; i < gatewayThreads; ++i)
        m_rings.push_back(std::make_unique<telemetry::RecordRing>(kRingRecords));
}

Result<std::unique_ptr<Records>> Records::open(store::Database& database, const Clock& clock,
                                               const RetentionSettings& retention, unsigned gatewayThreads)
{
    std::unique_ptr<Records> records(new Records(clock, gatewayThreads));
    auto writer = store::RequestStore::open(database, clock, retention);
    if (!writer)
        return tl::make_unexpected(writer.error());
    auto reader = store::RequestReader::open(database, clock);
    if (!reader)
        return tl::make_unexpected(reader.error());
    records->m_store = std::move(*writer);
    records->m_reader = std::move(*reader);
    return records;
}

std::vector<RecordSink*> Records::sinks() const
{
    std::vector<RecordSink*> sinks;
    for (const auto& ring : m_rings)
        sinks.push_back(ring.get());
    return sinks;
}

std::size_t Records::drain()
{
    m_batch.clear();
    for (const auto& ring : m_rings) {
        ring->drain([this](const RequestRecord& record) {
            m_aggregator.add(record);
            m_batch.push_back(record);
            check(record);
        });
    }
    if (!m_batch.empty())
        m_store->add(m_batch);
    if (const auto rollups = m_aggregator.takeRollups(); !rollups.empty())
        m_store->add(rollups);
    return m_batch.size();
}

void Records::check(const RequestRecord& record)
{
    const replay::SelfCheck result = replay::checkDecision(record);
    if (result == replay::SelfCheck::Undecided)
        return;
    ++m_checked;
    if (result == replay::SelfCheck::Reproduced)
        return;
    if (m_differing++ == 0)
        m_firstDifference = std::string(record.requestId.view());
}

std::optional<Trouble> Records::selfCheckTrouble() const
{
    if (m_differing == 0)
        return std::nullopt;
    return Trouble{TroubleCause::DecisionsDiffer,
                   "decisions",
                   fmt::format("{} of {} recorded decisions came out differently when they were decided again, "
                               "the first is that of request {}",
                               m_differing, m_checked, m_firstDifference),
                   {},
                   std::chrono::milliseconds(0)};
}

void Records::close()
{
    drain();
    if (const auto rollups = m_aggregator.takeLastRollups(); !rollups.empty())
        m_store->add(rollups);
    m_store->flush(kLastWrite);
}

void Records::follow(const SiteConfiguration& site)
{
    m_aggregator.retain(site);
    m_store->setRetention(site.retention);
}

void Records::fill(Snapshot& snapshot)
{
    m_aggregator.fill(snapshot);
    snapshot.gateway.decisionsChecked = m_checked;
    snapshot.gateway.decisionsDiffering = m_differing;
    snapshot.storeBehind = m_store->behind();
    for (const auto& ring : m_rings)
        snapshot.gateway.droppedRecords += ring->dropped();
    snapshot.gateway.droppedRecords += m_store->droppedRecords();
}

} // namespace straightline::core
