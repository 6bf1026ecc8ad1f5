// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/enginelink.h"
#include "ui/viewstate.h"

class QAction;
class QCheckBox;
class QLabel;
class QMenu;
class QToolButton;

namespace straightline::ui
{

class ActionRegistry;
class DataTable;
class EmptyState;
class ExportStrip;
class FilterBox;
class ReceiptPanel;
class RequestFeed;
class RequestFilter;
class RequestsModel;
class TableExporter;

/// The latest requests, followed twice a second while they are looked at, their filter, and the receipt of the chosen
/// one. GUI thread; owned by the main window.
class RequestsPage : public QWidget
{
    Q_OBJECT
public:
    RequestsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);

    const RequestsModel& model() const { return *m_model; }
    const std::optional<RequestReceipt>& receipt() const; ///< shown now
    /// The receipt of a request by the id the client got, or by the store's number as text.
    void showRequest(const std::string& id);

Q_SIGNALS:
    void receiptRead(const straightline::RequestReceipt& receipt);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildHead();
    void buildTable();
    void buildActions();
    QToolButton* buttonOf(QAction* action, const char* objectName);
    void refresh();
    void refreshState();
    void refreshCount();
    void refilter();
    void startAgain();
    void askReceipt();
    void refreshNames();
    void showTableMenu(const QPoint& at);
    void exportTable();
    QString exportName() const;

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    RequestsModel* m_model;
    RequestFilter* m_filter;
    RequestFeed* m_feed;
    DataTable* m_table;
    TableExporter* m_exporter;
    ExportStrip* m_strip;
    ReceiptPanel* m_receipt;
    EmptyState* m_empty;
    FilterBox* m_words;
    QCheckBox* m_failures;
    QLabel* m_count;
    QAction* m_follow = nullptr;
    QAction* m_export = nullptr;
    std::uint64_t m_chosen = 0;          ///< store id of the receipt's request; 0 = none
    std::vector<QAction*> m_menuActions; ///< of the table's context menu
};

} // namespace straightline::ui
