// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/requestfeed.h"

namespace straightline::ui
{
namespace
{

constexpr int kNewerMillis = 500;
constexpr int kOlderMillis = 50; ///< leaves the engine's thread time for others
constexpr std::uint32_t kNewerRows = 1'000;
constexpr std::uint32_t kOlderRows = 2'000;
constexpr int kMostPages = 4; ///< of one burst of newer ones

} // namespace

RequestFeed::RequestFeed(EngineLink& link, RequestsModel& model, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_model(model)
{
    m_newer.setInterval(kNewerMillis);
    m_older.setInterval(kOlderMillis);
    m_older.setSingleShot(true);
    connect(&m_newer, &QTimer::timeout, this, &RequestFeed::poll);
    connect(&m_older, &QTimer::timeout, this, &RequestFeed::askOlder);
}

void RequestFeed::setActive(bool active)
{
    if (std::exchange(m_active, active) == active)
        return;
    if (active) {
        m_newer.start();
        poll();
    } else {
        m_newer.stop();
        m_older.stop();
    }
}

void RequestFeed::restart(const std::string& application)
{
    m_application = application;
    ++m_generation;
    m_asking = false;
    m_answered = false;
    m_complete = false;
    m_skipped = 0;
    m_burst.clear();
    m_trouble.reset();
    m_model.clear();
    Q_EMIT changed();
    poll();
}

void RequestFeed::ask(const RequestQuery& query, void (RequestFeed::*take)(const std::vector<RequestRow>&))
{
    m_asking = true;
    m_link.ask(
        [query](Engine& engine) { return engine.requests(query); },
        [feed = QPointer<RequestFeed>(this), asked = m_generation, take](const Result<std::vector<RequestRow>>& rows) {
            if (!feed || feed->m_generation != asked)
                return;
            feed->m_asking = false;
            feed->m_answered = true;
            feed->m_trouble.reset();
            if (rows)
                (feed->*take)(*rows);
            else
                feed->m_trouble = rows.error();
            Q_EMIT feed->changed();
        });
}

void RequestFeed::poll()
{
    if (!m_active || m_asking)
        return;
    RequestQuery query;
    query.limit = kNewerRows;
    query.afterId = m_model.newestId();
    query.application = m_application;
    if (!m_burst.empty())
        query.beforeId = m_burst.back().id;
    ask(query, &RequestFeed::takeNewer);
}

void RequestFeed::takeNewer(const std::vector<RequestRow>& rows)
{
    m_burst.insert(m_burst.end(), rows.begin(), rows.end());
    const bool more = rows.size() >= kNewerRows && m_model.rowCount() > 0;
    if (more && ++m_pages < kMostPages && m_active) {
        poll();
        return;
    }
    if (more)
        m_skipped += m_application.empty() ? m_burst.back().id - m_model.newestId() - 1 : 1;
    finishBurst();
}

void RequestFeed::finishBurst()
{
    m_model.prepend(m_burst);
    m_burst.clear();
    m_pages = 0;
    if (m_active && !m_complete)
        m_older.start();
}

void RequestFeed::askOlder()
{
    if (!m_active || m_complete || m_model.rowCount() == 0 || m_model.rowCount() >= RequestsModel::kMostRows)
        return;
    if (m_asking) {
        m_older.start();
        return;
    }
    RequestQuery query;
    query.limit = kOlderRows;
    query.beforeId = m_model.oldestId();
    query.application = m_application;
    ask(query, &RequestFeed::takeOlder);
}

void RequestFeed::takeOlder(const std::vector<RequestRow>& rows)
{
    m_model.append(rows);
    m_complete = rows.size() < kOlderRows;
    if (m_active && !m_complete)
        m_older.start();
}

} // namespace straightline::ui
