// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/messagereader.h"

#include <algorithm>
#include <charconv>

#include <strings.h>

namespace straightline::bench
{

namespace
{

bool startsWithName(std::string_view line, std::string_view name)
{
    return line.size() > name.size() && ::strncasecmp(line.data(), name.data(), name.size()) == 0;
}

std::uint64_t numberIn(std::string_view text, int base)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, base);
    return value;
}

} // namespace

MessageReader::Step MessageReader::next(std::string_view& bytes)
{
    switch (m_state) {
    case State::Head:
        return readHead(bytes);
    case State::Length:
        return readLength(bytes);
    case State::End:
        m_state = State::Head;
        return Step::End;
    default:
        return readChunked(bytes);
    }
}

MessageReader::Step MessageReader::readHead(std::string_view& bytes)
{
    constexpr std::string_view kEnd = "\r\n\r\n";
    if (m_head.empty()) {
        const auto end = bytes.find(kEnd);
        if (end != std::string_view::npos) {
            const bool good = parseHead(bytes.substr(0, end + 2));
            bytes.remove_prefix(end + kEnd.size());
            return good ? Step::Head : Step::Bad;
        }
    }
    const std::size_t had = m_head.size();
    m_head.append(bytes);
    const auto end = m_head.find(kEnd, had < 3 ? 0 : had - 3);
    if (end == std::string::npos) {
        bytes = {};
        return m_head.size() > 65'536 ? Step::Bad : Step::NeedMore;
    }
    bytes.remove_prefix(end + kEnd.size() - had);
    const bool good = parseHead(std::string_view(m_head).substr(0, end + 2));
    m_head.clear();
    return good ? Step::Head : Step::Bad;
}

bool MessageReader::parseHead(std::string_view head)
{
    const auto firstEnd = head.find("\r\n");
    const std::string_view first = head.substr(0, firstEnd);
    const auto space = first.find(' ');
    if (space == std::string_view::npos)
        return false;
    if (m_kind == Kind::Answer) {
        m_status = static_cast<int>(numberIn(first.substr(space), 10));
    } else {
        const std::string_view rest = first.substr(space + 1);
        m_target.assign(rest.substr(0, rest.find(' ')));
    }
    m_left = 0;
    m_closes = false;
    bool chunked = false;
    for (std::string_view rest = head.substr(firstEnd + 2); !rest.empty();) {
        const auto end = rest.find("\r\n");
        const std::string_view line = rest.substr(0, end);
        if (startsWithName(line, "content-length:"))
            m_left = numberIn(line.substr(15), 10);
        else if (startsWithName(line, "transfer-encoding:"))
            chunked = line.find("chunked") != std::string_view::npos;
        else if (startsWithName(line, "connection:"))
            m_closes = line.find("close") != std::string_view::npos;
        rest.remove_prefix(end + 2);
    }
    m_state = chunked ? State::ChunkSize : m_left > 0 ? State::Length : State::End;
    return true;
}

MessageReader::Step MessageReader::readLength(std::string_view& bytes)
{
    if (bytes.empty())
        return Step::NeedMore;
    m_piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size())));
    bytes.remove_prefix(m_piece.size());
    m_left -= m_piece.size();
    if (m_left == 0)
        m_state = State::End;
    return Step::Body;
}

/// A whole line is in m_head then, without its end.
bool MessageReader::takeLine(std::string_view& bytes)
{
    const auto end = bytes.find('\n');
    m_head.append(bytes.substr(0, end));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (end == std::string_view::npos)
        return false;
    if (!m_head.empty() && m_head.back() == '\r')
        m_head.pop_back();
    return true;
}

MessageReader::Step MessageReader::readChunked(std::string_view& bytes)
{
    while (!bytes.empty()) {
        if (m_state == State::ChunkData) {
            m_piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size())));
            bytes.remove_prefix(m_piece.size());
            m_left -= m_piece.size();
            if (m_left == 0)
                m_state = State::ChunkEnd;
            return Step::Body;
        }
        if (!takeLine(bytes))
            return Step::NeedMore;
        const std::string line = std::move(m_head);
        m_head.clear();
        if (m_state == State::ChunkEnd) {
            m_state = State::ChunkSize;
        } else if (m_state == State::ChunkSize) {
            m_left = numberIn(line, 16);
            m_state = m_left > 0 ? State::ChunkData : State::Trailer;
        } else if (line.empty()) {
            m_state = State::Head;
            return Step::End;
        }
    }
    return Step::NeedMore;
}

} // namespace straightline::bench
