// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <zlib.h>

#include "engine/api/result.h"

namespace straightline::replay
{

/// The lines of a file, plain or gzip, one after the other in constant memory.
class GzLines
{
public:
    explicit GzLines(std::filesystem::path file);
    ~GzLines();
    GzLines(const GzLines&) = delete;
    GzLines& operator=(const GzLines&) = delete;

    bool isOpen() const { return m_gz != nullptr; }
    /// The next line without its end, valid until the next call; nothing at the end of the file.
    Result<std::optional<std::string_view>> next();
    std::uint64_t number() const { return m_number; } ///< of the latest line, from 1 on
    double share() const;                             ///< of the file that has been read, 0 … 1
    const std::filesystem::path& file() const { return m_file; }
    /// "FILE:LINE: what", of the latest line.
    tl::unexpected<Error> problem(const std::string& what) const;

private:
    std::filesystem::path m_file;
    gzFile m_gz;
    std::string m_line;
    std::uint64_t m_number = 0;
};

} // namespace straightline::replay
