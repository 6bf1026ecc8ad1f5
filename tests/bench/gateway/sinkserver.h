// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/gateway/messagereader.h"
#include "tests/bench/gateway/steadynanos.h"

namespace straightline::bench
{

struct SinkOptions {
    std::size_t listeners = 1; ///< ports
    std::uint64_t answerBytes = 256;
    double readBytesPerSecond = 0; ///< of each connection; 0 = as fast as it comes
    int receiveBuffer = 0;         ///< bytes of each socket's; 0 = the system's

    // A place that works: by sleeping. Work comes with the request ("?id=7&work=MICROS"); 0 workers = no such thing.
    std::uint32_t workers = 0;
    double speed = 1.0;
    double overheadMicros = 0.0; ///< before the work, as a network would
    double bytesPerSecond = 0.0; ///< 0 = bodies take no time
    double failures = 0.0;       ///< share that is answered 500, drawn by request id and seed, after the usual time
    double noise = 0.0;          ///< sigma of a lognormal factor with mean 1, drawn by request id and seed
    std::uint64_t seed = 1;
};

/// Of "?name=1&other=2" in a target.
std::uint64_t parameter(std::string_view target, std::string_view name, std::uint64_t otherwise);

/// The backend of the benchmarks: reads requests, answers a number of bytes at once, after work, or as a stream of
/// events
/// ("/events?count=N&every=MICROS[&close=1]", each with the time it was sent). One epoll, one thread. GET /counters
/// tells what it has taken; /v2/health is answered at once.
class SinkServer
{
public:
    explicit SinkServer(SinkOptions options);
    ~SinkServer();
    SinkServer(const SinkServer&) = delete;
    SinkServer& operator=(const SinkServer&) = delete;

    bool listen(); ///< says on stderr what failed
    const std::vector<std::uint16_t>& ports() const { return m_ports; }
    void run(); ///< until a signal ends the program

private:
    struct Connection {
        int fd = -1;
        std::uint64_t serial = 0; ///< tells a timer that its connection is another by now
        MessageReader reader{MessageReader::Kind::Request};
        std::uint64_t bodyBytes = 0;
        std::string unsent;
        std::uint32_t eventsLeft = 0;
        std::int64_t eventGapNanos = 0;
        bool closes = false; ///< after its events
        bool slow = false;
    };
    struct Timer {
        std::int64_t atNanos = 0;
        Connection* connection = nullptr;
        std::uint64_t serial = 0;
        enum class Kind { Work, WorkDone, Event } kind = Kind::Work;
        std::int64_t workNanos = 0;
        bool fails = false;
        bool operator>(const Timer& other) const { return atNanos > other.atNanos; }
    };
    struct Job {
        Connection* connection = nullptr;
        std::uint64_t serial = 0;
        std::int64_t workNanos = 0;
        bool fails = false;
    };

    void accept(int listener);
    bool receive(Connection& connection, std::size_t most); ///< false: nothing more to read for now
    void serve(Connection& connection);
    void work(Connection& connection);
    void startJob(const Job& job, std::int64_t nowNanos);
    void fire(const Timer& timer, std::int64_t nowNanos);
    void sendEvent(Connection& connection, std::int64_t nowNanos);
    void sendText(Connection& connection, std::string_view text);
    void flush(Connection& connection);
    void close(Connection& connection);
    void readSlowly(std::int64_t nowNanos);
    double noiseOf(std::uint64_t id) const;
    bool fails(std::uint64_t id) const;

    SinkOptions m_options;
    int m_epoll = -1;
    std::vector<int> m_listeners;
    std::vector<std::uint16_t> m_ports;
    std::vector<std::unique_ptr<Connection>> m_connections; ///< never destroyed: events may still name them
    std::vector<Connection*> m_closed;
    std::vector<char> m_buffer;
    std::string m_answer;
    std::string m_failure;
    std::priority_queue<Timer, std::vector<Timer>, std::greater<>> m_timers;
    std::deque<Job> m_jobs;
    std::uint32_t m_busy = 0;
    std::int64_t m_slowTurnNanos = 0;
    std::uint64_t m_serial = 0;
    std::uint64_t m_requests = 0;
    std::uint64_t m_bodyBytes = 0;
    std::uint64_t m_accepted = 0;
};

} // namespace straightline::bench
