// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/backenddialog.h"
#include "ui/dialogs/backendwizard.h"
#include "ui/dialogs/testpanel.h"
#include "ui/models/backendsmodel.h"
#include "ui/models/discoverymodel.h"

using namespace straightline;
using namespace straightline::ui;
using namespace std::chrono_literals;

/// Registering a backend page by page, testing it, and picking what was found: the real dialogs over a FakeEngine.
class TestBackendWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void aServerIsRegistered();
    void fieldsStandUnderEachOther();
    void aServerBehindTlsHasItsRules();
    void aContainerIsRegistered();
    void aFunctionIsRegisteredInANewApplication();
    void mistakesKeepThePageAndAreNamed();
    void theKeyboardIsEnough();
    void theNameIsProposedUntilItIsTyped();
    void aRefusalKeepsTheWizardOpen();
    void whatWasFoundFillsTheFields();
    void containersFillTheImage();
    void aFailedLookSaysWhy();
    void theTestShowsEveryStep();
    void aFailedTestNamesReasonAndFix();
    void aTestIsCancelledAndRefused();
    void closingCancelsTheTest();
    void aSampleIsSent();
    void theEditDialogTestsToo();
    void everyFieldIsExplained();

private:
    template <class T>
    T* in(const char* name) const
    {
        T* found = m_wizard->findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
    /// Empty until the step is shown.
    QString stepText(const char* name) const
    {
        const auto* label = m_wizard->findChild<QLabel*>(QLatin1String(name));
        return label != nullptr ? label->text() : QString();
    }
    void click(const char* name) const { QTest::mouseClick(in<QPushButton>(name), Qt::LeftButton); }
    void next() const
    {
        QVERIFY2(in<QPushButton>("wizardNextPushButton")->isEnabled(), qPrintable(in<QLabel>("problemLabel")->text()));
        click("wizardNextPushButton");
    }
    void openWizard();
    void goToTest(const QString& url);
    std::uint64_t operation(const char* kind) const;
    DiscoveredBackend foundServer() const;

    std::unique_ptr<ConsoleFixture> m_console;
    BackendWizard* m_wizard = nullptr;
};

void TestBackendWizard::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    m_console->window->showPage(QStringLiteral("BackendsPage"));
    QTRY_COMPARE(m_console->find<QTableView>("backendsTable")->model()->rowCount(), 3);
    openWizard();
}

void TestBackendWizard::openWizard()
{
    m_console->window->actions().find(QStringLiteral("registerBackendAction"))->trigger();
    m_wizard = m_console->window->findChild<BackendWizard*>();
    QVERIFY(m_wizard != nullptr && m_wizard->isVisible());
}

/// The id of the latest operation of a kind that was started; 0 = there is none.
std::uint64_t TestBackendWizard::operation(const char* kind) const
{
    for (const Operation& each : m_console->engine.operations())
        if (each.kind == kind)
            return each.id;
    return 0;
}

DiscoveredBackend TestBackendWizard::foundServer() const
{
    DiscoveredBackend found;
    found.name = "model server";
    found.address = "127.0.0.1";
    found.port = 9'300;
    found.url = "http://127.0.0.1:9300";
    found.speaksProtocol = found.isReady = true;
    found.healthPath = "/v2/health/ready";
    return found;
}

void TestBackendWizard::goToTest(const QString& url)
{
    next();
    QTRY_VERIFY(operation("discover") != 0);
    in<QLineEdit>("urlLineEdit")->setText(url);
    next();
    next();
    QCOMPARE(m_wizard->page(), BackendWizard::Test);
}

void TestBackendWizard::aServerIsRegistered()
{
    QCOMPARE(m_wizard->page(), BackendWizard::Kind);
    QVERIFY(!in<QPushButton>("wizardBackPushButton")->isVisible());
    next();
    QCOMPARE(m_wizard->page(), BackendWizard::Where);
    QVERIFY(!in<QPushButton>("wizardNextPushButton")->isEnabled());
    QTest::keyClicks(in<QLineEdit>("urlLineEdit"), QStringLiteral("http://127.0.0.1:9100"));
    next();
    QCOMPARE(m_wizard->page(), BackendWizard::Limits);
    in<QSpinBox>("capacitySpinBox")->setValue(6);
    next();
    QCOMPARE(m_wizard->page(), BackendWizard::Test);
    QVERIFY(in<QPushButton>("wizardNextPushButton")->text().contains(QStringLiteral("Skip")));
    next();
    QCOMPARE(m_wizard->page(), BackendWizard::Name);
    const QString summary = in<QLabel>("summaryLabel")->text();
    QVERIFY2(summary.contains(QStringLiteral("http://127.0.0.1:9100")), qPrintable(summary));
    QVERIFY2(summary.contains(QStringLiteral("not tested")), qPrintable(summary));
    in<QLineEdit>("nameLineEdit")->clear();
    QTest::keyClicks(in<QLineEdit>("nameLineEdit"), QStringLiteral("second"));
    QVERIFY(m_console->engine.changes.empty());
    click("acceptPushButton");
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const auto* put = m_console->change<PutBackend>(0);
    QVERIFY(put != nullptr);
    QCOMPARE(put->application, std::string("digits"));
    QVERIFY(put->expect == Expect::Absent);
    QCOMPARE(put->backend.name, std::string("second"));
    QCOMPARE(put->backend.capacity, 6U);
    QVERIFY(put->backend.tier == Tier::Local);
    QCOMPARE(std::get<HttpSettings>(put->backend.settings).url, std::string("http://127.0.0.1:9100"));
    QTRY_VERIFY(m_console->window->findChild<BackendWizard*>() == nullptr);
    auto* undo = m_console->window->actions().find(QStringLiteral("undoAction"));
    QTRY_VERIFY(undo->isEnabled());
    undo->trigger();
    QTRY_VERIFY(m_console->engine.configuration()->findBackend("digits:second") == nullptr);
}

void TestBackendWizard::fieldsStandUnderEachOther()
{
    next();
    in<QLineEdit>("urlLineEdit")->setText(QStringLiteral("http://127.0.0.1:9100"));
    next();
    QCOMPARE(m_wizard->page(), BackendWizard::Limits);
    const auto left = [this](const QWidget* field) { return field->mapTo(m_wizard, QPoint()).x(); };
    const int first = left(in<QWidget>("tierComboBox"));
    QTRY_COMPARE(left(in<QWidget>("capacitySpinBox")), first);
    QCOMPARE(left(in<QWidget>("healthPathLineEdit")), first);
    QCOMPARE(in<QSpinBox>("readTimeoutSpinBox")->text(), QStringLiteral("30,000 ms")); // as on the Settings page
}

void TestBackendWizard::aServerBehindTlsHasItsRules()
{
    next();
    auto* url = in<QLineEdit>("urlLineEdit");
    auto* caFile = in<QLineEdit>("caFileLineEdit");
    auto* verify = in<QCheckBox>("verifyCheckBox");
    QTest::keyClicks(url, QStringLiteral("http://model:9100"));
    QVERIFY(!caFile->isEnabled() && !verify->isEnabled());
    url->setText(QStringLiteral("https://model:9100"));
    QVERIFY(caFile->isEnabled() && verify->isEnabled() && verify->isChecked());
    QTest::keyClicks(caFile, QStringLiteral("ca.pem"));
    QVERIFY(caFile->property("invalid").toBool() && !in<QPushButton>("wizardNextPushButton")->isEnabled());
    caFile->setText(QStringLiteral("/etc/ca.pem"));
    QTest::keyClicks(in<QLineEdit>("serverNameLineEdit"), QStringLiteral("inner"));
    verify->setChecked(false);
    for (int i = 0; i < 3; ++i)
        next();
    click("acceptPushButton");
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const HttpSettings expected{
        .url = "https://model:9100", .tlsCaFile = "/etc/ca.pem", .tlsServerName = "inner", .tlsVerify = false};
    QVERIFY(std::get<HttpSettings>(m_console->change<PutBackend>(0)->backend.settings) == expected);
    QTRY_VERIFY(m_console->window->findChild<BackendWizard*>() == nullptr);

    openWizard(); // what was typed for https does not follow to http
    next();
    in<QLineEdit>("urlLineEdit")->setText(QStringLiteral("https://model"));
    in<QLineEdit>("caFileLineEdit")->setText(QStringLiteral("/etc/ca.pem"));
    in<QLineEdit>("urlLineEdit")->setText(QStringLiteral("http://model"));
    for (int i = 0; i < 3; ++i)
        next();
    click("acceptPushButton");
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{2});
    QVERIFY(std::get<HttpSettings>(m_console->change<PutBackend>(1)->backend.settings)
            == HttpSettings{.url = "http://model"});
}

void TestBackendWizard::aContainerIsRegistered()
{
    in<QRadioButton>("kindContainerRadioButton")->click();
    next();
    QTest::keyClicks(in<QLineEdit>("imageLineEdit"), QStringLiteral("tiny:1"));
    in<QSpinBox>("portSpinBox")->setValue(9'000);
    for (int i = 0; i < 3; ++i)
        next();
    click("acceptPushButton");
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const BackendConfiguration& backend = m_console->change<PutBackend>(0)->backend;
    QVERIFY(backend.tier == Tier::Container);    // follows the kind
    QCOMPARE(backend.name, std::string("box2")); // "box" is taken
    QCOMPARE(std::get<ContainerSettings>(backend.settings).image, std::string("tiny:1"));
    QCOMPARE(std::get<ContainerSettings>(backend.settings).containerPort, std::uint16_t{9'000});
}

void TestBackendWizard::aFunctionIsRegisteredInANewApplication()
{
    in<QComboBox>("dialogApplicationComboBox")->setCurrentText(QStringLiteral("letters"));
    in<QRadioButton>("kindFunctionRadioButton")->click();
    next();
    QVERIFY(!in<QWidget>("DiscoveryPanel")->isVisible());
    QTest::keyClicks(in<QLineEdit>("commandLineEdit"), QStringLiteral("letters --title \"two words\""));
    in<QPlainTextEdit>("functionEnvironmentPlainTextEdit")->setPlainText(QStringLiteral("A=1\nB=x=y"));
    next();
    QVERIFY(!in<QLineEdit>("healthPathLineEdit")->isVisible()); // nobody asks a function how it is
    next();
    next();
    QVERIFY(in<QLabel>("summaryLabel")->text().contains(QStringLiteral("letters is created")));
    click("acceptPushButton");
    QTRY_COMPARE(m_console->engine.changes.size(), std::size_t{1});
    const auto* put = m_console->change<PutApplication>(0);
    QVERIFY(put != nullptr);
    QCOMPARE(put->application.name, std::string("letters"));
    const BackendConfiguration& backend = put->application.backends.at(0);
    QCOMPARE(backend.name, std::string("burst"));
    QVERIFY(backend.tier == Tier::Serverless);
    QCOMPARE(backend.capacity, 16U);
    QCOMPARE(backend.payloadLimitBytes, std::uint64_t{6'291'456});
    const auto& function = std::get<FunctionSettings>(backend.settings);
    QVERIFY((function.command == std::vector<std::string>{"letters", "--title", "two words"}));
    QVERIFY((function.environment == Environment{{"A", "1"}, {"B", "x=y"}}));
    QVERIFY(function.initTimeout == FunctionSettings{}.initTimeout
            && function.memoryBytes == FunctionSettings{}.memoryBytes);
}

void TestBackendWizard::mistakesKeepThePageAndAreNamed()
{
    const auto problem = [this] { return in<QLabel>("problemLabel")->text(); };
    in<QComboBox>("dialogApplicationComboBox")->setCurrentText(QStringLiteral("-bad"));
    QVERIFY2(problem().startsWith(QStringLiteral("Application: \"-bad\"")), qPrintable(problem()));
    QVERIFY(!in<QPushButton>("wizardNextPushButton")->isEnabled());
    in<QComboBox>("dialogApplicationComboBox")->setCurrentText(QStringLiteral("digits"));
    next();
    auto* url = in<QLineEdit>("urlLineEdit");
    QTest::keyClicks(url, QStringLiteral("ftp://somewhere"));
    QVERIFY2(problem().startsWith(QStringLiteral("Address: \"ftp://somewhere\"")), qPrintable(problem())); // no "url"
    QVERIFY(problem().contains(QStringLiteral("Allowed: http://HOST")));                                   // the limit
    QVERIFY(problem().endsWith(QStringLiteral("Write it like http://127.0.0.1:9001."))); // and the fix
    QVERIFY(url->property("invalid").toBool());
    url->setText(QStringLiteral("http://127.0.0.1:9100"));
    QVERIFY2(problem().isEmpty(), qPrintable(problem()));
    QVERIFY(!url->property("invalid").toBool());
    for (int i = 0; i < 3; ++i)
        next();
    auto* name = in<QLineEdit>("nameLineEdit");
    name->setText(QStringLiteral("-bad"));
    QVERIFY2(problem().startsWith(QStringLiteral("Name: \"-bad\"")), qPrintable(problem()));
    QVERIFY(name->property("invalid").toBool());
    name->setText(QStringLiteral("web"));
    QVERIFY2(problem().contains(QStringLiteral("has a backend of this name")), qPrintable(problem()));
    QVERIFY(!in<QPushButton>("acceptPushButton")->isEnabled());
    QVERIFY(m_console->engine.changes.empty());
}

void TestBackendWizard::theKeyboardIsEnough()
{
    QTest::keyClick(m_wizard, Qt::Key_Return);
    QCOMPARE(m_wizard->page(), BackendWizard::Where);
    QTRY_COMPARE(m_wizard->focusWidget(), in<QLineEdit>("urlLineEdit"));
    QTest::keyClick(in<QLineEdit>("urlLineEdit"), Qt::Key_Return); // nothing there yet: it stays
    QCOMPARE(m_wizard->page(), BackendWizard::Where);
    QTest::keyClicks(in<QLineEdit>("urlLineEdit"), QStringLiteral("http://127.0.0.1:9100"));
    QTest::keyClick(in<QLineEdit>("urlLineEdit"), Qt::Key_Return);
    QCOMPARE(m_wizard->page(), BackendWizard::Limits);
    QTest::keyClick(m_wizard->focusWidget(), Qt::Key_Return);
    QCOMPARE(m_wizard->page(), BackendWizard::Test);
    QTest::keyClick(m_wizard->focusWidget(), Qt::Key_Space); // the button has the focus
    QTRY_VERIFY(operation("test") != 0);
    QTest::keyClick(m_wizard, Qt::Key_Escape);
    QTRY_VERIFY(m_console->window->findChild<BackendWizard*>() == nullptr);
    QVERIFY(m_console->engine.changes.empty());
}

void TestBackendWizard::theNameIsProposedUntilItIsTyped()
{
    const auto* name = in<QLineEdit>("nameLineEdit");
    QCOMPARE(name->text(), QStringLiteral("web2")); // digits has a web
    in<QComboBox>("dialogApplicationComboBox")->setCurrentText(QStringLiteral("fresh"));
    QCOMPARE(name->text(), QStringLiteral("web"));
    in<QRadioButton>("kindFunctionRadioButton")->click();
    QCOMPARE(name->text(), QStringLiteral("burst"));
}

void TestBackendWizard::aRefusalKeepsTheWizardOpen()
{
    goToTest(QStringLiteral("http://127.0.0.1:9100"));
    next();
    m_console->engine.nextFailure = Error{ErrorCode::Conflict, "somebody was quicker"};
    click("acceptPushButton");
    QTRY_VERIFY(in<QLabel>("problemLabel")->text().contains(QStringLiteral("somebody was quicker")));
    QVERIFY(m_wizard->isVisible() && in<QPushButton>("acceptPushButton")->isEnabled());
}

void TestBackendWizard::whatWasFoundFillsTheFields()
{
    DiscoveredBackend registered = foundServer();
    registered.url = "http://127.0.0.1:9001";
    registered.backend = "digits:web";
    m_console->engine.discovered = {m_console->engine.now(), {registered, foundServer()}, {"Docker: not there"}};
    next();
    QTRY_VERIFY(operation("discover") != 0);
    auto* again = in<QPushButton>("lookAgainPushButton");
    QVERIFY(!again->isEnabled());
    m_console->engine.advanceOperation(operation("discover"), OperationState::Succeeded, "2 found", 1.0);
    auto* table = in<QTableView>("discoveryTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, DiscoveryModel::State).data().toString(),
             QStringLiteral("registered as digits:web"));
    QTRY_VERIFY(in<QLabel>("discoveryStatusLabel")->text().contains(QStringLiteral("Docker: not there")));
    QVERIFY(again->isEnabled());
    in<QLineEdit>("healthPathLineEdit")->clear();
    table->selectRow(1);
    QCOMPARE(in<QLineEdit>("urlLineEdit")->text(), QStringLiteral("http://127.0.0.1:9300"));
    QCOMPARE(in<QLineEdit>("healthPathLineEdit")->text(), QStringLiteral("/v2/health/ready"));
    QCOMPARE(in<QLineEdit>("nameLineEdit")->text(), QStringLiteral("model-server"));
    QVERIFY(in<QPushButton>("wizardNextPushButton")->isEnabled());
    again->click();
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<DiscoverBackends>(m_console->engine.actions[1].action));
}

void TestBackendWizard::containersFillTheImage()
{
    DiscoveredBackend container = foundServer();
    container.source = DiscoveredBackend::Source::Container;
    container.name = "theirs";
    container.image = "tiny:1";
    container.containerPort = 8'000;
    m_console->engine.discovered = {m_console->engine.now(), {foundServer(), container}, {}};
    in<QRadioButton>("kindContainerRadioButton")->click();
    next();
    QTRY_VERIFY(operation("discover") != 0);
    m_console->engine.advanceOperation(operation("discover"), OperationState::Succeeded, "2 found", 1.0);
    auto* table = in<QTableView>("discoveryTable");
    QTRY_COMPARE(table->model()->rowCount(), 1); // a port is no container
    table->selectRow(0);
    QCOMPARE(in<QLineEdit>("imageLineEdit")->text(), QStringLiteral("tiny:1"));
    QCOMPARE(in<QSpinBox>("portSpinBox")->value(), 8'000);
    QCOMPARE(in<QLineEdit>("nameLineEdit")->text(), QStringLiteral("theirs"));
}

void TestBackendWizard::aFailedLookSaysWhy()
{
    m_console->engine.nextFailure = Error{ErrorCode::Overloaded, "too much at once"};
    next();
    QTRY_VERIFY(in<QLabel>("discoveryStatusLabel")->text().contains(QStringLiteral("too much at once")));
    QVERIFY(in<QPushButton>("lookAgainPushButton")->isEnabled());
}

void TestBackendWizard::theTestShowsEveryStep()
{
    goToTest(QStringLiteral("http://127.0.0.1:9100"));
    click("testPushButton");
    QTRY_VERIFY(operation("test") != 0);
    const auto& wanted = std::get<TryBackend>(m_console->engine.actions.back().action);
    QCOMPARE(std::get<HttpSettings>(wanted.backend.settings).url, std::string("http://127.0.0.1:9100"));
    QVERIFY(!wanted.sample);
    const std::uint64_t id = operation("test");
    m_console->engine.setSteps(
        id, {{"dns", StepState::Succeeded, 900us, "127.0.0.1"}, {"connect", StepState::Running, 0us, ""}});
    QTRY_COMPARE(stepText("testStep0NameLabel"), QStringLiteral("look up the name: done"));
    QCOMPARE(stepText("testStep0TimeLabel"), QStringLiteral("900\u00A0µs"));
    QCOMPARE(stepText("testStep1NameLabel"), QStringLiteral("connect: running"));
    QVERIFY(in<QPushButton>("testPushButton")->text().contains(QStringLiteral("Cancel")));
    m_console->engine.setSteps(id, {{"dns", StepState::Succeeded, 900us, "127.0.0.1"},
                                    {"connect", StepState::Succeeded, 1'200us, "127.0.0.1 port 9100"}});
    m_console->engine.advanceOperation(id, OperationState::Succeeded, "it answers", 1.0);
    QTRY_COMPARE(in<QLabel>("testResultLabel")->text(), QStringLiteral("The test went well: it answers"));
    QCOMPARE(in<QPushButton>("testPushButton")->text(), QStringLiteral("Test"));
    QVERIFY(!in<QPushButton>("wizardNextPushButton")->text().contains(QStringLiteral("Skip")));
    next();
    QVERIFY(in<QLabel>("summaryLabel")->text().contains(QStringLiteral("The test went well")));
    click("wizardBackPushButton");
    click("wizardBackPushButton");
    in<QSpinBox>("capacitySpinBox")->setValue(3); // what was found does not hold any more
    next();
    QVERIFY(in<QLabel>("testResultLabel")->text().contains(QStringLiteral("have changed")));
    QVERIFY(m_console->engine.changes.empty());
}

void TestBackendWizard::aFailedTestNamesReasonAndFix()
{
    goToTest(QStringLiteral("http://127.0.0.1:9100"));
    click("testPushButton");
    QTRY_VERIFY(operation("test") != 0);
    const std::uint64_t id = operation("test");
    m_console->engine.setSteps(id, {{"dns", StepState::Succeeded, 900us, "127.0.0.1"},
                                    {"connect", StepState::Failed, 1'200us, "127.0.0.1 port 9100: Connection refused"},
                                    {"health", StepState::Skipped, 0us, ""}});
    m_console->engine.advanceOperation(id, OperationState::Failed, "connect failed", 1.0);
    const auto* result = in<QLabel>("testResultLabel");
    QTRY_VERIFY2(result->text().startsWith(QStringLiteral("connect failed: 127.0.0.1 port 9100: Connection refused.")),
                 qPrintable(result->text()));
    QVERIFY2(result->text().contains(QStringLiteral("start the server")), qPrintable(result->text()));
    QVERIFY(result->property("bad").toBool());
    auto* edit = in<QPushButton>("testEditPushButton");
    QVERIFY(edit->isVisible());
    edit->click();
    QCOMPARE(m_wizard->page(), BackendWizard::Where); // where the cause is
    QTRY_COMPARE(m_wizard->focusWidget(), in<QLineEdit>("urlLineEdit"));
}

void TestBackendWizard::aTestIsCancelledAndRefused()
{
    goToTest(QStringLiteral("http://127.0.0.1:9100"));
    m_console->engine.nextFailure = Error{ErrorCode::Overloaded, "4 tests are under way"};
    click("testPushButton");
    QTRY_VERIFY(in<QLabel>("testResultLabel")->text().contains(QStringLiteral("4 tests are under way")));
    click("testPushButton");
    QTRY_VERIFY(operation("test") != 0);
    QTRY_VERIFY(in<QLabel>("testResultLabel")->text().isEmpty()); // it has heard of the beginning
    click("testPushButton");
    QTRY_COMPARE(in<QLabel>("testResultLabel")->text(), QStringLiteral("The test was cancelled."));
    QVERIFY(std::holds_alternative<CancelOperation>(m_console->engine.actions.back().action));
}

void TestBackendWizard::closingCancelsTheTest()
{
    goToTest(QStringLiteral("http://127.0.0.1:9100"));
    click("testPushButton");
    QTRY_VERIFY(operation("test") != 0);
    m_wizard->reject();
    QTRY_VERIFY(m_console->window->findChild<BackendWizard*>() == nullptr);
    QTRY_VERIFY(m_console->engine.operation(operation("test"))->state == OperationState::Cancelled);
}

void TestBackendWizard::aSampleIsSent()
{
    goToTest(QStringLiteral("http://127.0.0.1:9100"));
    QVERIFY(!in<QPlainTextEdit>("sampleBodyPlainTextEdit")->isVisible());
    in<QCheckBox>("withSampleCheckBox")->click();
    in<QLineEdit>("samplePathLineEdit")->setText(QStringLiteral("/classify"));
    in<QPlainTextEdit>("sampleBodyPlainTextEdit")->setPlainText(QStringLiteral("{}"));
    click("testPushButton");
    QTRY_VERIFY(operation("test") != 0);
    const auto& wanted = std::get<TryBackend>(m_console->engine.actions.back().action);
    const SampleRequest sample{"/classify", "application/json", "{}"};
    QVERIFY(wanted.sample == sample);
}

void TestBackendWizard::theEditDialogTestsToo()
{
    m_wizard->reject();
    auto* table = m_console->find<QTableView>("backendsTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, BackendsModel::Name).data().toString() == QLatin1String("box"))
            table->selectRow(row);
    }
    m_console->window->actions().find(QStringLiteral("editBackendAction"))->trigger();
    auto* dialog = m_console->window->findChild<BackendDialog*>();
    QVERIFY(dialog != nullptr);
    auto* image = dialog->findChild<QLineEdit*>(QStringLiteral("imageLineEdit"));
    auto* test = dialog->findChild<QPushButton*>(QStringLiteral("testPushButton"));
    image->setText(QStringLiteral("not an image"));
    QVERIFY(!test->isEnabled() && test->toolTip().startsWith(QStringLiteral("Image: ")));
    image->setText(QStringLiteral("tiny:2"));
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_VERIFY(operation("test") != 0);
    const auto& wanted = std::get<TryBackend>(m_console->engine.actions.back().action);
    QCOMPARE(wanted.application, std::string("digits"));
    QCOMPARE(wanted.backend.name, std::string("box"));
    QCOMPARE(std::get<ContainerSettings>(wanted.backend.settings).image, std::string("tiny:2"));
    m_console->engine.setSteps(operation("test"), {{"image", StepState::Failed, 10us, "the image tiny:2 is missing"}});
    m_console->engine.advanceOperation(operation("test"), OperationState::Failed, "image failed", 1.0);
    const auto* result = dialog->findChild<QLabel*>(QStringLiteral("testResultLabel"));
    QTRY_VERIFY2(result->text().contains(QStringLiteral("name or tag")), qPrintable(result->text()));
    QVERIFY(m_console->engine.changes.empty()); // nothing is saved by a test
}

void TestBackendWizard::everyFieldIsExplained()
{
    int fields = 0;
    for (const QWidget* widget : m_wizard->findChildren<QWidget*>()) {
        if (!widget->property("field").isValid())
            continue;
        ++fields;
        QVERIFY2(!widget->toolTip().isEmpty() && !widget->whatsThis().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(!widget->property("title").toString().isEmpty(), qPrintable(widget->objectName()));
    }
    QVERIFY2(fields > 25, qPrintable(QString::number(fields)));
    QVERIFY(m_wizard->height() <= 720 && m_wizard->width() <= 1'280);
}

QTEST_MAIN(TestBackendWizard)
#include "tst_backendwizard.moc"
