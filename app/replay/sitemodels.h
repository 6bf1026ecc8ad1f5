// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "engine/api/result.h"
#include "engine/replay/prepare.h"

namespace straightline::app
{

/// The applications of a site.toml with the models of its `[application.backend.model]` tables; a backend without one
/// gets its tier's default. Errors say file and line.
[[nodiscard]] Result<std::vector<replay::SimulatedApplication>> readSimulatedSite(const std::filesystem::path& file);

} // namespace straightline::app
