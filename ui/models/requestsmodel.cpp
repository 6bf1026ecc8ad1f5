// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/requestsmodel.h"

#include <array>

#include <QDateTime>
#include <QGuiApplication>
#include <QPalette>

#include "ui/icons.h"
#include "ui/text/format.h"
#include "ui/text/tableexport.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

bool isNumber(int column)
{
    return column == RequestsModel::Size || column >= RequestsModel::Total;
}

/// Of the values in base units, in exported files.
QVariant exportName(int column)
{
    switch (column) {
    case RequestsModel::Time:
        return QStringLiteral("time");
    case RequestsModel::Size:
        return QStringLiteral("size_bytes");
    case RequestsModel::Status:
        return QStringLiteral("status");
    case RequestsModel::Total:
        return QStringLiteral("total_ms");
    case RequestsModel::Queue:
        return QStringLiteral("queue_ms");
    case RequestsModel::Connect:
        return QStringLiteral("connect_ms");
    case RequestsModel::BackendTime:
        return QStringLiteral("backend_ms");
    case RequestsModel::Transfer:
        return QStringLiteral("transfer_ms");
    default:
        return {};
    }
}

QString micros(std::uint32_t value)
{
    return formatMillis(static_cast<double>(value) / 1'000.0);
}

} // namespace

RequestsModel::RequestsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
    nameIndex({}); // index 0 is "none"
}

std::uint16_t RequestsModel::nameIndex(const std::string& name)
{
    const QString text = fromUtf8(name);
    const auto found = m_nameIndices.constFind(text);
    if (found != m_nameIndices.constEnd())
        return *found;
    const auto index = static_cast<std::uint16_t>(m_names.size());
    if (m_names.size() >= std::numeric_limits<std::uint16_t>::max())
        return 0;
    m_names.append(text);
    m_nameIndices.insert(text, index);
    return index;
}

RequestsModel::Line RequestsModel::lineOf(const RequestRow& row)
{
    const RequestRecord& record = row.record;
    Line line;
    line.id = row.id;
    line.arrivalUnixMicros = record.arrivalUnixMicros;
    line.sizeBytes = std::max(record.bytesIn, record.decision.features.sizeBytes);
    line.stages = record.stages;
    line.totalMicros = record.totalMicros;
    line.status = record.status;
    line.application = nameIndex(row.application);
    line.backend = nameIndex(row.backend);
    line.attempts = record.attemptCount;
    line.tier = record.decision.tier;
    line.placed = record.backendNumber != 0;
    line.reason = record.decision.reason;
    line.outcome = record.outcome;
    line.requestId = record.requestId;
    return line;
}

void RequestsModel::prepend(const std::vector<RequestRow>& newestFirst)
{
    const int count = std::min(static_cast<int>(newestFirst.size()), kMostRows);
    if (count == 0)
        return;
    const int over = static_cast<int>(m_lines.size()) + count - kMostRows;
    if (over > 0) {
        beginRemoveRows({}, static_cast<int>(m_lines.size()) - over, static_cast<int>(m_lines.size()) - 1);
        m_lines.erase(m_lines.end() - over, m_lines.end());
        endRemoveRows();
    }
    beginInsertRows({}, 0, count - 1);
    for (int i = count - 1; i >= 0; --i)
        m_lines.push_front(lineOf(newestFirst[static_cast<std::size_t>(i)]));
    m_frontSerial += count;
    endInsertRows();
}

void RequestsModel::append(const std::vector<RequestRow>& olderNewestFirst)
{
    const int first = static_cast<int>(m_lines.size());
    const int count = std::min(static_cast<int>(olderNewestFirst.size()), kMostRows - first);
    if (count <= 0)
        return;
    beginInsertRows({}, first, first + count - 1);
    for (int i = 0; i < count; ++i)
        m_lines.push_back(lineOf(olderNewestFirst[static_cast<std::size_t>(i)]));
    endInsertRows();
}

void RequestsModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

int RequestsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int RequestsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestsModel::text(const Line& line, int column) const
{
    switch (column) {
    case Time:
        return formatTimeMillis(line.arrivalUnixMicros);
    case Id:
        return fromUtf8(line.requestId.view());
    case Application:
        return line.application == 0 ? noData() : m_names[line.application];
    case Size:
        return formatBytes(static_cast<double>(line.sizeBytes));
    case Backend:
        return line.backend == 0 ? noData() : m_names[line.backend];
    case Tier:
        return line.placed ? tierWord(line.tier) : noData();
    case Reason:
        return fromUtf8(toString(line.reason));
    case Status: {
        const QString code = line.status == 0 ? noData() : QString::number(line.status);
        return line.outcome == Outcome::Answered ? code : code + QLatin1Char(' ') + outcomeWord(line.outcome);
    }
    case Total:
        return micros(line.totalMicros);
    case Queue:
        return micros(line.stages.queueMicros);
    case Connect:
        return micros(line.stages.connectMicros);
    case BackendTime:
        return micros(line.stages.backendMicros);
    case Transfer:
        return micros(line.stages.transferMicros);
    default:
        return {};
    }
}

QVariant RequestsModel::value(const Line& line, int column) const
{
    const auto millis = [](std::uint32_t micros) { return QVariant(static_cast<double>(micros) / 1'000.0); };
    switch (column) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(line.arrivalUnixMicros / 1'000, Qt::UTC).toString(Qt::ISODateWithMs);
    case Size:
        return qulonglong{line.sizeBytes};
    case Status:
        return line.status == 0 ? QVariant() : QVariant(line.status);
    case Total:
        return millis(line.totalMicros);
    case Queue:
        return millis(line.stages.queueMicros);
    case Connect:
        return millis(line.stages.connectMicros);
    case BackendTime:
        return millis(line.stages.backendMicros);
    case Transfer:
        return millis(line.stages.transferMicros);
    default:
        return {};
    }
}

QVariant RequestsModel::data(const QModelIndex& index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? cell(line(index.row()), index.column(), role)
                                                             : QVariant();
}

QVariant RequestsModel::cell(const Line& line, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(line, column);
    case kExportRole:
        return value(line, column);
    case StoreIdRole:
        return qulonglong{line.id};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (column == Tier && line.placed)
            return tierIcon(line.tier);
        if (column == Status && line.failed())
            return themedIcon(QStringLiteral("cancel"), IconColor::Bad);
        return {};
    case Qt::ForegroundRole:
        if (column == Status && line.failed())
            return themeColors(QGuiApplication::palette()).failureText;
        return {};
    case Qt::ToolTipRole:
        return column == Reason ? reasonMeaning(line.reason) : text(line, column).toString();
    default:
        return {};
    }
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == kExportRole)
        return exportName(section);
    const std::array<std::pair<QString, QString>, ColumnCount> titles{{
        {tr("Time"), tr("When its head arrived")},
        {tr("Id"), tr("The x-request-id the client got")},
        {tr("Application"), tr("The application it called")},
        {tr("Size"), tr("Data size d: bytes of its body")},
        {tr("Backend"), tr("The backend that answered or was tried last")},
        {tr("Tier"), tr("The tier of that backend")},
        {tr("Reason"), tr("Why it was placed there")},
        {tr("Status"), tr("What the client got")},
        {tr("Total"), tr("From its head to the last byte of its answer")},
        {tr("Queue"), tr("Until the last attempt began: placement, waiting, earlier attempts")},
        {tr("Connect"), tr("Getting a connection, or a function instance with its cold start")},
        {tr("Backend", "time"), tr("First byte sent to first byte of the answer")},
        {tr("Transfer"), tr("The answer's way to the client")},
    }};
    const auto& [title, meaning] = titles[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return title;
    return role == Qt::ToolTipRole ? QVariant(meaning) : QVariant();
}

} // namespace straightline::ui
