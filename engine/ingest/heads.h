// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/api/routingtable.h"
#include "engine/api/words.h"
#include "engine/dispatch/functioninvoker.h"
#include "engine/ingest/requesthead.h"

// The heads that the gateway writes: rebuilt from what was understood, never copied raw. All append to a buffer that is
// used again.
namespace straightline::ingest
{

/// What is said to a client about its request.
struct AnswerNotes {
    std::string_view requestId{};
    std::string_view backend{}; ///< empty: none was chosen
    Tier tier = Tier::Local;
    Reason reason = Reason::None;
    std::uint32_t attempts = 0;
    std::uint32_t overheadMicros = 0;
    bool keepOpen = true;
    bool minorOne = true;        ///< the client speaks HTTP/1.1
    std::string_view dateLine{}; ///< empty: the answer has one
};

/// How the client gets the answer's body.
struct AnswerFraming {
    Framing framing = Framing::None; ///< None, Length, Chunked, UntilClose
    bool saysLength = false;         ///< with None: Content-Length is told all the same (HEAD, 304)
    std::uint64_t length = 0;
};

/// The request's head as the backend gets it. `body`: Length or Chunked as it is sent on, or None.
void appendForwardHead(std::string& out, const RequestHead& head, std::string_view target, const BackendRoute& backend,
                       Framing body, std::uint64_t length, bool saysLength, std::string_view clientAddress,
                       std::string_view requestId, bool expectsContinue = false, std::string_view upgrade = {});

void appendAnswerHead(std::string& out, const dispatch::AnswerHead& head, const AnswerFraming& framing,
                      const AnswerNotes& notes);
void appendAnswerHead(std::string& out, const dispatch::FunctionAnswer& answer, const AnswerFraming& framing,
                      const AnswerNotes& notes);

/// An interim answer (1xx) of the backend, passed on.
void appendInterimHead(std::string& out, const dispatch::AnswerHead& head);
/// 101: the backend speaks the other protocol from here on.
void appendSwitchHead(std::string& out, const dispatch::AnswerHead& head, const AnswerNotes& notes);

/// A whole answer of the gateway's own: JSON. `extra` = complete further header lines, "Retry-After: 1\r\n".
void appendOwnAnswer(std::string& out, std::uint16_t status, std::string_view json, std::string_view extra, bool toHead,
                     const AnswerNotes& notes);

/// {"error":"…"} with `message` escaped.
std::string errorJson(std::string_view message);

std::string_view phraseOf(std::uint16_t status);

} // namespace straightline::ingest
