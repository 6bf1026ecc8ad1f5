// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment/tracefolder.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace straightline::app
{
namespace
{

constexpr std::size_t kRowsAtATime = 16'384;
constexpr std::size_t kLeastRequests = 50; ///< of a piece
constexpr std::string_view kJpegColumn = "body_bytes_jpeg_b64";

using replay::ExperimentTrace;
using replay::TraceReader;
using replay::TraceRow;

bool looksLikeTrace(const std::filesystem::path& file)
{
    std::filesystem::path name = file.filename();
    if (name.extension() == ".gz")
        name = name.stem();
    return name.extension() == ".csv" || name.extension() == ".jsonl";
}

Result<ExperimentTrace> readTrace(const std::filesystem::path& file, std::string_view sizeColumn, double lengthS,
                                  std::size_t applications)
{
    auto reader = TraceReader::open(file, sizeColumn);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const std::string whole = file.filename().string();
    ExperimentTrace trace{.name = whole.substr(0, whole.find('.')), .note = std::string(reader->note())};
    if (!sizeColumn.empty()) {
        trace.name += "-jpeg";
        trace.note += fmt::format("; body_bytes = {} instead", sizeColumn);
    }
    std::vector<TraceRow> piece;
    for (bool more = true; more; piece.clear()) {
        const auto got = reader->read(piece, kRowsAtATime);
        if (!got)
            return tl::make_unexpected(got.error());
        more = *got > 0 && static_cast<double>(piece.back().arrivalNanos) / 1e9 < lengthS;
        for (const TraceRow& row : piece) {
            if (row.application < applications && static_cast<double>(row.arrivalNanos) / 1e9 < lengthS)
                trace.rows.push_back(row);
        }
    }
    const auto kept = std::min(applications, reader->applications().size());
    trace.applications.assign(reader->applications().begin(),
                              reader->applications().begin() + static_cast<std::ptrdiff_t>(kept));
    if (kept < reader->applications().size())
        trace.note += fmt::format("; the first {} of {} applications", kept, reader->applications().size());
    return trace;
}

Result<void> isLongEnough(const ExperimentTrace& trace, const replay::ExperimentPlan& plan)
{
    for (const auto part :
         {replay::ExperimentPart::Tune, replay::ExperimentPart::Select, replay::ExperimentPart::Report}) {
        const std::size_t requests = partOf(trace, plan, part, {}).size();
        const auto index = static_cast<std::size_t>(part);
        if (requests < kLeastRequests)
            return failure(
                ErrorCode::InvalidArgument,
                fmt::format("{}: {} requests from {} to {} s: needed are {}; the experiment takes the trace's "
                            "first {} s",
                            trace.name, requests, plan.boundsS[index], plan.boundsS[index + 1], kLeastRequests,
                            plan.boundsS.back()));
    }
    return {};
}

} // namespace

Result<std::vector<ExperimentTrace>> readTraceFolder(const std::filesystem::path& folder,
                                                     const replay::ExperimentPlan& plan, std::size_t applications)
{
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
        if (looksLikeTrace(each->path()))
            files.push_back(each->path());
    }
    if (error)
        return failure(ErrorCode::NotFound, fmt::format("--traces {}: {}", folder.string(), error.message()));
    if (files.empty())
        return failure(ErrorCode::NotFound,
                       fmt::format("--traces {}: there is no *.csv, *.csv.gz, *.jsonl or *.jsonl.gz", folder.string()));
    std::sort(files.begin(), files.end());
    std::vector<ExperimentTrace> traces;
    for (const std::filesystem::path& file : files) {
        const auto header = TraceReader::open(file);
        std::vector<std::string_view> sizeColumns{{}};
        if (header && header->hasColumn(kJpegColumn))
            sizeColumns.push_back(kJpegColumn);
        for (const std::string_view column : sizeColumns) {
            auto trace = readTrace(file, column, plan.boundsS.back(), applications);
            if (!trace)
                return tl::make_unexpected(trace.error());
            if (auto enough = isLongEnough(*trace, plan); !enough)
                return tl::make_unexpected(enough.error());
            traces.push_back(std::move(*trace));
        }
    }
    return traces;
}

} // namespace straightline::app
