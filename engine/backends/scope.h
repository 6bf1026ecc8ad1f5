// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include <QCoroTask>

namespace straightline::backends
{

/// The life of an object's coroutines. An object whose coroutines wait owns a Scope and calls stop() first thing in its
/// destructor: every wait made in the scope then ends at once, each coroutine runs to its end, and none is left
/// suspended over a destroyed object. Copies share one scope. Engine thread only.
class Scope
{
public:
    Scope();

    bool stopped() const;
    /// Ends every wait; later waits end at once. May be called twice.
    void stop() const;

    /// `action` runs when the scope stops, at once if it has; forget() the ticket when the wait is over.
    std::uint64_t onStop(std::function<void()> action) const;
    void forget(std::uint64_t ticket) const;

    /// A scope that stops with this one, or on its own.
    Scope child() const;

    /// True after `duration`, false when the scope stopped first.
    QCoro::Task<bool> sleep(std::chrono::milliseconds duration) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// A bell that one coroutine waits for: rings are remembered and coalesced. Ringing never runs the coroutine on the
/// caller's stack.
class Bell
{
public:
    Bell();
    void ring() const;
    /// True when rung or after `longest`; false when the scope stopped.
    QCoro::Task<bool> wait(Scope scope, std::chrono::milliseconds longest) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// Lets a task run on its own; it must end by itself once its scope stops.
void spawn(QCoro::Task<void> task);

} // namespace straightline::backends
