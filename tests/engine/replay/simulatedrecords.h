// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "engine/api/history.h"
#include "engine/replay/backendmodel.h"
#include "engine/replay/philox.h"

namespace straightline
{

inline BackendConfiguration testBackend(const char* name, std::uint32_t number, Tier tier, std::uint32_t capacity)
{
    BackendConfiguration made;
    made.name = name;
    made.number = number;
    made.tier = tier;
    made.capacity = capacity;
    made.settings = HttpSettings{.url = "http://127.0.0.1:1"};
    return made;
}

/// Records of requests that all went to one backend that behaves as `model`: Poisson arrivals, sizes even on a
/// logarithmic scale from 1 kB to 4 MB, workers that serve first come first served. Written without the simulator, so
/// that a fit to them is a check of both.
inline std::vector<RequestRow> recordsOf(const replay::BackendModel& model, const BackendConfiguration& backend,
                                         double perSecond, std::size_t count, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::exponential_distribution<double> gap(perSecond);
    std::uniform_real_distribution<double> magnitude(std::log(1e3), std::log(4e6));
    std::vector<double> freeAt(model.workers > 0 ? model.workers : backend.capacity, 0.0); // ms
    std::vector<RequestRow> rows;
    double now = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        now += gap(random) * 1e3;
        const auto size = static_cast<std::uint64_t>(std::exp(magnitude(random)));
        const double service = static_cast<double>(replay::serviceNanos(model, size, 1.0, random())) / 1e6;
        const auto worker = std::min_element(freeAt.begin(), freeAt.end());
        const double start = std::max(now, *worker);
        *worker = start + service;
        RequestRow row;
        row.id = i + 1;
        row.application = "digits";
        row.backend = backend.name;
        RequestRecord& record = row.record;
        record.arrivalUnixMicros = 1'700'000'000'000'000 + static_cast<std::int64_t>(now * 1e3);
        record.applicationNumber = 1;
        record.backendNumber = backend.number;
        record.outcome = Outcome::Answered;
        record.status = 200;
        record.attemptCount = 1;
        record.attempts[0] = {.backendNumber = backend.number, .status = 200};
        record.stages = {.queueMicros = 0,
                         .connectMicros = 0,
                         .backendMicros = static_cast<std::uint32_t>((start + service - now) * 1e3),
                         .transferMicros = static_cast<std::uint32_t>(model.networkMs * 1e3)};
        record.totalMicros = record.stages.backendMicros + record.stages.transferMicros;
        Decision& decision = record.decision;
        decision.verdict = Verdict::Placed;
        decision.reason = Reason::LocalHasRoom;
        decision.tier = backend.tier;
        decision.features.sizeBytes = size;
        decision.features.frequencyHz = perSecond;
        decision.features.random = random();
        decision.thresholds = {.frequencyHz = 1e9, .sizeBytes = 1'000'000'000};
        rows.push_back(row);
    }
    return rows;
}

} // namespace straightline
