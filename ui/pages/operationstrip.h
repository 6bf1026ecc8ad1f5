// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QProgressBar>

#include "ui/enginelink.h"

class QToolButton;

namespace straightline::ui
{

/// The newest running operation with its step, progress and Cancel; for a moment also how it ended. Hidden while
/// nothing runs. GUI thread; owned by a page.
class OperationStrip : public QFrame
{
    Q_OBJECT
public:
    explicit OperationStrip(EngineLink& link, QWidget* parent = nullptr);

private:
    void setBad(bool bad); ///< the text in the colour of failures
    void refresh();
    void showEnd(const Operation& operation);

    EngineLink& m_link;
    std::uint64_t m_shown = 0; ///< operation; 0 = none
    QLabel* m_text;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QTimer m_linger;
};

} // namespace straightline::ui
