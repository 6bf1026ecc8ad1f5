// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/routingtable.h"

namespace straightline::backends
{

/// How many TCP connections of this machine lead to any of `endpoints` (open, or being opened), read from the kernel's
/// table; empty where that cannot be told (not Linux, IPv6).
std::optional<std::size_t> connectionsTo(const std::vector<Endpoint>& endpoints);

/// The same from the text of /proc/net/tcp.
std::size_t countConnections(std::string_view table, const std::vector<Endpoint>& endpoints);

} // namespace straightline::backends
