// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/configurationstore.h"

#include <charconv>
#include <map>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/api/json.h"

namespace straightline::store
{
namespace
{

std::int64_t unixMicros(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

WallTime wallTime(std::int64_t unixMicroseconds)
{
    return WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(unixMicroseconds)));
}

/// A stored document that cannot be read is our bug or damage: say where it is.
template <class T>
Result<T> stored(const char* what, const std::string& document, Result<T> (*read)(const Json&))
{
    Result<T> value = parseJson(document).and_then([&](const Json& json) { return read(json); });
    if (!value)
        return failure(ErrorCode::Storage, fmt::format("stored {}: {}", what, value.error().detail));
    return value;
}

} // namespace

ConfigurationStore::ConfigurationStore(Database& database, Connection connection)
    : m_database(database)
    , m_connection(std::move(connection))
{
}

ConfigurationStore::~ConfigurationStore() = default;

Result<std::unique_ptr<ConfigurationStore>> ConfigurationStore::open(Database& database)
{
    return database.connect(Database::Use::Configuration).map([&](Connection connection) {
        return std::unique_ptr<ConfigurationStore>(new ConfigurationStore(database, std::move(connection)));
    });
}

Result<SiteConfiguration> ConfigurationStore::load()
{
    SiteConfiguration site;
    try {
        const SQLite::Transaction oneView(*m_connection);
        SQLite::Statement settings(*m_connection, "SELECT key, document FROM setting");
        while (settings.executeStep()) {
            const std::string key = settings.getColumn(0).getString();
            const std::string document = settings.getColumn(1).getString();
            if (key == "revision") {
                const auto read = std::from_chars(document.data(), document.data() + document.size(), site.revision);
                if (read.ec != std::errc{})
                    return failure(ErrorCode::Storage, "stored revision: not a number");
            } else if (key == "gateway") {
                auto gateway = stored("gateway settings", document, &gatewayFromJson);
                if (!gateway)
                    return tl::make_unexpected(gateway.error());
                site.gateway = *gateway;
            } else if (key == "retention") {
                auto retention = stored("retention settings", document, &retentionFromJson);
                if (!retention)
                    return tl::make_unexpected(retention.error());
                site.retention = *retention;
            }
        }
        SQLite::Statement applications(*m_connection, "SELECT document FROM application ORDER BY position");
        while (applications.executeStep()) {
            auto application = stored("application", applications.getColumn(0).getString(), &applicationFromJson);
            if (!application)
                return tl::make_unexpected(application.error());
            site.applications.push_back(std::move(*application));
        }
    } catch (const SQLite::Exception& exception) {
        return storageFailure("the configuration cannot be read", exception);
    }
    return site;
}

Result<SiteConfiguration> ConfigurationStore::save(const SiteConfiguration& next, const AuditEntry& entry,
                                                   const KeptWatch* watch)
{
    SiteConfiguration site = next;
    try {
        const WriteTurn::Holder turn(m_database.writeTurn(), WriteTurn::Urgency::Operator);
        SQLite::Transaction transaction(*m_connection, SQLite::TransactionBehavior::IMMEDIATE);
        for (ApplicationConfiguration& application : site.applications) {
            if (application.number == 0)
                application.number = newNumber(0, application.name);
            for (BackendConfiguration& backend : application.backends) {
                if (backend.number == 0)
                    backend.number = newNumber(application.number, backend.name);
            }
        }
        writeApplications(site);
        writeSetting("revision", std::to_string(site.revision));
        writeSetting("gateway", toJson(site.gateway).dump());
        writeSetting("retention", toJson(site.retention).dump());
        writeAudit(entry);
        if (watch != nullptr)
            writeWatch(*m_connection, *watch);
        transaction.commit();
    } catch (const SQLite::Exception& exception) {
        return storageFailure("the change cannot be stored", exception);
    } catch (const Json::exception&) {
        return failure(ErrorCode::InvalidArgument, "the change holds text that is not UTF-8");
    }
    return site;
}

std::uint32_t ConfigurationStore::newNumber(std::uint32_t application, const std::string& name)
{
    SQLite::Statement insert(*m_connection, "INSERT INTO name(application, name) VALUES(?, ?)");
    insert.bind(1, application);
    insert.bind(2, name);
    insert.exec();
    return static_cast<std::uint32_t>(m_connection->getLastInsertRowid());
}

void ConfigurationStore::writeApplications(const SiteConfiguration& site)
{
    std::map<std::uint32_t, std::pair<std::int64_t, std::string>> present;
    SQLite::Statement select(*m_connection, "SELECT number, position, document FROM application");
    while (select.executeStep())
        present[select.getColumn(0).getUInt()] = {select.getColumn(1).getInt64(), select.getColumn(2).getString()};

    SQLite::Statement put(*m_connection,
                          "INSERT OR REPLACE INTO application(number, position, document) VALUES(?, ?, ?)");
    std::int64_t position = 0;
    for (const ApplicationConfiguration& application : site.applications) {
        const std::string document = toJson(application, Secrets::Shown).dump(); // throws on text that is not UTF-8
        const auto before = present.extract(application.number);
        if (before.empty() || before.mapped() != std::pair(position, document)) {
            put.bind(1, application.number);
            put.bind(2, position);
            put.bind(3, document);
            put.exec();
            put.reset();
        }
        ++position;
    }
    SQLite::Statement remove(*m_connection, "DELETE FROM application WHERE number = ?");
    for (const auto& [number, ignored] : present) {
        remove.bind(1, number);
        remove.exec();
        remove.reset();
    }
}

void ConfigurationStore::writeSetting(const char* key, const std::string& document)
{
    SQLite::Statement put(*m_connection, "INSERT OR REPLACE INTO setting(key, document) VALUES(?, ?)");
    put.bind(1, key);
    put.bind(2, document);
    put.exec();
}

void ConfigurationStore::writeAudit(const AuditEntry& entry)
{
    SQLite::Statement insert(*m_connection, "INSERT INTO audit(time_us, actor, action, subject, before, after) "
                                            "VALUES(?, ?, ?, ?, ?, ?)");
    insert.bind(1, unixMicros(entry.time));
    insert.bind(2, entry.actor);
    insert.bind(3, entry.action);
    insert.bind(4, entry.subject);
    insert.bind(5, entry.before);
    insert.bind(6, entry.after);
    insert.exec();
}

Result<std::vector<AuditEntry>> ConfigurationStore::audit(std::uint32_t limit)
{
    std::vector<AuditEntry> entries;
    try {
        SQLite::Statement select(*m_connection, "SELECT id, time_us, actor, action, subject, before, after FROM audit "
                                                "ORDER BY id DESC LIMIT ?");
        select.bind(1, limit);
        while (select.executeStep()) {
            entries.push_back({.id = static_cast<std::uint64_t>(select.getColumn(0).getInt64()),
                               .time = wallTime(select.getColumn(1).getInt64()),
                               .actor = select.getColumn(2).getString(),
                               .action = select.getColumn(3).getString(),
                               .subject = select.getColumn(4).getString(),
                               .before = select.getColumn(5).getString(),
                               .after = select.getColumn(6).getString()});
        }
    } catch (const SQLite::Exception& exception) {
        return storageFailure("the audit log cannot be read", exception);
    }
    return entries;
}

} // namespace straightline::store
