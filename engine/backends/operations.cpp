// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/operations.h"

#include <algorithm>
#include <chrono>

#include <QPointer>

namespace straightline::backends
{

namespace
{

tl::unexpected<Error> unknown(std::uint64_t id)
{
    return failure(ErrorCode::NotFound, "operation " + std::to_string(id) + ": unknown");
}

} // namespace

Operations::Operations(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
}

Operation Operations::begin(std::string kind, std::string subject, std::string actor)
{
    Operation operation;
    operation.id = ++m_lastId;
    operation.kind = std::move(kind);
    operation.subject = std::move(subject);
    operation.actor = std::move(actor);
    operation.started = m_clock.wallNow();
    m_entries.push_back({operation, {}});
    forgetOld();
    Q_EMIT changed(operation);
    return operation;
}

void Operations::report(std::uint64_t id, std::string step, double progress)
{
    Entry* found = entry(id);
    if (found == nullptr || found->operation.state != OperationState::Running)
        return;
    found->operation.step = std::move(step);
    found->operation.progress = progress;
    const Operation copy = found->operation;
    Q_EMIT changed(copy);
}

void Operations::plan(std::uint64_t id, const std::vector<std::string>& steps)
{
    Entry* found = entry(id);
    if (found == nullptr || found->operation.state != OperationState::Running)
        return;
    found->operation.steps.clear();
    for (const std::string& name : steps)
        found->operation.steps.push_back({name, StepState::Waiting, {}, {}});
    found->stepsBegan.assign(steps.size(), {});
    const Operation copy = found->operation;
    Q_EMIT changed(copy);
}

void Operations::step(std::uint64_t id, const std::string& name, StepState state, const std::string& detail)
{
    Entry* found = entry(id);
    if (found == nullptr || found->operation.state != OperationState::Running)
        return;
    auto& steps = found->operation.steps;
    const auto place = std::find_if(steps.begin(), steps.end(), [&](const auto& each) { return each.name == name; });
    if (place == steps.end())
        return;
    Clock::Steady& began = found->stepsBegan[static_cast<std::size_t>(place - steps.begin())];
    const Clock::Steady now = m_clock.steadyNow();
    if (state == StepState::Running && place->state != StepState::Running)
        began = now;
    else if (state != StepState::Skipped && began != Clock::Steady{})
        place->took = std::chrono::duration_cast<std::chrono::microseconds>(now - began);
    place->state = state;
    place->detail = detail;
    const Operation copy = found->operation;
    Q_EMIT changed(copy);
}

void Operations::timed(std::uint64_t id, const std::string& name, const std::string& detail,
                       std::chrono::microseconds took)
{
    Entry* found = entry(id);
    if (found == nullptr || found->operation.state != OperationState::Running)
        return;
    auto& steps = found->operation.steps;
    const auto place = std::find_if(steps.begin(), steps.end(), [&](const auto& each) { return each.name == name; });
    if (place == steps.end())
        return;
    place->took = took;
    place->state = StepState::Succeeded;
    place->detail = detail;
    const Operation copy = found->operation;
    Q_EMIT changed(copy);
}

OperationProgress Operations::progressOf(std::uint64_t id)
{
    OperationProgress progress;
    const QPointer<Operations> books(this);
    progress.report = [books, id](std::string step, double done) {
        if (books)
            books->report(id, std::move(step), done);
    };
    progress.plan = [books, id](const std::vector<std::string>& steps) {
        if (books)
            books->plan(id, steps);
    };
    progress.step = [books, id](const std::string& name, StepState state, const std::string& detail) {
        if (books)
            books->step(id, name, state, detail);
    };
    progress.timed = [books, id](const std::string& name, const std::string& detail, std::chrono::microseconds took) {
        if (books)
            books->timed(id, name, detail, took);
    };
    progress.onCancel = [books, id](std::function<void()> canceller) {
        if (books)
            books->setCanceller(id, std::move(canceller));
    };
    return progress;
}

void Operations::finish(std::uint64_t id, OperationState state, std::string text)
{
    Entry* found = entry(id);
    if (found == nullptr || found->operation.state != OperationState::Running)
        return;
    found->canceller = {};
    found->operation.state = state;
    found->operation.step = std::move(text);
    found->operation.ended = m_clock.wallNow();
    for (OperationStep& step : found->operation.steps) {
        if (step.state == StepState::Running)
            step.state = state == OperationState::Succeeded ? StepState::Succeeded : StepState::Failed;
        else if (step.state == StepState::Waiting)
            step.state = StepState::Skipped;
    }
    if (state == OperationState::Succeeded)
        found->operation.progress = 1.0;
    const Operation copy = found->operation;
    Q_EMIT changed(copy);
}

void Operations::setUndo(std::uint64_t id, Restore undo)
{
    Entry* found = entry(id);
    if (found == nullptr || found->operation.state != OperationState::Running)
        return;
    found->operation.undo = std::make_shared<const Restore>(std::move(undo));
    const Operation copy = found->operation;
    Q_EMIT changed(copy);
}

void Operations::setCanceller(std::uint64_t id, std::function<void()> canceller)
{
    if (Entry* found = entry(id); found != nullptr && found->operation.state == OperationState::Running)
        found->canceller = std::move(canceller);
}

Result<Operation> Operations::cancel(std::uint64_t id)
{
    Entry* found = entry(id);
    if (found == nullptr)
        return unknown(id);
    if (found->operation.state != OperationState::Running)
        return failure(ErrorCode::Conflict, "operation " + std::to_string(id) + ": has ended");
    if (!found->canceller)
        return failure(ErrorCode::Conflict, "operation " + std::to_string(id) + ": too late to cancel");
    const auto canceller = std::exchange(found->canceller, {});
    report(id, "cancelling", -1.0);
    canceller();
    return find(id);
}

Result<Operation> Operations::find(std::uint64_t id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const Entry& each) { return each.operation.id == id; });
    if (found == m_entries.end())
        return unknown(id);
    return found->operation;
}

std::vector<Operation> Operations::list() const
{
    std::vector<Operation> all;
    for (auto each = m_entries.rbegin(); each != m_entries.rend(); ++each)
        all.push_back(each->operation);
    return all;
}

Operations::Entry* Operations::entry(std::uint64_t id)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const Entry& each) { return each.operation.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

// Running ones stay, however old.
void Operations::forgetOld()
{
    while (m_entries.size() > kKept) {
        const auto ended = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry& each) {
            return each.operation.state != OperationState::Running;
        });
        if (ended == m_entries.end())
            return;
        m_entries.erase(ended);
    }
}

} // namespace straightline::backends
