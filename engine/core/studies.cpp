// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/studies.h"

#include <spdlog/spdlog.h>

namespace straightline::core
{

Result<std::unique_ptr<Studies>> Studies::open(store::Database& database, const Clock& clock,
                                               backends::Operations& books, std::string stateDir,
                                               ThresholdWatches::Hooks hooks)
{
    auto sweeps = Sweeps::open(database, clock, books);
    if (!sweeps)
        return tl::make_unexpected(sweeps.error());
    return ThresholdWatches::open(database, clock, books, std::move(hooks))
        .map([&](std::unique_ptr<ThresholdWatches> watches) {
            return std::unique_ptr<Studies>(
                new Studies(database, clock, books, std::move(stateDir), std::move(*sweeps), std::move(watches)));
        });
}

Studies::Studies(store::Database& database, const Clock& clock, backends::Operations& books, std::string stateDir,
                 std::unique_ptr<Sweeps> sweeps, std::unique_ptr<ThresholdWatches> watches)
    : m_clock(clock)
    , m_books(books)
    , m_stateDir(std::move(stateDir))
    , m_timeMachine(database, clock)
    , m_answers(m_timeMachine, books)
    , m_sweeps(std::move(sweeps))
    , m_watches(std::move(watches))
{
}

std::optional<Result<Operation>> Studies::start(const Action& action, const SiteConfigurationPtr& site,
                                                const Actor& actor)
{
    if (const auto* recording = std::get_if<ExportRecording>(&action))
        return m_timeMachine.record(*recording, *site, m_stateDir, m_books, actor);
    if (const auto* sweep = std::get_if<SweepThresholds>(&action))
        return m_sweeps->begin(*sweep, *site, actor);
    if (const auto* question = std::get_if<AskWhatIf>(&action))
        return m_answers.begin(question->query, site, actor);
    if (const auto* wanted = std::get_if<WatchThresholds>(&action))
        return watch(*wanted, actor);
    return std::nullopt;
}

Result<Operation> Studies::watch(const WatchThresholds& wanted, const Actor& actor)
{
    auto operation = m_watches->begin(wanted, actor);
    if (!operation || wanted.sweep == 0)
        return operation;
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(m_clock.wallNow().time_since_epoch());
    if (auto noted = m_sweeps->kept().setApplied(wanted.sweep, micros.count(), wanted.tried.thresholds); !noted)
        spdlog::warn("sweep {}: that it was applied is not noted: {}", wanted.sweep, noted.error().detail);
    return operation;
}

} // namespace straightline::core
