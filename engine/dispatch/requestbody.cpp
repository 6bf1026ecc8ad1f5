// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/requestbody.h"

#include <algorithm>

#include "engine/dispatch/trailers.h"

namespace straightline::dispatch
{

void RequestBody::begin(Framing framing, std::uint64_t length, Stream& client, const ChunkLimits& limits)
{
    m_client = &client;
    m_framing = framing;
    m_length = m_left = framing == Framing::Length ? length : 0;
    m_given = 0;
    m_decoder.reset(limits);
    m_trailers.clear();
    m_chunkSize = 0;
    m_store.clear();
    m_storeAt = 0;
    m_storeComplete = m_malformed = m_keeping = false;
    m_held = framing == Framing::Length && client.received().size() >= length;
    m_counted = m_held ? length : 0;
}

std::string_view RequestBody::piece()
{
    if (m_storeAt < m_stored->size())
        return stored().substr(m_storeAt);
    if (m_framing == Framing::Length && m_left > 0) {
        const std::string_view there = m_client->received().substr(m_held ? m_given : 0);
        return there.substr(0, std::min<std::uint64_t>(there.size(), m_left));
    }
    return m_framing == Framing::Chunked && !m_storeComplete ? decodePiece() : std::string_view{};
}

std::string_view RequestBody::decodePiece()
{
    while (m_chunkSize == 0 && !m_decoder.complete() && !m_malformed) {
        const ChunkDecoder::Step step = m_decoder.next(m_client->received());
        m_malformed = step.state == ChunkDecoder::State::Bad;
        m_chunkSize = step.data.size();
        m_client->consume(step.consumed - m_chunkSize);
        m_counted += m_chunkSize;
        if (step.state == ChunkDecoder::State::Complete && !m_decoder.trailers().empty())
            m_malformed = !appendTrailers(m_trailers, m_decoder.trailers());
        if (step.state != ChunkDecoder::State::Data)
            break;
    }
    return m_client->received().substr(0, m_chunkSize);
}

void RequestBody::take(std::size_t size)
{
    m_given += size;
    if (m_storeAt < m_stored->size()) {
        m_storeAt += size;
        return;
    }
    if (m_framing == Framing::Chunked) {
        m_chunkSize -= size;
        m_client->consume(size);
        return;
    }
    m_left -= size;
    if (m_held)
        return;
    m_counted += size;
    if (m_keeping) {
        m_store.append(m_client->received().substr(0, size));
        m_storeAt = m_store.size();
        m_storeComplete = m_left == 0;
    }
    m_client->consume(size);
}

void RequestBody::keepUpTo(std::uint64_t most)
{
    m_keeping = m_keeping || (m_framing == Framing::Length && !m_held && m_given == 0 && m_length <= most);
}

void RequestBody::giveAgain(const RequestBody& whole)
{
    m_client = whole.m_client;
    m_framing = whole.m_framing;
    m_length = whole.m_length;
    m_counted = whole.m_counted;
    m_trailers = whole.m_trailers;
    m_stored = whole.m_stored;
    m_storeComplete = whole.m_storeComplete;
    m_held = whole.m_held;
    m_left = m_held ? m_length : 0;
}

bool RequestBody::complete()
{
    if (m_storeAt < m_stored->size())
        return false;
    if (m_framing == Framing::Length)
        return m_left == 0;
    if (m_framing != Framing::Chunked || m_storeComplete)
        return true;
    return decodePiece().empty() && m_decoder.complete() && !m_malformed;
}

bool RequestBody::storeUpTo(std::size_t most)
{
    if (m_framing == Framing::Length && m_held) {
        m_store.assign(m_client->received().substr(0, m_length));
        m_client->consume(m_length);
        m_held = false;
        m_left = 0;
        m_storeComplete = true;
        return true;
    }
    while (m_store.size() < most && !m_malformed) {
        std::string_view bytes;
        if (m_framing == Framing::Length) {
            bytes = m_client->received();
            bytes = bytes.substr(0, std::min<std::uint64_t>(bytes.size(), m_left));
            m_left -= bytes.size();
            m_counted += bytes.size();
        } else {
            bytes = decodePiece();
            m_chunkSize = 0;
        }
        if (bytes.empty())
            break;
        m_store.append(bytes);
        m_client->consume(bytes.size());
    }
    m_storeComplete = m_framing == Framing::Length
                          ? m_left == 0
                          : m_framing != Framing::Chunked || (m_decoder.complete() && !m_malformed);
    return m_storeComplete || m_store.size() >= most;
}

void RequestBody::want()
{
    if (!complete())
        m_client->arm(m_left > BufferPool::kSmall || m_given > BufferPool::kLarge ? BufferPool::kLarge
                                                                                  : BufferPool::kSmall);
}

void RequestBody::rewind()
{
    if (m_storeComplete)
        m_storeAt = 0;
    else if (m_held)
        m_left = m_length;
    m_given = 0;
}

bool RequestBody::finish()
{
    if (m_held) {
        m_client->consume(m_length);
        m_held = false;
        m_left = 0;
    }
    std::string().swap(m_store);
    m_storeAt = 0;
    return m_framing == Framing::None
           || (m_framing == Framing::Length ? m_left == 0 : m_storeComplete || (m_decoder.complete() && !m_malformed));
}

} // namespace straightline::dispatch
