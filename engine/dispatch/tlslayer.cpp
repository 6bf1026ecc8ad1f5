// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/tlslayer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>

#include "engine/dispatch/bufferpool.h"

namespace straightline::dispatch
{

namespace
{

constexpr std::size_t kRecord = 16'384; ///< most bytes of plain text in a record
constexpr int kRecordsPerCall = 4;

/// Records on their way from OpenSSL to the kernel; empty between two calls of a layer.
std::string& staging()
{
    static thread_local std::string out;
    return out;
}

/// Walks over pieces, a record's worth at a time.
class Pieces
{
public:
    explicit Pieces(std::span<const iovec> pieces)
        : m_pieces(pieces)
    {
        skipEmpty();
    }
    bool empty() const { return m_pieces.empty(); }

    /// The next bytes, one record at most: in place when they lie together, else copied.
    std::string_view peek()
    {
        const std::string_view first = here();
        if (m_pieces.size() == 1 || first.size() >= kRecord)
            return first.substr(0, kRecord);
        static thread_local std::array<char, kRecord> gathered;
        std::size_t size = 0;
        std::size_t at = m_at;
        for (const iovec& piece : m_pieces) {
            const std::size_t some = std::min(piece.iov_len - at, kRecord - size);
            if (some > 0)
                std::memcpy(gathered.data() + size, static_cast<const char*>(piece.iov_base) + at, some);
            size += some;
            at = 0;
        }
        return {gathered.data(), size};
    }

    void take(std::size_t size)
    {
        while (size > 0) {
            const std::size_t some = std::min(size, m_pieces.front().iov_len - m_at);
            m_at += some;
            size -= some;
            skipEmpty();
        }
    }

private:
    std::string_view here() const
    {
        return std::string_view(static_cast<const char*>(m_pieces.front().iov_base), m_pieces.front().iov_len)
            .substr(m_at);
    }
    void skipEmpty()
    {
        while (!m_pieces.empty() && m_at == m_pieces.front().iov_len) {
            m_pieces = m_pieces.subspan(1);
            m_at = 0;
        }
    }

    std::span<const iovec> m_pieces;
    std::size_t m_at = 0;
};

} // namespace

/// OpenSSL's view of the socket.
struct TlsSocket {
    static TlsLayer& layerOf(BIO* bio) { return *static_cast<TlsLayer*>(BIO_get_data(bio)); }

    static int write(BIO* bio, const char* data, std::size_t size, std::size_t* written)
    {
        BIO_clear_retry_flags(bio);
        staging().append(data, size);
        *written = size;
        return 1;
    }

    /// A read that came short proves the socket empty, so the next one does not ask.
    static int read(BIO* bio, char* into, std::size_t size, std::size_t* got)
    {
        TlsLayer& layer = layerOf(bio);
        BIO_clear_retry_flags(bio);
        *got = 0;
        ssize_t received = -1;
        if (layer.m_drained) {
            errno = EAGAIN;
        } else {
            do
                received = ::recv(layer.m_socket, into, size, MSG_DONTWAIT);
            while (received < 0 && errno == EINTR);
        }
        if (received > 0) {
            layer.m_drained = static_cast<std::size_t>(received) < size && !layer.m_hungUp;
            *got = static_cast<std::size_t>(received);
            return 1;
        }
        if (received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            BIO_set_retry_read(bio);
        return 0;
    }

    static long control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/)
    {
        return command == BIO_CTRL_FLUSH ? 1 : 0;
    }

    static const BIO_METHOD* method()
    {
        static BIO_METHOD* const made = [] {
            BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "stream");
            BIO_meth_set_write_ex(method, &TlsSocket::write);
            BIO_meth_set_read_ex(method, &TlsSocket::read);
            BIO_meth_set_ctrl(method, &TlsSocket::control);
            return method;
        }();
        return made;
    }
};

TlsLayer::TlsLayer(SslPtr ssl)
    : m_ssl(std::move(ssl))
{
    BIO* bio = m_ssl ? BIO_new(TlsSocket::method()) : nullptr;
    if (bio == nullptr) {
        m_broken = true;
        return;
    }
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl.get(), bio, bio);
}

TlsLayer::~TlsLayer()
{
    // Without this OpenSSL takes the session for a broken one, and it could not be resumed.
    if (m_ssl && m_established)
        SSL_set_shutdown(m_ssl.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

void TlsLayer::socketReadable(bool hungUp)
{
    m_drained = false;
    m_hungUp = m_hungUp || hungUp;
}

TlsLayer::Handshake TlsLayer::shakeHands()
{
    if (m_broken)
        return Handshake::Failed;
    ERR_clear_error();
    const int done = SSL_do_handshake(m_ssl.get());
    const int error = done == 1 ? SSL_ERROR_NONE : SSL_get_error(m_ssl.get(), done);
    const bool plain = error == SSL_ERROR_SSL && ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
    if (error == SSL_ERROR_SSL)
        noteProblem();
    const bool pushed = pushOut(); // an alert that says why is among it
    if (plain)
        return Handshake::SpokePlainHttp;
    if (error == SSL_ERROR_WANT_READ && pushed)
        return Handshake::Running;
    m_broken = error != SSL_ERROR_NONE || !pushed;
    if (!m_broken) {
        m_established = true;
        return Handshake::Done;
    }
    if (m_problem.empty())
        m_problem = "the connection was closed during the TLS handshake";
    return Handshake::Failed;
}

/// Of the oldest error in OpenSSL's queue, or the certificate that was not believed.
void TlsLayer::noteProblem()
{
    const long verified = SSL_get_verify_result(m_ssl.get());
    const unsigned long code = ERR_peek_error();
    if (verified != X509_V_OK && ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
        m_problem = std::string("the certificate is not accepted: ") + X509_verify_cert_error_string(verified);
    } else {
        const char* reason = ERR_reason_error_string(code);
        m_problem = std::string("TLS: ") + (reason != nullptr ? reason : "protocol error");
    }
}

Moved TlsLayer::receive(char* into, std::size_t size)
{
    Moved moved;
    if (m_broken)
        return {.failed = true};
    while (moved.size < size) {
        std::size_t got = 0;
        ERR_clear_error();
        if (SSL_read_ex(m_ssl.get(), into + moved.size, size - moved.size, &got) == 1) {
            moved.size += got;
            continue;
        }
        const int error = SSL_get_error(m_ssl.get(), 0);
        moved.wouldBlock = error == SSL_ERROR_WANT_READ;
        moved.ended = error == SSL_ERROR_ZERO_RETURN;
        moved.failed = !moved.wouldBlock && !moved.ended;
        if (error == SSL_ERROR_SSL)
            noteProblem();
        break;
    }
    if (!staging().empty()) // an alert, the answer to a key update
        pushOut();
    if (moved.size > 0) { // asked again, OpenSSL says the end again
        moved.ended = moved.failed = false;
    } else {
        m_broken = m_broken || moved.failed;
    }
    return moved;
}

Moved TlsLayer::send(std::span<const iovec> pieces)
{
    if (m_broken || !flush())
        return {.failed = true};
    Moved moved;
    Pieces rest(pieces);
    while (!rest.empty() && !hasLeft()) {
        for (int i = 0; i < kRecordsPerCall && !rest.empty(); ++i) {
            const std::string_view record = rest.peek();
            std::size_t taken = 0;
            ERR_clear_error();
            if (SSL_write_ex(m_ssl.get(), record.data(), record.size(), &taken) != 1) {
                m_broken = true;
                staging().clear();
                return {.failed = true};
            }
            rest.take(taken);
            moved.size += taken;
        }
        if (!pushOut())
            return {.failed = true};
    }
    moved.wouldBlock = moved.size == 0 && !rest.empty();
    return moved;
}

/// How much the kernel took; sets m_broken.
std::size_t TlsLayer::toKernel(std::string_view bytes)
{
    ssize_t sent = 0;
    do
        sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return static_cast<std::size_t>(sent);
    m_broken = m_broken || (errno != EAGAIN && errno != EWOULDBLOCK);
    return 0;
}

/// What OpenSSL has written, to the kernel or behind what is left; false when the connection broke.
bool TlsLayer::pushOut()
{
    std::string& out = staging();
    if (!out.empty()) {
        const std::size_t sent = hasLeft() ? 0 : toKernel(out);
        if (sent < out.size())
            m_left.append(out, sent);
        out.clear();
    }
    return !m_broken;
}

bool TlsLayer::flush()
{
    if (!hasLeft())
        return !m_broken;
    m_leftAt += toKernel(std::string_view(m_left).substr(m_leftAt));
    if (!hasLeft()) {
        m_leftAt = 0;
        m_left.clear();
        if (m_left.capacity() > BufferPool::kSmall)
            std::string().swap(m_left);
    }
    return !m_broken;
}

void TlsLayer::sayGoodbye()
{
    if (!m_established || m_broken || (SSL_get_shutdown(m_ssl.get()) & SSL_SENT_SHUTDOWN) != 0)
        return;
    ERR_clear_error();
    SSL_shutdown(m_ssl.get());
    pushOut();
}

} // namespace straightline::dispatch
