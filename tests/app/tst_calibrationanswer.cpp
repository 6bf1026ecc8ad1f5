// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "app/calibrate/calibrationanswer.h"
#include "app/calibrate/enginecalibration.h"
#include "engine/api/calibrationjson.h"

using namespace straightline;

namespace
{

CalibrationResult found()
{
    CalibrationResult result;
    result.application = "digits";
    result.operation = 7;
    result.complete = true;
    result.points = {{.sweep = CalibrationSweep::Rate,
                      .tier = Tier::Local,
                      .perSecond = 8.0,
                      .sizeBytes = 16'384,
                      .sent = 40,
                      .failures = 2,
                      .p50Ms = 20.5,
                      .p95Ms = 31.25,
                      .firstFailure = "answered 503: busy"},
                     {.sweep = CalibrationSweep::Size,
                      .tier = Tier::Serverless,
                      .perSecond = 2.0,
                      .sizeBytes = 4'096,
                      .sent = 20,
                      .p50Ms = 12.0,
                      .p95Ms = 18.0,
                      .coldStarts = 3,
                      .coldP50Ms = 210.0,
                      .coldP95Ms = 345.6,
                      .usd = 0.000125,
                      .firstFailure = {}}};
    result.frequency = {.value = 11.5, .why = "local fails more"};
    result.size = {.value = std::nullopt, .why = "not locatable: no container"};
    result.notes = {"warming up cost 0.0001 USD"};
    return result;
}

} // namespace

/// What the engine found, as the command reads and shows it.
class TestCalibrationAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheEngineWrites();
    void saysWhatCannotBeRead_data();
    void saysWhatCannotBeRead();
    void showsColdStartsAndCost();
    void showsNoColumnForWhatThereIsNot();
    void asksForWhatTheApiTakes();
    void refusesASampleThatIsNoText();
};

void TestCalibrationAnswer::readsWhatTheEngineWrites()
{
    const auto read = app::calibrationResultFromJson(toJson(found()));
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(*read, found());
}

void TestCalibrationAnswer::saysWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char* name, auto change, const char* mentions) {
        Json json = toJson(found());
        change(json);
        QTest::newRow(name) << QString::fromStdString(json.dump()) << QString::fromUtf8(mentions);
    };
    row(
        "no points", [](Json& json) { json.erase("points"); }, "points");
    row(
        "an unknown tier", [](Json& json) { json["points"][0]["tier"] = "edge"; }, "edge");
    row(
        "a rate in words", [](Json& json) { json["points"][0]["per_second"] = "many"; }, "string");
    row(
        "a list", [](Json& json) { json = Json::array(); }, "array");
}

void TestCalibrationAnswer::saysWhatCannotBeRead()
{
    QFETCH(QString, json);
    QFETCH(QString, mentions);
    const auto read = app::calibrationResultFromJson(Json::parse(json.toStdString()));
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::BadReply);
    QVERIFY2(QString::fromStdString(read.error().detail).contains(mentions), read.error().detail.c_str());
}

void TestCalibrationAnswer::showsColdStartsAndCost()
{
    const QString text = QString::fromStdString(app::asText(found()));
    const QStringList lines = text.split(u'\n');
    QVERIFY2(lines[0].contains(QStringLiteral("cold p95 ms")) && lines[0].contains(QStringLiteral("USD")),
             qPrintable(text));
    QVERIFY2(lines[1].endsWith(QStringLiteral("answered 503: busy")), qPrintable(text));
    QVERIFY2(lines[2].contains(QStringLiteral("345.6")) && lines[2].endsWith(QStringLiteral("0.000125")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("these steps cost 0.000125 USD")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("F = 11.5/s: local fails more")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("D not locatable: no container")), qPrintable(text));
}

void TestCalibrationAnswer::showsNoColumnForWhatThereIsNot()
{
    CalibrationResult result = found();
    result.points.pop_back();
    result.complete = false;
    const QString text = QString::fromStdString(app::asText(result));
    QVERIFY2(!text.contains(QStringLiteral("cold p95")), qPrintable(text));
    QVERIFY2(!text.split(u'\n').front().contains(QStringLiteral("USD")), qPrintable(text));
    QVERIFY(text.endsWith(QStringLiteral("cut short: this is what was measured up to there\n")));
}

/// Every limit is said, so that what the command's help calls the default is what is measured.
void TestCalibrationAnswer::asksForWhatTheApiTakes()
{
    CalibrateApplication wanted{.application = "digits", .consent = true};
    wanted.limits.mostUsd = 0.25;
    wanted.limits.mostRequests = 700;
    wanted.sample = SampleRequest{.path = "/echo", .contentType = "application/json", .body = "{\"名\": 1}"};
    const auto json = app::calibrationWishJson(wanted);
    QVERIFY(json);
    QVERIFY((*json)["consent"].get<bool>());
    QCOMPARE((*json)["sample"]["body"].get<std::string>(), wanted.sample->body);
    QCOMPARE((*json)["sample"]["path"].get<std::string>(), std::string("/echo"));
    Json limits = *json;
    limits.erase("consent");
    limits.erase("sample");
    const auto read = calibrationLimitsFromJson(limits);
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(*read, wanted.limits);
}

void TestCalibrationAnswer::refusesASampleThatIsNoText()
{
    CalibrateApplication wanted{.application = "digits", .consent = true};
    wanted.sample = SampleRequest{.path = {}, .contentType = "image/png", .body = "\x89PNG\xff"};
    const auto json = app::calibrationWishJson(wanted);
    QVERIFY(!json);
    QVERIFY(json.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(QString::fromStdString(json.error().detail).contains(QStringLiteral("UTF-8")),
             json.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestCalibrationAnswer)
#include "tst_calibrationanswer.moc"
