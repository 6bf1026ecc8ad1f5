// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/replay/kernelbatch.h"

#include <new>

#include <sys/mman.h>

namespace straightline::replay
{

void KernelBatch::Unmap::operator()(std::byte* memory) const
{
    ::munmap(memory, bytes);
}

KernelBatch::KernelBatch(const SimulatedApplication& application, std::vector<kernel::Trial> trials)
    : m_application(application)
    , m_site(makeKernelSite(application))
    , m_trials(std::move(trials))
    , m_memory(nullptr, Unmap{bytes()})
{
    if (m_trials.empty())
        return;
    void* const mapped =
        ::mmap(nullptr, bytes(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED)
        throw std::bad_alloc();                  // as a vector of them would
    ::madvise(mapped, bytes(), MADV_NOHUGEPAGE); // a huge page would be touched whole
    m_memory.reset(static_cast<std::byte*>(mapped));
    for (std::size_t i = 0; i < m_trials.size(); ++i)
        perform(i, kernel::Launch::Step::Begin, {});
}

kernel::Launch KernelBatch::launchOn(std::byte* memory, const std::byte* trials, kernel::Launch::Step step) const
{
    return {.site = m_site,
            .trials = static_cast<const kernel::Trial*>(static_cast<const void*>(trials)),
            .memory = memory,
            .count = static_cast<std::uint32_t>(m_trials.size()),
            .step = step};
}

void KernelBatch::perform(std::size_t trial, kernel::Launch::Step step, const kernel::Requests& requests)
{
    kernel::perform({.site = m_site,
                     .trials = m_trials.data(),
                     .memory = m_memory.get(),
                     .count = static_cast<std::uint32_t>(m_trials.size()),
                     .step = step,
                     .requests = requests},
                    static_cast<std::uint32_t>(trial));
}

void KernelBatch::run(std::size_t trial, const kernel::Requests& requests)
{
    perform(trial, kernel::Launch::Step::Run, requests);
}

void KernelBatch::finish(std::size_t trial)
{
    perform(trial, kernel::Launch::Step::Finish, {});
}

SimulationOutcome KernelBatch::outcome(std::size_t trial) const
{
    return outcomeOf(m_application, m_site, memoryOf(trial));
}

} // namespace straightline::replay
