// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/api/configuration.h"

// Words that only the JSON codec spells, and one name for "read this word" over all enumerations.
namespace straightline::jsonwords
{

inline constexpr std::array<std::string_view, 3> kIsolations{"automatic", "bubblewrap", "none"};

inline std::string_view text(Tier value)
{
    return toString(value);
}
inline std::string_view text(PolicyKind value)
{
    return toString(value);
}
inline std::string_view text(Isolation value)
{
    return kIsolations[static_cast<std::size_t>(value)];
}

inline std::string_view allowed(Tier /*of*/)
{
    return allowedTiers();
}
inline std::string_view allowed(PolicyKind /*of*/)
{
    return allowedPolicies();
}
inline std::string_view allowed(Isolation /*of*/)
{
    return "automatic, bubblewrap, none";
}

inline bool read(std::string_view word, Tier& value)
{
    const auto found = tierFromString(word);
    value = found.value_or(value);
    return found.has_value();
}
inline bool read(std::string_view word, PolicyKind& value)
{
    const auto found = policyFromString(word);
    value = found.value_or(value);
    return found.has_value();
}
inline bool read(std::string_view word, Isolation& value)
{
    for (std::size_t i = 0; i < kIsolations.size(); ++i) {
        if (kIsolations[i] == word) {
            value = static_cast<Isolation>(i);
            return true;
        }
    }
    return false;
}

} // namespace straightline::jsonwords
