// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/gateway/loadoptions.h"
#include "tests/bench/gateway/loghistogram.h"
#include "tests/bench/gateway/messagereader.h"
#include "tests/bench/gateway/tlsclient.h"

namespace straightline::bench
{

/// One run of the load generator: keep-alive connections on one epoll, in one thread. What it measures counts from the
/// end of the warm-up to the end of the window. At a constant rate a request that finds no free connection waits for
/// one, and that wait is part of its latency; what the generator itself was late is reported as slip.
class LoadRun
{
public:
    explicit LoadRun(LoadOptions options);
    ~LoadRun();
    LoadRun(const LoadRun&) = delete;
    LoadRun& operator=(const LoadRun&) = delete;

    bool connect(); ///< all connections; says on stderr what failed
    void run();
    void print() const;    ///< one line of JSON
    bool writeLog() const; ///< what LoadOptions::logPath asks for; says on stderr what failed
    const LogHistogram& latency() const { return m_latency; }
    std::uint64_t completed() const { return m_completed; }
    std::uint64_t failures() const { return m_failures; }

private:
    struct Connection {
        int fd = -1;
        ssl_st* tls = nullptr;
        bool busy = false;
        bool sawBody = false;
        MessageReader reader{MessageReader::Kind::Answer};
        const std::string* head = nullptr;
        std::size_t headSent = 0;
        std::uint64_t bodyLeft = 0;
        std::uint64_t answered = 0;
        std::int64_t dueNanos = 0;
        std::string line; ///< of an event that has come in part
    };
    struct Due {
        std::int64_t atNanos = 0;
        std::uint64_t bodyBytes = 0;
        const std::string* head = nullptr;
    };

    struct Logged {
        std::int64_t dueNanos = 0;
        std::int64_t tookNanos = 0;
        int status = 0;
    };

    bool open(Connection& connection);
    void close(Connection& connection);
    ssize_t sendSome(Connection& connection);
    ssize_t receiveSome(Connection& connection);
    void makeHeads();
    std::string headFor(const std::string& target, std::uint64_t bodyBytes) const;
    Due nextInTurn(std::int64_t nowNanos);
    void planNext();
    void sendDue(std::int64_t nowNanos);
    void sendToFree(std::size_t most);
    void send(Connection& connection, const Due& due);
    void flush(Connection& connection);
    void receive(Connection& connection);
    void take(Connection& connection, std::string_view piece);
    void answered(Connection& connection);
    void broke(Connection& connection);
    void next(Connection& connection, std::int64_t nowNanos);
    void wait(std::int64_t nowNanos);
    void watchWindow(std::int64_t nowNanos);
    void report(std::int64_t nowNanos);
    bool ended(std::int64_t nowNanos) const;
    void settleUnfinished();
    void log(std::int64_t dueNanos, std::int64_t nowNanos, int status);
    void hold();
    bool isOnce() const { return m_options.once || m_options.hold; }
    bool isOpenLoop() const { return m_options.perSecond > 0.0 || !m_options.schedule.empty(); }
    bool inWindow(std::int64_t dueNanos) const { return dueNanos >= m_windowNanos && dueNanos < m_endNanos; }

    LoadOptions m_options;
    std::unique_ptr<TlsClient> m_tls; ///< or none
    int m_epoll = -1;
    std::vector<Connection> m_connections;
    std::vector<std::string> m_heads;
    std::vector<char> m_buffer; ///< what is read, and where bodies are taken from
    std::vector<char> m_body;
    std::size_t m_turn = 0;
    std::deque<Connection*> m_free;
    std::deque<Due> m_waiting; ///< for a free connection
    Due m_next;                ///< the next arrival of an open loop
    std::uint64_t m_planned = 0;
    bool m_allPlanned = false;

    std::int64_t m_startNanos = 0;
    std::int64_t m_windowNanos = 0;
    std::int64_t m_endNanos = 0;
    std::int64_t m_reportNanos = 0;
    bool m_windowOpen = false;
    bool m_windowClosed = false;
    std::vector<double>
        m_cpu; ///< of each watched process and last our own: first at the beginning, then over the window

    std::vector<Logged> m_log;
    LogHistogram m_latency;
    LogHistogram m_slip;
    LogHistogram m_eventDelay;
    std::uint64_t m_inFlight = 0;
    std::uint64_t m_completed = 0; ///< ever
    std::uint64_t m_requests = 0;  ///< completed in the window
    std::uint64_t m_failures = 0;  ///< answers other than 2xx, or of a wrong length
    std::uint64_t m_broken = 0;    ///< connections that broke
    std::uint64_t m_unfinished = 0;
    std::uint64_t m_bytesSent = 0;
    std::uint64_t m_bytesReceived = 0;
};

} // namespace straightline::bench
