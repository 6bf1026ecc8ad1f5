// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QCoroTask>
#include <QObject>

#include "engine/api/result.h"
#include "engine/api/routingtable.h"
#include "engine/backends/scope.h"

namespace straightline::backends
{

/// One HTTP request of the control plane. Names are never looked up here: give a numeric host, a unix socket, or
/// `connectTo`.
struct HttpRequest {
    std::string method = "GET";
    std::string url;                  ///< http://HOST[:PORT]/path?query; https:// needs `tls`
    UpstreamTls tls;                  ///< rules of https; the name looked for is the url's host
    std::string unixSocket;           ///< path; empty = TCP
    Endpoint connectTo;               ///< numeric address to use for the url's host; port 0 = take the url's host
    std::vector<std::string> headers; ///< "Name: value"
    std::string body;
    std::chrono::milliseconds connectTimeout{2'000};
    std::chrono::milliseconds timeout{10'000}; ///< of the whole exchange
    std::uint64_t bodyLimit = 4'194'304;       ///< a longer answer fails with TooLarge
    bool keepAlive = true;                     ///< false: a connection of its own, closed afterwards
    bool connectOnly = false;                  ///< TCP connect, nothing is sent; the reply's status is 0
    /// Given the body of a 2xx answer piece by piece; such pieces are neither kept nor limited.
    std::function<void(std::string_view)> onData;
};

struct HttpReply {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;
    std::chrono::microseconds took{0};
    std::chrono::microseconds connected{0}; ///< from the beginning until TCP was connected
    std::chrono::microseconds secured{0};   ///< from the beginning until TLS was agreed on; 0 = no https

    /// Empty when it is absent; `name` in lower case.
    std::string_view header(std::string_view name) const;
};

/// HTTP without waiting: libcurl's multi interface driven by the engine thread's event loop. Every exchange has a
/// deadline and ends with its scope. Engine thread only; owned by the Registry. Destroying it cancels what is under
/// way.
class CurlClient final : public QObject
{
    Q_OBJECT
public:
    explicit CurlClient(QObject* parent = nullptr);
    ~CurlClient() override;

    /// Fails with Unreachable, Timeout, BadReply (garbage, connection lost), TooLarge or Cancelled; any HTTP status is
    /// a success.
    QCoro::Task<Result<HttpReply>> send(Scope scope, HttpRequest request);

    struct Private;

private:
    std::unique_ptr<Private> d;
};

/// The numeric addresses of `host`, IPv4 first; fails with Unreachable or Timeout.
QCoro::Task<Result<std::vector<std::string>>> resolveHost(Scope scope, std::string host,
                                                          std::chrono::milliseconds deadline);

} // namespace straightline::backends
