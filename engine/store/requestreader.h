// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/clock.h"
#include "engine/api/history.h"
#include "engine/api/result.h"
#include "engine/store/database.h"

namespace straightline::store
{

/// Reads requests and history, with numbers turned into names, those of removed backends included. Sees what is
/// committed; never waits for the writer. Lives on the engine thread, owned by core.
class RequestReader
{
public:
    /// `database` and `clock` outlive the reader.
    [[nodiscard]] static Result<std::unique_ptr<RequestReader>> open(Database& database, const Clock& clock);
    ~RequestReader();

    /// Newest first, or as asked; `limit` is cut to 1 … 10,000.
    [[nodiscard]] Result<std::vector<RequestRow>> requests(const RequestQuery& query);

    /// By the client's id (the newest of several), else by number; NotFound when there is none.
    [[nodiscard]] Result<RequestReceipt> request(const std::string& id);

    /// The finest step that gives at most `maxPoints` rows and still is kept for `from`; hours when none does. Steps
    /// without requests have no row. An unknown name gives no rows.
    [[nodiscard]] Result<History> history(const HistoryQuery& query);

    /// How many records there are, by outcome: for tests and the check that every request has its record.
    [[nodiscard]] Result<std::map<Outcome, std::uint64_t>> countByOutcome();

private:
    struct Name {
        std::uint32_t application = 0; ///< 0 = is an application
        std::string name;
    };

    RequestReader(const Clock& clock, Connection connection);
    const Name& nameOf(std::uint32_t number);
    std::string backendIdOf(std::uint32_t number);
    std::vector<std::uint32_t> applicationNumbers(const std::string& name);
    std::vector<std::uint32_t> backendNumbers(const std::string& application, const std::string& name);
    Result<std::vector<RequestRow>> select(const std::string& sql, std::int64_t bound);
    Result<RequestRow> rowFrom(std::uint64_t id, const std::string& bytes);
    std::string backendSeries(const std::vector<std::uint32_t>& backends);
    RollupStep stepFor(const HistoryQuery& query) const;

    const Clock& m_clock;
    Connection m_connection;
    std::map<std::uint32_t, Name> m_names; ///< a number's name never changes
};

} // namespace straightline::store
