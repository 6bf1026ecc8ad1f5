// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <random>
#include <thread>
#include <utility>
#include <vector>

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
constexpr auto kLossWindow = 500ms;
/// How long a disk that hung is given to take what gathered.
constexpr auto kCatchingUp = 1'000ms;

using Moment = std::chrono::steady_clock::time_point;

struct Edit {
    Moment began;
    Moment ended;
};

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

/// What was answered before this must be in the database. An edit waits for the disk, and while the disk hangs nothing
/// else can be written.
Moment settledAt(const std::vector<Edit>& edits, Moment killedAt)
{
    const auto latest =
        std::find_if(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.ended > killedAt - kCatchingUp; });
    return (latest == edits.end() ? killedAt : latest->began) - kLossWindow;
}

/// Puts thresholds 1, 2, 3, … until one is not acknowledged; the last acknowledged one.
std::uint64_t editUntilBroken(HttpClient& control, std::uint64_t from, std::atomic<std::uint64_t>& acknowledged,
                              std::vector<Edit>& edits)
{
    for (std::uint64_t value = from;; ++value) {
        const json body{{"frequency_hz", 20.0}, {"size_bytes", value}};
        edits.push_back({std::chrono::steady_clock::now(), Moment::max()});
        if (control.put("/api/v1/applications/digits/thresholds", body.dump()).status != 200)
            return value - 1;
        edits.back().ended = std::chrono::steady_clock::now();
        acknowledged = value;
    }
}

/// Applies thresholds 1, 2, 3, … under watch until one is not acknowledged; the last acknowledged one.
std::uint64_t watchUntilBroken(HttpClient& control, std::uint64_t from, std::atomic<std::uint64_t>& acknowledged)
{
    for (std::uint64_t value = from;; ++value) {
        const json body{{"thresholds", {{"frequency_hz", 20.0}, {"size_bytes", value}}}};
        if (control.post("/api/v1/applications/digits/watch", body.dump()).status != 202)
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
    void aWatchGoesOn();
    void anEditAndItsWatchAreOne();

private:
    /// The path of a site.toml with one backend at the server.
    QString configIn(const QTemporaryDir& dir, const DigitsServer& server);
};

QString TestKill::configIn(const QTemporaryDir& dir, const DigitsServer& server)
{
    const QString config = dir.filePath(QStringLiteral("site.toml"));
    QFile file(config);
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(site(server.url())));
    return config;
}

void TestKill::nothingAcknowledgedIsLost()
{
    DigitsServer server;
    QVERIFY(server.start());
    QTemporaryDir dir;
    const QString stateDir = dir.filePath(QStringLiteral("state"));
    const QString config = configIn(dir, server);

    std::mt19937 random(kSeed);
    const std::string image = png(testSplit().front(), 4);
    std::uint64_t last = 0;
    std::uint64_t answered = 0;
    std::uint64_t mustBeThere = 0;
    std::uint64_t recorded = 0;
    std::chrono::milliseconds oldestLost{0};
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
        const auto runFor = kLossWindow + kCatchingUp + std::chrono::milliseconds(300 + random() % 400);
        Load load("http://" + product.ingestAddress(), image);
        std::uint64_t reached = 0;
        std::vector<Edit> edits;
        std::jthread editor([&] { reached = editUntilBroken(product.control(), last + 1, acknowledged, edits); });
        std::vector<std::pair<Moment, std::uint64_t>> samples; // answered requests, and when
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
        const Moment settledBy = settledAt(edits, killedAt);
        std::uint64_t settled = 0;
        for (const auto& [at, count] : samples) {
            if (at < settledBy)
                settled = count;
        }
        answered += load.answered;
        const std::uint64_t before = std::exchange(mustBeThere, mustBeThere + settled);

        SQLite::Database database(stateDir.toStdString() + "/straightline.db", SQLite::OPEN_READWRITE);
        QCOMPARE(database.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
        const auto records = static_cast<std::uint64_t>(database.execAndGet("SELECT count(*) FROM request").getInt64());
        const auto lost = std::find_if(samples.begin(), samples.end(),
                                       [&](const auto& sample) { return before + sample.second > records; });
        if (lost != samples.end())
            oldestLost =
                std::max(oldestLost, std::chrono::duration_cast<std::chrono::milliseconds>(killedAt - lost->first));
        QVERIFY2(records >= mustBeThere,
                 qPrintable(QStringLiteral("%1 records of %2 requests that were answered before the last moments; the "
                                           "oldest that is missing was %3 ms ago")
                                .arg(records)
                                .arg(mustBeThere)
                                .arg(oldestLost.count())));
        mustBeThere = recorded = records;
    }
    std::printf("%d kills: %llu edits acknowledged and kept, %llu requests answered, %llu of them recorded; the oldest "
                "that was lost had been answered %lld ms before\n",
                kKills, static_cast<unsigned long long>(last), static_cast<unsigned long long>(answered),
                static_cast<unsigned long long>(recorded), static_cast<long long>(oldestLost.count()));
    QVERIFY(recorded > 0);
}

/// Thresholds under watch: killed at once after the answer, and again later, it is watched on; with other thresholds it
/// has ended for good.
void TestKill::aWatchGoesOn()
{
    DigitsServer server;
    QVERIFY(server.start());
    QTemporaryDir dir;
    const QStringList arguments{QStringLiteral("--config"), configIn(dir, server)};
    const QString stateDir = dir.filePath(QStringLiteral("state"));
    const std::string image = png(testSplit().front(), 4);
    json begun;
    {
        Product product(stateDir);
        QVERIFY2(product.start(arguments), product.log().c_str());
        QVERIFY(product.waitForBackend("digits:web", "up", 60s));
        for (int i = 0; i < 250; ++i)
            QCOMPARE(product.ingest().post("/apps/digits/classify", image).status, 200);
        QVERIFY(waitFor([&] { return product.ask("requests?limit=1000").size() >= 250; }, 60s));
        const json wanted{{"thresholds", {{"frequency_hz", 17.5}, {"size_bytes", 123'456}}}};
        QCOMPARE(product.control().post("/api/v1/applications/digits/watch", wanted.dump()).status, 202);
        begun = product.ask("watches").at(0);
        product.kill();
    }
    const auto isOn = [&](const json& watches, const char* phase) {
        return watches.size() == 1 && watches[0]["phase"] == phase
               && watches[0]["begun_unix_us"] == begun["begun_unix_us"] && watches[0]["before"] == begun["before"]
               && watches[0]["tried"] == begun["tried"] && watches[0]["rolls_back"] == true;
    };
    json predicted;
    for (int round = 0; round < 2; ++round) {
        Product product(stateDir);
        QVERIFY2(product.start(arguments), product.log().c_str());
        QVERIFY(waitFor([&] { return isOn(product.ask("watches"), "waiting"); }, 60s));
        const json now = product.ask("watches").at(0)["predicted_p95_ms"];
        QVERIFY(now.is_object() && (round == 0 || now == predicted));
        predicted = now;
        QVERIFY(product.ask("events").dump().find("new thresholds are watched on after a restart")
                != std::string::npos);
        QVERIFY(product.waitForBackend("digits:web", "up", 60s));
        for (int i = 0; i < 50; ++i)
            QCOMPARE(product.ingest().post("/apps/digits/classify", image).status, 200);
        const int all = 50 * (round + 1);
        QVERIFY(waitFor([&] { return product.ask("watches").at(0)["requests"] == all; }, 60s));
        if (round == 0) {
            product.kill();
            continue;
        }
        const json other{{"frequency_hz", 1.0}, {"size_bytes", 1}};
        QCOMPARE(product.control().put("/api/v1/applications/digits/thresholds", other.dump()).status, 200);
        QVERIFY(isOn(product.ask("watches"), "ended"));
        product.kill();
    }
    Product product(stateDir);
    QVERIFY2(product.start(arguments), product.log().c_str());
    QVERIFY(product.ask("watches").empty());
}

/// Killed at any moment while thresholds are applied under watch: those that apply afterwards are watched.
void TestKill::anEditAndItsWatchAreOne()
{
    DigitsServer server;
    QVERIFY(server.start());
    QTemporaryDir dir;
    const QStringList arguments{QStringLiteral("--config"), configIn(dir, server)};
    const QString stateDir = dir.filePath(QStringLiteral("state"));
    const std::string image = png(testSplit().front(), 4);
    std::mt19937 random(kSeed);
    std::uint64_t last = 0;
    std::uint64_t cutShort = 0;
    for (int round = 0; round <= kKills; ++round) {
        Product product(stateDir);
        QVERIFY2(product.start(arguments), product.log().c_str());
        if (round == 0) { // what is predicted from
            QVERIFY(product.waitForBackend("digits:web", "up", 60s));
            for (int i = 0; i < 250; ++i)
                QCOMPARE(product.ingest().post("/apps/digits/classify", image).status, 200);
            QVERIFY(waitFor([&] { return product.ask("requests?limit=1000").size() >= 250; }, 60s));
        } else {
            const auto kept = product.ask("applications/digits/thresholds").at("size_bytes").get<std::uint64_t>();
            QVERIFY2(kept == last || kept == last + 1, qPrintable(QString::number(kept)));
            cutShort += kept - last;
            last = kept;
            const json watches = product.ask("watches");
            QVERIFY2(watches.size() == 1 && watches[0]["tried"]["thresholds"]["size_bytes"] == kept
                         && watches[0]["before"]["thresholds"]["size_bytes"] != kept
                         && (watches[0]["phase"] == "predicting" || watches[0]["phase"] == "waiting"),
                     qPrintable(QStringLiteral("round %1: size_bytes is %2, watched: %3")
                                    .arg(round)
                                    .arg(kept)
                                    .arg(QString::fromStdString(watches.dump()))));
        }
        std::atomic<std::uint64_t> acknowledged{last};
        const std::uint64_t wanted = last + 2 + random() % 5;
        std::uint64_t reached = 0;
        std::jthread editor([&] { reached = watchUntilBroken(product.control(), last + 1, acknowledged); });
        QVERIFY(waitFor([&] { return acknowledged >= wanted; }, 60s));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000)); // anywhere in the next ones
        product.kill();
        editor.join();
        last = reached;
    }
    std::printf("%d kills: %llu edits under watch, %llu of them not acknowledged and yet whole\n", kKills,
                static_cast<unsigned long long>(last), static_cast<unsigned long long>(cutShort));
}

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
