// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/configuration.h"
#include "engine/api/requestrecord.h"
#include "engine/api/result.h"
#include "engine/api/rollup.h"
#include "engine/store/database.h"

namespace straightline::store
{

/// FNV-1a: what request ids are looked up by.
std::int64_t idHash(std::string_view requestId);

/// The writing connection for records: one transaction per call. Lives on the store thread, owned by RequestStore's
/// thread function.
class RequestWriter
{
public:
    explicit RequestWriter(Database& database);
    ~RequestWriter();

    /// Writes all or nothing.
    [[nodiscard]] Result<void> write(const std::deque<RequestRecord>& records, const std::deque<RollupSecond>& rollups);

    /// Removes one piece of what is too old or too much; true = there is more to remove.
    [[nodiscard]] Result<bool> clean(const RetentionSettings& retention, std::int64_t nowUnixSeconds);

private:
    [[nodiscard]] Result<void> connect();
    void insert(const std::deque<RequestRecord>& records);
    bool removeOldRequests(std::int64_t beforeUnixMicros);
    bool removeOldRollups(int step, std::int64_t beforeUnixSeconds);
    bool shrink(std::uint64_t mostBytes);

    Database& m_database;
    Connection m_connection;
    std::int64_t m_nextId = 0; ///< 0 = not known yet
    std::string m_bytes;       ///< of one record, recycled
};

} // namespace straightline::store
