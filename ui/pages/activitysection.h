// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QWidget>

class QAction;
class QHBoxLayout;

namespace straightline::ui
{

class ActivityModel;
class ActionRegistry;
class DataTable;
class EmptyState;
class TableTools;
class WordFilterModel;

/// One list of the Activity page: title, filter, buttons, the table, its export, and why it is empty. The chosen row
/// stays chosen when the list is replaced. GUI thread; owned by the Activity page.
class ActivitySection : public QWidget
{
    Q_OBJECT
public:
    /// `id` names widgets and files: "audit".
    ActivitySection(const QString& id, const QString& title, ActivityModel& model, const QList<int>& widths,
                    int stretched, ActionRegistry& actions, QWidget* parent);

    DataTable* table() const { return m_table; }
    void addAction(QAction* action, const char* buttonName); ///< as button and in the table's menu
    void addBelow(QWidget* widget);                          ///< under the table
    int currentRow() const;                                  ///< of the model; -1 = none
    void setEmptyText(const QString& text, const std::function<void()>& retry = {});

Q_SIGNALS:
    void currentChanged();

private:
    void keepCurrent();
    void refreshEmpty();
    void showMenu(const QPoint& at);
    QString timeRange() const;

    ActivityModel& m_model;
    WordFilterModel* m_filter;
    DataTable* m_table;
    TableTools* m_tools = nullptr;
    QHBoxLayout* m_head;
    EmptyState* m_empty;
    QList<QAction*> m_actions;
    QString m_emptyText;
    std::function<void()> m_retry; ///< empty = there is nothing to retry
    qulonglong m_chosen = 0;       ///< id of the current row; 0 = none
};

} // namespace straightline::ui
