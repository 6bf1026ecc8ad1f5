// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/tlscontext.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace straightline::dispatch
{

namespace
{

/// ALPN: this is all we speak.
constexpr std::array<unsigned char, 9> kProtocols{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
/// Forward secrecy and authenticated encryption; TLS 1.3 has suites of its own.
constexpr const char* kListenerCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr std::array<unsigned char, 12> kSessionContext{'s', 't', 'r', 'a', 'i', 'g', 'h', 't', 'l', 'i', 'n', 'e'};

constexpr const char* kSystemBundle = "/etc/ssl/certs/ca-certificates.crt";

tl::unexpected<Error> bad(const std::string& file, const std::string& what)
{
    return failure(ErrorCode::InvalidArgument, file + ": " + what);
}

/// The oldest entry of OpenSSL's queue, which is then emptied.
std::string reason(const char* otherwise)
{
    const char* text = ERR_reason_error_string(ERR_peek_error());
    std::string found = text != nullptr ? text : otherwise;
    ERR_clear_error();
    return found;
}

Result<void> checkReadable(const std::string& file)
{
    const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0)
        return bad(file, std::strerror(errno));
    ::close(opened);
    return {};
}

/// PostgreSQL's rule, but for the owner: who is not in the file's group must not even be able to read it. The group
/// may, so that a service that is not root can have root's key (Debian's group ssl-cert).
Result<void> checkPrivate(const std::string& file)
{
    struct stat found {
    };
    if (::stat(file.c_str(), &found) != 0)
        return bad(file, std::strerror(errno));
    if ((found.st_mode & (S_IRWXO | S_IWGRP)) != 0)
        return bad(file, "this private key can be read by everybody, or changed by others than its owner: chmod 0600 "
                         "(or 0640) it");
    return {};
}

/// A key that is encrypted would be asked for at the terminal.
int noPassword(char* /*into*/, int /*size*/, int /*writing*/, void* /*user*/)
{
    return -1;
}

int chooseProtocol(SSL* /*ssl*/, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                   unsigned int offeredSize, void* /*user*/)
{
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, size, kProtocols.data(), kProtocols.size(), offered, offeredSize)
        != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

/// Where a connection's new sessions go: a SslSessionPtr.
int keeperIndex()
{
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

int keepSession(SSL* ssl, SSL_SESSION* session)
{
    auto* keeper = static_cast<SslSessionPtr*>(SSL_get_ex_data(ssl, keeperIndex()));
    if (keeper == nullptr)
        return 0;
    keeper->reset(session);
    return 1;
}

SSL_CTX* newContext(const SSL_METHOD* method, int minimumVersion)
{
    SSL_CTX* context = SSL_CTX_new(method);
    if (context == nullptr)
        return nullptr;
    SSL_CTX_set_min_proto_version(context, minimumVersion);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_passwd_cb(context, noPassword);
    return context;
}

Result<void> loadCertificate(SSL_CTX* context, const TlsSettings& settings)
{
    for (const std::string& file : {settings.certificate, settings.key}) {
        if (Result<void> readable = checkReadable(file); !readable)
            return readable;
    }
    if (Result<void> good = checkPrivate(settings.key); !good)
        return good;
    if (SSL_CTX_use_certificate_chain_file(context, settings.certificate.c_str()) != 1)
        return bad(settings.certificate, "no PEM certificate: " + reason("nothing in it"));
    if (SSL_CTX_use_PrivateKey_file(context, settings.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        const bool mismatch = ERR_GET_REASON(ERR_peek_error()) == X509_R_KEY_VALUES_MISMATCH
                              || ERR_GET_REASON(ERR_peek_error()) == X509_R_KEY_TYPE_MISMATCH;
        if (mismatch)
            return bad(settings.key,
                       "this key does not belong to " + settings.certificate + ": " + reason("they do not match"));
        return bad(settings.key, "no PEM key, or an encrypted one: " + reason("nothing in it"));
    }
    if (SSL_CTX_check_private_key(context) != 1)
        return bad(settings.key,
                   "this key does not belong to " + settings.certificate + ": " + reason("they do not match"));
    return {};
}

Result<void> loadAuthorities(SSL_CTX* context, const std::string& file)
{
    if (file.empty()) {
        // Debian's bundle is read now; its folder of single files would be looked into in the middle of a handshake.
        if (SSL_CTX_load_verify_file(context, kSystemBundle) != 1)
            SSL_CTX_set_default_verify_paths(context);
        return {};
    }
    if (Result<void> readable = checkReadable(file); !readable)
        return readable;
    if (SSL_CTX_load_verify_file(context, file.c_str()) != 1)
        return bad(file, "no PEM certificate: " + reason("nothing in it"));
    return {};
}

std::chrono::system_clock::time_point toTime(const ASN1_TIME* time)
{
    std::tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    return std::chrono::system_clock::from_time_t(::timegm(&parts));
}

bool isAddress(const std::string& name)
{
    ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
    ASN1_OCTET_STRING_free(address);
    ERR_clear_error();
    return address != nullptr;
}

} // namespace

void SslDeleter::operator()(SSL* ssl) const
{
    SSL_free(ssl);
}

void SslDeleter::operator()(SSL_CTX* context) const
{
    SSL_CTX_free(context);
}

void SslDeleter::operator()(SSL_SESSION* session) const
{
    SSL_SESSION_free(session);
}

TlsContext::TlsContext(ContextPtr context)
    : m_context(std::move(context))
{
}

Result<std::shared_ptr<const TlsContext>> TlsContext::forListener(const TlsSettings& settings)
{
    ERR_clear_error();
    ContextPtr context(newContext(TLS_server_method(),
                                  settings.minimumVersion == TlsVersion::Tls13 ? TLS1_3_VERSION : TLS1_2_VERSION));
    if (!context)
        return failure(ErrorCode::Internal, "OpenSSL: " + reason("no context"));
    if (const Result<void> loaded = loadCertificate(context.get(), settings); !loaded)
        return tl::make_unexpected(loaded.error());
    SSL_CTX_set_cipher_list(context.get(), kListenerCiphers);
    SSL_CTX_set_alpn_select_cb(context.get(), chooseProtocol, nullptr);
    // Tickets alone: nothing is kept here for a client that may come back, and all threads take them.
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(context.get(), kSessionContext.data(), kSessionContext.size());
    if (!settings.clientCa.empty()) {
        if (const Result<void> loaded = loadAuthorities(context.get(), settings.clientCa); !loaded)
            return tl::make_unexpected(loaded.error());
        SSL_CTX_set_client_CA_list(context.get(), SSL_load_client_CA_file(settings.clientCa.c_str()));
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    std::shared_ptr<TlsContext> made(new TlsContext(std::move(context)));
    const X509* certificate = SSL_CTX_get0_certificate(made->m_context.get());
    made->m_notAfter = toTime(X509_get0_notAfter(certificate));
    ERR_clear_error();
    return made;
}

Result<std::shared_ptr<const TlsContext>> TlsContext::forBackends(const UpstreamTls& tls)
{
    ERR_clear_error();
    ContextPtr context(newContext(TLS_client_method(), TLS1_2_VERSION));
    if (!context)
        return failure(ErrorCode::Internal, "OpenSSL: " + reason("no context"));
    SSL_CTX_set_alpn_protos(context.get(), kProtocols.data(), kProtocols.size());
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context.get(), keepSession);
    if (tls.verify) {
        if (const Result<void> loaded = loadAuthorities(context.get(), tls.caFile); !loaded)
            return tl::make_unexpected(loaded.error());
        // A certificate that is itself in the file is believed, as libcurl does in the health checks.
        X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.get()), X509_V_FLAG_PARTIAL_CHAIN);
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    }
    ERR_clear_error();
    return std::shared_ptr<TlsContext>(new TlsContext(std::move(context)));
}

SslPtr TlsContext::accept() const
{
    SslPtr ssl(SSL_new(m_context.get()));
    if (ssl)
        SSL_set_accept_state(ssl.get());
    return ssl;
}

SslPtr TlsContext::connect(const UpstreamTls& tls, SslSessionPtr* keeper) const
{
    SslPtr ssl(SSL_new(m_context.get()));
    if (!ssl)
        return ssl;
    SSL_set_connect_state(ssl.get());
    const bool address = isAddress(tls.serverName);
    if (!address)
        SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 const_cast<char*>(tls.serverName.c_str()));
    if (tls.verify) {
        X509_VERIFY_PARAM* rules = SSL_get0_param(ssl.get());
        X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        const int set = address ? X509_VERIFY_PARAM_set1_ip_asc(rules, tls.serverName.c_str())
                                : X509_VERIFY_PARAM_set1_host(rules, tls.serverName.c_str(), tls.serverName.size());
        if (set != 1 || tls.serverName.empty())
            return nullptr; // never a connection whose name is not looked at
    }
    if (keeper != nullptr) {
        SSL_set_ex_data(ssl.get(), keeperIndex(), keeper);
        if (*keeper && SSL_SESSION_is_resumable(keeper->get()) == 1)
            SSL_set_session(ssl.get(), keeper->get());
    }
    return ssl;
}

} // namespace straightline::dispatch
