// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "engine/api/snapshot.h"
#include "ui/models/timeline.h"

namespace straightline::ui
{

/// The timelines of all applications, all backends, and the whole. GUI thread; owned by EngineLink.
class Timelines
{
public:
    void take(const Snapshot& snapshot);

    /// Empty name = all applications together.
    Timeline& application(const std::string& name);
    Timeline& backend(const BackendId& id);
    /// Null when it was never seen.
    const Timeline* findApplication(const std::string& name) const;
    const Timeline* findBackend(const BackendId& id) const;
    /// The roll-ups of a range are to be asked for again.
    void forgetHistory(TimeRange range);

private:
    /// What the engine has counted since its start, so that two snapshots give rates.
    struct Counters {
        std::int64_t since = -1;
        std::uint64_t requests = 0;
        std::array<std::uint64_t, kOutcomeCount> failed{};
        std::array<std::uint64_t, kSizeBands> sizes{};

        /// Puts the rates since the last time into the sample.
        void rate(std::int64_t atMillis, const Totals& totals, Sample& sample);
    };
    static constexpr std::size_t kRounds = 2; ///< a range and the one before it

    void forgetGone(const Snapshot& snapshot);

    std::map<std::string, Timeline> m_applications;
    std::map<std::string, Counters> m_counters; ///< of the applications
    std::map<BackendId, Timeline> m_backends;
};

} // namespace straightline::ui
