// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// The calls of the AWS Lambda Runtime API, version 2018-06-01.
namespace straightline::dispatch
{

enum class FunctionCallKind : std::uint8_t { Next, Response, InvocationError, InitError, WrongMethod, Unknown };

struct FunctionCall {
    FunctionCallKind kind = FunctionCallKind::Unknown;
    std::string_view invocation; ///< request id, of Response and InvocationError; a view into the target
};

FunctionCall readFunctionCall(std::string_view method, std::string_view target);

/// A whole answer of ours, head and body.
std::string makeFunctionReply(unsigned status, std::string_view errorType, std::string_view errorMessage, bool close);

} // namespace straightline::dispatch
