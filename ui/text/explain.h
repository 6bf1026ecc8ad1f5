// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "engine/api/history.h"

namespace straightline::ui
{

// "Why there?" in the operator's language, from the receipt's values. Pure functions.

QString ruleSentence(const RequestRecord& record); ///< the rule with its numbers
QString roomSentence(const Decision& decision);    ///< room of each tier at that moment
QString candidatesSentence(const RequestReceipt& receipt);
QStringList attemptLines(const RequestReceipt& receipt);
QString stagesSentence(const RequestRecord& record); ///< queue + connect + backend + transfer = total

} // namespace straightline::ui
