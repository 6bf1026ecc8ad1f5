// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "engine/api/calibration.h"
#include "engine/api/configuration.h"
#include "engine/api/thresholdwatch.h"
#include "engine/api/whatif.h"

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
/// What belongs to no application. The gateway reads its part at the next start.
struct PutSettings {
    GatewaySettings gateway;
    RetentionSettings retention;

    bool operator==(const PutSettings&) const = default;
};
/// Replaces all applications and the settings.
struct PutSite {
    SiteConfiguration site;
};

/// Something as it stands in the configuration: with its number, and where in the order.
template <class T>
struct Placed {
    T value;
    std::size_t position = 0;

    bool operator==(const Placed&) const = default;
};

/// What one change touches, as it is at one moment; monostate where it does not exist.
using PartState = std::variant<std::monostate, Thresholds, PolicyKind, Placed<BackendConfiguration>,
                               Placed<ApplicationConfiguration>, PutSettings, SiteConfiguration>;

/// Takes a part of the configuration from one state to another, bit for bit: numbers and places too. Refused as
/// Conflict when the part is not in the first state any more, because somebody else has changed it since.
struct Restore {
    std::string subject; ///< as changeSubject()
    PartState from;
    PartState to;
};

/// A change of the configuration: applied at once, durable when the answer is given, audited, and undone by a Restore.
using Change = std::variant<PutApplication, RemoveApplication, PutThresholds, PutPolicy, PutBackend, RemoveBackend,
                            PutSettings, PutSite, Restore>;

struct DrainBackend {
    BackendId id;
}; ///< out of service; ends when nothing is in flight
struct ResumeBackend {
    BackendId id;
};
struct RedeployBackend {
    BackendId id;
    std::optional<ContainerSettings> settings; ///< new settings; empty = the configured ones again
    std::chrono::seconds keepOld{0};           ///< how long what was replaced is kept, stopped, for RollBackBackend
};
/// Back to the containers that the latest redeploy has kept.
struct RollBackBackend {
    BackendId id;
};
/// Stops one container when its requests are done, and leaves it there: it is not started again until StartContainer,
/// a redeploy, or the engine's next start.
struct StopContainer {
    BackendId id;
    std::string container; ///< its name
};
struct StartContainer {
    BackendId id;
    std::string container;
};
/// Writes the recorded requests, the oldest first, and the site they were placed in, into one file that
/// `straightline replay --recording` reads. Bodies are not recorded; secrets are hidden.
struct ExportRecording {
    std::string application; ///< empty = all
    std::string path{};      ///< of the file; empty = a new one in the state directory
};
struct CancelOperation {
    std::uint64_t operation = 0;
};
/// What a test sends when everything before it went well.
struct SampleRequest {
    std::string path; ///< empty = /v2/models/{application}/infer
    std::string contentType = "application/json";
    std::string body;

    bool operator==(const SampleRequest&) const = default;
};
/// Tries settings step by step, each with its time, up to one inference. Registers nothing, changes nothing and is
/// recorded as no request; what it starts (a container, a function process) is removed again.
struct TryBackend {
    std::string application; ///< also one that is still to be created
    BackendConfiguration backend;
    std::optional<SampleRequest> sample; ///< empty = zeros for the inputs that the backend says its model has
};
/// Looks for what could be registered: Engine::discovery() has it when the operation has ended.
struct DiscoverBackends {
};

/// Measures an application's live backends to locate F and D: sends them what the limits allow, and only with consent.
/// Changes nothing; Engine::calibration() has what was found.
struct CalibrateApplication {
    std::string application;
    bool consent = false; ///< without it the error says what would be sent
    CalibrationLimits limits{};
    std::optional<SampleRequest> sample{}; ///< made longer as needed; empty = zeros of application/octet-stream
};

/// Something that takes time: answered with an Operation to watch.
using Action = std::variant<DrainBackend, ResumeBackend, RedeployBackend, CancelOperation, RollBackBackend,
                            StopContainer, StartContainer, TryBackend, DiscoverBackends, ExportRecording,
                            CalibrateApplication, SweepThresholds, WatchThresholds, AskWhatIf>;

/// `wanted` checked as if its backend were put into the site, with secrets that are given as "***". Pure.
[[nodiscard]] Result<TryBackend> completed(const SiteConfiguration& site, const TryBackend& wanted);

/// The site after `change`. Pure: validates, keeps numbers of what stays, gives none to what is new (a Restore brings
/// its own), keeps secrets that are given as "***", counts the revision up.
[[nodiscard]] Result<SiteConfiguration> applied(const SiteConfiguration& site, const Change& change);

/// The one change from what the application has to what is wanted of it.
Change changeTo(const ApplicationConfiguration& application, const Placing& wanted);

/// What undoes `change`, which took the site from `before` to `after`.
Restore inverse(const SiteConfiguration& before, const SiteConfiguration& after, const Change& change);
/// What undoes the undoing.
Restore reversed(const Restore& restore);

std::string changeAction(const Change& change);  ///< "put_thresholds", …; a Restore is called as what it amounts to
std::string changeSubject(const Change& change); ///< application name, backend id, "settings" or "site"

} // namespace straightline
