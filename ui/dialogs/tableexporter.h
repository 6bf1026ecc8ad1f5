// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QSaveFile>
#include <QTimer>

#include "ui/text/tableexport.h"

namespace straightline::ui
{

class DataTable;

/// Writes a table as it is shown to a file the operator chooses, .json or .csv, some rows at a time so that the window
/// stays alive. A table that changes meanwhile ends it: half of the old and half of the new would be a lie.
/// GUI thread; owned by a page.
class TableExporter : public QObject
{
    Q_OBJECT
public:
    explicit TableExporter(DataTable& table, QObject* parent = nullptr);

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
    std::unique_ptr<TableText> m_text;
    std::unique_ptr<QSaveFile> m_file;
    QTimer m_timer;
    int m_next = 0;
    QList<QMetaObject::Connection> m_watched;
};

} // namespace straightline::ui
