// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <openssl/types.h>

#include "engine/api/configuration.h"
#include "engine/api/result.h"
#include "engine/api/routingtable.h"

struct ssl_session_st; // OpenSSL's SSL_SESSION

namespace straightline::dispatch
{

struct SslDeleter {
    void operator()(SSL* ssl) const;
    void operator()(SSL_CTX* context) const;
    void operator()(ssl_session_st* session) const;
};
using SslPtr = std::unique_ptr<SSL, SslDeleter>;
using SslSessionPtr = std::unique_ptr<ssl_session_st, SslDeleter>;

/// What a TLS connection begins with: certificate, authorities, rules. Immutable; connections keep what they need of
/// it, so it may go while they live. Made on the engine thread, used by any.
class TlsContext
{
public:
    /// Of the gateway's HTTPS listener. Fails with InvalidArgument, naming the file and what is wrong with it: it
    /// cannot be read, key and certificate do not match, everybody may read the key.
    [[nodiscard]] static Result<std::shared_ptr<const TlsContext>> forListener(const TlsSettings& settings);
    /// Of connections to backends.
    [[nodiscard]] static Result<std::shared_ptr<const TlsContext>> forBackends(const UpstreamTls& tls);

    SslPtr accept() const;
    /// `session`: of an earlier connection to the same backend, to be resumed; may be null. New ones are given to
    /// `keeper`, which outlives the connection.
    SslPtr connect(const UpstreamTls& tls, SslSessionPtr* keeper) const;

    /// Of the listener's certificate.
    std::chrono::system_clock::time_point notAfter() const { return m_notAfter; }

private:
    using ContextPtr = std::unique_ptr<SSL_CTX, SslDeleter>;
    explicit TlsContext(ContextPtr context);

    ContextPtr m_context;
    std::chrono::system_clock::time_point m_notAfter;
};
using TlsContextPtr = std::shared_ptr<const TlsContext>;

} // namespace straightline::dispatch
