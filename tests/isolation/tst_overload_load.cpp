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

/// STRAIGHTLINE_TEST_SECONDS lengthens each phase of the load.
double phase(double seconds)
{
    const char* wanted = std::getenv("STRAIGHTLINE_TEST_SECONDS");
    return wanted != nullptr ? std::max(seconds, std::atof(wanted)) : seconds;
}

bool isGood(const LoadAnswer& answer)
{
    return answer.status == 200;
}
bool isRefused(const LoadAnswer& answer)
{
    return answer.status == 429 || answer.status == 503;
}

/// Calm, storm, calm. What bar was missed; empty = none.
std::string measure(const SteadyLoad& load, double deadline)
{
    const double calm = phase(1.5);
    const double storm = phase(4);
    const auto before = load.run(0.8 * kMost, calm);
    const auto during = load.run(3.0 * kMost, storm);
    const auto after = load.run(0.8 * kMost, phase(4));

    const auto inTime = [&](const LoadAnswer& answer) { return isGood(answer) && answer.took <= deadline; };
    const double before1 = static_cast<double>(countOf(before, inTime)) / calm;
    const double goodput =
        static_cast<double>(countOf(
            during, [&](const LoadAnswer& answer) { return inTime(answer) && answer.due + answer.took <= storm; }))
        / storm;
    const auto refused = countOf(during, isRefused);
    const double refusal = tookOf(during, 0.99, isRefused);
    const double good99 = tookOf(during, 0.99, isGood);
    const auto late = countOf(after, [](const LoadAnswer& answer) { return answer.due > 2.0 && !isGood(answer); });
    const auto recovered = countOf(after, [](const LoadAnswer& answer) { return answer.due > 2.0; });
    qInfo("most %.0f/s; at 0.8 x: %.0f/s good, p99 %.0f ms; at 3 x: %.0f/s good in time (%.2f of the most), p99 of the "
          "good %.0f ms, %zu refused, p99 %.1f ms, %zu neither; after: %zu of %zu not good from the second second on, "
          "p99 %.0f ms",
          kMost, before1, 1e3 * tookOf(before, 0.99, isGood), goodput, goodput / kMost, 1e3 * good99, refused,
          1e3 * refusal, during.size() - refused - countOf(during, isGood), late, recovered,
          1e3 * tookOf(after, 0.99, [](const LoadAnswer& answer) { return answer.due > 2.0 && isGood(answer); }));

    // On a machine that has no time for us the calm phase tells.
    const double share = std::min(1.0, before1 / (0.8 * kMost));
    const double slack = std::max(0.0, tookOf(before, 0.99, isGood) - 0.050) + latenessOf(during);
    std::string missed;
    if (goodput < 0.9 * kMost * share)
        missed = "goodput fell at overload";
    else if (good99 > deadline + slack)
        missed = "accepted requests missed their deadline";
    else if (refused == 0 || refusal > 0.050 + slack)
        missed = "refusals were slow";
    else if (static_cast<double>(late) / static_cast<double>(recovered)
             > 0.01
                   + 2.0 * static_cast<double>(before.size() - countOf(before, isGood))
                         / static_cast<double>(before.size()))
        missed = "no recovery in two seconds";
    return missed;
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
    std::string missed = measure(load, deadlineMs / 1'000.0);
    for (int again = 0; !missed.empty() && again < 2; ++again) {
        qInfo("%s; measured again", missed.c_str());
        missed = measure(load, deadlineMs / 1'000.0);
    }
    QVERIFY2(missed.empty(), missed.c_str());
    QVERIFY(GatewayFixture::eventually([&] { return fixture.quiet(); }));
}

QTEST_GUILESS_MAIN(TestOverloadLoad)
#include "tst_overload_load.moc"
