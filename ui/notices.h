// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <set>

#include <QObject>

#include "engine/api/snapshot.h"

namespace straightline::ui
{

class EngineLink;

/// What the operator wants to be told of while looking elsewhere; kept in QSettings.
struct NoticeSettings {
    bool backendDown = true;
    bool redeployFailed = true;
    bool rolledBack = true; ///< or new thresholds fare worse than predicted and stay
    bool failures = true;
    double failurePercent = 5.0;      ///< of an application's requests
    std::chrono::minutes quietFor{5}; ///< before the same is told again

    static NoticeSettings stored();
    void store() const;
    bool operator==(const NoticeSettings&) const = default;
};

struct Notice {
    QString title;
    QString text;
    QString page; ///< object name of the page that shows more
};

/// Watches what the engine tells and raises a notice when a backend goes down, a redeploy fails, or an application's
/// failures exceed the limit: each once, not again for a while, and never more than a few in a minute; what is left out
/// is counted in one last notice. Its time is the engine's. GUI thread; owned by the main window.
class Notices : public QObject
{
    Q_OBJECT
public:
    explicit Notices(EngineLink& link, QObject* parent = nullptr);
    const NoticeSettings& settings() const { return m_settings; }
    void setSettings(const NoticeSettings& settings); ///< and keeps them

Q_SIGNALS:
    void raised(const straightline::ui::Notice& notice);

private:
    void takeSnapshot();
    void takeOperations();
    void lookAtBackends(const Snapshot& snapshot);
    void lookAtFailures(const Snapshot& snapshot);
    void raise(const QString& about, const Notice& notice);
    void tellWhatWasLeftOut();

    EngineLink& m_link;
    NoticeSettings m_settings;
    WallTime m_now;
    bool m_begun = false; ///< what was so before the window opened is no news
    std::set<BackendId> m_down;
    std::map<std::string, WallTime> m_failing; ///< application → since when it is above the limit
    std::set<std::string> m_toldFailing;
    std::set<std::uint64_t> m_endedOperations;
    bool m_operationsBegun = false;
    std::map<QString, WallTime> m_told; ///< about what, and when
    std::deque<WallTime> m_lately;
    int m_leftOut = 0;
};

} // namespace straightline::ui
