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

inline constexpr std::array<std::string_view, 2> kTlsVersions{"1.2", "1.3"};
inline constexpr std::array<std::string_view, 3> kIsolations{"automatic", "bubblewrap", "none"};
inline constexpr std::array<std::string_view, 2> kUpgradeModes{"refuse", "tunnel"};

inline std::string_view text(Tier value)
{
    return toString(value);
}
inline std::string_view text(PolicyKind value)
{
    return toString(value);
}
inline std::string_view text(Repeatable value)
{
    return toString(value);
}
inline std::string_view text(Isolation value)
{
    return kIsolations[static_cast<std::size_t>(value)];
}
inline std::string_view text(UpgradeMode value)
{
    return kUpgradeModes[static_cast<std::size_t>(value)];
}
inline std::string_view text(TlsVersion value)
{
    return kTlsVersions[static_cast<std::size_t>(value)];
}

inline std::string_view allowed(Tier /*of*/)
{
    return allowedTiers();
}
inline std::string_view allowed(PolicyKind /*of*/)
{
    return allowedPolicies();
}
inline std::string_view allowed(Repeatable /*of*/)
{
    return allowedRepeatables();
}
inline std::string_view allowed(Isolation /*of*/)
{
    return "automatic, bubblewrap, none";
}
inline std::string_view allowed(UpgradeMode /*of*/)
{
    return "refuse, tunnel";
}
inline std::string_view allowed(TlsVersion /*of*/)
{
    return "1.2, 1.3";
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
inline bool read(std::string_view word, Repeatable& value)
{
    const auto found = repeatableFromString(word);
    value = found.value_or(value);
    return found.has_value();
}
template <class E, std::size_t N>
bool readOneOf(const std::array<std::string_view, N>& words, std::string_view word, E& value)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == word) {
            value = static_cast<E>(i);
            return true;
        }
    }
    return false;
}
inline bool read(std::string_view word, Isolation& value)
{
    return readOneOf(kIsolations, word, value);
}
inline bool read(std::string_view word, UpgradeMode& value)
{
    return readOneOf(kUpgradeModes, word, value);
}
inline bool read(std::string_view word, TlsVersion& value)
{
    return readOneOf(kTlsVersions, word, value);
}

} // namespace straightline::jsonwords
