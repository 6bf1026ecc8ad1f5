// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/recordring.h"

#include <algorithm>
#include <bit>

namespace straightline::telemetry
{

RecordRing::RecordRing(std::size_t records)
    : m_mask(std::bit_ceil(std::max<std::size_t>(records, 2)) - 1)
    , m_records(std::make_unique<RequestRecord[]>(m_mask + 1))
{
}

void RecordRing::record(const RequestRecord& record)
{
    const std::uint64_t place = m_written.load(std::memory_order_relaxed);
    if (place - m_takenSeen > m_mask) {
        m_takenSeen = m_taken.load(std::memory_order_acquire);
        if (place - m_takenSeen > m_mask) {
            m_dropped.fetch_add(1, std::memory_order_relaxed);
            return;
        }
    }
    m_records[place & m_mask] = record;
    m_written.store(place + 1, std::memory_order_release);
}

} // namespace straightline::telemetry
