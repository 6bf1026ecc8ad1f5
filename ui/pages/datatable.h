// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace straightline::ui
{

/// The console's table: whole rows, sort by any column, columns chosen and arranged in the header's menu, selected rows
/// copied with Ctrl+C, its shape kept in QSettings under its object name. GUI thread.
class DataTable : public QTableView
{
    Q_OBJECT
public:
    DataTable(const QString& objectName, const QString& accessibleName, QWidget* parent = nullptr);
    ~DataTable() override;

    /// Sets model and column widths (in characters); stored shape wins. One column takes what is left: the last, or
    /// `stretched`.
    void setUp(QAbstractItemModel* model, const QList<int>& characters, int stretched = -1);
    /// Long texts of this column lose their middle, not their end: ids differ there.
    void setElidedInTheMiddle(int column);
    QString selectedText() const; ///< tab-separated, with titles
    QVariant currentData(int role) const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showColumnMenu(const QPoint& at);
    QString settingsKey() const;
};

} // namespace straightline::ui
