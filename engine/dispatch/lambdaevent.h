// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/api/result.h"

// HTTP request ⇄ the event and the answer of a Lambda function URL, payload format 2.0
// (docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). Pure functions, no state, any thread.
namespace straightline::dispatch
{

using LambdaHeaders = std::vector<std::pair<std::string, std::string>>;

/// What the event tells of a request. Views: valid during the call only.
struct LambdaRequest {
    std::string_view method;
    std::string_view target;   ///< origin form as received, "/classify?top=3"
    std::string_view protocol; ///< "HTTP/1.1"
    std::string_view sourceIp;
    std::string_view requestId;
    std::string_view functionName;
    std::chrono::system_clock::time_point time;
    const LambdaHeaders& headers; ///< in the order received; names in any case, may repeat
    std::string_view body;
};

struct LambdaAnswer {
    unsigned status = 200;
    LambdaHeaders headers; ///< safe to send: no hop-by-hop field, no Content-Length, no line break
    std::string body;
};

/// The event as JSON. Text bodies (text/*, JSON, XML, JavaScript) that are UTF-8 go as they are, all others as base64.
std::string makeLambdaEvent(const LambdaRequest& request);

/// Reads what a function answered. JSON without `statusCode` is itself the body of a 200; BadReply when it is not JSON
/// or makes no HTTP answer, TooLarge when the body is above `bodyLimitBytes`.
[[nodiscard]] Result<LambdaAnswer> readLambdaAnswer(std::string_view json, std::uint64_t bodyLimitBytes);

/// Whether a body of this Content-Type travels as text inside an event.
bool isLambdaText(std::string_view contentType);

} // namespace straightline::dispatch
