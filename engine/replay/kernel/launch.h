// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/sweepkernel.h"

namespace straightline::replay::kernel
{

/// One step of many trials: what is given to a processor or a GPU.
struct Launch {
    enum class Step : std::uint32_t {
        Begin,  ///< their memory, all zero, becomes that of trials that begin
        Run,    ///< the next requests
        Finish, ///< nothing more arrives
    };

    Site site;
    const Trial* trials = nullptr;
    std::byte* memory = nullptr; ///< Site::bytes for each
    std::uint32_t count = 0;
    Step step = Step::Begin;
    Requests requests{};
};

template <bool kRule>
STRAIGHTLINE_HOST_DEVICE inline void performAs(const Launch& launch, const Trial& trial, std::byte* memory)
{
    TrialRun<kRule> run(launch.site, trial, memory);
    if (launch.step == Launch::Step::Run)
        run.run(launch.requests);
    else
        run.finish();
    run.store();
}

/// The step of one of them; different ones at the same time. One that was declined is left as it is.
STRAIGHTLINE_HOST_DEVICE inline void perform(const Launch& launch, std::uint32_t index)
{
    std::byte* const memory = launch.memory + std::size_t{index} * launch.site.bytes;
    const Trial& trial = launch.trials[index];
    State& state = *arrayAt<State>(memory, 0);
    if (launch.step == Launch::Step::Begin) {
        state = State();
        state.reviewNanos = comparesTiers(trial.policy) && launch.site.slowFactor > 0.0 ? 0 : kNever;
        return;
    }
    if (state.declined != Declined::No)
        return;
    if (trial.policy == Policy::Rule)
        performAs<true>(launch, trial, memory);
    else
        performAs<false>(launch, trial, memory);
}

} // namespace straightline::replay::kernel
