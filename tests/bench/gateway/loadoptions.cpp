// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/gateway/loadoptions.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace straightline::bench
{

namespace
{

constexpr const char* kUsage =
    "usage: bench_load --to HOST:PORT [--connections N] [--rate PER-SECOND | --schedule FILE] [--seconds S] [--warmup "
    "S]\n"
    "  [--body BYTES] [--answer BYTES] [--target PATH]… [--first-byte] [--fresh] [--once | --hold] [--report-every S] "
    "[--send-buffer BYTES] [--log FILE] [--watch "
    "NAME=PID]…\n"
    "A closed loop without --rate and --schedule. With them latency counts from the instant a request was meant to be\n"
    "sent. A schedule's lines: microseconds, body bytes, target. {n} in a target stands for 0 to 63: 64 targets.\n"
    "A log's lines: when a request was meant to be sent, in microseconds after the start; how long its answer took "
    "from\n"
    "then; the status, 0 = none came.\n";

[[noreturn]] void usage(const std::string& what)
{
    std::fprintf(stderr, "bench_load: %s\n%s", what.c_str(), kUsage);
    std::exit(2);
}

std::vector<Arrival> readSchedule(const std::string& path)
{
    std::ifstream file(path);
    if (!file)
        usage("cannot read " + path);
    std::vector<Arrival> schedule;
    double micros = 0.0;
    Arrival each;
    while (file >> micros >> each.bodyBytes >> each.target) {
        each.atNanos = static_cast<std::int64_t>(micros * 1e3);
        schedule.push_back(each);
    }
    return schedule;
}

void addTargets(std::vector<std::string>& targets, const std::string& text)
{
    const auto place = text.find("{n}");
    if (place == std::string::npos) {
        targets.push_back(text);
        return;
    }
    for (int i = 0; i < 64; ++i)
        targets.push_back(text.substr(0, place) + std::to_string(i) + text.substr(place + 3));
}

void setAddress(LoadOptions& options, const std::string& text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string::npos)
        usage("--to " + text + ": HOST:PORT");
    options.host = text.substr(0, colon);
    options.port = static_cast<std::uint16_t>(std::atoi(text.c_str() + colon + 1));
}

void addWatched(std::vector<Watched>& watched, const std::string& text)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos)
        usage("--watch " + text + ": NAME=PID or NAME=PID:THREADS");
    const auto colon = text.find(':', equals);
    watched.push_back({text.substr(0, equals), std::atoi(text.c_str() + equals + 1),
                       colon == std::string::npos ? "" : text.substr(colon + 1)});
}

bool* flagOf(LoadOptions& options, const std::string& name)
{
    return name == "--first-byte" ? &options.firstByte
           : name == "--fresh"    ? &options.fresh
           : name == "--once"     ? &options.once
           : name == "--hold"     ? &options.hold
           : name == "--tls"      ? &options.tls
                                  : nullptr;
}

} // namespace

LoadOptions LoadOptions::parse(int argc, char** argv)
{
    LoadOptions options;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (bool* const flag = flagOf(options, name)) {
            *flag = true;
            continue;
        }
        if (i + 1 == argc)
            usage(name + " without a value, or unknown");
        const std::string value = argv[++i];
        if (name == "--to")
            setAddress(options, value);
        else if (name == "--connections")
            options.connections = static_cast<std::size_t>(std::atoll(value.c_str()));
        else if (name == "--rate")
            options.perSecond = std::atof(value.c_str());
        else if (name == "--schedule")
            options.schedule = readSchedule(value);
        else if (name == "--seconds")
            options.seconds = std::atof(value.c_str());
        else if (name == "--warmup")
            options.warmupSeconds = std::atof(value.c_str());
        else if (name == "--body")
            options.bodyBytes = static_cast<std::uint64_t>(std::atoll(value.c_str()));
        else if (name == "--answer")
            options.answerBytes = static_cast<std::uint64_t>(std::atoll(value.c_str()));
        else if (name == "--target")
            addTargets(options.targets, value);
        else if (name == "--report-every")
            options.reportSeconds = std::atof(value.c_str());
        else if (name == "--send-buffer")
            options.sendBuffer = std::atoi(value.c_str());
        else if (name == "--log")
            options.logPath = value;
        else if (name == "--watch")
            addWatched(options.watched, value);
        else
            usage("unknown option " + name);
    }
    if (options.port == 0)
        usage("--to is missing");
    if (options.connections == 0)
        usage("--connections 0");
    if (options.targets.empty())
        options.targets.emplace_back("/");
    return options;
}

} // namespace straightline::bench
