// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/troubles.h"

#include <algorithm>

namespace straightline::core
{
namespace
{

bool isOfStore(const Trouble& trouble)
{
    return trouble.cause <= TroubleCause::StoreBehind;
}

const Trouble* find(const std::vector<Trouble>& all, const Trouble& like)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Trouble& each) {
        return each.cause == like.cause && each.subject == like.subject;
    });
    return found == all.end() ? nullptr : &*found;
}

TroubleCause causeOf(BackendKind kind)
{
    switch (kind) {
    case BackendKind::Container:
        return TroubleCause::ContainerFailed;
    case BackendKind::Function:
        return TroubleCause::FunctionFailed;
    default:
        return TroubleCause::BackendUnreachable;
    }
}

} // namespace

std::vector<Event> Troubles::follow(std::vector<Trouble> found, WallTime now)
{
    std::stable_sort(found.begin(), found.end(),
                     [](const Trouble& one, const Trouble& other) { return one.cause < other.cause; });
    std::vector<Event> events;
    for (Trouble& trouble : found) {
        const Trouble* before = find(m_now, trouble);
        if (before != nullptr) {
            trouble.since = before->since;
            continue;
        }
        trouble.since = now;
        if (isOfStore(trouble))
            events.push_back({0, now, Severity::Error, trouble.subject, trouble.detail});
    }
    const bool stillOfStore = std::any_of(found.begin(), found.end(), isOfStore);
    if (!stillOfStore && std::any_of(m_now.begin(), m_now.end(), isOfStore))
        events.push_back({0, now, Severity::Info, "store", "records are written again"});
    m_now = std::move(found);
    return events;
}

std::vector<Trouble> backendTroubles(const SiteConfiguration& site, const std::vector<BackendStatus>& statuses,
                                     const std::vector<Trouble>& known)
{
    const bool noDocker = std::any_of(
        known.begin(), known.end(), [](const Trouble& each) { return each.cause == TroubleCause::DockerUnreachable; });
    std::vector<Trouble> troubles;
    for (const BackendStatus& status : statuses) {
        if (status.state != BackendState::Down && status.state != BackendState::Failed)
            continue;
        const BackendConfiguration* backend = site.findBackend(status.id);
        if (backend == nullptr || backend->drained || (noDocker && backend->kind() == BackendKind::Container))
            continue;
        const std::string& why = status.lastError.empty() ? status.lastCheck : status.lastError;
        // When a container is started again, and a function by the next request, is not known here.
        const bool checked = backend->kind() == BackendKind::Http;
        troubles.push_back({causeOf(backend->kind()),
                            status.id,
                            why,
                            {},
                            checked ? backend->health.interval : std::chrono::milliseconds(0)});
    }
    return troubles;
}

} // namespace straightline::core
