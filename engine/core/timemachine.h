// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include <QObject>

#include "engine/api/change.h"
#include "engine/api/clock.h"
#include "engine/api/engine.h"
#include "engine/api/whatif.h"
#include "engine/core/computethread.h"

namespace straightline::backends
{
class Operations;
}

namespace straightline::store
{
class Database;
}

namespace straightline::core
{

class WhatIfDesk;
struct RecordingJob;

/// The bounds of a question: InvalidArgument says which.
[[nodiscard]] Result<void> check(const WhatIfQuery& query);

/// Work on recorded requests that takes longer than the engine thread may wait: what-if questions and recordings. It is
/// done on the compute thread, with a connection to the database of its own. Engine thread; owned by the engine.
class TimeMachine final : public QObject
{
    Q_OBJECT
public:
    /// `database` and `clock` outlive it.
    TimeMachine(store::Database& database, const Clock& clock);
    ~TimeMachine() override; ///< nothing is answered any more

    /// See Engine::whatIf().
    void whatIf(const WhatIfQuery& query, const SiteConfigurationPtr& site, WhatIfDone done);

    /// Begins to write a recording; `books` outlives the time machine, or forgets it first.
    [[nodiscard]] Result<Operation> record(const ExportRecording& wanted, const SiteConfiguration& site,
                                           const std::string& stateDir, backends::Operations& books,
                                           const Actor& actor);

private:
    using Flag = std::shared_ptr<std::atomic<bool>>;

    void tell(const std::shared_ptr<RecordingJob>& job, OperationState state, std::string text, double progress);
    void step(const std::shared_ptr<RecordingJob>& job);
    Flag newFlag(const std::string& asker);

    store::Database& m_database;
    const Clock& m_clock;
    std::map<std::string, Flag> m_askers; ///< of the latest question of each
    Flag m_ending = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<WhatIfDesk> m_desk; ///< compute thread
    std::unique_ptr<ComputeThread> m_compute;
};

} // namespace straightline::core
