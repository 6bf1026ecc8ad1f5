// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "ui/models/requestmatcher.h"

namespace straightline::ui
{

/// The requests that meet the filter, sorted by any column; without a sort the newest are on top. Not a
/// QSortFilterProxyModel: that one compares QVariants and rebuilds its map for every row that comes, seconds at 100,000
/// rows. GUI thread; owned by the Requests page.
class RequestFilter : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit RequestFilter(RequestsModel& model, QObject* parent = nullptr);

    void setTerms(const FilterTerms& terms);
    void setFailuresOnly(bool only);
    const RequestsModel::Line& lineAt(int row) const;
    int rowOf(std::uint64_t storeId) const; ///< -1 = it is not shown
    /// The rows as they are shown now, to be read while others come; the requests' model outlives it.
    std::unique_ptr<QAbstractItemModel> frozen() const;

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Serials = std::vector<std::int64_t>;

    bool accepts(const RequestsModel::Line& line) const;
    Serials accepted(int first, int last) const; ///< of the model's rows, newest first
    void rebuild();
    void addRows(int first, int last);
    void dropRows(int first, int last);
    void insertAt(std::size_t place, const Serials& serials);
    void removeFrom(std::size_t place, std::size_t count);
    bool isSorted() const { return m_column >= 0; }
    struct Keyed {
        std::int64_t key;
        std::int64_t serial;
    };
    bool isBefore(const Keyed& a, const Keyed& b) const;
    std::vector<Keyed> keyed(const Serials& serials) const;
    Serials inOrder(const Serials& serials, std::size_t sorted) const;
    void rankNames();
    /// Puts the rows in another order; selection and current row follow their requests.
    void reorder(Serials order);

    RequestsModel& m_model;
    RequestMatcher m_matcher;
    bool m_failuresOnly = false;
    int m_column = -1; ///< sorted by; -1 = as they came
    Qt::SortOrder m_order = Qt::AscendingOrder;
    std::vector<int> m_ranks; ///< of names, in the order of the language
    Serials m_serials;        ///< what is shown, top first
};

} // namespace straightline::ui
