// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/replay/kernelbatch.h"
#include "engine/replay/simulation.h"

namespace straightline::replay
{

/// One application of a sweep under one seed: each of its trials in the sweep kernel, or in a simulation where the
/// kernel cannot carry it. What the kernel declines on the way is simulated in a second pass over the same requests.
class SweepLane
{
public:
    /// `application` outlives the lane; `index` is how rows name it. The trials have the service level in common.
    SweepLane(const SimulatedApplication& application, std::uint32_t index, std::uint64_t seed,
              std::vector<Trial> trials, bool withKernel);

    std::uint32_t application() const { return m_index; }
    std::uint64_t seed() const { return m_seed; }
    const std::vector<Trial>& trials() const { return m_trials; }

    /// The next rows, of which it takes its application's.
    void run(std::span<const TraceRow> rows, unsigned threads);
    /// No more rows come. True: a second pass is needed, for the trials that the kernel declined.
    bool again();
    /// Ends all trials. By trial; none: it was declined and not simulated, or not to the end when the second pass was
    /// cut short.
    std::vector<std::optional<SimulationOutcome>> finish(bool cutShort);

private:
    void eachJob(unsigned threads, const kernel::Requests& view);
    void finishBatch();

    const SimulatedApplication& m_application;
    std::uint32_t m_index;
    std::uint64_t m_seed;
    std::vector<Trial> m_trials;
    std::optional<Preparer> m_preparer;
    PreparedRequests m_prepared;
    KernelColumns m_columns;
    std::vector<std::size_t> m_carried; ///< trials, by their place in m_batch
    KernelBatch m_batch;
    bool m_batchFinished = false;
    std::vector<std::unique_ptr<Simulation>> m_simulations; ///< by trial; null: it is in m_batch
    std::vector<Simulation*> m_running;                     ///< in this pass
    bool m_secondPass = false;
};

} // namespace straightline::replay
