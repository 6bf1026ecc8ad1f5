// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/restore.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace straightline
{
namespace
{

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

enum Kind : std::size_t { Nothing, ThresholdsOf, PolicyOf, Backend, Application, Settings, Site };

std::size_t kindOf(const Restore& restore)
{
    return std::max(restore.from.index(), restore.to.index()); // one of them may be nothing
}

template <class Range>
auto findNamed(Range& range, const std::string& name)
{
    return std::find_if(range.begin(), range.end(), [&](const auto& each) { return each.name == name; });
}

template <class T>
PartState placedIn(const std::vector<T>& all, const std::string& name)
{
    const auto found = findNamed(all, name);
    if (found == all.end())
        return {};
    return Placed<T>{*found, static_cast<std::size_t>(found - all.begin())};
}

PartState stateOf(const SiteConfiguration& site, std::size_t kind, const std::string& subject)
{
    if (kind == Settings)
        return PutSettings{site.gateway, site.retention};
    if (kind == Site) {
        SiteConfiguration whole = site;
        whole.revision = 0; // no part of what is restored
        return whole;
    }
    if (kind == Application)
        return placedIn(site.applications, subject);
    const auto [owner, name] = splitBackendId(subject);
    const ApplicationConfiguration* application = site.findApplication(kind == Backend ? owner : subject);
    if (application == nullptr)
        return {};
    if (kind == Backend)
        return placedIn(application->backends, name);
    if (kind == PolicyOf)
        return application->policy;
    return kind == ThresholdsOf ? PartState(application->thresholds) : PartState();
}

/// Without what others move: places.
PartState contentOf(PartState state)
{
    std::visit(Overloaded{
                   [](Placed<BackendConfiguration>& placed) { placed.position = 0; },
                   [](Placed<ApplicationConfiguration>& placed) { placed.position = 0; },
                   [](auto&) {},
               },
               state);
    return state;
}

template <class T>
void put(std::vector<T>& all, const std::string& name, const Placed<T>* wanted)
{
    const auto found = findNamed(all, name);
    if (wanted == nullptr)
        all.erase(found);
    else if (found != all.end())
        *found = wanted->value;
    else
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(std::min(wanted->position, all.size())), wanted->value);
}

std::string titleOf(std::size_t kind, const std::string& subject)
{
    switch (kind) {
    case ThresholdsOf:
        return fmt::format("the thresholds of \"{}\"", subject);
    case PolicyOf:
        return fmt::format("the policy of \"{}\"", subject);
    case Backend:
        return fmt::format("backend \"{}\"", subject);
    case Application:
        return fmt::format("application \"{}\"", subject);
    default:
        return "the " + subject;
    }
}

tl::unexpected<Error> changedSince(const PartState& now, const Restore& restore)
{
    const std::string title = titleOf(kindOf(restore), restore.subject);
    if (now.index() == Nothing)
        return failure(ErrorCode::Conflict, title + " is not there any more: it was removed since");
    if (restore.from.index() == Nothing)
        return failure(ErrorCode::Conflict, title + " is there again: it was made anew since");
    return failure(ErrorCode::Conflict, title + " changed since: nothing was overwritten");
}

} // namespace

Result<void> restored(SiteConfiguration& site, const Restore& restore)
{
    const std::size_t kind = kindOf(restore);
    const PartState now = stateOf(site, kind, restore.subject);
    if (contentOf(now) != contentOf(restore.from))
        return changedSince(now, restore);
    if (kind == Application) {
        put(site.applications, restore.subject, std::get_if<Placed<ApplicationConfiguration>>(&restore.to));
    } else if (kind == Settings) {
        const PutSettings& settings = std::get<PutSettings>(restore.to);
        site.gateway = settings.gateway;
        site.retention = settings.retention;
    } else if (kind == Site) {
        const std::uint64_t revision = site.revision;
        site = std::get<SiteConfiguration>(restore.to);
        site.revision = revision;
    } else if (kind != Nothing) {
        const auto [owner, name] = splitBackendId(restore.subject);
        const auto application = findNamed(site.applications, kind == Backend ? owner : restore.subject);
        if (application == site.applications.end())
            return failure(ErrorCode::Conflict,
                           titleOf(Application, owner) + " is not there any more: it was removed since");
        if (kind == Backend)
            put(application->backends, name, std::get_if<Placed<BackendConfiguration>>(&restore.to));
        else if (kind == PolicyOf)
            application->policy = std::get<PolicyKind>(restore.to);
        else
            application->thresholds = std::get<Thresholds>(restore.to);
    }
    return {};
}

Restore inverse(const SiteConfiguration& before, const SiteConfiguration& after, const Change& change)
{
    const std::size_t kind = std::visit(Overloaded{
                                            [](const PutApplication&) { return Application; },
                                            [](const RemoveApplication&) { return Application; },
                                            [](const PutThresholds&) { return ThresholdsOf; },
                                            [](const PutPolicy&) { return PolicyOf; },
                                            [](const PutBackend&) { return Backend; },
                                            [](const RemoveBackend&) { return Backend; },
                                            [](const PutSettings&) { return Settings; },
                                            [](const PutSite&) { return Site; },
                                            [](const Restore& restore) { return static_cast<Kind>(kindOf(restore)); },
                                        },
                                        change);
    const std::string subject = changeSubject(change);
    return {subject, stateOf(after, kind, subject), stateOf(before, kind, subject)};
}

Restore reversed(const Restore& restore)
{
    return {restore.subject, restore.to, restore.from};
}

std::string restoreAction(const Restore& restore)
{
    const bool gone = restore.to.index() == Nothing;
    switch (kindOf(restore)) {
    case ThresholdsOf:
        return "put_thresholds";
    case PolicyOf:
        return "put_policy";
    case Backend:
        return gone ? "remove_backend" : "put_backend";
    case Application:
        return gone ? "remove_application" : "put_application";
    case Settings:
        return "put_settings";
    default:
        return "put_site";
    }
}

} // namespace straightline
