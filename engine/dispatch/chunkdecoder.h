// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace straightline::dispatch
{

/// Takes the framing of `Transfer-Encoding: chunked` off a stream (RFC 9112, 7.1), strictly and in place: what it gives
/// are pieces of what it was fed. Extensions and trailers are read over and dropped, within limits.
class ChunkDecoder
{
public:
    enum class State : std::uint8_t { NeedMore, Data, Complete, Bad };

    struct Step {
        State state = State::NeedMore;
        std::size_t consumed = 0; ///< bytes of the input that are done with, the data included
        std::string_view data;    ///< when Data
    };

    static constexpr std::size_t kMaxExtensionBytes = 256; ///< in one chunk
    static constexpr std::size_t kMaxTrailerBytes = 8'192;

    /// Reads up to one piece of data, or to the end of the input.
    Step next(std::string_view input);

    bool complete() const { return m_place == Place::End; }
    void reset() { *this = {}; }

private:
    enum class Place : std::uint8_t { Size, Extension, SizeLf, Data, DataCr, DataLf, Trailer, TrailerLf, End, Broken };

    bool takeFraming(char c);
    bool takeSizeByte(char c);
    bool takeTrailerByte(char c);

    Place m_place = Place::Size;
    std::uint8_t m_digits = 0;
    bool m_lineHasBytes = false;
    std::uint64_t m_left = 0;
    std::size_t m_overhead = 0;
};

} // namespace straightline::dispatch
