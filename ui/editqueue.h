// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>

#include <QObject>
#include <QUndoStack>

#include "engine/api/engine.h"

namespace straightline::ui
{

class EditCommand;

/// Every edit of this console, one after another: the next begins when the engine has answered the one before, so undo
/// always means the latest. The stack moves only when the engine has done it. What somebody else has changed since
/// cannot be undone: the step is told by failed() and leaves the stack. An operation that changes the configuration, a
/// redeploy with other settings or a roll back, is a step from when it has. GUI thread; owned by EngineLink.
class EditQueue : public QObject
{
    Q_OBJECT
public:
    using Applied = std::function<void(const Result<std::uint64_t>&)>;

    explicit EditQueue(Engine& engine, QObject* parent = nullptr);

    const QUndoStack& stack() const { return m_stack; }
    /// What undo() or redo() would do to the configuration now; null = nothing, or an action.
    const Restore* nextRestore(bool back) const;
    bool isIdle() const { return !m_busy && m_steps.empty(); } ///< everything asked was answered

    void apply(const Change& change, const QString& text, const Applied& then);
    void importSite(const std::string& toml, const QString& text, const Applied& then);
    void start(const Action& action, const QString& text, const std::optional<Action>& backward);
    void undo();
    void redo();

Q_SIGNALS:
    void changed(); ///< what can be undone or redone
    void failed(const QString& what, const straightline::Error& error);

private:
    using Question = std::function<Result<std::uint64_t>(Engine&)>;

    void takeOperation(const Operation& operation);
    void push(EditCommand* command);
    void enqueue(std::function<void()> step);
    void next();
    void edit(const Question& question, const Change& like, const QString& text, const Applied& then);
    void carryOut(const EditCommand* command, bool back);
    void settle(const EditCommand* command, bool back, const std::optional<Error>& error);

    Engine& m_engine;
    QUndoStack m_stack;
    std::deque<std::function<void()>> m_steps;
    std::map<std::uint64_t, QString> m_operations; ///< begun here, and what each is called
    bool m_busy = false;
};

} // namespace straightline::ui
