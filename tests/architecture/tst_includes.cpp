// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <regex>

#include "includerules.h"

namespace fs = std::filesystem;
using straightline::forbiddenBecause;

/// Scans every source for includes that the dependency rule forbids, and proves first that the scan can fail.
class TestIncludes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rule_data();
    void rule();
    void sourcesKeepTheRule();
};

void TestIncludes::rule_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("header");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char* name, const char* file, const char* header, bool allowed) {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(header) << allowed;
    };
    row("a stage may include the api", "engine/store/database.cpp", "engine/api/result.h", true);
    row("a stage may include itself", "engine/store/database.cpp", "engine/store/migrations.h", true);
    row("ingest may include placement", "engine/ingest/session.cpp", "engine/placement/decide.h", true);
    row("ingest may include dispatch", "engine/ingest/session.cpp", "engine/dispatch/pool.h", true);
    row("dispatch may include telemetry", "engine/dispatch/attempt.cpp", "engine/telemetry/recordring.h", true);
    row("core may include every stage", "engine/core/engine.cpp", "engine/control/httpserver.h", true);
    row("charts may include Qt Charts", "ui/charts/linechart.cpp", "QtCharts/QLineSeries", true);
    row("app may include ui and core", "app/application.cpp", "engine/core/engine.h", true);
    row("ui may include the api", "ui/pages/overview.cpp", "engine/api/snapshot.h", true);

    row("ui may not include the core", "ui/mainwindow.cpp", "engine/core/engine.h", false);
    row("ui pages may not include Qt Charts", "ui/pages/overview.cpp", "QtCharts/QChartView", false);
    row("placement may not include ingest", "engine/placement/rule.cpp", "engine/ingest/session.h", false);
    row("placement may not include Qt", "engine/placement/rule.cpp", "QString", false);
    row("placement may not include Asio", "engine/placement/rule.cpp", "boost/asio.hpp", false);
    row("telemetry may not include SQLite", "engine/telemetry/aggregator.cpp", "SQLiteCpp/Database.h", false);
    row("ingest may not include Qt", "engine/ingest/session.cpp", "QtCore/QObject", false);
    row("ingest may not include telemetry", "engine/ingest/session.cpp", "engine/telemetry/recordring.h", false);
    row("store may not include control", "engine/store/database.cpp", "engine/control/api.h", false);
    row("backends may not include dispatch", "engine/backends/registry.cpp", "engine/dispatch/pool.h", false);
    row("the engine may not include widgets", "engine/control/api.cpp", "QtWidgets/QApplication", false);
    row("the engine may not include ui", "engine/core/engine.cpp", "ui/mainwindow.h", false);
    row("the engine may not include app", "engine/core/engine.cpp", "app/options.h", false);
    row("the demo may not include the engine", "resources/demo/load/main.cpp", "engine/api/words.h", false);
}

void TestIncludes::rule()
{
    QFETCH(QString, file);
    QFETCH(QString, header);
    QFETCH(bool, allowed);
    QCOMPARE(forbiddenBecause(file.toStdString(), header.toStdString()).empty(), allowed);
}

void TestIncludes::sourcesKeepTheRule()
{
    const fs::path root(SOURCE_ROOT);
    const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    int scanned = 0;
    QStringList violations;
    for (const char* top : {"engine", "ui", "app", "resources"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".h" && extension != ".cpp" && extension != ".cu")
                continue;
            ++scanned;
            const std::string file = fs::relative(entry.path(), root).generic_string();
            std::ifstream in(entry.path());
            std::string line;
            for (int number = 1; std::getline(in, line); ++number) {
                std::smatch match;
                if (!std::regex_search(line, match, include))
                    continue;
                const std::string why = forbiddenBecause(file, match[1].str());
                if (!why.empty())
                    violations << QStringLiteral("%1:%2: %3 (%4)")
                                      .arg(QString::fromStdString(file))
                                      .arg(number)
                                      .arg(QString::fromStdString(match[1].str()), QString::fromStdString(why));
            }
        }
    }
    QVERIFY2(scanned > 20,
             qPrintable(QStringLiteral("only %1 sources found below %2").arg(scanned).arg(QLatin1String(SOURCE_ROOT))));
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
