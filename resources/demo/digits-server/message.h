// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/common/failure.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace straightline::demo
{

/// A request as the handler sees it, whether it came by HTTP or inside a Lambda event. Header names are lower case.
struct Request {
    std::string method;
    std::string path; ///< without the query
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const
    {
        for (const auto& [key, value] : headers) {
            if (key == name) {
                return value;
            }
        }
        return std::nullopt;
    }
};

/// An answer before it is put on the wire.
struct Response {
    unsigned status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::optional<std::size_t> inferenceHeaderLength; ///< bytes of JSON in front of binary tensors
    std::string allow;                                ///< allowed methods, with status 405
};

} // namespace straightline::demo
