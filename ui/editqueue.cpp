// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editqueue.h"

#include <variant>

#include <QUndoCommand>

namespace straightline::ui
{
namespace
{

constexpr int kMostSteps = 1'000; ///< a step of a whole site holds it twice

Actor consoleActor()
{
    return Actor{"console"};
}

/// Whether trying the same again may do: the engine could not, rather than would not.
bool mayPass(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::Conflict:
    case ErrorCode::Unsupported:
        return false;
    default:
        return true;
    }
}

} // namespace

/// One step of the stack: what takes the edit back and what does it again. EditQueue asks the engine; moving the stack
/// itself does nothing.
class EditCommand final : public QUndoCommand
{
public:
    using Way = std::variant<Restore, Action>;

    EditCommand(const QString& text, Way back, Way forth)
        : QUndoCommand(text)
        , m_back(std::move(back))
        , m_forth(std::move(forth))
    {
    }

    const Way& way(bool back) const { return back ? m_back : m_forth; }

private:
    Way m_back;
    Way m_forth;
};

EditQueue::EditQueue(Engine& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
{
    m_stack.setUndoLimit(kMostSteps);
    connect(&engine, &Engine::operationChanged, this, &EditQueue::takeOperation, Qt::QueuedConnection);
}

void EditQueue::push(EditCommand* command)
{
    m_stack.push(command);
    Q_EMIT changed();
}

const Restore* EditQueue::nextRestore(bool back) const
{
    const int index = back ? m_stack.index() - 1 : m_stack.index();
    const auto* command = static_cast<const EditCommand*>(m_stack.command(index));
    return command != nullptr ? std::get_if<Restore>(&command->way(back)) : nullptr;
}

void EditQueue::takeOperation(const Operation& operation)
{
    const auto found = m_operations.find(operation.id);
    if (found == m_operations.end() || (!operation.undo && operation.state == OperationState::Running))
        return;
    const QString text = found->second;
    m_operations.erase(found);
    if (!operation.undo)
        return;
    enqueue([this, text, undo = *operation.undo] { // after the step that is under way: it counts on the stack
        if (undo.from != undo.to)
            push(new EditCommand(text, undo, reversed(undo)));
        next();
    });
}

void EditQueue::enqueue(std::function<void()> step)
{
    m_steps.push_back(std::move(step));
    if (!m_busy)
        next();
}

void EditQueue::next()
{
    m_busy = !m_steps.empty();
    if (!m_busy)
        return;
    const std::function<void()> step = std::move(m_steps.front());
    m_steps.pop_front();
    step();
}

void EditQueue::apply(const Change& change, const QString& text, const Applied& then)
{
    edit([change](Engine& engine) { return engine.apply(change, consoleActor()); }, change, text, then);
}

void EditQueue::importSite(const std::string& toml, const QString& text, const Applied& then)
{
    edit([toml](Engine& engine) { return engine.importSite(toml, consoleActor()); }, PutSite{}, text, then);
}

void EditQueue::edit(const Question& question, const Change& like, const QString& text, const Applied& then)
{
    struct Answer {
        Result<std::uint64_t> revision;
        std::optional<Restore> back;
    };
    const auto asked = [question, like](Engine& engine) {
        const SiteConfigurationPtr before = engine.configuration();
        Answer answer{question(engine), std::nullopt};
        if (answer.revision)
            answer.back = inverse(*before, *engine.configuration(), like);
        return answer;
    };
    const auto answered = [this, text, then](const Answer& answer) {
        if (answer.back && answer.back->from != answer.back->to)
            push(new EditCommand(text, *answer.back, reversed(*answer.back)));
        if (!answer.revision && !then)
            Q_EMIT failed(text, answer.revision.error());
        if (then)
            then(answer.revision);
        next();
    };
    enqueue([this, asked, answered] { straightline::ask(m_engine, this, asked, answered); });
}

void EditQueue::start(const Action& action, const QString& text, const std::optional<Action>& backward)
{
    const auto answered = [this, action, text, backward](const Result<Operation>& operation) {
        if (!operation) {
            Q_EMIT failed(text, operation.error());
        } else if (backward) {
            push(new EditCommand(text, *backward, action));
        } else {
            m_operations[operation->id] = text;
            takeOperation(*operation);
        }
        next();
    };
    enqueue([this, action, answered] {
        straightline::ask(
            m_engine, this, [action](Engine& engine) { return engine.start(action, consoleActor()); }, answered);
    });
}

void EditQueue::undo()
{
    enqueue([this] {
        if (m_stack.canUndo())
            carryOut(static_cast<const EditCommand*>(m_stack.command(m_stack.index() - 1)), true);
        else
            next();
    });
}

void EditQueue::redo()
{
    enqueue([this] {
        if (m_stack.canRedo())
            carryOut(static_cast<const EditCommand*>(m_stack.command(m_stack.index())), false);
        else
            next();
    });
}

void EditQueue::carryOut(const EditCommand* command, bool back)
{
    const auto asked = [way = command->way(back)](Engine& engine) -> std::optional<Error> {
        if (const auto* restore = std::get_if<Restore>(&way)) {
            const Result<std::uint64_t> revision = engine.apply(*restore, consoleActor());
            return revision ? std::nullopt : std::optional(revision.error());
        }
        const Result<Operation> operation = engine.start(std::get<Action>(way), consoleActor());
        return operation ? std::nullopt : std::optional(operation.error());
    };
    straightline::ask(m_engine, this, asked, [this, command, back](const std::optional<Error>& error) {
        settle(command, back, error);
        next();
    });
}

/// Nothing else moved the stack meanwhile: steps come one after another.
void EditQueue::settle(const EditCommand* command, bool back, const std::optional<Error>& error)
{
    const QString what = back ? tr("Undo: %1").arg(command->text()) : tr("Redo: %1").arg(command->text());
    if (!error || !mayPass(error->code)) {
        if (error)
            const_cast<EditCommand*>(command)->setObsolete(true); // the stack, which owns it, drops it now
        if (back)
            m_stack.undo();
        else
            m_stack.redo();
        Q_EMIT changed();
    }
    if (error)
        Q_EMIT failed(what, *error);
}

} // namespace straightline::ui
