// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/containersmodel.h"

#include <algorithm>
#include <array>
#include <limits>

#include "ui/icons.h"
#include "ui/text/format.h"
#include "ui/text/tableexport.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kWholeCore = 100.0;
constexpr int kDigestDigits = 12;

bool isNumber(int column)
{
    return column == ContainersModel::Cpu || column == ContainersModel::Memory || column == ContainersModel::Restarts
           || column == ContainersModel::Age;
}

/// Of the values in base units, in exported files.
QVariant exportName(int column)
{
    switch (column) {
    case ContainersModel::Cpu:
        return QStringLiteral("cpu_percent_of_core");
    case ContainersModel::Memory:
        return QStringLiteral("memory_bytes");
    case ContainersModel::Restarts:
        return QStringLiteral("restarts");
    case ContainersModel::Age:
        return QStringLiteral("created");
    default:
        return {};
    }
}

QString portsText(const ContainerStatus& row)
{
    QStringList ports;
    for (const auto& [inside, outside] : row.ports)
        ports.append(QStringLiteral("%1 → %2").arg(inside).arg(outside));
    return ports.isEmpty() ? noData() : ports.join(QStringLiteral(", "));
}

} // namespace

QString replicaRoleWord(ReplicaRole role)
{
    switch (role) {
    case ReplicaRole::Serving:
        return ContainersModel::tr("in service");
    case ReplicaRole::Incoming:
        return ContainersModel::tr("taking over");
    case ReplicaRole::Leaving:
        return ContainersModel::tr("leaving");
    case ReplicaRole::Kept:
        return ContainersModel::tr("kept");
    case ReplicaRole::Stopped:
        return ContainersModel::tr("stopped by hand");
    }
    return {};
}

QString shortDigest(const std::string& imageId)
{
    const QString whole = fromUtf8(imageId);
    return whole.mid(whole.indexOf(QLatin1Char(':')) + 1).left(kDigestDigits);
}

void ContainersModel::remember(const ContainerStatus& container)
{
    std::deque<Sample>& samples = m_samples[container.id];
    if (container.sampled == WallTime{} || (!samples.empty() && samples.back().at == container.sampled))
        return; // seen already
    samples.push_back({container.sampled, container.cpuPercent.value_or(kNan),
                       container.memoryBytes ? static_cast<double>(*container.memoryBytes) : kNan});
    while (samples.size() > kSamples)
        samples.pop_front();
}

void ContainersModel::take(const std::vector<ContainerStatus>& containers, WallTime now)
{
    m_now = now;
    std::vector<const ContainerStatus*> fresh;
    for (const ContainerStatus& each : containers) {
        remember(each);
        fresh.push_back(&each);
    }
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        const auto at = static_cast<std::size_t>(row);
        const auto found = std::find_if(fresh.begin(), fresh.end(),
                                        [&](const ContainerStatus* each) { return each->id == m_rows[at].id; });
        if (found != fresh.end()) {
            m_rows[at] = **found;
            fresh.erase(found);
            continue;
        }
        beginRemoveRows({}, row, row);
        m_samples.erase(m_rows[at].id);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    if (fresh.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    for (const ContainerStatus* each : fresh)
        m_rows.push_back(*each);
    endInsertRows();
}

const ContainerStatus* ContainersModel::find(const std::string& id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const ContainerStatus& each) { return each.id == id; });
    return found == m_rows.end() ? nullptr : &*found;
}

int ContainersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ContainersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ContainersModel::text(const ContainerStatus& row, int column) const
{
    switch (column) {
    case Name:
        return fromUtf8(row.name);
    case Backend:
        return fromUtf8(row.backend);
    case State:
        return row.role == ReplicaRole::Serving ? stateWord(row.state) : replicaRoleWord(row.role);
    case Cpu:
        return row.cpuPercent ? formatPercent(*row.cpuPercent / kWholeCore) : noData();
    case Memory:
        return row.memoryBytes ? formatBytes(static_cast<double>(*row.memoryBytes)) : noData();
    case Restarts:
        return formatCount(row.restarts);
    case Image:
        return fromUtf8(row.image);
    case Digest:
        return shortDigest(row.imageId);
    case Age:
        return row.created == WallTime{} ? noData() : formatAge(row.created, m_now);
    case Ports:
        return portsText(row);
    default:
        return {};
    }
}

QVariant ContainersModel::sortKey(const ContainerStatus& row, int column) const
{
    switch (column) {
    case State:
        return static_cast<int>(row.role) * 10 + static_cast<int>(row.state);
    case Cpu:
    case CpuHistory:
        return row.cpuPercent.value_or(-1.0);
    case Memory:
    case MemoryHistory:
        return row.memoryBytes ? static_cast<double>(*row.memoryBytes) : -1.0;
    case Restarts:
        return row.restarts;
    case Age:
        return -qlonglong{row.created.time_since_epoch().count()};
    default:
        return text(row, column);
    }
}

QVariant ContainersModel::value(const ContainerStatus& row, int column) const
{
    switch (column) {
    case Cpu:
        return row.cpuPercent ? QVariant(*row.cpuPercent) : QVariant();
    case Memory:
        return row.memoryBytes ? QVariant(qulonglong{*row.memoryBytes}) : QVariant();
    case Restarts:
        return row.restarts;
    case Age:
        return row.created == WallTime{} ? QVariant() : QVariant(isoTime(row.created));
    default:
        return {};
    }
}

QVariant ContainersModel::tip(const ContainerStatus& row, int column) const
{
    switch (column) {
    case State:
        return row.role == ReplicaRole::Kept
                   ? tr("Stopped, and kept until %1: roll back to it until then.").arg(formatTime(row.keptUntil))
                   : tr("%1, %2; Docker says %3")
                         .arg(stateWord(row.state), replicaRoleWord(row.role), fromUtf8(row.dockerState));
    case Cpu:
    case CpuHistory:
        return row.cpuLimit > 0.0 ? tr("Share of one core; at most %1 cores").arg(row.cpuLimit)
                                  : tr("Share of one core; no limit");
    case Memory:
    case MemoryHistory:
        return row.memoryLimitBytes > 0
                   ? tr("Of at most %1").arg(formatBytes(static_cast<double>(row.memoryLimitBytes)))
                   : tr("No limit");
    case Digest:
        return fromUtf8(row.imageId);
    case Age:
        return tr("Made at %1, started at %2").arg(formatTime(row.created), formatTime(row.started));
    default:
        return text(row, column);
    }
}

QVariant ContainersModel::history(const ContainerStatus& row, int column) const
{
    if (column != CpuHistory && column != MemoryHistory)
        return {};
    const auto found = m_samples.find(row.id);
    QList<double> values;
    if (found == m_samples.end())
        return QVariant::fromValue(values);
    double most = 0.0;
    for (const Sample& each : found->second) {
        values.append(column == CpuHistory ? each.cpuPercent : each.memoryBytes);
        if (values.last() > most)
            most = values.last();
    }
    // Memory against its limit, when there is one; else against what it had at most.
    const double limit = column == CpuHistory ? row.cpuLimit * kWholeCore : static_cast<double>(row.memoryLimitBytes);
    const double full = limit > 0.0 ? limit : std::max(most, column == CpuHistory ? 1.0 : 1e6);
    for (double& value : values)
        value = value / full;
    return QVariant::fromValue(values);
}

QVariant ContainersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ContainerStatus& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case SortRole:
        return sortKey(row, column);
    case IdRole:
        return fromUtf8(row.id);
    case kExportRole:
        return value(row, column);
    case HistoryRole:
        return history(row, column);
    case Qt::ToolTipRole:
        return tip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        return column == State ? QVariant(stateIcon(row.state)) : QVariant();
    default:
        return {};
    }
}

QVariant ContainersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == kExportRole)
        return exportName(section);
    if (role == kPictureRole)
        return section == CpuHistory || section == MemoryHistory;
    const std::array<std::pair<QString, QString>, ColumnCount> titles{{
        {tr("Container"), tr("Its name at the Docker engine")},
        {tr("Backend"), tr("The backend it is a replica of")},
        {tr("State"), tr("Whether it takes requests, and what it is there for")},
        {tr("CPU"), tr("Of one core, over the last second")},
        {tr("CPU, 2 min"), tr("The latest samples, against its limit if it has one")},
        {tr("Memory"), tr("Without what the kernel could take back at once")},
        {tr("Memory, 2 min"), tr("The latest samples, against its limit if it has one")},
        {tr("Restarts"), tr("How often the engine had to start it again")},
        {tr("Image"), tr("What it is made of")},
        {tr("Digest"), tr("Which build of the image it is")},
        {tr("Age"), tr("Time since it was made")},
        {tr("Ports"), tr("Port inside → port on this machine")},
    }};
    const auto& [title, meaning] = titles[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return title;
    return role == Qt::ToolTipRole ? QVariant(meaning) : QVariant();
}

} // namespace straightline::ui
