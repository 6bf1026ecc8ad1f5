// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace straightline::ui
{

class ActionRegistry;

/// All shortcuts, as the registry has them at this moment. GUI thread.
class ShortcutDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutDialog(const ActionRegistry& actions, QWidget* parent);
};

} // namespace straightline::ui
