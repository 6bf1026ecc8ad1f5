// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/api/clock.h"
#include "engine/api/containerstatus.h"
#include "engine/api/result.h"
#include "engine/api/routingtable.h"

// The Docker Engine API's JSON, read and written by pure functions.
namespace straightline::backends
{

inline constexpr const char* kBackendLabel = "io.straightline.backend";
inline constexpr const char* kReplicaLabel = "io.straightline.replica";
inline constexpr const char* kGenerationLabel = "io.straightline.generation";
inline constexpr const char* kSiteLabel = "io.straightline.site";
inline constexpr const char* kSettingsLabel = "io.straightline.settings"; ///< settingsMark() of what it was made from

inline constexpr const char* kTrialLabel = "io.straightline.trial";   ///< the site whose test made it
inline constexpr const char* kHiddenLabel = "io.straightline.hidden"; ///< variables whose values came from references

struct ApiVersion {
    unsigned major = 0;
    unsigned minor = 0;
    auto operator<=>(const ApiVersion&) const = default;
};
std::optional<ApiVersion> parseApiVersion(std::string_view text);
std::string toString(ApiVersion version);

/// The version to speak: the older of ours and the engine's newest; refused plainly when it is older than what the
/// engine still speaks, or than what we need.
[[nodiscard]] Result<ApiVersion> negotiateApiVersion(std::string_view newest, std::string_view oldest);

struct ContainerSummary {
    std::string id;
    std::string name;  ///< without the leading slash
    std::string state; ///< "running", "exited", "created", …
    std::string image;
    std::map<std::string, std::string> labels;
    std::map<std::uint16_t, std::uint16_t> ports;       ///< container port → published host port
    std::map<std::uint16_t, std::string> publishedOn{}; ///< published host port → address as the engine says it

    std::string label(const char* key) const;    ///< empty = none
    std::uint32_t number(const char* key) const; ///< 0 = none
};
std::vector<ContainerSummary> readContainerList(const nlohmann::json& list);

struct ContainerFacts {
    std::string id;
    std::string name;
    std::string status; ///< "running", "exited", "created", "paused", …
    bool running = false;
    bool oomKilled = false;
    int exitCode = 0;
    std::string error;   ///< the engine's, e.g. why it could not start
    std::string image;   ///< as configured
    std::string imageId; ///< "sha256:…"
    bool tty = false;
    std::uint64_t memoryBytes = 0;
    std::uint64_t nanoCpus = 0;
    std::string created; ///< "2026-01-01T00:00:00.123456789Z"
    std::string started;
    Environment environment{};                    ///< the image's included
    std::vector<std::string> command;             ///< entry point and command
    std::map<std::uint16_t, std::uint16_t> ports; ///< container port → published host port
};
ContainerFacts readContainer(const nlohmann::json& inspected);

/// What an image brings, from its inspection.
ImageDefaults readImageDefaults(const nlohmann::json& inspected);
/// "2026-01-01T00:00:00.123456789Z"; the epoch when it cannot be read.
WallTime readDockerTime(std::string_view text);

/// The counters of one reading of a container's usage; a share of the CPU needs two of them.
struct UsageSample {
    std::uint64_t cpuNanos = 0;
    std::uint64_t systemNanos = 0; ///< 0 = not told
    std::uint32_t cpus = 0;        ///< 0 = not told
    std::uint64_t memoryBytes = 0; ///< without the page cache that could be given back
    Clock::Steady at{};
};
UsageSample readUsage(const nlohmann::json& stats);
/// 100 = one core; empty when `before` does not go before `now`.
std::optional<double> cpuPercent(const UsageSample& before, const UsageSample& now);

/// The body of `POST /containers/create`. Ports are published on `publishAddress` with a host port of the engine's
/// choice; the restart policy is "no", because we restart ourselves, with back-off and a reason on screen.
nlohmann::json containerSpec(const ContainerSettings& settings, const std::map<std::string, std::string>& labels,
                             const std::string& publishAddress);

/// Short digest of what a container is made from: image, port, limits, environment and command; not the number of
/// replicas.
std::string settingsMark(const ContainerSettings& settings);

/// Empty when the container has the limits asked for.
std::string limitProblem(const ContainerSettings& settings, const ContainerFacts& facts);

/// "exited 137: out of memory (limit 64 MB)"
std::string exitText(const ContainerFacts& facts);

/// What the engine says in an error's body.
std::string engineMessage(std::string_view body);

/// "straightline-digits-box-3-1"
std::string containerName(const BackendId& backend, std::uint32_t generation, std::uint32_t replica);

} // namespace straightline::backends
