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
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();

private:
    struct Ran {
        int code;
        QByteArray out;
        QByteArray err;
    };
    Ran run(const QStringList& arguments) const;
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QByteArray read(const QString& name) const;
    QTemporaryDir m_folder;
};

TestExperimentCommand::Ran TestExperimentCommand::run(const QStringList& arguments) const
{
    QProcess process;
    process.start(QStringLiteral(STRAIGHTLINE_PROGRAM), QStringList{QStringLiteral("experiment")} + arguments);
    if (!process.waitForFinished(110'000))
        qFatal("it does not end");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray TestExperimentCommand::read(const QString& name) const
{
    QFile file(path(name));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
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
