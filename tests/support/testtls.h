// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <openssl/ssl.h>

#include "tests/support/testcertificates.h"
#include "tests/support/testsocket.h"

namespace straightline
{

struct TestSslFree {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
};

/// TLS under a TestSocket.
class TestTls final : public TestTransport
{
public:
    explicit TestTls(SSL* ssl)
        : m_ssl(ssl)
    {
    }
    ~TestTls() override;

    bool pending() const override { return SSL_has_pending(m_ssl.get()) == 1; }
    ssize_t receive(char* into, std::size_t size) override;
    ssize_t send(const char* bytes, std::size_t size) override;
    void shutdownSend() override { SSL_shutdown(m_ssl.get()); }
    SSL* ssl() { return m_ssl.get(); }
    bool sawGoodbye() const { return (SSL_get_shutdown(m_ssl.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }

    void leaveWithoutGoodbye() { m_goodbye = false; }

private:
    std::unique_ptr<SSL, TestSslFree> m_ssl;
    bool m_goodbye = true;
};

/// A client's side: what it believes, what it shows, what it asks for.
struct TestTlsClient {
    std::string caFile; ///< empty = any certificate will do
    std::string serverName = "localhost";
    TestPair certificate{};        ///< shown when asked for; empty = none
    std::string alpn = "http/1.1"; ///< empty = none
    int maxVersion = 0;            ///< 0 = the newest

    /// Shakes hands on a connected socket; false and `problem` when that failed.
    bool secure(TestSocket& socket, SSL_SESSION* resume = nullptr);

    TestTls* tls = nullptr; ///< of the latest secure(); the socket owns it
    std::string problem;
    std::unique_ptr<SSL_CTX, TestSslFree> context;
};

/// A server's side, for TestBackend; remembers the names it was asked for.
class TestTlsServer
{
public:
    explicit TestTlsServer(const TestPair& pair);
    /// Null when the handshake failed.
    std::unique_ptr<TestTransport> accept(int socket);
    std::function<std::unique_ptr<TestTransport>(int)> securer()
    {
        return [this](int socket) { return accept(socket); };
    }
    std::vector<std::string> names() const;
    int handshakes() const;
    int resumed() const;

private:
    std::unique_ptr<SSL_CTX, TestSslFree> m_context;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_names;
    int m_handshakes = 0;
    int m_resumed = 0;
};

} // namespace straightline
