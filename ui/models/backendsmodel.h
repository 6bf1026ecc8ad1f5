// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <vector>

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "engine/api/snapshot.h"

namespace straightline::ui
{

/// The backends of a snapshot as rows. Rows stay where they are while their backend exists, so that selection and
/// scroll position survive every refresh. GUI thread; owned by the Backends page.
class BackendsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        State,
        Name,
        Application,
        Tier,
        Kind,
        InFlight,
        Rate,
        P50,
        P95,
        Failed,
        ColdStarts,
        Breaker,
        Since,
        LastCheck,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, IdRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Empty application = all.
    void take(const Snapshot& snapshot, const std::string& application, const std::set<BackendId>& drained);
    const BackendSnapshot* find(const BackendId& id) const;
    const std::vector<BackendSnapshot>& rows() const { return m_rows; }
    WallTime now() const { return m_now; } ///< of the snapshot

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString stateText(const BackendSnapshot& row) const;
    QVariant text(const BackendSnapshot& row, int column) const;
    QVariant sortKey(const BackendSnapshot& row, int column) const;
    QVariant value(const BackendSnapshot& row, int column) const; ///< for export
    QVariant tip(const BackendSnapshot& row, int column) const;

    std::vector<BackendSnapshot> m_rows;
    std::set<BackendId> m_drained; ///< the operator took them out of service
    WallTime m_now;
};

/// Sorts by value and keeps rows that contain every word of a filter. GUI thread.
class WordFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit WordFilterModel(int sortRole, QObject* parent = nullptr);
    void setWords(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace straightline::ui
