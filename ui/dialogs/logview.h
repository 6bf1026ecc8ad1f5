// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QRegularExpression>

namespace straightline::ui
{

/// The latest lines of a log. Follows while its end is in sight; nothing moves while somebody reads further up or has
/// text selected. Marks what a search finds. GUI thread; owned by the log dialog.
class LogView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit LogView(QWidget* parent = nullptr);

    /// What the log's end reads now: new lines are added, those that left the window go.
    void take(const QStringList& lines);
    bool isHeld() const; ///< somebody reads further up or has text selected: newer lines wait
    bool hasWaiting() const { return m_waits; }
    void goToEnd();

    /// Marks every match, at most some hundred; how many. An expression that is empty or not valid marks none.
    int mark(const QRegularExpression& wanted);
    /// Selects the next match from where the cursor is, around the end if need be.
    void find(const QRegularExpression& wanted, bool backward);

Q_SIGNALS:
    void linesChanged(); ///< what is shown
    void heldChanged();  ///< isHeld() or hasWaiting()

private:
    void apply();
    void catchUp();
    bool isAtEnd() const;

    QStringList m_shown;
    QStringList m_latest;
    bool m_waits = false;
    bool m_applying = false;
};

} // namespace straightline::ui
