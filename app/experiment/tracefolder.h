// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "engine/api/result.h"
#include "engine/replay/experimentsystem.h"

namespace straightline::app
{

/// Every trace in a folder (*.csv, *.jsonl, and these with .gz) that TraceReader reads, by name; of each the first
/// `lengthS` seconds and the first `applications` applications. A trace with the sizes of one request in two columns
/// (ServeGen: raw pixels, JPEG) counts as two. Fails when the folder has none, when one is broken, or when one has too
/// few requests for a piece of the experiment.
[[nodiscard]] Result<std::vector<replay::ExperimentTrace>>
readTraceFolder(const std::filesystem::path& folder, const replay::ExperimentPlan& plan, std::size_t applications);

} // namespace straightline::app
