// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTableView>

#include "ui/pages/columnfit.h"

class QMenu;

namespace straightline::ui
{

/// The console's table: whole rows, sort by any column, columns chosen and arranged in the header's menu, selected rows
/// copied with
/// Ctrl+C, one cell with Ctrl+Shift+C, its shape kept in QSettings under its object name. GUI thread.
class DataTable : public QTableView
{
    Q_OBJECT
public:
    DataTable(const QString& objectName, const QString& accessibleName, QWidget* parent = nullptr);
    ~DataTable() override;

    /// Before setUp().
    void setYielding(const YieldingColumns& yielding) { m_yielding = yielding; }
    /// Sets model and column widths (in characters); stored shape wins. One column takes what is left: `stretched`, or
    /// else the last, or where that has numbers the first. Where nothing is left, what yields gives way, and then the
    /// table scrolls.
    void setUp(QAbstractItemModel* model, const QList<int>& characters, int stretched = -1);
    /// Long texts of this column lose their middle, not their end: ids differ there.
    void setElidedInTheMiddle(int column);
    /// The page shows and hides this column by itself: it is not offered in the list of columns.
    void setAutomatic(int column) { m_automatic.insert(column); }
    QString selectedText() const; ///< tab-separated, with titles
    QVariant currentData(int role) const;
    void copyRows() const;
    void copyCell() const; ///< of the current cell, as shown
    /// Columns to show or hide; fills a menu that is empty.
    void fillColumnMenu(QMenu& menu);

Q_SIGNALS:
    void openRequested();   ///< Enter on a row
    void removeRequested(); ///< Delete on a row: to be asked about first

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int titleWidth(int column) const;              ///< px, with its padding
    int widthOf(int column, int characters) const; ///< px, no less than its title
    bool hasNumbers(int column) const;
    void showColumnMenu(const QPoint& at);
    QString settingsKey() const;
    void keepShape() const;

    QSet<int> m_automatic;
    YieldingColumns m_yielding;
    ColumnFit* m_fit;
};

} // namespace straightline::ui
