// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/decision.h"

namespace straightline::ui
{

/// What Algorithm 1 says to the inputs of a recorded decision. Written a second time here, from the words of the rule
/// and not from the engine's code, so that it is a check of what is shown. Pure.
struct RuleCheck {
    bool applies = false; ///< the policy is straightline and the request was decided
    Verdict verdict = Verdict::Wait;
    Reason reason = Reason::None;
    Tier tier = Tier::Local; ///< when placed
    bool agrees = false;     ///< with what is recorded
};
RuleCheck checkRule(const Decision& decision);

} // namespace straightline::ui
