// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/options.h"

#include <charconv>
#include <string_view>

namespace straightline::demo
{

namespace
{

Expected<std::uint64_t> number(std::string_view option, std::string_view text, std::uint64_t low, std::uint64_t high)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) {
        return failure(2, std::string(option) + " needs a whole number from " + std::to_string(low) + " to "
                              + std::to_string(high) + ", not '" + std::string(text) + "'");
    }
    return value;
}

Expected<void> setListen(Options& options, std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) {
        return failure(2, "--listen needs HOST:PORT, not '" + std::string(text) + "'");
    }
    const auto port = number("--listen", text.substr(colon + 1), 0, 65535);
    if (!port) {
        return tl::unexpected(port.error());
    }
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    options.server.host = host;
    options.server.port = std::to_string(*port);
    return {};
}

struct NumericOption {
    std::string_view name;
    std::uint64_t low;
    std::uint64_t high;
    void (*apply)(Options&, std::uint64_t);
};

constexpr NumericOption kNumericOptions[] = {
    {"--threads", 1, 256, [](Options& options, std::uint64_t value) { options.server.threads = value; }},
    {"--max-connections", 1, 65536,
     [](Options& options, std::uint64_t value) { options.server.maxConnections = value; }},
    {"--max-body", 1, std::uint64_t{1} << 40U,
     [](Options& options, std::uint64_t value) { options.server.maxBodyBytes = value; }},
    {"--max-pixels", 1, std::uint64_t{1} << 30U,
     [](Options& options, std::uint64_t value) { options.handler.limits.maxPixels = value; }},
    {"--idle-timeout-ms", 1, 86'400'000,
     [](Options& options, std::uint64_t value) { options.server.idleTimeout = std::chrono::milliseconds(value); }},
    {"--transfer-timeout-ms", 1, 86'400'000,
     [](Options& options, std::uint64_t value) { options.server.transferTimeout = std::chrono::milliseconds(value); }},
    {"--grace-ms", 1, 86'400'000,
     [](Options& options, std::uint64_t value) { options.server.grace = std::chrono::milliseconds(value); }},
    {"--delay-ms", 0, 600'000,
     [](Options& options, std::uint64_t value) { options.handler.delay = std::chrono::milliseconds(value); }},
    {"--work", 1, 10'000'000,
     [](Options& options, std::uint64_t value) { options.handler.repeats = static_cast<unsigned>(value); }},
};

Expected<void> apply(Options& options, std::string_view name, std::string_view value)
{
    if (name == "--listen") {
        return setListen(options, value);
    }
    if (name == "--model") {
        options.model = value;
        return {};
    }
    for (const NumericOption& option : kNumericOptions) {
        if (option.name == name) {
            return number(name, value, option.low, option.high).map([&](std::uint64_t parsed) {
                option.apply(options, parsed);
            });
        }
    }
    return failure(2, "unknown option '" + std::string(name) + "', see --help");
}

} // namespace

Expected<Options> parseOptions(int count, const char* const* arguments)
{
    Options options;
    for (int i = 1; i < count; ++i) {
        std::string_view name = arguments[i];
        if (name == "--lambda") {
            options.lambda = true;
            continue;
        }
        if (name == "--help") {
            options.help = true;
            continue;
        }
        std::string_view value;
        if (const auto equals = name.find('='); equals != std::string_view::npos) {
            value = name.substr(equals + 1);
            name = name.substr(0, equals);
        } else if (i + 1 < count) {
            value = arguments[++i];
        } else {
            return failure(2, name.starts_with("--") ? std::string(name) + " is unknown or needs a value, see --help"
                                                     : "unexpected argument '" + std::string(name) + "', see --help");
        }
        if (const auto applied = apply(options, name, value); !applied) {
            return tl::unexpected(applied.error());
        }
    }
    return options;
}

std::string usage()
{
    return R"(digits-server: recognises handwritten digits in PNG and JPEG images

usage: digits-server [--listen HOST:PORT] [options]    an HTTP server (Open Inference Protocol and POST /classify)
       digits-server --lambda [options]                an AWS Lambda runtime at $AWS_LAMBDA_RUNTIME_API

  --listen HOST:PORT        where to listen, port 0 = any free one (127.0.0.1:8080)
  --model FILE              an ONNX file in place of the built-in model
  --threads N               worker threads for decoding and inference (2)
  --max-connections N       open connections (1024)
  --max-body BYTES          largest request body (67108864)
  --max-pixels N            largest image, in pixels, checked before decoding (50000000)
  --idle-timeout-ms N       how long a connection may wait between requests (75000)
  --transfer-timeout-ms N   how long a body or an answer may take (60000)
  --grace-ms N              how long requests in flight may take after SIGTERM (10000)
  --delay-ms N              wait that long in each inference request (0)
  --work N                  compute each inference N times, to make it heavier (1)

When ready, the server prints one line: ready HOST:PORT
)";
}

} // namespace straightline::demo
