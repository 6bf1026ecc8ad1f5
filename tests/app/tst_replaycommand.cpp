// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

/// `straightline replay` as an operator runs it: the program, its exit code, its two outputs.
class TestReplayCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void printsResults();
    void saysWhatIsNotSimulated();
    void keepsWhatCameBeforeAnUnknownApplication();
    void keepsWhatCameBeforeABadRow();
    void keepsWhatWasDoneWhenInterrupted();
    void saysWhereASiteIsWrong();
    void refusesAFaultOfNobody();
    void tunes();
    void choosesTheDevice();

private:
    struct Ran {
        int code;
        QByteArray out;
        QByteArray err;
    };
    Ran run(const QStringList& arguments) const;
    QStringList files() const;
    void write(const QString& name, const QByteArray& text) const;
    QTemporaryDir m_folder;
};

namespace
{

QByteArray site(const QByteArray& backends)
{
    return "[[application]]\nname = \"digits\"\nsize_threshold_bytes = 8000000\nfrequency_threshold_hz = 1000.0\n"
           + backends;
}

QByteArray backend(const QByteArray& name, const QByteArray& tier, const QByteArray& model)
{
    return "[[application.backend]]\nname = \"" + name + "\"\ntier = \"" + tier
           + "\"\nkind = \"http\"\nurl = \"http://127.0.0.1:9001\"\ncapacity = 16\n[application.backend.model]\n"
           + model;
}

} // namespace

void TestReplayCommand::init()
{
    write(QStringLiteral("site.toml"), site(backend("web", "local", "service_ms = 20\nper_mb_ms = 400\n")
                                            + backend("box", "container", "service_ms = 40\nworkers = 0\n")));
    write(QStringLiteral("trace.csv"), "arrival_s,application,body_bytes\n0,digits,10\n1,digits,20\n2,digits,30\n");
}

void TestReplayCommand::write(const QString& name, const QByteArray& text) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
}

QStringList TestReplayCommand::files() const
{
    return {QStringLiteral("--trace"), m_folder.filePath(QStringLiteral("trace.csv")), QStringLiteral("--site"),
            m_folder.filePath(QStringLiteral("site.toml"))};
}

TestReplayCommand::Ran TestReplayCommand::run(const QStringList& arguments) const
{
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM), QStringList{QStringLiteral("replay")} + arguments);
    if (!process.waitForFinished(60'000))
        qFatal("it does not end");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestReplayCommand::printsResults()
{
    const Ran ran = run(files()
                        + QStringList{QStringLiteral("--json"), QStringLiteral("--policy"),
                                      QStringLiteral("straightline,container_only")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto results = nlohmann::json::parse(ran.out.toStdString())["results"];
    QCOMPARE(results.size(), std::size_t{2});
    QCOMPARE(results[0]["requests"].get<int>(), 3);
    QCOMPARE(results[0]["share"]["local"].get<double>(), 1.0);
    QCOMPARE(results[1]["share"]["container"].get<double>(), 1.0);
    QVERIFY(!nlohmann::json::parse(ran.out.toStdString()).contains("partial"));
    QVERIFY(!ran.err.contains("hedge"));
}

void TestReplayCommand::saysWhatIsNotSimulated()
{
    write(QStringLiteral("site.toml"),
          site(backend("web", "local", "service_ms = 20\n")) + "[application.isolation]\nhedge_after_ms = 50\n");
    const Ran ran = run(files());
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(ran.err.contains("application \"digits\" hedges (isolation.hedge_after_ms): this is not simulated"),
             ran.err.constData());
}

void TestReplayCommand::keepsWhatCameBeforeAnUnknownApplication()
{
    write(QStringLiteral("trace.csv"),
          "arrival_s,application,body_bytes\n0,digits,1\n1,digits,1\n2,letters,1\n3,digits,1\n");
    const Ran ran = run(files() + QStringList{QStringLiteral("--json")});
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains("trace.csv:4: application \"letters\" is not in the site: there are digits"),
             ran.err.constData());
    const auto json = nlohmann::json::parse(ran.out.toStdString());
    QVERIFY(json["partial"].get<bool>());
    QCOMPARE(json["results"][0]["requests"].get<int>(), 2);
}

void TestReplayCommand::keepsWhatCameBeforeABadRow()
{
    write(QStringLiteral("trace.csv"), "arrival_s,application,body_bytes\n0,digits,1\n1,digits,-1\n");
    const Ran ran = run(files());
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains("trace.csv:3: body_bytes = \"-1\": allowed is"), ran.err.constData());
    QVERIFY(ran.out.contains("cut short"));
}

void TestReplayCommand::keepsWhatWasDoneWhenInterrupted()
{
    QByteArray rows = "arrival_s,application,body_bytes\n"; // 4,096 simulations of them take minutes
    for (int i = 0; i < 500'000; ++i)
        rows += QByteArray::number(i / 100) + ",digits," + QByteArray::number(i % 1'000) + "\n";
    write(QStringLiteral("trace.csv"), rows);
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM),
                  QStringList{QStringLiteral("replay")} + files()
                      + QStringList{QStringLiteral("--json"), QStringLiteral("--frequency-threshold"),
                                    QStringLiteral("1:200:64"), QStringLiteral("--size-threshold"),
                                    QStringLiteral("1:1000:64")});
    QVERIFY(process.waitForStarted());
    QVERIFY(!process.waitForFinished(2'000));
    process.terminate();
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 130);
    const auto json = nlohmann::json::parse(process.readAllStandardOutput().toStdString());
    QVERIFY(json["partial"].get<bool>());
    QCOMPARE(json["results"].size(), std::size_t{4'096});
    const int requests = json["results"][0]["requests"].get<int>();
    for (const auto& each : json["results"])
        QCOMPARE(each["requests"].get<int>(), requests); // all are of the same requests
    QVERIFY(requests < 500'000);
}

void TestReplayCommand::saysWhereASiteIsWrong()
{
    write(QStringLiteral("site.toml"), site(backend("web", "local", "")) + "[[application]]\nname = \"letters\"\n");
    const Ran ran = run(files());
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains("site.toml:12:"), ran.err.constData());
    QVERIFY2(ran.err.contains("application \"letters\" has no backend"), ran.err.constData());
    QVERIFY(ran.out.isEmpty());
}

void TestReplayCommand::refusesAFaultOfNobody()
{
    const Ran ran = run(files() + QStringList{QStringLiteral("--fault"), QStringLiteral("crash:wob:1:2")});
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains("backend \"wob\" is not in the site: there are web, box"), ran.err.constData());
}

void TestReplayCommand::tunes()
{
    QByteArray rows = "arrival_s,application,body_bytes\n";
    for (int i = 0; i < 6'000; ++i)
        rows += QByteArray::number(i * 0.02, 'f', 2) + ",digits," + (i % 5 == 0 ? "1000000" : "10000") + "\n";
    write(QStringLiteral("trace.csv"), rows);
    const QStringList tune{QStringLiteral("--tune"), QStringLiteral("p95")};
    const Ran ran = run(files() + tune + QStringList{QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto json = nlohmann::json::parse(ran.out.toStdString());
    QVERIFY(json["better"].get<bool>());
    QVERIFY(json["best"]["size_bytes"].get<int>() < 1'000'000);
    QVERIFY(json["proof"]["p95_percent"]["high"].get<double>() < 0);
    const Ran text = run(files() + tune);
    QVERIFY(text.out.contains("recommended: F = "));
    QVERIFY(text.out.contains("95 % CI"));
}

/// There may be a GPU or not: what is said of it is one of two.
void TestReplayCommand::choosesTheDevice()
{
    const auto deviceOf = [](const Ran& ran) { return nlohmann::json::parse(ran.out.toStdString())["device"]; };
    const QStringList json = files() + QStringList{QStringLiteral("--json")};
    const Ran onCpu = run(json + QStringList{QStringLiteral("--device"), QStringLiteral("cpu")});
    QCOMPARE(onCpu.code, 0);
    QCOMPARE(deviceOf(onCpu), nlohmann::json("cpu"));
    const Ran byItself = run(json);
    QCOMPARE(byItself.code, 0);
    QCOMPARE(nlohmann::json::parse(byItself.out.toStdString())["results"],
             nlohmann::json::parse(onCpu.out.toStdString())["results"]);

    const Ran onGpu = run(json + QStringList{QStringLiteral("--device"), QStringLiteral("cuda")});
    if (onGpu.code == 0) {
        QCOMPARE(deviceOf(onGpu), nlohmann::json("cuda"));
    } else {
        QCOMPARE(onGpu.code, 2);
        QVERIFY2(onGpu.err.startsWith("straightline replay: --device cuda: "), onGpu.err.constData());
        QVERIFY(onGpu.out.isEmpty());
    }

    const Ran notCarried = run(json
                               + QStringList{QStringLiteral("--device"), QStringLiteral("cuda"),
                                             QStringLiteral("--policy"), QStringLiteral("straightline,adaptive")});
    QCOMPARE(notCarried.code, 2);
    QVERIFY2(notCarried.err.contains("a GPU cannot simulate the policy adaptive"), notCarried.err.constData());

    const Ran unknown = run(json + QStringList{QStringLiteral("--device"), QStringLiteral("tpu")});
    QCOMPARE(unknown.code, 2);
    QVERIFY2(unknown.err.contains("--device tpu: allowed are auto, cpu, cuda"), unknown.err.constData());
}

QTEST_GUILESS_MAIN(TestReplayCommand)
#include "tst_replaycommand.moc"
