// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/history.h"

namespace straightline::store
{

/// "Why there?" in one English sentence: the rule with the numbers it compared. Pure.
std::string placementSentence(const RequestRow& row);

} // namespace straightline::store
