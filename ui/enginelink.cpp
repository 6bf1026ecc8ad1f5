// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enginelink.h"

#include <QUndoCommand>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kFrameMillis = 100;
constexpr std::size_t kKeptEvents = 500;
constexpr std::size_t kKeptOperations = 200;

Actor consoleActor()
{
    return Actor{"console"};
}

/// A change that was applied already when it is pushed; undo sends its inverse.
class ChangeCommand final : public QUndoCommand
{
public:
    ChangeCommand(EngineLink& link, const QString& text, Change forward, Change backward)
        : QUndoCommand(text)
        , m_link(link)
        , m_forward(std::move(forward))
        , m_backward(std::move(backward))
    {
    }
    void undo() override { m_link.submit(m_backward, text()); }
    void redo() override
    {
        if (std::exchange(m_applied, false))
            return;
        m_link.submit(m_forward, text());
    }

private:
    EngineLink& m_link;
    Change m_forward;
    Change m_backward;
    bool m_applied = true;
};

/// Work that was started already when it is pushed; undo starts the opposite.
class ActionCommand final : public QUndoCommand
{
public:
    ActionCommand(EngineLink& link, const QString& text, Action forward, Action backward)
        : QUndoCommand(text)
        , m_link(link)
        , m_forward(std::move(forward))
        , m_backward(std::move(backward))
    {
    }
    void undo() override { m_link.start(m_backward, text()); }
    void redo() override
    {
        if (std::exchange(m_started, false))
            return;
        m_link.start(m_forward, text());
    }

private:
    EngineLink& m_link;
    Action m_forward;
    Action m_backward;
    bool m_started = true;
};

} // namespace

EngineLink::EngineLink(Engine& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_site(std::make_shared<const SiteConfiguration>())
{
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

void EngineLink::takeSnapshot(const SnapshotPtr& snapshot)
{
    if (!snapshot || (m_snapshot && snapshot->sequence < m_snapshot->sequence))
        return;
    m_snapshot = snapshot;
    m_timelines.take(*snapshot);
    if (m_frameTimer.isActive())
        return;
    const qint64 since = m_sinceFrame.isValid() ? m_sinceFrame.elapsed() : kFrameMillis;
    m_frameTimer.start(since >= kFrameMillis ? 0 : static_cast<int>(kFrameMillis - since));
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

void EngineLink::apply(const Change& change, const QString& text, const Applied& then)
{
    struct Answer {
        SiteConfigurationPtr before;
        Result<std::uint64_t> revision;
    };
    ask(
        [change](Engine& engine) {
            SiteConfigurationPtr before = engine.configuration();
            return Answer{before, engine.apply(change, consoleActor())};
        },
        [this, change, text, then](const Answer& answer) {
            if (answer.revision)
                m_undoStack.push(new ChangeCommand(*this, text, change, inverse(*answer.before, change)));
            else if (!then)
                Q_EMIT failed(text, answer.revision.error());
            if (then)
                then(answer.revision);
        });
}

void EngineLink::submit(const Change& change, const QString& text)
{
    ask([change](Engine& engine) { return engine.apply(change, consoleActor()); },
        [this, text](const Result<std::uint64_t>& revision) {
            if (!revision)
                Q_EMIT failed(text, revision.error());
        });
}

void EngineLink::start(const Action& action, const QString& text, const std::optional<Action>& backward)
{
    ask([action](Engine& engine) { return engine.start(action, consoleActor()); },
        [this, action, text, backward](const Result<Operation>& operation) {
            if (!operation)
                Q_EMIT failed(text, operation.error());
            else if (backward)
                m_undoStack.push(new ActionCommand(*this, text, action, *backward));
        });
}

void EngineLink::loadHistory(TimeRange range)
{
    if (!m_snapshot)
        return;
    fillFrom({}, {}, range);
    for (const ApplicationSnapshot& application : m_snapshot->applications)
        fillFrom(application.name, {}, range);
    for (const BackendSnapshot& backend : m_snapshot->backends)
        fillFrom(backend.application, backend.name, range);
}

void EngineLink::fillFrom(const std::string& application, const BackendId& backend, TimeRange range)
{
    const auto timeline = [this, application, backend]() -> Timeline& {
        return backend.empty() ? m_timelines.application(application)
                               : m_timelines.backend(makeBackendId(application, backend));
    };
    if (timeline().isFilled(range))
        return;
    timeline().fill(range, {}); // asked once, whatever the answer
    HistoryQuery query;
    query.application = application;
    query.backend = backend;
    query.to = m_snapshot->taken;
    query.from = query.to - lengthOf(range);
    query.maxPoints = 1'500; // finer than drawn, where the store has it
    ask([query](Engine& engine) { return engine.history(query); },
        [this, timeline, range](const Result<History>& history) {
            if (!history) {
                Q_EMIT failed(tr("Loading the history"), history.error());
                return;
            }
            timeline().fill(range, *history);
            Q_EMIT historyLoaded();
        });
}

} // namespace straightline::ui
