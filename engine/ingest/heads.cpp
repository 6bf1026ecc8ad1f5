// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/heads.h"

#include <array>
#include <charconv>

namespace straightline::ingest
{

namespace
{

void appendNumber(std::string& out, std::uint64_t value)
{
    std::array<char, 20> room{};
    const char* end = std::to_chars(room.data(), room.data() + room.size(), value).ptr;
    out.append(room.data(), static_cast<std::size_t>(end - room.data()));
}

void appendField(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

void appendStatusLine(std::string& out, std::uint16_t status, std::string_view phrase)
{
    out.append("HTTP/1.1 ");
    appendNumber(out, status);
    out.append(1, ' ').append(phrase).append("\r\n");
}

void appendFraming(std::string& out, const AnswerFraming& framing)
{
    if (framing.framing == Framing::Length || (framing.framing == Framing::None && framing.saysLength)) {
        out.append("Content-Length: ");
        appendNumber(out, framing.length);
        out.append("\r\n");
    } else if (framing.framing == Framing::Chunked) {
        out.append("Transfer-Encoding: chunked\r\n");
    }
}

void appendNotes(std::string& out, const AnswerNotes& notes)
{
    if (!notes.requestId.empty())
        appendField(out, "x-request-id", notes.requestId);
    if (!notes.backend.empty()) {
        appendField(out, "x-straightline-backend", notes.backend);
        appendField(out, "x-straightline-tier", toString(notes.tier));
    }
    if (notes.reason != Reason::None)
        appendField(out, "x-straightline-reason", toString(notes.reason));
    out.append("x-straightline-attempts: ");
    appendNumber(out, notes.attempts);
    out.append("\r\nx-straightline-overhead-us: ");
    appendNumber(out, notes.overheadMicros);
    out.append("\r\n").append(notes.dateLine);
    if (!notes.keepOpen)
        out.append("Connection: close\r\n");
    else if (!notes.minorOne)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
}

bool isFunctionsOwn(FieldId id)
{
    return id == FieldId::ContentLength || id == FieldId::TransferEncoding || id == FieldId::Connection
           || id == FieldId::HopByHop || id == FieldId::Upgrade || id == FieldId::Trailer || id == FieldId::RequestId
           || id == FieldId::OwnAnswer;
}

} // namespace

void appendForwardHead(std::string& out, const RequestHead& head, std::string_view target, const BackendRoute& backend,
                       Framing body, std::uint64_t length, bool saysLength, std::string_view clientAddress,
                       std::string_view requestId, bool expectsContinue, std::string_view upgrade)
{
    out.append(head.method).append(1, ' ').append(backend.basePath);
    if (target.front() != '/' && target.front() != '*')
        out.append(1, '/');
    out.append(target).append(" HTTP/1.1\r\n");
    appendField(out, "Host", backend.hostHeader);
    if (head.secure)
        appendField(out, "X-Forwarded-Proto", "https");
    for (const FieldView& field : head.fields) {
        if (head.secure && dispatch::equalsIgnoringCase(field.name, "x-forwarded-proto"))
            continue; // we know better
        if (field.id == FieldId::Trailer && body != Framing::Chunked)
            continue; // none can follow
        if (field.id == FieldId::Other ? head.connectionOptions.empty() || head.forwards(field) : head.forwards(field))
            appendField(out, field.name, field.value);
    }
    if (!head.hasForwardedHost && !head.host.empty())
        appendField(out, "X-Forwarded-Host", head.host);
    appendField(out, "X-Forwarded-For", clientAddress);
    appendField(out, "x-request-id", requestId);
    if (expectsContinue)
        appendField(out, "Expect", "100-continue");
    if (!upgrade.empty())
        out.append("Connection: upgrade\r\nUpgrade: ").append(upgrade).append("\r\n");
    if (body == Framing::Chunked)
        out.append("Transfer-Encoding: chunked\r\n");
    else if (body == Framing::Length || saysLength)
        appendFraming(out, {.framing = Framing::Length, .saysLength = true, .length = length});
    out.append("\r\n");
}

void appendAnswerHead(std::string& out, const dispatch::AnswerHead& head, const AnswerFraming& framing,
                      const AnswerNotes& notes)
{
    appendStatusLine(out, head.status, head.phrase);
    for (const FieldView& field : head.fields) {
        if (!head.dropsField(field))
            appendField(out, field.name, field.value);
    }
    appendFraming(out, framing);
    appendNotes(out, notes);
}

void appendAnswerHead(std::string& out, const dispatch::FunctionAnswer& answer, const AnswerFraming& framing,
                      const AnswerNotes& notes)
{
    appendStatusLine(out, answer.status, phraseOf(answer.status));
    for (const dispatch::HeaderField& field : answer.headers) {
        if (!isFunctionsOwn(dispatch::identify(field.name)) && dispatch::isToken(field.name)
            && !dispatch::hasControlByte(field.value))
            appendField(out, field.name, field.value);
    }
    appendFraming(out, framing);
    appendNotes(out, notes);
}

namespace
{
void appendFieldsOf(std::string& out, const dispatch::AnswerHead& head)
{
    for (const FieldView& field : head.fields) {
        if (!head.dropsField(field))
            appendField(out, field.name, field.value);
    }
}
} // namespace

void appendInterimHead(std::string& out, const dispatch::AnswerHead& head)
{
    appendStatusLine(out, head.status, head.phrase);
    appendFieldsOf(out, head);
    out.append("\r\n");
}

void appendSwitchHead(std::string& out, const dispatch::AnswerHead& head, const AnswerNotes& notes)
{
    appendStatusLine(out, head.status, head.phrase);
    appendFieldsOf(out, head);
    out.append("Connection: upgrade\r\nUpgrade: ").append(head.upgrade).append("\r\n");
    appendNotes(out, notes);
}

void appendOwnAnswer(std::string& out, std::uint16_t status, std::string_view json, std::string_view extra, bool toHead,
                     const AnswerNotes& notes)
{
    appendStatusLine(out, status, phraseOf(status));
    out.append("Content-Type: application/json\r\n").append(extra);
    appendFraming(out, {.framing = Framing::Length, .saysLength = true, .length = json.size()});
    appendNotes(out, notes);
    if (!toHead)
        out.append(json);
}

std::string errorJson(std::string_view message)
{
    std::string json = R"({"error":")";
    for (const char c : message) {
        if (c == '"' || c == '\\')
            json += '\\';
        json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return json + "\"}";
}

std::string_view phraseOf(std::uint16_t status)
{
    switch (status) {
    case 101:
        return "Switching Protocols";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return status < 400 ? "OK" : "Error";
    }
}

} // namespace straightline::ingest
