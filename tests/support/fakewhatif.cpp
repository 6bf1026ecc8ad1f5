// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeEngine's what-if: the real study of the rows that it holds, at once, or when a test says so.
#include <algorithm>
#include <utility>

#include "engine/replay/whatif.h"
#include "tests/support/fakeengine.h"

namespace straightline
{

void FakeEngine::whatIf(const WhatIfQuery& query, WhatIfDone done)
{
    whatIfQueries.push_back(query);
    m_heldWhatIfs.emplace_back(query, std::move(done));
    if (!holdsWhatIf)
        releaseWhatIf();
}

void FakeEngine::releaseWhatIf()
{
    for (const auto& [query, done] : std::exchange(m_heldWhatIfs, {})) {
        const ApplicationConfiguration* application = m_site->findApplication(query.application);
        if (storeFailure) {
            done(tl::make_unexpected(*storeFailure));
        } else if (application == nullptr) {
            done(failure(ErrorCode::NotFound, "there is no application \"" + query.application + "\""));
        } else {
            std::vector<RequestRow> rows;
            std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(rows),
                         [&](const RequestRow& row) { return row.application == application->name; });
            const std::atomic<bool> goOn{false};
            done(replay::WhatIfStudy(*application, rows).answer(query, goOn));
        }
    }
}

} // namespace straightline
