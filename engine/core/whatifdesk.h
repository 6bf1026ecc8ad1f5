// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>

#include "engine/api/clock.h"
#include "engine/api/whatif.h"
#include "engine/replay/whatif.h"
#include "engine/store/requestreader.h"

namespace straightline::core
{

/// Answers what-if questions from the store: keeps the latest requests of the application that was asked about last,
/// and the study made of them, so that the next question only simulates. Compute thread, all of it.
class WhatIfDesk
{
public:
    WhatIfDesk(store::Database& database, const Clock& clock);

    [[nodiscard]] Result<WhatIfAnswer> answer(const WhatIfQuery& query, const ApplicationConfiguration& application,
                                              const std::atomic<bool>& cancelled);

private:
    /// How old the requests may be before newer ones are looked for. A question about one thing only is one of many
    /// while a threshold is dragged: they are to be about one and the same past, and soon answered.
    static constexpr std::chrono::seconds kFresh{2};
    static constexpr std::chrono::seconds kHeld{60};

    [[nodiscard]] Result<void> refresh(const ApplicationConfiguration& application, std::chrono::seconds fresh);
    [[nodiscard]] Result<bool> readNew(const std::string& application);

    store::Database& m_database;
    const Clock& m_clock;
    std::unique_ptr<store::RequestReader> m_reader; ///< opened by the first question
    ApplicationConfiguration m_application;         ///< of m_study
    std::vector<RequestRow> m_rows;                 ///< oldest first, at most kWhatIfMost
    std::uint64_t m_lastId = 0;
    std::optional<Clock::Steady> m_readAt;
    std::unique_ptr<replay::WhatIfStudy> m_study;
};

} // namespace straightline::core
