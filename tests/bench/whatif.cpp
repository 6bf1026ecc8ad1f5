// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_whatif: one dragged threshold over the latest 10,000 requests, and what it takes to get ready for the first.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "engine/replay/whatif.h"
#include "tests/engine/replay/simulatedrecords.h"

using namespace straightline;

namespace
{

constexpr double kBarMs = 50.0; ///< of the issue: from the mouse to the numbers

double millisSince(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace

int main()
{
    ApplicationConfiguration digits;
    digits.number = 1;
    digits.name = "digits";
    digits.backends = {testBackend("web", 3, Tier::Local, 8), testBackend("box", 4, Tier::Container, 16),
                       testBackend("burst", 5, Tier::Serverless, 64)};
    const replay::BackendModel model{
        .serviceMs = 20, .perMbMs = 40, .distribution = replay::Spread::Lognormal, .workers = 2, .networkMs = 1};
    const auto rows = recordsOf(model, digits.backends[0], 35, kWhatIfMost, 21);
    auto begun = std::chrono::steady_clock::now();
    const replay::WhatIfStudy study(digits, rows);
    const double ready = millisSince(begun);

    std::vector<double> answers;
    const std::atomic<bool> goOn{false};
    for (std::uint64_t i = 0; i < 101; ++i) {
        const WhatIfQuery query{.application = "digits",
                                .thresholds = Thresholds{.frequencyHz = 20.0, .sizeBytes = 10'000 * (i + 1)},
                                .mostMoves = 1'000};
        begun = std::chrono::steady_clock::now();
        if (!study.answer(query, goOn))
            return 1;
        answers.push_back(millisSince(begun));
    }
    std::sort(answers.begin(), answers.end());
    const double median = answers[answers.size() / 2];
    std::printf("ready (fit, prepare, simulate what happened): %.1f ms\n", ready);
    std::printf("one answer: median %.1f ms, greatest %.1f ms; the bar of %.0f ms is %.1f x that\n", median,
                answers.back(), kBarMs, kBarMs / answers.back());
    return 0;
}
