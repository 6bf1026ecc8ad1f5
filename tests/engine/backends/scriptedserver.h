// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QIODevice>
#include <QLocalServer>
#include <QPointer>
#include <QTcpServer>

namespace straightline::backends
{

struct ScriptedRequest {
    std::string method;
    std::string target;                         ///< path and query as sent
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

/// The connection a request came on; a value that may be kept to answer later.
struct ScriptedPeer {
    QPointer<QIODevice> device;

    void raw(const std::string& bytes) const;
    /// A whole answer; `headers` are complete lines without line ends.
    void reply(int status, const std::string& body, const std::vector<std::string>& headers = {}) const;
    void close() const; ///< after what was written has gone out
};

/// An HTTP server in the test's own event loop that does exactly what the test says, right or wrong. TCP on a loopback
/// port of its own choice, or a unix socket.
class ScriptedServer final : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<void(const ScriptedRequest&, const ScriptedPeer&)>;

    explicit ScriptedServer(Handler handler);
    ScriptedServer(const std::string& socketPath, Handler handler);

    std::uint16_t port() const { return m_tcp.serverPort(); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    /// Refuses connections from now on, and drops those there are; listen() takes them again at the same place.
    void shut();
    bool listen();
    int connectionsMade() const { return m_connectionsMade; }

    std::vector<ScriptedRequest> requests; ///< all that came

private:
    void adopt(QIODevice* device);
    void read(QIODevice* device);

    Handler m_handler;
    std::map<QIODevice*, std::string> m_buffers; // outlives the servers, whose sockets leave it
    QTcpServer m_tcp;
    QLocalServer m_local;
    std::string m_socketPath;
    std::uint16_t m_port = 0;
    int m_connectionsMade = 0;
};

} // namespace straightline::backends
