// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/lambdaevent.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <simdjson.h>

#include "engine/dispatch/lambdabase64.h"

namespace straightline::dispatch
{
namespace
{

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kMaxHeaders = 256;
constexpr std::string_view kTokenPunctuation = "!#$%&'*+-.^_`|~";

/// Fields that the gateway sets itself, or that end at this hop.
constexpr std::array<std::string_view, 9> kOwnFields{
    "connection", "content-length",    "keep-alive", "proxy-connection",  "te",
    "trailer",    "transfer-encoding", "upgrade",    "proxy-authenticate"};

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || kTokenPunctuation.find(c) != std::string_view::npos;
    });
}

bool isFieldValue(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7F;
    });
}

Result<void> addHeader(LambdaAnswer& answer, std::string_view name, std::string_view value)
{
    if (!isToken(name) || !isFieldValue(value))
        return failure(ErrorCode::BadReply, "the function answered a header that HTTP does not allow");
    if (answer.headers.size() >= kMaxHeaders)
        return failure(ErrorCode::BadReply, fmt::format("the function answered more than {} headers", kMaxHeaders));
    std::string key = lowered(name);
    if (std::find(kOwnFields.begin(), kOwnFields.end(), key) == kOwnFields.end())
        answer.headers.push_back({std::move(key), std::string(value)});
    return {};
}

Result<void> readHeaders(LambdaAnswer& answer, const element& value)
{
    if (value.is_null())
        return {};
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS)
        return failure(ErrorCode::BadReply, "headers in the function's answer is no object");
    for (const auto& [name, each] : object) {
        std::string text;
        if (each.type() == element_type::STRING)
            text = std::string_view(each);
        else if (each.is_null() || each.type() == element_type::ARRAY || each.type() == element_type::OBJECT)
            return failure(ErrorCode::BadReply, "a header in the function's answer is no string");
        else
            text = simdjson::minify(each);
        if (auto added = addHeader(answer, name, text); !added)
            return added;
    }
    return {};
}

Result<void> readCookies(LambdaAnswer& answer, const element& value)
{
    if (value.is_null())
        return {};
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS)
        return failure(ErrorCode::BadReply, "cookies in the function's answer is no array");
    for (const element& each : array) {
        std::string_view cookie;
        if (each.get(cookie) != simdjson::SUCCESS)
            return failure(ErrorCode::BadReply, "a cookie in the function's answer is no string");
        if (auto added = addHeader(answer, "set-cookie", cookie); !added)
            return added;
    }
    return {};
}

Result<void> checkSize(std::uint64_t bytes, std::uint64_t limitBytes)
{
    if (bytes > limitBytes)
        return failure(ErrorCode::TooLarge,
                       fmt::format("the function's answer of {} bytes is above the limit of {}", bytes, limitBytes));
    return {};
}

Result<void> readBody(LambdaAnswer& answer, const simdjson::dom::object& object, std::uint64_t limitBytes)
{
    bool coded = false;
    element flag;
    if (object["isBase64Encoded"].get(flag) == simdjson::SUCCESS && !flag.is_null()
        && flag.get(coded) != simdjson::SUCCESS)
        return failure(ErrorCode::BadReply, "isBase64Encoded in the function's answer is no boolean");
    element body;
    if (object["body"].get(body) != simdjson::SUCCESS || body.is_null())
        return {};
    std::string_view text;
    if (body.get(text) != simdjson::SUCCESS)
        return failure(ErrorCode::BadReply, "body in the function's answer is no string");
    if (!coded) {
        answer.body = text;
        return checkSize(text.size(), limitBytes);
    }
    if (auto fits = checkSize(text.size() / 4 * 3, limitBytes + 2); !fits)
        return fits;
    auto bytes = decodeBase64(text);
    if (!bytes)
        return failure(ErrorCode::BadReply, "body in the function's answer is not base64");
    answer.body = std::move(*bytes);
    return checkSize(answer.body.size(), limitBytes);
}

bool has(const std::vector<HeaderField>& headers, std::string_view name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto& each) { return each.name == name; });
}

std::string_view textAt(const element& root, std::string_view key)
{
    std::string_view text;
    return root[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

Result<LambdaAnswer> readStructured(const simdjson::dom::object& object, const element& status,
                                    std::uint64_t limitBytes)
{
    LambdaAnswer answer;
    std::int64_t code = 0;
    if (status.get(code) != simdjson::SUCCESS || code < 200 || code > 599)
        return failure(ErrorCode::BadReply, "statusCode in the function's answer is no number from 200 to 599");
    answer.status = static_cast<unsigned>(code);
    element part;
    if (object["headers"].get(part) == simdjson::SUCCESS) {
        if (auto read = readHeaders(answer, part); !read)
            return tl::make_unexpected(read.error());
    }
    if (object["cookies"].get(part) == simdjson::SUCCESS) {
        if (auto read = readCookies(answer, part); !read)
            return tl::make_unexpected(read.error());
    }
    if (auto read = readBody(answer, object, limitBytes); !read)
        return tl::make_unexpected(read.error());
    if (answer.status == 204 || answer.status == 304)
        answer.body.clear();
    if (!answer.body.empty() && !has(answer.headers, "content-type"))
        answer.headers.push_back({"content-type", "application/json"});
    return answer;
}

/// An empty text may have no address, and the parser copies from there all the same.
simdjson::error_code parse(simdjson::dom::parser& parser, std::string_view json, element& root)
{
    return parser.parse(json.empty() ? "" : json.data(), json.size()).get(root);
}

} // namespace

Result<LambdaAnswer> readLambdaAnswer(std::string_view json, std::uint64_t bodyLimitBytes)
{
    simdjson::dom::parser parser;
    element root;
    if (parser.allocate(std::max<std::size_t>(json.size(), 64), kMaxDepth) != simdjson::SUCCESS)
        return failure(ErrorCode::Internal, "no memory to read the function's answer");
    if (const auto error = parse(parser, json, root); error != simdjson::SUCCESS)
        return failure(ErrorCode::BadReply,
                       fmt::format("the function's answer is not JSON: {}", simdjson::error_message(error)));
    simdjson::dom::object object;
    element status;
    if (root.get(object) == simdjson::SUCCESS && object["statusCode"].get(status) == simdjson::SUCCESS)
        return readStructured(object, status, bodyLimitBytes);
    if (auto fits = checkSize(json.size(), bodyLimitBytes); !fits)
        return tl::make_unexpected(fits.error());
    return LambdaAnswer{200, {{"content-type", "application/json"}}, std::string(json)};
}

std::string readLambdaError(std::string_view json, std::string_view errorType)
{
    constexpr std::size_t kMost = 512;
    simdjson::dom::parser parser;
    element root;
    std::string_view message;
    std::string_view type = errorType;
    if (parser.allocate(std::max<std::size_t>(json.size(), 64), kMaxDepth) == simdjson::SUCCESS
        && parse(parser, json, root) == simdjson::SUCCESS) {
        message = textAt(root, "errorMessage");
        if (type.empty())
            type = textAt(root, "errorType");
    }
    std::string text = type.empty() ? "the function reported an error" : std::string(type);
    if (!message.empty())
        (text += ": ") += message;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    if (!simdjson::validate_utf8(text))
        std::replace_if(
            text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    if (text.size() > kMost) {
        std::size_t end = kMost;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end;
        text.resize(end);
    }
    return text;
}

} // namespace straightline::dispatch
