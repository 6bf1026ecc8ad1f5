// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace straightline::replay
{

/// One request of a trace.
struct TraceRow {
    std::int64_t arrivalNanos = 0; ///< since the trace's own beginning, ≥ 0, ascending
    std::uint32_t application = 0; ///< index into TraceReader::applications()
    std::uint64_t sizeBytes = 0;   ///< of the body
    double work = 1.0;             ///< what BackendModel::perWorkMs is multiplied with, ≥ 0
};

/// Reads a trace piece by piece, so that its length does not matter: CSV with a header line, plain or gzip.
///
/// Columns `arrival_s`, `application`, `body_bytes` and, if there, `work`, in any order; others are passed over. The
/// public traces of Azure (TIMESTAMP, ContextTokens, GeneratedTokens), Mooncake (timestamp_ms, input_length,
/// output_length) and ServeGen (t_s, …, body_bytes_raw_rgb) are known by their headers: 4 bytes a token, the
/// application is "", work is the number of tokens that were generated, divided by its mean over the file, which is
/// read twice for that. Mooncake's times are whole batches of 3 s, which are spread over them; Faro's lines
/// ({"ts": minute, "counts": …}) are counts, which are spread over their minutes: always in the same way.
///
/// An error names file, line, column, what was there and what is allowed; the rows before it were delivered.
class TraceReader
{
public:
    static constexpr std::size_t kMostApplications = 1'024;

    /// Opens the file and reads its header. `sizeColumn`: in place of the format's own column of sizes, in bytes.
    static Result<TraceReader> open(const std::filesystem::path& file, std::string_view sizeColumn = {});
    ~TraceReader();
    TraceReader(TraceReader&&) noexcept;
    TraceReader& operator=(TraceReader&&) noexcept;

    /// Up to `most` further rows, appended to `rows`; none at the end of the trace.
    [[nodiscard]] Result<std::size_t> read(std::vector<TraceRow>& rows, std::size_t most);

    /// The names met so far, in order of appearance.
    const std::vector<std::string>& applications() const;
    /// "FILE:LINE" of the first row of an application.
    std::string firstPlaceOf(std::uint32_t application) const;
    /// How much of the file has been read, 0 … 1.
    double share() const;
    /// What the columns were taken for; empty for our own format.
    std::string_view note() const;
    bool hasColumn(std::string_view name) const; ///< of the header; false where there is none

private:
    class Impl;
    explicit TraceReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace straightline::replay
