// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFrame>

#include "engine/api/trouble.h"

class QLabel;
class QScrollArea;
class QToolButton;

namespace straightline::ui
{

/// Says what is wrong, since when, and what to do next: the worst trouble whole, the others folded behind a button, so
/// that fifty of them take no more room than two. Hidden while nothing is wrong. A failure of an operator's own action
/// shows here too, until it is closed. GUI thread; owned by the main window.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);
    void showTroubles(const std::vector<Trouble>& troubles); ///< the worst first
    void showFailure(const QString& what, const QString& why);
    void showSilence(const QString& text); ///< of the engine; above all else. Empty = it is heard again

Q_SIGNALS:
    void shown(bool isShown);
    void backendWanted(const QString& id); ///< the operator wants to see the backend that the trouble is about

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(const char* objectName, const QString& tip);
    void refresh();
    void refreshRest();

    std::vector<Trouble> m_troubles;
    QString m_failure;
    QString m_silence;
    QLabel* m_icon;
    QLabel* m_text;
    QLabel* m_rest;
    QScrollArea* m_restArea;
    QToolButton* m_show;
    QToolButton* m_more;
    QToolButton* m_close;
};

} // namespace straightline::ui
