// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/replay/kernel/launch.h"
#include "engine/replay/kernelplan.h"

namespace straightline::replay
{

/// Trials of one application and one seed that the sweep kernel carries, side by side in one block of memory, which a
/// GPU can have a copy of. Different trials may run on different threads.
class KernelBatch
{
public:
    /// `application` outlives the batch; `trials` can be carried.
    KernelBatch(const SimulatedApplication& application, std::vector<kernel::Trial> trials);

    std::size_t size() const { return m_trials.size(); }
    const kernel::Site& site() const { return m_site; }
    const std::vector<kernel::Trial>& trials() const { return m_trials; }
    std::byte* memory() { return m_memory.get(); } ///< of all, Site::bytes each
    std::size_t bytes() const { return m_trials.size() * m_site.bytes; }

    /// A step of all trials, where their memory and thresholds lie elsewhere.
    kernel::Launch launchOn(std::byte* memory, const std::byte* trials, kernel::Launch::Step step) const;

    /// The trial's next requests in order of arrival; nothing when it was declined before.
    void run(std::size_t trial, const kernel::Requests& requests);
    /// Nothing more arrives.
    void finish(std::size_t trial);
    kernel::Declined declined(std::size_t trial) const { return stateOf(trial).declined; }
    /// Of a trial that is finished and was not declined.
    SimulationOutcome outcome(std::size_t trial) const;

private:
    void perform(std::size_t trial, kernel::Launch::Step step, const kernel::Requests& requests);

    struct Unmap {
        std::size_t bytes = 0;
        void operator()(std::byte* memory) const;
    };
    std::byte* memoryOf(std::size_t trial) const { return m_memory.get() + trial * m_site.bytes; }
    const kernel::State& stateOf(std::size_t trial) const
    {
        return *static_cast<const kernel::State*>(static_cast<const void*>(memoryOf(trial)));
    }

    const SimulatedApplication& m_application;
    kernel::Site m_site;
    std::vector<kernel::Trial> m_trials;
    std::unique_ptr<std::byte[], Unmap> m_memory; ///< pages that no trial touched cost nothing
};

} // namespace straightline::replay
