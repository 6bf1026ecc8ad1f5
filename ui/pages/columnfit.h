// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

class QHeaderView;
class QSettings;
class QWidget;

namespace straightline::ui
{

/// What gives way where a table is narrower than its columns: first these are hidden in their order, as many as it
/// takes, then these become narrower, down to so many characters.
struct YieldingColumns {
    QList<int> hidden;
    QHash<int, int> characters; ///< by column

    bool isEmpty() const { return hidden.isEmpty() && characters.isEmpty(); }
};

/// Fits the columns of a table into its width: one column takes what is left, and where nothing is left some give way.
/// What the operator has chosen stays: a column that was shown or hidden by hand, and all widths once one was dragged.
/// Below the least widths the table scrolls. GUI thread; owned by its table.
class ColumnFit : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    ColumnFit(QHeaderView& header, QWidget& viewport, QObject* parent);

    /// Widths in px by column; `least` where it gives way. `stretched` takes what is left; -1 = the last of those
    /// shown.
    void setUp(const QList<int>& wanted, const QList<int>& least, const QList<int>& hidden, int stretched);
    void fit();

    void choose(int column); ///< the operator shows or hides it
    bool isByHand() const { return m_byHand || !m_chosen.isEmpty(); }
    void forgetHand(); ///< columns and widths as at first
    void restore(const QSettings& settings, const QString& table);
    void keep(QSettings& settings, const QString& table) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitSoon();
    void noteDragged(int oldSize, int newSize);
    bool yields() const { return !m_byHand && (!m_hidden.isEmpty() || m_least != m_wanted); }
    int takesTheRest() const; ///< -1 = none is shown
    void hideWhatHasNoRoom(int room);
    void share(int room);
    void stretch();

    QHeaderView& m_header;
    QWidget& m_viewport;
    QList<int> m_wanted;
    QList<int> m_least;
    QList<int> m_hidden;
    QSet<int> m_chosen;
    int m_stretched = -1;
    bool m_byHand = false;
    bool m_isPressed = false; ///< a button, on the header
    bool m_isFitting = false;
    bool m_isDue = false;
};

} // namespace straightline::ui
