// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/enginelink.h"

class QAction;
class QLabel;

namespace straightline::ui
{

class ActionRegistry;
class ActivitySection;
class AuditModel;
class DataTable;
class DifferenceModel;
class EventsModel;
class OperationsModel;

/// What runs, what was changed by whom, and what happened: operations with progress, cancel and result, the audit log
/// with each entry's differences and its undo, events. GUI thread; owned by the main window.
class ActivityPage : public QWidget
{
    Q_OBJECT
public:
    ActivityPage(EngineLink& link, ActionRegistry& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildActions(ActionRegistry& actions);
    QWidget* buildDifference();
    void refreshOperations();
    void refreshAudit();
    void refreshActions();
    void refreshUndo(const QString& readOnly);
    void cancelOperation();
    void copyResult();
    void undoEntry();
    void bringBack(const AuditEntry& entry);

    EngineLink& m_link;
    OperationsModel* m_operations;
    AuditModel* m_audit;
    EventsModel* m_events;
    DifferenceModel* m_difference;
    QAction* m_cancel = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_undo = nullptr;
    ActivitySection* m_operationsPart = nullptr;
    ActivitySection* m_auditPart = nullptr;
    ActivitySection* m_eventsPart = nullptr;
    DataTable* m_differenceTable = nullptr;
    QLabel* m_why = nullptr; ///< why the chosen entry cannot be undone
    QWidget* m_differencePart = nullptr;
};

} // namespace straightline::ui
