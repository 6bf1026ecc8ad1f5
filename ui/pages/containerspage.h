// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "engine/api/containerstatus.h"

class QLabel;
class QSplitter;

namespace straightline::ui
{

class ActionRegistry;
class ContainersModel;
class DataTable;
class EmptyState;
class EngineLink;
class LogPlace;
class TableTools;
class ViewState;
class WordFilterModel;

/// Every container of ours with what it uses, its backend's log, and what can be done with it: redeploy, roll back,
/// stop, start. Asks the engine once a second while it is seen, every ten seconds else. GUI thread; owned by the main
/// window.
class ContainersPage : public QWidget
{
    Q_OBJECT
public:
    ContainersPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const straightline::BackendId& backend); ///< of the chosen container

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildActions();
    QWidget* buildHead();
    void buildTable();
    void ask();
    void take(const std::vector<ContainerStatus>& containers);
    void refresh();
    void refreshActions();
    void refreshSteps();
    void followLog();
    void showMenu(const QPoint& at);
    const ContainerStatus* current() const;
    void showEmpty();
    void redeploy();
    void rollBack();
    void stop();
    void start();

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    QTimer m_timer;
    bool m_asking = false;
    bool m_heard = false;
    std::vector<ContainerStatus> m_latest;
    ContainersModel* m_model;
    WordFilterModel* m_filter;
    DataTable* m_table;
    TableTools* m_tools = nullptr;
    QLabel* m_steps;
    EmptyState* m_empty;
    QSplitter* m_split;
    LogPlace* m_log;
};

} // namespace straightline::ui
