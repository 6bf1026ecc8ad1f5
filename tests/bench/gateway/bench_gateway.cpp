// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway alone, without control plane, as it decides and records: for measurements. Prints "ready HOST:PORT" and
// serves until SIGTERM or SIGINT, then prints its counters. See usage() for the options.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/api/histogram.h"
#include "engine/api/words.h"
#include "engine/ingest/gateway.h"
#include "engine/telemetry/aggregator.h"
#include "engine/telemetry/recordring.h"

using namespace straightline;

namespace
{

struct Options {
    std::string listen = "127.0.0.1:0";
    std::vector<std::uint16_t> ports; ///< of the backends on 127.0.0.1, shared out among the applications
    std::uint32_t threads = 1;
    std::uint32_t applications = 1; ///< named bench0, bench1, …; a single one is mounted on "/"
    std::uint32_t capacity = 100'000;
    std::uint32_t changesPerSecond = 0; ///< of all thresholds: a new table each time
    PolicyKind policy = PolicyKind::Straightline;
    TlsSettings tls;
};

[[noreturn]] void usage()
{
    std::fprintf(stderr, "usage: bench_gateway --backend PORT… [--listen HOST:PORT] [--threads N] [--applications N]\n"
                         "                     [--capacity N] [--policy NAME] [--changes PER-SECOND]\n"
                         "                     [--tls HOST:PORT --certificate FILE --key FILE]\n");
    std::exit(2);
}

Options parse(int argc, char** argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i];
        const auto number = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
        if (name == "--listen")
            options.listen = argv[i + 1];
        else if (name == "--backend")
            options.ports.push_back(static_cast<std::uint16_t>(number));
        else if (name == "--tls")
            options.tls.listen = argv[i + 1];
        else if (name == "--certificate")
            options.tls.certificate = argv[i + 1];
        else if (name == "--key")
            options.tls.key = argv[i + 1];
        else if (name == "--threads")
            options.threads = number;
        else if (name == "--applications")
            options.applications = number;
        else if (name == "--capacity")
            options.capacity = number;
        else if (name == "--changes")
            options.changesPerSecond = number;
        else if (const auto policy = policyFromString(argv[i + 1]); name == "--policy" && policy)
            options.policy = *policy;
        else
            usage();
    }
    if (options.ports.empty() || argc % 2 == 0)
        usage();
    return options;
}

BackendRoute backendAt(std::uint32_t index, const Options& options)
{
    BackendRoute backend;
    backend.number = index + 1;
    backend.slot = index;
    backend.name = "upstream" + std::to_string(index);
    backend.capacity = options.capacity;
    backend.inService = true;
    backend.hostHeader = "127.0.0.1:" + std::to_string(options.ports[index]);
    backend.endpoints = {{"127.0.0.1", options.ports[index]}};
    return backend;
}

/// A new table of the same site, as the engine makes one for each change; `turn` tells its thresholds from the last.
/// As there, what did not change is shared with the table before.
RoutingTablePtr tableFor(const Options& options, std::uint32_t turn, const RoutingTable* before = nullptr)
{
    auto table = std::make_shared<RoutingTable>();
    table->version = turn;
    for (std::uint32_t i = 0; i < options.applications; ++i) {
        const std::string name = "bench" + std::to_string(i);
        if (before != nullptr && i != turn % options.applications) {
            for (const ApplicationRoutePtr& each : before->applications.pointers()) {
                if (each->name == name)
                    table->applications.share(each);
            }
            continue;
        }
        ApplicationRoute application;
        application.number = i + 1;
        application.slot = i;
        application.name = name;
        application.mount = options.applications == 1 ? "/" : "";
        application.policy = options.policy;
        application.deadline = std::chrono::hours(1); // of 1 GB to a slow backend too
        application.thresholds = {.frequencyHz = 1e9 + turn, .sizeBytes = 1'000'000'000'000};
        for (std::uint32_t j = i; j < options.ports.size(); j += options.applications)
            application.backends.push_back(backendAt(j, options));
        seal(application);
        table->applications.push_back(std::move(application));
    }
    arrange(*table);
    return table;
}

/// What the engine thread does with the records: every 50 ms out of the rings, into the aggregator.
class Recorder
{
public:
    explicit Recorder(std::uint32_t threads)
    {
        for (std::uint32_t i = 0; i < threads; ++i)
            m_rings.push_back(std::make_unique<telemetry::RecordRing>(16'384));
    }
    std::vector<RecordSink*> sinks() const
    {
        std::vector<RecordSink*> sinks;
        for (const auto& ring : m_rings)
            sinks.push_back(ring.get());
        return sinks;
    }
    std::size_t drain()
    {
        std::size_t taken = 0;
        for (const auto& ring : m_rings)
            taken += ring->drain([this](const RequestRecord& record) {
                m_aggregator.add(record);
                m_untilDecided.record(record.stages.queueMicros);
            });
        m_aggregator.takeRollups();
        m_recorded += taken;
        return taken;
    }
    std::uint64_t recorded() const { return m_recorded; }
    /// µs from a request's head to the start of its last attempt: decision and slot, where nothing has to wait.
    const Histogram& untilDecided() const { return m_untilDecided; }
    std::uint64_t dropped() const
    {
        std::uint64_t dropped = 0;
        for (const auto& ring : m_rings)
            dropped += ring->dropped();
        return dropped;
    }

private:
    SystemClock m_clock;
    std::vector<std::unique_ptr<telemetry::RecordRing>> m_rings;
    telemetry::Aggregator m_aggregator{m_clock};
    Histogram m_untilDecided;
    std::uint64_t m_recorded = 0;
};

GatewaySettings settingsFor(const Options& options)
{
    GatewaySettings settings;
    settings.listen = options.listen;
    settings.threads = options.threads;
    settings.tls = options.tls;
    settings.maxBodyBytes = 1'000'000'000'000;
    settings.maxConnections = 1'000'000;
    return settings;
}

/// The control plane of the measurement, until a signal ends it.
void serve(ingest::Gateway& gateway, RoutingTablePtr table, Recorder& recorder, const Options& options,
           const sigset_t& ends)
{
    using Clock = std::chrono::steady_clock;
    const std::chrono::nanoseconds change{options.changesPerSecond > 0 ? 1'000'000'000 / options.changesPerSecond : 0};
    std::chrono::milliseconds untilDrain(50);
    auto nextDrain = Clock::now() + untilDrain;
    auto nextChange = Clock::now();
    for (std::uint32_t turn = 1;;) {
        const bool changes = change.count() > 0;
        const auto until = changes ? std::min(nextDrain, nextChange) : nextDrain;
        const auto left = std::max<std::chrono::nanoseconds>(until - Clock::now(), std::chrono::nanoseconds(1));
        const timespec timeout{left.count() / 1'000'000'000, left.count() % 1'000'000'000};
        if (::sigtimedwait(&ends, nullptr, &timeout) > 0)
            return;
        const auto now = Clock::now();
        if (now >= nextDrain) {
            untilDrain = telemetry::drainAgainAfter(untilDrain, recorder.drain());
            nextDrain = now + untilDrain;
        }
        if (changes && now >= nextChange) {
            table = tableFor(options, ++turn, table.get());
            gateway.publish(table);
            nextChange += change;
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parse(argc, argv);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    LiveLoad load;
    Recorder recorder(options.threads);
    auto gateway =
        ingest::Gateway::open(settingsFor(options), ingest::GatewayContext{.load = &load, .sinks = recorder.sinks()});
    if (!gateway) {
        std::fprintf(stderr, "%s\n", gateway.error().detail.c_str());
        return 1;
    }
    const RoutingTablePtr table = tableFor(options, 1);
    (*gateway)->publish(table);
    std::printf("ready %s\n", (*gateway)->listenAddress().c_str());
    std::fflush(stdout);
    serve(**gateway, table, recorder, options, ends);
    (*gateway)->stop();
    recorder.drain();
    const ingest::GatewayCounters counters = (*gateway)->counters();
    std::printf("accepted=%llu finished=%llu recorded=%llu dropped=%llu decided_p50_us=%.0f decided_p99_us=%.0f "
                "decided_p999_us=%.0f\n",
                static_cast<unsigned long long>(counters.accepted), static_cast<unsigned long long>(counters.finished),
                static_cast<unsigned long long>(recorder.recorded()),
                static_cast<unsigned long long>(recorder.dropped()), recorder.untilDecided().percentile(50.0),
                recorder.untilDecided().percentile(99.0), recorder.untilDecided().percentile(99.9));
    return 0;
}
