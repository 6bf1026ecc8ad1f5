// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <QtTest/QtTest>

#include "tests/engine/ingest/gatewayfixture.h"
#include "tests/engine/ingest/slowbackend.h"

namespace straightline
{

/// The first is local and always chosen; the second a container.
struct TwoBackends {
    explicit TwoBackends(dispatch::FunctionInvoker* functions = nullptr)
        : fixture(oneThread(), functions)
    {
        application = GatewayFixture::application({GatewayFixture::backend(1, first.backend.port()),
                                                   GatewayFixture::backend(2, second.backend.port(), Tier::Container)});
        application.isolation.hedgeAfter = std::chrono::milliseconds(20);
        application.isolation.hedgePercent = 20;
        application.isolation.consecutiveFailures = 0;
        fixture.publish(application);
    }

    static GatewaySettings oneThread()
    {
        GatewaySettings settings;
        settings.threads = 1; // which has the whole budget
        return settings;
    }

    /// Requests that pay for so many hedges, and are none themselves on a busy machine: a POST must not be repeated.
    void earn(int hedges = 1, std::string_view path = "/digits/x")
    {
        for (int i = 0; i < 5 * hedges; ++i)
            QCOMPARE(fixture.ask(GatewayFixture::post("x", {}, path)).status, 200);
    }
    bool bothAsked() const
    {
        return GatewayFixture::eventually([&] { return first.inside == 1 && second.inside == 1; });
    }
    bool quiet() const
    {
        return GatewayFixture::eventually([&] { return fixture.quiet(); });
    }
    RequestRecord last() const { return fixture.records().back(); }

    SlowBackend first{"first"};
    SlowBackend second{"second"};
    GatewayFixture fixture;
    ApplicationRoute application;
};

/// The outcomes of a record's attempts, a hedge with a star.
inline std::string attemptsOf(const RequestRecord& record)
{
    std::string text;
    for (std::size_t i = 0; i < record.attemptCount && i < kMaxAttempts; ++i) {
        const AttemptRecord& each = record.attempts[i];
        text +=
            std::to_string(each.backendNumber) + ':' + std::string(toString(each.outcome)) + (each.hedge ? "* " : " ");
    }
    return text;
}

} // namespace straightline
