// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/requestrecord.h"

namespace straightline::replay
{

enum class SelfCheck : std::uint8_t {
    Reproduced,
    Differs,
    Undecided, ///< the request ended before a decision: nothing to check
};

/// A recorded decision, decided again from what was recorded with it: f, d, F, D and the room of each tier. The same
/// code decides, so a difference is a fault: of the code, the record, or the memory in between.
///
/// Of straightline, and of a policy that fell back to it: verdict, reason and tier. Of the others: whether it was
/// placed, in a tier that had room, and with the reason where the policy has one only. And where the request was
/// answered at its last attempt: that this was the candidate with the lowest score, of equals the first, for the
/// policies that promise so. Pure; some 50 ns.
SelfCheck checkDecision(const RequestRecord& record);

} // namespace straightline::replay
