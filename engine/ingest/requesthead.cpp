// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/requesthead.h"

#include <algorithm>
#include <array>

namespace straightline::ingest
{

using dispatch::equalsIgnoringCase;
using dispatch::forEachItem;
using dispatch::parseLength;

namespace
{

bool sameIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
               return lower(x) == lower(y);
           });
}

bool isTargetChar(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7f && c != '#' && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^'
           && c != '`';
}

bool isHostChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || std::string_view("-._~!$&'()*+,;=%").find(c) != std::string_view::npos;
}

/// Empty, or a name or address with or without a port: `a`, `a:80`, `[::1]:80` (RFC 9110, 7.2).
bool isHost(std::string_view text)
{
    const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
    if (bracket == std::string_view::npos)
        return false;
    const std::size_t colon = text.find(':', bracket);
    const std::string_view name = text.substr(0, colon);
    if (colon == 0)
        return false;
    if (colon != std::string_view::npos && colon + 1 < text.size()) {
        const auto port = parseLength(text.substr(colon + 1));
        if (!port || *port > 65'535)
            return false;
    }
    if (bracket == 0)
        return std::all_of(name.begin(), name.end(), isHostChar);
    return bracket > 1 && bracket + 1 == name.size()
           && std::all_of(name.begin() + 1, name.end() - 1, [](char c) { return isHostChar(c) || c == ':'; });
}

} // namespace

HeadProblem RequestHead::parse(std::string_view bytes, const HeadLimits& limits)
{
    RequestHead fresh; // keeps the memory of the lists
    fresh.fields.swap(fields);
    fresh.connectionOptions.swap(connectionOptions);
    fresh.fields.clear();
    fresh.connectionOptions.clear();
    *this = std::move(fresh);
    const std::size_t lineEnd = bytes.find("\r\n");
    if (lineEnd == std::string_view::npos)
        return HeadProblem::BareLineEnd;
    if (const HeadProblem problem = parseStartLine(bytes.substr(0, lineEnd), limits.targetBytes);
        problem != HeadProblem::None)
        return problem;
    if (const HeadProblem problem = dispatch::parseFields(bytes.substr(lineEnd + 2), fields, limits.fields);
        problem != HeadProblem::None)
        return problem;
    return readFields();
}

HeadProblem RequestHead::parseStartLine(std::string_view line, std::size_t mostTargetBytes)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return HeadProblem::BadStartLine;
    method = line.substr(0, first);
    if (!dispatch::isToken(method))
        return HeadProblem::BadMethod;
    const std::string_view version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return version.starts_with("HTTP/") && version.size() == 8 ? HeadProblem::BadVersion
                                                                   : HeadProblem::BadStartLine;
    minorOne = version == "HTTP/1.1";
    return takeTarget(line.substr(first + 1, last - first - 1), mostTargetBytes);
}

HeadProblem RequestHead::takeTarget(std::string_view text, std::size_t most)
{
    if (text.size() > most)
        return HeadProblem::TargetTooLong;
    if (text.empty() || !std::all_of(text.begin(), text.end(), isTargetChar))
        return HeadProblem::BadTarget;
    target = text;
    if (text.front() == '/')
        return HeadProblem::None;
    if (text == "*")
        return method == "OPTIONS" ? HeadProblem::None : HeadProblem::BadTarget;
    constexpr std::string_view kScheme = "http://";
    if (text.size() <= kScheme.size() || !equalsIgnoringCase(text.substr(0, kScheme.size()), kScheme))
        return HeadProblem::BadTarget;
    text.remove_prefix(kScheme.size());
    const std::size_t slash = text.find_first_of("/?");
    m_authority = text.substr(0, slash);
    target = slash == std::string_view::npos ? std::string_view("/") : text.substr(slash);
    return m_authority.empty() || target.front() == '?' ? HeadProblem::BadTarget : HeadProblem::None;
}

HeadProblem RequestHead::readFields()
{
    for (const FieldView& field : fields) {
        if (field.id == FieldId::Other)
            continue;
        if (const HeadProblem problem = readField(field); problem != HeadProblem::None)
            return problem;
    }
    if (m_hosts > 1)
        return HeadProblem::RepeatedHost;
    if (m_hosts == 0 && minorOne)
        return HeadProblem::MissingHost;
    if (!isHost(host))
        return HeadProblem::BadHost;
    if (!m_authority.empty() && m_hosts == 1 && !sameIgnoringCase(m_authority, host))
        return HeadProblem::HostMismatch;
    if (m_saysLength && framing == Framing::Chunked)
        return HeadProblem::LengthWithEncoding;
    if (m_saysLength && length > 0)
        framing = Framing::Length;
    keepAlive = !m_saysClose && (minorOne || m_saysKeepAlive);
    expectsContinue = expectsContinue && minorOne && framing != Framing::None;
    if (!m_saysUpgrade || !minorOne || framing != Framing::None)
        upgrade = {}; // RFC 9110, 7.8: to be ignored; with a body it is asked for too early
    if (!m_inferenceLength.empty()) {
        const auto value = parseLength(m_inferenceLength);
        if (!value || (framing != Framing::Chunked && *value > length))
            return HeadProblem::BadInferenceLength;
    }
    return HeadProblem::None;
}

HeadProblem RequestHead::readField(const FieldView& field)
{
    switch (field.id) {
    case FieldId::Host:
        host = field.value;
        m_hosts = static_cast<std::uint8_t>(std::min(m_hosts + 1, 2));
        break;
    case FieldId::ContentLength: {
        if (m_saysLength)
            return HeadProblem::RepeatedLength;
        const auto value = parseLength(field.value);
        if (!value)
            return HeadProblem::BadLength;
        m_saysLength = true;
        length = *value;
        break;
    }
    case FieldId::TransferEncoding:
        return takeEncoding(field.value);
    case FieldId::Connection:
        takeConnection(field.value);
        break;
    case FieldId::Expect:
        if (!equalsIgnoringCase(field.value, "100-continue"))
            return HeadProblem::BadExpect;
        expectsContinue = true;
        break;
    case FieldId::Upgrade:
        takeUpgrade(field.value);
        break;
    case FieldId::RequestId:
        requestId = isValidRequestId(field.value) ? field.value : std::string_view{};
        break;
    case FieldId::InferenceLength:
        if (!m_inferenceLength.empty() || field.value.empty())
            return HeadProblem::BadInferenceLength;
        m_inferenceLength = field.value;
        break;
    case FieldId::ForwardedHost:
        hasForwardedHost = true;
        break;
    default:
        break;
    }
    return HeadProblem::None;
}

/// h2c is not offered here: curl --http2 and Java's client then go on in HTTP/1.1.
void RequestHead::takeUpgrade(std::string_view value)
{
    forEachItem(value, [&](std::string_view item) {
        if (!equalsIgnoringCase(item, "h2c"))
            upgrade = value;
    });
}

HeadProblem RequestHead::takeEncoding(std::string_view value)
{
    if (!minorOne || framing == Framing::Chunked || !equalsIgnoringCase(value, "chunked"))
        return HeadProblem::BadEncoding;
    framing = Framing::Chunked;
    return HeadProblem::None;
}

void RequestHead::takeConnection(std::string_view value)
{
    forEachItem(value, [this](std::string_view item) {
        if (equalsIgnoringCase(item, "close"))
            m_saysClose = true;
        else if (equalsIgnoringCase(item, "keep-alive"))
            m_saysKeepAlive = true;
        else if (equalsIgnoringCase(item, "upgrade"))
            m_saysUpgrade = true;
        else
            connectionOptions.push_back(item);
    });
}

bool RequestHead::idempotent() const
{
    constexpr std::array<std::string_view, 6> kIdempotent{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
    return std::find(kIdempotent.begin(), kIdempotent.end(), method) != kIdempotent.end();
}

bool RequestHead::forwards(const FieldView& field) const
{
    switch (field.id) {
    case FieldId::Host:
    case FieldId::ContentLength:
    case FieldId::TransferEncoding:
    case FieldId::Connection:
    case FieldId::HopByHop:
    case FieldId::Upgrade:
    case FieldId::Expect:
    case FieldId::RequestId:
        return false;
    case FieldId::Trailer:
        return framing == Framing::Chunked;
    default:
        break;
    }
    return std::none_of(connectionOptions.begin(), connectionOptions.end(),
                        [&](std::string_view option) { return sameIgnoringCase(option, field.name); });
}

bool isValidRequestId(std::string_view text)
{
    return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_'
               || c == '-';
    });
}

HeadRefusal refusalOf(HeadProblem problem)
{
    switch (problem) {
    case HeadProblem::None:
        break;
    case HeadProblem::BareLineEnd:
        return {400, "a line of the request head does not end in CRLF"};
    case HeadProblem::BadStartLine:
        return {400, "malformed request line"};
    case HeadProblem::BadMethod:
        return {400, "malformed method"};
    case HeadProblem::BadTarget:
        return {400, "malformed request target"};
    case HeadProblem::BadVersion:
        return {505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
    case HeadProblem::FieldWithoutColon:
        return {400, "a header line has no colon"};
    case HeadProblem::BadFieldName:
        return {400, "malformed header name"};
    case HeadProblem::FoldedLine:
        return {400, "folded header lines are not accepted"};
    case HeadProblem::ControlByte:
        return {400, "control byte in a header value"};
    case HeadProblem::MissingHost:
        return {400, "Host is missing"};
    case HeadProblem::RepeatedHost:
        return {400, "Host is repeated"};
    case HeadProblem::BadHost:
        return {400, "malformed Host"};
    case HeadProblem::HostMismatch:
        return {400, "Host differs from the request target"};
    case HeadProblem::BadLength:
        return {400, "malformed Content-Length"};
    case HeadProblem::RepeatedLength:
        return {400, "Content-Length is repeated"};
    case HeadProblem::LengthWithEncoding:
        return {400, "Content-Length together with Transfer-Encoding"};
    case HeadProblem::BadEncoding:
        return {400, "Transfer-Encoding other than one final chunked"};
    case HeadProblem::BadExpect:
        return {417, "only Expect: 100-continue is known"};
    case HeadProblem::BadInferenceLength:
        return {400, "Inference-Header-Content-Length is not a number up to Content-Length"};
    case HeadProblem::TargetTooLong:
        return {414, "the request target is too long"};
    case HeadProblem::HeadTooLarge:
        return {431, "request head too large"};
    case HeadProblem::TooManyFields:
        return {431, "too many header fields"};
    }
    return {400, "bad request"};
}

} // namespace straightline::ingest
