// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "engine/api/result.h"
#include "engine/replay/kernel/launch.h"

namespace straightline::replay
{

/// The few things that a device has to do for the sweep kernel (DeviceBatch says in which order). All happen in the
/// order of the calls, but the caller need not wait for copyIn() and launch(). One thread.
class Accelerator
{
public:
    virtual ~Accelerator() = default;

    virtual std::string name() const = 0;
    /// Memory on the device, all zero; null where there is not so much.
    virtual std::byte* allocate(std::size_t bytes) = 0;
    virtual void release(std::byte* memory) = 0;
    /// Memory of the processor, so large at least, that copyIn() reads: one of two, which is free again. Null where
    /// there is not so much.
    virtual std::byte* staging(unsigned slot, std::size_t bytes) = 0;
    [[nodiscard]] virtual Result<void> copyIn(std::byte* to, unsigned slot, std::size_t bytes) = 0;
    [[nodiscard]] virtual Result<void> launch(const kernel::Launch& launch) = 0;
    /// Waits for all that was begun, then copies the first `width` of each `pitch` bytes, `rows` times.
    [[nodiscard]] virtual Result<void> copyOut(std::byte* to, const std::byte* from, std::size_t pitch,
                                               std::size_t width, std::size_t rows) = 0;
};

} // namespace straightline::replay
