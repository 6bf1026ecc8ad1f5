// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/chunkdecoder.h"

#include <algorithm>

#include "engine/dispatch/httptext.h"

namespace straightline::dispatch
{

namespace
{

constexpr int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool isPlain(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
}

} // namespace

void ChunkDecoder::reset(const ChunkLimits& limits)
{
    m_place = Place::Size;
    m_digits = 0;
    m_trailerPart = TrailerPart::Start;
    m_overLimit = false;
    m_left = m_excess = 0;
    m_extension = 0;
    m_limits = limits;
    m_trailers.clear();
}

ChunkDecoder::Step ChunkDecoder::next(std::string_view input)
{
    std::size_t at = 0;
    while (at < input.size() && m_place != Place::End) {
        if (m_place == Place::Data) {
            const std::size_t size = std::min<std::uint64_t>(m_left, input.size() - at);
            m_left -= size;
            if (m_left == 0)
                m_place = Place::DataCr;
            return {State::Data, at + size, input.substr(at, size)};
        }
        if (m_place == Place::Broken || !takeFraming(input[at])) {
            m_place = Place::Broken;
            return {State::Bad, at, {}};
        }
        ++at;
    }
    return {m_place == Place::End ? State::Complete : State::NeedMore, at, {}};
}

bool ChunkDecoder::takeFraming(char c)
{
    switch (m_place) {
    case Place::Size:
        return takeSizeByte(c);
    case Place::Extension:
        if (c == '\r') {
            m_place = Place::SizeLf;
            return true;
        }
        return isPlain(c) && within(++m_extension <= m_limits.extensionBytes);
    case Place::SizeLf: {
        m_place = m_left == 0 ? Place::Trailer : Place::Data;
        m_trailerPart = TrailerPart::Start;
        const std::uint64_t cost = m_excess + m_digits + m_extension + 4;
        const std::uint64_t allowed = 16 + 2 * m_left;
        m_excess = cost > allowed ? cost - allowed : 0;
        return c == '\n' && within(m_excess <= m_limits.overheadBytes);
    }
    case Place::DataCr:
        m_place = Place::DataLf;
        return c == '\r';
    case Place::DataLf:
        m_place = Place::Size;
        m_digits = 0;
        return c == '\n';
    case Place::Trailer:
    case Place::TrailerLf:
        return takeTrailerByte(c);
    default:
        return false;
    }
}

bool ChunkDecoder::takeSizeByte(char c)
{
    if (const int digit = hexValue(c); digit >= 0) {
        m_left = m_left * 16 + static_cast<std::uint64_t>(digit);
        return ++m_digits <= 15; // 60 bits: cannot overflow
    }
    if (m_digits == 0)
        return false;
    m_extension = 0;
    m_place = c == ';' ? Place::Extension : Place::SizeLf;
    return c == ';' || c == '\r';
}

bool ChunkDecoder::takeTrailerByte(char c)
{
    if (m_place == Place::TrailerLf) {
        m_place = m_trailerPart == TrailerPart::Start ? Place::End : Place::Trailer;
        m_trailerPart = TrailerPart::Start;
        if (m_place == Place::Trailer)
            m_trailers += "\r\n";
        return c == '\n';
    }
    if (c == '\r' && m_trailerPart != TrailerPart::Name) {
        m_place = Place::TrailerLf;
        return true;
    }
    m_trailers += c;
    if (!within(m_trailers.size() <= m_limits.trailerBytes))
        return false;
    if (m_trailerPart == TrailerPart::Value)
        return isPlain(c);
    if (c == ':' && m_trailerPart == TrailerPart::Name) {
        m_trailerPart = TrailerPart::Value;
        return true;
    }
    m_trailerPart = TrailerPart::Name;
    return isTokenChar(c);
}

bool ChunkDecoder::within(bool holds)
{
    m_overLimit = !holds;
    return holds;
}

} // namespace straightline::dispatch
