// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/requestwriter.h"

#include <array>

#include <SQLiteCpp/SQLiteCpp.h>

#include "engine/store/recordcodec.h"
#include "engine/store/rolluptable.h"

namespace straightline::store
{
namespace
{

constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kDaySeconds = 86'400;
constexpr int kRemovedAtOnce = 2'000; ///< rows of one transaction
constexpr int kPagesAtOnce = 256;     ///< given back to the file system at once

} // namespace

std::int64_t idHash(std::string_view requestId)
{
    std::uint64_t hash = 14'695'981'039'346'656'037ULL;
    for (const char c : requestId)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 1'099'511'628'211ULL;
    return static_cast<std::int64_t>(hash);
}

RequestWriter::RequestWriter(Database& database)
    : m_database(database)
{
}

RequestWriter::~RequestWriter() = default;

Result<void> RequestWriter::connect()
{
    if (m_connection)
        return {};
    Result<Connection> connection = m_database.connect(Database::Use::Records);
    if (!connection)
        return tl::make_unexpected(connection.error());
    m_connection = std::move(*connection);
    return {};
}

Result<void> RequestWriter::write(const std::deque<RequestRecord>& records, const std::deque<RollupSecond>& rollups)
{
    if (auto good = connect(); !good)
        return good;
    try {
        const WriteTurn::Holder turn(m_database.writeTurn(), WriteTurn::Urgency::Batch);
        SQLite::Transaction transaction(*m_connection, SQLite::TransactionBehavior::IMMEDIATE);
        const std::int64_t idBefore = m_nextId;
        try {
            insert(records);
            for (const RollupSecond& rollup : rollups)
                addRollup(*m_connection, rollup);
            transaction.commit();
        } catch (...) {
            m_nextId = idBefore;
            throw;
        }
    } catch (const SQLite::Exception& exception) {
        m_connection.reset(); // a full or failing disk: begin anew with the next try
        return storageFailure("request records cannot be written", exception);
    }
    return {};
}

void RequestWriter::insert(const std::deque<RequestRecord>& records)
{
    if (m_nextId == 0)
        m_nextId = m_connection->execAndGet("SELECT COALESCE(MAX(id), 0) + 1 FROM request").getInt64();
    SQLite::Statement statement(*m_connection,
                                "INSERT INTO request(id, arrival_us, application, backend, outcome, status, reason, "
                                "failed, id_hash, record) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const RequestRecord& record : records) {
        m_bytes.clear();
        encodeRecord(record, m_bytes);
        statement.bind(1, m_nextId++);
        statement.bind(2, record.arrivalUnixMicros);
        statement.bind(3, record.applicationNumber);
        statement.bind(4, record.backendNumber);
        statement.bind(5, static_cast<int>(record.outcome));
        statement.bind(6, static_cast<int>(record.status));
        statement.bind(7, static_cast<int>(record.decision.reason));
        statement.bind(8, isFailure(record) ? 1 : 0);
        statement.bind(9, idHash(record.requestId.view()));
        statement.bindNoCopy(10, m_bytes.data(), static_cast<int>(m_bytes.size()));
        statement.exec();
        statement.reset();
    }
}

Result<bool> RequestWriter::clean(const RetentionSettings& retention, std::int64_t nowUnixSeconds)
{
    if (auto good = connect(); !good)
        return tl::make_unexpected(good.error());
    try {
        const WriteTurn::Holder turn(m_database.writeTurn(), WriteTurn::Urgency::Batch);
        const std::int64_t hoursKept = static_cast<std::int64_t>(retention.rollupDays) * kDaySeconds;
        const std::array<std::int64_t, 3> kept{std::min(kKeptSecondsOfSeconds, hoursKept),
                                               std::min(kKeptSecondsOfMinutes, hoursKept), hoursKept};
        bool more = removeOldRequests((nowUnixSeconds - retention.requestDays * kDaySeconds) * kMicros);
        for (int step = 0; step < static_cast<int>(kept.size()); ++step)
            more = removeOldRollups(step, nowUnixSeconds - kept[static_cast<std::size_t>(step)]) || more;
        return shrink(retention.maxDatabaseBytes) || more;
    } catch (const SQLite::Exception& exception) {
        m_connection.reset();
        return storageFailure("old records cannot be removed", exception);
    }
}

bool RequestWriter::removeOldRequests(std::int64_t beforeUnixMicros)
{
    // The newest row always stays, so that ids go on counting up. Ids ascend nearly as arrivals do.
    SQLite::Statement remove(*m_connection,
                             "DELETE FROM request WHERE id IN (SELECT id FROM request ORDER BY id LIMIT ?) "
                             "AND arrival_us < ? AND id < (SELECT MAX(id) FROM request)");
    remove.bind(1, kRemovedAtOnce);
    remove.bind(2, beforeUnixMicros);
    return remove.exec() == kRemovedAtOnce;
}

bool RequestWriter::removeOldRollups(int step, std::int64_t beforeUnixSeconds)
{
    SQLite::Statement remove(*m_connection, "DELETE FROM rollup WHERE (step, application, backend, start) IN (SELECT "
                                            "step, application, backend, start FROM rollup INDEXED BY rollup_by_age "
                                            "WHERE step = ? AND start < ? LIMIT ?)");
    remove.bind(1, step);
    remove.bind(2, beforeUnixSeconds);
    remove.bind(3, kRemovedAtOnce);
    return remove.exec() == kRemovedAtOnce;
}

bool RequestWriter::shrink(std::uint64_t mostBytes)
{
    const auto number = [&](const char* pragma) {
        return static_cast<std::uint64_t>(m_connection->execAndGet(pragma).getInt64());
    };
    const std::uint64_t pageBytes = number("PRAGMA page_size");
    const std::uint64_t pages = number("PRAGMA page_count");
    const std::uint64_t free = number("PRAGMA freelist_count");
    bool more = false;
    if ((pages - free) * pageBytes > mostBytes) {
        SQLite::Statement remove(*m_connection,
                                 "DELETE FROM request WHERE id IN (SELECT id FROM request ORDER BY id LIMIT ?) "
                                 "AND id < (SELECT MAX(id) FROM request)");
        remove.bind(1, kRemovedAtOnce);
        more = remove.exec() == kRemovedAtOnce;
    }
    // Free pages are used again; they go back to the file system when the file is too large or mostly empty.
    if (free > 0 && (pages * pageBytes > mostBytes || free > pages / 2)) {
        SQLite::Statement vacuum(*m_connection, "PRAGMA incremental_vacuum(" + std::to_string(kPagesAtOnce) + ")");
        while (vacuum.executeStep()) {
        }
        more = more || free > kPagesAtOnce;
    }
    return more;
}

} // namespace straightline::store
