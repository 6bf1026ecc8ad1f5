// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>

#include <QDateTime>

#include "engine/backends/container/dockervalues.h"

namespace straightline::backends
{

namespace
{

using nlohmann::json;

// Missing or of another type: an empty value, never an exception.
const json& at(const json& object, const char* key)
{
    static const json kNothing;
    if (!object.is_object())
        return kNothing;
    const auto found = object.find(key);
    return found == object.end() ? kNothing : *found;
}

std::uint64_t number(const json& value)
{
    return value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
}

} // namespace

WallTime readDockerTime(std::string_view text)
{
    // Qt reads milliseconds, the engine writes nanoseconds; year 1 stands for never.
    const auto dot = text.find('.');
    const QString seconds =
        QString::fromUtf8(text.substr(0, dot).data(), static_cast<qsizetype>(text.substr(0, dot).size()));
    const QDateTime read = QDateTime::fromString(seconds.left(19), Qt::ISODate);
    if (!read.isValid() || read.date().year() < 1970)
        return {};
    const QDateTime utc(read.date(), read.time(), Qt::UTC);
    return WallTime(std::chrono::milliseconds(utc.toMSecsSinceEpoch()));
}

UsageSample readUsage(const json& stats)
{
    UsageSample sample;
    const json& cpu = at(stats, "cpu_stats");
    sample.cpuNanos = number(at(at(cpu, "cpu_usage"), "total_usage"));
    sample.systemNanos = number(at(cpu, "system_cpu_usage"));
    sample.cpus = static_cast<std::uint32_t>(number(at(cpu, "online_cpus")));
    const json& memory = at(stats, "memory_stats");
    const json& details = at(memory, "stats");
    const std::uint64_t usage = number(at(memory, "usage"));
    // cgroup v2 calls it inactive_file, v1 total_inactive_file
    const json& v2 = at(details, "inactive_file");
    const std::uint64_t cache = number(v2.is_number_unsigned() ? v2 : at(details, "total_inactive_file"));
    sample.memoryBytes = cache < usage ? usage - cache : usage;
    return sample;
}

std::optional<double> cpuPercent(const UsageSample& before, const UsageSample& now)
{
    if (before.at == Clock::Steady{} || now.at <= before.at || now.cpuNanos < before.cpuNanos)
        return std::nullopt;
    const auto used = static_cast<double>(now.cpuNanos - before.cpuNanos);
    if (now.systemNanos > before.systemNanos && before.systemNanos > 0 && now.cpus > 0)
        return used / static_cast<double>(now.systemNanos - before.systemNanos) * now.cpus * 100.0;
    const auto passed = std::chrono::duration_cast<std::chrono::nanoseconds>(now.at - before.at);
    return used / static_cast<double>(passed.count()) * 100.0;
}

} // namespace straightline::backends
