// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/logview.h"

#include <algorithm>

#include <QFontDatabase>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>

#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr int kMostMarks = 500;

/// How many lines of `before` have left when `now` goes on from it; -1 = it does not.
qsizetype linesGone(const QStringList& before, const QStringList& now)
{
    if (before.isEmpty() || now.isEmpty())
        return -1;
    for (qsizetype gone = 0; gone < before.size(); ++gone) {
        const qsizetype common = before.size() - gone;
        if (common <= now.size() && std::equal(before.begin() + gone, before.end(), now.begin()))
            return gone;
    }
    return -1;
}

} // namespace

LogView::LogView(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::catchUp);
    connect(this, &QPlainTextEdit::selectionChanged, this, &LogView::catchUp);
}

bool LogView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

bool LogView::isHeld() const
{
    return !m_shown.isEmpty() && (!isAtEnd() || textCursor().hasSelection());
}

void LogView::take(const QStringList& lines)
{
    m_latest = lines;
    const bool waited = std::exchange(m_waits, m_latest != m_shown);
    if (m_waits && !isHeld())
        apply();
    else if (waited != m_waits)
        Q_EMIT heldChanged();
}

void LogView::catchUp()
{
    if (m_applying)
        return;
    if (m_waits && !isHeld())
        apply();
    Q_EMIT heldChanged();
}

void LogView::goToEnd()
{
    QTextCursor cursor = textCursor();
    cursor.clearSelection();
    setTextCursor(cursor);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogView::apply()
{
    const QScopedValueRollback<bool> guard(m_applying, true);
    const qsizetype gone = linesGone(m_shown, m_latest);
    if (gone < 0) {
        setPlainText(m_latest.join(QLatin1Char('\n')));
    } else {
        const QStringList added = m_latest.mid(m_shown.size() - gone);
        if (!added.isEmpty())
            appendPlainText(added.join(QLatin1Char('\n')));
        QTextCursor cursor(document());
        cursor.movePosition(QTextCursor::NextBlock, QTextCursor::KeepAnchor, static_cast<int>(gone));
        cursor.removeSelectedText();
    }
    m_shown = m_latest;
    m_waits = false;
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    Q_EMIT linesChanged();
}

int LogView::mark(const QRegularExpression& wanted)
{
    QList<QTextEdit::ExtraSelection> marks;
    const bool usable = wanted.isValid() && !wanted.pattern().isEmpty();
    QTextBlock block = usable ? document()->begin() : QTextBlock();
    for (; block.isValid() && marks.size() < kMostMarks; block = block.next()) {
        QRegularExpressionMatchIterator matches = wanted.globalMatch(block.text());
        while (matches.hasNext() && marks.size() < kMostMarks) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedLength() == 0)
                continue; // "x*" matches nothing everywhere
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(block);
            mark.cursor.setPosition(block.position() + static_cast<int>(match.capturedStart()));
            mark.cursor.setPosition(block.position() + static_cast<int>(match.capturedEnd()), QTextCursor::KeepAnchor);
            mark.format.setBackground(themeColors(palette()).chosen);
            marks.append(mark);
        }
    }
    setExtraSelections(marks);
    return static_cast<int>(marks.size());
}

void LogView::find(const QRegularExpression& wanted, bool backward)
{
    if (!wanted.isValid() || wanted.pattern().isEmpty())
        return;
    const auto flags = backward ? QTextDocument::FindFlags(QTextDocument::FindBackward) : QTextDocument::FindFlags();
    QTextCursor found = document()->find(wanted, textCursor(), flags);
    if (found.isNull()) {
        QTextCursor from(document());
        from.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        found = document()->find(wanted, from, flags);
    }
    if (found.isNull() || !found.hasSelection())
        return;
    setTextCursor(found);
    ensureCursorVisible();
}

} // namespace straightline::ui
