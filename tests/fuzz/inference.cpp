// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <string>

#include "engine/ingest/requesthead.h"
#include "engine/ingest/routes.h"
#include "resources/demo/digits-server/inference.h"
#include "tests/fuzz/require.h"

using namespace straightline;
using fuzz::require;

namespace
{

/// The gateway takes Inference-Header-Content-Length exactly when it splits a body of that length.
void checkSplit(std::string_view path, std::string_view split, std::uint64_t length)
{
    const std::string text = fmt::format("POST /v2/models/{} HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n"
                                         "Inference-Header-Content-Length: {}\r\n\r\n",
                                         path, length, split);
    ingest::RequestHead head;
    if (head.parse(text) != dispatch::HeadProblem::None)
        return;
    std::string_view digits = split;
    while (!digits.empty() && (digits.front() == ' ' || digits.front() == '\t'))
        digits.remove_prefix(1);
    while (!digits.empty() && (digits.back() == ' ' || digits.back() == '\t'))
        digits.remove_suffix(1);
    const auto bytes = dispatch::parseLength(digits);
    require(bytes.has_value() && *bytes <= length, "an accepted split lies inside the body");

    RoutingTable table;
    table.applications.resize(1);
    table.applications[0].name = "digits";
    seal(table);
    const ingest::Route route = findRoute(head, table);
    if (route.kind == ingest::RouteKind::Application)
        require(route.target == head.target, "the path of the protocol reaches the backend unchanged");
}

/// The demo's server reads any body with any split, or says what is wrong.
void checkServer(std::string_view split, std::string_view body)
{
    demo::Request request;
    request.method = "POST";
    request.path = "/v2/models/digits/infer";
    if (!split.empty())
        request.headers.emplace_back("inference-header-content-length", split);
    request.body = body;
    demo::InferenceLimits limits;
    limits.maxPixels = 65'536;
    limits.maxImages = 16;
    const auto read = demo::parseInference(request, limits);
    if (read)
        require(read->images.size() <= limits.maxImages && !read->outputs.empty(), "what is read is within the limits");
    else
        require(read.error().status >= 400 && read.error().status < 500, "a bad request is the client's fault");
}

} // namespace

/// Two lines, the path and the value of the field; then the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text = fuzz::textOf(data, size);
    const std::string_view path = fuzz::takeLine(text);
    const std::string_view split = fuzz::takeLine(text);
    checkSplit(path, split, text.size());
    checkServer(split, text);
    return 0;
}
