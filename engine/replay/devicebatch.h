// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/replay/accelerator.h"
#include "engine/replay/kernelbatch.h"

namespace straightline::replay
{

/// A batch of trials while a device has it: its memory lies there, the requests are sent piece by piece, and at the end
/// what was counted comes back. The first error makes it useless.
class DeviceBatch
{
public:
    /// Both outlive it. Fails where the device has too little memory.
    static Result<std::unique_ptr<DeviceBatch>> begin(Accelerator& device, KernelBatch& batch);
    ~DeviceBatch();
    DeviceBatch(const DeviceBatch&) = delete;
    DeviceBatch& operator=(const DeviceBatch&) = delete;

    /// The next requests in order of arrival; copied before it returns, at most kMostRequests.
    [[nodiscard]] Result<void> run(const kernel::Requests& requests);
    /// Nothing more arrives: states and counts are in the batch's memory then, as KernelBatch::finish() leaves them.
    [[nodiscard]] Result<void> finish();

    static constexpr std::uint32_t kMostRequests = 16'384;

private:
    DeviceBatch(Accelerator& device, KernelBatch& batch);
    Result<void> prepare();

    Accelerator& m_device;
    KernelBatch& m_batch;
    std::byte* m_memory = nullptr;   ///< on the device: the trials' memory
    std::byte* m_trials = nullptr;   ///< … their thresholds
    std::byte* m_requests = nullptr; ///< … the present requests
    unsigned m_slot = 0;
};

/// Copies the columns one behind the other into `staging`, or only counts their bytes where it is null. Gives the
/// requests as they are when the same bytes begin at `base`.
std::pair<kernel::Requests, std::size_t> pack(const kernel::Requests& requests, std::byte* staging,
                                              const std::byte* base);

} // namespace straightline::replay
