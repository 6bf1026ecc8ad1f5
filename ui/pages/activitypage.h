// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/enginelink.h"

class QToolButton;

namespace straightline::ui
{

class ActionRegistry;
class AuditModel;
class DataTable;
class EventsModel;
class OperationsModel;

/// What runs, what was changed by whom, and what happened: operations with progress and cancel, the audit log with
/// undo, events. GUI thread; owned by the main window.
class ActivityPage : public QWidget
{
    Q_OBJECT
public:
    ActivityPage(EngineLink& link, ActionRegistry& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* section(const QString& title, QWidget* content, QToolButton* button = nullptr);
    QToolButton* buttonOf(QAction* action, const char* objectName);
    void refreshOperations();
    void refreshAudit();
    void refreshActions();
    void cancelOperation();
    void undoEntry();

    EngineLink& m_link;
    OperationsModel* m_operations;
    AuditModel* m_audit;
    EventsModel* m_events;
    DataTable* m_operationsTable;
    DataTable* m_auditTable;
    DataTable* m_eventsTable;
    QAction* m_cancel = nullptr;
    QAction* m_undo = nullptr;
    bool m_readOnly = false;
};

} // namespace straightline::ui
