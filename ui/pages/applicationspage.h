// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/enginelink.h"
#include "ui/viewstate.h"

class QLabel;
class QToolButton;

namespace straightline::ui
{

class ActionRegistry;
class ApplicationsModel;
class DataTable;
class EmptyState;
class TableTools;
class WordFilterModel;

/// All applications in one table; create, edit, clone and remove them, and how to call the chosen one. GUI thread;
/// owned by the main window.
class ApplicationsPage : public QWidget
{
    Q_OBJECT
public:
    ApplicationsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildActions();
    QWidget* buildHead();
    QWidget* buildDetail();
    void refresh();
    void refreshActions();
    void refreshDetail();
    const ApplicationConfiguration* current() const;
    void showMenu(const QPoint& at);
    void remove();

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    ApplicationsModel* m_model;
    WordFilterModel* m_filter;
    DataTable* m_table;
    EmptyState* m_empty;
    TableTools* m_tools = nullptr;
    QWidget* m_detail = nullptr;
    QLabel* m_address = nullptr;
    QLabel* m_command = nullptr;
};

} // namespace straightline::ui
