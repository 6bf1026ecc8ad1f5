// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/chunkdecoder.h"

#include <algorithm>

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
        return isPlain(c) && ++m_overhead <= kMaxExtensionBytes;
    case Place::SizeLf:
        m_place = m_left == 0 ? Place::Trailer : Place::Data;
        m_overhead = 0;
        m_lineHasBytes = false;
        return c == '\n';
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
    m_overhead = 0;
    m_place = c == ';' ? Place::Extension : Place::SizeLf;
    return c == ';' || c == '\r';
}

bool ChunkDecoder::takeTrailerByte(char c)
{
    if (m_place == Place::TrailerLf) {
        m_place = m_lineHasBytes ? Place::Trailer : Place::End;
        m_lineHasBytes = false;
        return c == '\n';
    }
    if (c == '\r') {
        m_place = Place::TrailerLf;
        return true;
    }
    m_lineHasBytes = true;
    return isPlain(c) && ++m_overhead <= kMaxTrailerBytes;
}

} // namespace straightline::dispatch
