// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/replay/devicebatch.h"
#include "engine/replay/gateways.h"

namespace straightline::replay
{

/// One application of a sweep under one seed: each of its trials in the sweep kernel, on a device where there is one,
/// or in a simulation where the kernel cannot carry it. What the kernel declines on the way is simulated in another
/// pass over the same requests; what a device loses is done by the processor in another pass.
class SweepLane
{
public:
    struct Means {
        bool kernel = true;
        Accelerator* device = nullptr; ///< outlives the lane; for the kernel
    };

    /// `application` outlives the lane; `index` is how rows name it. The trials have the service level
    /// and the number of gateways in common.
    SweepLane(const SimulatedApplication& application, std::uint32_t index, std::uint64_t seed,
              std::vector<Trial> trials, const Means& means);

    std::uint32_t application() const { return m_index; }
    std::uint64_t seed() const { return m_seed; }
    const std::vector<Trial>& trials() const { return m_trials; }
    bool isOnDevice() const { return m_onDevice != nullptr; }
    const std::string& deviceTrouble() const { return m_trouble; } ///< why it was not used, or no longer; may be empty

    /// The next rows, of which it takes its application's.
    void run(std::span<const TraceRow> rows, unsigned threads);
    /// No more rows come. True: another pass is needed.
    bool again();
    /// Ends all trials. By trial; none: it needed another pass and did not get it, or not to its end when that was cut
    /// short.
    std::vector<std::optional<SimulationOutcome>> finish(bool cutShort);

private:
    enum class Pass : std::uint8_t { First, BatchAgain, Declined };

    void eachJob(unsigned threads, const kernel::Requests& view);
    void runOnDevice(const kernel::Requests& view);
    void lose(const Error& error);
    void finishBatch();

    const SimulatedApplication& m_application;
    std::uint32_t m_index;
    std::uint64_t m_seed;
    std::vector<Trial> m_trials;
    std::optional<Preparer> m_preparer;
    PreparedRequests m_prepared;
    KernelColumns m_columns;
    std::vector<std::size_t> m_carried; ///< trials, by their place in m_batch
    std::optional<KernelBatch> m_batch;
    std::unique_ptr<DeviceBatch> m_onDevice; ///< null: the processor runs it
    std::string m_trouble;
    bool m_lost = false; ///< by the device
    bool m_batchFinished = false;
    std::vector<std::unique_ptr<Gateways>> m_simulations; ///< by trial; null: it is in m_batch
    std::vector<Gateways*> m_running;                     ///< in this pass
    Pass m_pass = Pass::First;
};

} // namespace straightline::replay
