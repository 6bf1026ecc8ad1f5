// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/runtimeclient.h"

#include "resources/demo/digits-server/lambda.h"
#include "resources/demo/digits-server/lambdaevent.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace straightline::demo
{

namespace net = boost::asio;

namespace
{

/// The answer to one event, or what to report at /error.
Expected<std::string> invoke(Handler& handler, const std::string& event)
{
    const auto request = requestOfEvent(event);
    if (!request) {
        return tl::unexpected(request.error());
    }
    return resultOf(handler.handle(*request));
}

struct Loop {
    Handler& handler;
    RuntimeClient client;
    bool waiting = false;
    bool stopping = false;
    Expected<void> result;
};

net::awaitable<void> serveInvocations(Loop& loop)
{
    while (!loop.stopping) {
        loop.waiting = true;
        const Expected<Invocation> invocation = co_await loop.client.next();
        loop.waiting = false;
        if (!invocation) {
            if (!loop.stopping) {
                loop.result = tl::unexpected(invocation.error());
            }
            co_return;
        }
        const Expected<std::string> answer = invoke(loop.handler, invocation->event);
        Expected<void> posted;
        if (answer) {
            posted = co_await loop.client.respond(invocation->requestId, *answer);
        } else {
            posted = co_await loop.client.reportError(invocation->requestId, answer.error());
        }
        if (!posted) {
            loop.result = tl::unexpected(posted.error());
            co_return;
        }
    }
}

net::awaitable<void> tellInitError(RuntimeClient& client, Failure reason, Expected<void>& result)
{
    result = co_await client.reportError(std::string(), std::move(reason));
}

} // namespace

LambdaRuntime::LambdaRuntime(Handler& handler, std::string endpoint)
    : m_handler(handler)
    , m_endpoint(std::move(endpoint))
{
}

Expected<void> LambdaRuntime::run()
{
    net::io_context context(1);
    Loop loop{m_handler, RuntimeClient(context, m_endpoint), false, false, {}};
    net::signal_set signals(context, SIGTERM, SIGINT);
    signals.async_wait([&loop](const boost::system::error_code& error, int) {
        if (!error) {
            loop.stopping = true;
            if (loop.waiting) {
                loop.client.cancel();
            }
        }
    });
    net::co_spawn(context, serveInvocations(loop), [&signals](std::exception_ptr) { signals.cancel(); });
    context.run();
    return loop.result;
}

Expected<void> LambdaRuntime::reportInitError(const std::string& endpoint, const std::string& message)
{
    net::io_context context(1);
    RuntimeClient client(context, endpoint);
    Expected<void> result;
    net::co_spawn(context, tellInitError(client, Failure{500, message}, result), net::detached);
    context.run();
    return result;
}

} // namespace straightline::demo
