// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "engine/api/result.h"

namespace SQLite
{
class Database;
}

namespace straightline::store
{

/// "StrL": marks a database file as ours.
inline constexpr std::int32_t kApplicationId = 0x5374724C;

/// One step forward; never edited once released, never undone.
struct Migration {
    int version; ///< 1, 2, 3, … without gaps
    const char* sql;
};

/// The schema's whole history. docs: each table is explained where it is created.
std::span<const Migration> migrations();

/// The version this program writes.
int schemaVersion();

/// Runs what is missing, each step in a transaction of its own: a crash or an error leaves the last whole version.
[[nodiscard]] Result<void> migrate(SQLite::Database& database, std::span<const Migration> steps);

} // namespace straightline::store
