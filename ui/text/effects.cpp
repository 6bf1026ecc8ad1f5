// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/effects.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Effects {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Effects)
};

QString inFlight(const Snapshot* snapshot, const BackendId& id)
{
    std::uint32_t count = 0;
    if (snapshot != nullptr) {
        for (const BackendSnapshot& backend : snapshot->backends) {
            if (backend.status.id == id)
                count = backend.inFlight;
        }
    }
    return Effects::tr("%n request(s) in flight will be drained.", nullptr, static_cast<int>(count));
}

/// Where the application's next requests go without this backend; empty when there is no snapshot to tell by.
QString elsewhere(const Snapshot* snapshot, const BackendId& id, Tier tier)
{
    if (snapshot == nullptr)
        return {};
    const auto [application, name] = splitBackendId(id);
    const auto serves = [&, wanted = application](const BackendSnapshot& other) {
        return other.application == wanted && other.status.id != id && other.status.takesRequests;
    };
    const auto& all = snapshot->backends;
    if (std::none_of(all.begin(), all.end(), serves))
        return Effects::tr("No other backend of %1 is in service: its requests will be answered 503.")
            .arg(fromUtf8(application));
    const bool sameTier = std::any_of(
        all.begin(), all.end(), [&](const BackendSnapshot& other) { return serves(other) && other.tier == tier; });
    return sameTier ? Effects::tr("New requests go to the other backends of its tier.")
                    : Effects::tr("No other backend of its tier is in service: new requests go to the other tiers.");
}

QString newContainers()
{
    return Effects::tr("New containers are started and must become healthy; then requests move to them, and the old "
                       "ones finish what they have. If the new ones fail, the old ones stay.");
}

using Containers = std::map<BackendId, ContainerSettings>;

/// The container backends in a part of the configuration.
Containers containersOf(const std::string& subject, const PartState& state)
{
    Containers all;
    const auto add = [&all](const BackendId& id, const BackendConfiguration& backend) {
        if (const auto* settings = std::get_if<ContainerSettings>(&backend.settings))
            all.emplace(id, *settings);
    };
    const auto addAll = [&add](const ApplicationConfiguration& application) {
        for (const BackendConfiguration& backend : application.backends)
            add(makeBackendId(application.name, backend.name), backend);
    };
    if (const auto* backend = std::get_if<Placed<BackendConfiguration>>(&state))
        add(subject, backend->value);
    else if (const auto* application = std::get_if<Placed<ApplicationConfiguration>>(&state))
        addAll(application->value);
    else if (const auto* site = std::get_if<SiteConfiguration>(&state))
        for (const ApplicationConfiguration& each : site->applications)
            addAll(each);
    return all;
}

/// The containers stay: how many there are, and how long they may take to start, is changed without a redeploy.
bool runsAlike(const ContainerSettings& one, ContainerSettings other)
{
    other.replicas = one.replicas;
    other.startTimeout = one.startTimeout;
    return one == other;
}

} // namespace

QStringList drainEffects(const SiteConfiguration& site, const Snapshot* snapshot, const BackendId& id)
{
    const BackendConfiguration* backend = site.findBackend(id);
    if (backend == nullptr)
        return {};
    QStringList effects{inFlight(snapshot, id)};
    if (const QString next = elsewhere(snapshot, id, backend->tier); !next.isEmpty())
        effects.append(next);
    return effects;
}

QStringList removeEffects(const SiteConfiguration& site, const Snapshot* snapshot, const BackendId& id)
{
    QStringList effects = drainEffects(site, snapshot, id);
    const BackendConfiguration* backend = site.findBackend(id);
    if (backend != nullptr && backend->kind() == BackendKind::Container)
        effects.append(Effects::tr("Its containers will be stopped and removed."));
    if (backend != nullptr && backend->kind() == BackendKind::Function)
        effects.append(Effects::tr("Its running instances will be stopped."));
    return effects;
}

QStringList redeployEffects(const SiteConfiguration& site, const Snapshot* snapshot, const BackendId& id)
{
    const BackendConfiguration* backend = site.findBackend(id);
    if (backend == nullptr)
        return {};
    if (backend->kind() != BackendKind::Container)
        return {inFlight(snapshot, id),
                Effects::tr("New instances are started for new requests; the running ones finish what they have.")};
    return {inFlight(snapshot, id), newContainers()};
}

QStringList restoreEffects(const Snapshot* snapshot, const Restore& step)
{
    const Containers before = containersOf(step.subject, step.from);
    const Containers after = containersOf(step.subject, step.to);
    QStringList effects;
    bool isRedeployed = false;
    for (const auto& [id, settings] : before) {
        const QString name = fromUtf8(id);
        const auto then = after.find(id);
        if (then != after.end() && runsAlike(settings, then->second))
            continue;
        isRedeployed = isRedeployed || then != after.end();
        if (then == after.end())
            effects.append(Effects::tr("The containers of %1 will be stopped and removed.").arg(name));
        else if (then->second.image != settings.image)
            effects.append(Effects::tr("%1 is redeployed: image %2 instead of %3.")
                               .arg(name, fromUtf8(then->second.image), fromUtf8(settings.image)));
        else
            effects.append(
                Effects::tr("%1 is redeployed with other settings, image %2.").arg(name, fromUtf8(settings.image)));
        effects.append(inFlight(snapshot, id));
    }
    if (isRedeployed)
        effects.append(newContainers());
    return effects;
}

QStringList rollBackEffects(const Snapshot* snapshot, const BackendId& id, const std::string& image)
{
    return {inFlight(snapshot, id),
            Effects::tr("The kept containers of %1 are started and take the requests; those that serve now are "
                        "removed when they have finished what they have.")
                .arg(fromUtf8(image))};
}

} // namespace straightline::ui
