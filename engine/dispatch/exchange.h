// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/dispatch/answerhead.h"
#include "engine/dispatch/requestbody.h"
#include "engine/dispatch/upstreampool.h"

namespace straightline::dispatch
{

/// One request and its answer over one upstream connection: both bodies are pumped from buffer to socket without ever
/// waiting, in both directions at once. The session calls the pumps whenever a stream has moved. What one side cannot
/// take stays in the other's buffer, so memory is bounded and back-pressure reaches the sender.
class Exchange
{
public:
    enum class Progress : std::uint8_t { Running, Complete, Interim, BackendBroken, ClientBroken };

    /// `toHead`: the answer has no body. `upgrading`: 101 is an answer too.
    void begin(UpstreamPtr upstream, Stream& client, RequestBody& body, bool toHead, bool upgrading = false);

    /// Sends the head and what there is of the body in one call. False: nothing at all was sent.
    bool sendHead(std::string_view head, bool chunked);
    void pumpBody();
    bool bodySent() const { return m_bodySent; }

    /// Complete: head() is valid until the first pumpAnswer(). Interim: it is a 1xx, valid until skipInterim(), and the
    /// answer is still to come.
    Progress readHead(std::size_t maxHeadBytes);
    void skipInterim();
    const AnswerHead& head() const { return m_head; }
    bool answerBegun() const { return m_answerBegun; } ///< a byte of it came

    /// Sends the client's copy of the head and what there is of the answer's body. `chunked`: how the client gets it.
    Progress sendAnswerHead(std::string_view head, bool chunked);
    Progress pumpAnswer();
    bool answerHeadSent() const { return m_answerHeadSent; }
    std::uint64_t answerBytes() const { return m_answerBytes; }

    /// The backend closed in an orderly way before its kernel had any byte of this request: it cannot have acted on it.
    bool neverArrived() const;
    /// Gives the connection back to its pool, or closes it.
    void end(std::int64_t nowNanos);
    void abandon();
    bool active() const { return m_upstream != nullptr; }
    UpstreamConnection& upstream() { return *m_upstream; }

private:
    Progress pump(std::string_view head);
    bool gather();
    bool gatherChunks(std::string_view bytes);
    bool sendGathered(std::string_view head, bool last);
    bool sendPlain(std::string_view head);
    void armUpstream();
    std::string_view lastChunk(std::string_view trailers);

    static constexpr std::size_t kMaxPieces = 32;

    UpstreamPtr m_upstream;
    Stream* m_client = nullptr;
    RequestBody* m_body = nullptr;
    AnswerHead m_head;
    HeadScanner m_scanner;
    ChunkDecoder m_decoder;
    bool m_toHead = false;
    bool m_chunkedUp = false;
    bool m_chunkedDown = false;
    bool m_bodySent = false;
    bool m_answerBegun = false;
    bool m_answerHeadSent = false;
    bool m_answerComplete = false;
    bool m_upgrading = false;
    std::uint32_t m_interims = 0;
    std::uint64_t m_sentUp = 0;  ///< bytes of the request, its framing included
    std::string m_trailers;      ///< of the answer
    std::string m_end;           ///< the last chunk with its trailers
    std::size_t m_headBytes = 0; ///< of the answer's head, still in the buffer
    std::uint64_t m_left = 0;    ///< of the answer's Content-Length
    std::uint64_t m_answerBytes = 0;
    std::size_t m_gathered = 0; ///< bytes of the pieces below
    std::size_t m_consumed = 0; ///< bytes of the buffer behind them
    std::size_t m_pieceCount = 0;
    std::array<iovec, kMaxPieces> m_pieces; ///< the first m_pieceCount
};

} // namespace straightline::dispatch
