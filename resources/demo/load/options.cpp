// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/options.h"

#include <charconv>
#include <cmath>
#include <string_view>

namespace straightline::demo
{

extern const unsigned char kEmbeddedTrace[];
extern const std::size_t kEmbeddedTraceSize;

namespace
{

using Applied = Expected<void>;

Expected<double> positive(std::string_view option, std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) || value <= 0
        || value > 1e6) {
        return failure(2, std::string(option) + " needs a number above 0, up to a million, not '" + std::string(text)
                              + "'");
    }
    return value;
}

Expected<std::size_t> whole(std::string_view option, std::string_view text, std::size_t high)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value == 0 || value > high) {
        return failure(2, std::string(option) + " needs a whole number from 1 to " + std::to_string(high) + ", not '"
                              + std::string(text) + "'");
    }
    return value;
}

Applied setUrl(LoadOptions& options, std::string_view url)
{
    constexpr std::string_view kScheme = "http://";
    const std::string wrong = "--url needs http://HOST[:PORT][/PATH], not '" + std::string(url) + "'";
    if (!url.starts_with(kScheme)) {
        return failure(2, wrong);
    }
    url.remove_prefix(kScheme.size());
    const std::size_t slash = std::min(url.find('/'), url.size());
    std::string_view authority = url.substr(0, slash);
    std::string_view base = url.substr(slash);
    while (base.ends_with('/')) {
        base.remove_suffix(1);
    }
    const std::size_t colon = authority.rfind(':');
    if (colon != std::string_view::npos && !authority.ends_with(']')) {
        if (!whole("--url", authority.substr(colon + 1), 65535)) {
            return failure(2, wrong);
        }
        options.target.port = authority.substr(colon + 1);
        authority = authority.substr(0, colon);
    }
    if (authority.starts_with('[') && authority.ends_with(']')) {
        authority = authority.substr(1, authority.size() - 2);
    }
    if (authority.empty()) {
        return failure(2, wrong);
    }
    options.target.host = authority;
    options.target.base = base;
    return {};
}

struct ValueOption {
    std::string_view name;
    Applied (*apply)(LoadOptions&, std::string_view);
};

template <auto Member>
Applied setPositive(LoadOptions& options, std::string_view name, std::string_view value)
{
    return positive(name, value).map([&](double number) { options.*Member = number; });
}

constexpr ValueOption kValueOptions[] = {
    {"--url", setUrl},
    {"--path-template",
     [](LoadOptions& options, std::string_view value) -> Applied {
         if (!value.starts_with('/')) {
             return failure(2, "--path-template must begin with /");
         }
         options.target.pathTemplate = value;
         return {};
     }},
    {"--trace",
     [](LoadOptions& options, std::string_view value) -> Applied {
         options.trace = value;
         return {};
     }},
    {"--application",
     [](LoadOptions& options, std::string_view value) -> Applied {
         options.application = value;
         return {};
     }},
    {"--constant",
     [](LoadOptions& options, std::string_view value) {
         return setPositive<&LoadOptions::constantRate>(options, "--constant", value);
     }},
    {"--rate", [](LoadOptions& options,
                  std::string_view value) { return setPositive<&LoadOptions::rate>(options, "--rate", value); }},
    {"--speed", [](LoadOptions& options,
                   std::string_view value) { return setPositive<&LoadOptions::speed>(options, "--speed", value); }},
    {"--duration",
     [](LoadOptions& options, std::string_view value) {
         return positive("--duration", value).map([&](double number) {
             options.duration = std::chrono::nanoseconds(static_cast<std::int64_t>(number * 1e9));
         });
     }},
    {"--size",
     [](LoadOptions& options, std::string_view value) {
         return whole("--size", value, std::size_t{1} << 30U).map([&](std::size_t number) { options.size = number; });
     }},
    {"--connections",
     [](LoadOptions& options, std::string_view value) {
         return whole("--connections", value, 65536).map([&](std::size_t number) { options.connections = number; });
     }},
    {"--timeout-ms",
     [](LoadOptions& options, std::string_view value) {
         return whole("--timeout-ms", value, 86'400'000).map([&](std::size_t number) {
             options.timeout = std::chrono::milliseconds(number);
         });
     }},
};

Applied setValue(LoadOptions& options, std::string_view name, std::string_view value)
{
    for (const ValueOption& option : kValueOptions) {
        if (option.name == name) {
            return option.apply(options, value);
        }
    }
    return failure(2, "unknown option '" + std::string(name) + "', see --help");
}

bool setFlag(LoadOptions& options, std::string_view name)
{
    bool* flag = name == "--loop"   ? &options.loop
                 : name == "--json" ? &options.json
                 : name == "--help" ? &options.help
                                    : nullptr;
    if (flag != nullptr) {
        *flag = true;
    }
    return flag != nullptr;
}

Applied checkTogether(const LoadOptions& options)
{
    if (options.target.host.empty()) {
        return failure(2, "--url is needed, see --help");
    }
    if (options.constantRate && (!options.trace.empty() || options.rate || options.speed != 1)) {
        return failure(2, "--constant cannot be used together with --trace, --rate or --speed");
    }
    if (options.rate && options.speed != 1) {
        return failure(2, "--rate and --speed cannot be used together");
    }
    return {};
}

} // namespace

std::string Target::authority() const
{
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

std::string Target::pathFor(const std::string& application) const
{
    constexpr std::string_view kPlace = "{application}";
    std::string path = base + pathTemplate;
    if (const auto at = path.find(kPlace); at != std::string::npos) {
        path.replace(at, kPlace.size(), application);
    }
    return path;
}

Expected<LoadOptions> parseLoadOptions(int count, const char* const* arguments)
{
    LoadOptions options;
    for (int i = 1; i < count; ++i) {
        std::string_view name = arguments[i];
        if (setFlag(options, name)) {
            continue;
        }
        std::string_view value;
        if (const auto equals = name.find('='); name.starts_with("--") && equals != std::string_view::npos) {
            value = name.substr(equals + 1);
            name = name.substr(0, equals);
        } else if (name.starts_with("--") && i + 1 < count) {
            value = arguments[++i];
        } else {
            return failure(2, "'" + std::string(name) + "' is unknown or needs a value, see --help");
        }
        if (const auto applied = setValue(options, name, value); !applied) {
            return tl::unexpected(applied.error());
        }
    }
    if (!options.help) {
        if (const auto checked = checkTogether(options); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    return options;
}

Expected<Schedule> scheduleOf(const LoadOptions& options)
{
    if (options.constantRate) {
        return Schedule::constant(*options.constantRate, options.size, options.application);
    }
    const std::string_view builtIn(reinterpret_cast<const char*>(kEmbeddedTrace), kEmbeddedTraceSize);
    auto arrivals = options.trace.empty() ? parseTrace(builtIn, "built-in trace") : readTrace(options.trace);
    if (!arrivals) {
        return tl::unexpected(arrivals.error());
    }
    double speed = options.speed;
    if (options.rate) {
        speed = *options.rate / Schedule::ofTrace(*arrivals, 1, false).meanRate();
    }
    return Schedule::ofTrace(std::move(*arrivals), speed, options.loop);
}

std::string loadUsage()
{
    return R"(digits-load: sends images of handwritten digits at the times of a trace and checks the answers

usage: digits-load --url http://HOST:PORT [options]

It is an open loop: requests are sent when the trace says, whether or not earlier ones are answered, and latency counts
from that instant. Images come from the model's test split, as PNG files of exactly the trace's sizes (140 bytes at least).

  --url URL               where to send; a path in it is put in front of every request's path
  --path-template PATH    the path, with {application} replaced (/apps/{application}/classify)
  --trace FILE            CSV: arrival_s,application,body_bytes[,work]; without it the demo's own trace
  --speed X               play the trace X times as fast (1)
  --rate R                play the trace so that it has R requests/s in the mean
  --loop                  play the trace again and again
  --constant RATE         in place of a trace: RATE requests/s, evenly spaced, until --duration or Ctrl-C
  --size BYTES            with --constant: the size of each image (8192)
  --application NAME      with --constant: the application (digits)
  --duration S            stop sending after S seconds
  --connections MAX       connections at most; above that requests wait, and the wait counts (256)
  --timeout-ms N          how long a request may take (60000)
  --json                  print the summary as JSON

Exit status: 0, 1 if no request was answered, 2 for a usage or trace error.
)";
}

} // namespace straightline::demo
