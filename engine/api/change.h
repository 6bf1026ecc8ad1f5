// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "engine/api/configuration.h"

// Everything an operator can do, as values: the console, the management API and undo all speak these.
namespace straightline
{

/// Whether the thing may, must or must not exist already.
enum class Expect : std::uint8_t { Any, Absent, Present };

struct PutApplication {
    ApplicationConfiguration application; ///< replaced whole, backends included
    Expect expect = Expect::Any;
};
struct RemoveApplication {
    std::string name;
};
struct PutThresholds {
    std::string application;
    Thresholds thresholds;
};
struct PutPolicy {
    std::string application;
    PolicyKind policy = PolicyKind::Straightline;
};
struct PutBackend {
    std::string application;
    BackendConfiguration backend; ///< matched by name
    Expect expect = Expect::Any;
};
struct RemoveBackend {
    BackendId id;
};
/// Replaces all applications and, at the next start, the gateway's settings.
struct PutSite {
    SiteConfiguration site;
};

/// A change of the configuration: applied at once, durable when the answer is given, audited, and undone by another
/// Change.
using Change =
    std::variant<PutApplication, RemoveApplication, PutThresholds, PutPolicy, PutBackend, RemoveBackend, PutSite>;

struct DrainBackend {
    BackendId id;
}; ///< out of service; ends when nothing is in flight
struct ResumeBackend {
    BackendId id;
};
struct RedeployBackend {
    BackendId id;
    std::optional<ContainerSettings> settings; ///< new settings; empty = the configured ones again
};
struct CancelOperation {
    std::uint64_t operation = 0;
};

/// Something that takes time: answered with an Operation to watch.
using Action = std::variant<DrainBackend, ResumeBackend, RedeployBackend, CancelOperation>;

/// The site after `change`. Pure: validates, keeps numbers of what stays, gives none to what is new, keeps secrets that
/// are given as "***", counts the revision up.
[[nodiscard]] Result<SiteConfiguration> applied(const SiteConfiguration& site, const Change& change);

/// The change that takes `after` back to `before` for the same subject; used by undo.
Change inverse(const SiteConfiguration& before, const Change& change);

std::string changeAction(const Change& change);  ///< "put_thresholds", …
std::string changeSubject(const Change& change); ///< application name, backend id or "site"

} // namespace straightline
