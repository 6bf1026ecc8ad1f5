// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/models/applicationsmodel.h"

using namespace straightline;
using namespace straightline::ui;

class TestApplicationsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void theTableShowsEveryApplication();
    void anApplicationIsCreated();
    void whatIsWrongIsNamedWhileTyping_data();
    void whatIsWrongIsNamedWhileTyping();
    void everyFieldIsEditedAndUndone();
    void aCloneHasItsOwnBackends();
    void removingNamesTheEffectAndIsUndone();
    void cancelIsTheDefaultOfRemoving();
    void theCommandIsCopied();
    void theAddressIsHttpsWhereThatIsAllThereIs();
    void theSlashGoesToTheFilter();
    void enterEditsAndDeleteAsks();
    void readOnlyDisablesEverything();
    void withoutApplicationsTheNextStepIsShown();

private:
    const SiteConfiguration& site() const { return *m_console->engine.configuration(); }
    QTableView* table() const { return m_console->find<QTableView>("applicationsTable"); }
    void choose(const QString& name);
    void trigger(const char* action);
    QWidget* dialog() const { return m_console->find<QWidget>("ApplicationDialog"); }
    template <class T>
    T* field(const char* name) const
    {
        T* found = dialog()->findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
    void showApplications();

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestApplicationsPage::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    showApplications();
}

void TestApplicationsPage::showApplications()
{
    const auto* pages = m_console->window->findChild<QStackedWidget*>();
    for (int i = 0; i < pages->count(); ++i) {
        if (pages->widget(i)->objectName() == QLatin1String("ApplicationsPage"))
            m_console->window->showPage(i);
    }
    QTRY_COMPARE(table()->model()->rowCount(), 2);
}

void TestApplicationsPage::choose(const QString& name)
{
    const QModelIndexList found =
        table()->model()->match(table()->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    table()->selectRow(found.front().row());
}

void TestApplicationsPage::trigger(const char* action)
{
    auto* wanted = m_console->find<QAction>(action);
    QTRY_VERIFY(wanted->isEnabled());
    wanted->trigger();
}

void TestApplicationsPage::theTableShowsEveryApplication()
{
    ApplicationsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.take(site(), m_console->engine.snapshot());
    QCOMPARE(model.rowCount(), 2);
    const auto cell = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(cell(ApplicationsModel::Name), QStringLiteral("digits"));
    QCOMPARE(cell(ApplicationsModel::Mount), QStringLiteral("/digits"));
    QCOMPARE(cell(ApplicationsModel::FrequencyThreshold), QStringLiteral("20.0\u00A0/s"));
    QCOMPARE(cell(ApplicationsModel::SizeThreshold), QStringLiteral("262\u00A0kB"));
    QCOMPARE(cell(ApplicationsModel::P95), QStringLiteral("30.0\u00A0ms"));
    QCOMPARE(cell(ApplicationsModel::Failed), QStringLiteral("2.00\u00A0%"));
    QCOMPARE(cell(ApplicationsModel::Backends), QStringLiteral("3 of 3"));
    model.take(site(), nullptr);
    QCOMPARE(cell(ApplicationsModel::P95), QStringLiteral("\u2013"));
    SiteConfiguration other = site();
    other.applications.erase(other.applications.begin());
    other.applications.emplace_back().name = "zebra";
    model.take(other, m_console->engine.snapshot());
    QCOMPARE(cell(ApplicationsModel::Name), QStringLiteral("thumbs"));
    model.take({}, nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestApplicationsPage::anApplicationIsCreated()
{
    trigger("newApplicationAction");
    QTest::keyClicks(field<QLineEdit>("applicationNameLineEdit"), QStringLiteral("faces"));
    QTest::keyClicks(field<QLineEdit>("mountLineEdit"), QStringLiteral("/faces"));
    field<QDoubleSpinBox>("deadlineMsSpinBox")->setValue(5'000);
    QTest::mouseClick(field<QPushButton>("acceptApplicationPushButton"), Qt::LeftButton);
    QTRY_VERIFY(site().findApplication("faces") != nullptr);
    const auto* put = m_console->change<PutApplication>(0);
    QVERIFY(put != nullptr);
    QVERIFY(put->expect == Expect::Absent);
    QCOMPARE(put->application.mount, std::string("/faces"));
    QCOMPARE(put->application.deadline.count(), 5'000);
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    m_console->find<QAction>("undoAction")->trigger();
    QTRY_VERIFY(site().findApplication("faces") == nullptr);
}

void TestApplicationsPage::whatIsWrongIsNamedWhileTyping_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const char* text, const char* told) {
        QTest::newRow(name) << QByteArray(name) << QString::fromUtf8(text) << QString::fromUtf8(told);
    };
    row("applicationNameLineEdit", "no blanks", "Name: \"no blanks\" does not work. Allowed: 1 … 63 of");
    row("applicationNameLineEdit", "thumbs", "There is an application of this name.");
    row("mountLineEdit", "digits", "Mount: \"digits\" does not work. Allowed: empty, /, or an absolute path");
    row("mountLineEdit", "/digits", "Mount: \"/digits\" does not work. Allowed: another application has it");
    row("windowMsSpinBox", "5", "Window W: 5 ms does not work. Allowed: 10 … 3600000 ms");
    row("isolationSlowFactorSpinBox", "1.2", "Slower than before: 1.2 does not work. Allowed: 0 (off) or 1.5 … 1000");
    row("isolationPanicPercentSpinBox", "101", "Panic below: 101 does not work. Allowed: 0 … 100 %");
}

void TestApplicationsPage::whatIsWrongIsNamedWhileTyping()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, text);
    QFETCH(QString, told);
    trigger("newApplicationAction");
    field<QLineEdit>("applicationNameLineEdit")->setText(QStringLiteral("good"));
    auto* widget = dialog()->findChild<QWidget*>(QString::fromLatin1(name));
    if (auto* line = qobject_cast<QLineEdit*>(widget))
        line->setText(text);
    else
        qobject_cast<QDoubleSpinBox*>(widget)->setValue(text.toDouble());
    auto* problem = field<QLabel>("applicationProblemLabel");
    QVERIFY2(problem->text().startsWith(told), qPrintable(problem->text()));
    QVERIFY(widget->property("invalid").toBool());
    QVERIFY(!field<QPushButton>("acceptApplicationPushButton")->isEnabled());
    field<QLineEdit>("applicationNameLineEdit")->setText(QStringLiteral("good"));
    if (auto* line = qobject_cast<QLineEdit*>(widget))
        line->setText(name == "mountLineEdit" ? QString() : QStringLiteral("good"));
    else
        qobject_cast<QDoubleSpinBox*>(widget)->setValue(100);
    QVERIFY2(problem->text().isEmpty(), qPrintable(problem->text()));
    QVERIFY(field<QPushButton>("acceptApplicationPushButton")->isEnabled());
}

void TestApplicationsPage::everyFieldIsEditedAndUndone()
{
    const ApplicationConfiguration before = *site().findApplication("digits");
    choose(QStringLiteral("digits"));
    trigger("editApplicationAction");
    QVERIFY(!field<QLineEdit>("applicationNameLineEdit")->isEnabled());
    field<QLineEdit>("mountLineEdit")->setText(QStringLiteral("/numbers"));
    field<QComboBox>("applicationPolicyComboBox")->setCurrentIndex(static_cast<int>(PolicyKind::TwoChoices));
    field<QDoubleSpinBox>("frequencyHzSpinBox")->setValue(33.5);
    field<QComboBox>("applicationSizeUnitComboBox")->setCurrentText(QStringLiteral("kB"));
    field<QDoubleSpinBox>("applicationSizeDoubleSpinBox")->setValue(500);
    field<QDoubleSpinBox>("windowMsSpinBox")->setValue(2'000);
    field<QDoubleSpinBox>("deadlineMsSpinBox")->setValue(7'000);
    field<QDoubleSpinBox>("queueLimitSpinBox")->setValue(99);
    field<QDoubleSpinBox>("budgetUsdPer1000SpinBox")->setValue(0.25);
    field<QDoubleSpinBox>("isolationConsecutiveFailuresSpinBox")->setValue(7);
    field<QDoubleSpinBox>("isolationFailurePercentSpinBox")->setValue(35);
    field<QDoubleSpinBox>("isolationMinimumAttemptsSpinBox")->setValue(11);
    field<QDoubleSpinBox>("isolationSlowFactorSpinBox")->setValue(4.5);
    field<QDoubleSpinBox>("isolationEjectionMsSpinBox")->setValue(3'000);
    field<QDoubleSpinBox>("isolationMaxEjectionMsSpinBox")->setValue(9'000);
    field<QDoubleSpinBox>("isolationMaxEjectedPercentSpinBox")->setValue(60);
    field<QDoubleSpinBox>("isolationPanicPercentSpinBox")->setValue(40);
    field<QComboBox>("repeatableComboBox")->setCurrentIndex(static_cast<int>(Repeatable::Keyed));
    field<QDoubleSpinBox>("isolationHedgeAfterMsSpinBox")->setValue(80);
    field<QDoubleSpinBox>("isolationHedgePercentSpinBox")->setValue(5);
    QTest::mouseClick(field<QPushButton>("acceptApplicationPushButton"), Qt::LeftButton);
    ApplicationConfiguration wanted = before;
    wanted.mount = "/numbers";
    wanted.policy = PolicyKind::TwoChoices;
    wanted.thresholds = {.frequencyHz = 33.5, .sizeBytes = 500'000};
    wanted.window = std::chrono::milliseconds(2'000);
    wanted.deadline = std::chrono::milliseconds(7'000);
    wanted.queueLimit = 99;
    wanted.adaptive.budgetUsdPer1000 = 0.25;
    wanted.isolation = {.consecutiveFailures = 7,
                        .failurePercent = 35,
                        .minimumAttempts = 11,
                        .slowFactor = 4.5,
                        .ejectionTime = std::chrono::milliseconds(3'000),
                        .maxEjectionTime = std::chrono::milliseconds(9'000),
                        .maxEjectedPercent = 60,
                        .panicPercent = 40,
                        .repeatable = Repeatable::Keyed,
                        .hedgeAfter = std::chrono::milliseconds(80),
                        .hedgePercent = 5};
    QTRY_VERIFY(*site().findApplication("digits") == wanted);
    QTRY_VERIFY(m_console->find<QAction>("undoAction")->isEnabled());
    m_console->find<QAction>("undoAction")->trigger();
    QTRY_VERIFY(*site().findApplication("digits") == before);
}

void TestApplicationsPage::aCloneHasItsOwnBackends()
{
    choose(QStringLiteral("digits"));
    trigger("cloneApplicationAction");
    QCOMPARE(field<QLineEdit>("applicationNameLineEdit")->text(), QStringLiteral("digits-copy"));
    QVERIFY(field<QLineEdit>("mountLineEdit")->text().isEmpty());
    QTest::mouseClick(field<QPushButton>("acceptApplicationPushButton"), Qt::LeftButton);
    QTRY_VERIFY(site().findApplication("digits-copy") != nullptr);
    const ApplicationConfiguration& made = *site().findApplication("digits-copy");
    const ApplicationConfiguration& from = *site().findApplication("digits");
    QCOMPARE(made.backends.size(), from.backends.size());
    QVERIFY(made.number != from.number);
    QVERIFY(made.backends[0].number != from.backends[0].number);
    QVERIFY(made.backends[1].settings == from.backends[1].settings);
    QTRY_VERIFY(m_console->window->findChild<QWidget*>(QStringLiteral("ApplicationDialog")) == nullptr);
    choose(QStringLiteral("digits"));
    trigger("cloneApplicationAction");
    QCOMPARE(field<QLineEdit>("applicationNameLineEdit")->text(), QStringLiteral("digits-copy2"));
    field<QCheckBox>("withBackendsCheckBox")->setChecked(false);
    QTest::mouseClick(field<QPushButton>("acceptApplicationPushButton"), Qt::LeftButton);
    QTRY_VERIFY(site().findApplication("digits-copy2") != nullptr);
    QVERIFY(site().findApplication("digits-copy2")->backends.empty());
}

void TestApplicationsPage::removingNamesTheEffectAndIsUndone()
{
    const ApplicationConfiguration before = *site().findApplication("digits");
    choose(QStringLiteral("digits"));
    trigger("removeApplicationAction");
    auto* box = m_console->find<QMessageBox>("removeApplicationMessageBox");
    QVERIFY(box->text().contains(QLatin1String("digits")));
    QVERIFY(box->informativeText().contains(QLatin1String("in flight will be drained")));
    QVERIFY(box->informativeText().contains(QLatin1String("Its 3 backends")));
    box->findChild<QPushButton*>(QStringLiteral("removeApplicationPushButton"))->click();
    QTRY_VERIFY(site().findApplication("digits") == nullptr);
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    m_console->find<QAction>("undoAction")->trigger();
    QTRY_VERIFY(site().findApplication("digits") != nullptr);
    QCOMPARE(site().findApplication("digits")->backends.size(), before.backends.size());
    QVERIFY(site().findApplication("digits")->isolation == before.isolation);
}

void TestApplicationsPage::cancelIsTheDefaultOfRemoving()
{
    choose(QStringLiteral("thumbs"));
    trigger("removeApplicationAction");
    auto* box = m_console->find<QMessageBox>("removeApplicationMessageBox");
    QCOMPARE(box->defaultButton(), qobject_cast<QPushButton*>(box->button(QMessageBox::Cancel)));
    QTest::keyClick(box, Qt::Key_Return);
    QCoreApplication::processEvents();
    QVERIFY(m_console->engine.changes.empty());
}

void TestApplicationsPage::theCommandIsCopied()
{
    choose(QStringLiteral("digits"));
    const QString host = QString::fromStdString(m_console->engine.engineStatus.ingest);
    QTRY_COMPARE(m_console->find<QLabel>("applicationCommandLabel")->text(),
                 QStringLiteral("curl --data-binary @image.png http://%1/digits").arg(host));
    m_console->find<QToolButton>("copyApplicationCommandToolButton")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), m_console->find<QLabel>("applicationCommandLabel")->text());
}

void TestApplicationsPage::theAddressIsHttpsWhereThatIsAllThereIs()
{
    m_console->engine.engineStatus.ingest.clear();
    m_console->engine.engineStatus.ingestTls = "127.0.0.1:8443";
    m_console->open();
    showApplications();
    const auto address = [this] { return m_console->find<QLabel>("applicationAddressLabel")->text(); };
    const auto command = [this] { return m_console->find<QLabel>("applicationCommandLabel")->text(); };
    choose(QStringLiteral("digits"));
    QTRY_VERIFY2(address().contains(QStringLiteral("https://127.0.0.1:8443/digits")), qPrintable(address()));
    QVERIFY2(address().contains(QStringLiteral("https://127.0.0.1:8443/v2/models/digits/infer")),
             qPrintable(address()));
    QVERIFY2(command().endsWith(QStringLiteral(" https://127.0.0.1:8443/digits")), qPrintable(command()));
    choose(QStringLiteral("thumbs"));
    QVERIFY2(address().contains(QStringLiteral("https://127.0.0.1:8443/apps/thumbs/")), qPrintable(address()));
    QVERIFY2(command().contains(QStringLiteral(" https://127.0.0.1:8443/apps/thumbs/")), qPrintable(command()));
    QVERIFY(!address().contains(QStringLiteral("http://")));
}

void TestApplicationsPage::theSlashGoesToTheFilter()
{
    table()->setFocus();
    QTest::keyClick(m_console->window.get(), Qt::Key_Slash);
    QTRY_VERIFY(m_console->find<QLineEdit>("applicationsFilterLineEdit")->hasFocus());
}

void TestApplicationsPage::enterEditsAndDeleteAsks()
{
    choose(QStringLiteral("thumbs"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_VERIFY(dialog()->isVisible());
    QVERIFY(dialog()->windowTitle().contains(QStringLiteral("thumbs")));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTest::keyClick(table(), Qt::Key_Delete);
    auto* box = m_console->find<QMessageBox>("removeApplicationMessageBox");
    QVERIFY(box->text().contains(QStringLiteral("thumbs")));
    QVERIFY(box->defaultButton() == box->button(QMessageBox::Cancel));
    QTest::keyClick(box, Qt::Key_Escape);
    QCoreApplication::processEvents();
    QVERIFY(m_console->engine.changes.empty());
}

void TestApplicationsPage::readOnlyDisablesEverything()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    showApplications();
    for (const char* id :
         {"newApplicationAction", "editApplicationAction", "cloneApplicationAction", "removeApplicationAction"})
        QTRY_VERIFY(!m_console->find<QAction>(id)->isEnabled());
}

void TestApplicationsPage::withoutApplicationsTheNextStepIsShown()
{
    m_console->engine.setSite({});
    QTRY_COMPARE(table()->model()->rowCount(), 0);
    QVERIFY(!m_console->find<QLabel>("applicationCommandLabel")->isVisible());
    QVERIFY(!m_console->find<QAction>("editApplicationAction")->isEnabled());
    QVERIFY(m_console->find<QAction>("newApplicationAction")->isEnabled());
}

QTEST_MAIN(TestApplicationsPage)
#include "tst_applicationspage.moc"
