// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/recording.h"

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <zlib.h>

#include "engine/replay/recordingtext.h"

namespace straightline::replay
{

class RecordingWriter::Impl
{
public:
    explicit Impl(std::filesystem::path file)
        : m_file(std::move(file))
        , m_part(m_file.string() + ".part")
        , m_gz(::gzopen(m_part.c_str(), "wb6"))
    {
    }
    ~Impl()
    {
        if (m_gz == nullptr)
            return;
        ::gzclose(m_gz);
        std::error_code ignored;
        std::filesystem::remove(m_part, ignored);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    bool isOpen() const { return m_gz != nullptr; }
    tl::unexpected<Error> problem(const std::string& what) const
    {
        return failure(ErrorCode::Storage, fmt::format("{}: {}", m_file.string(), what));
    }
    Result<void> line(const std::string& text)
    {
        const auto length = static_cast<unsigned>(text.size());
        if (::gzwrite(m_gz, text.data(), length) != static_cast<int>(length) || ::gzputc(m_gz, '\n') < 0)
            return problem(fmt::format("cannot be written: {}", std::strerror(errno)));
        return {};
    }
    Result<void> write(const RequestRow& row)
    {
        ++m_requests;
        return line(requestLine(row));
    }
    Result<void> finish()
    {
        if (auto written = line(endLine(m_requests)); !written)
            return written;
        if (::gzclose(std::exchange(m_gz, nullptr)) != Z_OK)
            return problem(fmt::format("cannot be written: {}", std::strerror(errno)));
        std::error_code code;
        std::filesystem::rename(m_part, m_file, code);
        return code ? Result<void>(problem(code.message())) : Result<void>{};
    }

private:
    std::filesystem::path m_file;
    std::filesystem::path m_part;
    gzFile m_gz;
    std::uint64_t m_requests = 0;
};

RecordingWriter::RecordingWriter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RecordingWriter::~RecordingWriter() = default;
RecordingWriter::RecordingWriter(RecordingWriter&&) noexcept = default;
RecordingWriter& RecordingWriter::operator=(RecordingWriter&&) noexcept = default;

Result<RecordingWriter> RecordingWriter::create(std::filesystem::path file, const RecordingHeader& header)
{
    auto impl = std::make_unique<Impl>(std::move(file));
    if (!impl->isOpen())
        return impl->problem(fmt::format("cannot be made: {}", std::strerror(errno)));
    if (auto written = impl->line(headerLine(header)); !written)
        return tl::make_unexpected(written.error());
    return RecordingWriter(std::move(impl));
}

Result<void> RecordingWriter::write(const RequestRow& row)
{
    return m_impl->write(row);
}

Result<void> RecordingWriter::finish()
{
    return m_impl->finish();
}

class RecordingReader::Impl
{
public:
    explicit Impl(std::filesystem::path file)
        : m_file(std::move(file))
        , m_gz(::gzopen(m_file.c_str(), "rb"))
    {
        if (m_gz != nullptr)
            ::gzbuffer(m_gz, 262'144);
    }
    ~Impl()
    {
        if (m_gz != nullptr)
            ::gzclose(m_gz);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<void> readHeader();
    Result<std::size_t> read(std::vector<RequestRow>& rows, std::size_t most);
    const RecordingHeader& header() const { return m_header; }

private:
    tl::unexpected<Error> problem(const std::string& what) const
    {
        return failure(ErrorCode::InvalidArgument, fmt::format("{}:{}: {}", m_file.string(), m_lineNumber, what));
    }
    Result<std::optional<std::string>> nextLine();

    std::filesystem::path m_file;
    gzFile m_gz;
    std::uint64_t m_lineNumber = 0;
    std::uint64_t m_requests = 0;
    bool m_ended = false;
    RecordingHeader m_header;
};

/// Without its end; nothing at the end of the file.
Result<std::optional<std::string>> RecordingReader::Impl::nextLine()
{
    ++m_lineNumber;
    std::string line;
    std::array<char, 4'096> piece{};
    while (line.size() <= kMostLineBytes) {
        if (::gzgets(m_gz, piece.data(), static_cast<int>(piece.size())) == nullptr)
            break;
        line += piece.data();
        if (line.ends_with('\n')) {
            line.pop_back();
            return std::optional(std::move(line));
        }
    }
    if (line.size() > kMostLineBytes)
        return problem(fmt::format("the line is longer than {} bytes", kMostLineBytes));
    int code = Z_OK;
    const char* text = ::gzerror(m_gz, &code);
    if (code == Z_BUF_ERROR)
        return problem("the gzip data ends too early");
    if (code != Z_OK && code != Z_STREAM_END)
        return problem(fmt::format("cannot be read: {}", text));
    if (!line.empty())
        return problem("the line ends too early");
    return std::optional<std::string>();
}

Result<void> RecordingReader::Impl::readHeader()
{
    if (m_gz == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("{}: cannot be opened", m_file.string()));
    const auto line = nextLine();
    if (!line)
        return tl::make_unexpected(line.error());
    auto header = parseHeaderLine(line->value_or(""));
    if (!header)
        return problem(header.error().detail);
    m_header = std::move(*header);
    return {};
}

Result<std::size_t> RecordingReader::Impl::read(std::vector<RequestRow>& rows, std::size_t most)
{
    std::size_t count = 0;
    while (count < most && !m_ended) {
        const auto line = nextLine();
        if (!line)
            return tl::make_unexpected(line.error());
        if (!*line)
            return problem("the recording ends too early: its last line is missing");
        const auto end = isEndLine(**line, m_requests);
        if (!end)
            return problem(end.error().detail);
        m_ended = *end;
        if (m_ended)
            break;
        auto row = parseRequestLine(**line);
        if (!row)
            return problem(row.error().detail);
        rows.push_back(std::move(*row));
        ++m_requests;
        ++count;
    }
    return count;
}

RecordingReader::RecordingReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RecordingReader::~RecordingReader() = default;
RecordingReader::RecordingReader(RecordingReader&&) noexcept = default;
RecordingReader& RecordingReader::operator=(RecordingReader&&) noexcept = default;

Result<RecordingReader> RecordingReader::open(const std::filesystem::path& file)
{
    auto impl = std::make_unique<Impl>(file);
    if (auto header = impl->readHeader(); !header)
        return tl::make_unexpected(header.error());
    return RecordingReader(std::move(impl));
}

const RecordingHeader& RecordingReader::header() const
{
    return m_impl->header();
}

Result<std::size_t> RecordingReader::read(std::vector<RequestRow>& rows, std::size_t most)
{
    return m_impl->read(rows, most);
}

} // namespace straightline::replay
