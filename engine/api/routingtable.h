// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/words.h"

namespace straightline
{

/// Where one replica of an http or container backend listens. Addresses are resolved by the control plane.
struct Endpoint {
    std::string address; ///< numeric IPv4 or IPv6
    std::uint16_t port = 0;

    bool operator==(const Endpoint&) const = default;
};

/// One backend as the data plane sees it.
struct BackendRoute {
    std::uint32_t number = 0; ///< BackendConfiguration::number, what records carry
    std::uint32_t slot = 0;   ///< index into LiveLoad::backends
    std::string name;
    Tier tier = Tier::Local;
    BackendKind kind = BackendKind::Http;
    std::uint32_t capacity = 1;
    std::uint64_t payloadLimitBytes = 0; ///< 0 = no limit
    bool inService = false; ///< health checks passed, not draining, not drained; a breaker is read from LiveLoad
    std::string hostHeader; ///< Host sent upstream, "127.0.0.1:9001"
    std::string basePath;   ///< of the backend's URL, "" or "/base" without a final slash
    std::vector<Endpoint> endpoints; ///< healthy replicas; empty for a function
    FunctionSettings function;       ///< only for kind function
    std::chrono::milliseconds connectTimeout{2'000};
    std::chrono::milliseconds readTimeout{30'000};
};

/// What a decision reads of a backend in service: small, and in the order of a scan.
struct PlacementRow {
    std::uint64_t payloadLimitBytes = 0; ///< largest body it takes; "no limit" is the largest number
    std::uint32_t capacity = 1;
    std::uint32_t slot = 0;   ///< index into LiveLoad::backends
    std::uint32_t number = 0; ///< BackendRoute::number
    std::uint32_t index = 0;  ///< into ApplicationRoute::backends
};

/// The backends of one tier that are in service, and what they have in common.
struct TierRows {
    std::vector<PlacementRow> rows;
    std::uint32_t capacity = 0;               ///< sum over the rows
    std::uint64_t leastPayloadLimitBytes = 0; ///< smaller bodies fit everywhere in the tier
};

struct ApplicationRoute {
    std::uint32_t number = 0;
    std::uint32_t slot = 0; ///< index into LiveLoad::applications
    std::string name;
    std::string mount;
    PolicyKind policy = PolicyKind::Straightline;
    Thresholds thresholds;
    std::chrono::milliseconds window{1'000};
    std::chrono::milliseconds deadline{30'000};
    std::uint32_t queueLimit = 256;
    std::vector<BackendRoute> backends;
    std::array<TierRows, kTierCount> tiers; ///< made by seal() from `backends`
};

/// All that the data plane needs to place and forward a request: immutable, replaced as a whole.
struct RoutingTable {
    std::uint64_t version = 0;
    std::vector<ApplicationRoute> applications; ///< sorted by name
    std::vector<std::uint32_t> mounts;          ///< indices of those with a mount, longest prefix first

    /// Null when there is no such application.
    const ApplicationRoute* find(std::string_view name) const;

    /// The application whose mount covers `path` at a segment boundary ("/digits" covers "/digits" and "/digits/x", not
    /// "/digitsx"); the longest mount wins. Null when none does.
    const ApplicationRoute* findByMount(std::string_view path) const;
};

using RoutingTablePtr = std::shared_ptr<const RoutingTable>;

/// Sorts applications and fills `mounts` and each application's `tiers`; to be called once after building. A change of
/// a backend after that needs another call.
void seal(RoutingTable& table);

} // namespace straightline
