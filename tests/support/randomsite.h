// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>

#include "engine/api/configuration.h"

namespace straightline
{

/// A valid site made from a seed: every kind, tier, policy and field takes other than default values, texts hold
/// quotes, backslashes, control characters and characters beyond ASCII. Numbers and revision stay 0.
class RandomSite
{
public:
    explicit RandomSite(std::uint64_t seed)
        : m_random(seed)
    {
    }

    SiteConfiguration site();
    BackendConfiguration backend(const std::string& name);

private:
    std::uint64_t between(std::uint64_t low, std::uint64_t high);
    double fraction();
    std::string text();
    Environment environment();
    std::vector<std::string> words(std::size_t least);
    std::chrono::milliseconds millis(std::uint64_t low, std::uint64_t high);
    BackendSettings settings();

    std::mt19937_64 m_random;
};

} // namespace straightline
