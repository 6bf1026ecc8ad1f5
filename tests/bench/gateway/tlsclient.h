// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <sys/types.h>

struct ssl_ctx_st;
struct ssl_st;

namespace straightline::bench
{

/// TLS 1.3 of the load generator, on sockets that do not block: send() and receive() answer as the system calls do (-1
/// and EAGAIN). Any certificate will do.
class TlsClient
{
public:
    TlsClient();
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    ssl_st* connect(int fd); ///< shakes hands on a socket that blocks, and makes it one that does not; null: failed
    static void close(ssl_st* connection);

    /// The head and as much of the body as fits one record with it; how much of both was taken.
    ssize_t send(ssl_st* connection, std::string_view head, std::string_view body);
    static ssize_t receive(ssl_st* connection, char* buffer, std::size_t bytes);

private:
    ssl_ctx_st* m_context;
    std::string m_record;
};

} // namespace straightline::bench
