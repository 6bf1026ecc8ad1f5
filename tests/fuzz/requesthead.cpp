// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/requesthead.h"

#include <algorithm>
#include <string>

#include "engine/ingest/heads.h"
#include "engine/ingest/routes.h"
#include "tests/fuzz/require.h"

using namespace straightline;
using namespace straightline::ingest;
using dispatch::HeadScanner;
using fuzz::require;

namespace
{

const RoutingTable& table()
{
    static const RoutingTable made = [] {
        RoutingTable sites;
        sites.applications.resize(2);
        sites.applications[0].name = "digits";
        sites.applications[1].name = "all";
        sites.applications[1].mount = "/all";
        seal(sites);
        return sites;
    }();
    return made;
}

/// The same, however the bytes come in.
HeadScanner::State scanned(std::string_view text, std::size_t& headBytes)
{
    HeadScanner whole;
    const HeadScanner::State state = whole.scan(text);
    HeadScanner slow;
    HeadScanner::State last = HeadScanner::State::NeedMore;
    std::size_t fed = 0;
    fuzz::inPieces(text, static_cast<std::uint32_t>(text.size()), [&](std::string_view piece) {
        fed += piece.size();
        last = slow.scan(text.substr(0, fed));
        return last == HeadScanner::State::NeedMore;
    });
    require(last == state, "a head that comes in pieces ends as the whole does");
    headBytes = whole.headBytes();
    if (state == HeadScanner::State::Complete)
        require(slow.headBytes() == headBytes && headBytes <= text.size(), "and at the same byte");
    return state;
}

bool isClean(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

void checkMeaning(const RequestHead& head)
{
    require(dispatch::isToken(head.method), "an accepted method is a token");
    require(!head.target.empty() && head.target.find_first_of(" \t\r\n") == std::string_view::npos
                && isClean(head.target),
            "an accepted target has no blank and no control byte");
    require(isClean(head.host), "an accepted Host has no control byte");
    require(head.framing != Framing::UntilClose, "a request never ends at the end of the connection");
    require(head.framing != Framing::Chunked || (head.minorOne && !head.saysLength()), "one framing, and of HTTP/1.1");
    require(head.framing != Framing::None || head.length == 0, "a length is a framing");
    require(head.requestId.empty() || isValidRequestId(head.requestId), "a request id is valid");
    for (const FieldView& field : head.fields)
        require(dispatch::isToken(field.name) && isClean(field.value), "names are tokens, values hold no control byte");
    findRoute(head, table());
}

/// What a backend reads of the head that is sent on is what the gateway read of the client's.
void checkForwarded(const RequestHead& head)
{
    BackendRoute backend;
    backend.hostHeader = "backend:1";
    std::string sent;
    appendForwardHead(sent, head, head.target, backend, head.framing, head.length, head.saysLength(), "127.0.0.1",
                      "id-1");
    HeadScanner scanner;
    require(scanner.scan(sent) == HeadScanner::State::Complete && scanner.headBytes() == sent.size(),
            "what is sent on is one head and nothing else");
    RequestHead again;
    const HeadProblem problem = again.parse(sent);
    if (problem == HeadProblem::TooManyFields)
        return; // ours came on top
    require(problem == HeadProblem::None, "what is sent on can be read by the same rules");
    require(again.method == head.method && again.target == head.target, "method and target are the client's");
    require(again.framing == head.framing && again.length == head.length && again.saysLength() == head.saysLength(),
            "the framing is the one that was understood");
    require(again.host == backend.hostHeader, "Host is the backend's");
    int framings = 0;
    for (const FieldView& field : again.fields) {
        framings += field.id == FieldId::ContentLength || field.id == FieldId::TransferEncoding ? 1 : 0;
        require(field.id != FieldId::Connection && field.id != FieldId::Expect, "nothing of this hop is sent on");
    }
    require(framings <= 1, "at most one framing field is sent on");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    std::size_t headBytes = 0;
    if (scanned(text, headBytes) != HeadScanner::State::Complete)
        return 0;
    RequestHead head;
    const HeadProblem problem = head.parse(text.substr(0, headBytes));
    if (problem != HeadProblem::None) {
        require(refusalOf(problem).status >= 400 && !refusalOf(problem).message.empty(), "a refusal says why");
        return 0;
    }
    checkMeaning(head);
    checkForwarded(head);
    return 0;
}
