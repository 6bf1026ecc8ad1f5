// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/httpserver.h"
#include "resources/demo/digits-server/lambda.h"
#include "resources/demo/digits-server/options.h"

#include <cstdlib>
#include <iostream>

namespace
{

using namespace straightline::demo;

int fail(const std::string& message, int code)
{
    std::cerr << "digits-server: " << message << std::endl;
    return code;
}

int serveHttp(Handler& handler, const HttpServerOptions& options)
{
    const auto server = HttpServer::open(handler, options);
    if (!server) {
        return fail(server.error().message, 1);
    }
    std::cout << "ready " << (*server)->address() << std::endl;
    (*server)->run();
    return 0;
}

int serveLambda(Handler& handler, const std::string& endpoint)
{
    const auto served = LambdaRuntime(handler, endpoint).run();
    return served ? 0 : fail(served.error().message, 1);
}

} // namespace

int main(int count, char** arguments)
{
    const auto options = parseOptions(count, arguments);
    if (!options) {
        return fail(options.error().message, 2);
    }
    if (options->help) {
        std::cout << usage();
        return 0;
    }
    const char* endpoint = std::getenv("AWS_LAMBDA_RUNTIME_API");
    if (options->lambda && endpoint == nullptr) {
        return fail("--lambda needs AWS_LAMBDA_RUNTIME_API=HOST:PORT in the environment", 2);
    }
    const auto model = Model::open(options->model);
    if (!model) {
        if (options->lambda) {
            if (const auto told = LambdaRuntime::reportInitError(endpoint, model.error().message); !told) {
                fail(told.error().message, 1);
            }
        }
        return fail(model.error().message, 1);
    }
    Handler handler(**model, options->handler);
    return options->lambda ? serveLambda(handler, endpoint) : serveHttp(handler, options->server);
}
