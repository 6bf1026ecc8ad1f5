// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/api/result.h"
#include "engine/store/writeturn.h"

namespace SQLite
{
class Database;
class Exception;
} // namespace SQLite

namespace straightline::store
{

using Connection = std::unique_ptr<SQLite::Database>;

/// The state directory and its database file: holds the lock that keeps a second engine out, makes and migrates the
/// file, and opens connections. SQLite in WAL: readers never wait, a crash never damages. Made on the engine thread,
/// owned by core; outlives the stores. connect() and writeTurn() are for every thread.
class Database
{
public:
    enum class Use {
        Configuration, ///< writes; each commit is on disk when it returns (synchronous = FULL)
        Records,       ///< writes; a power cut may take the last commits, a crash of the program none (NORMAL)
        Reading,       ///< cannot write
    };

    /// Makes directory and file (mode 0700, 0600) where they are missing. Refuses, and leaves untouched: a directory in
    /// use, a file of another program, a damaged file, a version newer than ours.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::filesystem::path& directory);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// To be used and closed on the thread that asks.
    [[nodiscard]] Result<Connection> connect(Use use) const;

    WriteTurn& writeTurn() { return m_turn; }
    const std::filesystem::path& file() const { return m_file; }

    static constexpr const char* kFileName = "straightline.db";

private:
    Database(std::filesystem::path file, int lock);

    std::filesystem::path m_file;
    int m_lock; ///< descriptor of the locked file
    WriteTurn m_turn;
};

/// What SQLite says as an error of ours; the one place where its exceptions are translated.
[[nodiscard]] tl::unexpected<Error> storageFailure(const std::string& what, const SQLite::Exception& exception);

} // namespace straightline::store
