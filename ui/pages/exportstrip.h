// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QToolButton;

namespace straightline::ui
{

/// How work of the console itself goes, the export of a table or the saving of a log: progress with Cancel, then what
/// came of it: for a moment when it worked, until it is closed when it did not. Hidden else. GUI thread; owned by a
/// page.
class ExportStrip : public QFrame
{
    Q_OBJECT
public:
    explicit ExportStrip(QWidget* parent = nullptr);

    /// `all` = 0: nobody knows yet how much it is.
    void showProgress(const QString& text, int done, int all);
    void showEnd(bool worked, const QString& told);

Q_SIGNALS:
    void cancelled();

private:
    void setBad(bool bad); ///< the text in the colour of failures
    QLabel* m_text;
    QProgressBar* m_progress;
    QToolButton* m_button;
    bool m_running = false;
    QTimer m_linger;
};

} // namespace straightline::ui
