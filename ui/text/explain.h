// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QColor>
#include <QString>
#include <QStringList>

#include "engine/api/history.h"

namespace straightline::ui
{

// "Why there?" in the operator's language, from the receipt's values. Pure functions.

QString ruleSentence(const RequestRecord& record); ///< the rule with its numbers
/// The rule computed again from the receipt's numbers, the choice among the candidates, and the sum of the stages.
QString checkSentence(const RequestReceipt& receipt);
bool checkedWell(const RequestReceipt& receipt);      ///< nothing in checkSentence() differs from what is recorded
QString requestSentence(const RequestRecord& record); ///< when it came, what it asked, how much went through
QString roomSentence(const Decision& decision);       ///< room of each tier at that moment
QString candidatesSentence(const RequestReceipt& receipt);
QStringList attemptLines(const RequestReceipt& receipt);
QString stagesSentence(const RequestRecord& record); ///< queue + connect + backend + transfer = total
/// The same with a square in the bar's colour before each stage.
QString stagesMarkup(const RequestRecord& record, const std::array<QColor, 4>& shades);

} // namespace straightline::ui
