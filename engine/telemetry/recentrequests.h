// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/history.h"
#include "engine/api/requestrecord.h"

namespace straightline::telemetry
{

/// The latest requests in memory, to be shown without asking the store; packed, about 20 MB for 100,000. Engine thread;
/// owned by core. The oldest are forgotten a thousand at a time.
class RecentRequests
{
public:
    static constexpr std::size_t kDefaultRequests = 100'000;

    /// `firstId`: the id of the next record added; the store counts the same records with the same ids.
    explicit RecentRequests(std::size_t requests = kDefaultRequests, std::uint64_t firstId = 1);

    std::uint64_t add(const RequestRecord& record); ///< the id it got: one more than the last

    /// Newest first, names as in `site`: of an application or backend that is configured no more they are empty. A
    /// query for a name that is not configured finds nothing.
    std::vector<RequestRow> find(const RequestQuery& query, const SiteConfiguration& site) const;
    /// The newest with this x-request-id; empty = not held any more, or never.
    std::optional<RequestRow> findByRequestId(std::string_view requestId, const SiteConfiguration& site) const;
    std::optional<RequestRow> findById(std::uint64_t id, const SiteConfiguration& site) const;

    std::size_t size() const { return static_cast<std::size_t>(m_nextId - firstId()); }
    std::uint64_t firstId() const; ///< of the oldest one held; the next one's when there is none
    std::size_t memoryBytes() const;

private:
    struct Entry {
        std::uint32_t offset = 0; ///< into Block::bytes
        std::uint32_t applicationNumber = 0;
        std::uint32_t backendNumber = 0;
        std::uint32_t requestIdHash = 0;
        bool failure = false;
    };
    struct Block {
        std::uint64_t firstId = 0;
        std::vector<Entry> entries;
        std::string bytes;
    };
    static constexpr std::size_t kBlockRequests = 1'000;

    /// visit(id, block, entry) from `newestId` down, until it returns false.
    template <class Visit>
    void backwards(std::uint64_t newestId, Visit visit) const;
    static RequestRow rowOf(std::uint64_t id, const Block& block, const Entry& entry, const SiteConfiguration& site);

    std::size_t m_requests;
    std::uint64_t m_nextId;
    std::deque<Block> m_blocks;
};

} // namespace straightline::telemetry
