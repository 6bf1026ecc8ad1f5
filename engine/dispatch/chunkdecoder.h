// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace straightline::dispatch
{

/// How much of a chunked body may be something else than data.
struct ChunkLimits {
    std::uint32_t extensionBytes = 256; ///< in the line of one chunk
    /// Framing beyond what chunks need, over the whole body, as Go's net/http counts: each chunk costs its line and its
    /// end, and pays for 16 bytes and twice its data.
    std::uint32_t overheadBytes = 16'384;
    std::uint32_t trailerBytes = 8'192;
};

/// Takes the framing of `Transfer-Encoding: chunked` off a stream (RFC 9112, 7.1), strictly and in place: what it gives
/// are pieces of what it was fed. Extensions are checked and dropped, trailers are checked and kept, within limits.
class ChunkDecoder
{
public:
    enum class State : std::uint8_t { NeedMore, Data, Complete, Bad };

    struct Step {
        State state = State::NeedMore;
        std::size_t consumed = 0; ///< bytes of the input that are done with, the data included
        std::string_view data;    ///< when Data
    };

    /// Reads up to one piece of data, or to the end of the input.
    Step next(std::string_view input);

    bool complete() const { return m_place == Place::End; }
    bool overLimit() const { return m_overLimit; } ///< what was bad is its size
    /// The trailer lines as they came, each with its CRLF; whole when complete.
    std::string_view trailers() const { return m_trailers; }
    void reset(const ChunkLimits& limits = {});

private:
    enum class TrailerPart : std::uint8_t { Start, Name, Value };
    enum class Place : std::uint8_t { Size, Extension, SizeLf, Data, DataCr, DataLf, Trailer, TrailerLf, End, Broken };

    bool takeFraming(char c);
    bool takeSizeByte(char c);
    bool takeTrailerByte(char c);
    bool within(bool holds);

    Place m_place = Place::Size;
    std::uint8_t m_digits = 0;
    TrailerPart m_trailerPart = TrailerPart::Start; ///< of the present line
    bool m_overLimit = false;
    std::uint64_t m_left = 0;
    std::uint64_t m_excess = 0; ///< see ChunkLimits::overheadBytes
    std::uint32_t m_extension = 0;
    ChunkLimits m_limits;
    std::string m_trailers;
};

} // namespace straightline::dispatch
