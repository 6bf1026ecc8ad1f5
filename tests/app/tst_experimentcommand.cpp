// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

/// `straightline experiment` as it is run: the program, its exit code, its files.
class TestExperimentCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesTheSameBytesTwice();
    void readsAFolderOfTraces();
    void keepsWhatWasDoneWhenInterrupted();
    void goesOnWhereItWasStopped_data();
    void goesOnWhereItWasStopped();
    void goesOnOnlyFromTheSamePlan();
    void goesOnOnlyWithTheSameBuild();
    void studiesTheSystemsParameters();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();

private:
    struct Ran {
        int code;
        QByteArray out;
        QByteArray err;
    };
    Ran run(const QStringList& arguments, const QString& program = QStringLiteral(STRAIGHTLINE_PROGRAM)) const;
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QByteArray read(const QString& name) const;
    void write(const QString& name, const QByteArray& text) const;
    QList<QByteArray> linesOf(const QString& name) const { return read(name).trimmed().split('\n'); }
    QTemporaryDir m_folder;
};

TestExperimentCommand::Ran TestExperimentCommand::run(const QStringList& arguments, const QString& program) const
{
    QProcess process;
    process.start(program, QStringList{QStringLiteral("experiment")} + arguments);
    if (!process.waitForFinished(110'000))
        qFatal("it does not end");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray TestExperimentCommand::read(const QString& name) const
{
    QFile file(path(name));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void TestExperimentCommand::write(const QString& name, const QByteArray& text) const
{
    QFile file(path(name));
    if (!QDir(QFileInfo(file).path()).mkpath(QStringLiteral(".")) || !file.open(QFile::WriteOnly)
        || file.write(text) != text.size())
        qFatal("cannot write");
}

void TestExperimentCommand::leavesTheSameBytesTwice()
{
    const QStringList quick{QStringLiteral("--quick"), QStringLiteral("--seeds=2"), QStringLiteral("--scenario=calm"),
                            QStringLiteral("--fault=none,K3")};
    for (const QString& out : {QStringLiteral("one"), QStringLiteral("two")}) {
        const Ran ran = run(quick + QStringList{QStringLiteral("--out"), path(out)});
        QVERIFY2(ran.code == 0, ran.err.constData());
        QVERIFY2(ran.out.startsWith("2 of 2 cells"), ran.out.constData());
    }
    for (const QString& name : {QStringLiteral("table.csv"), QStringLiteral("runs.csv"), QStringLiteral("results.json"),
                                QStringLiteral("summary.md"), QStringLiteral("table.md")}) {
        QVERIFY2(!read(QStringLiteral("one/") + name).isEmpty(), qPrintable(name));
        QCOMPARE(read(QStringLiteral("one/") + name), read(QStringLiteral("two/") + name));
    }
    QCOMPARE(read(QStringLiteral("one/table.csv")).count('\n'), 1 + 2 * 18);
    QCOMPARE(read(QStringLiteral("one/runs.csv")).count('\n'), 1 + 2 * 18 * 2);
    const auto json = nlohmann::json::parse(read(QStringLiteral("one/results.json")).toStdString());
    QVERIFY(!json.contains("partial"));
    const std::string hash = json["plan_hash"];
    const QList<QByteArray> lines = read(QStringLiteral("one/runs.csv")).trimmed().split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) // version, hash and seed in each
        QCOMPARE(lines[i].split(',')[1].toStdString(), hash);
    const Ran again = run(quick + QStringList{QStringLiteral("--out"), path(QStringLiteral("one"))});
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("holds results already"), again.err.constData());
}

void TestExperimentCommand::readsAFolderOfTraces()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("traces")));
    QByteArray own = "arrival_s,application,body_bytes,work\n";
    for (int i = 0; i < 3'600; ++i)
        own += QByteArray::number(i / 10.0) + (i % 2 == 0 ? ",a," : ",b,") + QByteArray::number(i % 1'000) + ",1\n";
    QByteArray served =
        "t_s,client,images,image_tokens,text_tokens,output_tokens,body_bytes_jpeg_b64,body_bytes_raw_rgb\n";
    for (int i = 0; i < 3'600; ++i)
        served += QByteArray::number(i / 10.0) + ",0,1,1,1," + QByteArray::number(1 + i % 7) + ",1000,9000000\n";
    for (const auto& [name, text] : {std::pair{"traces/own.csv", own}, std::pair{"traces/served.csv", served},
                                     std::pair{"traces/README.md", QByteArray("no trace")}}) {
        QFile file(path(QString::fromLatin1(name)));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(text) == text.size());
    }
    const Ran ran = run({QStringLiteral("--quick"), QStringLiteral("--seeds=2"), QStringLiteral("--scenario=calm"),
                         QStringLiteral("--fault=none"), QStringLiteral("--traces"), path(QStringLiteral("traces")),
                         QStringLiteral("--out"), path(QStringLiteral("folder"))});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto json = nlohmann::json::parse(read(QStringLiteral("folder/results.json")).toStdString());
    QCOMPARE(json["traces"].size(), std::size_t{3});
    QCOMPARE(json["traces"][0]["name"].get<std::string>(), "own");
    QCOMPARE(json["traces"][2]["name"].get<std::string>(), "served-jpeg");
    for (const auto& each : json["results"]) { // nothing of 9 MB is taken by the serverless backend
        if (each["policy"] == "serverless_only" && each["trace"] == "served")
            QCOMPARE(each["failures"]["too_large"].get<int>(), each["requests"].get<int>());
        if (each["policy"] == "serverless_only" && each["trace"] == "served-jpeg")
            QCOMPARE(each["failures"]["too_large"].get<int>(), 0);
    }
}

void TestExperimentCommand::keepsWhatWasDoneWhenInterrupted()
{
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM),
                  {QStringLiteral("experiment"), QStringLiteral("--seeds=1000"), QStringLiteral("--out"),
                   path(QStringLiteral("long"))}); // hours
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(QStringLiteral("long/table.csv"))), 60'000);
    process.terminate();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    const auto json = nlohmann::json::parse(read(QStringLiteral("long/results.json")).toStdString());
    QVERIFY(json["partial"].get<bool>());
    QVERIFY(read(QStringLiteral("long/summary.md")).contains("Cut short"));
}

void TestExperimentCommand::goesOnWhereItWasStopped_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("files");
    QTest::newRow("table") << QStringList{QStringLiteral("--fault=none,K3")}
                           << QStringList{QStringLiteral("table.csv"),    QStringLiteral("runs.csv"),
                                          QStringLiteral("results.json"), QStringLiteral("summary.md"),
                                          QStringLiteral("table.md"),     QStringLiteral("cells.jsonl")};
    QTest::newRow("sensitivity") << QStringList{QStringLiteral("--sensitivity"), QStringLiteral("--points=2")}
                                 << QStringList{QStringLiteral("sensitivity.csv"), QStringLiteral("sensitivity.md"),
                                                QStringLiteral("cells.jsonl")};
}

void TestExperimentCommand::goesOnWhereItWasStopped()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, files);
    const QString whole = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral("-whole/");
    const QString piece = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral("-piece/");
    arguments += QStringList{QStringLiteral("--quick"), QStringLiteral("--seeds=2"), QStringLiteral("--scenario=calm")};
    const Ran once = run(arguments + QStringList{QStringLiteral("--out"), path(whole)});
    QVERIFY2(once.code == 0, once.err.constData());
    const QList<QByteArray> lines = linesOf(whole + QStringLiteral("cells.jsonl"));
    QCOMPARE(lines.size(), 1 + 2); // the head and two cells
    // Killed while the second cell was written: half of its line is there, and some of the reports.
    write(piece + QStringLiteral("cells.jsonl"),
          lines[0] + '\n' + lines[1] + '\n' + lines[2].first(lines[2].size() / 2));
    write(piece + files.first(), "half a li");
    const Ran again = run(arguments + QStringList{QStringLiteral("--resume"), QStringLiteral("--out"), path(piece)});
    QVERIFY2(again.code == 0, again.err.constData());
    QVERIFY2(again.err.contains("1 cells are done already"), again.err.constData());
    for (const QString& name : files) {
        QVERIFY2(!read(whole + name).isEmpty(), qPrintable(name));
        QVERIFY2(read(whole + name) == read(piece + name), qPrintable(name));
    }
    const Ran nothing = run(arguments + QStringList{QStringLiteral("--resume"), QStringLiteral("--out"), path(piece)});
    QCOMPARE(nothing.code, 0);
    QVERIFY(read(whole + files.first()) == read(piece + files.first()));
}

void TestExperimentCommand::goesOnOnlyFromTheSamePlan()
{
    const QStringList same{QStringLiteral("--quick"),         QStringLiteral("--seeds=2"),
                           QStringLiteral("--scenario=calm"), QStringLiteral("--fault=none"),
                           QStringLiteral("--out"),           path(QStringLiteral("plan"))};
    QCOMPARE(run(same).code, 0);
    const QByteArray kept = read(QStringLiteral("plan/cells.jsonl"));
    const QStringList resume{QStringLiteral("--resume")};
    const auto refused = [&](const QStringList& arguments, const QByteArray& said) {
        const QByteArray before = read(QStringLiteral("plan/cells.jsonl"));
        const Ran ran = run(arguments + resume);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains(said), ran.err.constData());
        QCOMPARE(read(QStringLiteral("plan/cells.jsonl")), before);
    };
    refused(same + QStringList{QStringLiteral("--seeds=3")}, "only the same program with the same options and traces");
    refused(same + QStringList{QStringLiteral("--sensitivity")}, "goes on from it");
    write(QStringLiteral("plan/cells.jsonl"), kept.left(kept.indexOf('\n') + 1) + "{\"point\":0}\n");
    refused(same, "cells.jsonl:2: ");
    write(QStringLiteral("plan/cells.jsonl"), QByteArray(kept).replace("\"fault\":0", "\"fault\":9"));
    refused(same, "cells.jsonl:2: a cell that the plan does not have");
    write(QStringLiteral("plan/cells.jsonl"), "nothing\n" + kept);
    refused(same, "is of something else");
    write(QStringLiteral("plan/cells.jsonl"), "");
    refused(same, "there is nothing to go on from");
    const Ran none = run(same + resume + QStringList{QStringLiteral("--out"), path(QStringLiteral("no-such"))});
    QCOMPARE(none.code, 2);
    QVERIFY2(none.err.contains("there is nothing to go on from"), none.err.constData());
}

/// Two builds of one version may compute other rows: only the very same program goes on.
void TestExperimentCommand::goesOnOnlyWithTheSameBuild()
{
    const QStringList arguments{QStringLiteral("--quick"),         QStringLiteral("--seeds=2"),
                                QStringLiteral("--scenario=calm"), QStringLiteral("--fault=none"),
                                QStringLiteral("--out"),           path(QStringLiteral("build"))};
    QCOMPARE(run(arguments).code, 0);
    const QByteArray kept = read(QStringLiteral("build/cells.jsonl"));
    const QStringList resumed = arguments + QStringList{QStringLiteral("--resume")};
    const auto copied = [&](const QString& name, const QByteArray& more) { // bytes behind a program do not change it
        const QString to = path(name);
        QFile program(to);
        if (!QFile::copy(QStringLiteral(STRAIGHTLINE_PROGRAM), to) || !program.open(QFile::Append)
            || program.write(more) != more.size())
            qFatal("cannot copy the program");
        return to;
    };
    const Ran other = run(resumed, copied(QStringLiteral("other"), "another build"));
    QCOMPARE(other.code, 2);
    const QByteArray build = kept.mid(kept.indexOf("\"build\":\"") + 9, 16);
    QVERIFY2(other.err.contains("(build " + build + "), plan "), other.err.constData());
    QVERIFY2(other.err.contains("only the same program"), other.err.constData());
    QCOMPARE(other.err.count("(build "), 2);
    QCOMPARE(other.err.count(build), 1);
    QCOMPARE(read(QStringLiteral("build/cells.jsonl")), kept);
    const Ran same = run(resumed, copied(QStringLiteral("moved"), "")); // wherever it is
    QVERIFY2(same.code == 0, same.err.constData());
    // What was written before builds were told apart may be of any.
    write(QStringLiteral("build/cells.jsonl"), QByteArray(kept).replace("\"build\":\"" + build + "\",", ""));
    const Ran old = run(resumed);
    QCOMPARE(old.code, 2);
    QVERIFY2(old.err.contains("(build not known)"), old.err.constData());
}

void TestExperimentCommand::studiesTheSystemsParameters()
{
    const QStringList study{QStringLiteral("--sensitivity"), QStringLiteral("--points=4"), QStringLiteral("--quick"),
                            QStringLiteral("--seeds=2")};
    const auto to = [&](const char* out, const char* seed) {
        return run(study
                   + QStringList{QStringLiteral("--seed"), QString::fromLatin1(seed), QStringLiteral("--out"),
                                 path(QString::fromLatin1(out))});
    };
    const Ran ran = to("study", "7");
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(ran.out.startsWith("4 of 4 cells"), ran.out.constData());
    QCOMPARE(to("study-two", "7").code, 0);
    QCOMPARE(to("study-other", "8").code, 0);
    for (const QString& name : {QStringLiteral("/sensitivity.csv"), QStringLiteral("/sensitivity.md")}) {
        QCOMPARE(read(QStringLiteral("study") + name), read(QStringLiteral("study-two") + name));
        QVERIFY(read(QStringLiteral("study") + name) != read(QStringLiteral("study-other") + name));
    }
    const QList<QByteArray> lines = linesOf(QStringLiteral("study/sensitivity.csv"));
    QCOMPARE(lines.size(), 1 + 4 * 18);
    const QList<QByteArray> header = lines[0].split(',');
    std::array<int, 4> winners{};
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> fields = lines[i].split(',');
        QCOMPARE(fields.size(), header.size());
        const bool wins = fields[header.indexOf("wins")] == "1";
        winners[fields[header.indexOf("point")].toUInt() - 1] += wins ? 1 : 0;
        QVERIFY(!wins || (fields[header.indexOf("as_good")] == "1" && fields[header.indexOf("policy")] != "oracle"));
    }
    QVERIFY(winners == (std::array<int, 4>{1, 1, 1, 1}));
    QVERIFY(read(QStringLiteral("study/sensitivity.md")).contains("| all cells | 4 | | | | 2 / 2 |"));
    const Ran twice = to("study", "7");
    QCOMPARE(twice.code, 2);
    QVERIFY2(twice.err.contains("holds results already"), twice.err.constData());
}

void TestExperimentCommand::saysWhatIsMissing_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const QString out = QStringLiteral("--out=") + path(QStringLiteral("never"));
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("empty")));
    QTest::newRow("no --out") << QStringList{QStringLiteral("--quick")} << QByteArray("needed is --out DIR");
    QTest::newRow("no such folder") << QStringList{out, QStringLiteral("--traces"), path(QStringLiteral("nowhere"))}
                                    << QByteArray("nowhere: No such file or directory");
    QTest::newRow("a folder without traces")
        << QStringList{out, QStringLiteral("--traces"), path(QStringLiteral("empty"))}
        << QByteArray("there is no *.csv, *.csv.gz, *.jsonl or *.jsonl.gz");
    QTest::newRow("an unknown scenario") << QStringList{out, QStringLiteral("--scenario=storm")}
                                         << QByteArray("--scenario storm: allowed are calm, 1.5x, 2x, 3x, step");
    QTest::newRow("an unknown law") << QStringList{out, QStringLiteral("--work=none")}
                                    << QByteArray("--work none: allowed are by_size, independent, against_size");
    QTest::newRow("points of nothing") << QStringList{out, QStringLiteral("--points=5")}
                                       << QByteArray("--points and --seed go with --sensitivity");
    QTest::newRow("a bad number") << QStringList{out, QStringLiteral("--seeds=1")}
                                  << QByteArray("--seeds 1: allowed is 2 … 1000");
}

void TestExperimentCommand::saysWhatIsMissing()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Ran ran = run(arguments);
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains(said), ran.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("never"))));
}

QTEST_GUILESS_MAIN(TestExperimentCommand)
#include "tst_experimentcommand.moc"
