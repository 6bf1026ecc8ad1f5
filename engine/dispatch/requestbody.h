// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/dispatch/answerhead.h"
#include "engine/dispatch/chunkdecoder.h"
#include "engine/dispatch/stream.h"

namespace straightline::dispatch
{

/// The body of a client's request on its way: what has come is given piece by piece without its framing, straight from
/// the client's buffer. A body that lies in the buffer whole (or was stored whole) can be given again for another
/// attempt. One gateway thread; belongs to the session.
class RequestBody
{
public:
    RequestBody() = default;
    RequestBody(const RequestBody&) = delete;
    RequestBody& operator=(const RequestBody&) = delete;

    void begin(Framing framing, std::uint64_t length, Stream& client, const ChunkLimits& limits = {});

    /// What can be sent on now; empty when more has to come or the body is complete.
    std::string_view piece();
    void take(std::size_t size);
    /// Nothing is left to give.
    bool complete();
    /// The framing is broken, or grew over its limit: the client's fault.
    bool malformed() const { return m_malformed; }
    bool overLimit() const { return m_decoder.overLimit(); } ///< malformed only in that it has too much framing
    /// What may be passed on of the trailers, as lines; whole when complete.
    std::string_view trailers() const { return m_trailers; }

    /// Reads ahead into an own store, until the body is complete or `most` bytes are there; true when either holds.
    bool storeUpTo(std::size_t most);
    bool storedWhole() const { return m_storeComplete; }
    std::string_view stored() const { return *m_stored; }

    /// Keeps a read from the client outstanding.
    void want();
    /// Keeps a copy of what is given from here on, so that it can be given again: of a Content-Length up to `most` that
    /// does not lie in the buffer.
    void keepUpTo(std::uint64_t most);
    /// All of it is here, and stays until finish().
    bool whole() const { return m_framing == Framing::None || m_held || m_storeComplete; }
    std::string_view all() const { return m_held ? m_client->received().substr(0, m_length) : stored(); } ///< whole()
    /// Begins to give, from its start, a body that is whole() and outlives this one.
    void giveAgain(const RequestBody& whole);
    bool replayable() const { return m_held || m_storeComplete || m_given == 0; }
    void rewind();
    /// After the last attempt: takes a held body out of the client's buffer. False when the client still owes bytes.
    bool finish();

    Framing framing() const { return m_framing; }
    std::uint64_t length() const { return m_length; }
    std::uint64_t counted() const { return m_counted; } ///< body bytes seen so far

private:
    std::string_view decodePiece();

    Stream* m_client = nullptr;
    Framing m_framing = Framing::None;
    std::uint64_t m_length = 0;
    std::uint64_t m_left = 0; ///< of a Content-Length, not given yet
    std::uint64_t m_given = 0;
    std::uint64_t m_counted = 0;
    ChunkDecoder m_decoder;
    std::size_t m_chunkSize = 0; ///< decoded, not taken yet; lies at the front of the client's buffer
    std::string m_trailers;
    std::string m_store;
    const std::string* m_stored = &m_store; ///< or another body's
    std::size_t m_storeAt = 0;
    bool m_storeComplete = false;
    bool m_held = false;
    bool m_keeping = false;
    bool m_malformed = false;
};

} // namespace straightline::dispatch
