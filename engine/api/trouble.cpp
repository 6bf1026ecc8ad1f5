// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/trouble.h"

#include <array>

namespace straightline
{

std::string_view toString(TroubleCause cause)
{
    constexpr std::array<std::string_view, 11> kNames{"disk_full",          "store_failing",   "store_behind",
                                                      "docker_unreachable", "certificate",     "backend_unreachable",
                                                      "container_failed",   "function_failed", "functions_open",
                                                      "decisions_differ",   "unverified"};
    static_assert(static_cast<std::size_t>(TroubleCause::Unverified) + 1 == kNames.size());
    return kNames[static_cast<std::size_t>(cause)];
}

} // namespace straightline
