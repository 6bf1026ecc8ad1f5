// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/enginelink.h"
#include "ui/viewstate.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace straightline::ui
{

class ActionRegistry;
class DataTable;
class EmptyState;
class ReceiptPanel;
class RequestFilter;
class RequestsModel;

/// The latest requests, followed twice a second while they are looked at, and the receipt of the chosen one.
/// GUI thread; owned by the main window.
class RequestsPage : public QWidget
{
    Q_OBJECT
public:
    RequestsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);

    const RequestsModel& model() const { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildHead();
    void buildTable();
    void poll();
    void take(const std::vector<RequestRow>& rows);
    void startAgain();
    void askReceipt();
    void refreshCount();
    void setFollowing(bool following);

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    RequestsModel* m_model;
    RequestFilter* m_filter;
    DataTable* m_table;
    ReceiptPanel* m_receipt;
    EmptyState* m_empty;
    QLineEdit* m_words;
    QCheckBox* m_failures;
    QToolButton* m_follow = nullptr;
    QLabel* m_count;
    QTimer m_timer;
    std::string m_application;      ///< of the rows that are here
    std::uint64_t m_generation = 0; ///< answers to older questions are dropped
    std::uint64_t m_skipped = 0;
    bool m_asking = false;
};

} // namespace straightline::ui
