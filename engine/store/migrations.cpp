// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/migrations.h"

#include <array>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "engine/store/database.h"

namespace straightline::store
{
namespace
{

constexpr const char* kVersion1 = R"sql(
-- 'revision', 'gateway', 'retention' as JSON.
CREATE TABLE setting(key TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;

-- Every application and backend there ever was: numbers are never given twice, so old records keep their names.
-- application = 0: an application; else the number of the application this backend belongs to.
CREATE TABLE name(number INTEGER PRIMARY KEY AUTOINCREMENT, application INTEGER NOT NULL, name TEXT NOT NULL);
CREATE INDEX name_by_name ON name(name, application);

-- The present applications, backends included, as JSON.
CREATE TABLE application(number INTEGER PRIMARY KEY REFERENCES name(number), position INTEGER NOT NULL,
                         document TEXT NOT NULL);

CREATE TABLE audit(id INTEGER PRIMARY KEY AUTOINCREMENT, time_us INTEGER NOT NULL, actor TEXT NOT NULL,
                   action TEXT NOT NULL, subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL);

-- One row per request. record holds all of it (recordcodec.h); the other columns are what is searched and counted.
-- id_hash = FNV-1a of the client's id.
CREATE TABLE request(id INTEGER PRIMARY KEY, arrival_us INTEGER NOT NULL, application INTEGER NOT NULL,
                     backend INTEGER NOT NULL, outcome INTEGER NOT NULL, status INTEGER NOT NULL,
                     reason INTEGER NOT NULL, failed INTEGER NOT NULL, id_hash INTEGER NOT NULL, record BLOB NOT NULL);
CREATE INDEX request_by_application ON request(application);
CREATE INDEX request_by_backend ON request(backend) WHERE backend != 0;
CREATE INDEX request_by_failure ON request(failed) WHERE failed = 1;
CREATE INDEX request_by_id ON request(id_hash);

-- step 0, 1, 2 = second, minute, hour; (0, 0) = all together, (n, 0) = an application, (n, m) = a backend.
-- The blobs are histograms (engine/api/histogram.h).
CREATE TABLE rollup(step INTEGER NOT NULL, application INTEGER NOT NULL, backend INTEGER NOT NULL,
                    start INTEGER NOT NULL, requests INTEGER NOT NULL, failures INTEGER NOT NULL,
                    bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL, placed_local INTEGER NOT NULL,
                    placed_container INTEGER NOT NULL, placed_serverless INTEGER NOT NULL, total BLOB NOT NULL,
                    queue BLOB NOT NULL, connect BLOB NOT NULL, backend_time BLOB NOT NULL, transfer BLOB NOT NULL,
                    size BLOB NOT NULL, PRIMARY KEY(step, application, backend, start)) WITHOUT ROWID;
CREATE INDEX rollup_by_age ON rollup(step, start);
)sql";

constexpr const char* kVersion2 = R"sql(
-- A histogram of the failures' outcomes, as numbers.
ALTER TABLE rollup ADD COLUMN failed BLOB NOT NULL DEFAULT x'';
)sql";

constexpr const char* kVersion3 = R"sql(
-- The latest sweeps of thresholds as JSON, in the summary without their points.
CREATE TABLE sweep(id INTEGER PRIMARY KEY AUTOINCREMENT, application TEXT NOT NULL, summary TEXT NOT NULL,
                   document TEXT NOT NULL);
)sql";

constexpr const char* kVersion4 = R"sql(
-- The watches of applied thresholds that run, as JSON: one for each application, gone with its end.
CREATE TABLE watch(application TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
)sql";

constexpr std::array<Migration, 4> kMigrations{{{1, kVersion1}, {2, kVersion2}, {3, kVersion3}, {4, kVersion4}}};

} // namespace

std::span<const Migration> migrations()
{
    return kMigrations;
}

int schemaVersion()
{
    return kMigrations.back().version;
}

Result<void> migrate(SQLite::Database& database, std::span<const Migration> steps)
{
    try {
        int present = database.execAndGet("PRAGMA user_version").getInt();
        for (const Migration& step : steps) {
            if (step.version <= present)
                continue;
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            database.exec(step.sql);
            database.exec(fmt::format("PRAGMA user_version = {}", step.version));
            transaction.commit();
            present = step.version;
        }
    } catch (const SQLite::Exception& exception) {
        return storageFailure("the database cannot be brought to the present version", exception);
    }
    return {};
}

} // namespace straightline::store
