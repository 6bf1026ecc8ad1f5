// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/twochoicespolicy.h"

#include "engine/placement/pick.h"

namespace straightline::placement
{

void TwoChoicesPolicy::place(const Situation& situation, Decision& decision) const
{
    if (situation.room.count() == 0)
        setUnplaced(decision);
    else
        pickOfTwo(situation, 0, situation.room.count(), Reason::TwoChoices, decision);
}

} // namespace straightline::placement
