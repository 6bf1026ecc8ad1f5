// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enginelink.h"

#include <QSettings>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kFrameMillis = 100;
constexpr int kCalmFrameMillis = 1'000;
constexpr auto kCalmKey = "appearance/reduceMotion";
constexpr qint64 kHistoryRetryMillis = 5'000;
constexpr std::size_t kKeptEvents = 500;
constexpr std::size_t kKeptOperations = 200;

} // namespace

EngineLink::EngineLink(Engine& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_site(std::make_shared<const SiteConfiguration>())
    , m_edits(engine)
    , m_pulse(engine)
{
    connect(&m_edits, &EditQueue::changed, this, &EngineLink::editsChanged);
    connect(&m_edits, &EditQueue::failed, this, &EngineLink::failed);
    connect(&m_pulse, &EnginePulse::statusRead, this, &EngineLink::takeStatus);
    m_calm =
        QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console")).value(QLatin1String(kCalmKey)).toBool();
    m_frameTimer.setSingleShot(true);
    connect(&m_frameTimer, &QTimer::timeout, this, [this] {
        m_sinceFrame.restart();
        Q_EMIT frameDue();
    });
    // Queued even where both live on one thread: an answer never comes before the call that caused it has returned.
    connect(&engine, &Engine::snapshotTaken, this, &EngineLink::takeSnapshot, Qt::QueuedConnection);
    connect(&engine, &Engine::operationChanged, this, &EngineLink::takeOperation, Qt::QueuedConnection);
    connect(&engine, &Engine::eventRaised, this, &EngineLink::takeEvent, Qt::QueuedConnection);
    connect(
        &engine, &Engine::configurationChanged, this,
        [this](const SiteConfigurationPtr& site) {
            m_site = site;
            Q_EMIT siteChanged();
        },
        Qt::QueuedConnection);
    askAll();
}

void EngineLink::askAll()
{
    struct Everything {
        EngineStatus status;
        SiteConfigurationPtr site;
        SnapshotPtr snapshot;
        std::vector<Operation> operations;
        std::vector<Event> events;
    };
    ask(
        [](Engine& engine) {
            return Everything{engine.status(), engine.configuration(), engine.snapshot(), engine.operations(),
                              engine.events()};
        },
        [this](Everything all) {
            m_status = std::move(all.status);
            if (all.site)
                m_site = std::move(all.site);
            m_operations = std::move(all.operations);
            m_events.assign(all.events.begin(), all.events.end());
            Q_EMIT statusChanged();
            Q_EMIT siteChanged();
            Q_EMIT operationsChanged();
            Q_EMIT eventsChanged();
            if (all.snapshot)
                takeSnapshot(all.snapshot);
        });
}

void EngineLink::takeStatus(const EngineStatus& status)
{
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged();
}

void EngineLink::takeSnapshot(const SnapshotPtr& snapshot)
{
    if (!snapshot || (m_snapshot && snapshot->sequence < m_snapshot->sequence))
        return;
    m_snapshot = snapshot;
    m_timelines.take(*snapshot);
    if (m_frameTimer.isActive())
        return;
    const qint64 every = m_calm ? kCalmFrameMillis : kFrameMillis;
    const qint64 since = m_sinceFrame.isValid() ? m_sinceFrame.elapsed() : every;
    m_frameTimer.start(since >= every ? 0 : static_cast<int>(every - since));
}

void EngineLink::setCalm(bool calm)
{
    m_calm = calm;
    QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console")).setValue(QLatin1String(kCalmKey), calm);
}

void EngineLink::takeOperation(const Operation& operation)
{
    const auto found = std::find_if(m_operations.begin(), m_operations.end(),
                                    [&](const Operation& each) { return each.id == operation.id; });
    if (found != m_operations.end())
        *found = operation;
    else
        m_operations.insert(m_operations.begin(), operation);
    if (m_operations.size() > kKeptOperations)
        m_operations.resize(kKeptOperations);
    Q_EMIT operationsChanged();
}

void EngineLink::takeEvent(const Event& event)
{
    m_events.push_front(event);
    if (m_events.size() > kKeptEvents)
        m_events.pop_back();
    Q_EMIT eventsChanged();
}

void EngineLink::whatIf(const WhatIfQuery& query, QObject* context,
                        const std::function<void(const Result<WhatIfAnswer>&)>& answer)
{
    const QPointer<QObject> guard(context);
    QMetaObject::invokeMethod(
        &m_engine,
        [&engine = m_engine, query, guard, answer] {
            engine.whatIf(query, [guard, answer](const Result<WhatIfAnswer>& result) {
                // The guard is only looked at on the GUI thread: here the context could be dying.
                QMetaObject::invokeMethod(
                    QCoreApplication::instance(),
                    [guard, answer, result] {
                        if (guard)
                            answer(result);
                    },
                    Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

void EngineLink::loadHistory(TimeRange range)
{
    const HistoryState& state = historyState(range);
    if (!m_snapshot || state.errorNow
        || (state.error && (state.pending > 0 || !state.sinceError.hasExpired(kHistoryRetryMillis))))
        return;
    fillFrom({}, {}, range);
    for (const ApplicationSnapshot& application : m_snapshot->applications)
        fillFrom(application.name, {}, range);
    for (const BackendSnapshot& backend : m_snapshot->backends)
        fillFrom(backend.application, backend.name, range);
}

void EngineLink::retryHistory(TimeRange range)
{
    m_history[static_cast<std::size_t>(range)].error.reset();
    loadHistory(range);
}

void EngineLink::fillFrom(const std::string& application, const BackendId& backend, TimeRange range)
{
    const auto timeline = [this, application, backend]() -> Timeline& {
        return backend.empty() ? m_timelines.application(application)
                               : m_timelines.backend(makeBackendId(application, backend));
    };
    if (timeline().isFilled(range))
        return;
    timeline().setFilled(range, true); // asked once
    ++m_history[static_cast<std::size_t>(range)].pending;
    HistoryQuery query;
    query.application = application;
    query.backend = backend;
    query.to = m_snapshot->taken;
    query.from = query.to - timeline().kept(range);
    // Finer than drawn, where the store has it.
    query.maxPoints = static_cast<std::uint32_t>(1'500 * (timeline().kept(range) / lengthOf(range)));
    ask([query](Engine& engine) { return engine.history(query); },
        [this, timeline, range](const Result<History>& history) { takeHistory(range, timeline(), history); });
}

void EngineLink::takeHistory(TimeRange range, Timeline& timeline, const Result<History>& history)
{
    HistoryState& state = m_history[static_cast<std::size_t>(range)];
    --state.pending;
    if (history) {
        timeline.fill(range, *history);
    } else {
        timeline.setFilled(range, false);
        state.errorNow = history.error();
    }
    if (state.pending > 0)
        return;
    state.error = std::exchange(state.errorNow, std::nullopt);
    state.sinceError.start();
    Q_EMIT historyLoaded();
}

} // namespace straightline::ui
