// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/metrics.h"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace straightline::control
{
namespace
{

using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

std::string escaped(std::string_view value)
{
    std::string text;
    for (const char c : value) {
        if (c == '\n')
            text += "\\n";
        else if (c == '"' || c == '\\')
            (text += '\\') += c;
        else
            text += c;
    }
    return text;
}

std::string labelText(const Labels& labels)
{
    std::string text;
    for (const auto& [name, value] : labels)
        text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, escaped(value));
    return text.empty() ? text : "{" + text + "}";
}

/// One name with its help, type and samples, together as the format wants.
class Family
{
public:
    Family(std::string& out, const char* name, const char* type, const char* help)
        : m_out(out)
        , m_name(name)
    {
        m_out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
    }

    template <class T>
    void add(const Labels& labels, T value)
    {
        m_out += fmt::format("{}{} {}\n", m_name, labelText(labels), value);
    }

    template <std::size_t N>
    void addHistogram(const Labels& labels, const BucketCounts<N>& counts, const std::array<std::uint64_t, N>& bounds,
                      double unit)
    {
        std::uint64_t below = 0;
        for (std::size_t i = 0; i <= N; ++i) {
            below += counts.buckets[i];
            const std::string bound = i < N ? fmt::format("{}", static_cast<double>(bounds[i]) / unit) : "+Inf";
            Labels bucket = labels;
            bucket.emplace_back("le", bound);
            m_out += fmt::format("{}_bucket{} {}\n", m_name, labelText(bucket), below);
        }
        m_out += fmt::format("{}_sum{} {}\n", m_name, labelText(labels), static_cast<double>(counts.sum) / unit);
        m_out += fmt::format("{}_count{} {}\n", m_name, labelText(labels), below);
    }

private:
    std::string& m_out;
    const char* m_name;
};

Labels labelsOf(const BackendSnapshot& backend)
{
    return {{"application", backend.application},
            {"backend", backend.name},
            {"tier", toString(backend.tier)},
            {"kind", toString(backend.kind)}};
}

/// A family with one sample for each application or backend.
template <class Range, class LabelsOf, class Value>
void addEach(std::string& out, const char* name, const char* type, const char* help, const Range& range,
             LabelsOf labels, Value value)
{
    Family family(out, name, type, help);
    for (const auto& each : range)
        family.add(labels(each), value(each));
}

void addEngine(std::string& out, const EngineStatus& status, const Snapshot& snapshot)
{
    const auto one = [&](const char* name, const char* type, const char* help, auto value) {
        Family(out, name, type, help).add({}, value);
    };
    Family(out, "straightline_build_info", "gauge", "The running version; always 1.")
        .add({{"version", status.version}}, 1);
    one("straightline_uptime_seconds", "gauge", "Time since the start of the engine.",
        static_cast<double>(snapshot.uptime.count()) / 1'000.0);
    const GatewaySnapshot& gateway = snapshot.gateway;
    one("straightline_accepted_requests_total", "counter", "Requests with a complete head.", gateway.accepted);
    one("straightline_finished_requests_total", "counter", "Requests that ended; accepted = finished + in flight.",
        gateway.finished);
    one("straightline_gateway_inflight_requests", "gauge", "Requests accepted and not finished.", gateway.inFlight);
    one("straightline_gateway_connections", "gauge", "Open client connections.", gateway.connections);
    one("straightline_tls_handshake_failures_total", "counter", "TLS clients that never came to a request.",
        gateway.failedHandshakes);
    if (gateway.certificateEnd) // as Prometheus' own exporters do: a time, from which "how long" is computed
        one("straightline_tls_certificate_expiry_timestamp_seconds", "gauge", "End of the listener's certificate.",
            std::chrono::duration_cast<std::chrono::seconds>(gateway.certificateEnd->time_since_epoch()).count());
    one("straightline_retries_total", "counter", "Attempts after one that failed.", gateway.retries);
    one("straightline_hedges_total", "counter", "Attempts beside one that took long.", gateway.hedges);
    one("straightline_hedges_won_total", "counter", "Of these: answered first.", gateway.hedgesWon);
    one("straightline_hedges_refused_total", "counter", "Hedges that were due when the budget was spent.",
        gateway.hedgesRefused);
    Family limits(out, "straightline_limit_hits_total", "counter", "How often a limit of the gateway was met.");
    for (std::size_t i = 0; i < kLimitCount; ++i)
        limits.add({{"limit", std::string(kLimitNames[i])}}, gateway.limits[i]);
    one("straightline_dropped_records_total", "counter", "Requests whose record was lost.", gateway.droppedRecords);
    one("straightline_decisions_checked_total", "counter", "Recorded decisions that were decided again.",
        gateway.decisionsChecked);
    one("straightline_decisions_differing_total", "counter", "Of these: came out differently.",
        gateway.decisionsDiffering);
    one("straightline_store_behind_records", "gauge", "Records waiting to be written.", snapshot.storeBehind);
    one("straightline_degraded_modes", "gauge", "Degraded modes that are on now.", snapshot.troubles.size());
}

void addApplications(std::string& out, const std::vector<ApplicationSnapshot>& applications)
{
    const auto labels = [](const ApplicationSnapshot& each) { return Labels{{"application", each.name}}; };
    {
        Family family(out, "straightline_requests_total", "counter", "Finished requests by how they ended.");
        for (const ApplicationSnapshot& each : applications) {
            for (std::size_t i = 0; i < kOutcomeCount; ++i)
                family.add({{"application", each.name}, {"outcome", toString(static_cast<Outcome>(i))}},
                           each.totals.outcomes[i]);
        }
    }
    {
        Family family(out, "straightline_placements_total", "counter", "Decisions by their reason.");
        for (const ApplicationSnapshot& each : applications) {
            for (std::size_t i = 1; i < kReasonCount; ++i) {
                if (each.totals.reasons[i] > 0) // most reasons belong to other policies
                    family.add({{"application", each.name}, {"reason", toString(static_cast<Reason>(i))}},
                               each.totals.reasons[i]);
            }
        }
    }
    {
        Family family(out, "straightline_request_body_size_bytes", "histogram", "Data size d of decided requests.");
        for (const ApplicationSnapshot& each : applications)
            family.addHistogram(labels(each), each.totals.sizeBytes, kSizeBoundsBytes, 1.0);
    }
    addEach(out, "straightline_received_bytes_total", "counter", "Request bodies read.", applications, labels,
            [](const auto& each) { return each.totals.bytesIn; });
    addEach(out, "straightline_sent_bytes_total", "counter", "Answer bodies written.", applications, labels,
            [](const auto& each) { return each.totals.bytesOut; });
    addEach(out, "straightline_request_frequency_hertz", "gauge", "f: requests per second in the window W.",
            applications, labels, [](const auto& each) { return each.frequencyHz; });
    addEach(out, "straightline_threshold_frequency_hertz", "gauge", "F of the rule.", applications, labels,
            [](const auto& each) { return each.thresholds.frequencyHz; });
    addEach(out, "straightline_threshold_size_bytes", "gauge", "D of the rule.", applications, labels,
            [](const auto& each) { return each.thresholds.sizeBytes; });
    addEach(out, "straightline_panic", "gauge", "1 = too few backends are available, ejections are not heeded.",
            applications, labels, [](const auto& each) { return each.panic ? 1 : 0; });
    addEach(out, "straightline_queue_depth", "gauge", "Requests waiting for room.", applications, labels,
            [](const auto& each) { return each.queued; });
}

void addBackends(std::string& out, const std::vector<BackendSnapshot>& backends)
{
    {
        Family family(out, "straightline_request_duration_seconds", "histogram",
                      "Arrival to the last byte of the answer, of requests that reached a backend.");
        for (const BackendSnapshot& each : backends)
            family.addHistogram(labelsOf(each), each.totals.latencyMicros, kLatencyBoundsMicros, 1e6);
    }
    addEach(out, "straightline_backend_requests_total", "counter", "Requests answered, or tried last, here.", backends,
            labelsOf, [](const auto& each) { return each.totals.requests; });
    addEach(out, "straightline_backend_failures_total", "counter", "Of these: failed.", backends, labelsOf,
            [](const auto& each) { return each.totals.failures; });
    addEach(out, "straightline_inflight_requests", "gauge", "Requests at the backend now.", backends, labelsOf,
            [](const auto& each) { return each.inFlight; });
    addEach(out, "straightline_backend_capacity", "gauge", "Most requests in flight.", backends, labelsOf,
            [](const auto& each) { return each.capacity; });
    addEach(out, "straightline_backend_up", "gauge", "1 = in service.", backends, labelsOf,
            [](const auto& each) { return each.status.takesRequests ? 1 : 0; });
    addEach(out, "straightline_backend_breaker_open", "gauge", "1 = its circuit breaker is open.", backends, labelsOf,
            [](const auto& each) { return each.breaker == BreakerState::Open ? 1 : 0; });
    addEach(out, "straightline_backend_ejections_total", "counter",
            "Times it was taken out because of how its requests ended.", backends, labelsOf,
            [](const auto& each) { return each.ejection.total; });
    addEach(out, "straightline_cold_starts_total", "counter", "Function instances started for a request.", backends,
            labelsOf, [](const auto& each) { return each.status.coldStarts; });
    Family family(out, "straightline_backend_replicas", "gauge", "Replicas or instances by state.");
    for (const BackendSnapshot& each : backends) {
        for (const BackendState state : {BackendState::Unknown, BackendState::Starting, BackendState::Up,
                                         BackendState::Draining, BackendState::Down, BackendState::Failed}) {
            const auto count = std::count_if(each.status.replicas.begin(), each.status.replicas.end(),
                                             [&](const ReplicaStatus& replica) { return replica.state == state; });
            Labels labels = labelsOf(each);
            labels.emplace_back("state", toString(state));
            family.add(labels, count);
        }
    }
}

/// What the driver does not tell has no sample.
void addGpus(std::string& out, const std::vector<GpuStatus>& gpus)
{
    const auto add = [&](const char* name, const char* help, auto value) {
        Family family(out, name, "gauge", help);
        for (const GpuStatus& each : gpus) {
            const std::string index = std::to_string(each.index);
            if (const auto known = value(each))
                family.add({{"gpu", index}, {"name", each.name}}, *known);
        }
    };
    const auto addMemory = [&](const char* name, const char* help, std::uint64_t GpuMemory::*member) {
        Family family(out, name, "gauge", help);
        for (const GpuStatus& each : gpus) {
            const std::string index = std::to_string(each.index);
            if (each.memory)
                family.add({{"gpu", index}, {"name", each.name}}, *each.memory.*member);
            for (const MigInstance& part : each.instances) {
                const std::string instance = std::to_string(part.index);
                if (part.memory)
                    family.add({{"gpu", index}, {"name", each.name}, {"instance", instance}}, *part.memory.*member);
            }
        }
    };
    add("straightline_gpu_utilization_ratio", "Share of the time that the GPU worked, 0 to 1.", [](const auto& each) {
        return each.utilizationPercent ? std::optional(*each.utilizationPercent / 100.0) : std::nullopt;
    });
    add("straightline_gpu_power_watts", "Power drawn.", [](const auto& each) { return each.powerWatts; });
    add("straightline_gpu_temperature_celsius", "Temperature.",
        [](const auto& each) { return each.temperatureCelsius; });
    addMemory("straightline_gpu_memory_used_bytes", "Memory in use, of a GPU or an instance of one.",
              &GpuMemory::usedBytes);
    addMemory("straightline_gpu_memory_total_bytes", "Memory there is, of a GPU or an instance of one.",
              &GpuMemory::totalBytes);
}

} // namespace

std::string metricsText(const EngineStatus& status, const Snapshot& snapshot)
{
    std::string out;
    addEngine(out, status, snapshot);
    addApplications(out, snapshot.applications);
    addBackends(out, snapshot.backends);
    if (!snapshot.gpus.gpus.empty())
        addGpus(out, snapshot.gpus.gpus);
    return out;
}

} // namespace straightline::control
