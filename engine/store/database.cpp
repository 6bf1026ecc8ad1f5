// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "engine/store/migrations.h"

namespace straightline::store
{
namespace
{

constexpr int kBusyMillis = 5'000;

/// An exclusive lock on DIRECTORY/lock, gone when the process is, however it ends.
Result<int> lockDirectory(const std::filesystem::path& directory)
{
    const std::string file = directory / "lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::Storage, fmt::format("{}: {}", file, std::strerror(errno)));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const bool taken = errno == EWOULDBLOCK;
        const std::string why = taken ? "another StraightLine Console is using it" : std::strerror(errno);
        ::close(descriptor);
        return failure(taken ? ErrorCode::Conflict : ErrorCode::Storage,
                       fmt::format("state directory {}: {}", directory.string(), why));
    }
    return descriptor;
}

/// Makes an empty file that only its owner can read; SQLite gives its side files the same mode.
Result<bool> ensureFile(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct stat status {
    };
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
        const std::string why = std::strerror(errno);
        if (descriptor >= 0)
            ::close(descriptor);
        return failure(ErrorCode::Storage, fmt::format("{}: {}", file.string(), why));
    }
    ::close(descriptor);
    return status.st_size == 0;
}

/// Looks at a file that is there without being able to change it.
Result<void> inspect(const std::filesystem::path& file)
{
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READONLY, kBusyMillis);
        const int id = database.execAndGet("PRAGMA application_id").getInt();
        const int version = database.execAndGet("PRAGMA user_version").getInt();
        if (id != kApplicationId && !(id == 0 && version == 0))
            return failure(
                ErrorCode::Storage,
                fmt::format("{}: this is a database of another program; it is left untouched", file.string()));
        if (version > schemaVersion())
            return failure(ErrorCode::Storage,
                           fmt::format("{}: it has version {}, this program knows up to {}; it is left untouched. Use "
                                       "the newer program, or another state directory",
                                       file.string(), version, schemaVersion()));
    } catch (const SQLite::Exception& exception) {
        return storageFailure(file.string(), exception);
    }
    return {};
}

Result<void> prepare(const std::filesystem::path& file, bool fresh)
{
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, kBusyMillis);
        if (fresh) // before the first table, or it has no effect
            database.exec("PRAGMA auto_vacuum = INCREMENTAL");
        const std::string mode = database.execAndGet("PRAGMA journal_mode = WAL").getString();
        if (mode != "wal")
            return failure(ErrorCode::Storage,
                           fmt::format("{}: the file system cannot do write-ahead logging", file.string()));
        database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
        if (auto good = migrate(database, migrations()); !good)
            return failure(good.error().code, fmt::format("{}: {}", file.string(), good.error().detail));
        for (const char* table : {"setting", "name", "application", "audit"}) {
            const std::string found = database.execAndGet(fmt::format("PRAGMA integrity_check({})", table)).getString();
            if (found != "ok")
                return failure(ErrorCode::Storage, fmt::format("{}: damaged: {}", file.string(), found));
        }
    } catch (const SQLite::Exception& exception) {
        return storageFailure(file.string(), exception);
    }
    return {};
}

} // namespace

tl::unexpected<Error> storageFailure(const std::string& what, const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode();
    constexpr int kCorrupt = 11;
    constexpr int kNotADatabase = 26;
    std::string why = exception.what();
    if (code == kCorrupt || code == kNotADatabase)
        why = fmt::format("damaged or not a database ({}); move it away to begin anew, or restore a copy", why);
    return failure(ErrorCode::Storage, fmt::format("{}: {}", what, why));
}

Database::Database(std::filesystem::path file, int lock)
    : m_file(std::move(file))
    , m_lock(lock)
{
}

Database::~Database()
{
    ::close(m_lock);
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& directory)
{
    std::error_code code;
    if (std::filesystem::create_directories(directory, code); code)
        return failure(ErrorCode::Storage, fmt::format("{}: {}", directory.string(), code.message()));
    const Result<int> lock = lockDirectory(directory);
    if (!lock)
        return tl::make_unexpected(lock.error());
    std::unique_ptr<Database> database(new Database(directory / kFileName, *lock));
    const Result<bool> fresh = ensureFile(database->m_file);
    if (!fresh)
        return tl::make_unexpected(fresh.error());
    if (!*fresh) {
        if (auto good = inspect(database->m_file); !good)
            return tl::make_unexpected(good.error());
    }
    if (auto good = prepare(database->m_file, *fresh); !good)
        return tl::make_unexpected(good.error());
    return database;
}

Result<Connection> Database::connect(Use use) const
{
    try {
        auto connection = std::make_unique<SQLite::Database>(m_file.string(), SQLite::OPEN_READWRITE, kBusyMillis);
        connection->exec("PRAGMA foreign_keys = ON");
        if (use == Use::Reading) {
            connection->exec("PRAGMA query_only = ON");
            return connection;
        }
        connection->exec(use == Use::Configuration ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        // The store thread copies the log back into the file; an operator's change never waits for that.
        connection->exec(use == Use::Configuration ? "PRAGMA wal_autocheckpoint = 0"
                                                   : "PRAGMA wal_autocheckpoint = 1000");
        connection->exec("PRAGMA journal_size_limit = 67108864");
        return connection;
    } catch (const SQLite::Exception& exception) {
        return storageFailure(m_file.string(), exception);
    }
}

} // namespace straightline::store
