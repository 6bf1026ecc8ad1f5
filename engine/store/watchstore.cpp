// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/watchstore.h"

#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include "engine/api/sweepjson.h"

namespace straightline::store
{
namespace
{

constexpr const char* kUnwritable = "the watch cannot be stored";
constexpr const char* kUnreadable = "the watches cannot be read";

std::string documentOf(const KeptWatch& kept)
{
    return Json{{"watch", toJson(kept.watch)}, {"last_id", kept.lastId}, {"watched_ms", kept.watched.count()}}.dump();
}

Result<KeptWatch> parsed(const std::string& document)
{
    const Result<Json> json = parseJson(document);
    if (!json)
        return tl::make_unexpected(json.error());
    try {
        return watchFromJson(json->at("watch")).map([&](ThresholdWatch watch) {
            return KeptWatch{std::move(watch), json->at("last_id").get<std::uint64_t>(),
                             std::chrono::milliseconds(json->at("watched_ms").get<std::int64_t>())};
        });
    } catch (const Json::exception& exception) {
        return failure(ErrorCode::Storage, exception.what());
    }
}

} // namespace

void writeWatch(SQLite::Database& connection, const KeptWatch& kept)
{
    SQLite::Statement put(connection, "INSERT OR REPLACE INTO watch(application, document) VALUES(?, ?)");
    put.bind(1, kept.watch.application);
    put.bind(2, documentOf(kept));
    put.exec();
}

WatchStore::WatchStore(Database& database, Connection connection)
    : m_database(database)
    , m_connection(std::move(connection))
{
}

WatchStore::~WatchStore() = default;

Result<std::unique_ptr<WatchStore>> WatchStore::open(Database& database)
{
    return database.connect(Database::Use::Configuration).map([&](Connection connection) {
        return std::unique_ptr<WatchStore>(new WatchStore(database, std::move(connection)));
    });
}

Result<void> WatchStore::put(const KeptWatch& kept)
{
    try {
        const WriteTurn::Holder turn(m_database.writeTurn(), WriteTurn::Urgency::Operator);
        writeWatch(*m_connection, kept);
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnwritable, exception);
    } catch (const Json::exception&) {
        return failure(ErrorCode::Internal, "the watch holds text that is not UTF-8");
    }
    return {};
}

Result<void> WatchStore::remove(const std::string& application)
{
    try {
        const WriteTurn::Holder turn(m_database.writeTurn(), WriteTurn::Urgency::Operator);
        SQLite::Statement remove(*m_connection, "DELETE FROM watch WHERE application = ?");
        remove.bind(1, application);
        remove.exec();
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnwritable, exception);
    }
    return {};
}

Result<std::vector<KeptWatch>> WatchStore::list(std::vector<std::string>& damaged)
{
    std::vector<KeptWatch> all;
    try {
        SQLite::Statement select(*m_connection, "SELECT application, document FROM watch ORDER BY application");
        while (select.executeStep()) {
            auto kept = parsed(select.getColumn(1).getString());
            if (kept)
                all.push_back(std::move(*kept));
            else
                damaged.push_back(select.getColumn(0).getString());
        }
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnreadable, exception);
    }
    return all;
}

Result<std::uint64_t> WatchStore::lastRequestId()
{
    try {
        return static_cast<std::uint64_t>(
            m_connection->execAndGet("SELECT COALESCE(MAX(id), 0) FROM request").getInt64());
    } catch (const SQLite::Exception& exception) {
        return storageFailure(kUnreadable, exception);
    }
}

} // namespace straightline::store
