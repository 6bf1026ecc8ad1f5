// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QCoroTask>
#include <QObject>

#include "engine/api/clock.h"
#include "engine/api/result.h"
#include "engine/backends/container/dockerhost.h"
#include "engine/backends/container/dockervalues.h"
#include "engine/backends/curlclient.h"
#include "engine/backends/scope.h"

namespace straightline::backends
{

/// One call of the Docker Engine API; `path` is without the version ("/containers/json").
struct DockerCall {
    std::string method = "GET";
    std::string path;
    std::string query; ///< encoded, without "?"
    std::string body;  ///< JSON; empty = none
    std::chrono::milliseconds timeout{10'000};
    std::uint64_t answerLimit = 16'777'216;
    std::function<void(std::string_view)> onData; ///< for streams
};

/// The way to a Docker engine: finds it, agrees on a version, notices when it is gone, and tries again with back-off.
/// Engine thread; owned by the Registry, outlives the adapters that use it.
class DockerClient final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kLongestPause{30'000}; ///< between two tries to find an engine

    /// `hosts` are tried in this order; an error says why there are none.
    DockerClient(CurlClient& http, const Clock& clock, Result<std::vector<DockerHost>> hosts,
                 QObject* parent = nullptr);

    bool connected() const { return m_host.has_value(); }
    /// A sentence for the operator: what is missing and what to do; empty = connected, or never needed.
    const std::string& problem() const { return m_problem; }
    /// Published ports are reached here: loopback, or the engine's own address when it is elsewhere.
    const std::string& publishAddress() const { return m_publishAddress; }
    std::string description() const; ///< "Docker 20.10.24, API 1.41"; empty = not connected

    /// Looks for an engine unless connected. Between tries lie 1 … 30 s: until then the last error is repeated at once.
    QCoro::Task<Result<void>> connect(Scope scope);

    /// A status below 400 is a success; else NotFound, Conflict, InvalidArgument or Refused with the engine's message.
    QCoro::Task<Result<HttpReply>> call(Scope scope, DockerCall call);

Q_SIGNALS:
    /// Once per change, not per try; `text` is problem() or description().
    void availabilityChanged(bool available, const std::string& text);

private:
    struct Found {
        DockerHost host;
        std::string address; ///< numeric, for TCP
        ApiVersion version;
        std::string engine;
    };
    QCoro::Task<Result<Found>> probe(Scope scope, DockerHost host);
    HttpRequest requestTo(const DockerHost& host, const std::string& address, const std::string& path) const;
    void found(Found found);
    void lost(const std::string& problem);

    CurlClient& m_http;
    const Clock& m_clock;
    Result<std::vector<DockerHost>> m_hosts;
    std::optional<Found> m_host;
    bool m_connecting = false;
    bool m_reported = false; ///< that it is missing
    std::string m_problem;
    std::string m_publishAddress = "127.0.0.1";
    std::chrono::milliseconds m_backoff{0};
    Clock::Steady m_nextTry;
};

} // namespace straightline::backends
