// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace straightline
{

/// Whose fault a failure is: read by retry, breaker and the HTTP table, never the text.
enum class ErrorCode : std::uint8_t {
    InvalidArgument, ///< the caller's input is wrong; detail names field, value and what is allowed
    NotFound,
    AlreadyExists,
    Conflict, ///< the change does not fit the present state
    ReadOnly,
    TooLarge,
    Cancelled,
    Unsupported,
    Unreachable, ///< ours or the network's: nothing was reached
    Timeout,
    Overloaded,
    Refused,  ///< theirs: it answered and said no
    BadReply, ///< theirs: it answered garbage
    Storage,
    Internal,
};

/// A failure that was expected to be possible. `detail` is English, for logs and answers; it holds no secrets.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, std::string detail)
{
    return tl::make_unexpected(Error{code, std::move(detail)});
}

std::string_view toString(ErrorCode code);

} // namespace straightline
