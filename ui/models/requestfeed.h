// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>
#include <QTimer>

#include "ui/enginelink.h"
#include "ui/models/requestsmodel.h"

namespace straightline::ui
{

/// Fetches requests from the engine into the model while it is active: newer ones twice a second, and between these
/// older ones until the model is full. One question at a time, each bounded. GUI thread; owned by the Requests page.
class RequestFeed : public QObject
{
    Q_OBJECT
public:
    RequestFeed(EngineLink& link, RequestsModel& model, QObject* parent = nullptr);

    void setActive(bool active); ///< active: it asks; else what is there is held
    void restart(const std::string& application);
    void poll(); ///< asks now, when active
    const std::string& application() const { return m_application; }
    bool hasAnswered() const { return m_answered; } ///< since the last restart
    const std::optional<Error>& trouble() const { return m_trouble; }
    /// Came in a burst larger than what is fetched at a time, so they are not listed; with one application only
    /// whether.
    std::uint64_t skipped() const { return m_skipped; }

Q_SIGNALS:
    void changed(); ///< rows came, or trouble came or went

private:
    void ask(const RequestQuery& query, void (RequestFeed::*take)(const std::vector<RequestRow>&));
    void askOlder();
    void takeNewer(const std::vector<RequestRow>& rows);
    void takeOlder(const std::vector<RequestRow>& rows);
    void finishBurst();

    EngineLink& m_link;
    RequestsModel& m_model;
    QTimer m_newer;
    QTimer m_older;
    std::string m_application;
    std::uint64_t m_generation = 0;  ///< answers to older questions are dropped
    std::vector<RequestRow> m_burst; ///< newer ones whose gap to the model is not closed yet
    int m_pages = 0;
    std::uint64_t m_skipped = 0;
    std::optional<Error> m_trouble;
    bool m_active = false;
    bool m_asking = false;
    bool m_answered = false;
    bool m_complete = false; ///< there are no older ones
};

} // namespace straightline::ui
