// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/answerhead.h"

#include <algorithm>

namespace straightline::dispatch
{

namespace
{

constexpr std::string_view kEventStream = "text/event-stream";

HeadProblem parseStatusLine(std::string_view line, AnswerHead& head, bool& minorOne)
{
    if (line.size() < 12 || !line.starts_with("HTTP/1.") || (line[7] != '0' && line[7] != '1') || line[8] != ' ')
        return HeadProblem::BadStartLine;
    minorOne = line[7] == '1';
    head.status = 0;
    for (std::size_t i = 9; i < 12; ++i) {
        if (line[i] < '0' || line[i] > '9')
            return HeadProblem::BadStartLine;
        head.status = static_cast<std::uint16_t>(head.status * 10 + (line[i] - '0'));
    }
    if (head.status < 100 || head.status > 599 || (line.size() > 12 && line[12] != ' '))
        return HeadProblem::BadStartLine;
    head.phrase = line.size() > 13 ? line.substr(13) : std::string_view{};
    return hasControlByte(head.phrase) ? HeadProblem::ControlByte : HeadProblem::None;
}

std::uint32_t idleSecondsOf(std::string_view keepAliveValue)
{
    std::uint32_t seconds = 0;
    forEachItem(keepAliveValue, [&](std::string_view item) {
        if (item.starts_with("timeout="))
            seconds =
                static_cast<std::uint32_t>(std::min<std::uint64_t>(parseLength(item.substr(8)).value_or(0), 86'400));
    });
    return seconds;
}

} // namespace

HeadProblem AnswerHead::parse(std::string_view bytes, bool toHead)
{
    fields.clear();
    connectionOptions.clear();
    length = 0;
    idleSeconds = 0;
    saysLength = hasDate = eventStream = false;
    upgrade = {};
    const std::size_t lineEnd = bytes.find("\r\n");
    if (lineEnd == std::string_view::npos)
        return HeadProblem::BareLineEnd;
    bool minorOne = false;
    if (const HeadProblem problem = parseStatusLine(bytes.substr(0, lineEnd), *this, minorOne);
        problem != HeadProblem::None)
        return problem;
    if (const HeadProblem problem = parseFields(bytes.substr(lineEnd + 2), fields); problem != HeadProblem::None)
        return problem;

    bool chunked = false;
    bool close = false;
    bool saysKeepAlive = false;
    for (const FieldView& field : fields) {
        if (field.id == FieldId::ContentLength) {
            const auto value = parseLength(field.value);
            if (!value)
                return HeadProblem::BadLength;
            if (saysLength && *value != length)
                return HeadProblem::RepeatedLength;
            saysLength = true;
            length = *value;
        } else if (field.id == FieldId::TransferEncoding) {
            if (chunked || !equalsIgnoringCase(field.value, "chunked"))
                return HeadProblem::BadEncoding;
            chunked = true;
        } else if (field.id == FieldId::Connection) {
            forEachItem(field.value, [&](std::string_view item) {
                if (equalsIgnoringCase(item, "close"))
                    close = true;
                else if (equalsIgnoringCase(item, "keep-alive"))
                    saysKeepAlive = true;
                else
                    connectionOptions.push_back(item);
            });
        } else if (field.id == FieldId::Date) {
            hasDate = true;
        } else if (field.id == FieldId::Upgrade) {
            upgrade = field.value;
        } else if (field.id == FieldId::ContentType) {
            eventStream = equalsIgnoringCase(field.value.substr(0, kEventStream.size()), kEventStream);
        } else if (field.id == FieldId::HopByHop && equalsIgnoringCase(field.name, "keep-alive")) {
            idleSeconds = idleSecondsOf(field.value);
        }
    }
    if (chunked && (saysLength || !minorOne))
        return HeadProblem::LengthWithEncoding;
    const bool noBody = toHead || status < 200 || status == 204 || status == 304;
    framing = noBody ? Framing::None : chunked ? Framing::Chunked : saysLength ? Framing::Length : Framing::UntilClose;
    keepAlive = framing != Framing::UntilClose && !close && (minorOne || saysKeepAlive);
    return HeadProblem::None;
}

bool AnswerHead::dropsField(const FieldView& field) const
{
    switch (field.id) {
    case FieldId::ContentLength:
    case FieldId::TransferEncoding:
    case FieldId::Connection:
    case FieldId::HopByHop:
    case FieldId::Upgrade:
    case FieldId::RequestId:
    case FieldId::OwnAnswer:
        return true;
    case FieldId::Trailer:
        return framing != Framing::Chunked;
    default:
        break;
    }
    return std::any_of(connectionOptions.begin(), connectionOptions.end(), [&](std::string_view option) {
        return option.size() == field.name.size()
               && std::equal(option.begin(), option.end(), field.name.begin(),
                             [](char a, char b) { return (a | 0x20) == (b | 0x20); });
    });
}

} // namespace straightline::dispatch
