// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/functioncall.h"

#include <fmt/format.h>

namespace straightline::dispatch
{
namespace
{

constexpr std::string_view kRoot = "/2018-06-01/runtime/";
constexpr std::string_view kInvocation = "invocation/";

std::string_view phraseOf(unsigned status)
{
    switch (status) {
    case 202:
        return "Accepted";
    case 400:
        return "Bad Request";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Payload Too Large";
    default:
        return "Internal Server Error";
    }
}

FunctionCall withMethod(FunctionCall call, std::string_view method)
{
    const bool fits = method == (call.kind == FunctionCallKind::Next ? "GET" : "POST");
    return fits ? call : FunctionCall{FunctionCallKind::WrongMethod, {}};
}

} // namespace

FunctionCall readFunctionCall(std::string_view method, std::string_view target)
{
    std::string_view path = target.substr(0, target.find('?'));
    if (!path.starts_with(kRoot))
        return {};
    path.remove_prefix(kRoot.size());
    if (path == "init/error")
        return withMethod({FunctionCallKind::InitError, {}}, method);
    if (!path.starts_with(kInvocation))
        return {};
    path.remove_prefix(kInvocation.size());
    if (path == "next")
        return withMethod({FunctionCallKind::Next, {}}, method);
    const std::string_view id = path.substr(0, path.find('/'));
    path.remove_prefix(id.size());
    if (id.empty() || (path != "/response" && path != "/error"))
        return {};
    return withMethod({path == "/response" ? FunctionCallKind::Response : FunctionCallKind::InvocationError, id},
                      method);
}

std::string makeFunctionReply(unsigned status, std::string_view errorType, std::string_view errorMessage, bool close)
{
    const std::string body = errorType.empty()
                                 ? R"({"status":"OK"})"
                                 : fmt::format(R"({{"errorMessage":"{}","errorType":"{}"}})", errorMessage, errorType);
    return fmt::format("HTTP/1.1 {} {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{}", status,
                       phraseOf(status), body.size(), close ? "Connection: close\r\n" : "", body);
}

} // namespace straightline::dispatch
