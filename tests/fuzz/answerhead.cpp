// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/answerhead.h"

#include <string>

#include "engine/ingest/heads.h"
#include "tests/fuzz/require.h"

using namespace straightline;
using namespace straightline::dispatch;
using fuzz::require;

namespace
{

/// The client reads of the head that is passed on what the gateway read of the backend's.
void checkPassedOn(const AnswerHead& head, bool toHead)
{
    std::string sent;
    ingest::appendAnswerHead(sent, head,
                             {.framing = head.framing, .saysLength = head.saysLength, .length = head.length},
                             {.requestId = "id-1", .backend = "web"});
    HeadScanner scanner;
    require(scanner.scan(sent) == HeadScanner::State::Complete && scanner.headBytes() == sent.size(),
            "what is passed on is one head and nothing else");
    AnswerHead again;
    const HeadProblem problem = again.parse(sent, toHead);
    if (problem == HeadProblem::TooManyFields)
        return; // ours came on top
    require(problem == HeadProblem::None, "what is passed on can be read by the same rules");
    require(again.status == head.status && again.phrase == head.phrase, "the status is the backend's");
    require(again.framing == head.framing, "the framing is the one that was understood");
    if (head.framing == Framing::Length)
        require(again.length == head.length, "and so is the length");
    for (const FieldView& field : again.fields)
        require(isToken(field.name) && !hasControlByte(field.value), "names are tokens, values hold no control byte");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    HeadScanner scanner;
    if (scanner.scan(text) != HeadScanner::State::Complete)
        return 0;
    for (const bool toHead : {false, true}) {
        AnswerHead head;
        if (head.parse(text.substr(0, scanner.headBytes()), toHead) != HeadProblem::None)
            continue;
        require(head.status >= 100 && head.status <= 599, "a status has three digits and a class");
        require(head.framing != Framing::UntilClose || !head.keepAlive, "a body up to the end leaves no connection");
        require(!toHead || head.framing == Framing::None, "an answer to HEAD has no body");
        checkPassedOn(head, toHead);
    }
    return 0;
}
