// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace straightline::control
{

/// Reads along with one connection, before Qt's HTTP server does, and finds what that server would take without limit
/// or misread: large bodies and heads, too many headers, conflicting or malformed lengths, chunked bodies, a missing
/// Host, pipelining. Pure; one for each connection.
class RequestGuard
{
public:
    struct Limits {
        std::size_t headBytes = 16'384;
        std::size_t headers = 64;
        std::uint64_t bodyBytes = 1'048'576;
    };

    struct Verdict {
        int status = 0; ///< 0 = go on; else answer with it and close
        std::string text;
    };

    explicit RequestGuard(Limits limits)
        : m_limits(limits)
    {
    }

    /// The next bytes of the connection, as they come.
    Verdict feed(std::string_view bytes);

    /// A request was begun and is not whole yet.
    bool inRequest() const { return !m_head.empty() || m_bodyLeft > 0; }

private:
    Verdict readHead();

    Limits m_limits;
    std::string m_head; ///< so far; empty between requests
    std::uint64_t m_bodyLeft = 0;
};

} // namespace straightline::control
