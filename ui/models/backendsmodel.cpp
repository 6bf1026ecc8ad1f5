// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/backendsmodel.h"

#include <algorithm>
#include <array>
#include <limits>

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include "ui/icons.h"
#include "ui/text/advice.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/tableexport.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

double failedShare(const BackendSnapshot& row)
{
    return row.requestsPerSecond > 0.0 ? row.failuresPerSecond / row.requestsPerSecond
                                       : std::numeric_limits<double>::quiet_NaN();
}

bool isNumber(int column)
{
    return column >= BackendsModel::InFlight && column <= BackendsModel::ColdStarts;
}

/// Of the values in base units, in exported files.
QVariant exportName(int column)
{
    switch (column) {
    case BackendsModel::InFlight:
        return QStringLiteral("in_flight");
    case BackendsModel::Rate:
        return QStringLiteral("requests_per_second");
    case BackendsModel::P50:
        return QStringLiteral("p50_ms");
    case BackendsModel::P95:
        return QStringLiteral("p95_ms");
    case BackendsModel::Failed:
        return QStringLiteral("failed_share");
    case BackendsModel::ColdStarts:
        return QStringLiteral("cold_starts");
    case BackendsModel::Since:
        return QStringLiteral("since");
    default:
        return {};
    }
}

} // namespace

void BackendsModel::take(const Snapshot& snapshot, const std::string& application, const std::set<BackendId>& drained)
{
    m_now = snapshot.taken;
    m_drained = drained;
    std::vector<const BackendSnapshot*> wanted;
    for (const BackendSnapshot& backend : snapshot.backends) {
        if (application.empty() || backend.application == application)
            wanted.push_back(&backend);
    }
    const auto wantedFor = [&](const BackendId& id) {
        return std::find_if(wanted.begin(), wanted.end(),
                            [&](const BackendSnapshot* each) { return each->status.id == id; });
    };
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        const auto at = static_cast<std::size_t>(row);
        if (const auto found = wantedFor(m_rows[at].status.id); found != wanted.end()) {
            m_rows[at] = **found;
            wanted.erase(found);
            continue;
        }
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    if (wanted.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(wanted.size()) - 1);
    for (const BackendSnapshot* each : wanted)
        m_rows.push_back(*each);
    endInsertRows();
}

const BackendSnapshot* BackendsModel::find(const BackendId& id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const BackendSnapshot& each) { return each.status.id == id; });
    return found == m_rows.end() ? nullptr : &*found;
}

int BackendsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BackendsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString BackendsModel::stateText(const BackendSnapshot& row) const
{
    const QString word = stateWord(row.status.state);
    if (m_drained.contains(row.status.id) && row.status.state != BackendState::Draining)
        return tr("%1, drained").arg(word);
    const auto up = std::count_if(row.status.replicas.begin(), row.status.replicas.end(),
                                  [](const ReplicaStatus& each) { return each.state == BackendState::Up; });
    if (row.kind == BackendKind::Container && row.status.replicas.size() > 1)
        return tr("%1 %2/%3").arg(word).arg(up).arg(row.status.replicas.size());
    if (row.kind == BackendKind::Function && up > 0)
        return tr("%1, %2 running").arg(word).arg(up);
    return word;
}

QVariant BackendsModel::text(const BackendSnapshot& row, int column) const
{
    const Percentiles& latency = row.latency.total;
    switch (column) {
    case State:
        return stateText(row);
    case Name:
        return fromUtf8(row.name);
    case Application:
        return fromUtf8(row.application);
    case Tier:
        return tierWord(row.tier);
    case Kind:
        return kindWord(row.kind);
    case InFlight:
        return row.inFlight >= row.capacity
                   ? tr("%1/%2 full").arg(formatCount(row.inFlight), formatCount(row.capacity))
                   : QStringLiteral("%1/%2").arg(formatCount(row.inFlight), formatCount(row.capacity));
    case Rate:
        return row.latency.total.count == 0 && row.requestsPerSecond <= 0.0 ? noData()
                                                                            : formatRate(row.requestsPerSecond);
    case P50:
        return latency.count > 0 ? formatMillis(latency.p50) : noData();
    case P95:
        return latency.count > 0 ? formatMillis(latency.p95) : noData();
    case Failed:
        return formatPercent(failedShare(row));
    case ColdStarts:
        return row.kind == BackendKind::Function ? formatCount(row.status.coldStarts) : noData();
    case Breaker:
        return breakerText(row);
    case Since:
        return formatAge(row.status.since, m_now);
    case LastCheck:
        return engineText(isTrouble(row.status.state) && !row.status.lastError.empty() ? row.status.lastError
                                                                                       : row.status.lastCheck);
    default:
        return {};
    }
}

QVariant BackendsModel::sortKey(const BackendSnapshot& row, int column) const
{
    switch (column) {
    case State:
        return static_cast<int>(row.status.state);
    case Tier:
        return static_cast<int>(row.tier);
    case InFlight:
        return row.inFlight;
    case Rate:
        return row.requestsPerSecond;
    case P50:
        return row.latency.total.count > 0 ? row.latency.total.p50 : -1.0;
    case P95:
        return row.latency.total.count > 0 ? row.latency.total.p95 : -1.0;
    case Failed:
        return row.requestsPerSecond > 0.0 ? failedShare(row) : -1.0;
    case ColdStarts:
        return qulonglong{row.status.coldStarts};
    case Since:
        return qlonglong{row.status.since.time_since_epoch().count()};
    default:
        return text(row, column);
    }
}

QVariant BackendsModel::value(const BackendSnapshot& row, int column) const
{
    const Percentiles& latency = row.latency.total;
    switch (column) {
    case InFlight:
        return row.inFlight;
    case Rate:
        return row.requestsPerSecond;
    case P50:
        return latency.count > 0 ? QVariant(latency.p50) : QVariant();
    case P95:
        return latency.count > 0 ? QVariant(latency.p95) : QVariant();
    case Failed:
        return row.requestsPerSecond > 0.0 ? QVariant(failedShare(row)) : QVariant();
    case ColdStarts:
        return row.kind == BackendKind::Function ? QVariant(qulonglong{row.status.coldStarts}) : QVariant();
    case Since:
        return isoTime(row.status.since);
    default:
        return {};
    }
}

QVariant BackendsModel::tip(const BackendSnapshot& row, int column) const
{
    if (column == State || column == LastCheck || column == Since) {
        QStringList lines{tr("%1 for %2").arg(stateWord(row.status.state), formatAge(row.status.since, m_now))};
        if (!row.status.lastCheck.empty())
            lines.append(tr("Last check: %1").arg(engineText(row.status.lastCheck)));
        if (!row.status.lastError.empty())
            lines.append(
                tr("Last error at %1: %2").arg(formatTime(row.status.lastErrorTime), engineText(row.status.lastError)));
        for (const ReplicaStatus& replica : row.status.replicas)
            lines.append(QStringLiteral("%1  %2  %3")
                             .arg(fromUtf8(replica.name), stateWord(replica.state), fromUtf8(replica.image)));
        return lines.join(QLatin1Char('\n'));
    }
    if (column == Failed)
        return tr("%1 failed of %2 since the start")
            .arg(formatCount(row.totals.failures), formatCount(row.totals.requests));
    return text(row, column);
}

QVariant BackendsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BackendSnapshot& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case SortRole:
        return sortKey(row, column);
    case IdRole:
        return fromUtf8(row.status.id);
    case kExportRole:
        return value(row, column);
    case Qt::ToolTipRole:
        return tip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (column == State)
            return stateIcon(row.status.state);
        if (column == Tier)
            return tierIcon(row.tier);
        return {};
    case Qt::ForegroundRole:
        if ((column == State || column == LastCheck) && isTrouble(row.status.state))
            return themeColors(QGuiApplication::palette()).failureText;
        return {};
    default:
        return {};
    }
}

QVariant BackendsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == kExportRole)
        return exportName(section);
    const std::array<std::pair<QString, QString>, ColumnCount> titles{{
        {tr("State"), tr("Whether it takes requests")},
        {tr("Name"), tr("Name of the backend in its application")},
        {tr("Application"), tr("The application it belongs to")},
        {tr("Tier"), tr("Its role in the rule")},
        {tr("Kind"), tr("How it is run and reached")},
        {tr("In flight"), tr("Requests it works on, of those it may")},
        {tr("Requests"), tr("Finished over the last second")},
        {QStringLiteral("p50"), tr("Half of the requests of the last 10 s took at most this long")},
        {QStringLiteral("p95"), tr("95 of 100 requests of the last 10 s took at most this long")},
        {tr("Failed"), tr("Share of the last second's requests that failed")},
        {tr("Cold"), tr("Cold starts: function instances that had to be started for a request")},
        {tr("Breaker"), tr("Ejected: it gets no requests because of how the latest ones ended")},
        {tr("Since"), tr("Time since the last change of state")},
        {tr("Last check"), tr("What the last health check said, or the error that took it down")},
    }};
    const auto& [title, meaning] = titles[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return title;
    return role == Qt::ToolTipRole ? QVariant(meaning) : QVariant();
}

WordFilterModel::WordFilterModel(int sortRole, QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(sortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void WordFilterModel::setWords(const QString& text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool WordFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
            const QModelIndex cell = sourceModel()->index(row, column, parent);
            if (cell.data(Qt::DisplayRole).toString().contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    });
}

} // namespace straightline::ui
