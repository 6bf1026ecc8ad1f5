// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/trouble.h"

namespace straightline::ui
{

class EnginePulse;

// A trouble in the operator's language; the engine's English detail is kept beside it.

QString troubleTitle(const Trouble& trouble); ///< what is wrong, as a sentence: "Docker cannot be reached."
QString troubleStep(const Trouble& trouble);  ///< the one thing to do next
/// "Since 12:03:14. It is tried again by itself every 30 s."
QString troubleTime(const Trouble& trouble);
/// Whether it is about one backend, which can be shown.
bool isAboutBackend(const Trouble& trouble);
/// The engine is not heard: what that means, and what to do. Empty = it is heard.
QString silenceText(const EnginePulse& pulse);

} // namespace straightline::ui
