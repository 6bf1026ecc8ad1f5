// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/sizeedit.h"
#include "ui/language.h"

using namespace straightline;
using namespace straightline::ui;

/// Calibrate… on the Placement page, over FakeEngine.
class TestCalibrationDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void nothingIsSentWithoutConsent();
    void whatIsWantedIsAsked();
    void theLargestBodyIsARoundNumber_data();
    void theLargestBodyIsARoundNumber();
    void isFollowedAndStopped();
    void itsStepsAreInTheLanguageOfTheConsole();
    void whatIsFoundIsAppliedAndUndone();
    void whatItCostsIsBoundedAndColdStartsAreTold();
    void refusalsAreTold();
    void readOnlySaysWhy();

private:
    template <class T>
    T* in(const char* name) const
    {
        T* found = m_console->find<QWidget>("CalibrationDialog")->findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no %s in the dialog", name);
        return found;
    }
    void start();
    QString status() const { return in<QLabel>("calibrationStatusLabel")->text(); }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestCalibrationDialog::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    m_console->window->showPage(m_console->rowOf("PlacementPage"));
    auto* action = m_console->window->actions().find(QStringLiteral("calibrateAction"));
    QTRY_VERIFY(action->isEnabled());
    action->trigger();
    QTRY_VERIFY(m_console->find<QWidget>("CalibrationDialog")->isVisible());
}

void TestCalibrationDialog::start()
{
    in<QCheckBox>("calibrationConsentCheckBox")->setChecked(true);
    in<QPushButton>("startCalibrationPushButton")->click();
    QTRY_VERIFY(!m_console->engine.actions.empty());
}

void TestCalibrationDialog::nothingIsSentWithoutConsent()
{
    auto* go = in<QPushButton>("startCalibrationPushButton");
    QVERIFY(!go->isEnabled());
    auto* rate = in<QSpinBox>("calibrationRateSpinBox");
    rate->setValue(80);
    const QString bound = in<QLabel>("calibrationBoundLabel")->text();
    QVERIFY2(bound.startsWith(QStringLiteral("It sends at most 80")), qPrintable(bound));
    in<QSpinBox>("calibrationRequestsSpinBox")->setValue(60);
    QVERIFY(in<QLabel>("calibrationBoundLabel")->text().contains(QStringLiteral(", 60 requests and ")));
    QVERIFY(m_console->engine.actions.empty());
    in<QCheckBox>("calibrationConsentCheckBox")->setChecked(true);
    QVERIFY(go->isEnabled());
}

void TestCalibrationDialog::whatIsWantedIsAsked()
{
    in<QSpinBox>("calibrationRateSpinBox")->setValue(80);
    in<QSpinBox>("calibrationLatencySpinBox")->setValue(2'500);
    in<QPlainTextEdit>("calibrationBodyPlainTextEdit")->setPlainText(QStringLiteral("{\"inputs\":[]}"));
    start();
    const auto& wanted = std::get<CalibrateApplication>(m_console->engine.actions.front().action);
    QCOMPARE(wanted.application, std::string("digits"));
    QVERIFY(wanted.consent);
    QCOMPARE(wanted.limits.mostPerSecond, 80.0);
    QVERIFY(wanted.limits.latencyBound == std::chrono::milliseconds(2'500));
    QCOMPARE(wanted.sample->path, std::string("/v2/models/digits/infer"));
    QCOMPARE(wanted.sample->contentType, std::string("application/json"));
    QCOMPARE(wanted.sample->body, std::string("{\"inputs\":[]}"));
    QVERIFY(!in<QCheckBox>("calibrationConsentCheckBox")->isChecked()); // it was for once
}

void TestCalibrationDialog::theLargestBodyIsARoundNumber_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("shown");
    const auto row = [](quint64 bytes, const char* shown) {
        QTest::newRow(shown) << bytes << QString::fromLatin1(shown);
    };
    row(8'388'608, "8 MiB"); // as it opens
    row(6'291'456, "6 MiB");
    row(262'144, "256 KiB");
    row(262'145, "262.145 kB");
    row(1'500'000, "1.5 MB");
    row(512'000, "512 kB");
    row(2'000'000'000, "2 GB");
    row(700, "700 B");
}

void TestCalibrationDialog::theLargestBodyIsARoundNumber()
{
    QFETCH(const quint64, bytes);
    QFETCH(const QString, shown);
    auto* size = in<SizeEdit>("calibrationBodySizeEdit");
    auto* number = in<QDoubleSpinBox>("calibrationBodyDoubleSpinBox");
    auto* unit = in<QComboBox>("calibrationBodyUnitComboBox");
    QCOMPARE(number->text() + QLatin1Char(' ') + unit->currentText(), QStringLiteral("8 MiB"));
    size->setBytes(bytes);
    QCOMPARE(number->text() + QLatin1Char(' ') + unit->currentText(), shown);
    QCOMPARE(size->bytes(), bytes);
    number->stepUp(); // by one of its unit
    QVERIFY(size->bytes() > bytes);
    unit->setCurrentText(QStringLiteral("KiB"));
    number->setValue(100.0);
    QCOMPARE(size->bytes(), quint64{102'400});
}

void TestCalibrationDialog::isFollowedAndStopped()
{
    start();
    m_console->engine.advanceOperation(1, OperationState::Running, "local tier: 20 requests", 0.25);
    QTRY_COMPARE(status(), QStringLiteral("local tier: 20 requests"));
    QCOMPARE(in<QProgressBar>("calibrationProgressBar")->value(), 250);
    QVERIFY(!in<QPushButton>("startCalibrationPushButton")->isVisible());
    in<QPushButton>("stopCalibrationPushButton")->click();
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{2});
    QCOMPARE(std::get<CancelOperation>(m_console->engine.actions[1].action).operation, std::uint64_t{1});
    QTRY_VERIFY(status().startsWith(QStringLiteral("cancelled")));
    QVERIFY(in<QPushButton>("startCalibrationPushButton")->isVisible());
    QVERIFY(!in<QPushButton>("applyCalibrationPushButton")->isVisible());
}

void TestCalibrationDialog::itsStepsAreInTheLanguageOfTheConsole()
{
    const QPointer<QWidget> before = m_console->find<QWidget>("CalibrationDialog");
    m_console->window->language().setCode(QStringLiteral("zh_CN"));
    QTRY_VERIFY(before.isNull()); // the pages are built anew
    m_console->window->showPage(m_console->rowOf("PlacementPage"));
    QTRY_VERIFY(m_console->window->actions().find(QStringLiteral("calibrateAction"))->isEnabled());
    m_console->window->actions().find(QStringLiteral("calibrateAction"))->trigger();
    QTRY_VERIFY(m_console->find<QWidget>("CalibrationDialog")->isVisible());
    start();
    const QString word = QStringLiteral("\u672c\u5730"); // local
    auto* strip = m_console->find<QLabel>("operationLabel");
    QTRY_VERIFY(!strip->text().isEmpty());
    QVERIFY2(!strip->text().endsWith(QChar(u'\uff1a')), qPrintable(strip->text())); // it has not said a step yet
    const std::uint64_t id = m_console->engine.operations().front().id;
    m_console->engine.advanceOperation(id, OperationState::Running, "local tier: 20 requests of 16384 bytes at 6/s",
                                       0.25);
    QTRY_VERIFY2(status().contains(word), qPrintable(status()));
    m_console->engine.advanceOperation(id, OperationState::Failed, "local tier: 7 requests are unanswered", 1.0);
    QTRY_VERIFY2(status().contains(word) && !status().contains(QStringLiteral("unanswered")), qPrintable(status()));
}

void TestCalibrationDialog::whatIsFoundIsAppliedAndUndone()
{
    const Thresholds before = m_console->engine.configuration()->findApplication("digits")->thresholds;
    start();
    CalibrationResult found;
    found.operation = 1;
    found.complete = true;
    found.points.resize(7);
    found.frequency = {.value = 42.5, .why = "at 42.5 requests/s it is outrun"};
    found.size = {.value = {}, .why = "not locatable: it has no backend"};
    m_console->engine.calibrations["digits"] = found;
    m_console->engine.advanceOperation(1, OperationState::Succeeded, "F = 42.5/s", 1.0);
    auto* apply = in<QPushButton>("applyCalibrationPushButton");
    QTRY_VERIFY(apply->isVisible());
    const QStringList lines = status().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(QStringLiteral("F = 42.5")), qPrintable(lines[0]));
    QVERIFY(lines[0].endsWith(QStringLiteral("at 42.5 requests/s it is outrun")));
    QCOMPARE(lines[1], QStringLiteral("D: not locatable: it has no backend"));
    QCOMPARE(lines[2], QStringLiteral("7 steps were measured."));
    apply->click();
    const auto now = [&] { return m_console->engine.configuration()->findApplication("digits")->thresholds; };
    QTRY_COMPARE(now().frequencyHz, 42.5);
    QCOMPARE(now().sizeBytes, before.sizeBytes);
    m_console->window->actions().find(QStringLiteral("undoAction"))->trigger();
    QTRY_VERIFY(now() == before);
}

void TestCalibrationDialog::whatItCostsIsBoundedAndColdStartsAreTold()
{
    auto* usd = in<QDoubleSpinBox>("calibrationUsdDoubleSpinBox");
    const auto bound = [this] { return in<QLabel>("calibrationBoundLabel")->text(); };
    QVERIFY(!usd->isVisible()); // nothing is priced
    QVERIFY(!bound().contains(QStringLiteral("USD")));
    SiteConfiguration site = *m_console->engine.configuration();
    site.applications[0].backends.back().usdPerSecond = 0.5;
    m_console->engine.setSite(site);
    QTRY_VERIFY(usd->isVisible());
    QVERIFY2(bound().contains(QStringLiteral("costs at most 1.00 USD")), qPrintable(bound()));
    usd->setValue(2.5);
    QVERIFY2(bound().contains(QStringLiteral("costs at most 2.50 USD")), qPrintable(bound()));
    start();
    const auto& wanted = std::get<CalibrateApplication>(m_console->engine.actions.front().action);
    QCOMPARE(wanted.limits.mostUsd, 2.5);
    CalibrationResult found;
    found.operation = 1;
    found.complete = true;
    found.points.resize(2);
    found.points[0].coldStarts = 3;
    found.points[0].coldP95Ms = 250.0;
    found.points[1].coldStarts = 1;
    found.points[1].coldP95Ms = 412.0;
    m_console->engine.calibrations["digits"] = found;
    m_console->engine.advanceOperation(1, OperationState::Succeeded, "F not locatable", 1.0);
    QTRY_COMPARE(status().split(u'\n').size(), 4);
    const QString told = status().split(u'\n').back();
    QVERIFY2(told.startsWith(QStringLiteral("4 cold starts of functions")) && told.contains(QStringLiteral("412")),
             qPrintable(told));
}

void TestCalibrationDialog::refusalsAreTold()
{
    SiteConfiguration site = *m_console->engine.configuration();
    std::erase_if(site.applications, [](const auto& each) { return each.name == "digits"; });
    in<QCheckBox>("calibrationConsentCheckBox")->setChecked(true);
    m_console->engine.setSite(site);
    QTRY_COMPARE(in<QLabel>("calibrationBoundLabel")->text(),
                 QStringLiteral("The application does not exist any more."));
    QVERIFY(!in<QPushButton>("startCalibrationPushButton")->isEnabled());
    QVERIFY(m_console->engine.actions.empty());
}

void TestCalibrationDialog::readOnlySaysWhy()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    m_console->window->showPage(m_console->rowOf("PlacementPage"));
    auto* action = m_console->window->actions().find(QStringLiteral("calibrateAction"));
    QTRY_VERIFY(action->isEnabled());
    action->trigger();
    in<QCheckBox>("calibrationConsentCheckBox")->setChecked(true);
    QVERIFY(!in<QPushButton>("startCalibrationPushButton")->isEnabled());
    QVERIFY(in<QPushButton>("startCalibrationPushButton")->toolTip().contains(QStringLiteral("read-only")));
}

QTEST_MAIN(TestCalibrationDialog)
#include "tst_calibrationdialog.moc"
