// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/replay/trace.h"

// What the tests of faults and of several gateways simulate: an application with backends that are alike, at an even
// rate.
namespace straightline::replay
{

inline constexpr std::int64_t kMs = 1'000'000;

inline ApplicationConfiguration configuration(std::size_t backends, PolicyKind policy = PolicyKind::RoundRobin)
{
    ApplicationConfiguration made;
    made.name = "a";
    made.policy = policy;
    made.deadline = std::chrono::seconds(2);
    for (std::size_t i = 0; i < backends; ++i) {
        BackendConfiguration& backend = made.backends.emplace_back();
        backend.name = "b" + std::to_string(i);
        backend.capacity = 8;
        backend.settings = HttpSettings{.url = "http://127.0.0.1:1"};
    }
    return made;
}

inline std::vector<TraceRow> evenly(std::int64_t everyMs, std::int64_t seconds)
{
    std::vector<TraceRow> rows(static_cast<std::size_t>(seconds * 1'000 / everyMs));
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].arrivalNanos = static_cast<std::int64_t>(i) * everyMs * kMs;
    return rows;
}

} // namespace straightline::replay
