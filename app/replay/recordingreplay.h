// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "engine/api/result.h"
#include "engine/replay/prepare.h"

namespace straightline::app
{

/// A recording as the trace and the site of a replay.
struct RecordedTrace {
    std::vector<replay::SimulatedApplication> site; ///< as recorded, its models fitted to the recorded requests
    std::vector<replay::TraceRow> rows;             ///< in order of arrival; `application` is an index into `site`
    std::uint64_t requests = 0;
    std::uint64_t decided = 0;
    std::uint64_t reproduced = 0; ///< of the decided, when they are decided again
    std::optional<Error> broken;  ///< why the recording could not be read further; what came before it is here
};

/// Reads a whole recording; the requests are kept in 32 bytes each. Fails when nothing can be read of it, or when its
/// site has no backend.
[[nodiscard]] Result<RecordedTrace> readRecordedTrace(const std::filesystem::path& file);

} // namespace straightline::app
