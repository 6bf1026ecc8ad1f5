// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/whatifdesk.h"

#include <algorithm>

namespace straightline::core
{

WhatIfDesk::WhatIfDesk(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

/// True: there were new ones.
Result<bool> WhatIfDesk::readNew(const std::string& application)
{
    if (!m_reader) {
        auto reader = store::RequestReader::open(m_database, m_clock);
        if (!reader)
            return tl::make_unexpected(reader.error());
        m_reader = std::move(*reader);
    }
    RequestQuery query;
    query.application = application;
    query.limit = kWhatIfMost;
    query.afterId = m_lastId;
    auto rows = m_reader->requests(query);
    if (!rows)
        return tl::make_unexpected(rows.error());
    if (rows->empty())
        return false;
    m_lastId = rows->front().id;
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows->rbegin()), std::make_move_iterator(rows->rend()));
    if (m_rows.size() > kWhatIfMost)
        m_rows.erase(m_rows.begin(), m_rows.end() - kWhatIfMost);
    return true;
}

Result<void> WhatIfDesk::refresh(const ApplicationConfiguration& application, std::chrono::seconds fresh)
{
    if (m_application.number != application.number || m_application.name != application.name) {
        m_rows.clear();
        m_lastId = 0;
        m_readAt.reset();
        m_study.reset();
    }
    bool changed = m_study == nullptr || m_application != application;
    const Clock::Steady now = m_clock.steadyNow();
    if (!m_readAt || now - *m_readAt >= fresh) {
        const auto isNew = readNew(application.name);
        if (!isNew)
            return tl::make_unexpected(isNew.error());
        m_readAt = now;
        changed = changed || *isNew;
    }
    if (!changed)
        return {};
    m_application = application;
    m_study = std::make_unique<replay::WhatIfStudy>(m_application, m_rows);
    return {};
}

Result<WhatIfAnswer> WhatIfDesk::answer(const WhatIfQuery& query, const ApplicationConfiguration& application,
                                        const std::atomic<bool>& cancelled)
{
    if (auto ready = refresh(application, query.others.empty() ? kHeld : kFresh); !ready)
        return tl::make_unexpected(ready.error());
    return m_study->answer(query, cancelled);
}

} // namespace straightline::core
