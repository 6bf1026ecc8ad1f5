// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/trace.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>
#include <zlib.h>

namespace straightline::replay
{

namespace
{

constexpr std::int64_t kMostNanos = INT64_C(4'000'000'000'000'000'000); // 127 years
constexpr std::int64_t kBytesPerToken = 4;
constexpr std::int64_t kMostTokens = INT64_MAX / kBytesPerToken;
constexpr std::size_t kMostShown = 40;

enum class Format : std::uint8_t { Own, Azure, Mooncake, ServeGen };

struct Layout {
    Format format;
    std::string_view arrival;
    std::string_view application;
    std::string_view size;
    std::string_view work;
    std::string_view note;
};
constexpr std::array<Layout, 4> kLayouts{{
    {Format::Own, "arrival_s", "application", "body_bytes", "work", ""},
    {Format::Azure, "TIMESTAMP", "", "ContextTokens", "GeneratedTokens",
     "Azure LLM trace: body_bytes = 4 × ContextTokens, work = GeneratedTokens"},
    {Format::Mooncake, "timestamp_ms", "", "input_length", "output_length",
     "Mooncake trace: body_bytes = 4 × input_length, work = output_length"},
    {Format::ServeGen, "t_s", "", "body_bytes_raw_rgb", "output_tokens",
     "ServeGen trace: body_bytes = body_bytes_raw_rgb, work = output_tokens"},
}};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    return text;
}

/// Decimal seconds (or, with `unit`, other units) as whole ns, without a detour through floating point.
std::optional<std::int64_t> parseNanos(std::string_view text, std::int64_t unit)
{
    std::int64_t whole = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, whole);
    if (error != std::errc() || text.front() == '-' || whole > kMostNanos / unit)
        return std::nullopt;
    std::int64_t nanos = whole * unit;
    if (rest == end)
        return nanos;
    if (*rest != '.')
        return std::nullopt;
    std::int64_t place = unit;
    for (const char* each = rest + 1; each != end; ++each) {
        if (*each < '0' || *each > '9')
            return std::nullopt;
        place /= 10;
        nanos += place * (*each - '0');
    }
    return nanos;
}

std::optional<std::int64_t> parseNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || rest != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// "2023-11-16 18:15:46.6805900" in ns since 1970.
std::optional<std::int64_t> parseTimestamp(std::string_view text)
{
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto year = parseNumber(text.substr(0, 4));
    const auto month = parseNumber(text.substr(5, 2));
    const auto day = parseNumber(text.substr(8, 2));
    const auto hour = parseNumber(text.substr(11, 2));
    const auto minute = parseNumber(text.substr(14, 2));
    const auto second = parseNanos(text.substr(17), 1'000'000'000);
    if (!year || !month || !day || !hour || !minute || !second || *month < 1 || *month > 12)
        return std::nullopt;
    // Days since 1970 of the civil calendar (Hinnant, chrono-compatible low-level date algorithms).
    const std::int64_t y = *year - (*month <= 2 ? 1 : 0);
    const std::int64_t era = y / 400;
    const std::int64_t yearOfEra = y - era * 400;
    const std::int64_t dayOfYear = (153 * (*month + (*month > 2 ? -3 : 9)) + 2) / 5 + *day - 1;
    const std::int64_t days = era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
    return ((days * 24 + *hour) * 60 + *minute) * 60'000'000'000 + *second;
}

} // namespace

class TraceReader::Impl
{
public:
    explicit Impl(std::filesystem::path file)
        : m_file(std::move(file))
        , m_gz(::gzopen(m_file.c_str(), "rb"))
    {
        if (m_gz != nullptr)
            ::gzbuffer(m_gz, 262'144);
        m_line.resize(kMostLineBytes + 2);
    }
    ~Impl()
    {
        if (m_gz != nullptr)
            ::gzclose(m_gz);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<void> readHeader();
    Result<std::size_t> read(std::vector<TraceRow>& rows, std::size_t most);
    const std::vector<std::string>& applications() const { return m_applications; }
    std::string_view note() const { return m_layout->note; }

private:
    /// The next line without its end; nothing at the end of the file.
    Result<std::optional<std::string_view>> nextLine();
    void split(std::string_view line);
    std::optional<std::size_t> columnNamed(std::string_view name) const;
    Result<TraceRow> parseRow(std::string_view line);
    Result<std::int64_t> parseArrival(std::string_view text);
    Result<std::uint32_t> applicationNumber(std::string_view name);
    tl::unexpected<Error> wrong(std::string_view column, std::string_view value, std::string_view allowed) const
    {
        return problem(fmt::format("{} = \"{}\": allowed is {}", column, value.substr(0, kMostShown), allowed));
    }
    tl::unexpected<Error> problem(const std::string& what) const
    {
        return failure(ErrorCode::InvalidArgument, fmt::format("{}:{}: {}", m_file.string(), m_lineNumber, what));
    }

    std::filesystem::path m_file;
    gzFile m_gz;
    std::string m_line;
    std::uint64_t m_lineNumber = 0;
    const Layout* m_layout = nullptr;
    std::vector<std::string_view> m_cells;
    std::size_t m_arrivalColumn = 0;
    std::optional<std::size_t> m_applicationColumn;
    std::size_t m_sizeColumn = 0;
    std::optional<std::size_t> m_workColumn;
    std::optional<std::int64_t> m_epochNanos; ///< of formats with a date
    std::int64_t m_latestNanos = 0;
    std::vector<std::string> m_applications;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

Result<std::optional<std::string_view>> TraceReader::Impl::nextLine()
{
    ++m_lineNumber;
    const bool got = ::gzgets(m_gz, m_line.data(), static_cast<int>(m_line.size())) != nullptr;
    std::string_view line(got ? m_line.c_str() : "");
    if (line.ends_with('\n')) {
        line.remove_suffix(1);
        return std::optional(line);
    }
    int code = Z_OK;
    const char* text = ::gzerror(m_gz, &code);
    if (code == Z_BUF_ERROR)
        return problem("the gzip data ends too early");
    if (code != Z_OK && code != Z_STREAM_END)
        return problem(fmt::format("cannot be read: {}", text));
    if (line.size() > kMostLineBytes)
        return problem(fmt::format("the line is longer than {} bytes", kMostLineBytes));
    if (!got)
        return std::optional<std::string_view>();
    return std::optional(line);
}

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

Result<void> TraceReader::Impl::readHeader()
{
    if (m_gz == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("{}: cannot be opened", m_file.string()));
    const auto line = nextLine();
    if (!line)
        return tl::make_unexpected(line.error());
    if (!*line)
        return problem("the file is empty: a header line is needed");
    split(line->value());
    const auto layout = std::find_if(kLayouts.begin(), kLayouts.end(), [&](const Layout& each) {
        return columnNamed(each.arrival) && columnNamed(each.size)
               && (each.application.empty() || columnNamed(each.application));
    });
    if (layout == kLayouts.end())
        return problem(fmt::format("\"{}\" is no header: needed are the columns arrival_s, application, body_bytes",
                                   line->value().substr(0, kMostShown)));
    m_layout = &*layout;
    m_arrivalColumn = *columnNamed(layout->arrival);
    m_applicationColumn = columnNamed(layout->application);
    m_sizeColumn = *columnNamed(layout->size);
    m_workColumn = columnNamed(layout->work);
    return {};
}

Result<std::int64_t> TraceReader::Impl::parseArrival(std::string_view text)
{
    std::optional<std::int64_t> nanos;
    if (m_layout->format == Format::Azure) {
        nanos = parseTimestamp(text);
        if (nanos && !m_epochNanos)
            m_epochNanos = nanos;
        if (nanos)
            nanos = *nanos - *m_epochNanos;
    } else if (!text.empty()) {
        nanos = parseNanos(text, m_layout->format == Format::Mooncake ? 1'000'000 : 1'000'000'000);
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
    const auto size = parseNumber(m_cells[m_sizeColumn]);
    const bool tokens = m_layout->format == Format::Azure || m_layout->format == Format::Mooncake;
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

Result<std::size_t> TraceReader::Impl::read(std::vector<TraceRow>& rows, std::size_t most)
{
    std::size_t count = 0;
    while (count < most) {
        const auto line = nextLine();
        if (!line)
            return tl::make_unexpected(line.error());
        if (!*line)
            break;
        if (trimmed(line->value()).empty())
            continue;
        const auto row = parseRow(line->value());
        if (!row)
            return tl::make_unexpected(row.error());
        rows.push_back(*row);
        ++count;
    }
    return count;
}

TraceReader::TraceReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

TraceReader::~TraceReader() = default;
TraceReader::TraceReader(TraceReader&&) noexcept = default;
TraceReader& TraceReader::operator=(TraceReader&&) noexcept = default;

Result<TraceReader> TraceReader::open(const std::filesystem::path& file)
{
    auto impl = std::make_unique<Impl>(file);
    if (Result<void> header = impl->readHeader(); !header)
        return tl::make_unexpected(header.error());
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

std::string_view TraceReader::note() const
{
    return m_impl->note();
}

} // namespace straightline::replay
