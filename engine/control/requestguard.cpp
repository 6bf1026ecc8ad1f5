// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/requestguard.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace straightline::control
{
namespace
{

constexpr std::string_view kHeadEnd = "\r\n\r\n";

bool sameName(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

RequestGuard::Verdict RequestGuard::feed(std::string_view bytes)
{
    if (m_bodyLeft > 0) {
        const std::uint64_t taken = std::min<std::uint64_t>(m_bodyLeft, bytes.size());
        m_bodyLeft -= taken;
        bytes.remove_prefix(taken);
    }
    while (m_head.empty() && bytes.starts_with("\r\n")) // some clients end a body with a line break of their own
        bytes.remove_prefix(2);
    if (bytes.empty())
        return {};
    const std::size_t before = m_head.size();
    m_head.append(bytes.substr(0, m_limits.headBytes + 1));
    const std::size_t end = m_head.find(kHeadEnd);
    if (end == std::string::npos ? m_head.size() > m_limits.headBytes : end > m_limits.headBytes)
        return {431,
                "the request's head is too large: allowed is at most " + std::to_string(m_limits.headBytes) + " bytes"};
    if (end == std::string::npos)
        return {};
    const std::size_t headBytes = end + kHeadEnd.size();
    const std::size_t bodyBytes = bytes.size() - (headBytes - before);
    m_head.resize(headBytes);
    if (Verdict verdict = readHead(); verdict.status != 0)
        return verdict;
    m_head.clear();
    if (bodyBytes > m_bodyLeft)
        return {400, "one request after the other: pipelining is not supported"};
    m_bodyLeft -= bodyBytes;
    return {};
}

RequestGuard::Verdict RequestGuard::readHead()
{
    std::string_view rest = m_head;
    rest.remove_suffix(2);
    rest.remove_prefix(rest.find("\r\n") + 2); // Qt's parser reads the request line
    std::optional<std::uint64_t> length;
    std::size_t headers = 0;
    std::size_t hosts = 0;
    while (!rest.empty()) {
        const std::size_t lineEnd = rest.find("\r\n");
        const std::string_view line = rest.substr(0, lineEnd);
        rest.remove_prefix(lineEnd + 2);
        if (++headers > m_limits.headers)
            return {431, "too many headers: allowed are at most " + std::to_string(m_limits.headers)};
        const std::size_t colon = line.find(':');
        if (colon == 0 || colon == std::string_view::npos || line.find_first_of(" \t") < colon
            || line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
            return {400, "malformed header"};
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (sameName(name, "Transfer-Encoding"))
            return {411, "chunked bodies are not supported: send Content-Length"};
        if (sameName(name, "Host"))
            ++hosts;
        if (!sameName(name, "Content-Length"))
            continue;
        std::uint64_t read = 0;
        const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), read);
        if (error == std::errc::result_out_of_range)
            read = ~std::uint64_t{0};
        else if (error != std::errc{} || stop != value.data() + value.size())
            return {400, "malformed Content-Length"};
        if (length && *length != read)
            return {400, "two different Content-Lengths"};
        length = read;
    }
    if (hosts != 1)
        return {400, "a request needs one Host header"};
    m_bodyLeft = length.value_or(0);
    if (m_bodyLeft > m_limits.bodyBytes)
        return {413, "the body is too large: allowed is at most " + std::to_string(m_limits.bodyBytes) + " bytes"};
    return {};
}

} // namespace straightline::control
