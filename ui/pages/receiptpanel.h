// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>
#include <QLabel>

#include "engine/api/engine.h"

class QGridLayout;
class QToolButton;

namespace straightline::ui
{

/// Queue, connect, backend and transfer as one bar in four shades; their widths add up to the total. GUI thread.
class StagesBar : public QWidget
{
    Q_OBJECT
public:
    explicit StagesBar(QWidget* parent = nullptr);
    void show(const StageTimes& stages);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    StageTimes m_stages;
};

/// "Why there?": the receipt of one request, and the rule computed again from its numbers. GUI thread; owned by the
/// page, dialog or panel it is in.
class ReceiptPanel : public QFrame
{
    Q_OBJECT
public:
    explicit ReceiptPanel(QWidget* parent = nullptr);
    void show(const RequestReceipt& receipt);
    void showNothing(const QString& why);
    QString text() const; ///< what Copy copies
    void copyCurl() const;
    const std::optional<RequestReceipt>& receipt() const { return m_receipt; } ///< empty = none is shown

    void setEngine(const EngineStatus& engine) { m_engine = engine; } ///< where curl sends to
    /// Which request is asked for: answers about others are late.
    void setWanted(const std::string& id) { m_wanted = id; }
    const std::string& wanted() const { return m_wanted; }

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addRow(QGridLayout* grid, const char* objectName, const QString& title);
    QToolButton* addButton(const char* objectName, const QString& text, const QString& tip);
    void showStages();

    EngineStatus m_engine;
    std::string m_wanted;
    std::optional<RequestReceipt> m_receipt;
    QLabel* m_title;
    QLabel* m_request;
    QLabel* m_rule;
    QLabel* m_check;
    QLabel* m_room;
    QLabel* m_candidates;
    QLabel* m_attempts;
    QLabel* m_stages;
    StagesBar* m_bar;
    QToolButton* m_copy;
    QToolButton* m_curl;
    QWidget* m_body;
    QWidget* m_scroll = nullptr;
    QLabel* m_nothing;
};

} // namespace straightline::ui
