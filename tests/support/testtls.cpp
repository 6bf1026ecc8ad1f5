// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testtls.h"

#include <csignal>

#include <openssl/err.h>

namespace straightline
{

TestTls::~TestTls()
{
    if (m_goodbye && SSL_is_init_finished(m_ssl.get()) == 1)
        SSL_shutdown(m_ssl.get());
}

ssize_t TestTls::receive(char* into, std::size_t size)
{
    std::size_t got = 0;
    ERR_clear_error();
    if (SSL_read_ex(m_ssl.get(), into, size, &got) == 1)
        return static_cast<ssize_t>(got);
    return SSL_get_error(m_ssl.get(), 0) == SSL_ERROR_WANT_READ ? kTryAgain : 0;
}

ssize_t TestTls::send(const char* bytes, std::size_t size)
{
    std::size_t sent = 0;
    ERR_clear_error();
    return SSL_write_ex(m_ssl.get(), bytes, size, &sent) == 1 ? static_cast<ssize_t>(sent) : -1;
}

bool TestTlsClient::secure(TestSocket& socket, SSL_SESSION* resume)
{
    ::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without MSG_NOSIGNAL
    context.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_clear_mode(context.get(), SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_max_proto_version(context.get(), maxVersion);
    if (!caFile.empty()) {
        SSL_CTX_load_verify_file(context.get(), caFile.c_str());
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    }
    if (!certificate.key.empty()) {
        SSL_CTX_use_certificate_chain_file(context.get(), certificate.certificate.c_str());
        SSL_CTX_use_PrivateKey_file(context.get(), certificate.key.c_str(), SSL_FILETYPE_PEM);
    }
    if (!alpn.empty()) {
        std::string wire(1, static_cast<char>(alpn.size()));
        wire += alpn;
        SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char*>(wire.data()),
                                static_cast<unsigned>(wire.size()));
    }
    const timeval patience{.tv_sec = 15, .tv_usec = 0};
    ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    SSL* ssl = SSL_new(context.get());
    SSL_set_fd(ssl, socket.descriptor());
    SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(serverName.c_str()));
    SSL_set1_host(ssl, serverName.c_str());
    if (resume != nullptr)
        SSL_set_session(ssl, resume);
    auto transport = std::make_unique<TestTls>(ssl);
    ERR_clear_error();
    if (SSL_connect(ssl) != 1) {
        const char* reason = ERR_reason_error_string(ERR_peek_error());
        problem = reason != nullptr ? reason : "closed";
        return false;
    }
    tls = transport.get();
    socket.setTransport(std::move(transport));
    return true;
}

TestTlsServer::TestTlsServer(const TestPair& pair)
    : m_context(SSL_CTX_new(TLS_server_method()))
{
    ::signal(SIGPIPE, SIG_IGN);
    SSL_CTX_clear_mode(m_context.get(), SSL_MODE_AUTO_RETRY);
    SSL_CTX_use_certificate_chain_file(m_context.get(), pair.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(m_context.get(), pair.key.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_set_session_id_context(m_context.get(), reinterpret_cast<const unsigned char*>("test"), 4);
}

std::unique_ptr<TestTransport> TestTlsServer::accept(int socket)
{
    const timeval patience{.tv_sec = 15, .tv_usec = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    SSL* ssl = SSL_new(m_context.get());
    SSL_set_fd(ssl, socket);
    auto transport = std::make_unique<TestTls>(ssl);
    ERR_clear_error();
    if (SSL_accept(ssl) != 1)
        return nullptr;
    const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    const std::lock_guard lock(m_mutex);
    m_names.emplace_back(name != nullptr ? name : "");
    ++m_handshakes;
    m_resumed += SSL_session_reused(ssl);
    return transport;
}

std::vector<std::string> TestTlsServer::names() const
{
    const std::lock_guard lock(m_mutex);
    return m_names;
}

int TestTlsServer::handshakes() const
{
    const std::lock_guard lock(m_mutex);
    return m_handshakes;
}

int TestTlsServer::resumed() const
{
    const std::lock_guard lock(m_mutex);
    return m_resumed;
}

} // namespace straightline
