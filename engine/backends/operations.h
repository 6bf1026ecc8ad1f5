// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QObject>

#include "engine/api/change.h"
#include "engine/api/clock.h"
#include "engine/api/operation.h"
#include "engine/api/result.h"

namespace straightline::backends
{

/// How work reports on itself: a value, one per operation; does nothing when default-constructed or when the books are
/// gone.
struct OperationProgress {
    std::function<void(std::string step, double progress)> report = [](const std::string&, double) {};
    std::function<void(std::vector<std::string> steps)> plan = [](const std::vector<std::string>&) {};
    std::function<void(std::string name, StepState state, std::string detail)> step = [](const std::string&, StepState,
                                                                                         const std::string&) {};
    /// A step has succeeded in a time that was measured closer to it.
    std::function<void(std::string name, std::string detail, std::chrono::microseconds took)> timed =
        [](const std::string&, const std::string&, std::chrono::microseconds) {};
    /// Sets what cancelling does; empty = too late.
    std::function<void(std::function<void()>)> onCancel = [](const std::function<void()>&) {};
};

/// Keeps the books of work that takes time: what runs, what it does now, how it ended; the last 200 are kept. Engine
/// thread; owned by the Registry.
class Operations final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kKept = 200;

    explicit Operations(const Clock& clock, QObject* parent = nullptr);

    Operation begin(std::string kind, std::string subject, std::string actor);
    void report(std::uint64_t id, std::string step, double progress);
    /// Lists the steps it will take, all waiting.
    void plan(std::uint64_t id, const std::vector<std::string>& steps);
    /// A step of the plan begins or ends; its time runs from its beginning to its end.
    void step(std::uint64_t id, const std::string& name, StepState state, const std::string& detail);
    void timed(std::uint64_t id, const std::string& name, const std::string& detail, std::chrono::microseconds took);
    /// All of these for one operation, as a value that may outlive the books.
    OperationProgress progressOf(std::uint64_t id);
    /// It has changed the configuration; this takes it back.
    void setUndo(std::uint64_t id, Restore undo);
    /// `text` replaces the step: the result. Ending twice is ignored.
    void finish(std::uint64_t id, OperationState state, std::string text);

    /// What cancelling does; empty = it cannot be cancelled (any more). A new operation cannot.
    void setCanceller(std::uint64_t id, std::function<void()> canceller);
    /// Asks it to end; it ends as cancelled once its work has undone what it began.
    [[nodiscard]] Result<Operation> cancel(std::uint64_t id);

    [[nodiscard]] Result<Operation> find(std::uint64_t id) const;
    std::vector<Operation> list() const; ///< newest first

Q_SIGNALS:
    void changed(straightline::Operation operation);

private:
    struct Entry {
        Operation operation;
        std::function<void()> canceller;
        std::vector<Clock::Steady> stepsBegan{}; ///< as many as there are steps
    };
    Entry* entry(std::uint64_t id);
    void forgetOld();

    const Clock& m_clock;
    std::uint64_t m_lastId = 0;
    std::deque<Entry> m_entries; ///< oldest first
};

} // namespace straightline::backends
