// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/api/change.h"
#include "ui/dialogs/confirmbox.h"

namespace straightline::ui
{

class EngineLink;

/// The one way by which a step of the configuration is taken, back or forth: one that redeploys or removes containers
/// is asked about first, as it is where it is begun, and any other is taken at once. `question` without its effects.
void confirmStep(QWidget* parent, const EngineLink& link, const Restore& step, Confirmation question,
                 const std::function<void()>& take);

} // namespace straightline::ui
