// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/whatifanswers.h"

#include <fmt/format.h>

#include "engine/backends/operations.h"

namespace straightline::core
{

WhatIfAnswers::WhatIfAnswers(TimeMachine& timeMachine, backends::Operations& books)
    : m_timeMachine(timeMachine)
    , m_books(books)
{
}

Result<Operation> WhatIfAnswers::begin(const WhatIfQuery& query, const SiteConfigurationPtr& site, const Actor& actor)
{
    if (site->findApplication(query.application) == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", query.application));
    if (auto good = check(query); !good)
        return tl::make_unexpected(good.error());
    const Operation operation = m_books.begin("what_if", query.application, actor.name);
    (*m_answers)[operation.id];
    while (m_answers->size() > kKept)
        m_answers->erase(m_answers->begin());
    WhatIfQuery own = query;
    own.asker.clear(); // nobody else's question ends it
    m_timeMachine.whatIf(own, site, [this, id = operation.id, answers = m_answers](Result<WhatIfAnswer> answer) {
        m_books.finish(id, answer ? OperationState::Succeeded : OperationState::Failed,
                       answer ? fmt::format("{} requests", answer->recorded) : answer.error().detail);
        if (const auto found = answers->find(id); found != answers->end())
            found->second = std::move(answer);
    });
    return operation;
}

Result<WhatIfAnswer> WhatIfAnswers::find(std::uint64_t operation) const
{
    const auto found = m_answers->find(operation);
    if (found == m_answers->end())
        return failure(ErrorCode::NotFound,
                       fmt::format("operation {} has no what-if answer; the latest {} are kept", operation, kKept));
    if (!found->second)
        return failure(ErrorCode::Conflict, fmt::format("operation {} has not ended yet", operation));
    return *found->second;
}

} // namespace straightline::core
