// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

#include "engine/api/words.h"

namespace straightline::ui
{

/// Which colour of the theme an icon is drawn in.
enum class IconColor { Text, Muted, Accent, Good, Warning, Bad, Local, Container, Serverless };

/// An SVG of resources/icons in a colour of the theme in force when it is painted, so that it follows a theme switch.
QIcon themedIcon(const QString& name, IconColor color = IconColor::Text);

QIcon tierIcon(Tier tier);
QIcon stateIcon(BackendState state);

} // namespace straightline::ui
