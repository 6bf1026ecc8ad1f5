// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/expectedcompletionpolicy.h"

#include "engine/api/learnedrates.h"
#include "engine/api/money.h"
#include "engine/placement/ranking.h"

namespace straightline::placement
{

namespace
{

constexpr Ticks kUnknownAndBusy = Ticks{1} << 50U; // 2 years: after all that are known

Ticks expected(const Situation& situation, const Spot& spot)
{
    const Prediction prediction = predict(situation.load.rates[spot.row->slot], situation.features.sizeBytes,
                                          spot.inFlight + 1, situation.nowNanos);
    if (!prediction.known)
        return spot.inFlight == 0 ? 0 : kUnknownAndBusy + spot.inFlight;
    const Ticks time = prediction.service + prediction.wait + prediction.coldStart;
    return time + weighed(costOf(spot.row->nanoUsdPerSecond, time), situation.application.knobs.moneyWeight);
}

} // namespace

void ExpectedCompletionPolicy::place(const Situation& situation, Decision& decision) const
{
    Ranking<Ticks> ranking;
    situation.room.forEach([&](const Spot& spot) { ranking.add(spot, expected(situation, spot)); });
    if (ranking.empty()) {
        setUnplaced(decision);
        return;
    }
    ranking.show(decision, toMs);
    setPlaced(decision, ranking.best(), Reason::ExpectedCompletion);
}

} // namespace straightline::placement
