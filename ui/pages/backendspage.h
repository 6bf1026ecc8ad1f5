// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/enginelink.h"
#include "ui/viewstate.h"

namespace straightline::ui
{

class ActionRegistry;
class BackendsModel;
class DataTable;
class EmptyState;
class TableTools;
class TroubleStrip;
class WordFilterModel;

/// All backends in one table, and everything that can be done with them. GUI thread; owned by the main window.
class BackendsPage : public QWidget
{
    Q_OBJECT
public:
    BackendsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);
    void choose(const BackendId& id); ///< selects its row; a filter that hides it is emptied
    BackendId currentId() const;      ///< empty = none is chosen

Q_SIGNALS:
    void chosen(const straightline::BackendId& id);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildActions();
    QWidget* buildHead();
    void buildTable();
    QAction* addAction(const QString& id, const QString& text, const QString& icon, const QKeySequence& shortcut,
                       const QString& tip, void (BackendsPage::*slot)());
    void refresh();
    void refreshActions();
    void refreshTrouble();
    void showMenu(const QPoint& at);
    const BackendConfiguration* current() const;
    void registerBackend();
    void editBackend();
    void removeBackend();
    void drainBackend();
    void resumeBackend();
    void redeployBackend();
    void showLogs();
    void showColumns();
    void editTrouble(const QString& field);
    bool chooseRow(const BackendId& id);

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    BackendsModel* m_model;
    WordFilterModel* m_filter;
    DataTable* m_table;
    EmptyState* m_empty;
    TroubleStrip* m_trouble;
    TableTools* m_tools = nullptr;
};

} // namespace straightline::ui
