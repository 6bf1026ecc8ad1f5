// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/message.h"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace straightline::demo
{

/// Takes a parsed HTTP request apart into the handler's form.
[[nodiscard]] Request requestOf(boost::beast::http::request<boost::beast::http::string_body> message);

/// Puts an answer into an HTTP message. With `headOnly` the body is left out but its length is told.
[[nodiscard]] boost::beast::http::response<boost::beast::http::string_body> messageOf(Response response, bool keepAlive,
                                                                                      bool headOnly);

} // namespace straightline::demo
