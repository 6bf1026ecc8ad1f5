// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/replay/kernel/kernelstate.h"
#include "engine/replay/outcome.h"
#include "engine/replay/prepare.h"
#include "engine/replay/trial.h"

// Between the simulator's values and the sweep kernel's (kernel/kernelsite.h).
namespace straightline::replay
{

/// Why the sweep kernel cannot carry a trial, "the policy adaptive"; empty: it can.
std::string whyNotCarried(const SimulatedApplication& application, const Trial& trial);

/// For trials that can be carried.
kernel::Site makeKernelSite(const SimulatedApplication& application);
kernel::Trial makeKernelTrial(const Trial& trial);

std::string_view toString(kernel::Declined why);

/// What the kernel counted in a trial that is finished and was not declined; `memory` is the trial's.
SimulationOutcome outcomeOf(const SimulatedApplication& application, const kernel::Site& site, const std::byte* memory);

/// Prepared requests as the kernel reads them: their own columns, and here what only the kernel needs.
class KernelColumns
{
public:
    /// The service level's time is as in Trial.
    KernelColumns(const SimulatedApplication& application, std::int64_t targetNanos, double targetFactor);

    /// Refers to `requests` and to this until the next call.
    kernel::Requests view(const PreparedRequests& requests);

private:
    const SimulatedApplication& m_application;
    std::int64_t m_targetNanos;
    double m_targetFactor;
    std::vector<std::int64_t> m_targets;
    std::array<std::vector<std::int64_t>, kernel::kTiers> m_coldStarts; ///< of tiers that have them
};

} // namespace straightline::replay
