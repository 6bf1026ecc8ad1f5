// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace straightline::ui
{

class ChartTableModel;
class TimeChart;

/// What a chart shows, as a sentence and as a table to sort and copy. Shows the moment it was opened and blocks
/// nothing. GUI thread; deletes itself when closed.
class ChartTableDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ChartTableDialog(const TimeChart& chart, QWidget* parent = nullptr);

private:
    void copyAll();

    ChartTableModel* m_model;
    QString m_text; ///< all of it, tab-separated
};

} // namespace straightline::ui
