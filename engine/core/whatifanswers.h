// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "engine/api/operation.h"
#include "engine/api/whatif.h"
#include "engine/core/timemachine.h"

namespace straightline::core
{

/// What-if questions as operations, and their answers until they are fetched. Engine thread; owned by Studies.
class WhatIfAnswers
{
public:
    static constexpr std::size_t kKept = 20;

    /// Both outlive it.
    WhatIfAnswers(TimeMachine& timeMachine, backends::Operations& books);

    [[nodiscard]] Result<Operation> begin(const WhatIfQuery& query, const SiteConfigurationPtr& site,
                                          const Actor& actor);
    /// See Engine::whatIfAnswer().
    [[nodiscard]] Result<WhatIfAnswer> find(std::uint64_t operation) const;

private:
    using Book = std::map<std::uint64_t, std::optional<Result<WhatIfAnswer>>>; ///< by operation; none = computed yet

    TimeMachine& m_timeMachine;
    backends::Operations& m_books;
    std::shared_ptr<Book> m_answers = std::make_shared<Book>();
};

} // namespace straightline::core
