// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/change.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/api/restore.h"
#include "engine/api/secrets.h"

namespace straightline
{
namespace
{

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>; // clang 14 does not find it by itself

Result<ApplicationConfiguration*> findApplication(SiteConfiguration& site, const std::string& name)
{
    const auto found = std::find_if(site.applications.begin(), site.applications.end(),
                                    [&](const auto& each) { return each.name == name; });
    if (found == site.applications.end())
        return failure(ErrorCode::NotFound, fmt::format("there is no application \"{}\"", name));
    return &*found;
}

template <class Range>
auto findNamed(Range& range, const std::string& name)
{
    return std::find_if(range.begin(), range.end(), [&](const auto& each) { return each.name == name; });
}

Result<void> checkExpectation(Expect expect, bool exists, const std::string& what)
{
    if (expect == Expect::Absent && exists)
        return failure(ErrorCode::AlreadyExists, what + " exists already");
    if (expect == Expect::Present && !exists)
        return failure(ErrorCode::NotFound, "there is no " + what);
    return {};
}

/// A number is kept where the name stays, whatever the caller put there.
void keepNumbers(const ApplicationConfiguration* before, ApplicationConfiguration& after)
{
    after.number = before != nullptr ? before->number : 0;
    for (BackendConfiguration& backend : after.backends) {
        backend.number = 0;
        if (before == nullptr)
            continue;
        if (const auto found = findNamed(before->backends, backend.name); found != before->backends.end())
            backend.number = found->number;
    }
}

Result<void> change(SiteConfiguration& site, const PutApplication& put)
{
    const auto found = findNamed(site.applications, put.application.name);
    const bool exists = found != site.applications.end();
    if (auto good = checkExpectation(put.expect, exists, "application \"" + put.application.name + "\""); !good)
        return good;
    ApplicationConfiguration application = put.application;
    keepNumbers(exists ? &*found : nullptr, application);
    if (exists)
        *found = std::move(application);
    else
        site.applications.push_back(std::move(application));
    return {};
}

Result<void> change(SiteConfiguration& site, const RemoveApplication& remove)
{
    return findApplication(site, remove.name).map([&](ApplicationConfiguration* found) {
        site.applications.erase(site.applications.begin() + (found - site.applications.data()));
    });
}

Result<void> change(SiteConfiguration& site, const PutThresholds& put)
{
    return findApplication(site, put.application).map([&](ApplicationConfiguration* found) {
        found->thresholds = put.thresholds;
    });
}

Result<void> change(SiteConfiguration& site, const PutPolicy& put)
{
    return findApplication(site, put.application).map([&](ApplicationConfiguration* found) {
        found->policy = put.policy;
    });
}

Result<void> change(SiteConfiguration& site, const PutBackend& put)
{
    auto application = findApplication(site, put.application);
    if (!application)
        return tl::make_unexpected(application.error());
    auto& backends = (*application)->backends;
    const auto found = findNamed(backends, put.backend.name);
    const bool exists = found != backends.end();
    const std::string what = fmt::format("backend \"{}\"", makeBackendId(put.application, put.backend.name));
    if (auto good = checkExpectation(put.expect, exists, what); !good)
        return good;
    BackendConfiguration backend = put.backend;
    backend.number = exists ? found->number : 0;
    if (exists)
        *found = std::move(backend);
    else
        backends.push_back(std::move(backend));
    return {};
}

Result<void> change(SiteConfiguration& site, const RemoveBackend& remove)
{
    if (site.findBackend(remove.id) == nullptr)
        return failure(ErrorCode::NotFound, fmt::format("there is no backend \"{}\"", remove.id));
    const auto [applicationName, backendName] = splitBackendId(remove.id);
    auto& backends = (*findApplication(site, applicationName))->backends;
    backends.erase(findNamed(backends, backendName));
    return {};
}

Result<void> change(SiteConfiguration& site, const PutSite& put)
{
    SiteConfiguration next = put.site;
    for (ApplicationConfiguration& application : next.applications)
        keepNumbers(site.findApplication(application.name), application);
    next.revision = site.revision;
    site = std::move(next);
    return {};
}

Result<void> change(SiteConfiguration& site, const PutSettings& put)
{
    site.gateway = put.gateway;
    site.retention = put.retention;
    return {};
}

Result<void> change(SiteConfiguration& site, const Restore& restore)
{
    return restored(site, restore);
}

} // namespace

Result<SiteConfiguration> applied(const SiteConfiguration& site, const Change& wanted)
{
    SiteConfiguration next = site;
    const Result<void> changed = std::visit([&](const auto& each) { return change(next, each); }, wanted);
    if (!changed)
        return tl::make_unexpected(changed.error());
    if (auto good = keepSecrets(site, next); !good)
        return tl::make_unexpected(good.error());
    if (auto good = validate(next); !good)
        return tl::make_unexpected(good.error());
    ++next.revision;
    return next;
}

Result<TryBackend> completed(const SiteConfiguration& site, const TryBackend& wanted)
{
    Change put = PutBackend{wanted.application, wanted.backend};
    if (site.findApplication(wanted.application) == nullptr) {
        ApplicationConfiguration added;
        added.name = wanted.application;
        added.backends = {wanted.backend};
        put = PutApplication{std::move(added), Expect::Absent};
    }
    return applied(site, put).map([&](const SiteConfiguration& after) {
        TryBackend whole = wanted;
        whole.backend = *after.findBackend(makeBackendId(wanted.application, wanted.backend.name));
        return whole;
    });
}

Change changeTo(const ApplicationConfiguration& application, const Placing& wanted)
{
    if (application.policy == wanted.policy)
        return PutThresholds{application.name, wanted.thresholds};
    if (application.thresholds == wanted.thresholds)
        return PutPolicy{application.name, wanted.policy};
    ApplicationConfiguration changed = application;
    changed.thresholds = wanted.thresholds;
    changed.policy = wanted.policy;
    return PutApplication{changed, Expect::Present};
}

std::string changeAction(const Change& wanted)
{
    constexpr std::array<std::string_view, 8> kNames{
        "put_application", "remove_application", "put_thresholds", "put_policy",
        "put_backend",     "remove_backend",     "put_settings",   "put_site"};
    static_assert(std::variant_size_v<Change> == kNames.size() + 1);
    if (const auto* restore = std::get_if<Restore>(&wanted))
        return restoreAction(*restore);
    return std::string(kNames[wanted.index()]);
}

std::string changeSubject(const Change& wanted)
{
    return std::visit(Overloaded{
                          [](const PutApplication& put) { return put.application.name; },
                          [](const RemoveApplication& remove) { return remove.name; },
                          [](const PutThresholds& put) { return put.application; },
                          [](const PutPolicy& put) { return put.application; },
                          [](const PutBackend& put) { return makeBackendId(put.application, put.backend.name); },
                          [](const RemoveBackend& remove) { return remove.id; },
                          [](const PutSettings&) { return std::string("settings"); },
                          [](const PutSite&) { return std::string("site"); },
                          [](const Restore& restore) { return restore.subject; },
                      },
                      wanted);
}

} // namespace straightline
