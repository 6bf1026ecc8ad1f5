// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace straightline::control
{

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A management request as the handlers see it.
struct HttpRequest {
    std::string method;                                     ///< "GET", "PUT", …
    std::vector<std::string> path;                          ///< segments, percent-decoded
    std::vector<std::pair<std::string, std::string>> query; ///< decoded, in order
    Headers headers;
    std::string body;

    /// The header of this name (any case); empty when absent.
    std::string header(const std::string& name) const;
    bool hasHeader(const std::string& name) const;
};

/// What goes back, whole: handlers answer before they return.
struct HttpAnswer {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    Headers headers;
};

} // namespace straightline::control
