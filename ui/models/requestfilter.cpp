// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/requestfilter.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace straightline::ui
{
namespace
{

using Line = RequestsModel::Line;

/// What a column is sorted by, as one number; of an id only its beginning.
std::int64_t keyOf(const Line& line, int column, const std::vector<int>& ranks)
{
    switch (column) {
    case RequestsModel::Time:
        return line.arrivalUnixMicros;
    case RequestsModel::Id: {
        std::uint64_t beginning = 0;
        for (std::size_t i = 0; i < 7; ++i)
            beginning =
                beginning << 8U | (i < line.requestId.length ? static_cast<unsigned char>(line.requestId.text[i]) : 0U);
        return static_cast<std::int64_t>(beginning);
    }
    case RequestsModel::Application:
        return ranks[line.application];
    case RequestsModel::Size:
        return static_cast<std::int64_t>(line.sizeBytes);
    case RequestsModel::Backend:
        return ranks[line.backend];
    case RequestsModel::Tier:
        return line.placed ? static_cast<std::int64_t>(line.tier) : -1;
    case RequestsModel::Reason:
        return static_cast<std::int64_t>(line.reason);
    case RequestsModel::Status:
        return line.status * 256 + static_cast<int>(line.outcome);
    case RequestsModel::Total:
        return line.totalMicros;
    case RequestsModel::Queue:
        return line.stages.queueMicros;
    case RequestsModel::Connect:
        return line.stages.connectMicros;
    case RequestsModel::BackendTime:
        return line.stages.backendMicros;
    case RequestsModel::Transfer:
        return line.stages.transferMicros;
    default:
        return 0;
    }
}

/// Lines as they were: a copy of each, without its texts.
class FrozenRequests final : public QAbstractTableModel
{
public:
    FrozenRequests(const RequestsModel& model, std::vector<Line> lines)
        : m_model(model)
        , m_lines(std::move(lines))
    {
    }
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override { return m_model.columnCount(parent); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return m_model.cell(m_lines[static_cast<std::size_t>(index.row())], index.column(), role);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        return m_model.headerData(section, orientation, role);
    }

private:
    const RequestsModel& m_model;
    std::vector<Line> m_lines;
};

} // namespace

RequestFilter::RequestFilter(RequestsModel& model, QObject* parent)
    : QAbstractTableModel(parent)
    , m_model(model)
    , m_matcher(model)
{
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { addRows(first, last); });
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { dropRows(first, last); });
    connect(&model, &QAbstractItemModel::modelReset, this, &RequestFilter::rebuild);
    rebuild();
}

void RequestFilter::setTerms(const FilterTerms& terms)
{
    m_matcher = RequestMatcher(m_model, terms);
    rebuild();
}

void RequestFilter::setFailuresOnly(bool only)
{
    m_failuresOnly = only;
    rebuild();
}

const Line& RequestFilter::lineAt(int row) const
{
    return m_model.line(m_model.rowOf(m_serials[static_cast<std::size_t>(row)]));
}

std::unique_ptr<QAbstractItemModel> RequestFilter::frozen() const
{
    std::vector<Line> lines;
    lines.reserve(m_serials.size());
    for (const std::int64_t serial : m_serials)
        lines.push_back(m_model.line(m_model.rowOf(serial)));
    return std::make_unique<FrozenRequests>(m_model, std::move(lines));
}

int RequestFilter::rowOf(std::uint64_t storeId) const
{
    const auto found = std::find_if(m_serials.begin(), m_serials.end(), [&](std::int64_t serial) {
        return m_model.line(m_model.rowOf(serial)).id == storeId;
    });
    return found == m_serials.end() ? -1 : static_cast<int>(found - m_serials.begin());
}

bool RequestFilter::accepts(const Line& line) const
{
    return (!m_failuresOnly || line.failed()) && m_matcher.matches(line);
}

RequestFilter::Serials RequestFilter::accepted(int first, int last) const
{
    Serials serials;
    for (int row = first; row <= last; ++row) {
        if (accepts(m_model.line(row)))
            serials.push_back(m_model.serialOf(row));
    }
    return serials;
}

void RequestFilter::rebuild()
{
    beginResetModel();
    m_serials = accepted(0, m_model.rowCount() - 1);
    if (isSorted()) {
        rankNames();
        m_serials = inOrder(m_serials, 0);
    }
    endResetModel();
}

void RequestFilter::insertAt(std::size_t place, const Serials& serials)
{
    beginInsertRows({}, static_cast<int>(place), static_cast<int>(place + serials.size()) - 1);
    m_serials.insert(m_serials.begin() + static_cast<std::ptrdiff_t>(place), serials.begin(), serials.end());
    endInsertRows();
}

void RequestFilter::removeFrom(std::size_t place, std::size_t count)
{
    beginRemoveRows({}, static_cast<int>(place), static_cast<int>(place + count) - 1);
    const auto from = m_serials.begin() + static_cast<std::ptrdiff_t>(place);
    m_serials.erase(from, from + static_cast<std::ptrdiff_t>(count));
    endRemoveRows();
}

void RequestFilter::addRows(int first, int last)
{
    const Serials added = accepted(first, last);
    if (added.empty())
        return;
    if (!isSorted()) {
        insertAt(first == 0 ? 0 : m_serials.size(), added);
        return;
    }
    // Added at the end and then put in order: so the number of rows never changes inside a change of layout.
    rankNames();
    const std::size_t before = m_serials.size();
    insertAt(before, added);
    reorder(inOrder(m_serials, before));
}

void RequestFilter::dropRows(int first, int last)
{
    const std::int64_t newest = m_model.serialOf(first);
    const std::int64_t oldest = m_model.serialOf(last);
    const auto goes = [&](std::int64_t serial) { return serial <= newest && serial >= oldest; };
    Serials order = m_serials;
    const auto kept = std::stable_partition(order.begin(), order.end(), [&](std::int64_t each) { return !goes(each); });
    const auto count = static_cast<std::size_t>(order.end() - kept);
    if (count == 0)
        return;
    if (isSorted())
        reorder(std::move(order));
    removeFrom(m_serials.size() - count, count); // unsorted, the oldest are at the end anyway
}

void RequestFilter::rankNames()
{
    if (static_cast<int>(m_ranks.size()) == m_model.nameCount())
        return;
    std::vector<std::uint16_t> names(static_cast<std::size_t>(m_model.nameCount()));
    std::iota(names.begin(), names.end(), std::uint16_t{0});
    std::sort(names.begin(), names.end(), [this](std::uint16_t a, std::uint16_t b) {
        return QString::localeAwareCompare(m_model.name(a), m_model.name(b)) < 0;
    });
    m_ranks.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        m_ranks[names[i]] = static_cast<int>(i);
}

bool RequestFilter::isBefore(const Keyed& a, const Keyed& b) const
{
    int result = a.key < b.key ? -1 : b.key < a.key ? 1 : 0;
    if (result == 0 && m_column == RequestsModel::Id) {
        const auto id = [this](const Keyed& each) { return m_model.line(m_model.rowOf(each.serial)).requestId.view(); };
        result = id(a).compare(id(b));
    }
    if (result == 0)
        return a.serial > b.serial; // the newer one
    return m_order == Qt::AscendingOrder ? result < 0 : result > 0;
}

std::vector<RequestFilter::Keyed> RequestFilter::keyed(const Serials& serials) const
{
    std::vector<Keyed> rows;
    rows.reserve(serials.size());
    for (const std::int64_t serial : serials)
        rows.push_back({keyOf(m_model.line(m_model.rowOf(serial)), m_column, m_ranks), serial});
    return rows;
}

/// Rows from `sorted` on are put among those before, which are in order already.
RequestFilter::Serials RequestFilter::inOrder(const Serials& serials, std::size_t sorted) const
{
    std::vector<Keyed> rows = keyed(serials);
    const auto before = [this](const Keyed& a, const Keyed& b) { return isBefore(a, b); };
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::sort(middle, rows.end(), before);
    std::inplace_merge(rows.begin(), middle, rows.end(), before);
    Serials ordered;
    ordered.reserve(rows.size());
    for (const Keyed& row : rows)
        ordered.push_back(row.serial);
    return ordered;
}

void RequestFilter::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    Serials serials = m_serials;
    if (isSorted()) {
        rankNames();
        serials = inOrder(serials, 0);
    } else {
        std::sort(serials.begin(), serials.end(), std::greater<>());
    }
    reorder(std::move(serials));
}

void RequestFilter::reorder(Serials order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    Serials held;
    std::unordered_map<std::int64_t, int> rows;
    for (const QModelIndex& index : from) {
        held.push_back(m_serials[static_cast<std::size_t>(index.row())]);
        rows.emplace(held.back(), -1);
    }
    m_serials = std::move(order);
    for (std::size_t row = 0; !rows.empty() && row < m_serials.size(); ++row) {
        if (const auto found = rows.find(m_serials[row]); found != rows.end())
            found->second = static_cast<int>(row);
    }
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(rows[held[static_cast<std::size_t>(i)]], from[i].column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int RequestFilter::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_serials.size());
}

int RequestFilter::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : RequestsModel::ColumnCount;
}

QVariant RequestFilter::data(const QModelIndex& index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? m_model.cell(lineAt(index.row()), index.column(), role)
                                                             : QVariant();
}

QVariant RequestFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_model.headerData(section, orientation, role);
}

} // namespace straightline::ui
