// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/whatifdots.h"

#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

/// As both a WhatIfMove and a WhatIfStay have them.
template <class Request>
PlaneDot dotOf(const Request& request, std::optional<Tier> tier, Outcome outcome)
{
    PlaneDot dot;
    dot.frequencyHz = request.frequencyHz;
    dot.sizeBytes = request.sizeBytes;
    dot.tier = tier.value_or(Tier::Local);
    dot.failed = outcome != Outcome::Answered;
    dot.id = request.id;
    dot.arrivalUnixMicros = request.arrivalUnixMicros;
    return dot;
}

QString backendOrNone(const std::string& backend)
{
    return backend.empty() ? PlacementPlane::tr("no backend") : fromUtf8(backend);
}

} // namespace

std::vector<PlaneDot> whatIfDots(const WhatIfAnswer& answer)
{
    std::vector<PlaneDot> dots;
    for (const WhatIfStay& stay : answer.stays) {
        PlaneDot& dot = dots.emplace_back(dotOf(stay, stay.tier, stay.outcome));
        dot.isBackground = true;
        dot.simulated =
            PlacementPlane::tr("stays at %1: %2").arg(backendOrNone(stay.backend), outcomeWord(stay.outcome));
    }
    for (const WhatIfMove& move : answer.moves) {
        PlaneDot& dot = dots.emplace_back(dotOf(move, move.to, move.after));
        dot.simulated =
            PlacementPlane::tr("moves from %1 to %2: %3")
                .arg(backendOrNone(move.fromBackend), backendOrNone(move.toBackend), outcomeWord(move.after));
    }
    return dots;
}

} // namespace straightline::ui
