// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/resultfolder.h"

#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace straightline::app
{
namespace
{

constexpr const char* kCheckpoint = "cells.jsonl";

Result<void> put(const std::filesystem::path& file, const std::string& text, std::ios::openmode mode)
{
    std::ofstream stream(file, mode | std::ios::binary);
    stream << text << std::flush;
    if (!stream)
        return failure(ErrorCode::Storage, fmt::format("{}: cannot be written", file.string()));
    return {};
}

} // namespace

Result<void> ResultFolder::begin(const ExperimentRun& run)
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
        return failure(ErrorCode::Storage, fmt::format("--out {}: {}", m_folder.string(), error.message()));
    for (const char* each : {kCheckpoint, "table.csv", "sensitivity.csv"}) {
        if (std::filesystem::exists(m_folder / each))
            return failure(ErrorCode::AlreadyExists,
                           fmt::format("--out {}: holds results already; name another folder, or let --resume go on "
                                       "from them",
                                       m_folder.string()));
    }
    return append(kCheckpoint, checkpointHead(run));
}

Result<std::vector<PointCell>> ResultFolder::resume(const ExperimentRun& run)
{
    const std::filesystem::path file = m_folder / kCheckpoint;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return failure(ErrorCode::NotFound,
                       fmt::format("--resume: {} cannot be read: there is nothing to go on from", file.string()));
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    auto read = readCheckpoint(text, run, file.string());
    if (!read)
        return tl::make_unexpected(read.error());
    std::error_code error;
    std::filesystem::resize_file(file, read->bytes, error);
    if (error)
        return failure(ErrorCode::Storage, fmt::format("{}: {}", file.string(), error.message()));
    return std::move(read->cells);
}

Result<void> ResultFolder::keep(const PointCell& done)
{
    return append(kCheckpoint, checkpointLine(done));
}

Result<void> ResultFolder::append(const std::string& name, const std::string& text)
{
    return put(m_folder / name, text, std::ios::app);
}

Result<void> ResultFolder::write(const std::string& name, const std::string& text)
{
    return put(m_folder / name, text, std::ios::trunc);
}

} // namespace straightline::app
