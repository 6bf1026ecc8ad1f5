// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/ingredients.h"
#include "engine/api/policyknobs.h"
#include "engine/api/words.h"

namespace straightline
{

/// Where one replica of an http or container backend listens. Addresses are resolved by the control plane.
struct Endpoint {
    std::string address; ///< numeric IPv4 or IPv6
    std::uint16_t port = 0;

    bool operator==(const Endpoint&) const = default;
};

/// How connections to a backend are secured. They are shared only where all of it is equal.
struct UpstreamTls {
    bool enabled = false;
    std::string caFile;     ///< PEM; empty = the system's authorities
    std::string serverName; ///< sent (SNI) and looked for in the certificate
    bool verify = true;

    auto operator<=>(const UpstreamTls&) const = default;
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
    std::uint64_t nanoUsdPerSecond = 0;  ///< of service; 0 = costs nothing, or is paid for anyway
    bool inService = false; ///< health checks passed, not draining, not drained; a breaker is read from LiveLoad
    std::string hostHeader; ///< Host sent upstream, "127.0.0.1:9001"
    std::string basePath;   ///< of the backend's URL, "" or "/base" without a final slash
    UpstreamTls tls;
    std::vector<Endpoint> endpoints; ///< healthy replicas; empty for a function
    FunctionSettings function;       ///< only for kind function
    std::chrono::milliseconds connectTimeout{2'000};
    std::chrono::milliseconds readTimeout{30'000};

    /// The largest body it takes; of a function that names no limit, AWS Lambda's for a synchronous payload.
    std::uint64_t largestBodyBytes() const;
};

/// What a decision reads of a backend in service: small, and in the order of a scan.
struct PlacementRow {
    std::uint64_t payloadLimitBytes = 0; ///< largest body it takes; "no limit" is the largest number
    std::uint32_t capacity = 1;
    std::uint32_t slot = 0;   ///< index into LiveLoad::backends
    std::uint32_t number = 0; ///< BackendRoute::number
    std::uint32_t index = 0;  ///< into ApplicationRoute::backends
    std::uint64_t nanoUsdPerSecond = 0;
};

/// The backends of one tier that are in service, and what they have in common.
struct TierRows {
    std::vector<PlacementRow> rows;
    std::vector<std::uint32_t> slots;         ///< of the rows, once more: what every decision scans, close together
    std::vector<std::int32_t> capacities;     ///< of the rows
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
    IsolationSettings isolation;
    Ingredients ingredients;         ///< of the policy adaptive
    std::uint64_t budgetNanoUsd = 0; ///< for a request, on average; 0 = none
    PolicyKnobs knobs{};
    std::vector<BackendRoute> backends;
    std::array<TierRows, kTierCount> tiers; ///< made by seal() from `backends`
};

using ApplicationRoutePtr = std::shared_ptr<ApplicationRoute>;

/// The applications of a table, used like a vector of them. Each is an object of its own that tables can share, so that
/// a change of one leaves the others where they lie, in the caches of the gateway threads too.
class ApplicationRoutes
{
    template <class Route>
    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = ApplicationRoute;
        using difference_type = std::ptrdiff_t;
        using pointer = Route*;
        using reference = Route&;

        Iterator() = default;
        explicit Iterator(const ApplicationRoutePtr* at)
            : m_at(at)
        {
        }
        Route& operator*() const { return **m_at; }
        Route* operator->() const { return m_at->get(); }
        Iterator& operator++()
        {
            ++m_at;
            return *this;
        }
        Iterator operator++(int) { return Iterator(m_at++); }
        bool operator==(const Iterator&) const = default;

    private:
        const ApplicationRoutePtr* m_at = nullptr;
    };

public:
    ApplicationRoutes() = default;
    ApplicationRoutes(std::initializer_list<ApplicationRoute> routes)
    {
        for (const ApplicationRoute& each : routes)
            push_back(each);
    }

    std::size_t size() const { return m_routes.size(); }
    bool empty() const { return m_routes.empty(); }
    ApplicationRoute& operator[](std::size_t index) { return *m_routes[index]; }
    const ApplicationRoute& operator[](std::size_t index) const { return *m_routes[index]; }
    ApplicationRoute& front() { return *m_routes.front(); }
    const ApplicationRoute& front() const { return *m_routes.front(); }
    auto begin() { return Iterator<ApplicationRoute>(m_routes.data()); }
    auto end() { return Iterator<ApplicationRoute>(m_routes.data() + m_routes.size()); }
    auto begin() const { return Iterator<const ApplicationRoute>(m_routes.data()); }
    auto end() const { return Iterator<const ApplicationRoute>(m_routes.data() + m_routes.size()); }

    void reserve(std::size_t count) { m_routes.reserve(count); }
    void push_back(ApplicationRoute route) { share(std::make_shared<ApplicationRoute>(std::move(route))); }
    ApplicationRoute& emplace_back() { return *m_routes.emplace_back(std::make_shared<ApplicationRoute>()); }
    void resize(std::size_t count)
    {
        while (m_routes.size() < count)
            emplace_back();
        m_routes.resize(count);
    }

    void share(ApplicationRoutePtr route) { m_routes.push_back(std::move(route)); }
    const std::vector<ApplicationRoutePtr>& pointers() const { return m_routes; }
    void sortByName();

private:
    std::vector<ApplicationRoutePtr> m_routes;
};

/// All that the data plane needs to place and forward a request: immutable, replaced as a whole, in parts shared with
/// the table before it.
struct RoutingTable {
    std::uint64_t version = 0;
    ApplicationRoutes applications; ///< sorted by name
    /// Each mount and its application's index, sorted by mount.
    std::vector<std::pair<std::string_view, std::uint32_t>> mounts;
    std::size_t longestMount = 0;

    /// Null when there is no such application.
    const ApplicationRoute* find(std::string_view name) const;

    /// The application whose mount covers `path` at a segment boundary ("/digits" covers "/digits" and "/digits/x", not
    /// "/digitsx"); the longest mount wins. Null when none does.
    const ApplicationRoute* findByMount(std::string_view path) const;
};

using RoutingTablePtr = std::shared_ptr<const RoutingTable>;

/// Fills the application's `tiers` from its backends.
void seal(ApplicationRoute& application);

/// Sorts the applications and fills `mounts`. Those that are shared with other tables are only read.
void arrange(RoutingTable& table);

/// Both, for a table that shares nothing; to be called once after building. A change of a backend after that needs
/// another call.
void seal(RoutingTable& table);

} // namespace straightline
