// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/trace.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/replay/gzlines.h"
#include "engine/replay/traceformat.h"
#include <fmt/format.h>

namespace straightline::replay
{

namespace
{

constexpr std::int64_t kBytesPerToken = 4;
constexpr std::int64_t kMostTokens = INT64_MAX / kBytesPerToken;
constexpr std::size_t kMostShown = 40;
constexpr std::size_t kMostInABatch = 1'000'000;
constexpr std::int64_t kBatchNanos = 3'000'000'000; ///< what Mooncake's times are rounded to

} // namespace

class TraceReader::Impl
{
public:
    explicit Impl(const std::filesystem::path& file)
        : m_lines(file)
    {
    }

    Result<void> readHeader(std::string_view sizeColumn);
    void scaleWork();
    bool hasColumn(std::string_view name) const
    {
        return std::find(m_header.begin(), m_header.end(), name) != m_header.end();
    }
    Result<std::size_t> read(std::vector<TraceRow>& rows, std::size_t most);
    const std::vector<std::string>& applications() const { return m_applications; }
    std::string firstPlaceOf(std::uint32_t application) const
    {
        return fmt::format("{}:{}", m_lines.file().string(), m_firstLines[application]);
    }
    double share() const { return m_lines.share(); }
    std::string_view note() const { return m_layout->note; }

private:
    Result<std::optional<TraceRow>> nextRow();
    Result<void> makeReady();
    void spreadBatch();
    Result<void> takeMinute(std::string_view line);
    void split(std::string_view line);
    std::optional<std::size_t> columnNamed(std::string_view name) const;
    Result<TraceRow> parseRow(std::string_view line);
    Result<std::int64_t> parseArrival(std::string_view text);
    Result<std::uint32_t> applicationNumber(std::string_view name);
    tl::unexpected<Error> wrong(std::string_view column, std::string_view value, std::string_view allowed) const
    {
        return problem(fmt::format("{} = \"{}\": allowed is {}", column, value.substr(0, kMostShown), allowed));
    }
    tl::unexpected<Error> problem(const std::string& what) const { return m_lines.problem(what); }

    GzLines m_lines;
    const TraceLayout* m_layout = nullptr;
    std::vector<std::string> m_header;
    std::vector<std::string_view> m_cells;
    std::size_t m_arrivalColumn = 0;
    std::optional<std::size_t> m_applicationColumn;
    std::size_t m_sizeColumn = 0;
    std::optional<std::size_t> m_workColumn;
    std::optional<std::int64_t> m_epochNanos; ///< of formats with a date
    std::int64_t m_latestNanos = 0;
    double m_workScale = 1.0;
    std::vector<TraceRow> m_ready; ///< of formats whose times are made here
    std::size_t m_taken = 0;       ///< of these
    std::optional<TraceRow> m_ahead;
    std::optional<Error> m_broken;
    std::vector<std::string> m_applications;
    std::vector<std::uint64_t> m_firstLines; ///< of each of them
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

void TraceReader::Impl::split(std::string_view line)
{
    m_cells.clear();
    while (true) {
        const std::size_t comma = line.find(',');
        m_cells.push_back(trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos)
            return;
        line.remove_prefix(comma + 1);
    }
}

std::optional<std::size_t> TraceReader::Impl::columnNamed(std::string_view name) const
{
    const auto found = std::find(m_cells.begin(), m_cells.end(), name);
    if (name.empty() || found == m_cells.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - m_cells.begin());
}

Result<void> TraceReader::Impl::readHeader(std::string_view sizeColumn)
{
    if (!m_lines.isOpen())
        return failure(ErrorCode::NotFound, fmt::format("{}: cannot be opened", m_lines.file().string()));
    const auto line = m_lines.next();
    if (!line)
        return tl::make_unexpected(line.error());
    if (!*line)
        return problem("the file is empty: a header line is needed");
    if (line->value().starts_with('{')) {
        m_layout = &faroLayout();
        return takeMinute(line->value());
    }
    split(line->value());
    m_header.assign(m_cells.begin(), m_cells.end());
    const TraceLayout* layout = layoutOf(m_cells);
    if (layout == nullptr)
        return problem(fmt::format("\"{}\" is no header: needed are the columns arrival_s, application, body_bytes",
                                   line->value().substr(0, kMostShown)));
    m_layout = layout;
    m_arrivalColumn = *columnNamed(layout->arrival);
    m_applicationColumn = columnNamed(layout->application);
    const auto size = columnNamed(sizeColumn.empty() ? layout->size : sizeColumn);
    if (!size)
        return problem(fmt::format("there is no column {}", sizeColumn));
    m_sizeColumn = *size;
    m_workColumn = columnNamed(layout->work);
    return {};
}

Result<std::int64_t> TraceReader::Impl::parseArrival(std::string_view text)
{
    std::optional<std::int64_t> nanos;
    if (m_layout->format == TraceFormat::Azure) {
        nanos = parseTimestamp(text);
        if (nanos && !m_epochNanos)
            m_epochNanos = nanos;
        if (nanos)
            nanos = *nanos - *m_epochNanos;
    } else if (!text.empty()) {
        nanos = parseNanos(text, m_layout->format == TraceFormat::Mooncake ? 1'000'000 : 1'000'000'000);
    }
    if (!nanos)
        return wrong(m_layout->arrival, text, "a time from 0 on, as 12.345678");
    if (*nanos < m_latestNanos)
        return wrong(m_layout->arrival, text, "a time not before that of the row above: sort the trace");
    m_latestNanos = *nanos;
    return *nanos;
}

Result<std::uint32_t> TraceReader::Impl::applicationNumber(std::string_view name)
{
    const auto [entry, isNew] = m_numbers.try_emplace(std::string(name), static_cast<std::uint32_t>(m_numbers.size()));
    if (isNew) {
        if (m_applications.size() >= kMostApplications)
            return problem(fmt::format("\"{}\" is application number {}: allowed are {}", name.substr(0, kMostShown),
                                       m_applications.size() + 1, kMostApplications));
        m_applications.emplace_back(name);
        m_firstLines.push_back(m_lines.number());
    }
    return entry->second;
}

Result<TraceRow> TraceReader::Impl::parseRow(std::string_view line)
{
    split(line);
    const std::size_t needed =
        std::max({m_arrivalColumn, m_sizeColumn, m_applicationColumn.value_or(0), m_workColumn.value_or(0)}) + 1;
    if (m_cells.size() < needed)
        return problem(fmt::format("{} columns: needed are {}", m_cells.size(), needed));
    TraceRow row;
    const auto arrival = parseArrival(m_cells[m_arrivalColumn]);
    if (!arrival)
        return tl::make_unexpected(arrival.error());
    row.arrivalNanos = *arrival;
    const auto application = applicationNumber(m_applicationColumn ? m_cells[*m_applicationColumn] : "");
    if (!application)
        return tl::make_unexpected(application.error());
    row.application = *application;
    const auto size = parseWhole(m_cells[m_sizeColumn]);
    const bool tokens = m_layout->format == TraceFormat::Azure || m_layout->format == TraceFormat::Mooncake;
    if (!size || *size < 0 || (tokens && *size > kMostTokens))
        return wrong(m_layout->size, m_cells[m_sizeColumn], "a whole number, 0 … 9223372036854775807 bytes");
    row.sizeBytes = static_cast<std::uint64_t>(tokens ? *size * kBytesPerToken : *size);
    if (m_workColumn) {
        const std::string_view text = m_cells[*m_workColumn];
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), row.work);
        if (error != std::errc() || rest != text.data() + text.size() || !std::isfinite(row.work) || row.work < 0
            || row.work > 1e12)
            return wrong(m_layout->work, text, "a number, 0 … 10^12");
    }
    return row;
}

/// The next row that is a row; none at the end of the trace.
Result<std::optional<TraceRow>> TraceReader::Impl::nextRow()
{
    while (true) {
        const auto line = m_lines.next();
        if (!line)
            return tl::make_unexpected(line.error());
        if (!*line)
            return std::optional<TraceRow>();
        if (trimmed(line->value()).empty())
            continue;
        const auto row = parseRow(line->value());
        if (!row)
            return tl::make_unexpected(row.error());
        return std::optional(*row);
    }
}

/// Fills m_ready with the next minute of Faro's, or the next batch of Mooncake's; leaves it empty at the end.
Result<void> TraceReader::Impl::makeReady()
{
    m_ready.clear();
    m_taken = 0;
    if (m_layout->format == TraceFormat::Faro) {
        while (m_ready.empty()) {
            const auto line = m_lines.next();
            if (!line)
                return tl::make_unexpected(line.error());
            if (!*line)
                break;
            if (!trimmed(line->value()).empty()) {
                if (Result<void> taken = takeMinute(line->value()); !taken)
                    return taken;
            }
        }
        return {};
    }
    if (m_broken) // found behind the batch before
        return tl::make_unexpected(*m_broken);
    if (m_ahead)
        m_ready.push_back(*std::exchange(m_ahead, std::nullopt));
    while (!m_ahead && !m_broken && m_ready.size() < kMostInABatch) {
        const auto row = nextRow();
        if (!row)
            m_broken = row.error();
        else if (!*row)
            break;
        else if (m_ready.empty() || (*row)->arrivalNanos == m_ready.front().arrivalNanos)
            m_ready.push_back(**row);
        else
            m_ahead = **row;
    }
    if (m_ready.size() == kMostInABatch)
        return problem(fmt::format("{} rows at the same time: allowed are fewer", kMostInABatch));
    spreadBatch();
    return m_ready.empty() && m_broken ? Result<void>(tl::make_unexpected(*m_broken)) : Result<void>();
}

void TraceReader::Impl::spreadBatch()
{
    if (m_ready.empty())
        return;
    const std::int64_t from = m_ready.front().arrivalNanos;
    const std::int64_t span = m_ahead ? std::min(m_ahead->arrivalNanos - from, kBatchNanos) : kBatchNanos;
    const std::vector<std::int64_t> times = spreadOver(span, m_ready.size(), static_cast<std::uint64_t>(from));
    for (std::size_t i = 0; i < times.size(); ++i)
        m_ready[i].arrivalNanos += times[i];
}

Result<void> TraceReader::Impl::takeMinute(std::string_view line)
{
    const auto requests = parseFaroMinute(line);
    if (!requests)
        return problem(
            fmt::format("\"{}\": allowed is {{\"ts\": minute, \"counts\": {{\"job\": {{\"name\": count}}}}}}, at "
                        "most {} requests a minute",
                        line.substr(0, kMostShown), kMostFaroRequests));
    for (const FaroRequest& each : *requests) {
        if (each.arrivalNanos < m_latestNanos)
            return problem("the minute is not after that of the line above: sort the trace");
        const auto application = applicationNumber(each.job);
        if (!application)
            return tl::make_unexpected(application.error());
        m_ready.push_back({.arrivalNanos = each.arrivalNanos, .application = *application});
    }
    if (!m_ready.empty())
        m_latestNanos = m_ready.back().arrivalNanos;
    return {};
}

Result<std::size_t> TraceReader::Impl::read(std::vector<TraceRow>& rows, std::size_t most)
{
    const bool spreads = m_layout->format == TraceFormat::Faro || m_layout->format == TraceFormat::Mooncake;
    for (std::size_t count = 0; count < most; ++count) {
        if (spreads && m_taken == m_ready.size()) {
            if (Result<void> ready = makeReady(); !ready)
                return tl::make_unexpected(ready.error());
        }
        if (spreads && m_ready.empty())
            return count;
        Result<std::optional<TraceRow>> row = spreads ? std::optional(m_ready[m_taken++]) : nextRow();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return count;
        (*row)->work *= m_workScale;
        rows.push_back(**row);
    }
    return most;
}

/// Of the public formats: their work is in tokens, ours has the mean 1. What is wrong further on says the second pass.
void TraceReader::Impl::scaleWork()
{
    if (m_layout->format == TraceFormat::Own || !m_workColumn)
        return;
    Impl scan(m_lines.file());
    if (!scan.readHeader({}))
        return;
    double sum = 0;
    double count = 0;
    for (auto row = scan.nextRow(); row && *row; row = scan.nextRow()) {
        sum += (*row)->work;
        ++count;
    }
    m_workScale = sum > 0 ? count / sum : 1.0;
}

TraceReader::TraceReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

TraceReader::~TraceReader() = default;
TraceReader::TraceReader(TraceReader&&) noexcept = default;
TraceReader& TraceReader::operator=(TraceReader&&) noexcept = default;

Result<TraceReader> TraceReader::open(const std::filesystem::path& file, std::string_view sizeColumn)
{
    auto impl = std::make_unique<Impl>(file);
    if (Result<void> header = impl->readHeader(sizeColumn); !header)
        return tl::make_unexpected(header.error());
    impl->scaleWork();
    return TraceReader(std::move(impl));
}

Result<std::size_t> TraceReader::read(std::vector<TraceRow>& rows, std::size_t most)
{
    return m_impl->read(rows, most);
}

const std::vector<std::string>& TraceReader::applications() const
{
    return m_impl->applications();
}

std::string TraceReader::firstPlaceOf(std::uint32_t application) const
{
    return m_impl->firstPlaceOf(application);
}

double TraceReader::share() const
{
    return m_impl->share();
}

bool TraceReader::hasColumn(std::string_view name) const
{
    return m_impl->hasColumn(name);
}

std::string_view TraceReader::note() const
{
    return m_impl->note();
}

} // namespace straightline::replay
