// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/gateway/loadrun.h"
#include "tests/bench/gateway/sinkserver.h"

using namespace straightline::bench;

namespace
{

/// The backend in a process of its own.
class Sink
{
public:
    explicit Sink(const SinkOptions& options)
    {
        SinkServer server(options);
        if (!server.listen())
            return;
        m_port = server.ports().front();
        m_pid = ::fork();
        if (m_pid == 0)
            server.run();
    }
    ~Sink()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
    }
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    std::uint16_t port() const { return m_port; }

private:
    std::uint16_t m_port = 0;
    pid_t m_pid = -1;
};

LoadOptions to(const Sink& sink)
{
    LoadOptions options;
    options.port = sink.port();
    options.connections = 1;
    options.seconds = 0.5;
    options.warmupSeconds = 0.0;
    options.targets = {"/"};
    return options;
}

using Steps = std::vector<std::string>;

Steps stepsOf(MessageReader& reader, const std::string& text, std::size_t pieceBytes)
{
    Steps steps;
    std::string body;
    for (std::size_t at = 0; at < text.size(); at += pieceBytes) {
        const std::string copy = text.substr(at, pieceBytes);
        std::string_view bytes = copy;
        for (auto step = reader.next(bytes); step != MessageReader::Step::NeedMore; step = reader.next(bytes)) {
            if (step == MessageReader::Step::Head)
                body.clear();
            if (step == MessageReader::Step::Body)
                body += reader.piece();
            if (step == MessageReader::Step::End)
                steps.push_back(body);
            if (step == MessageReader::Step::Bad)
                return {"bad"};
        }
    }
    return steps;
}

} // namespace

class LoadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void percentilesAreWithinOnePercent();
    void readsMessagesHoweverTheyAreCut();
    void countsAnswersOfAWrongLengthAsFailures();
    void countsLatencyFromTheIntendedInstant();
    void sendsOnceOnEachConnection();
    void logsEachRequestAndFailsAShare();
};

void LoadTest::percentilesAreWithinOnePercent()
{
    std::mt19937_64 random(1);
    std::lognormal_distribution draw(13.0, 2.0);
    LogHistogram histogram;
    std::vector<std::int64_t> values(100'000);
    for (auto& value : values) {
        value = static_cast<std::int64_t>(draw(random));
        histogram.record(value);
    }
    std::sort(values.begin(), values.end());
    for (const double percent : {1.0, 50.0, 95.0, 99.0, 99.9}) {
        const auto exact = static_cast<double>(values[static_cast<std::size_t>(1'000.0 * percent)]);
        QVERIFY(std::abs(histogram.percentile(percent) / exact - 1.0) < 0.01);
    }
    QVERIFY(histogram.percentile(100.0) <= static_cast<double>(histogram.max()));
    QCOMPARE(histogram.max(), static_cast<std::uint64_t>(values.back()));
}

void LoadTest::readsMessagesHoweverTheyAreCut()
{
    const std::string text =
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirst"
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsecond\r\n4;x=y\r\n one\r\n0\r\n\r\n"
        "HTTP/1.1 204 No Content\r\n\r\n";
    for (std::size_t bytes = 1; bytes <= text.size(); ++bytes) {
        MessageReader reader(MessageReader::Kind::Answer);
        QVERIFY(stepsOf(reader, text, bytes) == (Steps{"first", "second one", ""}));
        QCOMPARE(reader.status(), 204);
    }
}

void LoadTest::countsAnswersOfAWrongLengthAsFailures()
{
    const Sink sink(SinkOptions{.answerBytes = 100});
    LoadOptions options = to(sink);
    options.bodyBytes = 3'000'000;
    options.once = true;
    options.answerBytes = 101;
    LoadRun run(options);
    QVERIFY(run.connect());
    run.run();
    QCOMPARE(run.completed(), 1U);
    QCOMPARE(run.failures(), 1U);
}

/// 100 requests/s to a place that takes 20 ms for each: the later ones wait longer and longer, and a generator that
/// waits with them before it sends would not see it.
void LoadTest::countsLatencyFromTheIntendedInstant()
{
    const Sink sink(SinkOptions{.workers = 1});
    LoadOptions options = to(sink);
    options.targets = {"/?id=1&work=20000"};
    options.perSecond = 100.0;
    LoadRun run(options);
    QVERIFY(run.connect());
    run.run();
    QCOMPARE(run.latency().count(), 50U);
    QVERIFY(run.latency().percentile(50) >= 0.99 * (25 * 10 + 20) * 1e6);
    QCOMPARE(run.failures(), 0U);
}

void LoadTest::sendsOnceOnEachConnection()
{
    const Sink sink(SinkOptions{.answerBytes = 100'000});
    LoadOptions options = to(sink);
    options.connections = 50;
    options.once = true;
    options.answerBytes = 100'000;
    options.seconds = 60;
    LoadRun run(options);
    QVERIFY(run.connect());
    run.run();
    QCOMPARE(run.completed(), 50U);
    QCOMPARE(run.failures(), 0U);
}

void LoadTest::logsEachRequestAndFailsAShare()
{
    const Sink sink(SinkOptions{.workers = 8, .failures = 0.25});
    LoadOptions options = to(sink);
    options.connections = 8;
    for (int i = 0; i < 400; ++i)
        options.schedule.push_back({i * 1'000'000, 10, "/app?id=" + std::to_string(i) + "&work=2000"});
    QTemporaryDir folder;
    options.logPath = folder.filePath(QStringLiteral("log")).toStdString();
    LoadRun run(options);
    QVERIFY(run.connect());
    run.run();
    QVERIFY(run.writeLog());
    std::ifstream log(options.logPath);
    long long due = 0;
    long long took = 0;
    int status = 0;
    int good = 0;
    int bad = 0;
    while (log >> due >> took >> status) {
        QVERIFY(due % 1'000 == 0 && due < 400'000);
        QVERIFY(took >= 1'900);
        ++(status == 200 ? good : bad);
        QVERIFY(status == 200 || status == 500);
    }
    QCOMPARE(good + bad, 400);
    QVERIFY(bad > 60 && bad < 140);
    QCOMPARE(static_cast<int>(run.failures()), bad);
}

QTEST_GUILESS_MAIN(LoadTest)
#include "tst_load.moc"
