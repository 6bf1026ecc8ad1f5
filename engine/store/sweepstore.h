// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/thresholdsweep.h"
#include "engine/store/database.h"

namespace straightline::store
{

/// The latest kSweepsKept sweeps of thresholds, as JSON. Lives on the engine thread, owned by core.
class SweepStore
{
public:
    [[nodiscard]] static Result<std::unique_ptr<SweepStore>> open(Database& database);
    ~SweepStore();

    /// Keeps it, forgets the oldest; its id.
    [[nodiscard]] Result<std::uint64_t> add(const ThresholdSweep& sweep);
    /// Newest first, without their points; `application` empty = of all.
    [[nodiscard]] Result<std::vector<ThresholdSweep>> list(const std::string& application);
    /// NotFound when there is none, or no longer.
    [[nodiscard]] Result<ThresholdSweep> find(std::uint64_t id);
    /// Notes that a pair of it was applied.
    [[nodiscard]] Result<void> setApplied(std::uint64_t id, std::int64_t unixMicros, const Thresholds& thresholds);

private:
    SweepStore(Database& database, Connection connection);
    void write(const ThresholdSweep& sweep);

    Database& m_database;
    Connection m_connection;
};

} // namespace straightline::store
