// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/api/secrets.h"
#include "engine/backends/registry.h"

// What an operator starts and then watches: redeploys, roll-backs, stopping and starting.
namespace straightline::backends
{

namespace
{

// Values given as "***" stand for those configured.
Result<ContainerSettings> revealed(const BackendConfiguration& present, const ContainerSettings& given)
{
    SiteConfiguration before;
    before.applications.emplace_back().backends.push_back(present);
    SiteConfiguration after = before;
    after.applications.front().backends.front().settings = given;
    if (auto kept = keepSecrets(before, after); !kept)
        return tl::make_unexpected(kept.error());
    const BackendConfiguration& whole = after.applications.front().backends.front();
    if (auto good = validate(whole); !good)
        return tl::make_unexpected(good.error());
    return std::get<ContainerSettings>(whole.settings);
}

} // namespace

Result<Registry::Entry*> Registry::containersOf(const BackendId& id)
{
    const Entry* entry = find(id);
    if (entry != nullptr && entry->plan.configuration.kind() != BackendKind::Container)
        return failure(ErrorCode::Unsupported, "backend \"" + id + "\": only kind container has containers");
    return deployed(id);
}

Result<Registry::Entry*> Registry::deployed(const BackendId& id)
{
    Entry* entry = find(id);
    if (entry == nullptr)
        return failure(ErrorCode::NotFound, "backend \"" + id + "\": unknown");
    if (entry->plan.configuration.kind() == BackendKind::Http)
        return failure(ErrorCode::Unsupported,
                       "backend \"" + id
                           + "\": kind http is run by somebody else; only container and function can be "
                             "redeployed");
    if (!entry->started)
        return failure(ErrorCode::Conflict, "backend \"" + id + "\": what was there before is still being removed");
    if (entry->redeploying)
        return failure(ErrorCode::Conflict,
                       "backend \"" + id + "\": operation " + std::to_string(*entry->redeploying) + " is under way");
    return entry;
}

Result<Operation> Registry::startRedeploy(const RedeployBackend& wanted, const Actor& actor)
{
    const auto entry = deployed(wanted.id);
    if (!entry)
        return tl::make_unexpected(entry.error());
    const bool isContainer = (*entry)->plan.configuration.kind() == BackendKind::Container;
    if (!isContainer && (wanted.settings || wanted.keepOld.count() != 0))
        return failure(ErrorCode::Unsupported, "backend \"" + wanted.id
                                                   + "\": a function is redeployed as configured, and nothing of it is "
                                                     "kept; allowed is no body and keep_old_s = 0");
    constexpr std::chrono::hours kLongestKept{24};
    if (wanted.keepOld.count() < 0 || wanted.keepOld > kLongestKept)
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("keep_old_s = {}: allowed is 0 … 86400", wanted.keepOld.count()));
    RedeployBackend whole = wanted;
    if (wanted.settings) {
        auto settings = revealed((*entry)->plan.configuration, *wanted.settings);
        if (!settings)
            return tl::make_unexpected(settings.error());
        whole.settings = std::move(*settings);
    }
    const Operation operation = m_operations.begin("redeploy", wanted.id, actor.name);
    (*entry)->redeploying = operation.id;
    spawn(runRedeploy(std::move(whole), operation.id));
    return m_operations.find(operation.id);
}

void Registry::finish(std::uint64_t operation, const Result<void>& result, const std::string& success)
{
    if (result) {
        m_operations.finish(operation, OperationState::Succeeded, success);
        return;
    }
    const bool cancelled = result.error().code == ErrorCode::Cancelled;
    m_operations.finish(operation, cancelled ? OperationState::Cancelled : OperationState::Failed,
                        result.error().detail);
}

void Registry::redeployed(const BackendId& id, std::uint64_t operation, const Result<void>& result,
                          const std::string& success)
{
    if (Entry* entry = find(id); entry != nullptr && entry->redeploying == operation)
        entry->redeploying.reset();
    finish(operation, result, success);
    announce();
}

QCoro::Task<void> Registry::runRedeploy(RedeployBackend wanted, std::uint64_t operation)
{
    const Scope whole = m_scope;
    const OperationProgress progress = m_operations.progressOf(operation);
    auto task = find(wanted.id)->adapter->redeploy(wanted.settings, wanted.keepOld, progress);
    const Result<void> result = co_await task;
    if (whole.stopped())
        co_return;
    const Entry* entry = find(wanted.id);
    const bool isFunction = entry != nullptr && entry->plan.configuration.kind() == BackendKind::Function;
    redeployed(wanted.id, operation, result,
               isFunction ? "new requests get new instances" : "the new generation serves");
}

Result<Operation> Registry::startRollBack(const BackendId& id, const Actor& actor)
{
    const auto entry = containersOf(id);
    if (!entry)
        return tl::make_unexpected(entry.error());
    const BackendStatus status = (*entry)->adapter->status();
    const bool kept = std::any_of(status.replicas.begin(), status.replicas.end(),
                                  [](const ReplicaStatus& each) { return each.role == ReplicaRole::Kept; });
    if (!kept)
        return failure(ErrorCode::Conflict, "backend \"" + id + "\": nothing is kept to go back to");
    const Operation operation = m_operations.begin("rollback", id, actor.name);
    (*entry)->redeploying = operation.id;
    spawn(runRollBack(id, operation.id));
    return m_operations.find(operation.id);
}

QCoro::Task<void> Registry::runRollBack(BackendId id, std::uint64_t operation)
{
    const Scope whole = m_scope;
    const OperationProgress progress = m_operations.progressOf(operation);
    auto task = find(id)->adapter->rollBack(progress);
    const Result<void> result = co_await task;
    if (whole.stopped())
        co_return;
    redeployed(id, operation, result, "the kept generation serves again");
}

Result<Operation> Registry::startStopped(const BackendId& id, const std::string& container, bool stopped,
                                         const Actor& actor)
{
    const auto entry = containersOf(id);
    if (!entry)
        return tl::make_unexpected(entry.error());
    const BackendStatus status = (*entry)->adapter->status();
    const auto replica = std::find_if(status.replicas.begin(), status.replicas.end(),
                                      [&](const ReplicaStatus& each) { return each.name == container; });
    if (replica == status.replicas.end())
        return failure(ErrorCode::NotFound, "backend \"" + id + "\": has no container \"" + container + "\"");
    const ReplicaRole needed = stopped ? ReplicaRole::Serving : ReplicaRole::Stopped;
    if (replica->role != needed)
        return failure(ErrorCode::Conflict, fmt::format("container \"{}\" is {}, not {}", container,
                                                        toString(replica->role), toString(needed)));
    const Operation operation = m_operations.begin(stopped ? "stop" : "start", id, actor.name);
    m_operations.report(operation.id, container, -1.0);
    spawn(runStopped(id, container, stopped, operation.id));
    return m_operations.find(operation.id);
}

QCoro::Task<void> Registry::runStopped(BackendId id, std::string container, bool stopped, std::uint64_t operation)
{
    const Scope whole = m_scope;
    const OperationProgress progress = m_operations.progressOf(operation);
    auto task = find(id)->adapter->setStopped(container, stopped, progress);
    const Result<void> result = co_await task;
    if (whole.stopped())
        co_return;
    finish(operation, result, container + (stopped ? " is stopped" : " serves again"));
    announce();
}

} // namespace straightline::backends
