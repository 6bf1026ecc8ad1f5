// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QFrame>
#include <QLabel>

class QAction;
class QToolButton;

namespace straightline::ui
{

/// Why a panel is empty and the one next thing to do, with a command to copy when there is one. GUI thread.
class EmptyState : public QFrame
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void show(const QString& text, const QString& command = {});
    /// With a button for the one next action instead of a command.
    void show(const QString& text, const QString& next, const std::function<void()>& act);
    /// The next action is one of the registry, which outlives the page; off while that is off.
    void show(const QString& text, const QString& next, QAction& action);

private:
    QLabel* m_text;
    QLabel* m_command;
    QToolButton* m_copy;
    QToolButton* m_next;
    std::function<void()> m_act;
};

} // namespace straightline::ui
