// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/exchange.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/dispatch/trailers.h"

namespace straightline::dispatch
{

namespace
{

constexpr std::string_view kLastChunk = "0\r\n\r\n";
/// Interim answers before the answer: no honest backend sends so many.
constexpr std::uint32_t kMostInterims = 16;
constexpr std::string_view kCrLf = "\r\n";

iovec toPiece(std::string_view text)
{
    return {const_cast<char*>(text.data()), text.size()};
}

/// "1f40\r\n" in `room`.
std::string_view chunkSizeLine(std::array<char, 24>& room, std::size_t size)
{
    char* end = std::to_chars(room.data(), room.data() + 20, size, 16).ptr;
    *end++ = '\r';
    *end++ = '\n';
    return {room.data(), static_cast<std::size_t>(end - room.data())};
}

} // namespace

void Exchange::begin(UpstreamPtr upstream, Stream& client, RequestBody& body, bool toHead, bool upgrading)
{
    m_upstream = std::move(upstream);
    m_client = &client;
    m_body = &body;
    m_toHead = toHead;
    m_scanner.reset();
    m_decoder.reset();
    m_chunkedUp = m_chunkedDown = m_bodySent = m_answerBegun = m_answerHeadSent = m_answerComplete = false;
    m_upgrading = upgrading;
    m_interims = 0;
    m_sentUp = 0;
    m_headBytes = 0;
    m_left = m_answerBytes = 0;
}

bool Exchange::sendHead(std::string_view head, bool chunked)
{
    m_chunkedUp = chunked;
    const std::string_view body = m_body->piece();
    const std::array<iovec, 1> first{toPiece(head)};
    if (chunked && !body.empty()) {
        std::array<char, 24> room{};
        const std::array<iovec, 4> pieces{toPiece(head), toPiece(chunkSizeLine(room, body.size())), toPiece(body),
                                          toPiece(kCrLf)};
        if (!m_upstream->send(pieces))
            return false;
        m_sentUp = head.size() + body.size();
        m_body->take(body.size());
    } else if (const auto taken = m_upstream->send(first, body)) {
        m_sentUp = head.size() + *taken;
        m_body->take(*taken);
    } else {
        return false;
    }
    pumpBody();
    armUpstream();
    return true;
}

void Exchange::pumpBody()
{
    while (!m_bodySent && m_upstream->writable()) {
        const std::string_view body = m_body->piece();
        if (body.empty()) {
            if (!m_body->complete())
                break;
            if (m_chunkedUp) {
                const iovec last = toPiece(lastChunk(m_body->trailers()));
                m_upstream->send({&last, 1});
            }
            m_bodySent = true;
            break;
        }
        std::size_t taken = body.size();
        if (m_chunkedUp) {
            std::array<char, 24> room{};
            const std::array<iovec, 3> framed{toPiece(chunkSizeLine(room, body.size())), toPiece(body), toPiece(kCrLf)};
            if (!m_upstream->send(framed))
                break; // the backend stopped listening: it may have answered already
        } else if (const auto sent = m_upstream->send({}, body)) {
            taken = *sent;
        } else {
            break;
        }
        m_sentUp += taken;
        m_body->take(taken);
    }
    if (!m_bodySent && m_upstream->writable())
        m_body->want();
}

Exchange::Progress Exchange::readHead(std::size_t maxHeadBytes)
{
    while (true) {
        const std::string_view bytes = m_upstream->received();
        m_answerBegun = m_answerBegun || !bytes.empty();
        const HeadScanner::State state = m_scanner.scan(bytes);
        if (state == HeadScanner::State::BareLineEnd || (!bytes.empty() && bytes.front() != 'H'))
            return Progress::BackendBroken;
        if (state == HeadScanner::State::NeedMore) {
            if (m_upstream->ended() || bytes.size() >= maxHeadBytes)
                return Progress::BackendBroken;
            m_upstream->arm(bytes.size() < BufferPool::kSmall ? BufferPool::kSmall : 2 * bytes.size());
            return Progress::Running;
        }
        m_headBytes = m_scanner.headBytes();
        if (m_head.parse(bytes.substr(0, m_headBytes), m_toHead) != HeadProblem::None
            || (m_head.status == 101 && !m_upgrading))
            return Progress::BackendBroken;
        if (m_head.status >= 200 || m_head.status == 101)
            break;
        return ++m_interims <= kMostInterims ? Progress::Interim : Progress::BackendBroken;
    }
    m_left = m_head.framing == Framing::Length ? m_head.length : 0;
    return Progress::Complete;
}

void Exchange::skipInterim()
{
    m_upstream->consume(m_headBytes);
    m_headBytes = 0;
    m_scanner.reset();
    m_answerBegun = false; // of the answer itself nothing has come
}

std::string_view Exchange::lastChunk(std::string_view trailers)
{
    if (trailers.empty())
        return kLastChunk;
    m_end.assign("0\r\n").append(trailers).append(kCrLf);
    return m_end;
}

Exchange::Progress Exchange::sendAnswerHead(std::string_view head, bool chunked)
{
    m_chunkedDown = chunked;
    m_upstream->consume(m_headBytes);
    m_headBytes = 0;
    return pump(head);
}

Exchange::Progress Exchange::pumpAnswer()
{
    return pump({});
}

Exchange::Progress Exchange::pump(std::string_view head)
{
    while (m_client->writable() && !m_answerComplete) {
        if (!gather())
            return Progress::BackendBroken;
        const bool last = m_answerComplete;
        if (m_gathered == 0 && head.empty() && !last) {
            m_upstream->consume(m_consumed);
            break;
        }
        const bool framed = m_chunkedDown || m_head.framing == Framing::Chunked;
        if (!(framed ? sendGathered(head, last) : sendPlain(head)))
            return Progress::ClientBroken;
        head = {};
        m_answerHeadSent = true;
        m_answerBytes += m_gathered;
        m_upstream->consume(m_consumed);
    }
    if (m_client->failed())
        return Progress::ClientBroken;
    if (m_answerComplete)
        return m_client->writable() ? Progress::Complete : Progress::Running;
    if (m_upstream->ended() && m_client->writable())
        return Progress::BackendBroken; // it closed before the end that it had announced
    if (m_client->writable())
        armUpstream();
    return Progress::Running;
}

/// Collects what the buffer holds of the body; false when its framing is broken.
bool Exchange::gather()
{
    m_gathered = m_consumed = m_pieceCount = 0;
    const std::string_view bytes = m_upstream->received();
    switch (m_head.framing) {
    case Framing::None:
        m_answerComplete = true;
        return true;
    case Framing::Chunked:
        return gatherChunks(bytes);
    case Framing::Length:
        m_gathered = m_consumed = std::min<std::uint64_t>(bytes.size(), m_left);
        m_left -= m_gathered;
        m_answerComplete = m_left == 0;
        break;
    case Framing::UntilClose:
        m_gathered = m_consumed = bytes.size();
        m_answerComplete = m_upstream->ended();
        if (m_answerComplete && m_upstream->failed())
            return false;
        break;
    }
    if (m_gathered > 0)
        m_pieces[m_pieceCount++] = toPiece(bytes.substr(0, m_gathered));
    return true;
}

bool Exchange::gatherChunks(std::string_view bytes)
{
    while (m_pieceCount < kMaxPieces - 4) {
        const ChunkDecoder::Step step = m_decoder.next(bytes.substr(m_consumed));
        m_consumed += step.consumed;
        if (step.state == ChunkDecoder::State::Bad)
            return false;
        if (step.state == ChunkDecoder::State::Data) {
            m_pieces[m_pieceCount++] = toPiece(step.data);
            m_gathered += step.data.size();
            continue;
        }
        m_answerComplete = step.state == ChunkDecoder::State::Complete;
        m_trailers.clear();
        if (m_answerComplete && !appendTrailers(m_trailers, m_decoder.trailers()))
            return false;
        break;
    }
    return true;
}

bool Exchange::sendGathered(std::string_view head, bool last)
{
    std::array<iovec, kMaxPieces> pieces;
    std::array<char, 24> room{};
    std::size_t count = 0;
    if (!head.empty())
        pieces[count++] = toPiece(head);
    const bool framed = m_chunkedDown && m_gathered > 0;
    if (framed)
        pieces[count++] = toPiece(chunkSizeLine(room, m_gathered));
    std::copy_n(m_pieces.begin(), m_pieceCount, pieces.begin() + static_cast<std::ptrdiff_t>(count));
    count += m_pieceCount;
    if (framed)
        pieces[count++] = toPiece(kCrLf);
    if (m_chunkedDown && last && m_head.framing != Framing::None)
        pieces[count++] = toPiece(lastChunk(m_trailers));
    return count == 0 || m_client->send({pieces.data(), count});
}

/// The body as it came, in one piece; what the client does not take stays in the backend's buffer.
bool Exchange::sendPlain(std::string_view head)
{
    const std::array<iovec, 1> first{toPiece(head)};
    const iovec piece = m_pieceCount > 0 ? m_pieces[0] : iovec{};
    const auto taken = m_client->send(first, {static_cast<const char*>(piece.iov_base), piece.iov_len});
    if (!taken)
        return false;
    const std::size_t rest = m_gathered - *taken;
    if (rest > 0) {
        m_answerComplete = false;
        m_gathered -= rest;
        m_consumed -= rest;
        m_left += m_head.framing == Framing::Length ? rest : 0;
    }
    return true;
}

void Exchange::armUpstream()
{
    m_upstream->arm(m_left > BufferPool::kSmall || m_answerBytes > BufferPool::kLarge ? BufferPool::kLarge
                                                                                      : BufferPool::kSmall);
}

bool Exchange::neverArrived() const
{
    return m_upstream->ended() && !m_upstream->failed() && !m_upstream->secured() && m_interims == 0 && m_sentUp > 0
           && m_upstream->unacknowledged() >= m_sentUp;
}

void Exchange::end(std::int64_t nowNanos)
{
    const UpstreamPtr upstream = std::move(m_upstream);
    const bool reusable = m_answerComplete && m_bodySent && m_head.keepAlive && !upstream->ended()
                          && upstream->writable() && upstream->received().empty();
    // One second less than the backend keeps it, so that we close first.
    const std::int64_t idleSeconds = m_head.idleSeconds > 1 ? m_head.idleSeconds - 1 : m_head.idleSeconds;
    upstream->pool().giveBack(upstream, reusable, nowNanos, idleSeconds * 1'000'000'000);
}

void Exchange::abandon()
{
    const UpstreamPtr upstream = std::move(m_upstream);
    upstream->pool().giveBack(upstream, false, 0, 0);
}

} // namespace straightline::dispatch
