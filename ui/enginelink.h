// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "engine/api/engine.h"
#include "ui/editqueue.h"
#include "ui/enginepulse.h"
#include "ui/models/timelines.h"

namespace straightline::ui
{

/// The console's side of the engine: what was heard last, the timelines made of it, and every change as an undoable
/// command. All calls go through ask(), so nothing here waits. GUI thread; owned by the main window; the engine
/// outlives it.
class EngineLink : public QObject
{
    Q_OBJECT
public:
    explicit EngineLink(Engine& engine, QObject* parent = nullptr);

    const SnapshotPtr& snapshot() const { return m_snapshot; }  ///< null until the first came
    const SiteConfigurationPtr& site() const { return m_site; } ///< never null; empty until it came
    const EngineStatus& status() const { return m_status; }
    const std::deque<Event>& events() const { return m_events; }              ///< newest first, bounded
    const std::vector<Operation>& operations() const { return m_operations; } ///< newest first, bounded
    const Timelines& timelines() const { return m_timelines; }
    const EditQueue& edits() const { return m_edits; }
    const EnginePulse& pulse() const { return m_pulse; }
    const QUndoStack& undoStack() const { return m_edits.stack(); } ///< to be looked at; undo() and redo() move it

    using Applied = EditQueue::Applied;
    /// Applies a change; when it worked it can be undone under the name `text`. Failures are told to `then`,
    /// or without it by failed().
    void apply(const Change& change, const QString& text, const Applied& then = {})
    {
        m_edits.apply(change, text, then);
    }
    /// The same with the text of a site.toml in place of a change.
    void importSite(const std::string& toml, const QString& text, const Applied& then = {})
    {
        m_edits.importSite(toml, text, then);
    }
    /// Starts work that takes time; it can be undone with `backward`, or, if it changes the configuration, from when it
    /// has.
    void start(const Action& action, const QString& text, const std::optional<Action>& backward = {})
    {
        m_edits.start(action, text, backward);
    }
    void undo() { m_edits.undo(); }
    void redo() { m_edits.redo(); }
    bool isCalm() const { return m_calm; }
    void setCalm(bool calm); ///< frames once a second instead of ten times, for who asked for less motion; remembered
    /// Fills the timelines of a range from the engine's roll-ups, once; after a failure again, now and then.
    void loadHistory(TimeRange range);
    void retryHistory(TimeRange range); ///< at once
    /// How the roll-ups of a range stand: being read, failed, or there.
    struct HistoryState {
        int pending = 0;
        std::optional<Error> error; ///< of the last time all were asked
        std::optional<Error> errorNow;
        QElapsedTimer sinceError;
    };
    const HistoryState& historyState(TimeRange range) const { return m_history[static_cast<std::size_t>(range)]; }

    /// What would have been: see Engine::whatIf(). Nothing is answered once `context` is destroyed.
    void whatIf(const WhatIfQuery& query, QObject* context,
                const std::function<void(const Result<WhatIfAnswer>&)>& answer);

    template <class Question, class Answer>
    void ask(Question question, Answer answer)
    {
        straightline::ask(m_engine, this, std::move(question), std::move(answer));
    }

Q_SIGNALS:
    void frameDue(); ///< a newer snapshot is there; at most ten times a second
    void siteChanged();
    void statusChanged();
    void editsChanged(); ///< what can be undone or redone
    void operationsChanged();
    void eventsChanged();
    void historyLoaded();
    void failed(const QString& what, const straightline::Error& error);

private:
    void takeSnapshot(const SnapshotPtr& snapshot);
    void takeOperation(const Operation& operation);
    void takeEvent(const Event& event);
    void askAll();
    void takeStatus(const EngineStatus& status);
    void fillFrom(const std::string& application, const BackendId& backend, TimeRange range);
    void takeHistory(TimeRange range, Timeline& timeline, const Result<History>& history);

    Engine& m_engine;
    SnapshotPtr m_snapshot;
    SiteConfigurationPtr m_site;
    EngineStatus m_status;
    std::deque<Event> m_events;
    std::vector<Operation> m_operations;
    Timelines m_timelines;
    std::array<HistoryState, kTimeRanges.size()> m_history;
    EditQueue m_edits;
    EnginePulse m_pulse;
    bool m_calm = false;
    QTimer m_frameTimer;
    QElapsedTimer m_sinceFrame;
};

} // namespace straightline::ui
