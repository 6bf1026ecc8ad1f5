// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QObject>
#include <QSaveFile>
#include <QTimer>

#include "ui/text/tableexport.h"

namespace straightline::ui
{

class DataTable;

/// Writes a table as it is shown to a file the operator chooses, .json or .csv, some rows at a time so that the window
/// stays alive. What the file gets is what was shown when it began, whatever comes meanwhile. GUI thread; owned by a
/// page, beside the table.
class TableExporter : public QObject
{
    Q_OBJECT
public:
    using Rows = std::unique_ptr<QAbstractItemModel>;

    explicit TableExporter(DataTable& table, QObject* parent = nullptr);
    /// For tables of many rows: a faster way to hold the rows as they are now than copying each cell.
    void setFreeze(std::function<Rows()> freeze) { m_freeze = std::move(freeze); }

    /// Opens the file dialog; `name` without ending says what it is and of what time.
    void askFile(const QString& name);
    void write(const QString& path);
    bool isRunning() const { return m_text != nullptr; }
    void cancel();

Q_SIGNALS:
    void progressed(int rows, int all);
    void ended(bool saved, const QString& told);

private:
    void writeSome();
    void end(bool saved, const QString& told);

    DataTable& m_table;
    std::function<Rows()> m_freeze;
    Rows m_rows;
    std::unique_ptr<TableText> m_text;
    std::unique_ptr<QSaveFile> m_file;
    QTimer m_timer;
    int m_next = 0;
};

} // namespace straightline::ui
