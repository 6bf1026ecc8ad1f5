// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/scope.h"

#include <map>
#include <optional>
#include <utility>

#include <QObject>
#include <QTimer>

#include "engine/backends/deferred.h"

namespace straightline::backends
{

struct Scope::State {
    bool stopped = false;
    std::uint64_t lastTicket = 0;
    std::map<std::uint64_t, std::function<void()>> actions;
    QObject timers; ///< context of the pending timers: they die with the scope
};

Scope::Scope()
    : m_state(std::make_shared<State>())
{
}

bool Scope::stopped() const
{
    return m_state->stopped;
}

void Scope::stop() const
{
    const auto state = m_state; // an action may destroy the owner of this copy
    state->stopped = true;
    while (!state->actions.empty()) {
        auto node = state->actions.extract(state->actions.begin());
        node.mapped()();
    }
}

std::uint64_t Scope::onStop(std::function<void()> action) const
{
    if (m_state->stopped) {
        action();
        return 0;
    }
    const std::uint64_t ticket = ++m_state->lastTicket;
    m_state->actions.emplace(ticket, std::move(action));
    return ticket;
}

void Scope::forget(std::uint64_t ticket) const
{
    m_state->actions.erase(ticket);
}

Scope Scope::child() const
{
    Scope scope;
    const std::weak_ptr<State> weak = scope.m_state;
    const auto ticket = onStop([weak] {
        if (const auto state = weak.lock()) {
            Scope same;
            same.m_state = state;
            same.stop();
        }
    });
    // The child forgets its parent when its last copy goes.
    const std::weak_ptr<State> parent = m_state;
    QObject::connect(&scope.m_state->timers, &QObject::destroyed, [parent, ticket] {
        if (const auto state = parent.lock())
            state->actions.erase(ticket);
    });
    return scope;
}

namespace
{

QCoro::Task<bool> settle(Scope scope, Deferred<bool> done)
{
    const auto ticket = scope.onStop([done] { done.set(false); });
    const bool value = co_await done;
    scope.forget(ticket);
    co_return value && !scope.stopped();
}

} // namespace

QCoro::Task<bool> Scope::sleep(std::chrono::milliseconds duration) const
{
    const Deferred<bool> done;
    if (!stopped())
        QTimer::singleShot(duration, &m_state->timers, [done] { done.set(true); });
    return settle(*this, done);
}

struct Bell::State {
    bool rung = false;
    std::optional<Deferred<bool>> waiting;
    QObject context;
};

Bell::Bell()
    : m_state(std::make_shared<State>())
{
}

void Bell::ring() const
{
    if (std::exchange(m_state->rung, true))
        return;
    const std::weak_ptr<State> weak = m_state;
    QTimer::singleShot(std::chrono::milliseconds(0), &m_state->context, [weak] {
        const auto state = weak.lock();
        if (state && state->rung && state->waiting) {
            const auto waiting = *std::exchange(state->waiting, std::nullopt);
            state->rung = false;
            waiting.set(true);
        }
    });
}

QCoro::Task<bool> Bell::wait(Scope scope, std::chrono::milliseconds longest) const
{
    const auto state = m_state;
    if (std::exchange(state->rung, false))
        longest = std::chrono::milliseconds(0);
    const Deferred<bool> done;
    state->waiting = done;
    if (!scope.stopped())
        QTimer::singleShot(longest, &state->context, [done] { done.set(true); });
    const bool alive = co_await settle(scope, done);
    state->waiting.reset();
    co_return alive;
}

namespace
{

QCoro::Task<void> run(QCoro::Task<void> task)
{
    try {
        co_await task;
    } catch (const std::exception& error) {
        qCritical("a background task threw: %s", error.what());
    }
}

} // namespace

void spawn(QCoro::Task<void> task)
{
    run(std::move(task));
}

} // namespace straightline::backends
