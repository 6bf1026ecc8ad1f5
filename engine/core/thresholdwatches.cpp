// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/thresholdwatches.h"

#include <algorithm>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "engine/backends/operations.h"

namespace straightline::core
{
namespace
{

const Actor kActor{"watch"};
constexpr const char* kChangedAgain = "the thresholds or the policy were changed again";
constexpr const char* kRemoved = "the application was removed";
constexpr std::chrono::minutes kKeepEvery{1}; ///< so much of the time watched a crash may lose

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

store::KeptWatch made(const WatchThresholds& wanted, const Actor& actor, WallTime now, std::uint64_t lastId)
{
    store::KeptWatch made;
    made.lastId = lastId;
    made.watch.application = wanted.application;
    made.watch.before = wanted.before;
    made.watch.tried = wanted.tried;
    made.watch.actor = actor.name;
    made.watch.begunUnixMicros = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
    made.watch.rollsBack = wanted.rollsBack;
    return made;
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
                                   Hooks hooks, std::unique_ptr<store::WatchStore> store)
    : m_database(database)
    , m_clock(clock)
    , m_books(books)
    , m_hooks(std::move(hooks))
    , m_store(std::move(store))
    , m_compute(std::make_unique<ComputeThread>([] {}))
{
    connect(&m_timer, &QTimer::timeout, this, &ThresholdWatches::lookAtAll);
    setPace({});
}

Result<std::unique_ptr<ThresholdWatches>> ThresholdWatches::open(store::Database& database, const Clock& clock,
                                                                 backends::Operations& books, Hooks hooks)
{
    return store::WatchStore::open(database).map([&](std::unique_ptr<store::WatchStore> store) {
        return std::unique_ptr<ThresholdWatches>(
            new ThresholdWatches(database, clock, books, std::move(hooks), std::move(store)));
    });
}

ThresholdWatches::~ThresholdWatches()
{
    m_compute.reset();
    for (Watch& each : m_watches) {
        if (each.shown.isRunning())
            (void)keep(each); // for how long it was watched; otherwise it is there already
    }
}

void ThresholdWatches::setPace(const Pace& pace)
{
    m_pace = pace;
    m_timer.setInterval(pace.look);
}

Result<Operation> ThresholdWatches::begin(const WatchThresholds& wanted, const Actor& actor)
{
    const SiteConfigurationPtr site = m_hooks.site();
    const ApplicationConfiguration* application = site->findApplication(wanted.application);
    if (application == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", wanted.application));
    if (auto good = validate(wanted.before.thresholds); !good)
        return tl::make_unexpected(good.error());
    if (wanted.before == wanted.tried)
        return failure(ErrorCode::InvalidArgument, "before and tried are the same: there is nothing to watch");
    const Placing now{application->thresholds, application->policy};
    if (now != wanted.tried && now != wanted.before)
        return failure(ErrorCode::Conflict, "the application has other thresholds or another policy by now");
    const Result<std::uint64_t> lastId = m_store->lastRequestId();
    if (!lastId)
        return tl::make_unexpected(lastId.error());
    const store::KeptWatch kept = made(wanted, actor, m_clock.wallNow(), *lastId);
    if (auto stored = now == wanted.tried ? m_store->put(kept) : applyAndStore(kept, actor); !stored)
        return tl::make_unexpected(stored.error());
    for (const Watch& each : m_watches) { // what was stored of it is replaced already
        if (each.shown.application == wanted.application && each.shown.isRunning())
            m_books.finish(each.shown.operation, OperationState::Cancelled, "a later change is watched");
    }
    Watch& watch = add(kept);
    if (now != wanted.tried)
        m_books.setUndo(watch.shown.operation, inverse(*site, *m_hooks.site(), changeTo(*application, wanted.tried)));
    run(watch);
    return m_books.find(watch.shown.operation);
}

/// One transaction.
Result<void> ThresholdWatches::applyAndStore(const store::KeptWatch& wanted, const Actor& actor)
{
    const SiteConfigurationPtr site = m_hooks.site();
    const Change change = changeTo(*site->findApplication(wanted.watch.application), wanted.watch.tried);
    m_replacing = wanted.watch.application;
    const Result<std::uint64_t> revision = m_hooks.apply(change, actor, &wanted);
    m_replacing.clear();
    return revision.map([](std::uint64_t) {});
}

ThresholdWatches::Watch& ThresholdWatches::add(const store::KeptWatch& kept)
{
    std::erase_if(m_watches, [&](const Watch& each) { return each.shown.application == kept.watch.application; });
    Watch watch;
    watch.shown = kept.watch;
    watch.shown.operation = m_books.begin("watch", watch.shown.application, watch.shown.actor).id;
    watch.lastId = kept.lastId;
    watch.begun = m_clock.steadyNow() - kept.watched;
    watch.kept = m_clock.steadyNow();
    return *m_watches.insert(m_watches.begin(), std::move(watch));
}

void ThresholdWatches::run(Watch& watch)
{
    const ApplicationConfiguration* application = m_hooks.site()->findApplication(watch.shown.application);
    watch.reading = std::make_shared<WatchReading>(m_database, m_clock, *application, watch.shown.tried, watch.lastId);
    m_books.setCanceller(watch.shown.operation, [this, id = watch.shown.operation] {
        if (Watch* const found = find(id))
            end(*found, OperationState::Cancelled, "stopped by the operator");
    });
    if (watch.shown.phase == WatchPhase::Predicting)
        predict(watch);
    else
        m_books.report(watch.shown.operation, stepOf(watch.shown), 0.0);
    m_timer.start();
}

void ThresholdWatches::predict(Watch& watch)
{
    watch.isLooking = true;
    post(watch.shown.operation, [this, reading = watch.reading]() -> std::function<void(Watch&)> {
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
            (void)keep(found); // failed: it is predicted again after a restart
            m_books.report(found.shown.operation, stepOf(found.shown), 0.0);
        };
    });
}

Result<void> ThresholdWatches::keep(Watch& watch)
{
    watch.kept = m_clock.steadyNow();
    const auto watched = std::chrono::duration_cast<std::chrono::milliseconds>(watch.kept - watch.begun);
    auto kept = m_store->put({watch.shown, watch.lastId, watched});
    if (!kept)
        spdlog::warn("{}: {}", watch.shown.application, kept.error().detail);
    return kept;
}

void ThresholdWatches::raise(Severity severity, const std::string& subject, std::string text)
{
    m_hooks.raise({0, m_clock.wallNow(), severity, subject, std::move(text)});
}

void ThresholdWatches::resume()
{
    std::vector<std::string> damaged;
    const auto kept = m_store->list(damaged);
    if (!kept)
        return raise(Severity::Error, "store", "new thresholds are watched no longer: " + kept.error().detail);
    for (const std::string& each : damaged) {
        raise(Severity::Error, each, "new thresholds are watched no longer: what was stored of the watch is damaged");
        forget(each);
    }
    for (const store::KeptWatch& each : *kept)
        resume(each);
}

void ThresholdWatches::resume(const store::KeptWatch& kept)
{
    const bool wasRollingBack = kept.watch.phase == WatchPhase::RolledBack;
    const bool isPredicted = kept.watch.predictedP95Ms.high > 0.0;
    Watch& watch = add(kept);
    watch.shown.phase = isPredicted ? WatchPhase::Waiting : WatchPhase::Predicting;
    const ApplicationConfiguration* application = m_hooks.site()->findApplication(watch.shown.application);
    const std::optional<Placing> now =
        application == nullptr ? std::nullopt : std::optional(Placing{application->thresholds, application->policy});
    if (wasRollingBack && now == watch.shown.before)
        return finishRollBack(watch);
    if (now == watch.shown.tried) {
        watch.shown.reason.clear();
        run(watch);
        return raise(Severity::Info, watch.shown.application, "new thresholds are watched on after a restart");
    }
    const std::string why = now ? kChangedAgain : kRemoved;
    end(watch, OperationState::Cancelled, why);
    raise(Severity::Warning, watch.shown.application, "new thresholds are watched no longer: " + why);
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
        if (!each.shown.isRunning() || each.shown.application == m_replacing)
            continue;
        const ApplicationConfiguration* application = site->findApplication(each.shown.application);
        if (application == nullptr)
            end(each, OperationState::Cancelled, kRemoved);
        else if (Placing{application->thresholds, application->policy} != each.shown.tried)
            end(each, OperationState::Cancelled, kChangedAgain);
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
    if (m_clock.steadyNow() - watch.kept >= kKeepEvery)
        (void)keep(watch);
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
    ThresholdWatch& shown = watch.shown;
    const std::string figures = figuresText(shown);
    shown.reason = "worse than predicted: " + figures;
    shown.phase = WatchPhase::RolledBack; // so that follow() does not take it for somebody else's change
    (void)keep(watch);                    // nor the next engine, if this one ends here
    const Change change = changeTo(*m_hooks.site()->findApplication(shown.application), shown.before);
    const Result<std::uint64_t> revision = m_hooks.apply(change, kActor, nullptr);
    if (revision)
        return finishRollBack(watch);
    end(watch, OperationState::Failed,
        fmt::format("worse than predicted ({}), and cannot be rolled back: {}", figures, revision.error().detail));
    raise(Severity::Warning, shown.application, "new thresholds " + shown.reason);
}

void ThresholdWatches::finishRollBack(Watch& watch)
{
    const std::string text = "rolled back, " + watch.shown.reason;
    watch.shown.phase = WatchPhase::RolledBack;
    forget(watch.shown.application);
    m_books.finish(watch.shown.operation, OperationState::Failed, text);
    raise(Severity::Warning, watch.shown.application, "new thresholds " + text);
}

void ThresholdWatches::end(Watch& watch, OperationState state, const std::string& reason)
{
    watch.shown.phase = WatchPhase::Ended;
    watch.shown.reason = reason;
    forget(watch.shown.application);
    m_books.finish(watch.shown.operation, state, reason);
}

void ThresholdWatches::forget(const std::string& application)
{
    if (auto removed = m_store->remove(application); !removed)
        spdlog::warn("{}: {}", application, removed.error().detail);
}

} // namespace straightline::core
