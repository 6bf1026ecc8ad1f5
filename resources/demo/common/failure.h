// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace straightline::demo
{

/// Why something cannot be done: one sentence, and the HTTP status (in a server) or exit status (on a command line).
struct Failure {
    unsigned status = 400;
    std::string message;
};

template <typename T>
using Expected = tl::expected<T, Failure>;

inline tl::unexpected<Failure> failure(unsigned status, std::string message)
{
    return tl::unexpected<Failure>(Failure{status, std::move(message)});
}

} // namespace straightline::demo
