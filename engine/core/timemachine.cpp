// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/timemachine.h"

#include <cmath>
#include <filesystem>
#include <optional>

#include <QDateTime>
#include <fmt/format.h>

#include "engine/backends/operations.h"
#include "engine/core/whatifdesk.h"
#include "engine/replay/recording.h"

namespace straightline::core
{

namespace
{

constexpr std::uint32_t kRowsAtATime = 2'000; ///< of a recording, before a what-if question may come in between

std::string timeText(WallTime time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate).toStdString();
}

/// A new file in the folder of recordings, which only its owner can read.
Result<std::filesystem::path> newFile(const std::string& stateDir, WallTime now, std::uint64_t operation)
{
    const std::filesystem::path folder = std::filesystem::path(stateDir) / "recordings";
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (!code)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
    if (code)
        return failure(ErrorCode::Storage, fmt::format("{}: {}", folder.string(), code.message()));
    std::string name = timeText(now);
    std::erase_if(name, [](char c) { return c == ':' || c == '-'; });
    return folder / fmt::format("recording-{}-{}.jsonl.gz", name, operation);
}

} // namespace

Result<void> check(const WhatIfQuery& query)
{
    if (query.mostMoves > kWhatIfMost)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("most moves = {}: allowed is 0 … {}", query.mostMoves, kWhatIfMost));
    if (query.mostStays > kWhatIfMost)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("most stays = {}: allowed is 0 … {}", query.mostStays, kWhatIfMost));
    return query.thresholds ? validate(*query.thresholds) : Result<void>{};
}

/// A recording that is being written: the compute thread's until it is told to the books.
struct RecordingJob {
    std::uint64_t operation = 0;
    std::filesystem::path file;
    replay::RecordingHeader header;
    std::string application;
    std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
    backends::Operations* books = nullptr;
    std::unique_ptr<store::RequestReader> reader;
    std::optional<replay::RecordingWriter> writer;
    std::uint64_t afterId = 0;
    std::uint64_t lastId = 0;
    std::uint64_t firstId = 0;
    std::uint64_t requests = 0;

    Result<void> begin(store::Database& database, const Clock& clock);
    Result<bool> writeSome(); ///< true: that was all
};

Result<void> RecordingJob::begin(store::Database& database, const Clock& clock)
{
    auto opened = store::RequestReader::open(database, clock);
    if (!opened)
        return tl::make_unexpected(opened.error());
    reader = std::move(*opened);
    RequestQuery newest;
    newest.application = application;
    newest.limit = 1;
    const auto row = reader->requests(newest);
    if (!row)
        return tl::make_unexpected(row.error());
    lastId = row->empty() ? 0 : row->front().id;
    auto made = replay::RecordingWriter::create(file, header);
    if (!made)
        return tl::make_unexpected(made.error());
    writer.emplace(std::move(*made));
    return {};
}

Result<bool> RecordingJob::writeSome()
{
    RequestQuery query;
    query.application = application;
    query.limit = kRowsAtATime;
    query.afterId = afterId;
    query.oldestFirst = true;
    const auto rows = reader->requests(query);
    if (!rows)
        return tl::make_unexpected(rows.error());
    for (const RequestRow& row : *rows) {
        if (row.id > lastId)
            break; // came after the beginning: a busy gateway would never end
        if (firstId == 0)
            firstId = row.id;
        if (auto written = writer->write(row); !written)
            return tl::make_unexpected(written.error());
        ++requests;
        afterId = row.id;
    }
    if (!rows->empty() && rows->back().id < lastId)
        return false;
    return writer->finish().map([] { return true; });
}

TimeMachine::TimeMachine(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
    , m_desk(std::make_unique<WhatIfDesk>(database, clock))
    , m_compute(std::make_unique<ComputeThread>([this] { m_desk.reset(); })) // connections end where they began
{
}

TimeMachine::~TimeMachine()
{
    *m_ending = true;
    for (const auto& [ignored, flag] : m_askers)
        *flag = true;
    m_compute.reset();
}

TimeMachine::Flag TimeMachine::newFlag(const std::string& asker)
{
    auto flag = std::make_shared<std::atomic<bool>>(false);
    if (asker.empty())
        return flag;
    if (const auto found = m_askers.find(asker); found != m_askers.end())
        *found->second = true;
    m_askers[asker] = flag;
    return flag;
}

void TimeMachine::whatIf(const WhatIfQuery& query, const SiteConfigurationPtr& site, WhatIfDone done)
{
    const ApplicationConfiguration* application = site->findApplication(query.application);
    if (application == nullptr)
        return done(failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", query.application)));
    if (auto good = check(query); !good)
        return done(tl::make_unexpected(good.error()));
    m_compute->post([this, query, application = *application, done = std::move(done), flag = newFlag(query.asker)] {
        auto answer = *flag ? Result<WhatIfAnswer>(failure(ErrorCode::Cancelled, "the same asker asked anew"))
                            : m_desk->answer(query, application, *flag);
        QMetaObject::invokeMethod(
            this, [done, answer = std::move(answer)]() mutable { done(std::move(answer)); }, Qt::QueuedConnection);
    });
}

Result<Operation> TimeMachine::record(const ExportRecording& wanted, const SiteConfiguration& site,
                                      const std::string& stateDir, backends::Operations& books, const Actor& actor)
{
    if (!wanted.application.empty() && site.findApplication(wanted.application) == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", wanted.application));
    const WallTime now = m_clock.wallNow();
    const Operation operation =
        books.begin("recording", wanted.application.empty() ? "site" : wanted.application, actor.name);
    auto job = std::make_shared<RecordingJob>();
    job->operation = operation.id;
    job->application = wanted.application;
    job->books = &books;
    job->header.made = fmt::format("straightline {}", STRAIGHTLINE_VERSION);
    job->header.created = timeText(now);
    job->header.site = site;
    auto file = wanted.path.empty() ? newFile(stateDir, now, operation.id)
                                    : Result<std::filesystem::path>(std::filesystem::path(wanted.path));
    if (!file) {
        books.finish(operation.id, OperationState::Failed, file.error().detail);
        return books.find(operation.id);
    }
    job->file = std::move(*file);
    books.setCanceller(operation.id, [cancelled = job->cancelled] { *cancelled = true; });
    m_compute->post([this, job] {
        if (auto begun = job->begin(m_database, m_clock); begun)
            step(job);
        else
            tell(job, OperationState::Failed, begun.error().detail, 0.0);
    });
    return operation;
}

/// Compute thread: puts it into the books on the engine thread.
void TimeMachine::tell(const std::shared_ptr<RecordingJob>& job, OperationState state, std::string text,
                       double progress)
{
    QMetaObject::invokeMethod(
        this,
        [books = job->books, operation = job->operation, state, text = std::move(text), progress] {
            if (state == OperationState::Running)
                books->report(operation, text, progress);
            else
                books->finish(operation, state, text);
        },
        Qt::QueuedConnection);
}

/// Compute thread: some rows, then at the end of the queue once more.
void TimeMachine::step(const std::shared_ptr<RecordingJob>& job)
{
    const bool cancelled = *job->cancelled || *m_ending;
    const Result<bool> all = cancelled ? Result<bool>(false) : job->writeSome();
    if (!cancelled && all && !*all) {
        const double share = static_cast<double>(job->afterId - job->firstId)
                             / static_cast<double>(std::max<std::uint64_t>(job->lastId - job->firstId, 1));
        tell(job, OperationState::Running, fmt::format("{} requests", job->requests), share);
        m_compute->post([this, job] { step(job); });
        return;
    }
    job->writer.reset(); // of a recording that is not whole nothing is left
    job->reader.reset();
    if (cancelled)
        tell(job, OperationState::Cancelled, "cancelled: nothing is left of it", 0.0);
    else if (!all)
        tell(job, OperationState::Failed, all.error().detail, 0.0);
    else
        tell(job, OperationState::Succeeded, fmt::format("{} requests in {}", job->requests, job->file.string()), 1.0);
}

} // namespace straightline::core
