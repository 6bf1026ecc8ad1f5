// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/activitymodels.h"

#include <algorithm>

#include <QGuiApplication>
#include <QPalette>

#include "ui/icons.h"
#include "ui/text/audit.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/tableexport.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

template <class Rows>
std::vector<std::uint64_t> idsOf(const Rows& rows)
{
    std::vector<std::uint64_t> ids;
    for (const auto& row : rows)
        ids.push_back(row.id);
    return ids;
}

QIcon operationIcon(OperationState state)
{
    switch (state) {
    case OperationState::Running:
        return themedIcon(QStringLiteral("state-starting"), IconColor::Accent);
    case OperationState::Succeeded:
        return themedIcon(QStringLiteral("state-up"), IconColor::Good);
    case OperationState::Failed:
        return themedIcon(QStringLiteral("state-failed"), IconColor::Bad);
    case OperationState::Cancelled:
        return themedIcon(QStringLiteral("state-down"), IconColor::Muted);
    }
    return {};
}

QVariant severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return themedIcon(QStringLiteral("info"), IconColor::Muted);
    case Severity::Warning:
        return themedIcon(QStringLiteral("warning"), IconColor::Warning);
    case Severity::Error:
        return themedIcon(QStringLiteral("state-failed"), IconColor::Bad);
    }
    return {};
}

qlonglong ticks(WallTime time)
{
    return time.time_since_epoch().count();
}

QString elapsed(WallTime from, WallTime to)
{
    return to < from ? noData() : formatMillis(std::chrono::duration<double, std::milli>(to - from).count());
}

} // namespace

int ActivityModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(titles().size());
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QStringList all = titles();
    if (orientation != Qt::Horizontal || section < 0 || section >= all.size())
        return {};
    if (role == Qt::DisplayRole)
        return all[section];
    if (role == kExportRole && section == timeColumn())
        return QStringLiteral("time");
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == numberColumn() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

void ActivityModel::replaceRows(const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& after,
                                const std::function<void()>& assign)
{
    if (before == after) {
        assign();
        if (!after.empty())
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(after.size()) - 1, columnCount() - 1));
        return;
    }
    const bool grown = after.size() > before.size() && std::equal(before.rbegin(), before.rend(), after.rbegin());
    if (grown) {
        beginInsertRows({}, 0, static_cast<int>(after.size() - before.size()) - 1);
        assign();
        endInsertRows();
        if (!before.empty())
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(after.size()) - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    assign();
    endResetModel();
}

QStringList OperationsModel::titles() const
{
    return {tr("Operation"), tr("On"), tr("State"), tr("Progress"), tr("Step"), tr("Started"), tr("Took"), tr("By")};
}

void OperationsModel::take(std::vector<Operation> operations)
{
    std::stable_partition(operations.begin(), operations.end(),
                          [](const Operation& each) { return each.state == OperationState::Running; });
    replaceRows(idsOf(m_rows), idsOf(operations), [&] { m_rows = std::move(operations); });
}

void OperationsModel::setNow(WallTime now)
{
    m_now = now;
    for (int row = 0; row < rowCount() && at(row).state == OperationState::Running; ++row)
        Q_EMIT dataChanged(index(row, Took), index(row, Took));
}

int OperationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant OperationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Operation& row = at(index.row());
    if (role == IdRole)
        return qulonglong{row.id};
    if (role == Qt::TextAlignmentRole && index.column() == numberColumn())
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == ProgressRole)
        return row.state == OperationState::Running ? QVariant(row.progress) : QVariant();
    if (role == Qt::DecorationRole)
        return index.column() == State ? QVariant(operationIcon(row.state)) : QVariant();
    const WallTime until = row.state == OperationState::Running ? m_now : row.ended;
    if (role == SortRole && index.column() == Started)
        return ticks(row.started);
    if (role == SortRole && index.column() == Took)
        return qlonglong{(until - row.started).count()};
    if (role == kExportRole && index.column() == Started)
        return isoTime(row.started);
    if (role == Qt::ForegroundRole && index.column() == Step && row.state == OperationState::Failed)
        return themeColors(QGuiApplication::palette()).failureText;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole)
        return {};
    switch (index.column()) {
    case Kind:
        return operationWord(row.kind);
    case Subject:
        return operationSubject(row);
    case State:
        return operationStateWord(row.state);
    case Progress:
        return row.state == OperationState::Running && row.progress >= 0.0 ? formatPercent(row.progress) : noData();
    case Step:
        return engineText(row.step);
    case Started:
        return formatDayAndTime(row.started);
    case Took:
        return elapsed(row.started, until);
    case By:
        return actorWord(row.actor);
    default:
        return {};
    }
}

QStringList DifferenceModel::titles() const
{
    return {tr("Field"), tr("Before"), tr("After")};
}

void DifferenceModel::take(const QList<AuditField>& fields)
{
    beginResetModel();
    m_rows = fields;
    endResetModel();
}

int DifferenceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DifferenceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole))
        return {};
    const AuditField& row = m_rows[index.row()];
    return index.column() == Field ? row.title : index.column() == Before ? row.before : row.after;
}

QStringList AuditModel::titles() const
{
    return {tr("Time"), tr("Who"), tr("What"), tr("On"), tr("Before and after")};
}

void AuditModel::take(std::vector<AuditEntry> entries)
{
    replaceRows(idsOf(m_rows), idsOf(entries), [&] { m_rows = std::move(entries); });
}

int AuditModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AuditModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AuditEntry& row = at(index.row());
    if (role == IdRole)
        return qulonglong{row.id};
    if (role == SortRole && index.column() == Time)
        return ticks(row.time);
    if (role == kExportRole && index.column() == Time)
        return isoTime(row.time);
    if (role == Qt::ToolTipRole && index.column() == Change)
        return auditDifference(row);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (index.column()) {
    case Time:
        return formatDayAndTime(row.time);
    case Who:
        return actorWord(row.actor);
    case What:
        return actionWord(row.action);
    case Subject:
        return auditSubject(row);
    case Change:
        return auditDifference(row);
    default:
        return {};
    }
}

QStringList EventsModel::titles() const
{
    return {tr("Time"), tr("Severity"), tr("On"), tr("What happened")};
}

void EventsModel::take(const std::deque<Event>& events)
{
    const std::vector<Event> rows(events.begin(), events.end());
    replaceRows(idsOf(m_rows), idsOf(rows), [&] { m_rows = rows; });
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == IdRole)
        return qulonglong{row.id};
    if (role == Qt::DecorationRole)
        return index.column() == Severity ? severityIcon(row.severity) : QVariant();
    if (role == SortRole && index.column() == Time)
        return ticks(row.time);
    if (role == kExportRole && index.column() == Time)
        return isoTime(row.time);
    if (role == SortRole && index.column() == Severity)
        return static_cast<int>(row.severity);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole)
        return {};
    switch (index.column()) {
    case Time:
        return formatDayAndTime(row.time);
    case Severity:
        return severityWord(row.severity);
    case Subject:
        return eventSubject(row);
    case Text:
        return engineText(row.text);
    default:
        return {};
    }
}

} // namespace straightline::ui
