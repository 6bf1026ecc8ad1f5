// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/handler.h"

#include <string>

namespace straightline::demo
{

/// Speaks the AWS Lambda Runtime API: waits at /next for an event, answers it through the handler, posts the result.
/// Events are those of a function URL (payload format 2.0); bodies may be base64 in both directions.
/// Runs on the calling thread, one invocation at a time. Owned by main().
class LambdaRuntime
{
public:
    /// `endpoint` is HOST:PORT, the value of AWS_LAMBDA_RUNTIME_API.
    LambdaRuntime(Handler& handler, std::string endpoint);

    /// Serves until SIGTERM or SIGINT (an invocation in progress is finished first). A failure means that the runtime
    /// API is gone or does not behave.
    Expected<void> run();

    /// Tells the runtime API that the function cannot start.
    static Expected<void> reportInitError(const std::string& endpoint, const std::string& message);

private:
    Handler& m_handler;
    std::string m_endpoint;
};

} // namespace straightline::demo
