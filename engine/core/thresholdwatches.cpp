// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/thresholdwatches.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/backends/operations.h"

namespace straightline::core
{
namespace
{

const Actor kActor{"watch"};

std::string failedToRead(const Error& error)
{
    return "the requests cannot be read: " + error.detail;
}

std::string figuresText(const ThresholdWatch& watch)
{
    return fmt::format("p95 {:.3g} ms, predicted {:.3g} to {:.3g}; {:.3g} % failed, predicted {:.3g} to {:.3g}",
                       watch.p95Ms, watch.predictedP95Ms.low, watch.predictedP95Ms.high, watch.failedShare * 100.0,
                       watch.predictedFailedShare.low * 100.0, watch.predictedFailedShare.high * 100.0);
}

std::string stepOf(const ThresholdWatch& watch)
{
    if (watch.phase == WatchPhase::Waiting)
        return fmt::format("{} of {} requests", watch.requests, kWatchLeast);
    return fmt::format("{} over {} requests: {}",
                       watch.phase == WatchPhase::Outside ? "worse than predicted" : "within", watch.requests,
                       figuresText(watch));
}

} // namespace

ThresholdWatches::ThresholdWatches(store::Database& database, const Clock& clock, backends::Operations& books,
                                   Hooks hooks)
    : m_database(database)
    , m_clock(clock)
    , m_books(books)
    , m_hooks(std::move(hooks))
    , m_compute(std::make_unique<ComputeThread>([] {}))
{
    connect(&m_timer, &QTimer::timeout, this, &ThresholdWatches::lookAtAll);
    setPace({});
}

ThresholdWatches::~ThresholdWatches()
{
    m_compute.reset();
}

void ThresholdWatches::setPace(const Pace& pace)
{
    m_pace = pace;
    m_timer.setInterval(pace.look);
}

Result<Operation> ThresholdWatches::begin(const WatchThresholds& wanted, const Actor& actor)
{
    const ApplicationConfiguration* application = m_hooks.site()->findApplication(wanted.application);
    if (application == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", wanted.application));
    if (auto good = validate(wanted.before.thresholds); !good)
        return tl::make_unexpected(good.error());
    if (Placing{application->thresholds, application->policy} != wanted.tried)
        return failure(ErrorCode::Conflict, "the application has other thresholds or another policy by now");
    if (wanted.before == wanted.tried)
        return failure(ErrorCode::InvalidArgument, "before and tried are the same: there is nothing to watch");
    for (Watch& each : m_watches) {
        if (each.shown.application == wanted.application && each.shown.isRunning())
            end(each, OperationState::Cancelled, "a later change is watched");
    }
    std::erase_if(m_watches, [&](const Watch& each) { return each.shown.application == wanted.application; });
    const Operation operation = m_books.begin("watch", wanted.application, actor.name);
    Watch watch;
    watch.begun = m_clock.steadyNow();
    watch.shown.operation = operation.id;
    watch.shown.application = wanted.application;
    watch.shown.before = wanted.before;
    watch.shown.tried = wanted.tried;
    watch.shown.actor = actor.name;
    watch.shown.begunUnixMicros =
        std::chrono::duration_cast<std::chrono::microseconds>(m_clock.wallNow().time_since_epoch()).count();
    watch.shown.rollsBack = wanted.rollsBack;
    watch.reading = std::make_shared<WatchReading>(m_database, m_clock, *application, wanted.tried);
    watch.isLooking = true;
    const auto reading = watch.reading;
    m_watches.insert(m_watches.begin(), std::move(watch));
    m_books.setCanceller(operation.id, [this, id = operation.id] {
        if (Watch* const found = find(id))
            end(*found, OperationState::Cancelled, "stopped by the operator");
    });
    m_timer.start();
    post(operation.id, [this, reading]() -> std::function<void(Watch&)> {
        const auto predicted = reading->predict();
        return [this, predicted](Watch& found) {
            if (!predicted)
                return end(found, OperationState::Failed, failedToRead(predicted.error()));
            if (!*predicted)
                return end(
                    found, OperationState::Cancelled,
                    fmt::format("fewer than {} requests were recorded before: nothing to compare with", kWhatIfLeast));
            found.shown.predictedP95Ms = (*predicted)->p95Ms;
            found.shown.predictedFailedShare = (*predicted)->failedShare;
            found.shown.phase = WatchPhase::Waiting;
            m_books.report(found.shown.operation, stepOf(found.shown), 0.0);
        };
    });
    return operation;
}

std::vector<ThresholdWatch> ThresholdWatches::list() const
{
    std::vector<ThresholdWatch> watches;
    for (const Watch& each : m_watches)
        watches.push_back(each.shown);
    return watches;
}

ThresholdWatches::Watch* ThresholdWatches::find(std::uint64_t operation)
{
    const auto found = std::find_if(m_watches.begin(), m_watches.end(),
                                    [&](const Watch& each) { return each.shown.operation == operation; });
    return found == m_watches.end() || !found->shown.isRunning() ? nullptr : &*found;
}

/// Does `work` on the compute thread, and what that gives here, if the watch still runs.
void ThresholdWatches::post(std::uint64_t operation, std::function<std::function<void(Watch&)>()> work)
{
    m_compute->post([this, operation, work = std::move(work)] {
        QMetaObject::invokeMethod(
            this,
            [this, operation, then = work()] {
                if (Watch* const watch = find(operation)) {
                    watch->isLooking = false;
                    then(*watch);
                }
            },
            Qt::QueuedConnection);
    });
}

void ThresholdWatches::follow()
{
    const SiteConfigurationPtr site = m_hooks.site();
    for (Watch& each : m_watches) {
        if (!each.shown.isRunning())
            continue;
        const ApplicationConfiguration* application = site->findApplication(each.shown.application);
        if (application == nullptr)
            end(each, OperationState::Cancelled, "the application was removed");
        else if (Placing{application->thresholds, application->policy} != each.shown.tried)
            end(each, OperationState::Cancelled, "the thresholds or the policy were changed again");
    }
}

void ThresholdWatches::lookAtAll()
{
    bool anyRuns = false;
    for (Watch& each : m_watches) {
        anyRuns = anyRuns || each.shown.isRunning();
        if (!each.shown.isRunning() || each.isLooking)
            continue;
        each.isLooking = true;
        post(each.shown.operation, [this, reading = each.reading]() -> std::function<void(Watch&)> {
            const auto figures = reading->look();
            return [this, figures](Watch& watch) {
                if (figures)
                    judge(watch, *figures);
                else
                    end(watch, OperationState::Failed, failedToRead(figures.error()));
            };
        });
    }
    if (!anyRuns)
        m_timer.stop();
}

void ThresholdWatches::judge(Watch& watch, const WatchFigures& figures)
{
    ThresholdWatch& shown = watch.shown;
    shown.requests = figures.requests;
    shown.p95Ms = figures.p95Ms;
    shown.failedShare = figures.failedShare;
    const bool enough = figures.requests >= kWatchLeast;
    const bool worse = enough && isWorse(figures, {shown.predictedP95Ms, shown.predictedFailedShare});
    watch.outside = worse ? watch.outside + 1 : 0;
    shown.phase = !enough ? WatchPhase::Waiting : worse ? WatchPhase::Outside : WatchPhase::Within;
    if (watch.outside >= kLooksOutside && shown.rollsBack)
        return rollBack(watch);
    const auto passed = m_clock.steadyNow() - watch.begun;
    const double share = std::min(static_cast<double>(shown.requests) / static_cast<double>(kWatchLeast),
                                  std::chrono::duration<double>(passed) / std::chrono::duration<double>(m_pace.least));
    m_books.report(shown.operation, stepOf(shown), std::clamp(share, 0.0, 1.0));
    if (passed >= m_pace.least && shown.phase == WatchPhase::Within) {
        shown.keptWithin = true;
        end(watch, OperationState::Succeeded, "as predicted: " + figuresText(shown));
    } else if (passed >= m_pace.least && worse && watch.outside >= kLooksOutside) {
        end(watch, OperationState::Failed, "worse than predicted: " + figuresText(shown));
    } else if (passed >= m_pace.most) {
        end(watch, OperationState::Cancelled, fmt::format("only {} requests came", shown.requests));
    }
}

void ThresholdWatches::rollBack(Watch& watch)
{
    const std::uint64_t operation = watch.shown.operation;
    const std::string application = watch.shown.application;
    const std::string figures = figuresText(watch.shown);
    watch.shown.phase = WatchPhase::RolledBack; // so that follow() does not take it for somebody else's change
    const Change change = changeTo(*m_hooks.site()->findApplication(application), watch.shown.before);
    const Result<std::uint64_t> revision = m_hooks.apply(change, kActor);
    if (revision) {
        watch.shown.reason = "worse than predicted: " + figures;
    } else {
        watch.shown.phase = WatchPhase::Ended;
        watch.shown.reason =
            fmt::format("worse than predicted ({}), and cannot be rolled back: {}", figures, revision.error().detail);
    }
    const std::string text = revision ? "rolled back, " + watch.shown.reason : watch.shown.reason;
    m_books.finish(operation, OperationState::Failed, text);
    m_hooks.raise({0, m_clock.wallNow(), Severity::Warning, application, "new thresholds " + text});
}

void ThresholdWatches::end(Watch& watch, OperationState state, const std::string& reason)
{
    watch.shown.phase = WatchPhase::Ended;
    watch.shown.reason = reason;
    m_books.finish(watch.shown.operation, state, reason);
}

} // namespace straightline::core
