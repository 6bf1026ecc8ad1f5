// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway alone, without control plane: one application mounted on "/", one http backend. For measurements:
//   bench_gateway LISTEN BACKEND-ADDRESS BACKEND-PORT THREADS CAPACITY
// Prints "ready HOST:PORT" and serves until SIGTERM or SIGINT, then prints its counters.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/ingest/gateway.h"

using namespace straightline;

namespace
{

/// Counts and forgets: the ring's cost is measured with the engine, not here.
class CountingSink final : public RecordSink
{
public:
    void record(const RequestRecord&) override { ++m_count; }

private:
    std::uint64_t m_count = 0;
};

RoutingTablePtr tableFor(const char* address, std::uint16_t port, std::uint32_t capacity)
{
    BackendRoute backend;
    backend.number = backend.slot = 1;
    backend.name = "upstream";
    backend.capacity = capacity;
    backend.inService = true;
    backend.hostHeader = std::string(address) + ":" + std::to_string(port);
    backend.endpoints = {{address, port}};
    ApplicationRoute application;
    application.number = application.slot = 1;
    application.name = "bench";
    application.mount = "/";
    application.thresholds = {.frequencyHz = 1e9, .sizeBytes = 1'000'000'000'000};
    application.backends.push_back(std::move(backend));
    auto table = std::make_shared<RoutingTable>();
    table->applications.push_back(std::move(application));
    seal(*table);
    return table;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 6) {
        std::fprintf(stderr, "usage: bench_gateway LISTEN BACKEND-ADDRESS BACKEND-PORT THREADS CAPACITY\n");
        return 2;
    }
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    GatewaySettings settings;
    settings.listen = argv[1];
    settings.threads = static_cast<std::uint32_t>(std::atoi(argv[4]));
    settings.maxBodyBytes = 1'000'000'000'000;
    LiveLoad load;
    std::vector<CountingSink> sinks(settings.threads);
    ingest::GatewayContext context{.load = &load, .sinks = {}};
    for (CountingSink& each : sinks)
        context.sinks.push_back(&each);
    auto gateway = ingest::Gateway::open(settings, context);
    if (!gateway) {
        std::fprintf(stderr, "%s\n", gateway.error().detail.c_str());
        return 1;
    }
    (*gateway)->publish(tableFor(argv[2], static_cast<std::uint16_t>(std::atoi(argv[3])),
                                 static_cast<std::uint32_t>(std::atoi(argv[5]))));
    std::printf("ready %s\n", (*gateway)->listenAddress().c_str());
    std::fflush(stdout);
    int received = 0;
    sigwait(&ends, &received);
    const ingest::GatewayCounters counters = (*gateway)->counters();
    (*gateway)->stop();
    std::printf("accepted=%llu finished=%llu\n", static_cast<unsigned long long>(counters.accepted),
                static_cast<unsigned long long>(counters.finished));
    return 0;
}
