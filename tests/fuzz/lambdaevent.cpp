// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/lambdaevent.h"

#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/dispatch/functioncall.h"
#include "engine/dispatch/lambdabase64.h"
#include "tests/fuzz/require.h"

using namespace straightline::dispatch;
using straightline::fuzz::require;
using straightline::fuzz::takeLine;

namespace
{

FunctionRequest requestOf(std::string_view text)
{
    FunctionRequest request;
    request.method = takeLine(text);
    request.target = takeLine(text);
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.empty())
            break;
        const std::size_t colon = std::min(line.find(':'), line.size());
        request.headers.push_back(
            {std::string(line.substr(0, colon)), std::string(line.substr(std::min(colon + 1, line.size())))});
    }
    request.body = text;
    request.clientAddress = "127.0.0.1";
    request.requestId = "id-1";
    return request;
}

} // namespace

/// Method, target, header lines, an empty line, the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const FunctionRequest request = requestOf(straightline::fuzz::textOf(data, size));
    const std::chrono::system_clock::time_point now{std::chrono::seconds(1'700'000'000)};
    const std::string text = makeLambdaEvent(request, "digits", now);
    const auto event = nlohmann::json::parse(text, nullptr, false);
    require(event.is_object(), "an event is a JSON object in UTF-8");
    require(event["version"] == "2.0" && event["requestContext"]["requestId"] == "id-1", "with what every event has");
    const auto body = event.find("body");
    require((body == event.end()) == request.body.empty(), "a body is there when there is one");
    if (body != event.end()) {
        const auto given = body->get<std::string>();
        const bool coded = event["isBase64Encoded"].get<bool>();
        const auto bytes = coded ? decodeBase64(given) : std::optional<std::string>(given);
        require(bytes.has_value() && *bytes == request.body, "the body is the client's, byte for byte");
    }
    const std::string trace = makeLambdaTraceId(request.headers, 1, 2, now);
    require(trace.starts_with("Root=1-") && trace.find_first_of("\r\n") == std::string::npos, "a trace id is one line");
    readFunctionCall(request.method, request.target);
    return 0;
}
