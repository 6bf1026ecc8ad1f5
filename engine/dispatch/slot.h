// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

#include "engine/api/liveload.h"
#include "engine/dispatch/waitingline.h"

namespace straightline::dispatch
{

/// One unit of a backend's capacity, held for an attempt; given back when it goes, whatever the way out, and then the
/// application's waiting line is served. One gateway thread.
class Slot
{
public:
    Slot() = default;
    Slot(Slot&& other) noexcept
        : m_backend(std::exchange(other.m_backend, nullptr))
        , m_lines(other.m_lines)
        , m_applicationSlot(other.m_applicationSlot)
        , m_inFlight(other.m_inFlight)
    {
    }
    Slot& operator=(Slot&& other) noexcept
    {
        release();
        m_backend = std::exchange(other.m_backend, nullptr);
        m_lines = other.m_lines;
        m_applicationSlot = other.m_applicationSlot;
        m_inFlight = other.m_inFlight;
        return *this;
    }
    ~Slot() { release(); }

    /// Empty when the backend is full.
    static Slot acquire(BackendLoad& backend, std::uint32_t capacity, WaitingLines& lines, std::uint32_t application)
    {
        std::uint32_t inFlight = backend.inFlight.load(std::memory_order_relaxed);
        while (inFlight < capacity) {
            if (backend.inFlight.compare_exchange_weak(inFlight, inFlight + 1, std::memory_order_seq_cst))
                return Slot(backend, lines, application, inFlight + 1);
        }
        return {};
    }

    explicit operator bool() const { return m_backend != nullptr; }
    BackendLoad& backend() const { return *m_backend; }
    /// At the backend when this one was taken, it included.
    std::uint32_t inFlight() const { return m_inFlight; }

    void release()
    {
        if (m_backend == nullptr)
            return;
        std::exchange(m_backend, nullptr)->inFlight.fetch_sub(1, std::memory_order_seq_cst);
        m_lines->roomCame(m_applicationSlot);
    }

private:
    Slot(BackendLoad& backend, WaitingLines& lines, std::uint32_t application, std::uint32_t inFlight)
        : m_backend(&backend)
        , m_lines(&lines)
        , m_applicationSlot(application)
        , m_inFlight(inFlight)
    {
    }

    BackendLoad* m_backend = nullptr;
    WaitingLines* m_lines = nullptr;
    std::uint32_t m_applicationSlot = 0;
    std::uint32_t m_inFlight = 0;
};

} // namespace straightline::dispatch
