// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: their processes, their isolation, what they answer.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "the function has no command"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is not executable"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "there is no program \"%1\", neither next to ours nor in PATH"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "there is no program %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "command found; no instance runs"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 warm, %2 busy, %3 starting"), "nnn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2 instances replaced"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "new requests get new instances"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "busy instances did not end in time"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "instances of %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "no instance has written anything yet"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "out of memory (limit %1 MB)"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "killed by SIG%1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "killed by signal %1"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "exit code %1"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 (last output: %2)"), "ts"},
    {QT_TRANSLATE_NOOP("EngineText", "cannot be started: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "was not started"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "isolation by bubblewrap is asked for, but %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "bubblewrap is not installed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "bubblewrap does not work here: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "bubblewrap cannot be started"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Functions: %1; function processes run without isolation"), "t"},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "Functions: no control group can be made; memory is limited per process and CPU by priority only"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "cannot make control group %1: %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "cannot limit %1 in %2: %3"), "sst"},
    {QT_TRANSLATE_NOOP("EngineText", "cannot use %1: %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "cannot listen on %1: %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "there is no such function backend"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function backend was removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function cannot be started: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "no function instance came free before the deadline"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "instances went away before the event"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "initialization failed: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "the function reported an error"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function reported an error: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "the function ended during the invocation: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "the function did not ask for an invocation within %1 ms of its start"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "an instance did not ask for the next invocation"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function did not answer within %1 ms"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "the request's deadline passed while the function worked"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function asked for the next invocation without answering this one"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function failed: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "the function's initialization error is too large to read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function's answer is above the limit of %1 bytes"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "the function answered a header that HTTP does not allow"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function answered more than %1 headers"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "headers in the function's answer is no object"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a header in the function's answer is no string"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "cookies in the function's answer is no array"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a cookie in the function's answer is no string"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function's answer of %1 bytes is above the limit of %2"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "isBase64Encoded in the function's answer is no boolean"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "body in the function's answer is no string"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "body in the function's answer is not base64"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "statusCode in the function's answer is no number from 200 to 599"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "no memory to read the function's answer"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the function's answer is not JSON: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "it asks for its first event"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 answered %2 without a model's inputs"), "sn"},
    {QT_TRANSLATE_NOOP("EngineText", "it starts and answers; no inference was tried"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "it starts and answers an inference in %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "ending the process"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the process has ended"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the process does not end"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "See what it wrote"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "See what it wrote; correct the command, the environment or the memory limit"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "Correct the sample or the application's name, or see what it wrote"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Correct the command, or install the program that it names"), ""},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfFunctions()
{
    return kPhrases;
}

} // namespace straightline::ui
