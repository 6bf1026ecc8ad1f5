// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

#include "engine/api/history.h"

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

/// "Why there?": the receipt of one request. GUI thread; owned by the Requests page.
class ReceiptPanel : public QFrame
{
    Q_OBJECT
public:
    explicit ReceiptPanel(QWidget* parent = nullptr);
    void show(const RequestReceipt& receipt);
    void showNothing(const QString& why);
    QString text() const; ///< what Copy copies

private:
    QLabel* addRow(class QGridLayout* grid, const char* objectName, const QString& title);

    QLabel* m_title;
    QLabel* m_rule;
    QLabel* m_room;
    QLabel* m_candidates;
    QLabel* m_attempts;
    QLabel* m_stages;
    StagesBar* m_bar;
    QToolButton* m_copy;
    QWidget* m_body;
    QLabel* m_nothing;
};

} // namespace straightline::ui
