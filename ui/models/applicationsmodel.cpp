// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/applicationsmodel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/text/format.h"
#include "ui/text/tableexport.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

/// Of the values in base units, in exported files; from FrequencyThreshold on.
constexpr std::array<const char*, 7> kExportNames{
    "frequency_threshold_hz", "size_threshold_bytes", "frequency_hz", "requests_per_second", "p95_ms",
    "failed_share",           "backends_up"};

} // namespace

void ApplicationsModel::take(const SiteConfiguration& site, const SnapshotPtr& snapshot)
{
    std::vector<Row> rows;
    for (const ApplicationConfiguration& application : site.applications) {
        Row& row = rows.emplace_back();
        row.name = application.name;
        row.mount = application.mount;
        row.policy = application.policy;
        row.thresholds = application.thresholds;
        row.backends = static_cast<int>(application.backends.size());
        row.frequencyHz = row.rate = row.p95 = row.failed = std::nan("");
        if (!snapshot)
            continue;
        for (const ApplicationSnapshot& shown : snapshot->applications) {
            if (shown.name != application.name)
                continue;
            row.frequencyHz = shown.frequencyHz;
            row.rate = shown.requestsPerSecond;
            row.p95 = shown.latency.total.count > 0 ? shown.latency.total.p95 : std::nan("");
            row.failed = row.rate > 0.0 ? shown.failuresPerSecond / row.rate : std::nan("");
        }
        row.up = static_cast<int>(
            std::count_if(snapshot->backends.begin(), snapshot->backends.end(), [&](const BackendSnapshot& backend) {
                return backend.application == application.name && backend.status.state == BackendState::Up;
            }));
    }
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [](const Row& a, const Row& b) { return a.name == b.name; });
    if (!same) {
        // Rows that go and rows that come, so that the view keeps what stays.
        for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
            const std::string& name = m_rows[static_cast<std::size_t>(i)].name;
            if (std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; }))
                continue;
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
        for (const Row& row : rows) {
            if (std::any_of(m_rows.begin(), m_rows.end(), [&](const Row& each) { return each.name == row.name; }))
                continue;
            const auto last = static_cast<int>(m_rows.size());
            beginInsertRows({}, last, last);
            m_rows.push_back(row);
            endInsertRows();
        }
    }
    for (Row& row : m_rows)
        row = *std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.name == row.name; });
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int ApplicationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ApplicationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QString ApplicationsModel::text(const Row& row, int column)
{
    switch (column) {
    case Name:
        return fromUtf8(row.name);
    case Mount:
        return row.mount.empty() ? noData() : fromUtf8(row.mount);
    case Policy:
        return policyTitle(row.policy);
    case FrequencyThreshold:
        return formatRate(row.thresholds.frequencyHz);
    case SizeThreshold:
        return formatBytes(static_cast<double>(row.thresholds.sizeBytes));
    case Frequency:
        return formatRate(row.frequencyHz);
    case Rate:
        return formatRate(row.rate);
    case P95:
        return formatMillis(row.p95);
    case Failed:
        return formatPercent(row.failed);
    case Backends:
        return tr("%1 of %2").arg(row.up).arg(row.backends);
    default:
        return {};
    }
}

QVariant ApplicationsModel::sortKey(const Row& row, int column)
{
    const auto number = [](double value) { return std::isfinite(value) ? value : -1.0; };
    switch (column) {
    case FrequencyThreshold:
        return row.thresholds.frequencyHz;
    case SizeThreshold:
        return static_cast<double>(row.thresholds.sizeBytes);
    case Frequency:
        return number(row.frequencyHz);
    case Rate:
        return number(row.rate);
    case P95:
        return number(row.p95);
    case Failed:
        return number(row.failed);
    case Backends:
        return row.up;
    default:
        return text(row, column);
    }
}

QVariant ApplicationsModel::value(const Row& row, int column)
{
    const auto number = [](double value) { return std::isfinite(value) ? QVariant(value) : QVariant(); };
    switch (column) {
    case FrequencyThreshold:
        return row.thresholds.frequencyHz;
    case SizeThreshold:
        return qulonglong{row.thresholds.sizeBytes};
    case Frequency:
        return number(row.frequencyHz);
    case Rate:
        return number(row.rate);
    case P95:
        return number(row.p95);
    case Failed:
        return number(row.failed);
    case Backends:
        return row.up;
    default:
        return {};
    }
}

QVariant ApplicationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Policy ? policyMeaning(row.policy) : text(row, index.column());
    case Qt::TextAlignmentRole:
        return index.column() >= FrequencyThreshold ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SortRole:
        return sortKey(row, index.column());
    case kExportRole:
        return value(row, index.column());
    case NameRole:
        return fromUtf8(row.name);
    default:
        return {};
    }
}

QVariant ApplicationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumns)
        return {};
    struct Head {
        QString title;
        QString meaning;
    };
    const std::array<Head, kColumns> heads{{
        {tr("Name"), tr("What clients call the application.")},
        {tr("Mount"), tr("Requests under this path go to the application unchanged.")},
        {tr("Policy"), tr("How its requests are placed.")},
        {tr("F"), tr("Frequency threshold F, requests per second.")},
        {tr("D"), tr("Size threshold D, bytes.")},
        {tr("f now"), tr("Request frequency in its window, now.")},
        {tr("Requests"), tr("Finished requests over the last second.")},
        {tr("p95"), tr("95 of 100 requests of the last 10 s took at most this long.")},
        {tr("Failed"), tr("Share of the last second's requests that failed.")},
        {tr("Backends up"), tr("Backends that are up, of all that are registered.")},
    }};
    const Head& head = heads[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return head.title;
    if (role == Qt::ToolTipRole)
        return head.meaning;
    if (role == kExportRole && section >= FrequencyThreshold)
        return QLatin1String(kExportNames[static_cast<std::size_t>(section - FrequencyThreshold)]);
    if (role == Qt::TextAlignmentRole && section >= FrequencyThreshold)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace straightline::ui
