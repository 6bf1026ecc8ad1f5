// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "engine/backends/container/connections.h"
#include "engine/backends/container/containerlogs.h"
#include "engine/backends/container/dockerhost.h"
#include "engine/backends/container/dockerstreams.h"
#include "engine/backends/container/dockervalues.h"
#include "engine/backends/container/replica.h"
#include "tests/engine/backends/comparewords.h"

using namespace straightline;
using namespace straightline::backends;
using nlohmann::json;

namespace
{

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

std::string frame(char stream, const std::string& payload)
{
    return std::string{stream, 0, 0, 0, 0, 0, static_cast<char>(payload.size() >> 8), static_cast<char>(payload.size())}
           + payload;
}

DockerSurroundings surroundings(std::map<std::string, std::string> variables, std::map<std::string, std::string> files)
{
    return {[variables](const char* name) {
                const auto found = variables.find(name);
                return found == variables.end() ? std::string() : found->second;
            },
            [files](const std::string& path) -> std::optional<std::string> {
                const auto found = files.find(path);
                return found == files.end() ? std::nullopt : std::optional(found->second);
            }};
}

} // namespace

/// What is pure in the container adapter.
class TestDockerValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void negotiation_data()
    {
        QTest::addColumn<QString>("newest");
        QTest::addColumn<QString>("oldest");
        QTest::addColumn<QString>("chosen"); // empty = refused
        QTest::addColumn<QString>("why");
        QTest::newRow("Docker 20.10") << "1.41"
                                      << "1.12"
                                      << "1.41"
                                      << "";
        QTest::newRow("an engine newer than we know") << "1.55"
                                                      << "1.44"
                                                      << "1.51"
                                                      << "";
        QTest::newRow("podman gives no oldest") << "1.40"
                                                << ""
                                                << "1.40"
                                                << "";
        QTest::newRow("an engine that forgot our version") << "1.99"
                                                           << "1.60"
                                                           << ""
                                                           << "speaks API 1.60 and newer";
        QTest::newRow("an engine too old") << "1.20"
                                           << "1.12"
                                           << ""
                                           << "speaks API 1.20 at most";
        QTest::newRow("no version") << ""
                                    << ""
                                    << ""
                                    << "cannot be read";
    }
    void negotiation()
    {
        QFETCH(QString, newest);
        QFETCH(QString, oldest);
        QFETCH(QString, chosen);
        QFETCH(QString, why);
        const auto version = negotiateApiVersion(newest.toStdString(), oldest.toStdString());
        QCOMPARE(version ? text(toString(*version)) : QString(), chosen);
        if (!version)
            QVERIFY2(text(version.error().detail).contains(why), version.error().detail.c_str());
    }

    void dockerHosts_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("socket");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("unix") << "unix:///run/d.sock"
                              << "/run/d.sock"
                              << "" << 0;
        QTest::newRow("tcp") << "tcp://10.0.0.1:2376"
                             << ""
                             << "10.0.0.1" << 2376;
        QTest::newRow("tcp without port") << "tcp://box"
                                          << ""
                                          << "box" << 2375;
        QTest::newRow("tcp with a final slash") << "tcp://box:1/"
                                                << ""
                                                << "box" << 1;
        QTest::newRow("tcp, IPv6") << "tcp://[::1]:2375"
                                   << ""
                                   << "::1" << 2375;
        QTest::newRow("ssh is not supported") << "ssh://user@box"
                                              << ""
                                              << "" << -1;
        QTest::newRow("a bad port") << "tcp://box:x"
                                    << ""
                                    << "" << -1;
        QTest::newRow("a path") << "/run/d.sock"
                                << ""
                                << "" << -1;
    }
    void dockerHosts()
    {
        QFETCH(QString, given);
        QFETCH(int, port);
        const auto host = parseDockerHost(given.toStdString());
        QCOMPARE(host.has_value(), port >= 0);
        if (!host)
            return;
        QTEST(text(host->unixSocket), "socket");
        QTEST(text(host->host), "host");
        QCOMPARE(int(host->port), port);
    }

    void discovery()
    {
        const auto places = [](const DockerSurroundings& around) {
            QStringList list;
            const auto hosts = findDockerHosts(around);
            for (const DockerHost& host : hosts.value_or(std::vector<DockerHost>()))
                list << text(host.text);
            return list;
        };
        QCOMPARE(places(surroundings({{"DOCKER_HOST", "tcp://a:1"}, {"XDG_RUNTIME_DIR", "/run/user/1"}}, {})),
                 QStringList{QStringLiteral("tcp://a:1")});
        QCOMPARE(places(surroundings({}, {})), (QStringList{QStringLiteral("unix:///var/run/docker.sock"),
                                                            QStringLiteral("unix:///run/podman/podman.sock")}));
        // sha256("mine")
        const std::string meta = "/home/u/.docker/contexts/meta/"
                                 + QCryptographicHash::hash("mine", QCryptographicHash::Sha256).toHex().toStdString()
                                 + "/meta.json";
        QCOMPARE(places(surroundings({{"HOME", "/home/u"}, {"XDG_RUNTIME_DIR", "/run/user/1"}},
                                     {{"/home/u/.docker/config.json", "{\"currentContext\":\"mine\"}"},
                                      {meta, "{\"Endpoints\":{\"docker\":{\"Host\":\"unix:///mine.sock\"}}}"}})),
                 (QStringList{QStringLiteral("unix:///mine.sock"), QStringLiteral("unix:///var/run/docker.sock"),
                              QStringLiteral("unix:///run/user/1/docker.sock"),
                              QStringLiteral("unix:///run/podman/podman.sock"),
                              QStringLiteral("unix:///run/user/1/podman/podman.sock")}));
        QVERIFY(!findDockerHosts(surroundings({{"DOCKER_HOST", "ssh://x"}}, {})));
        QCOMPARE(places(surroundings({{"HOME", "/h"}}, {{"/h/.docker/config.json", "garbage"}})).size(), 2);
    }

    void logFrames()
    {
        const std::string both = frame(1, "one\ntw") + frame(2, "error\r\n") + frame(1, "o\n") + frame(1, "rest");
        QCOMPARE(logLines(both, true), (std::vector<std::string>{"one", "error", "two", "rest"}));
        QCOMPARE(logLines(both.substr(0, 14), true), (std::vector<std::string>{"one", "tw"})); // cut in a payload
        QCOMPARE(logLines(both.substr(0, 17), true), (std::vector<std::string>{"one", "tw"})); // cut in a header
        QCOMPARE(logLines("", true), std::vector<std::string>{});
        QCOMPARE(logLines("raw\r\nlines\n", false), (std::vector<std::string>{"raw", "lines"}));
        const std::string longLine(300, 'x');
        QCOMPARE(logLines(frame(1, longLine), true), std::vector<std::string>{longLine});
    }

    void jsonStreams()
    {
        const std::string whole = "{\"a\":\"}{\\\"\"}\r\n\x1e{\"b\":{\"c\":1}}{\"d\":2} garbage {oops} {\"e\":3}";
        for (std::size_t size = 1; size < whole.size(); ++size) { // however it is cut
            JsonStream stream;
            std::vector<json> objects;
            for (std::size_t at = 0; at < whole.size(); at += size)
                for (json& object : stream.feed(std::string_view(whole).substr(at, size)))
                    objects.push_back(std::move(object));
            QCOMPARE(objects.size(), 4u);
            QVERIFY(objects[0]["a"] == "}{\"" && objects[1]["b"]["c"] == 1 && objects[2]["d"] == 2
                    && objects[3]["e"] == 3);
        }
    }

    void pullTally()
    {
        PullTally tally;
        QCOMPARE(tally.text(), "pulling");
        QCOMPARE(tally.progress(), -1.0);
        tally.take(json::parse("{\"status\":\"Pulling fs layer\",\"progressDetail\":{},\"id\":\"a\"}"));
        QCOMPARE(tally.text(), "pulling: Pulling fs layer");
        tally.take(json::parse(
            "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":10000000,\"total\":30000000},\"id\":\"a\"}"));
        tally.take(json::parse(
            "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":24000000,\"total\":50000000},\"id\":\"b\"}"));
        QCOMPARE(tally.text(), "pulling 34 MB of 80 MB");
        QCOMPARE(tally.text(std::chrono::milliseconds(2'000)), "pulling 34 MB of 80 MB, 42 %, 17 MB/s");
        QCOMPARE(tally.progress(), 0.425);
        QVERIFY(tally.error().empty());
        tally.take(json::parse("{\"errorDetail\":{\"message\":\"no\"},\"error\":\"manifest unknown\"}"));
        QCOMPARE(tally.error(), "manifest unknown");
        tally.take(json::parse("{\"status\":7,\"progressDetail\":\"odd\"}"));
    }

    void exits_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("oom");
        QTest::addColumn<quint64>("limit");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("expected");
        QTest::newRow("out of memory") << 137 << true << quint64(64'000'000) << ""
                                       << "exited 137: out of memory (limit 64 MB)";
        QTest::newRow("out of the machine's memory") << 137 << true << quint64(0) << ""
                                                     << "exited 137: out of memory";
        QTest::newRow("killed") << 137 << false << quint64(64'000'000) << ""
                                << "exited 137: killed";
        QTest::newRow("its own end") << 0 << false << quint64(0) << ""
                                     << "exited 0";
        QTest::newRow("never started") << 127 << false << quint64(0) << "exec: no such file"
                                       << "could not start: exec: no such file";
    }
    void exits()
    {
        QFETCH(int, code);
        QFETCH(bool, oom);
        QFETCH(quint64, limit);
        QFETCH(QString, error);
        ContainerFacts facts;
        facts.exitCode = code;
        facts.oomKilled = oom;
        facts.memoryBytes = limit;
        facts.error = error.toStdString();
        QTEST(text(exitText(facts)), "expected");
    }

    void limits()
    {
        ContainerSettings settings;
        ContainerFacts facts;
        QCOMPARE(limitProblem(settings, facts), "");
        settings.memoryBytes = 64'000'000;
        QCOMPARE(limitProblem(settings, facts), "the engine did not take the memory limit of 64 MB (it set none)");
        facts.memoryBytes = 64'000'000;
        settings.cpus = 0.5;
        QCOMPARE(limitProblem(settings, facts), "the engine did not take the limit of 0.5 CPUs (it set none)");
        facts.nanoCpus = 500'000'000;
        QCOMPARE(limitProblem(settings, facts), "");
    }

    void specAndMark()
    {
        ContainerSettings settings;
        settings.image = "a/b:1";
        settings.containerPort = 5000;
        settings.environment = {{"A", "1"}, {"TOKEN", "secret"}};
        json spec = containerSpec(settings, {{kBackendLabel, "x:y"}}, "127.0.0.1");
        QCOMPARE(spec["Image"].get<std::string>(), "a/b:1");
        QCOMPARE(spec["Env"][1].get<std::string>(), "TOKEN=secret");
        QCOMPARE(spec["HostConfig"]["PortBindings"]["5000/tcp"][0]["HostIp"].get<std::string>(), "127.0.0.1");
        QCOMPARE(spec["HostConfig"]["PortBindings"]["5000/tcp"][0]["HostPort"].get<std::string>(), "");
        QCOMPARE(spec["HostConfig"]["RestartPolicy"]["Name"].get<std::string>(), "no");
        QVERIFY(!spec["HostConfig"].contains("Memory") && !spec["HostConfig"].contains("NanoCpus")
                && !spec.contains("Cmd"));
        const std::string mark = settingsMark(settings);
        QCOMPARE(mark.size(), 16u);
        settings.replicas = 7;
        settings.startTimeout = std::chrono::seconds(1);
        QCOMPARE(settingsMark(settings), mark); // these need no new containers
        settings.cpus = 1.5;
        settings.memoryBytes = 1'000;
        settings.command = {"run", "it"};
        QVERIFY(settingsMark(settings) != mark);
        spec = containerSpec(settings, {}, "127.0.0.1");
        QCOMPARE(spec["HostConfig"]["NanoCpus"].get<std::uint64_t>(), 1'500'000'000u);
        QCOMPARE(spec["HostConfig"]["MemorySwap"].get<std::uint64_t>(), 1'000u);
        QCOMPARE(spec["Cmd"].size(), 2u);
    }

    void oddJsonIsReadAsNothing()
    {
        for (const char* odd :
             {"null", "[]", "7", "{}", "{\"State\":7,\"NetworkSettings\":{\"Ports\":[1]},\"HostConfig\":\"x\"}",
              "{\"NetworkSettings\":{\"Ports\":{\"80/tcp\":null,\"x\":[{\"HostPort\":7}],\"81/"
              "tcp\":[{\"HostPort\":\"99999\"}]}}}"}) {
            const ContainerFacts facts = readContainer(json::parse(odd));
            QVERIFY(!facts.running && facts.ports.empty() && facts.id.empty());
        }
        for (const char* odd : {"null", "{}", "[7]", "[{\"Id\":7}]", "[{\"Names\":\"x\",\"Labels\":[],\"Ports\":{}}]"})
            QVERIFY(readContainerList(json::parse(odd)).empty());
        QCOMPARE(engineMessage("plain text"), "plain text");
        QCOMPARE(engineMessage("{\"message\":\"no such thing\"}"), "no such thing");
        QCOMPARE(engineMessage("{\"cause\":\"disk\",\"message\":\"failed\",\"response\":500}"), "failed: disk");
    }

    void chosenGeneration_data()
    {
        QTest::addColumn<QString>("containers"); // generation, mark, state; one letter each: "1ar 1ar 2ax"
        QTest::addColumn<uint>("chosen");
        QTest::newRow("none") << "" << 0u;
        QTest::newRow("the only one, whatever its settings") << "1br" << 1u;
        QTest::newRow("the configured settings come first") << "1ar 1ar 2br 2br" << 1u;
        QTest::newRow("a redeploy cut short before all had started") << "1ar 1ar 2ar" << 1u;
        QTest::newRow("a redeploy cut short after all had started") << "1ar 1ar 2ar 2ar" << 2u;
        QTest::newRow("after a restart of the machine nothing runs") << "1ax 1ax 2ax 2ax" << 2u;
        QTest::newRow("something that runs before something that does not") << "1ar 2ax" << 1u;
    }
    void chosenGeneration()
    {
        QFETCH(QString, containers);
        std::vector<ContainerSummary> all;
        const auto words = containers.split(u' ', Qt::SkipEmptyParts);
        for (const QString& word : words) {
            ContainerSummary each;
            each.labels[kGenerationLabel] = word.mid(0, 1).toStdString();
            each.labels[kSettingsLabel] = word.mid(1, 1).toStdString();
            each.state = word[2] == u'r' ? "running" : "exited";
            all.push_back(each);
        }
        QTEST(uint(chooseGeneration(all, "a", 2)), "chosen");
    }

    void restartDelays()
    {
        std::vector<qint64> delays;
        for (std::uint32_t failures = 0; failures < 9; ++failures)
            delays.push_back(restartDelay(failures).count());
        QCOMPARE(delays, (std::vector<qint64>{0, 0, 1'000, 2'000, 4'000, 8'000, 16'000, 30'000, 30'000}));
        QCOMPARE(restartDelay(1'000'000).count(), 30'000);
    }

    void countsConnections()
    {
        const std::string table = "  sl  local_address rem_address   st tx_queue\n"
                                  "   0: 0100007F:1F90 00000000:0000 0A 0\n"
                                  "   1: 0100007F:C350 0100007F:8000 01 0\n"
                                  "   2: 0100007F:C351 0100007F:8000 06 0\n"
                                  "   3: 0100007F:C352 0100007F:8000 02 0\n"
                                  "   4: 0100007F:8000 0100007F:C350 01 0\n"
                                  "   5: 0100007F:C353 0100007F:8001 01 0";
        QCOMPARE(countConnections(table, {{"127.0.0.1", 0x8000}}), 2u);
        QCOMPARE(countConnections(table, {{"127.0.0.1", 0x8000}, {"127.0.0.1", 0x8001}}), 3u);
        QCOMPARE(countConnections(table, {{"127.0.0.2", 0x8000}}), 0u);
        QCOMPARE(countConnections("", {{"127.0.0.1", 1}}), 0u);
        QVERIFY(!connectionsTo({{"::1", 1}}).has_value());
    }

    void usage_data()
    {
        QTest::addColumn<QByteArray>("stats");
        QTest::addColumn<qulonglong>("memory");
        QTest::newRow("cgroup v2") << QByteArray(
            R"({"memory_stats":{"usage":900,"stats":{"inactive_file":100,"total_inactive_file":7}}})")
                                   << 800ULL;
        QTest::newRow("cgroup v1") << QByteArray(
            R"({"memory_stats":{"usage":900,"stats":{"total_inactive_file":200}}})")
                                   << 700ULL;
        QTest::newRow("more cache than usage")
            << QByteArray(R"({"memory_stats":{"usage":9,"stats":{"inactive_file":100}}})") << 9ULL;
        QTest::newRow("nothing") << QByteArray("{}") << 0ULL;
        QTest::newRow("no JSON") << QByteArray("x") << 0ULL;
    }
    void usage()
    {
        QFETCH(QByteArray, stats);
        QFETCH(qulonglong, memory);
        QCOMPARE(readUsage(nlohmann::json::parse(stats.toStdString(), nullptr, false)).memoryBytes, memory);
    }

    void shareOfTheCpu()
    {
        const Clock::Steady now = std::chrono::steady_clock::now();
        const UsageSample before{.cpuNanos = 1'000'000'000, .systemNanos = 10'000'000'000, .cpus = 4, .at = now};
        UsageSample after = before;
        after.at += std::chrono::seconds(1);
        after.cpuNanos += 500'000'000;
        after.systemNanos += 4'000'000'000;
        QCOMPARE(cpuPercent(before, after).value(), 50.0);
        after.systemNanos = 0; // podman: by our own clock
        QCOMPARE(cpuPercent(before, after).value(), 50.0);
        QVERIFY(!cpuPercent({}, after).has_value()); // the first sample
        after.cpuNanos = 1;
        QVERIFY(!cpuPercent(before, after).has_value()); // started again
        QVERIFY(readDockerTime("0001-01-01T00:00:00Z") == WallTime{});
        QVERIFY(readDockerTime("rubbish") == WallTime{});
        QVERIFY(readDockerTime("2026-01-01T00:00:00.5Z") == WallTime(std::chrono::seconds(1'767'225'600)));
    }

    void keptLogs()
    {
        ContainerLogs logs;
        logs.update("a", "1-1", {"x", "y"});
        logs.update("a", "1-1", {"x", "y", "z"});
        logs.update("b", "1-2", {"w"});
        QCOMPARE(logs.tail(2), (std::vector<std::string>{"1-1 | z", "1-2 | w"}));
        logs.archive("b");
        QCOMPARE(logs.tail(9), (std::vector<std::string>{"1-2 | w", "1-1 | x", "1-1 | y", "1-1 | z"}));
        for (int i = 0; i < 10; ++i) {
            logs.update("c", "t", std::vector<std::string>(10'000, std::string(100, 'x')));
            logs.archive("c");
        }
        std::size_t bytes = 0;
        for (const std::string& line : logs.tail(1'000'000))
            bytes += line.size();
        QVERIFY(bytes <= ContainerLogs::kKeptBytes + 100);
        QVERIFY(bytes > ContainerLogs::kKeptBytes - 1'000);
    }
};

QTEST_GUILESS_MAIN(TestDockerValues)
#include "tst_dockervalues.moc"
