// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/recentrequests.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "engine/telemetry/recordcodec.h"

namespace straightline::telemetry
{

namespace
{

std::uint32_t hashOf(std::string_view requestId)
{
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(requestId));
}

/// What a query asks for, in numbers; empty when it names something that is not configured.
struct Wanted {
    std::optional<std::uint32_t> application;
    std::vector<std::uint32_t> backends; ///< empty = all
};

std::optional<Wanted> wantedOf(const RequestQuery& query, const SiteConfiguration& site)
{
    Wanted wanted;
    if (!query.application.empty()) {
        const ApplicationConfiguration* application = site.findApplication(query.application);
        if (application == nullptr)
            return std::nullopt;
        wanted.application = application->number;
    }
    if (query.backend.empty())
        return wanted;
    for (const ApplicationConfiguration& application : site.applications) {
        for (const BackendConfiguration& backend : application.backends) {
            if (backend.name == query.backend && (!wanted.application || *wanted.application == application.number))
                wanted.backends.push_back(backend.number);
        }
    }
    return wanted.backends.empty() ? std::nullopt : std::optional(wanted);
}

void nameRow(RequestRow& row, const SiteConfiguration& site)
{
    for (const ApplicationConfiguration& application : site.applications) {
        if (application.number != row.record.applicationNumber)
            continue;
        row.application = application.name;
        for (const BackendConfiguration& backend : application.backends) {
            if (backend.number == row.record.backendNumber)
                row.backend = backend.name;
        }
    }
}

} // namespace

RecentRequests::RecentRequests(std::size_t requests, std::uint64_t firstId)
    : m_requests(std::max<std::size_t>(requests, 1))
    , m_nextId(firstId)
{
}

std::uint64_t RecentRequests::firstId() const
{
    return m_blocks.empty() ? m_nextId : m_blocks.front().firstId;
}

std::uint64_t RecentRequests::add(const RequestRecord& record)
{
    if (m_blocks.empty() || m_blocks.back().entries.size() == kBlockRequests) {
        if (!m_blocks.empty())
            m_blocks.back().bytes.shrink_to_fit();
        m_blocks.push_back({m_nextId, {}, {}});
        m_blocks.back().entries.reserve(kBlockRequests);
    }
    Block& block = m_blocks.back();
    block.entries.push_back({.offset = static_cast<std::uint32_t>(block.bytes.size()),
                             .applicationNumber = record.applicationNumber,
                             .backendNumber = record.backendNumber,
                             .requestIdHash = hashOf(record.requestId.view()),
                             .failure = isFailure(record)});
    packRecord(record, block.bytes);
    const std::uint64_t id = m_nextId++;
    while (m_blocks.size() > 1 && size() - m_blocks.front().entries.size() >= m_requests)
        m_blocks.pop_front();
    return id;
}

template <class Visit>
void RecentRequests::backwards(std::uint64_t newestId, Visit visit) const
{
    for (auto block = m_blocks.rbegin(); block != m_blocks.rend(); ++block) {
        for (std::size_t i = block->entries.size(); i-- > 0;) {
            const std::uint64_t id = block->firstId + i;
            if (id <= newestId && !visit(id, *block, block->entries[i]))
                return;
        }
    }
}

RequestRow RecentRequests::rowOf(std::uint64_t id, const Block& block, const Entry& entry,
                                 const SiteConfiguration& site)
{
    RequestRow row;
    row.id = id;
    row.record = unpackRecord(std::string_view(block.bytes).substr(entry.offset));
    nameRow(row, site);
    return row;
}

std::vector<RequestRow> RecentRequests::find(const RequestQuery& query, const SiteConfiguration& site) const
{
    std::vector<RequestRow> rows;
    const auto wanted = wantedOf(query, site);
    if (!wanted || query.limit == 0)
        return rows;
    const std::uint64_t newest = query.beforeId == 0 ? m_nextId : query.beforeId - 1;
    backwards(newest, [&](std::uint64_t id, const Block& block, const Entry& entry) {
        if (id <= query.afterId)
            return false;
        const bool fits = (!query.failuresOnly || entry.failure)
                          && (!wanted->application || *wanted->application == entry.applicationNumber)
                          && (wanted->backends.empty()
                              || std::find(wanted->backends.begin(), wanted->backends.end(), entry.backendNumber)
                                     != wanted->backends.end());
        if (fits)
            rows.push_back(rowOf(id, block, entry, site));
        return rows.size() < query.limit;
    });
    return rows;
}

std::optional<RequestRow> RecentRequests::findByRequestId(std::string_view requestId,
                                                          const SiteConfiguration& site) const
{
    std::optional<RequestRow> found;
    const std::uint32_t hash = hashOf(requestId);
    backwards(m_nextId, [&](std::uint64_t id, const Block& block, const Entry& entry) {
        if (entry.requestIdHash != hash)
            return true;
        RequestRow row = rowOf(id, block, entry, site);
        if (row.record.requestId.view() != requestId)
            return true;
        found = std::move(row);
        return false;
    });
    return found;
}

std::optional<RequestRow> RecentRequests::findById(std::uint64_t id, const SiteConfiguration& site) const
{
    const auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), id,
                                        [](std::uint64_t key, const Block& block) { return key < block.firstId; });
    if (after == m_blocks.begin())
        return std::nullopt;
    const Block& block = *std::prev(after);
    const std::uint64_t index = id - block.firstId;
    if (index >= block.entries.size())
        return std::nullopt;
    return rowOf(id, block, block.entries[index], site);
}

std::size_t RecentRequests::memoryBytes() const
{
    std::size_t bytes = 0;
    for (const Block& block : m_blocks)
        bytes += block.bytes.capacity() + block.entries.capacity() * sizeof(Entry);
    return bytes;
}

} // namespace straightline::telemetry
