// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

namespace straightline::ui
{

/// Every action of the console, once: menus, tool bar, context menus and the list of shortcuts are made of it.
/// GUI thread; owned by the main window, whose shortcuts they are.
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    explicit ActionRegistry(QWidget* window);

    /// `tip` says in a sentence what it does; its shortcut is added by itself.
    QAction* add(const QString& id, const QString& text, const QString& icon, const QKeySequence& shortcut,
                 const QString& tip);
    QAction* find(const QString& id) const; ///< of one that was added
    const QList<QAction*>& all() const { return m_actions; }
    /// Enables it, or disables it and says why in the tool tip.
    static void setEnabled(QAction* action, bool enabled, const QString& whyNot);
    /// A text without its mnemonic, as "Commands…" of "Comman&ds…" or of "Commands(&D)…".
    static QString plainText(QString text);
    static QString whyNot(const QAction* action); ///< why it is off; empty = it is on

private:
    QWidget* m_window;
    QList<QAction*> m_actions;
};

} // namespace straightline::ui
