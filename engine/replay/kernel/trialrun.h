// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/histogrambuckets.h"
#include "engine/replay/kernel/arithmetic.h"
#include "engine/replay/kernel/kernelbackend.h"
#include "engine/replay/kernel/kernelendings.h"
#include "engine/replay/kernel/kernelpolicies.h"
#include "engine/replay/kernel/kernelreview.h"

namespace straightline::replay::kernel
{

/// One trial over a piece of its trace, as Simulation. Keeps the state in itself, where a compiler can keep it in
/// registers, until store(). `kRule`: of Policy::Rule, which so pays for nothing that the others need.
template <bool kRule>
class TrialRun
{
public:
    /// `memory`: of the trial, Site::bytes, at first all zero but a State that was made anew.
    STRAIGHTLINE_HOST_DEVICE TrialRun(const Site& site, const Trial& trial, std::byte* memory)
        : m_site(site)
        , m_trial(trial)
        , m_memory(memory)
        , m_state(*arrayAt<State>(memory, 0))
        , m_endings(m_state, arrayAt<Ending>(memory, site.farAt))
    {
    }
    TrialRun(const TrialRun&) = delete;
    TrialRun& operator=(const TrialRun&) = delete;

    /// The next requests in order of arrival.
    STRAIGHTLINE_HOST_DEVICE void run(const Requests& requests);
    /// Nothing more arrives: what waits and runs comes to its end.
    STRAIGHTLINE_HOST_DEVICE void finish();
    STRAIGHTLINE_HOST_DEVICE void store() { *arrayAt<State>(m_memory, 0) = m_state; }

private:
    /// What an attempt needs of its request.
    struct Work {
        std::int64_t arrivalNanos;
        std::int64_t targetNanos;
        std::int64_t serviceNanos;
        std::int64_t coldStartNanos;
    };

    // sweepkernel.h: time and arrivals
    STRAIGHTLINE_HOST_DEVICE void advanceTo(std::int64_t nowNanos);
    STRAIGHTLINE_HOST_DEVICE void end(const Ending& ending);
    STRAIGHTLINE_HOST_DEVICE void arrive(const Requests& requests, std::uint32_t index);
    // trialchoice.h
    STRAIGHTLINE_HOST_DEVICE std::uint32_t branchOf(double frequencyHz, std::uint64_t sizeBytes) const;
    STRAIGHTLINE_HOST_DEVICE std::uint64_t wordOf(const Requests& requests, std::uint32_t index) const;
    STRAIGHTLINE_HOST_DEVICE std::uint32_t choose(std::uint64_t sizeBytes, std::uint64_t word,
                                                  std::int64_t nowNanos) const;
    STRAIGHTLINE_HOST_DEVICE std::uint32_t byPolicy(std::uint32_t room, std::uint64_t word,
                                                    std::int64_t nowNanos) const;
    // trialroom.h
    STRAIGHTLINE_HOST_DEVICE bool takesSize(std::uint64_t sizeBytes) const;
    STRAIGHTLINE_HOST_DEVICE bool anyRoom() const;
    // trialattempt.h
    STRAIGHTLINE_HOST_DEVICE void begin(std::uint32_t tier, const Work& work, std::int64_t nowNanos);
    STRAIGHTLINE_HOST_DEVICE std::int64_t work(Ending& ending, const Work& work, std::int64_t nowNanos);
    STRAIGHTLINE_HOST_DEVICE void answer(std::int64_t tookNanos, std::int64_t targetNanos);
    // triallearning.h
    STRAIGHTLINE_HOST_DEVICE void learn(const Ending& ending);
    STRAIGHTLINE_HOST_DEVICE void reviewUntil(std::int64_t nowNanos);
    // trialline.h
    STRAIGHTLINE_HOST_DEVICE void enterLine(const Requests& requests, std::uint32_t index, std::uint64_t word);
    STRAIGHTLINE_HOST_DEVICE void expireLine(std::int64_t nowNanos);
    STRAIGHTLINE_HOST_DEVICE void serveLine(std::int64_t nowNanos);
    STRAIGHTLINE_HOST_DEVICE void leaveLine(std::uint32_t place);

    STRAIGHTLINE_HOST_DEVICE Past* pasts() { return arrayAt<Past>(m_memory, m_site.pastAt); }
    STRAIGHTLINE_HOST_DEVICE Waiting& waiting(std::uint32_t place)
    {
        return arrayAt<Waiting>(m_memory, m_site.lineAt)[(m_state.lineHead + place) & m_site.lineMask];
    }

    const Site& m_site;
    const Trial m_trial;
    std::byte* m_memory;
    State m_state;
    Endings m_endings;
};

} // namespace straightline::replay::kernel
