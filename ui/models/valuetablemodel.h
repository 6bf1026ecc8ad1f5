// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

namespace straightline::ui
{

/// A cell: what is shown, and what it is in base units, to sort by and to export.
struct ValueCell {
    QString text;
    QVariant value{};  ///< invalid: the text
    QString toolTip{}; ///< empty = the text
};

struct ValueColumn {
    QString title;
    QString meaning;    ///< tool tip of the header
    QString exportName; ///< of the value in base units; empty = text only
    bool isNumber = false;
};

/// A table whose rows are values made elsewhere and set as a whole: they are read, not followed. GUI thread; owned by a
/// page.
class ValueTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, IdRole };

    struct Row {
        quint64 id = 0; ///< IdRole of its cells
        std::vector<ValueCell> cells;
    };

    explicit ValueTableModel(std::vector<ValueColumn> columns, QObject* parent = nullptr);

    /// Each with as many cells as there are columns. The same ids in the same order keep the selection.
    void setRows(std::vector<Row> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ValueColumn> m_columns;
    std::vector<Row> m_rows;
};

} // namespace straightline::ui
