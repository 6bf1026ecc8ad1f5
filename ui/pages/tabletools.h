// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace straightline::ui
{

class ActionRegistry;
class DataTable;
class ExportStrip;
class TableExporter;
class WordFilterModel;

/// What stands above a table of words: its filter, kept in QSettings, how many rows it leaves, the choice of columns
/// and the export. GUI thread; owned by a page.
class TableTools : public QWidget
{
    Q_OBJECT
public:
    /// `id` names widgets, files and the kept filter: "containers". `title` is the table's.
    TableTools(const QString& id, const QString& title, DataTable& table, WordFilterModel& filter,
               ActionRegistry& actions, QWidget* parent);

    QWidget* strip() const; ///< how an export goes; to be placed above the table
    QToolButton* columnsButton() const { return m_columns; }
    QString words() const;
    void clear();
    bool hidesAll() const;      ///< there are rows, and the filter leaves none
    QString whyNothing() const; ///< says so, when it hides all
    /// What an exported file is about, e.g. an application and a time; else the present time.
    void setSubject(std::function<QString()> subject) { m_subject = std::move(subject); }
    void fillMenu(QMenu& menu); ///< of the table: copy and export
    void refresh();             ///< after rows came or went

Q_SIGNALS:
    void wordsChanged();

private:
    void buildFilter(const QString& title);
    void buildColumns(const QString& title);
    void buildExport(const QString& title, ActionRegistry& actions);
    void exportTable();
    QToolButton* iconButton(const QString& objectName, const QString& name, const QString& tip);

    QString m_id;
    DataTable& m_table;
    WordFilterModel& m_filter;
    QLabel* m_count;
    QLineEdit* m_words;
    QToolButton* m_columns = nullptr;
    TableExporter* m_exporter;
    ExportStrip* m_strip;
    QAction* m_export = nullptr;
    std::function<QString()> m_subject;
};

} // namespace straightline::ui
