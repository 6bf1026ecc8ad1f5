// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <random>
#include <vector>

#include "engine/replay/accelerator.h"

namespace straightline::replay
{

/// A GPU as the processor plays it: memory of its own, trials in any order, what was sent is gone from where it was. It
/// may have too little memory, or break at some launch.
class HostAccelerator : public Accelerator
{
public:
    std::size_t mostBytes = SIZE_MAX;
    int launchesLeft = INT32_MAX;
    int launches = 0;

    std::string name() const override { return "host"; }
    std::byte* allocate(std::size_t bytes) override
    {
        if (bytes > mostBytes)
            return nullptr;
        m_memory.emplace_back(bytes / sizeof(std::uint64_t) + 1);
        return static_cast<std::byte*>(static_cast<void*>(m_memory.back().data()));
    }
    void release(std::byte* memory) override
    {
        std::erase_if(m_memory, [&](const auto& each) { return static_cast<const void*>(each.data()) == memory; });
    }
    std::byte* staging(unsigned slot, std::size_t bytes) override
    {
        m_staging[slot].resize(std::max(m_staging[slot].size(), bytes));
        return m_staging[slot].data();
    }
    Result<void> copyIn(std::byte* to, unsigned slot, std::size_t bytes) override
    {
        std::memcpy(to, m_staging[slot].data(), bytes);
        std::fill(m_staging[slot].begin(), m_staging[slot].end(), std::byte{0xEE});
        return {};
    }
    Result<void> launch(const kernel::Launch& launch) override
    {
        if (launchesLeft-- <= 0)
            return failure(ErrorCode::Internal, "the device broke");
        ++launches;
        std::vector<std::uint32_t> order(launch.count);
        std::iota(order.begin(), order.end(), 0U);
        std::shuffle(order.begin(), order.end(), m_random);
        for (const std::uint32_t each : order)
            kernel::perform(launch, each);
        return {};
    }
    Result<void> copyOut(std::byte* to, const std::byte* from, std::size_t pitch, std::size_t width,
                         std::size_t rows) override
    {
        for (std::size_t i = 0; i < rows; ++i)
            std::memcpy(to + i * pitch, from + i * pitch, width);
        return {};
    }

private:
    std::vector<std::vector<std::uint64_t>> m_memory; // words: aligned
    std::array<std::vector<std::byte>, 2> m_staging;
    std::mt19937 m_random;
};

} // namespace straightline::replay
