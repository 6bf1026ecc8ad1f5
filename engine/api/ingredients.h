// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace straightline
{

/// What the policy adaptive is made of; each can be left out, to see what it is worth.
enum class Ingredient : std::uint8_t {
    Sizes,       ///< service time by data size, not one mean for all
    Wait,        ///< those in flight prolong a request
    ColdStart,   ///< chance × length of a cold start
    Slowness,    ///< a backend that turned slow is so at once, in all sizes
    Failures,    ///< a failed attempt costs time
    Guard,       ///< many more in flight than usual: it is slower than what was measured says
    Price,       ///< money, by the application's budget
    Exploration, ///< now and then one that is unknown or was in trouble
    Queue,       ///< what those in flight cost is learned by their number, not as a share of the request's own time
    Externality, ///< who waits also delays those behind
    Staleness,   ///< a load seen a while ago is thought on: with what came, and what ended, since
};
inline constexpr std::size_t kIngredientCount = 11;

/// A set of them; all at first.
class Ingredients
{
public:
    bool has(Ingredient each) const { return (m_without & bit(each)) == 0; }
    void remove(Ingredient each) { m_without |= bit(each); }
    bool operator==(const Ingredients&) const = default;

private:
    static constexpr std::uint32_t bit(Ingredient each) { return 1U << static_cast<unsigned>(each); }
    std::uint32_t m_without = 0;
};

std::string_view toString(Ingredient value);
std::optional<Ingredient> ingredientFromString(std::string_view text);
std::string_view allowedIngredients();

/// All but those that are named. The error names the word that is none.
[[nodiscard]] Result<Ingredients> ingredientsWithout(const std::vector<std::string>& words);

} // namespace straightline
