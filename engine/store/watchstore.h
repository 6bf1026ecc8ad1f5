// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/thresholdwatch.h"
#include "engine/store/database.h"

namespace straightline::store
{

/// A watch as it is kept while it runs. `watch.phase` RolledBack: its roll-back has begun and may have been made.
struct KeptWatch {
    ThresholdWatch watch;                 ///< without its figures: they are counted again from the stored requests
    std::uint64_t lastId = 0;             ///< of the stored requests the newest when it began; 0 = there was none
    std::chrono::milliseconds watched{0}; ///< how long an engine had watched
};

/// In place of what the application has; a part of the caller's transaction. Throws what SQLite and the reader of JSON
/// throw.
void writeWatch(SQLite::Database& connection, const KeptWatch& kept);

/// The running watches of applied thresholds, so that they go on after the engine's end, a sudden one too: what is put
/// is on disk when put() returns. Lives on the engine thread, owned by core.
class WatchStore
{
public:
    [[nodiscard]] static Result<std::unique_ptr<WatchStore>> open(Database& database);
    ~WatchStore();

    /// In place of what the application has.
    [[nodiscard]] Result<void> put(const KeptWatch& kept);
    /// Of what is not there: nothing.
    [[nodiscard]] Result<void> remove(const std::string& application);
    /// Those that can be read, by application. `damaged`: the applications of the others.
    [[nodiscard]] Result<std::vector<KeptWatch>> list(std::vector<std::string>& damaged);
    /// Of the stored requests the newest; 0 = there is none.
    [[nodiscard]] Result<std::uint64_t> lastRequestId();

private:
    WatchStore(Database& database, Connection connection);

    Database& m_database;
    Connection m_connection;
};

} // namespace straightline::store
