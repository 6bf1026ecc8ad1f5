// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sweepstore.h"

#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/api/sweepjson.h"

namespace straightline::store
{
namespace
{

constexpr const char* kUnwritable = "the sweep cannot be stored";
constexpr const char* kUnreadable = "the sweeps cannot be read";

/// What is listed, without the points: a list is read often.
std::string summaryOf(ThresholdSweep sweep)
{
    sweep.points.clear();
    return toJson(sweep).dump();
}

Result<ThresholdSweep> parsed(const std::string& document)
{
    return parseJson(document).and_then([](const Json& json) { return sweepFromJson(json); });
}

} // namespace

SweepStore::SweepStore(Database& database, Connection connection)
    : m_database(database)
    , m_connection(std::move(connection))
{
}

SweepStore::~SweepStore() = default;

Result<std::unique_ptr<SweepStore>> SweepStore::open(Database& database)
{
    return database.connect(Database::Use::Configuration).map([&](Connection connection) {
        return std::unique_ptr<SweepStore>(new SweepStore(database, std::move(connection)));
    });
}

void SweepStore::write(const ThresholdSweep& sweep)
{
    SQLite::Statement put(*m_connection, "UPDATE sweep SET summary = ?, document = ? WHERE id = ?");
    put.bind(1, summaryOf(sweep));
    put.bind(2, toJson(sweep).dump());
    put.bind(3, static_cast<std::int64_t>(sweep.id));
    put.exec();
}

Result<std::uint64_t> SweepStore::add(const ThresholdSweep& sweep)
{
    ThresholdSweep kept = sweep;
    try {
        const WriteTurn::Holder turn(m_database.writeTurn(), WriteTurn::Urgency::Operator);
        SQLite::Transaction transaction(*m_connection, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement insert(*m_connection, "INSERT INTO sweep(application, summary, document) VALUES(?, '', '')");
        insert.bind(1, sweep.application);
        insert.exec();
        kept.id = static_cast<std::uint64_t>(m_connection->getLastInsertRowid());
        write(kept);
        SQLite::Statement forget(*m_connection, "DELETE FROM sweep WHERE id <= ?");
        forget.bind(1, static_cast<std::int64_t>(kept.id) - static_cast<std::int64_t>(kSweepsKept));
        forget.exec();
        transaction.commit();
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnwritable, exception);
    } catch (const Json::exception&) {
        return failure(ErrorCode::Internal, "the sweep holds text that is not UTF-8");
    }
    return kept.id;
}

Result<std::vector<ThresholdSweep>> SweepStore::list(const std::string& application)
{
    std::vector<ThresholdSweep> sweeps;
    try {
        SQLite::Statement select(*m_connection, "SELECT summary FROM sweep WHERE ?1 = '' OR application = ?1 "
                                                "ORDER BY id DESC");
        select.bind(1, application);
        while (select.executeStep()) {
            auto sweep = parsed(select.getColumn(0).getString());
            if (!sweep)
                return tl::make_unexpected(sweep.error());
            sweeps.push_back(std::move(*sweep));
        }
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnreadable, exception);
    }
    return sweeps;
}

Result<ThresholdSweep> SweepStore::find(std::uint64_t id)
{
    try {
        SQLite::Statement select(*m_connection, "SELECT document FROM sweep WHERE id = ?");
        select.bind(1, static_cast<std::int64_t>(id));
        if (select.executeStep())
            return parsed(select.getColumn(0).getString());
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnreadable, exception);
    }
    return failure(ErrorCode::NotFound, fmt::format("there is no sweep {}; the latest {} are kept", id, kSweepsKept));
}

Result<void> SweepStore::setApplied(std::uint64_t id, std::int64_t unixMicros, const Thresholds& thresholds)
{
    auto sweep = find(id);
    if (!sweep)
        return tl::make_unexpected(sweep.error());
    sweep->appliedUnixMicros = unixMicros;
    sweep->applied = thresholds;
    try {
        const WriteTurn::Holder turn(m_database.writeTurn(), WriteTurn::Urgency::Operator);
        write(*sweep);
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnwritable, exception);
    }
    return {};
}

} // namespace straightline::store
