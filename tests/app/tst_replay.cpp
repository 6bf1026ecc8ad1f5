// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <QTemporaryDir>

#include <cmath>

#include <nlohmann/json.hpp>

#include "app/replay/recordingcheck.h"
#include "app/replay/recordingreplay.h"
#include "app/replay/replayoptions.h"
#include "app/replay/report.h"
#include "app/replay/sitemodels.h"
#include "engine/api/ingredients.h"
#include "engine/replay/recording.h"
#include "tests/engine/replay/simulatedrecords.h"

using namespace straightline;
using namespace straightline::app;

/// `straightline replay`: its options, the models in site.toml, and its report.
class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsValues_data();
    void readsValues();
    void refusesOptions_data();
    void refusesOptions();
    void readsModels();
    void refusesSites_data();
    void refusesSites();
    void reportsTheSameInEachFormat();
    void readsVariantsOfAdaptive();
    void readsRecordings();
    void keepsWhatAHalfRecordingHas();
    void checksModelsOfARecording();

private:
    std::filesystem::path write(const std::string& text);
    std::filesystem::path record(std::size_t requests);
    QTemporaryDir m_folder;
};

namespace
{

const std::string kSite = "[[application]]\n"
                          "name = \"digits\"\n"
                          "[[application.backend]]\n"
                          "name = \"web\"\n"
                          "tier = \"local\"\n"
                          "kind = \"http\"\n"
                          "url = \"http://127.0.0.1:9001\"\n"
                          "capacity = 3\n"
                          "[application.backend.model]\n";

} // namespace

std::filesystem::path TestReplay::write(const std::string& text)
{
    QFile file(m_folder.filePath(QStringLiteral("site.toml")));
    if (!file.open(QFile::WriteOnly))
        qFatal("cannot write");
    file.write(text.data(), static_cast<qint64>(text.size()));
    return file.fileName().toStdString();
}

void TestReplay::readsValues_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::vector<double>>("values");
    QTest::newRow("one") << std::string("20") << std::vector<double>{20};
    QTest::newRow("list") << std::string("5,2.5k,1Mi") << std::vector<double>{5, 2'500, 1'048'576};
    QTest::newRow("range") << std::string("0:10:3") << std::vector<double>{0, 5, 10};
    QTest::newRow("logarithmic") << std::string("1:1k:4:log") << std::vector<double>{1, 10, 100, 1'000};
    for (const char* wrong : {"", "a", "-1", "1,", "5:1:3", "1:2:1", "0:10:3:log", "1:2:3:lin", "1:2", "1:2:1e9", "1x",
                              "inf", "1e30", "1:2:2.5"})
        QTest::newRow(wrong) << std::string(wrong) << std::vector<double>{};
}

void TestReplay::readsValues()
{
    QFETCH(std::string, text);
    QFETCH(std::vector<double>, values);
    const auto got = parseValues("--frequency-threshold", text);
    if (values.empty()) {
        QVERIFY(!got.has_value());
        QVERIFY(got.error().detail.starts_with("--frequency-threshold " + text + ": allowed are 20, 5,20,80"));
        return;
    }
    QVERIFY(got.has_value());
    QCOMPARE(got->size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        QVERIFY(std::abs((*got)[i] - values[i]) <= 1e-9 * values[i]);
}

void TestReplay::refusesOptions_data()
{
    QTest::addColumn<std::vector<std::string>>("arguments");
    QTest::addColumn<std::string>("said");
    const auto row = [](std::vector<std::string> arguments, std::string said) {
        QTest::newRow(said.c_str()) << std::move(arguments) << said;
    };
    row({}, "needed are --trace FILE.csv and --site site.toml");
    row({"--trace", "t", "--site"}, "--site needs a value: --site site.toml");
    row({"--trace", "t", "--site", "s", "--policy", "best"}, "--policy best: allowed are straightline, round_robin");
    row({"--trace", "t", "--site", "s", "--seed", "1,x"}, "--seed 1,x: allowed are whole numbers");
    row({"--trace", "t", "--site", "s", "--threads", "0"}, "--threads 0: allowed is 1");
    row({"--trace", "t", "--site", "s", "--slo-ms", "0"}, "--slo-ms 0: allowed is");
    row({"--trace", "t", "--site", "s", "--json=yes"}, "--json takes no value");
    row({"--trace", "t", "--site", "s", "--without", "salt"}, "--without salt: \"salt\": allowed are sizes, wait");
    row({"--trace", "t", "--site", "s", "--tune", "luck"}, "--tune luck: allowed are p95, failures, slo, cost");
    row({"--trace", "t", "--site", "s", "--tune", "p95", "--policy", "two_choices"}, "--tune finds the thresholds");
    row({"--trace", "t", "--site", "s", "--split", "1"}, "--split 1: allowed is 0.1 … 0.9");
    row({"--trace", "t", "--site", "s", "--fault", "melt:a:1:2"}, "--fault: fault melt:a:1:2: unknown kind; allowed");
    row({"--trace", "t", "--site", "s", "--load", "0"}, "--load 0: allowed is 0.001 … 1000");
    row({"--recording", "r", "--site", "s"}, "needed are --trace FILE.csv and --site site.toml, or --recording");
    row({"--trace", "t", "--site", "s", "--check"}, "--check needs --recording");
    row({"--recording", "r", "--check", "--policy", "oracle"}, "--check needs --recording, and predicts what happened");
    row({"--quick"}, "unknown argument --quick; see straightline replay --help");
}

void TestReplay::refusesOptions()
{
    QFETCH(std::vector<std::string>, arguments);
    QFETCH(std::string, said);
    const auto options = parseReplayOptions(arguments);
    QVERIFY(!options.has_value());
    QVERIFY2(options.error().detail.starts_with(said), options.error().detail.c_str());
}

void TestReplay::readsModels()
{
    const auto site = readSimulatedSite(write(kSite
                                              + "service_ms = 7\nworkers = 2\ndistribution = \"exponential\"\n"
                                                "[[application.backend]]\nname = \"fn\"\ntier = \"serverless\"\n"
                                                "kind = \"http\"\nurl = \"http://127.0.0.1:9002\"\n"));
    QVERIFY2(site.has_value(), site ? "" : site.error().detail.c_str());
    const auto& models = site->front().models;
    QCOMPARE(models.size(), std::size_t{2});
    QCOMPARE(models[0].serviceMs, 7.0);
    QCOMPARE(models[0].workers, 2U);
    QVERIFY(models[0].distribution == replay::Spread::Exponential);
    QVERIFY(models[1] == replay::defaultModel(Tier::Serverless));
    QCOMPARE(site->front().route.backends[0].capacity, 3U);
}

void TestReplay::refusesSites_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("said");
    const auto row = [](const char* name, std::string text, std::string said) {
        QTest::newRow(name) << std::move(text) << std::move(said);
    };
    row("no application", "", "site.toml: there is no application");
    row("no backend", "[[application]]\nname = \"a\"\n",
        "application \"a\" has no backend: at least one [[application.backend]] is needed");
    row("unknown key", kSite + "speed = 1\n",
        "site.toml:9:22: model.speed: unknown key; allowed are distribution, workers, replicas, backlog");
    row("out of bounds", kSite + "cv = 11\n", "site.toml:9:22: model.cv = 11: allowed is 0 … 10");
    row("wrong type", kSite + "service_ms = \"fast\"\n", "model.service_ms = \"fast\": allowed is a number");
    row("unknown distribution", kSite + "distribution = \"pareto\"\n", "model.distribution = \"pareto\": allowed is");
    row("workers", kSite + "workers = -1\n", "model.workers = -1: allowed is a whole number from 0 on");
    row("too many workers", kSite + "workers = 100001\n", "model.workers = 100001: allowed is 0 … 100000");
    row("no replica", kSite + "replicas = 0\n", "model.replicas = 0: allowed is 1 … 1000");
}

void TestReplay::refusesSites()
{
    QFETCH(std::string, text);
    QFETCH(std::string, said);
    const auto site = readSimulatedSite(write(text));
    QVERIFY(!site.has_value());
    QVERIFY2(site.error().detail.find(said) != std::string::npos, site.error().detail.c_str());
}

void TestReplay::reportsTheSameInEachFormat()
{
    replay::SweepCell cell;
    cell.thresholds = {.frequencyHz = 12.5, .sizeBytes = 4'096};
    cell.seed = 3;
    cell.outcome.requests = 4;
    cell.outcome.ended[static_cast<std::size_t>(Outcome::Answered)] = 3;
    cell.outcome.ended[static_cast<std::size_t>(Outcome::QueueFull)] = 1;
    for (const int ms : {10, 20, 30}) {
        cell.outcome.answeredMicros.record(static_cast<std::uint64_t>(ms) * 1'000);
        cell.outcome.answeredNanos += static_cast<std::uint64_t>(ms) * 1'000'000;
    }
    cell.outcome.withinTarget = 3;
    cell.outcome.placed = {1, 2, 0};
    cell.outcome.deadlineNanos = 100'000'000;
    const auto json = nlohmann::json::parse(makeReport({cell}, ReportFormat::Json, true));
    QVERIFY(json["partial"].get<bool>());
    const auto& result = json["results"][0];
    QCOMPARE(result["policy"].get<std::string>(), std::string("straightline"));
    QCOMPARE(result["frequency_hz"].get<double>(), 12.5);
    QCOMPARE(result["failures"]["queue_full"].get<int>(), 1);
    QCOMPARE(result["mean_ms"].get<double>(), 40.0); // a failure counts as the deadline
    QVERIFY(std::abs(result["p99_ms"].get<double>() / 100 - 1) < 0.01);
    QCOMPARE(result["slo_percent"].get<double>(), 75.0);
    QVERIFY(std::abs(result["share"]["container"].get<double>() - 2.0 / 3) < 1e-12);
    const std::string csv = makeReport({cell}, ReportFormat::Csv, false);
    QVERIFY(csv.find("\nstraightline,12.5,4096,3,4,1,25.0000,75.0000,40.000,") != std::string::npos);
    const std::string table = makeReport({cell}, ReportFormat::Table, true);
    QVERIFY(table.find("cut short") != std::string::npos);
    cell.policy = PolicyKind::Adaptive;
    cell.without = {"guard", "price"};
    QVERIFY(makeReport({cell}, ReportFormat::Csv, false).find("\nadaptive-guard-price,") != std::string::npos);
}

void TestReplay::readsVariantsOfAdaptive()
{
    const auto options = parseReplayOptions({"--trace", "t", "--site", "s", "--policy", "join_shortest_queue,oracle",
                                             "--without", "none,guard+price,each"});
    QVERIFY(options.has_value());
    QVERIFY((options->policies == std::vector{PolicyKind::LeastOutstanding, PolicyKind::Oracle}));
    QCOMPARE(options->without.size(), 2 + kIngredientCount);
    QVERIFY(options->without[0].empty());
    QVERIFY((options->without[1] == std::vector<std::string>{"guard", "price"}));
    QVERIFY((options->without.back() == std::vector<std::string>{"staleness"}));
}

/// Of a site with one backend; every second of them altered, so that its decision cannot be reproduced.
std::filesystem::path TestReplay::record(std::size_t requests)
{
    const BackendConfiguration web = testBackend("web", 3, Tier::Local, 64);
    replay::RecordingHeader header{.made = "test", .created = "2026-01-01T00:00:00Z", .site = {}};
    ApplicationConfiguration& digits = header.site.applications.emplace_back();
    digits.name = "digits";
    digits.number = 1;
    digits.backends = {web};
    const std::filesystem::path file = m_folder.filePath(QStringLiteral("recording.jsonl.gz")).toStdString();
    auto writer = replay::RecordingWriter::create(file, header);
    auto rows = recordsOf({.serviceMs = 20, .perMbMs = 5}, web, 20, requests, 3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Decision& decision = rows[i].record.decision;
        decision.room[0] = {
            .inFlight = 0, .capacity = 64, .healthy = 1, .takesSize = 1, .withFreeSlot = 1, .withRoom = 1};
        decision.candidateCount = 1;
        decision.candidates[0] = {3, 1.0F};
        if (i % 2 == 1)
            decision.reason = Reason::Overflow;
    }
    std::reverse(rows.begin(), rows.end()); // records come as requests end
    for (const RequestRow& row : rows) {
        if (!writer->write(row))
            qFatal("cannot write");
    }
    if (!writer->finish())
        qFatal("cannot finish");
    return file;
}

void TestReplay::readsRecordings()
{
    const auto trace = readRecordedTrace(record(400));
    QVERIFY2(trace.has_value(), trace ? "" : trace.error().detail.c_str());
    QVERIFY(!trace->broken);
    QCOMPARE(trace->requests, std::uint64_t{400});
    QCOMPARE(trace->decided, std::uint64_t{400});
    QCOMPARE(trace->reproduced, std::uint64_t{200});
    QCOMPARE(trace->rows.size(), std::size_t{400});
    QCOMPARE(trace->rows.front().arrivalNanos, std::int64_t{0});
    QVERIFY(std::is_sorted(trace->rows.begin(), trace->rows.end(),
                           [](const auto& one, const auto& other) { return one.arrivalNanos < other.arrivalNanos; }));
    QCOMPARE(trace->site.size(), std::size_t{1});
    QVERIFY(std::abs(trace->site[0].models[0].serviceMs - 20.0) < 0.5); // fitted to them
}

void TestReplay::keepsWhatAHalfRecordingHas()
{
    const auto whole = record(2'000);
    const auto half = whole.string() + ".half";
    QFile file(QString::fromStdString(whole.string()));
    QVERIFY(file.open(QFile::ReadOnly));
    QFile cut(QString::fromStdString(half));
    QVERIFY(cut.open(QFile::WriteOnly));
    cut.write(file.read(file.size() / 2));
    cut.close();
    const auto trace = readRecordedTrace(half);
    QVERIFY(trace.has_value() && trace->broken);
    QVERIFY(trace->broken->detail.starts_with(half + ":"));
    QVERIFY(trace->requests > 500 && trace->requests < 2'000);
    QVERIFY(!readRecordedTrace(m_folder.filePath(QStringLiteral("none")).toStdString()).has_value());
}

void TestReplay::checksModelsOfARecording()
{
    ReplayOptions options;
    options.recordingPath = record(2'000).string();
    options.split = 0.5;
    options.checksModels = true;
    options.format = ReportFormat::Json;
    const auto report = checkRecording(options);
    QVERIFY2(report.has_value(), report ? "" : report.error().detail.c_str());
    const auto json = nlohmann::json::parse(*report);
    QCOMPARE(json["application"].get<std::string>(), std::string("digits"));
    QVERIFY(json["models"][0]["fitted"].get<bool>());
    QCOMPARE(json["fitted_requests"].get<int>() + json["happened"]["requests"].get<int>(), 2'000);
    const double happened = json["happened"]["p50_ms"].get<double>();
    QVERIFY(std::abs(json["predicted"]["p50_ms"].get<double>() / happened - 1.0) < 0.05);
    options.format = ReportFormat::Table;
    QVERIFY(checkRecording(options)->find("fitted to ") != std::string::npos);
    options.format = ReportFormat::Csv;
    const std::string csv = *checkRecording(options);
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), std::ptrdiff_t{2});
    options.application = "letters";
    QCOMPARE(checkRecording(options).error().detail,
             std::string("--check needs --application NAME, one of the recorded: digits"));
}

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
