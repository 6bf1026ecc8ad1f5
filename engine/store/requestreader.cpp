// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/requestreader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "engine/store/recordcodec.h"
#include "engine/store/requestwriter.h"
#include "engine/store/rolluptable.h"

namespace straightline::store
{
namespace
{

constexpr std::uint32_t kMostRows = 10'000;

std::int64_t unixSeconds(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

/// Numbers only, so they may stand in SQL.
std::string numberList(const std::vector<std::uint32_t>& numbers)
{
    return fmt::format("({})", fmt::join(numbers, ", "));
}

} // namespace

RequestReader::RequestReader(const Clock& clock, Connection connection)
    : m_clock(clock)
    , m_connection(std::move(connection))
{
}

RequestReader::~RequestReader() = default;

Result<std::unique_ptr<RequestReader>> RequestReader::open(Database& database, const Clock& clock)
{
    return database.connect(Database::Use::Reading).map([&](Connection connection) {
        return std::unique_ptr<RequestReader>(new RequestReader(clock, std::move(connection)));
    });
}

const RequestReader::Name& RequestReader::nameOf(std::uint32_t number)
{
    if (const auto known = m_names.find(number); known != m_names.end())
        return known->second;
    static const Name kNone;
    SQLite::Statement select(*m_connection, "SELECT application, name FROM name WHERE number = ?");
    select.bind(1, number);
    if (!select.executeStep())
        return kNone;
    return m_names[number] = {select.getColumn(0).getUInt(), select.getColumn(1).getString()};
}

std::string RequestReader::backendIdOf(std::uint32_t number)
{
    const Name backend = nameOf(number);
    return backend.name.empty() ? std::string() : makeBackendId(nameOf(backend.application).name, backend.name);
}

std::vector<std::uint32_t> RequestReader::applicationNumbers(const std::string& name)
{
    std::vector<std::uint32_t> numbers;
    SQLite::Statement select(*m_connection, "SELECT number FROM name WHERE name = ? AND application = 0");
    select.bind(1, name);
    while (select.executeStep())
        numbers.push_back(select.getColumn(0).getUInt());
    return numbers;
}

std::vector<std::uint32_t> RequestReader::backendNumbers(const std::string& application, const std::string& name)
{
    std::vector<std::uint32_t> numbers;
    std::string sql = "SELECT number FROM name WHERE name = ? AND application != 0";
    if (!application.empty())
        sql += " AND application IN " + numberList(applicationNumbers(application));
    SQLite::Statement select(*m_connection, sql);
    select.bind(1, name);
    while (select.executeStep())
        numbers.push_back(select.getColumn(0).getUInt());
    return numbers;
}

Result<RequestRow> RequestReader::rowFrom(std::uint64_t id, const std::string& bytes)
{
    return decodeRecord(bytes).map([&](const RequestRecord& record) {
        RequestRow row{.id = id, .record = record, .application = {}, .backend = {}};
        if (record.applicationNumber != 0)
            row.application = nameOf(record.applicationNumber).name;
        if (record.backendNumber != 0)
            row.backend = nameOf(record.backendNumber).name;
        return row;
    });
}

Result<std::vector<RequestRow>> RequestReader::select(const std::string& sql, std::int64_t bound)
{
    std::vector<RequestRow> rows;
    SQLite::Statement statement(*m_connection, sql);
    if (statement.getBindParameterCount() > 0)
        statement.bind(1, bound);
    while (statement.executeStep()) {
        auto row =
            rowFrom(static_cast<std::uint64_t>(statement.getColumn(0).getInt64()), statement.getColumn(1).getString());
        if (!row)
            return tl::make_unexpected(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

Result<std::vector<RequestRow>> RequestReader::requests(const RequestQuery& query)
{
    try {
        const SQLite::Transaction oneView(*m_connection);
        std::string sql = "SELECT id, record FROM request WHERE 1";
        if (query.beforeId != 0)
            sql += fmt::format(" AND id < {}", query.beforeId);
        if (query.afterId != 0)
            sql += fmt::format(" AND id > {}", query.afterId);
        if (!query.backend.empty())
            sql += " AND backend != 0 AND backend IN " + numberList(backendNumbers(query.application, query.backend));
        else if (!query.application.empty())
            sql += " AND application IN " + numberList(applicationNumbers(query.application));
        if (query.failuresOnly)
            sql += " AND failed = 1";
        sql += fmt::format(" ORDER BY id {} LIMIT {}", query.oldestFirst ? "ASC" : "DESC",
                           std::clamp(query.limit, 1U, kMostRows));
        return select(sql, 0);
    } catch (const SQLite::Exception& exception) {
        return storageFailure("requests cannot be read", exception);
    }
}

Result<RequestReceipt> RequestReader::request(const std::string& id)
{
    try {
        const SQLite::Transaction oneView(*m_connection);
        auto rows = select("SELECT id, record FROM request WHERE id_hash = ? ORDER BY id DESC", idHash(id));
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::erase_if(*rows, [&](const RequestRow& row) { return row.record.requestId.view() != id; });
        std::int64_t number = 0;
        const auto parsed = std::from_chars(id.data(), id.data() + id.size(), number);
        if (rows->empty() && parsed.ec == std::errc{} && parsed.ptr == id.data() + id.size())
            rows = select("SELECT id, record FROM request WHERE id = ?", number);
        if (!rows)
            return tl::make_unexpected(rows.error());
        if (rows->empty())
            return failure(ErrorCode::NotFound, fmt::format("there is no request \"{}\"", id));

        RequestReceipt receipt;
        receipt.row = std::move(rows->front());
        const RequestRecord& record = receipt.row.record;
        for (std::size_t i = 0; i < std::min<std::size_t>(record.decision.candidateCount, kMaxCandidates); ++i)
            receipt.candidateNames.push_back(backendIdOf(record.decision.candidates[i].backendNumber));
        for (std::size_t i = 0; i < std::min<std::size_t>(record.attemptCount, kMaxAttempts); ++i)
            receipt.attemptNames.push_back(backendIdOf(record.attempts[i].backendNumber));
        return receipt;
    } catch (const SQLite::Exception& exception) {
        return storageFailure("the request cannot be read", exception);
    }
}

std::string RequestReader::backendSeries(const std::vector<std::uint32_t>& backends)
{
    std::string series = "(0";
    for (const std::uint32_t backend : backends)
        series += fmt::format(" OR (application = {} AND backend = {})", nameOf(backend).application, backend);
    return series + ")";
}

RollupStep RequestReader::stepFor(const HistoryQuery& query) const
{
    const std::int64_t from = unixSeconds(query.from);
    const std::int64_t age = unixSeconds(m_clock.wallNow()) - from;
    const auto fits = [&](std::int64_t seconds, std::int64_t kept) {
        const std::int64_t span = unixSeconds(query.to) - (from - from % seconds);
        return age <= kept && span <= seconds * static_cast<std::int64_t>(std::max(1U, query.maxPoints));
    };
    if (fits(kStepSeconds[0], kKeptSecondsOfSeconds))
        return RollupStep::Second;
    return fits(kStepSeconds[1], kKeptSecondsOfMinutes) ? RollupStep::Minute : RollupStep::Hour;
}

Result<History> RequestReader::history(const HistoryQuery& query)
{
    try {
        const SQLite::Transaction oneView(*m_connection);
        History history;
        history.step = stepFor(query);
        const std::int64_t length = kStepSeconds[static_cast<std::size_t>(history.step)];
        const std::int64_t from = unixSeconds(query.from);
        std::string series = "application = 0 AND backend = 0";
        if (!query.backend.empty())
            series = backendSeries(backendNumbers(query.application, query.backend));
        else if (!query.application.empty())
            series = "backend = 0 AND application IN " + numberList(applicationNumbers(query.application));
        SQLite::Statement statement(*m_connection,
                                    fmt::format("SELECT start, {} FROM rollup WHERE step = ? AND start >= ? AND start "
                                                "< ? AND {} ORDER BY start",
                                                kRollupColumns, series));
        statement.bind(1, static_cast<int>(history.step));
        statement.bind(2, from - from % length);
        statement.bind(3, unixSeconds(query.to));
        std::optional<RollupSum> sum; // an application made anew has two numbers and one history
        std::int64_t start = 0;
        while (statement.executeStep()) {
            const std::int64_t next = statement.getColumn(0).getInt64();
            if (sum && next != start) {
                history.rows.push_back(sum->row(start, history.step));
                sum.reset();
            }
            start = next;
            if (!sum)
                sum.emplace();
            sum->add(statement, 1);
        }
        if (sum)
            history.rows.push_back(sum->row(start, history.step));
        return history;
    } catch (const SQLite::Exception& exception) {
        return storageFailure("the history cannot be read", exception);
    }
}

Result<std::map<Outcome, std::uint64_t>> RequestReader::countByOutcome()
{
    try {
        std::map<Outcome, std::uint64_t> counts;
        SQLite::Statement select(*m_connection, "SELECT outcome, COUNT(*) FROM request GROUP BY outcome");
        while (select.executeStep())
            counts[static_cast<Outcome>(select.getColumn(0).getInt())] =
                static_cast<std::uint64_t>(select.getColumn(1).getInt64());
        return counts;
    } catch (const SQLite::Exception& exception) {
        return storageFailure("requests cannot be counted", exception);
    }
}

} // namespace straightline::store
