// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/api/requestrecord.h"
#include "engine/dispatch/answerhead.h"
#include "engine/dispatch/httptext.h"

namespace straightline::ingest
{

using dispatch::FieldId;
using dispatch::FieldView;
using dispatch::Framing;
using dispatch::HeadProblem;

/// What parse() does not take more of.
struct HeadLimits {
    std::size_t targetBytes = 8'192;
    std::size_t fields = dispatch::kMaxFields;
};

/// The head of a client's request, by the book (RFC 9112): the one place that says what is refused. What is forwarded
/// is rebuilt from here. Views into the bytes it was parsed from, which must stay where they are.
struct RequestHead {
    std::string_view method;
    std::string_view target; ///< origin form: path and query ("*" for OPTIONS)
    std::string_view host;
    std::string_view requestId; ///< the client's own when valid, else empty
    bool minorOne = true;       ///< HTTP/1.1; otherwise 1.0
    bool keepAlive = true;
    bool expectsContinue = false;
    std::string_view upgrade; ///< the protocols that the client would rather speak; empty when it must be ignored
    bool hasForwardedHost = false;
    bool secure = false;             ///< it came over TLS; said by who received it
    Framing framing = Framing::None; ///< None, Length or Chunked
    std::uint64_t length = 0;
    std::vector<FieldView> fields;
    std::vector<std::string_view> connectionOptions; ///< field names that end at this hop

    /// `bytes` ends with the empty line.
    HeadProblem parse(std::string_view bytes, const HeadLimits& limits = {});

    std::string_view path() const { return target.substr(0, target.find('?')); }
    bool isHead() const { return method == "HEAD"; }
    bool saysLength() const { return m_saysLength; }
    bool idempotent() const; ///< RFC 9110, 9.2.2
    bool forwards(const FieldView& field) const;

private:
    HeadProblem parseStartLine(std::string_view line, std::size_t mostTargetBytes);
    HeadProblem takeTarget(std::string_view text, std::size_t most);
    HeadProblem readFields();
    HeadProblem readField(const FieldView& field);
    void takeUpgrade(std::string_view value);
    HeadProblem takeEncoding(std::string_view value);
    void takeConnection(std::string_view value);

    std::string_view m_authority; ///< of the absolute form
    std::string_view m_inferenceLength;
    std::uint8_t m_hosts = 0;
    bool m_saysLength = false;
    bool m_saysClose = false;
    bool m_saysKeepAlive = false;
    bool m_saysUpgrade = false;
};

/// 1–63 of [A-Za-z0-9._-].
bool isValidRequestId(std::string_view text);

/// The error policy: what the client is told.
struct HeadRefusal {
    std::uint16_t status = 400;
    std::string_view message;
};
HeadRefusal refusalOf(HeadProblem problem);

} // namespace straightline::ingest
