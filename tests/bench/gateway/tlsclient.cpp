// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/tlsclient.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <openssl/ssl.h>

namespace straightline::bench
{

namespace
{

constexpr std::size_t kRecordBytes = 16'384;

ssize_t outcome(SSL* connection, int result)
{
    if (result > 0)
        return result;
    const int error = SSL_get_error(connection, result);
    if (error == SSL_ERROR_ZERO_RETURN)
        return 0;
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : ECONNRESET;
    return -1;
}

} // namespace

TlsClient::TlsClient()
    : m_context(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX_set_min_proto_version(m_context, TLS1_3_VERSION);
    SSL_CTX_set_mode(m_context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

TlsClient::~TlsClient()
{
    SSL_CTX_free(m_context);
}

SSL* TlsClient::connect(int fd)
{
    SSL* const connection = SSL_new(m_context);
    SSL_set_fd(connection, fd);
    const timeval most{10, 0}; // for the handshake: afterwards the socket does not block
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    if (SSL_connect(connection) == 1 && ::fcntl(fd, F_SETFL, O_NONBLOCK) == 0)
        return connection;
    SSL_free(connection);
    return nullptr;
}

void TlsClient::close(SSL* connection)
{
    SSL_free(connection);
}

ssize_t TlsClient::send(SSL* connection, std::string_view head, std::string_view body)
{
    m_record.assign(head.substr(0, kRecordBytes));
    m_record.append(body.substr(0, kRecordBytes - m_record.size()));
    return outcome(connection, SSL_write(connection, m_record.data(), static_cast<int>(m_record.size())));
}

ssize_t TlsClient::receive(SSL* connection, char* buffer, std::size_t bytes)
{
    return outcome(connection, SSL_read(connection, buffer, static_cast<int>(bytes)));
}

} // namespace straightline::bench
