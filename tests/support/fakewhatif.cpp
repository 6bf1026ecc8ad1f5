// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeEngine's what-if and sweeps: the real ones over the rows that it holds, at once, or when a test says so.
#include <algorithm>
#include <utility>

#include "engine/replay/thresholdgrid.h"
#include "engine/replay/whatif.h"
#include "tests/support/fakeengine.h"

namespace straightline
{

void FakeEngine::whatIf(const WhatIfQuery& query, WhatIfDone done)
{
    whatIfQueries.push_back(query);
    m_heldWhatIfs.emplace_back(query, std::move(done));
    if (!holdsWhatIf)
        releaseWhatIf();
}

std::vector<RequestRow> FakeEngine::rowsOf(const std::string& application) const
{
    std::vector<RequestRow> rows;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(rows),
                 [&](const RequestRow& row) { return row.application == application; });
    return rows;
}

Result<WhatIfAnswer> FakeEngine::answerTo(const WhatIfQuery& query) const
{
    const ApplicationConfiguration* application = m_site->findApplication(query.application);
    if (storeFailure)
        return tl::make_unexpected(*storeFailure);
    if (application == nullptr)
        return failure(ErrorCode::NotFound, "there is no application \"" + query.application + "\"");
    const std::atomic<bool> goOn{false};
    return replay::WhatIfStudy(*application, rowsOf(application->name)).answer(query, goOn);
}

void FakeEngine::releaseWhatIf()
{
    for (const auto& [query, done] : std::exchange(m_heldWhatIfs, {}))
        done(answerTo(query));
}

Result<WhatIfAnswer> FakeEngine::whatIfAnswer(std::uint64_t operation) const
{
    const auto found = m_whatIfAnswers.find(operation);
    if (found == m_whatIfAnswers.end())
        return failure(ErrorCode::NotFound, "there is no such question");
    return found->second;
}

Result<std::vector<ThresholdSweep>> FakeEngine::sweeps(const std::string& application) const
{
    if (storeFailure)
        return tl::make_unexpected(*storeFailure);
    std::vector<ThresholdSweep> found;
    for (auto each = sweepList.rbegin(); each != sweepList.rend(); ++each) {
        if (!application.empty() && each->application != application)
            continue;
        found.push_back(*each);
        found.back().points.clear();
    }
    return found;
}

Result<ThresholdSweep> FakeEngine::sweep(std::uint64_t id) const
{
    if (storeFailure)
        return tl::make_unexpected(*storeFailure);
    const auto found =
        std::find_if(sweepList.begin(), sweepList.end(), [id](const ThresholdSweep& each) { return each.id == id; });
    if (found == sweepList.end())
        return failure(ErrorCode::NotFound, "there is no such sweep");
    return *found;
}

/// What core::Studies takes care of.
std::optional<Result<Operation>> FakeEngine::startStudy(const Action& action, const Actor& actor)
{
    const auto nobody = [this](const std::string& application) -> std::optional<Result<Operation>> {
        if (m_site->findApplication(application) != nullptr)
            return std::nullopt;
        return failure(ErrorCode::NotFound, "there is no application \"" + application + "\"");
    };
    if (const auto* wanted = std::get_if<SweepThresholds>(&action)) {
        if (auto none = nobody(wanted->application))
            return none;
        if (auto good = replay::check(*wanted); !good)
            return tl::make_unexpected(good.error());
        const Operation operation = begin("sweep", wanted->application, actor);
        if (holdsSweeps)
            m_heldSweep = {operation.id, *wanted};
        else
            endSweep(operation.id, *wanted, ~std::uint64_t{0});
        return operation;
    }
    if (const auto* question = std::get_if<AskWhatIf>(&action)) {
        if (auto none = nobody(question->query.application))
            return none;
        const Operation operation = begin("what_if", question->query.application, actor);
        m_whatIfAnswers.insert_or_assign(operation.id, answerTo(question->query));
        advanceOperation(operation.id, OperationState::Succeeded, "answered", 1.0);
        return operation;
    }
    if (const auto* wanted = std::get_if<WatchThresholds>(&action)) {
        if (auto none = nobody(wanted->application))
            return none;
        return startWatch(*wanted, actor);
    }
    return std::nullopt;
}

Result<Operation> FakeEngine::startWatch(const WatchThresholds& wanted, const Actor& actor)
{
    const SiteConfigurationPtr before = m_site;
    const ApplicationConfiguration& application = *before->findApplication(wanted.application);
    const Placing now{application.thresholds, application.policy};
    if (now != wanted.tried && now != wanted.before)
        return failure(ErrorCode::Conflict, "the application has other thresholds or another policy by now");
    const Change change = changeTo(application, wanted.tried);
    if (now != wanted.tried) {
        if (auto revision = apply(change, actor); !revision)
            return tl::make_unexpected(revision.error());
    }
    const std::uint64_t id = begin("watch", wanted.application, actor).id;
    if (now != wanted.tried)
        m_operations.at(id - 1).undo = std::make_shared<const Restore>(inverse(*before, *m_site, change));
    ThresholdWatch watch;
    watch.operation = id;
    watch.application = wanted.application;
    watch.before = wanted.before;
    watch.tried = wanted.tried;
    watch.actor = actor.name;
    watch.rollsBack = wanted.rollsBack;
    std::erase_if(watchList, [&](const ThresholdWatch& each) { return each.application == wanted.application; });
    watchList.insert(watchList.begin(), watch);
    for (ThresholdSweep& each : sweepList) {
        if (wanted.sweep != 0 && each.id == wanted.sweep) {
            each.appliedUnixMicros = 1;
            each.applied = wanted.tried.thresholds;
        }
    }
    return operation(id);
}

void FakeEngine::endSweep(std::uint64_t operation, const SweepThresholds& wanted, std::uint64_t mostPoints)
{
    std::uint64_t done = 0;
    replay::SweepHooks hooks;
    hooks.told = [&](std::uint64_t points, std::uint64_t) { done = points; };
    hooks.stopped = [&] { return done >= mostPoints; };
    auto sweep = storeFailure ? Result<ThresholdSweep>(tl::make_unexpected(*storeFailure))
                              : replay::sweepThresholds(*m_site->findApplication(wanted.application),
                                                        rowsOf(wanted.application), wanted, hooks);
    if (!sweep)
        return advanceOperation(operation, OperationState::Failed, sweep.error().detail, 0.0);
    sweep->id = sweepList.empty() ? 1 : sweepList.back().id + 1;
    sweep->operation = operation;
    sweep->actor = m_operations.at(operation - 1).actor;
    sweep->begunUnixMicros = std::chrono::duration_cast<std::chrono::microseconds>(m_now.time_since_epoch()).count();
    sweep->tookMs = 250.0;
    sweepList.push_back(*sweep);
    advanceOperation(operation, sweep->isComplete ? OperationState::Succeeded : OperationState::Cancelled,
                     std::to_string(sweep->done) + " of " + std::to_string(sweep->points.size()) + " pairs over "
                         + std::to_string(sweep->requests) + " requests: sweep " + std::to_string(sweep->id),
                     1.0);
}

void FakeEngine::releaseSweep()
{
    if (const auto held = std::exchange(m_heldSweep, std::nullopt))
        endSweep(held->first, held->second, ~std::uint64_t{0});
}

void FakeEngine::cancelStudy(const Operation& operation)
{
    if (m_heldSweep && m_heldSweep->first == operation.id) {
        const auto held = *std::exchange(m_heldSweep, std::nullopt);
        endSweep(held.first, held.second, held.second.frequencySteps * held.second.sizeSteps / 2);
    }
    for (ThresholdWatch& each : watchList) {
        if (each.operation == operation.id) {
            each.phase = WatchPhase::Ended;
            each.reason = "stopped by the operator";
        }
    }
}

void FakeEngine::setWatch(const ThresholdWatch& watch)
{
    for (ThresholdWatch& each : watchList) {
        if (each.operation == watch.operation)
            each = watch;
    }
    const OperationState state = watch.phase == WatchPhase::RolledBack ? OperationState::Failed
                                 : watch.isRunning()                   ? OperationState::Running
                                                                       : OperationState::Succeeded;
    advanceOperation(watch.operation, state, watch.reason.empty() ? "watching" : watch.reason, 0.5);
}

} // namespace straightline
