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

/// The step of one of them; different ones at the same time. One that was declined is left as it is.
STRAIGHTLINE_HOST_DEVICE inline void perform(const Launch& launch, std::uint32_t index)
{
    std::byte* const memory = launch.memory + std::size_t{index} * launch.site.bytes;
    State& state = *arrayAt<State>(memory, 0);
    if (launch.step == Launch::Step::Begin) {
        state = State();
        return;
    }
    if (state.declined != Declined::No)
        return;
    TrialRun run(launch.site, launch.trials[index], memory);
    if (launch.step == Launch::Step::Run)
        run.run(launch.requests);
    else
        run.finish();
    run.store();
}

} // namespace straightline::replay::kernel
