// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/operation.h"
#include "engine/api/snapshot.h"

namespace straightline::ui
{

/// What to do about a backend that does not work.
struct Advice {
    QString why;   ///< in the engine's words, which are English
    QString next;  ///< one sentence
    QString field; ///< of the backend that is the likely cause, as validate() names it; empty = none in particular
    QString edit;  ///< what to call the button that edits it
};

/// Down or failed: it needs somebody.
bool isTrouble(BackendState state);
/// For a backend in trouble. Known by words that the adapters and the health check use.
Advice adviceFor(const BackendSnapshot& backend);
/// For the step at which a test of such a backend failed.
Advice testAdvice(BackendKind kind, const OperationStep& failed);

} // namespace straightline::ui
