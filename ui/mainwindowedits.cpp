// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that undoes and redoes.
#include <QAction>
#include <QUndoStack>

#include "ui/actionregistry.h"
#include "ui/dialogs/confirmstep.h"
#include "ui/enginelink.h"
#include "ui/mainwindow.h"
#include "ui/readonly.h"

namespace straightline::ui
{

void MainWindow::buildEditActions()
{
    const QUndoStack& stack = m_link->undoStack();
    QAction* undo = m_actions->add(QStringLiteral("undoAction"), tr("&Undo"), QStringLiteral("undo"),
                                   QKeySequence(Qt::CTRL | Qt::Key_Z), tr("Undo the last change"));
    QAction* redo = m_actions->add(QStringLiteral("redoAction"), tr("&Redo"), QStringLiteral("redo"),
                                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), tr("Do the undone change again"));
    connect(undo, &QAction::triggered, this, [this] { takeStep(true); });
    connect(redo, &QAction::triggered, this, [this] { takeStep(false); });
    const auto refresh = [this, undo, redo, &stack] {
        const QString readOnly = whyReadOnly(*m_link);
        setWindowTitle(readOnly.isEmpty() ? tr("StraightLine Console") : tr("StraightLine Console – read-only"));
        ActionRegistry::setEnabled(undo, stack.canUndo() && readOnly.isEmpty(),
                                   readOnly.isEmpty() ? tr("There is nothing to undo.") : readOnly);
        ActionRegistry::setEnabled(redo, stack.canRedo() && readOnly.isEmpty(),
                                   readOnly.isEmpty() ? tr("There is nothing to redo.") : readOnly);
        undo->setText(stack.canUndo() ? tr("&Undo: %1").arg(stack.undoText()) : tr("&Undo"));
        redo->setText(stack.canRedo() ? tr("&Redo: %1").arg(stack.redoText()) : tr("&Redo"));
        undo->setIconText(tr("Undo"));
        redo->setIconText(tr("Redo"));
    };
    connect(m_link, &EngineLink::editsChanged, undo, refresh);
    connect(m_link, &EngineLink::statusChanged, undo, refresh);
    refresh();
}

void MainWindow::takeStep(bool back)
{
    const auto step = [this, back] { back ? m_link->undo() : m_link->redo(); };
    const Restore* const restore = m_link->edits().nextRestore(back);
    if (restore == nullptr)
        return step();
    const QUndoStack& stack = m_link->undoStack();
    confirmStep(this, *m_link, *restore,
                {.name = back ? QStringLiteral("undo") : QStringLiteral("redo"),
                 .title = back ? tr("Undo") : tr("Redo"),
                 .question = back ? tr("Undo \u201C%1\u201D?").arg(stack.undoText())
                                  : tr("Redo \u201C%1\u201D?").arg(stack.redoText()),
                 .effects = {},
                 .accept = back ? tr("&Undo") : tr("&Redo"),
                 .acceptName = back ? QStringLiteral("undoPushButton") : QStringLiteral("redoPushButton")},
                [this, back, restore, step] {
                    if (m_link->edits().nextRestore(back) == restore) // nothing else came onto the stack meanwhile
                        step();
                });
}

} // namespace straightline::ui
