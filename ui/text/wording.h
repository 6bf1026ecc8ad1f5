// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <QString>
#include <QStringList>

#include "engine/api/operation.h"
#include "engine/api/result.h"
#include "engine/api/snapshot.h"
#include "engine/api/words.h"

namespace straightline::ui
{

// The design's words in the operator's language. Reasons and policies keep their English spelling, which is what
// headers, logs and the API say; their meaning is translated beside it.

QString fromUtf8(std::string_view text);
std::string toUtf8(const QString& text);

QString partsText(const QStringList& parts); ///< one behind the other, between the language's semicolons

QString tierWord(Tier tier);
QString kindWord(BackendKind kind);
QString stateWord(BackendState state);
QString breakerWord(BreakerState state);
/// Also why a backend is ejected, and when it is tried again.
QString breakerText(const BackendSnapshot& backend);
QString outcomeWord(Outcome outcome);
QString attemptWord(AttemptOutcome outcome);
QString operationWord(const std::string& kind);
QString operationStateWord(OperationState state);
QString severityWord(Severity severity);
QString policyTitle(PolicyKind policy);
QString policyMeaning(PolicyKind policy);
QString reasonMeaning(Reason reason);
QString actionWord(const std::string& action); ///< of the audit list
QString actorWord(const std::string& actor);   ///< the program's own parts; other names as they are

/// What failed and what can be done, from an engine's error: the cause, then its detail as engineText() knows it.
QString errorText(const Error& error);

} // namespace straightline::ui
