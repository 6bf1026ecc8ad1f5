// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "engine/api/json.h"

// What JSON schemas of the description are put together from. Pure.
namespace straightline::control
{

inline Json reference(const std::string& schema)
{
    return {{"$ref", "#/components/schemas/" + schema}};
}

inline Json listOf(const std::string& schema)
{
    return {{"type", "array"}, {"items", reference(schema)}};
}

inline Json text()
{
    return {{"type", "string"}};
}

} // namespace straightline::control
