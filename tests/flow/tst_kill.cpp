// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <atomic>
#include <cstdio>
#include <random>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

#include "digitimages.h"
#include "digitsserver.h"
#include "product.h"

using namespace straightline::flow;
using namespace std::chrono_literals;
using nlohmann::json;

namespace
{

constexpr int kKills = 20;
constexpr unsigned kSeed = 20260101;
/// The promise is 200 ms; a busy test machine gets more.
constexpr auto kLossWindow = 1'000ms;

std::string site(const std::string& url)
{
    return "[[application]]\nname = \"digits\"\n[[application.backend]]\nname = \"web\"\ntier = \"local\"\nkind = "
           "\"http\"\nurl = \""
           + url + "\"\nhealth_interval_ms = 200\n";
}

/// Sends requests until told to stop; the connection breaks with each kill.
class Load
{
public:
    Load(std::string base, std::string body)
        : m_thread([this, base = std::move(base), body = std::move(body)](std::stop_token stop) {
            HttpClient client(base);
            while (!stop.stop_requested()) {
                if (client.post("/apps/digits/classify", body).status == 200)
                    ++answered;
                else
                    std::this_thread::sleep_for(5ms); // the gateway is being killed: no busy loop
            }
        })
    {
    }

    std::atomic<std::uint64_t> answered{0};

private:
    std::jthread m_thread;
};

/// Puts thresholds 1, 2, 3, … until one is not acknowledged; the last acknowledged one.
std::uint64_t editUntilBroken(HttpClient& control, std::uint64_t from, std::atomic<std::uint64_t>& acknowledged)
{
    for (std::uint64_t value = from;; ++value) {
        const json body{{"frequency_hz", 20.0}, {"size_bytes", value}};
        if (control.put("/api/v1/applications/digits/thresholds", body.dump()).status != 200)
            return value - 1;
        acknowledged = value;
    }
}

} // namespace

/// kill -9 while an operator edits and requests flow: nothing acknowledged is lost, the database stays whole.
class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingAcknowledgedIsLost();
};

void TestKill::nothingAcknowledgedIsLost()
{
    DigitsServer server;
    QVERIFY(server.start());
    QTemporaryDir dir;
    const QString stateDir = dir.filePath(QStringLiteral("state"));
    const QString config = dir.filePath(QStringLiteral("site.toml"));
    QFile file(config);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(site(server.url())));
    file.close();

    std::mt19937 random(kSeed);
    const std::string image = png(testSplit().front(), 4);
    std::uint64_t last = 0;
    std::uint64_t answered = 0;
    std::uint64_t mustBeThere = 0;
    std::uint64_t recorded = 0;
    for (int round = 0; round < kKills; ++round) {
        Product product(stateDir);
        QVERIFY2(product.start({QStringLiteral("--config"), config}), product.log().c_str());
        if (round > 0) {
            const auto kept = product.ask("applications/digits/thresholds").at("size_bytes").get<std::uint64_t>();
            // The edit under way when the process died may be there or not; none before it may be missing.
            QVERIFY2(kept == last || kept == last + 1,
                     qPrintable(QStringLiteral("kept %1, acknowledged %2").arg(kept).arg(last)));
            last = kept;
        }
        std::atomic<std::uint64_t> acknowledged{last};
        const std::uint64_t wanted = last + 5 + random() % 40;
        const auto runFor = kLossWindow + std::chrono::milliseconds(300 + random() % 400);
        Load load("http://" + product.ingestAddress(), image);
        std::uint64_t reached = 0;
        std::jthread editor([&] { reached = editUntilBroken(product.control(), last + 1, acknowledged); });
        // Answered requests, and when: those that are older than the loss window at the kill must be in the database.
        std::vector<std::pair<std::chrono::steady_clock::time_point, std::uint64_t>> samples;
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(waitFor(
            [&] {
                samples.emplace_back(std::chrono::steady_clock::now(), load.answered);
                return acknowledged >= wanted && samples.back().first - begun > runFor;
            },
            60s));
        const auto killedAt = std::chrono::steady_clock::now();
        product.kill();
        editor.join();
        last = reached;
        std::uint64_t settled = 0;
        for (const auto& [at, count] : samples) {
            if (killedAt - at > kLossWindow)
                settled = count;
        }
        answered += load.answered;
        mustBeThere += settled;

        SQLite::Database database(stateDir.toStdString() + "/straightline.db", SQLite::OPEN_READWRITE);
        QCOMPARE(database.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
        const auto records = static_cast<std::uint64_t>(database.execAndGet("SELECT count(*) FROM request").getInt64());
        QVERIFY2(records >= mustBeThere,
                 qPrintable(QStringLiteral("%1 records of %2 requests that were answered before the last moments")
                                .arg(records)
                                .arg(mustBeThere)));
        mustBeThere = recorded = records;
    }
    std::printf("%d kills: %llu edits acknowledged and kept, %llu requests answered, %llu of them recorded\n", kKills,
                static_cast<unsigned long long>(last), static_cast<unsigned long long>(answered),
                static_cast<unsigned long long>(recorded));
    QVERIFY(recorded > 0);
}

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
