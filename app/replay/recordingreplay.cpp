// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/recordingreplay.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/api/whatif.h"
#include "engine/replay/fit.h"
#include "engine/replay/recording.h"
#include "engine/replay/selfcheck.h"

namespace straightline::app
{
namespace
{

constexpr std::size_t kRowsAtATime = 4'096;
constexpr std::size_t kFitRows = 10'000; ///< of one backend, the latest: enough for its model, and bounded

using Records = std::vector<RequestRecord>;

/// What is read, request by request.
class Collector
{
public:
    explicit Collector(const SiteConfiguration& site)
        : m_site(site)
    {
        for (const ApplicationConfiguration& application : site.applications)
            m_records.emplace_back(application.backends.size());
    }

    void add(const RequestRow& row, RecordedTrace& trace)
    {
        ++trace.requests;
        const replay::SelfCheck check = replay::checkDecision(row.record);
        if (check == replay::SelfCheck::Undecided)
            return;
        ++trace.decided;
        trace.reproduced += check == replay::SelfCheck::Reproduced ? 1 : 0;
        const auto& all = m_site.applications;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == row.application; });
        if (found == all.end())
            return; // removed before the recording was made
        const auto index = static_cast<std::size_t>(found - all.begin());
        trace.rows.push_back({.arrivalNanos = row.record.arrivalUnixMicros * 1'000,
                              .application = static_cast<std::uint32_t>(index),
                              .sizeBytes = row.record.decision.features.sizeBytes});
        keep(row.record, found->backends, m_records[index]);
    }

    std::vector<replay::SimulatedApplication> simulated() const
    {
        std::vector<replay::SimulatedApplication> made;
        for (std::size_t i = 0; i < m_site.applications.size(); ++i) {
            const ApplicationConfiguration& application = m_site.applications[i];
            std::vector<replay::BackendModel> models;
            for (std::size_t b = 0; b < application.backends.size(); ++b) {
                std::vector<const RequestRecord*> records;
                for (const RequestRecord& each : m_records[i][b])
                    records.push_back(&each);
                models.push_back(replay::fitModel(application.backends[b], records, kWhatIfSamples).model);
            }
            made.push_back(replay::makeSimulated(application, std::move(models)));
        }
        return made;
    }

private:
    static void keep(const RequestRecord& record, const std::vector<BackendConfiguration>& backends,
                     std::vector<Records>& kept)
    {
        for (std::size_t i = 0; i < backends.size(); ++i) {
            if (backends[i].number != record.backendNumber)
                continue;
            kept[i].push_back(record);
            if (kept[i].size() >= 2 * kFitRows)
                kept[i].erase(kept[i].begin(), kept[i].end() - static_cast<std::ptrdiff_t>(kFitRows));
        }
    }

    const SiteConfiguration& m_site;
    std::vector<std::vector<Records>> m_records; ///< by application and backend
};

/// From the first arrival on, ascending: records are written as requests end.
void putInOrder(std::vector<replay::TraceRow>& rows)
{
    std::stable_sort(rows.begin(), rows.end(), [](const replay::TraceRow& one, const replay::TraceRow& other) {
        return one.arrivalNanos < other.arrivalNanos;
    });
    const std::int64_t first = rows.empty() ? 0 : rows.front().arrivalNanos;
    for (replay::TraceRow& row : rows)
        row.arrivalNanos -= first;
}

} // namespace

Result<RecordedTrace> readRecordedTrace(const std::filesystem::path& file)
{
    auto reader = replay::RecordingReader::open(file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const SiteConfiguration& site = reader->header().site;
    const bool usable = std::any_of(site.applications.begin(), site.applications.end(),
                                    [](const auto& each) { return !each.backends.empty(); });
    if (!usable)
        return failure(ErrorCode::InvalidArgument, fmt::format("{}:1: its site has no backend", file.string()));
    RecordedTrace trace;
    Collector collector(site);
    std::vector<RequestRow> rows;
    do {
        rows.clear();
        const auto got = reader->read(rows, kRowsAtATime);
        if (!got)
            trace.broken = got.error(); // what came before it still counts
        for (const RequestRow& row : rows)
            collector.add(row, trace);
    } while (!rows.empty() && !trace.broken);
    trace.site = collector.simulated();
    putInOrder(trace.rows);
    return trace;
}

} // namespace straightline::app
