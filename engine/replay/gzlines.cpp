// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/gzlines.h"

#include <algorithm>

#include <fmt/format.h>

namespace straightline::replay
{

namespace
{

constexpr std::size_t kMostLineBytes = 65'536;

} // namespace

GzLines::GzLines(std::filesystem::path file)
    : m_file(std::move(file))
    , m_gz(::gzopen(m_file.c_str(), "rb"))
    , m_line(kMostLineBytes + 2, '\0')
{
    if (m_gz != nullptr)
        ::gzbuffer(m_gz, 262'144);
}

GzLines::~GzLines()
{
    if (m_gz != nullptr)
        ::gzclose(m_gz);
}

Result<std::optional<std::string_view>> GzLines::next()
{
    ++m_number;
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

double GzLines::share() const
{
    std::error_code code;
    const auto whole = static_cast<double>(std::filesystem::file_size(m_file, code));
    return code || whole <= 0 ? 1.0 : std::clamp(static_cast<double>(::gzoffset(m_gz)) / whole, 0.0, 1.0);
}

tl::unexpected<Error> GzLines::problem(const std::string& what) const
{
    return failure(ErrorCode::InvalidArgument, fmt::format("{}:{}: {}", m_file.string(), m_number, what));
}

} // namespace straightline::replay
