// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

#include "engine/api/operation.h"

namespace straightline::ui
{

/// What the engine says of itself ("replica 1-2: exited 1: no such file"), in the console's language: events, steps and
/// ends of operations, checks, details of errors, reasons. The engine knows of no language, so its sentences are
/// found again by the phrases of enginephrases.h. Names, numbers and what other programs say stay; what is not known
/// comes back unchanged. Takes microseconds; any thread, like tr().
QString engineText(const QString& english);
QString engineText(std::string_view english);

// What they are about: the program's own parts in the console's language, applications and backends as they are named.
QString eventSubject(const Event& event);
QString operationSubject(const Operation& operation);
QString auditSubject(const AuditEntry& entry);

} // namespace straightline::ui
