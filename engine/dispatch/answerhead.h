// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/dispatch/httptext.h"

namespace straightline::dispatch
{

/// How the end of a body is known.
enum class Framing : std::uint8_t { None, Length, Chunked, UntilClose };

/// The head of a backend's answer, read as strictly as a client's request: what breaks a rule here is a broken backend.
/// Views into the bytes it was parsed from.
struct AnswerHead {
    std::uint16_t status = 0;
    std::string_view phrase;
    bool keepAlive = false; ///< the connection may be used again after the body
    Framing framing = Framing::None;
    std::uint64_t length = 0;      ///< of the body, when framing is Length
    bool saysLength = false;       ///< a Content-Length was given, even if no body follows (HEAD, 304)
    std::uint32_t idleSeconds = 0; ///< Keep-Alive: timeout=N, 0 = not said
    bool hasDate = false;
    bool eventStream = false; ///< Content-Type: text/event-stream
    std::string_view upgrade; ///< the protocol, beside 101
    std::vector<FieldView> fields;
    std::vector<std::string_view> connectionOptions; ///< field names that end at this hop

    /// `bytes` ends with the empty line. `toHead`: the answer to a HEAD request, which has no body.
    HeadProblem parse(std::string_view bytes, bool toHead);
    bool dropsField(const FieldView& field) const;
};

} // namespace straightline::dispatch
