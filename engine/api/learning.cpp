// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/learning.h"

#include "engine/api/money.h"

namespace straightline
{

void learnAttempt(LiveLoad& load, const ApplicationRoute& application, const BackendRoute& backend,
                  const AttemptSample& sample)
{
    learn(load.rates[backend.slot], sample);
    if (application.budgetNanoUsd == 0)
        return;
    std::atomic<std::uint32_t>& weight = load.applications[application.slot].moneyWeight;
    const std::uint64_t cost = costOf(backend.nanoUsdPerSecond, Ticks{sample.micros} * kTicksPerMicro);
    weight.store(weightAfter(weight.load(std::memory_order_relaxed), cost, application.budgetNanoUsd),
                 std::memory_order_relaxed);
}

} // namespace straightline
