// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <atomic>
#include <cstdlib>

#include "steadyload.h"
#include "tests/engine/ingest/gatewayfixture.h"

using namespace straightline;
using namespace std::chrono_literals;

namespace
{

/// Answers after a while; what it can is its capacity / its time.
constexpr std::uint32_t kCapacity = 8;
constexpr auto kWorkTime = 40ms;
constexpr double kMost = kCapacity / 0.040; ///< requests/s

/// How long the storm lasts; STRAIGHTLINE_TEST_SECONDS lengthens it.
double stormSeconds()
{
    const char* wanted = std::getenv("STRAIGHTLINE_TEST_SECONDS");
    return wanted != nullptr ? std::max(4.0, std::atof(wanted)) : 4.0;
}
constexpr double kCalmSeconds = 2.0;
constexpr double kAfterSeconds = 5.0;
constexpr double kRecoverySeconds = 2.0; ///< after the load dropped

bool isGood(const LoadAnswer& answer)
{
    return answer.status == 200;
}
bool isRefused(const LoadAnswer& answer)
{
    return answer.status == 429 || answer.status == 503;
}
bool isDropped(const LoadAnswer& answer)
{
    return answer.status == 0;
}
bool isRecovered(const LoadAnswer& answer)
{
    return answer.due > kRecoverySeconds;
}

struct Measured {
    std::vector<LoadAnswer> before, during, after;
    double deadline = 0.0; ///< s
    double storm = 0.0;    ///< s

    double goodput() const ///< requests/s answered in time while the storm lasted
    {
        const auto inTime = [&](const LoadAnswer& each) {
            return isGood(each) && each.took <= deadline && each.due + each.took <= storm;
        };
        return static_cast<double>(countOf(during, inTime)) / storm;
    }
    /// On a machine that has no time for us the calm phase tells: its share of what was asked, and what it was late by.
    double share() const { return static_cast<double>(countOf(before, isGood)) / static_cast<double>(before.size()); }
    double slack() const { return std::max(0.0, tookOf(before, 0.99, isGood) - 0.050) + latenessOf(during); }
    /// Neither answered nor refused at once: 504s and the like.
    std::size_t others() const { return during.size() - countOf(during, isGood) - countOf(during, isRefused); }
    std::size_t lateAfter() const
    {
        return countOf(after, [](const LoadAnswer& each) { return isRecovered(each) && !isGood(each); });
    }
    double recoveredP99() const
    {
        return tookOf(after, 0.99, [](const LoadAnswer& each) { return isRecovered(each) && isGood(each); });
    }
};

/// Calm, storm, calm.
Measured measure(const SteadyLoad& load, double deadline)
{
    Measured found;
    found.deadline = deadline;
    found.storm = stormSeconds();
    found.before = load.run(0.8 * kMost, kCalmSeconds);
    found.during = load.run(3.0 * kMost, found.storm);
    found.after = load.run(0.8 * kMost, kAfterSeconds);
    qInfo(
        "most %.0f/s; at 0.8 x: %.0f %% good, p99 %.0f ms; at 3 x: %.0f/s good in time (%.2f of the most), p99 of the "
        "good %.0f ms, %zu refused, p99 %.1f ms, %zu neither; after: %zu of %zu not good from the second second on, "
        "p99 %.0f ms",
        kMost, 100 * found.share(), 1e3 * tookOf(found.before, 0.99, isGood), found.goodput(), found.goodput() / kMost,
        1e3 * tookOf(found.during, 0.99, isGood), countOf(found.during, isRefused),
        1e3 * tookOf(found.during, 0.99, isRefused), found.others(), found.lateAfter(),
        countOf(found.after, isRecovered), 1e3 * found.recoveredP99());
    return found;
}

/// What bar was missed; empty = none.
std::string missedBy(const Measured& found)
{
    const auto part = [](std::size_t some, std::size_t all) {
        return static_cast<double>(some) / static_cast<double>(all);
    };
    const double slack = found.slack();
    if (found.goodput() < 0.9 * kMost * found.share())
        return "goodput fell at overload";
    if (tookOf(found.during, 0.99, isGood) > found.deadline + slack)
        return "accepted requests missed their deadline";
    if (countOf(found.during, isRefused) == 0 || tookOf(found.during, 0.99, isRefused) > 0.050 + slack)
        return "refusals were slow";
    // A wait that was begun because it seemed short enough ends with 504 when it was not.
    if (part(found.others(), found.during.size()) > 0.005)
        return "requests were neither answered nor refused at once";
    const double trouble = 2.0 * (1.0 - found.share());
    if (part(found.lateAfter(), countOf(found.after, isRecovered)) > 0.01 + trouble)
        return "no recovery in two seconds";
    if (found.recoveredP99() > 2.0 * tookOf(found.before, 0.99, isGood) + slack)
        return "slower than before, two seconds after";
    return {};
}

/// What holds on the busiest machine: every request has an answer, and every refusal says when to come again.
std::string brokenBy(const Measured& found)
{
    for (const auto& phase : {found.before, found.during, found.after}) {
        if (const auto dropped = countOf(phase, isDropped); dropped > 0)
            return std::to_string(dropped) + " requests had no answer";
        const auto silent = countOf(phase, [](const LoadAnswer& each) { return isRefused(each) && !each.saysWhen; });
        if (silent > 0)
            return std::to_string(silent) + " refusals without Retry-After";
    }
    return {};
}

} // namespace

/// Bar R6: what the gateway does at three times the capacity of what is behind it, and after. A real gateway, real
/// sockets, backends that sleep: the machine's own speed matters little.
class TestOverloadLoad : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodputStaysAtThreeTimesTheCapacity_data();
    void goodputStaysAtThreeTimesTheCapacity();
};

void TestOverloadLoad::goodputStaysAtThreeTimesTheCapacity_data()
{
    QTest::addColumn<int>("deadlineMs");
    QTest::addColumn<int>("queueLimit");
    QTest::newRow("a line longer than the deadline") << 1'000 << 1'024;
    QTest::newRow("a line shorter than the deadline") << 5'000 << 64;
    QTest::newRow("no line") << 1'000 << 0;
}

void TestOverloadLoad::goodputStaysAtThreeTimesTheCapacity()
{
    QFETCH(int, deadlineMs);
    QFETCH(int, queueLimit);
    TestBackend backend([](TestSocket& socket, TestBackend::Request& request) {
        const bool read = TestBackend::readBody(socket, request);
        std::this_thread::sleep_for(kWorkTime); // the backend's work, not a wait for a condition
        return read && socket.send(TestBackend::answer(200, "done"));
    });
    GatewayFixture fixture;
    ApplicationRoute application =
        GatewayFixture::application({GatewayFixture::backend(1, backend.port(), Tier::Local, kCapacity)});
    application.deadline = std::chrono::milliseconds(deadlineMs);
    application.queueLimit = static_cast<std::uint32_t>(queueLimit);
    fixture.publish(application);
    const SteadyLoad load(fixture.port, GatewayFixture::post("x"));

    // Somebody else's work on this machine can spoil a measurement, but not three.
    std::string missed = "not measured";
    for (int turn = 0; !missed.empty() && turn < 3; ++turn) {
        const Measured found = measure(load, deadlineMs / 1'000.0);
        const std::string broken = brokenBy(found);
        QVERIFY2(broken.empty(), broken.c_str());
        missed = missedBy(found);
        if (!missed.empty())
            qInfo("%s", missed.c_str());
    }
    QVERIFY2(missed.empty(), missed.c_str());
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

QTEST_GUILESS_MAIN(TestOverloadLoad)
#include "tst_overload_load.moc"
