// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <new>
#include <optional>
#include <utility>

// The coroutines of the data plane. A request is one coroutine that waits at one place, its Wake; streams, timers and
// the waiting queue only notify. Lighter than asio::awaitable: no executor and no error code travels with each frame.
namespace straightline::dispatch
{

/// Keeps the frames of finished coroutines of this thread for the next ones.
class FramePool
{
public:
    static void* allocate(std::size_t size);
    static void release(void* frame, std::size_t size);
};

/// A lazily started coroutine, awaited exactly once by the coroutine that made it, which owns it.
template <class T>
class [[nodiscard]] Task
{
public:
    struct promise_type {
        std::optional<T> value;
        std::coroutine_handle<> awaiting;

        static void* operator new(std::size_t size) { return FramePool::allocate(size); }
        static void operator delete(void* frame, std::size_t size) { FramePool::release(frame, size); }

        Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        auto final_suspend() noexcept
        {
            struct Resume {
                bool await_ready() noexcept { return false; }
                std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) noexcept
                {
                    return self.promise().awaiting;
                }
                void await_resume() noexcept {}
            };
            return Resume{};
        }
        void return_value(T result) { value.emplace(std::move(result)); }
        void unhandled_exception() noexcept { std::terminate(); }
    };

    explicit Task(std::coroutine_handle<promise_type> frame)
        : m_frame(frame)
    {
    }
    Task(Task&& other) noexcept
        : m_frame(std::exchange(other.m_frame, {}))
    {
    }
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    Task& operator=(Task&&) = delete;
    ~Task()
    {
        if (m_frame)
            m_frame.destroy();
    }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept
    {
        m_frame.promise().awaiting = awaiting;
        return m_frame;
    }
    T await_resume() { return std::move(*m_frame.promise().value); }

private:
    std::coroutine_handle<promise_type> m_frame;
};

/// The outermost coroutine of a connection: runs at once and frees itself when it ends. What it uses is kept alive by
/// its parameters.
struct Detached {
    struct promise_type {
        Detached get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { std::terminate(); }
    };
};

/// The one place where a connection's coroutine waits. A notification that comes while it runs is kept, so the loop
/// `while (!done()) co_await wake;` misses nothing. One thread.
class Wake
{
public:
    void notify()
    {
        if (m_waiting)
            std::exchange(m_waiting, {}).resume();
        else
            m_notified = true;
    }

    bool await_ready() noexcept { return std::exchange(m_notified, false); }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { m_waiting = waiting; }
    void await_resume() noexcept {}

private:
    std::coroutine_handle<> m_waiting;
    bool m_notified = false;
};

} // namespace straightline::dispatch
