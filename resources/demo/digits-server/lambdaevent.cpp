// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/lambdaevent.h"

#include "resources/demo/digits-server/base64.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace straightline::demo
{

namespace
{

using nlohmann::json;

std::string stringAt(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void readHeaders(const json& event, Request& request)
{
    const auto headers = event.find("headers");
    if (headers == event.end() || !headers->is_object()) {
        return;
    }
    for (const auto& [name, value] : headers->items()) {
        if (value.is_string()) {
            std::string key = name;
            std::transform(key.begin(), key.end(), key.begin(),
                           [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
            request.headers.emplace_back(std::move(key), value.get<std::string>());
        }
    }
}

} // namespace

Expected<Request> requestOfEvent(const std::string& event)
{
    const json document = json::parse(event, nullptr, false);
    const json::json_pointer methodAt("/requestContext/http/method");
    if (!document.is_object() || !document.contains(methodAt) || !document[methodAt].is_string()
        || stringAt(document, "rawPath").empty()) {
        return failure(400, "the event is not a function-URL request in payload format 2.0");
    }
    Request request;
    request.method = document[methodAt].get<std::string>();
    request.path = stringAt(document, "rawPath");
    request.body = stringAt(document, "body");
    readHeaders(document, request);
    const auto encoded = document.find("isBase64Encoded");
    if (encoded != document.end() && encoded->is_boolean() && encoded->get<bool>()) {
        auto bytes = decodeBase64(request.body);
        if (!bytes) {
            return failure(400, "the event's body is not base64 although it says so");
        }
        request.body = std::move(*bytes);
    }
    return request;
}

std::string resultOf(const Response& response)
{
    json result{{"statusCode", response.status}, {"headers", {{"content-type", response.contentType}}}};
    if (response.inferenceHeaderLength) {
        result["headers"]["inference-header-content-length"] = std::to_string(*response.inferenceHeaderLength);
    }
    if (!response.allow.empty()) {
        result["headers"]["allow"] = response.allow;
    }
    const bool binary = response.contentType != "application/json";
    result["isBase64Encoded"] = binary;
    result["body"] = binary ? encodeBase64(response.body) : response.body;
    return result.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace straightline::demo
