// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"
#include "engine/dispatch/functioninvoker.h"

// HTTP request ⇄ the event and the answer of a Lambda function URL, payload format 2.0
// (docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). Pure functions, no state, any thread.
namespace straightline::dispatch
{

struct LambdaAnswer {
    unsigned status = 200;
    std::vector<HeaderField> headers; ///< safe to send: no hop-by-hop field, no Content-Length, no line break
    std::string body;
};

/// The event as JSON. Text bodies (text/*, JSON, XML, JavaScript) that are UTF-8 go as they are, all others as base64.
std::string makeLambdaEvent(const FunctionRequest& request, std::string_view functionName,
                            std::chrono::system_clock::time_point now);

/// X-Ray's form of the client's `traceparent`; without one, of the two random words.
std::string makeLambdaTraceId(const std::vector<HeaderField>& headers, std::uint64_t random1, std::uint64_t random2,
                              std::chrono::system_clock::time_point now);

/// Reads what a function answered. JSON without `statusCode` is itself the body of a 200; BadReply when it is not JSON
/// or makes no HTTP answer, TooLarge when the body is above `bodyLimitBytes`.
[[nodiscard]] Result<LambdaAnswer> readLambdaAnswer(std::string_view json, std::uint64_t bodyLimitBytes);

/// What a function said through …/error, for people: "Type: message", at most 512 bytes of printable UTF-8.
std::string readLambdaError(std::string_view json, std::string_view errorType);

/// Whether a body of this Content-Type travels as text inside an event.
bool isLambdaText(std::string_view contentType);

} // namespace straightline::dispatch
