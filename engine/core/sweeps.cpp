// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/sweeps.h"

#include <chrono>

#include <fmt/format.h>

#include "engine/api/whatif.h"
#include "engine/backends/operations.h"
#include "engine/replay/thresholdgrid.h"
#include "engine/store/requestreader.h"

namespace straightline::core
{
namespace
{

using namespace std::chrono_literals;

constexpr auto kTellEvery = 100ms;
constexpr double kShareOfPoints = 0.8; ///< of the time; the rest is the tuner's

std::int64_t unixMicros(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

} // namespace

Result<std::unique_ptr<Sweeps>> Sweeps::open(store::Database& database, const Clock& clock, backends::Operations& books)
{
    return store::SweepStore::open(database).map([&](std::unique_ptr<store::SweepStore> kept) {
        return std::unique_ptr<Sweeps>(new Sweeps(database, clock, books, std::move(kept)));
    });
}

Sweeps::Sweeps(store::Database& database, const Clock& clock, backends::Operations& books,
               std::unique_ptr<store::SweepStore> kept)
    : m_database(database)
    , m_clock(clock)
    , m_books(books)
    , m_store(std::move(kept))
    , m_compute(std::make_unique<ComputeThread>([] {}))
{
}

Sweeps::~Sweeps()
{
    m_ending = true;
    m_compute.reset();
}

Result<Operation> Sweeps::begin(const SweepThresholds& wanted, const SiteConfiguration& site, const Actor& actor)
{
    const ApplicationConfiguration* application = site.findApplication(wanted.application);
    if (application == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", wanted.application));
    if (auto good = replay::check(wanted); !good)
        return tl::make_unexpected(good.error());
    if (m_running >= kMostAtOnce)
        return failure(ErrorCode::Conflict,
                       fmt::format("{} sweeps run or wait: allowed are {} at once", m_running, kMostAtOnce));
    const Operation operation = m_books.begin("sweep", wanted.application, actor.name);
    auto job = std::make_shared<Job>();
    job->operation = operation.id;
    job->wanted = wanted;
    job->application = *application;
    job->actor = actor.name;
    job->begun = m_clock.wallNow();
    ++m_running;
    m_books.setCanceller(operation.id, [job] { job->cancelled = true; });
    m_compute->post([this, job] {
        auto sweep = run(job);
        QMetaObject::invokeMethod(
            this, [this, job, sweep = std::move(sweep)]() mutable { end(job, std::move(sweep)); },
            Qt::QueuedConnection);
    });
    return operation;
}

/// Compute thread.
Result<ThresholdSweep> Sweeps::run(const JobPtr& job)
{
    const auto begun = std::chrono::steady_clock::now();
    auto reader = store::RequestReader::open(m_database, m_clock);
    if (!reader)
        return tl::make_unexpected(reader.error());
    RequestQuery query;
    query.application = job->application.name;
    query.limit = kWhatIfMost;
    const auto rows = (*reader)->requests(query);
    if (!rows)
        return tl::make_unexpected(rows.error());
    auto told = begun;
    replay::SweepHooks hooks;
    hooks.stopped = [&] { return job->cancelled || m_ending; };
    hooks.told = [&](std::uint64_t done, std::uint64_t all) {
        if (const auto now = std::chrono::steady_clock::now(); now - told >= kTellEvery) {
            told = now;
            tell(job, fmt::format("{} of {} pairs", done, all),
                 kShareOfPoints * static_cast<double>(done) / static_cast<double>(all));
        }
    };
    hooks.tuning = [&] { tell(job, "looking for a better pair", kShareOfPoints); };
    return replay::sweepThresholds(job->application, *rows, job->wanted, hooks).map([&](ThresholdSweep sweep) {
        sweep.operation = job->operation;
        sweep.actor = job->actor;
        sweep.begunUnixMicros = unixMicros(job->begun);
        sweep.tookMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
        return sweep;
    });
}

/// Compute thread.
void Sweeps::tell(const JobPtr& job, std::string text, double progress)
{
    QMetaObject::invokeMethod(
        this, [this, job, text = std::move(text), progress] { m_books.report(job->operation, text, progress); },
        Qt::QueuedConnection);
}

void Sweeps::end(const JobPtr& job, Result<ThresholdSweep> sweep)
{
    --m_running;
    if (!sweep)
        return m_books.finish(job->operation, OperationState::Failed, sweep.error().detail);
    if (sweep->done == 0)
        return m_books.finish(job->operation, OperationState::Cancelled, "cancelled before the first pair");
    const Result<std::uint64_t> id = m_store->add(*sweep);
    if (!id)
        return m_books.finish(job->operation, OperationState::Failed, id.error().detail);
    m_books.finish(job->operation, sweep->isComplete ? OperationState::Succeeded : OperationState::Cancelled,
                   fmt::format("{} of {} pairs over {} requests: sweep {}", sweep->done, sweep->points.size(),
                               sweep->requests, *id));
}

} // namespace straightline::core
