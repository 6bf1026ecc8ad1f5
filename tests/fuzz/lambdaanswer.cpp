// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/dispatch/lambdaevent.h"
#include "engine/ingest/heads.h"
#include "tests/fuzz/require.h"

using namespace straightline;
using namespace straightline::dispatch;
using fuzz::require;

namespace
{

constexpr std::uint64_t kLimit = 1'000;

void checkAnswer(LambdaAnswer read)
{
    require(read.status >= 200 && read.status <= 599, "a final status");
    require(read.body.size() <= kLimit, "the body keeps the limit");
    FunctionAnswer answer;
    answer.status = static_cast<std::uint16_t>(read.status);
    answer.headers = std::move(read.headers);
    std::string sent;
    ingest::appendAnswerHead(sent, answer, {.framing = Framing::Length, .saysLength = true, .length = read.body.size()},
                             {.requestId = "id-1", .backend = "burst"});
    HeadScanner scanner;
    require(scanner.scan(sent) == HeadScanner::State::Complete && scanner.headBytes() == sent.size(),
            "the answer to the client is one head and nothing else");
    AnswerHead head;
    const HeadProblem problem = head.parse(sent, false);
    require(problem == HeadProblem::None || problem == HeadProblem::TooManyFields, "it can be read by the book");
    if (problem == HeadProblem::None)
        require(head.saysLength && head.length == read.body.size() && head.status == read.status, "with its framing");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    auto read = readLambdaAnswer(text, kLimit);
    if (read)
        checkAnswer(std::move(*read));
    else
        require(!read.error().detail.empty(), "a refusal says why");

    const std::string error = readLambdaError(text, {});
    require(error.size() <= 512, "an error is short");
    const auto json = nlohmann::json(error);
    require(!json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).empty(), "and can be written");
    require(std::none_of(error.begin(), error.end(),
                         [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }),
            "and is printable");
    json.dump(); // throws when it is not UTF-8
    return 0;
}
