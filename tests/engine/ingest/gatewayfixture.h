// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "engine/ingest/gateway.h"
#include "tests/support/testbackend.h"

namespace straightline
{

class CollectingSink final : public RecordSink
{
public:
    void record(const RequestRecord& record) override
    {
        const std::lock_guard lock(m_mutex);
        m_records.push_back(record);
    }
    std::vector<RequestRecord> records() const
    {
        const std::lock_guard lock(m_mutex);
        return m_records;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<RequestRecord> m_records;
};

/// A real gateway on a free port, with a table that a test writes.
class GatewayFixture
{
public:
    explicit GatewayFixture(GatewaySettings settings = {}, dispatch::FunctionInvoker* functions = nullptr)
    {
        settings.listen = "127.0.0.1:0";
        sinks = std::vector<CollectingSink>(settings.threads);
        ingest::GatewayContext context{.load = &load, .sinks = {}, .functions = functions};
        for (CollectingSink& each : sinks)
            context.sinks.push_back(&each);
        auto opened = ingest::Gateway::open(settings, context);
        gateway = opened ? std::move(*opened) : nullptr;
        port = static_cast<std::uint16_t>(
            std::stoi(gateway->listenAddress().substr(gateway->listenAddress().rfind(':') + 1)));
    }

    static BackendRoute backend(std::uint32_t number, std::uint16_t backendPort, Tier tier = Tier::Local,
                                std::uint32_t capacity = 64)
    {
        BackendRoute route;
        route.number = route.slot = number;
        route.name = "b" + std::to_string(number);
        route.tier = tier;
        route.capacity = capacity;
        route.inService = true;
        route.hostHeader = "127.0.0.1:" + std::to_string(backendPort);
        route.endpoints = {{"127.0.0.1", backendPort}};
        return route;
    }

    static ApplicationRoute application(std::vector<BackendRoute> backends)
    {
        ApplicationRoute route;
        route.number = route.slot = 1;
        route.name = "digits";
        route.mount = "/digits";
        route.thresholds = {.frequencyHz = 1e9, .sizeBytes = 262'144};
        route.backends = std::move(backends);
        return route;
    }

    void publish(ApplicationRoute application)
    {
        auto table = std::make_shared<RoutingTable>();
        table->applications.push_back(std::move(application));
        seal(*table);
        gateway->publish(table);
    }

    TestSocket connect() const { return TestSocket::connectTo(port); }

    TestAnswer ask(std::string_view request) const
    {
        TestSocket socket = connect();
        socket.send(request);
        return readTestAnswer(socket, request.starts_with("HEAD"));
    }

    static std::string post(std::string_view body, std::string_view fields = {}, std::string_view path = "/digits/x")
    {
        return "POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size())
               + "\r\n" + std::string(fields) + "\r\n" + std::string(body);
    }
    static std::string get(std::string_view path = "/digits/x", std::string_view fields = {})
    {
        return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(fields) + "\r\n";
    }

    std::vector<RequestRecord> records() const
    {
        std::vector<RequestRecord> all;
        for (const CollectingSink& each : sinks) {
            for (const RequestRecord& record : each.records())
                all.push_back(record);
        }
        return all;
    }

    template <class Condition>
    static bool eventually(Condition condition, std::chrono::milliseconds within = std::chrono::seconds(15))
    {
        const auto until = std::chrono::steady_clock::now() + within;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > until)
                return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return true;
    }

    /// Nothing is in flight anywhere: every slot, waiting place and counter is back at zero.
    bool quiet() const
    {
        for (std::uint32_t i = 0; i < 16; ++i) {
            if (load.backends[i].inFlight != 0 || load.applications[i].inFlight != 0
                || load.applications[i].queued != 0)
                return false;
        }
        const ingest::GatewayCounters counters = gateway->counters();
        return counters.inFlight == 0 && counters.accepted == counters.finished
               && counters.finished == records().size();
    }

    LiveLoad load;
    std::vector<CollectingSink> sinks;
    std::unique_ptr<ingest::Gateway> gateway;
    std::uint16_t port = 0;
};

} // namespace straightline
