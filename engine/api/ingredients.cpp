// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/ingredients.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace straightline
{
namespace
{

constexpr std::array<std::string_view, kIngredientCount> kNames{"sizes",    "wait",        "cold_start", "slowness",
                                                                "failures", "guard",       "price",      "exploration",
                                                                "queue",    "externality", "staleness"};

} // namespace

std::string_view toString(Ingredient value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < kNames.size() ? kNames[index] : std::string_view("?");
}

std::optional<Ingredient> ingredientFromString(std::string_view text)
{
    const auto* found = std::find(kNames.begin(), kNames.end(), text);
    if (found == kNames.end())
        return std::nullopt;
    return static_cast<Ingredient>(found - kNames.begin());
}

std::string_view allowedIngredients()
{
    return "sizes, wait, cold_start, slowness, failures, guard, price, exploration, queue, externality, "
           "staleness";
}

Result<Ingredients> ingredientsWithout(const std::vector<std::string>& words)
{
    Ingredients ingredients;
    for (const std::string& each : words) {
        const auto ingredient = ingredientFromString(each);
        if (!ingredient)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("\"{}\": allowed are {}", each, allowedIngredients()));
        ingredients.remove(*ingredient);
    }
    return ingredients;
}

} // namespace straightline
