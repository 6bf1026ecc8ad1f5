// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include "resources/demo/digits-server/wire.h"

#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <cctype>

namespace straightline::demo
{

namespace http = boost::beast::http;

namespace
{

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
    return text;
}

std::string textOf(boost::beast::string_view view)
{
    return {view.data(), view.size()};
}

} // namespace

Request requestOf(http::request<http::string_body> message)
{
    Request request;
    request.method = textOf(message.method_string());
    request.path = textOf(message.target());
    if (const auto query = request.path.find('?'); query != std::string::npos) {
        request.path.resize(query);
    }
    for (const auto& field : message) {
        request.headers.emplace_back(lowerCase(textOf(field.name_string())), textOf(field.value()));
    }
    request.body = std::move(message.body());
    return request;
}

http::response<http::string_body> messageOf(Response response, bool keepAlive, bool headOnly)
{
    http::response<http::string_body> message(static_cast<http::status>(response.status), 11);
    message.set(http::field::server, "digits-server");
    message.set(http::field::content_type, response.contentType);
    if (response.inferenceHeaderLength) {
        message.set("Inference-Header-Content-Length", std::to_string(*response.inferenceHeaderLength));
    }
    if (!response.allow.empty()) {
        message.set(http::field::allow, response.allow);
    }
    message.keep_alive(keepAlive);
    message.content_length(response.body.size());
    if (!headOnly) {
        message.body() = std::move(response.body);
    }
    return message;
}

} // namespace straightline::demo
