// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <QtWidgets>

#include "tests/ui/consolefixture.h"
#include "ui/text/trouble.h"

using namespace straightline;
using namespace straightline::ui;

/// What is wrong, in the banner: cause, since when, retry and next step; never a dialog, however much goes wrong.
class TestTroubleBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_console = std::make_unique<ConsoleFixture>(); }
    void cleanup() { m_console.reset(); }
    void aTroubleHasCauseTimeAndNextStep();
    void everyCauseHasItsTexts_data();
    void everyCauseHasItsTexts();
    void fiftyTroublesAreFoldedAndNoDialogOpens();
    void theBackendCanBeShown();
    void anOwnFailureIsClosedAndTroublesStay();

private:
    Trouble trouble(TroubleCause cause, const std::string& subject) const
    {
        return {cause, subject, "what the engine says of " + subject, m_console->engine.now(),
                std::chrono::milliseconds(30'000)};
    }
    void tell(std::vector<Trouble> troubles)
    {
        m_console->engine.engineStatus.troubles = std::move(troubles);
        m_console->engine.tick();
    }
    template <class T>
    T* find(const char* name) const
    {
        return m_console->find<T>(name);
    }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestTroubleBanner::aTroubleHasCauseTimeAndNextStep()
{
    auto* text = find<QLabel>("bannerLabel");
    QVERIFY(!text->isVisible());
    tell({trouble(TroubleCause::DockerUnreachable, "docker")});
    QTRY_VERIFY(text->isVisible());
    QVERIFY(text->text().contains(QStringLiteral("Docker cannot be reached")));
    QVERIFY(text->text().contains(QStringLiteral("Since ")));
    QVERIFY(text->text().contains(QStringLiteral("tried again")));
    QVERIFY(text->text().contains(QStringLiteral("Start Docker")));
    QVERIFY(text->text().contains(QStringLiteral("what the engine says of docker")));
    QVERIFY(!find<QToolButton>("moreTroublesToolButton")->isVisible());
    QVERIFY(!find<QToolButton>("showTroubleToolButton")->isVisible());
    QTRY_COMPARE(find<QLabel>("degradedLabel")->text(), QStringLiteral("1 degraded"));
    tell({});
    QTRY_VERIFY(!text->isVisible()); // recovered, nothing to click away
}

void TestTroubleBanner::everyCauseHasItsTexts_data()
{
    QTest::addColumn<int>("cause");
    for (int i = 0; i <= static_cast<int>(TroubleCause::Unverified); ++i)
        QTest::newRow(std::string(toString(static_cast<TroubleCause>(i))).c_str()) << i;
}

void TestTroubleBanner::everyCauseHasItsTexts()
{
    QFETCH(int, cause);
    Trouble one = trouble(static_cast<TroubleCause>(cause), "digits:web");
    QVERIFY(!troubleTitle(one).isEmpty());
    QVERIFY(!troubleStep(one).isEmpty());
    QVERIFY(troubleTime(one).contains(QStringLiteral("30.0")));
    one.retry = std::chrono::milliseconds(0);
    QVERIFY(!troubleTime(one).contains(QStringLiteral("tried")));
}

void TestTroubleBanner::fiftyTroublesAreFoldedAndNoDialogOpens()
{
    std::vector<Trouble> troubles{trouble(TroubleCause::DiskFull, "store")};
    auto* banner = find<QFrame>("degradedBanner");
    for (int i = 1; i < 50; ++i) {
        troubles.push_back(trouble(TroubleCause::BackendUnreachable, "digits:b" + std::to_string(i)));
        m_console->engine.raiseEvent(Severity::Error, troubles.back().subject, "is down");
        tell(troubles);
        QCoreApplication::processEvents();
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(m_console->window->findChildren<QDialog*>().isEmpty());
    }
    auto* more = find<QToolButton>("moreTroublesToolButton");
    QTRY_COMPARE(more->text(), QStringLiteral("49 more"));
    QVERIFY(find<QLabel>("bannerLabel")->text().contains(QStringLiteral("disk is full")));
    QVERIFY2(banner->height() < 120, qPrintable(QString::number(banner->height())));
    more->click();
    auto* area = find<QScrollArea>("otherTroublesScrollArea");
    QTRY_VERIFY(area->isVisible());
    QVERIFY(find<QLabel>("otherTroublesLabel")->text().contains(QStringLiteral("digits:b49")));
    QTRY_VERIFY2(banner->height() < 320, qPrintable(QString::number(banner->height())));
    QCOMPARE(m_console->window->height(), 720);
    tell({});
    QTRY_VERIFY(!banner->isVisible());
    QVERIFY(QApplication::activeModalWidget() == nullptr);
}

void TestTroubleBanner::theBackendCanBeShown()
{
    tell({trouble(TroubleCause::ContainerFailed, "digits:box")});
    auto* show = find<QToolButton>("showTroubleToolButton");
    QTRY_VERIFY(show->isVisible());
    QTest::mouseClick(show, Qt::LeftButton);
    QTRY_VERIFY(find<QWidget>("BackendsPage")->isVisible());
}

void TestTroubleBanner::anOwnFailureIsClosedAndTroublesStay()
{
    tell({trouble(TroubleCause::StoreFailing, "store")});
    m_console->engine.nextFailure = Error{ErrorCode::Storage, "disk full"};
    auto* box = find<QDoubleSpinBox>("frequencyDoubleSpinBox");
    QTRY_VERIFY(box->isEnabled());
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("7"));
    QTest::keyClick(box, Qt::Key_Return);
    auto* text = find<QLabel>("bannerLabel");
    QTRY_VERIFY(text->text().contains(QStringLiteral("disk full")));
    QVERIFY(text->text().contains(QStringLiteral("cannot be written")));
    find<QToolButton>("closeBannerToolButton")->click();
    QVERIFY(!text->text().contains(QStringLiteral("disk full")));
    QVERIFY(text->isVisible());
    QVERIFY(text->text().contains(QStringLiteral("cannot be written")));
}

QTEST_MAIN(TestTroubleBanner)
#include "tst_troublebanner.moc"
