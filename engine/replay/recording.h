// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/history.h"
#include "engine/api/result.h"

namespace straightline::replay
{

/// What the first line of a recording says.
struct RecordingHeader {
    static constexpr int kVersion = 1;

    std::string made;       ///< by which program: "straightline 0.1.0"
    std::string created;    ///< when, ISO 8601
    SiteConfiguration site; ///< at that time, with numbers, secrets hidden
};

/// Writes a recording: gzip'd lines of JSON, the header first, then one for each request, then one with their number,
/// so that a file that ends too early is known. Written beside its place and moved there when it is whole. One thread.
class RecordingWriter
{
public:
    [[nodiscard]] static Result<RecordingWriter> create(std::filesystem::path file, const RecordingHeader& header);
    ~RecordingWriter(); ///< not finished: nothing is left
    RecordingWriter(RecordingWriter&&) noexcept;
    RecordingWriter& operator=(RecordingWriter&&) noexcept;

    [[nodiscard]] Result<void> write(const RequestRow& row);
    [[nodiscard]] Result<void> finish();

private:
    class Impl;
    explicit RecordingWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Reads a recording piece by piece. An error names the file, the line, what was there and what is allowed; the rows
/// before it were delivered. One thread.
class RecordingReader
{
public:
    static constexpr std::size_t kMostLineBytes = 16'777'216; ///< the header holds a whole site

    /// Opens the file and reads its header; other formats and newer versions are refused.
    [[nodiscard]] static Result<RecordingReader> open(const std::filesystem::path& file);
    ~RecordingReader();
    RecordingReader(RecordingReader&&) noexcept;
    RecordingReader& operator=(RecordingReader&&) noexcept;

    const RecordingHeader& header() const;

    /// Up to `most` further rows, appended; none at the end.
    [[nodiscard]] Result<std::size_t> read(std::vector<RequestRow>& rows, std::size_t most);

private:
    class Impl;
    explicit RecordingReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace straightline::replay
