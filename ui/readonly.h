// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;
class QWidget;

// What a read-only engine means for controls that would change something: they are off and say why.
namespace straightline::ui
{

class EngineLink;

/// Why the engine takes no changes now; empty = it does. Changes with EngineLink::statusChanged().
QString whyReadOnly(const EngineLink& link);

/// Enables a widget, or disables it and says why under its own tool tip; as ActionRegistry::setEnabled() for actions.
void setEnabledOrSay(QWidget* widget, bool enabled, const QString& whyNot);

/// Keeps a widget, or an action of the registry, off for as long as the engine is read-only. Only for what has no other
/// reason to be off: a page that has one calls the function above with whyReadOnly() first.
void offWhileReadOnly(EngineLink& link, QWidget* widget);
void offWhileReadOnly(EngineLink& link, QAction* action);

} // namespace straightline::ui
