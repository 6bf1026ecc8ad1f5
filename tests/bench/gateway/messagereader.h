// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace straightline::bench
{

/// Reads HTTP/1.1 messages out of a stream of bytes, for the load generator and the backend of the benchmarks: what our
/// own peers send, not what the internet sends. One for each connection.
class MessageReader
{
public:
    enum class Kind { Request, Answer };
    enum class Step { NeedMore, Head, Body, End, Bad };

    explicit MessageReader(Kind kind)
        : m_kind(kind)
    {
    }

    /// Takes what it can off the front of `bytes`. After Body, piece() holds decoded bytes; after End the next message
    /// may follow in `bytes`.
    Step next(std::string_view& bytes);

    std::string_view piece() const { return m_piece; }
    int status() const { return m_status; }                ///< of an answer
    const std::string& target() const { return m_target; } ///< of a request
    bool closes() const { return m_closes; }               ///< it says that the connection ends with it
    bool inMessage() const { return m_state != State::Head || !m_head.empty(); }

private:
    enum class State { Head, Length, ChunkSize, ChunkData, ChunkEnd, Trailer, End };

    Step readHead(std::string_view& bytes);
    bool parseHead(std::string_view head);
    Step readLength(std::string_view& bytes);
    Step readChunked(std::string_view& bytes);
    bool takeLine(std::string_view& bytes);

    Kind m_kind;
    State m_state = State::Head;
    std::string m_head; ///< or line, that has come in part
    std::string m_target;
    std::string_view m_piece;
    std::uint64_t m_left = 0;
    int m_status = 0;
    bool m_closes = false;
};

} // namespace straightline::bench
