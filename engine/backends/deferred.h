// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include <qcoro/coroutine.h>

namespace straightline::backends
{

/// One value, set once by whoever finishes the work, awaited by at most one coroutine. Copies share the value, so a
/// callback may outlive the coroutine. Setting it resumes the coroutine at once, on the caller's stack: set it last.
/// Engine thread only.
template <class T>
class Deferred
{
public:
    void set(T value) const
    {
        if (m_state->value)
            return;
        const auto state = m_state; // the coroutine may destroy us
        state->value.emplace(std::move(value));
        if (auto waiter = std::exchange(state->waiter, nullptr))
            waiter.resume();
    }
    bool isSet() const { return m_state->value.has_value(); }

    bool await_ready() const noexcept { return isSet(); }
    void await_suspend(std::coroutine_handle<> waiter) const noexcept { m_state->waiter = waiter; }
    T await_resume() const { return *m_state->value; }

private:
    struct State {
        std::optional<T> value;
        std::coroutine_handle<> waiter;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace straightline::backends
