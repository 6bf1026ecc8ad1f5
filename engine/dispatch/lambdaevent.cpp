// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/lambdaevent.h"

#include <algorithm>
#include <map>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <simdjson.h>

#include "engine/dispatch/lambdabase64.h"

namespace straightline::dispatch
{
namespace
{

constexpr std::string_view kHex = "0123456789abcdef";

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isUtf8(std::string_view text)
{
    return simdjson::validate_utf8(text.data(), text.size());
}

void appendEscaped(std::string& out, std::string_view text)
{
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        if (byte == '"' || byte == '\\')
            (out += '\\') += text[i];
        else if (byte == '\n')
            out += "\\n";
        else
            ((out += "\\u00") += kHex[byte >> 4]) += kHex[byte & 15];
    }
    out.append(text, plain);
}

/// A JSON string. Bytes that are no UTF-8 (old header values) are taken as Latin-1.
void appendString(std::string& out, std::string_view text)
{
    out += '"';
    if (isUtf8(text)) {
        appendEscaped(out, text);
    } else {
        std::string utf8;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x80)
                utf8 += c;
            else
                (utf8 += static_cast<char>(0xC0 | byte >> 6)) += static_cast<char>(0x80 | (byte & 0x3F));
        }
        appendEscaped(out, utf8);
    }
    out += '"';
}

void appendField(std::string& out, std::string_view name, std::string_view value)
{
    ((out += '"') += name) += "\":";
    appendString(out, value);
    out += ',';
}

/// Without the comma that the last member left behind.
void closeWith(std::string& out, char bracket)
{
    if (out.back() == ',')
        out.back() = bracket;
    else
        out += bracket;
}

void appendObject(std::string& out, const std::map<std::string, std::string>& members)
{
    out += '{';
    for (const auto& [name, value] : members) {
        appendString(out, name);
        out += ':';
        appendString(out, value);
        out += ',';
    }
    closeWith(out, '}');
}

void appendHeaders(std::string& out, const std::vector<HeaderField>& headers)
{
    std::map<std::string, std::string> joined;
    std::string cookies;
    for (const auto& [name, value] : headers) {
        std::string key = lowered(name);
        if (key == "cookie") {
            for (std::string_view rest = value; !rest.empty();) {
                const auto end = std::min(rest.find(';'), rest.size());
                if (const auto cookie = trimmed(rest.substr(0, end)); !cookie.empty()) {
                    appendString(cookies, cookie);
                    cookies += ',';
                }
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
            continue;
        }
        const auto [found, isNew] = joined.try_emplace(std::move(key), value);
        if (!isNew)
            (found->second += ',') += value;
    }
    if (!cookies.empty()) {
        out += "\"cookies\":[";
        out += cookies;
        closeWith(out, ']');
        out += ',';
    }
    out += "\"headers\":";
    appendObject(out, joined);
    out += ',';
}

int hexDigit(char c)
{
    const auto at = kHex.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string unescapedQuery(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0) {
            out += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

void appendQuery(std::string& out, std::string_view query)
{
    std::map<std::string, std::string> parameters;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty())
            continue;
        const auto equals = std::min(pair.find('='), pair.size());
        std::string value = equals < pair.size() ? unescapedQuery(pair.substr(equals + 1)) : std::string();
        const auto [found, isNew] = parameters.try_emplace(unescapedQuery(pair.substr(0, equals)), std::move(value));
        if (!isNew)
            (found->second += ',') += unescapedQuery(pair.substr(std::min(equals + 1, pair.size())));
    }
    if (parameters.empty())
        return;
    out += "\"queryStringParameters\":";
    appendObject(out, parameters);
    out += ',';
}

std::string_view headerValue(const std::vector<HeaderField>& headers, std::string_view lowerName)
{
    for (const auto& [name, value] : headers) {
        if (lowered(name) == lowerName)
            return value;
    }
    return {};
}

/// The Host field without its port.
std::string_view domainOf(std::string_view host)
{
    if (host.empty())
        return "localhost";
    return host.ends_with(']') ? host : host.substr(0, host.rfind(':'));
}

void appendContext(std::string& out, const FunctionRequest& request, std::string_view path,
                   std::string_view functionName, std::chrono::system_clock::time_point now)
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    const std::string_view host = headerValue(request.headers, "host");
    out += "\"requestContext\":{";
    appendField(out, "accountId", "anonymous");
    appendField(out, "apiId", functionName);
    appendField(out, "domainName", domainOf(host));
    appendField(out, "domainPrefix", functionName);
    out += "\"http\":{";
    appendField(out, "method", request.method);
    appendField(out, "path", path);
    appendField(out, "protocol", "HTTP/1.1");
    appendField(out, "sourceIp", request.clientAddress);
    appendField(out, "userAgent", headerValue(request.headers, "user-agent"));
    closeWith(out, '}');
    out += ',';
    appendField(out, "requestId", request.requestId);
    appendField(out, "routeKey", "$default");
    appendField(out, "stage", "$default");
    appendField(out, "time", fmt::format("{:%d/%b/%Y:%H:%M:%S} +0000", fmt::gmtime(now)));
    fmt::format_to(std::back_inserter(out), "\"timeEpoch\":{}}},", millis);
}

bool isBodyText(const FunctionRequest& request)
{
    // A compressed or otherwise coded body is not text, whatever type it has underneath.
    const std::string coding = lowered(trimmed(headerValue(request.headers, "content-encoding")));
    return (coding.empty() || coding == "identity") && isLambdaText(headerValue(request.headers, "content-type"))
           && isUtf8(request.body);
}

} // namespace

bool isLambdaText(std::string_view contentType)
{
    const std::string type = lowered(trimmed(contentType.substr(0, contentType.find(';'))));
    return type.starts_with("text/") || type == "application/json" || type == "application/xml"
           || type == "application/javascript" || type.ends_with("+json") || type.ends_with("+xml");
}

std::string makeLambdaEvent(const FunctionRequest& request, std::string_view functionName,
                            std::chrono::system_clock::time_point now)
{
    const bool asText = isBodyText(request);
    const std::string_view target = std::string_view(request.target).substr(0, request.target.find('#'));
    const std::string_view path = target.substr(0, target.find('?'));
    const std::string_view query = path.size() < target.size() ? target.substr(path.size() + 1) : std::string_view();
    std::string out;
    out.reserve(2'048 + request.target.size() * 2
                + (asText ? request.body.size() * 9 / 8 : request.body.size() * 4 / 3));
    out += R"({"version":"2.0","routeKey":"$default",)";
    appendField(out, "rawPath", path);
    appendField(out, "rawQueryString", query);
    appendHeaders(out, request.headers);
    appendQuery(out, query);
    appendContext(out, request, path, functionName, now);
    if (!request.body.empty()) {
        out += "\"body\":\"";
        if (asText)
            appendEscaped(out, request.body);
        else
            appendBase64(out, request.body);
        out += "\",";
    }
    out += request.body.empty() || asText ? "\"isBase64Encoded\":false}" : "\"isBase64Encoded\":true}";
    return out;
}

std::string makeLambdaTraceId(const std::vector<HeaderField>& headers, std::uint64_t random1, std::uint64_t random2,
                              std::chrono::system_clock::time_point now)
{
    // traceparent: 00-<32 digits of the trace>-<16 of the span>-<flags>
    const std::string parent = lowered(trimmed(headerValue(headers, "traceparent")));
    const auto isHex = [](std::string_view part) { return part.find_first_not_of(kHex) == std::string_view::npos; };
    if (parent.size() >= 55 && parent[2] == '-' && parent[35] == '-' && parent[52] == '-'
        && isHex(std::string_view(parent).substr(3, 32)) && isHex(std::string_view(parent).substr(36, 16)))
        return fmt::format("Root=1-{}-{};Parent={};Sampled={}", parent.substr(3, 8), parent.substr(11, 24),
                           parent.substr(36, 16), parent.substr(53, 2) == "01" ? 1 : 0);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return fmt::format("Root=1-{:08x}-{:016x}{:08x};Parent={:016x};Sampled=0", static_cast<std::uint32_t>(seconds),
                       random1, static_cast<std::uint32_t>(random2 >> 32), random2);
}

} // namespace straightline::dispatch
