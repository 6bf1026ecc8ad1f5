// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/api/change.h"
#include "engine/core/sweeps.h"
#include "engine/core/thresholdwatches.h"
#include "engine/core/timemachine.h"
#include "engine/core/whatifanswers.h"

namespace straightline::core
{

/// Everything that learns from recorded requests: questions and recordings, sweeps, watches. Engine thread; owned by
/// the engine.
class Studies
{
public:
    /// All outlive it.
    [[nodiscard]] static Result<std::unique_ptr<Studies>> open(store::Database& database, const Clock& clock,
                                                               backends::Operations& books, std::string stateDir,
                                                               ThresholdWatches::Hooks hooks);

    /// Empty: another's action.
    std::optional<Result<Operation>> start(const Action& action, const SiteConfigurationPtr& site, const Actor& actor);

    TimeMachine& timeMachine() { return m_timeMachine; }
    Sweeps& sweeps() { return *m_sweeps; }
    ThresholdWatches& watches() { return *m_watches; }
    const WhatIfAnswers& answers() const { return m_answers; }

private:
    Studies(store::Database& database, const Clock& clock, backends::Operations& books, std::string stateDir,
            std::unique_ptr<Sweeps> sweeps, std::unique_ptr<ThresholdWatches> watches);
    Result<Operation> watch(const WatchThresholds& wanted, const Actor& actor);

    const Clock& m_clock;
    backends::Operations& m_books;
    std::string m_stateDir;
    TimeMachine m_timeMachine;
    WhatIfAnswers m_answers;
    std::unique_ptr<Sweeps> m_sweeps;
    std::unique_ptr<ThresholdWatches> m_watches;
};

} // namespace straightline::core
