// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notices.h"

#include <QSettings>

#include "ui/enginelink.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::size_t kMostInAMinute = 3;
constexpr std::chrono::seconds kAboveFor{5}; ///< a single bad second is no news
constexpr double kLeastRequestsPerSecond = 1.0;

QSettings settingsFile()
{
    return QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
}

bool isDown(BackendState state)
{
    return state == BackendState::Down || state == BackendState::Failed;
}

} // namespace

NoticeSettings NoticeSettings::stored()
{
    const QSettings file = settingsFile();
    NoticeSettings settings;
    settings.backendDown = file.value(QStringLiteral("notices/backendDown"), settings.backendDown).toBool();
    settings.redeployFailed = file.value(QStringLiteral("notices/redeployFailed"), settings.redeployFailed).toBool();
    settings.rolledBack = file.value(QStringLiteral("notices/rolledBack"), settings.rolledBack).toBool();
    settings.failures = file.value(QStringLiteral("notices/failures"), settings.failures).toBool();
    settings.failurePercent = std::clamp(
        file.value(QStringLiteral("notices/failurePercent"), settings.failurePercent).toDouble(), 0.1, 100.0);
    settings.quietFor =
        std::chrono::minutes(std::clamp(file.value(QStringLiteral("notices/quietMinutes"), 5).toInt(), 1, 24 * 60));
    return settings;
}

void NoticeSettings::store() const
{
    QSettings file = settingsFile();
    file.setValue(QStringLiteral("notices/backendDown"), backendDown);
    file.setValue(QStringLiteral("notices/redeployFailed"), redeployFailed);
    file.setValue(QStringLiteral("notices/rolledBack"), rolledBack);
    file.setValue(QStringLiteral("notices/failures"), failures);
    file.setValue(QStringLiteral("notices/failurePercent"), failurePercent);
    file.setValue(QStringLiteral("notices/quietMinutes"), static_cast<int>(quietFor.count()));
}

Notices::Notices(EngineLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_settings(NoticeSettings::stored())
{
    connect(&link, &EngineLink::frameDue, this, &Notices::takeSnapshot);
    connect(&link, &EngineLink::operationsChanged, this, &Notices::takeOperations);
}

void Notices::setSettings(const NoticeSettings& settings)
{
    m_settings = settings;
    m_settings.store();
}

void Notices::takeSnapshot()
{
    const SnapshotPtr snapshot = m_link.snapshot();
    m_now = snapshot->taken;
    lookAtBackends(*snapshot);
    lookAtFailures(*snapshot);
    m_begun = true;
    tellWhatWasLeftOut();
}

void Notices::lookAtBackends(const Snapshot& snapshot)
{
    for (const BackendSnapshot& backend : snapshot.backends) {
        const BackendId& id = backend.status.id;
        if (!isDown(backend.status.state)) {
            m_down.erase(id);
            continue;
        }
        if (!m_down.insert(id).second || !m_begun || !m_settings.backendDown)
            continue;
        raise(QStringLiteral("down ") + fromUtf8(id),
              {backend.status.state == BackendState::Failed ? tr("%1 has failed").arg(fromUtf8(id))
                                                            : tr("%1 is down").arg(fromUtf8(id)),
               backend.status.lastError.empty() ? tr("It gets no requests until it answers again.")
                                                : engineText(backend.status.lastError),
               QStringLiteral("BackendsPage")});
    }
}

void Notices::lookAtFailures(const Snapshot& snapshot)
{
    for (const ApplicationSnapshot& application : snapshot.applications) {
        const double share = application.requestsPerSecond >= kLeastRequestsPerSecond
                                 ? application.failuresPerSecond / application.requestsPerSecond
                                 : 0.0;
        if (share * 100.0 <= m_settings.failurePercent) {
            m_failing.erase(application.name);
            if (share * 100.0 <= m_settings.failurePercent / 2.0)
                m_toldFailing.erase(application.name); // not around the limit: that would tell again and again
            continue;
        }
        const WallTime since = m_failing.try_emplace(application.name, m_now).first->second;
        if (!m_settings.failures || m_now - since < kAboveFor || !m_toldFailing.insert(application.name).second)
            continue;
        raise(QStringLiteral("failures ") + fromUtf8(application.name),
              {tr("%1: %2 of the requests fail").arg(fromUtf8(application.name), formatPercent(share)),
               tr("The limit is %1. The page Requests shows why they failed.")
                   .arg(formatPercent(m_settings.failurePercent / 100.0)),
               QStringLiteral("RequestsPage")});
    }
}

void Notices::takeOperations()
{
    for (const Operation& operation : m_link.operations()) {
        if (operation.state == OperationState::Running || !m_endedOperations.insert(operation.id).second)
            continue;
        if (!m_operationsBegun || operation.state != OperationState::Failed)
            continue;
        if (operation.kind == "watch" && m_settings.rolledBack)
            raise(QStringLiteral("watch ") + fromUtf8(operation.subject),
                  {tr("The new thresholds of %1 fare worse than predicted").arg(fromUtf8(operation.subject)),
                   engineText(operation.step), QStringLiteral("WhatIfPage")});
        if (operation.kind != "redeploy" || !m_settings.redeployFailed)
            continue;
        raise(QStringLiteral("redeploy ") + fromUtf8(operation.subject),
              {tr("The redeploy of %1 has failed").arg(fromUtf8(operation.subject)), engineText(operation.step),
               QStringLiteral("ActivityPage")});
    }
    m_operationsBegun = true;
}

void Notices::raise(const QString& about, const Notice& notice)
{
    const auto told = m_told.find(about);
    if (told != m_told.end() && m_now - told->second < m_settings.quietFor)
        return;
    while (!m_lately.empty() && m_now - m_lately.front() >= std::chrono::minutes(1))
        m_lately.pop_front();
    m_told[about] = m_now;
    if (m_lately.size() >= kMostInAMinute) {
        ++m_leftOut;
        return;
    }
    m_lately.push_back(m_now);
    Q_EMIT raised(notice);
}

void Notices::tellWhatWasLeftOut()
{
    if (m_leftOut == 0 || m_lately.empty() || m_now - m_lately.front() < std::chrono::minutes(1))
        return;
    const int count = std::exchange(m_leftOut, 0);
    m_lately.push_back(m_now);
    Q_EMIT raised({tr("StraightLine Console"), tr("%n more notice(s): see Activity.", nullptr, count),
                   QStringLiteral("ActivityPage")});
}

} // namespace straightline::ui
