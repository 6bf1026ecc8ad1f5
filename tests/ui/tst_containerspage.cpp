// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/redeploydialog.h"
#include "ui/models/containersmodel.h"

using namespace straightline;
using namespace straightline::ui;
using namespace std::chrono_literals;

namespace
{

ContainerStatus container(const FakeEngine& engine, const std::string& name, ReplicaRole role)
{
    ContainerStatus shown;
    shown.backend = "digits:box";
    shown.id = "id-" + name;
    shown.name = name;
    shown.dockerState = "running";
    shown.state = role == ReplicaRole::Serving ? BackendState::Up : BackendState::Down;
    shown.role = role;
    shown.restarts = 2;
    shown.image = "straightline/digits:latest";
    shown.imageId = "sha256:0123456789abcdef0123";
    shown.created = engine.now() - 5min;
    shown.started = engine.now() - 4min;
    shown.ports = {{8080, 49'153}};
    shown.memoryLimitBytes = 1'000'000'000;
    shown.environment = {{"THREADS", "4"}};
    shown.imageDefaults.environment = {{"PATH", "/bin"}, {"THREADS", "1"}};
    shown.imageDefaults.ports = {8080};
    shown.cpuPercent = 50.0;
    shown.memoryBytes = 250'000'000;
    shown.sampled = engine.now();
    return shown;
}

} // namespace

/// The Containers page over a FakeEngine.
class TestContainersPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void anEmptyPageSaysWhy();
    void rowsShowWhatContainersUse();
    void historyGrowsAndIsBounded();
    void stoppingNamesTheEffectAndCancels();
    void aStoppedOneIsStarted();
    void rollBackNeedsSomethingKept();
    void redeployComparesThreeWays();
    void stepsAreShown();
    void theLogIsThere();

private:
    QAction* action(const char* id) const { return m_console->window->actions().find(QLatin1String(id)); }
    QTableView* table() const { return m_console->find<QTableView>("containersTable"); }
    void show(std::vector<ContainerStatus> containers) const;
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestContainersPage::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    m_console->window->showPage(QStringLiteral("ContainersPage"));
}

void TestContainersPage::show(std::vector<ContainerStatus> containers) const
{
    const int rows = static_cast<int>(containers.size());
    m_console->engine.containerList = std::move(containers);
    QTRY_COMPARE(table()->model()->rowCount(), rows);
}

void TestContainersPage::anEmptyPageSaysWhy()
{
    auto* page = m_console->find<QWidget>("ContainersPage");
    const auto says = [page](const QString& text) {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    };
    QTRY_VERIFY(says(QStringLiteral("No container is there yet")));
    SiteConfiguration site = *m_console->engine.configuration();
    std::erase_if(site.applications[0].backends, [](const auto& each) { return each.name == "box"; });
    m_console->engine.setSite(site);
    QTRY_VERIFY(says(QStringLiteral("No backend of kind container yet")));
}

void TestContainersPage::rowsShowWhatContainersUse()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving),
          container(m_console->engine, "box-0", ReplicaRole::Kept)});
    const QAbstractItemModelTester tester(table()->model());
    QCOMPARE(cell(0, ContainersModel::Name), QStringLiteral("box-1"));
    QCOMPARE(cell(0, ContainersModel::State), QStringLiteral("up"));
    QCOMPARE(cell(1, ContainersModel::State), QStringLiteral("kept"));
    QCOMPARE(cell(0, ContainersModel::Cpu), QStringLiteral("50.0\u00A0%"));
    QCOMPARE(cell(0, ContainersModel::Memory), QStringLiteral("250\u00A0MB"));
    QCOMPARE(cell(0, ContainersModel::Restarts), QStringLiteral("2"));
    QCOMPARE(cell(0, ContainersModel::Digest), QStringLiteral("0123456789ab"));
    QCOMPARE(cell(0, ContainersModel::Ports), QStringLiteral("8080 → 49153"));
    m_console->find<QLineEdit>("containersFilterLineEdit")->setText(QStringLiteral("box-0"));
    QCOMPARE(table()->model()->rowCount(), 1);
}

void TestContainersPage::historyGrowsAndIsBounded()
{
    ContainersModel model;
    const QAbstractItemModelTester tester(&model);
    ContainerStatus one = container(m_console->engine, "box-1", ReplicaRole::Serving);
    for (std::size_t i = 0; i < 3 * ContainersModel::kSamples; ++i) {
        one.sampled += 1s;
        model.take({one}, m_console->engine.now());
        model.take({one}, m_console->engine.now()); // the same sample: counts once
    }
    const QModelIndex memory = model.index(0, ContainersModel::MemoryHistory);
    auto values = memory.data(ContainersModel::HistoryRole).value<QList<double>>();
    QCOMPARE(values.size(), static_cast<qsizetype>(ContainersModel::kSamples));
    QCOMPARE(values.last(), 0.25); // of its limit
    one.cpuPercent.reset();
    one.memoryBytes.reset();
    one.sampled += 1s;
    model.take({one}, m_console->engine.now());
    values = memory.data(ContainersModel::HistoryRole).value<QList<double>>();
    QVERIFY(std::isnan(values.last()));
    QCOMPARE(model.index(0, ContainersModel::Cpu).data().toString(), QStringLiteral("–"));
    model.take({}, m_console->engine.now());
    QCOMPARE(model.rowCount(), 0);
}

void TestContainersPage::stoppingNamesTheEffectAndCancels()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    QTRY_VERIFY(action("stopContainerAction")->isEnabled());
    QVERIFY(!action("startContainerAction")->isEnabled());
    action("stopContainerAction")->trigger();
    auto* box = m_console->find<QMessageBox>("stopContainerMessageBox");
    QVERIFY(box->text().contains(QStringLiteral("box-1")));
    QVERIFY(box->informativeText().contains(QStringLiteral("It is the last one")));
    QVERIFY(box->defaultButton() == box->button(QMessageBox::Cancel));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(m_console->engine.actions.empty());
    action("stopContainerAction")->trigger();
    QPushButton* stop = nullptr;
    for (auto* each : m_console->window->findChildren<QPushButton*>(QStringLiteral("stopPushButton")))
        if (each->isVisible())
            stop = each;
    QVERIFY(stop != nullptr);
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    const auto& wanted = std::get<StopContainer>(m_console->engine.actions[0].action);
    QCOMPARE(wanted.id, std::string("digits:box"));
    QCOMPARE(wanted.container, std::string("box-1"));
}

void TestContainersPage::aStoppedOneIsStarted()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Stopped)});
    QTRY_VERIFY(action("startContainerAction")->isEnabled());
    QVERIFY(!action("stopContainerAction")->isEnabled());
    action("startContainerAction")->trigger();
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    QCOMPARE(std::get<StartContainer>(m_console->engine.actions[0].action).container, std::string("box-1"));
}

void TestContainersPage::rollBackNeedsSomethingKept()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    QVERIFY(!action("rollBackAction")->isEnabled());
    QVERIFY(action("rollBackAction")->toolTip().contains(QStringLiteral("Nothing is kept")));
    show({container(m_console->engine, "box-1", ReplicaRole::Serving),
          container(m_console->engine, "box-0", ReplicaRole::Kept)});
    QTRY_VERIFY(action("rollBackAction")->isEnabled());
    action("rollBackAction")->trigger();
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    QCOMPARE(std::get<RollBackBackend>(m_console->engine.actions[0].action).id, std::string("digits:box"));
}

void TestContainersPage::redeployComparesThreeWays()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    QTRY_VERIFY(action("redeployContainerAction")->isEnabled());
    action("redeployContainerAction")->trigger();
    auto* sheet = m_console->window->findChild<RedeployDialog*>();
    QVERIFY(sheet != nullptr);
    const auto label = [sheet](const char* name) {
        const auto* found = sheet->findChild<QLabel*>(QLatin1String(name));
        return found != nullptr ? found->text() : QStringLiteral("missing");
    };
    QTRY_COMPARE(label("redeployVariable_THREADSLineEditDefault"), QStringLiteral("1"));
    QCOMPARE(label("redeployVariable_THREADSLineEditRunning"), QStringLiteral("4"));
    QCOMPARE(label("redeployImageLineEditRunning"), QStringLiteral("straightline/digits:latest"));
    QCOMPARE(label("redeployImageLineEditMark"), QString());
    QCOMPARE(label("redeployMemorySizeEditRunning"), QStringLiteral("1.00\u00A0GB"));
    QVERIFY(label("redeployMemorySizeEditMark").contains(QStringLiteral("changed"))); // configured: no limit
    sheet->findChild<QLineEdit*>(QStringLiteral("redeployVariable_THREADSLineEdit"))->setText(QStringLiteral("8"));
    QVERIFY(label("redeployVariable_THREADSLineEditMark").contains(QStringLiteral("changed")));
    auto* image = sheet->findChild<QLineEdit*>(QStringLiteral("redeployImageLineEdit"));
    auto* accept = sheet->findChild<QPushButton*>(QStringLiteral("acceptPushButton"));
    image->clear();
    QVERIFY(!accept->isEnabled());
    QVERIFY(!label("redeployProblemLabel").isEmpty());
    image->setText(QStringLiteral("straightline/digits:2"));
    sheet->findChild<QDoubleSpinBox*>(QStringLiteral("redeployCpusDoubleSpinBox"))->setValue(1.5);
    sheet->findChild<QSpinBox*>(QStringLiteral("redeployKeepSpinBox"))->setValue(3);
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    const auto& redeploy = std::get<RedeployBackend>(m_console->engine.actions[0].action);
    QVERIFY(redeploy.keepOld == 180s);
    QCOMPARE(redeploy.settings->image, std::string("straightline/digits:2"));
    QCOMPARE(redeploy.settings->cpus, 1.5);
    QVERIFY((redeploy.settings->environment == Environment{{"THREADS", "8"}}));
}

void TestContainersPage::stepsAreShown()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    QVERIFY(m_console->engine.start(RedeployBackend{.id = "digits:box", .settings = {}}, Actor{"api"}).has_value());
    m_console->engine.setSteps(1, {{"pull", StepState::Succeeded, 1'200ms, "the image is here"},
                                   {"create", StepState::Running, 0us, "replica 1 of 2"},
                                   {"drain", StepState::Waiting, 0us, ""}});
    const auto* steps = m_console->find<QLabel>("containerStepsLabel");
    QTRY_VERIFY2(steps->text().contains(QStringLiteral("pull ✓ 1.20\u00A0s · create … replica 1 of 2 · drain")),
                 qPrintable(steps->text()));
}

void TestContainersPage::theLogIsThere()
{
    m_console->engine.logLines["digits:box"] = {{"1-1 | one", "1-1 | two"}, "container box-1"};
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    auto* page = m_console->find<QWidget>("ContainersPage");
    QTRY_VERIFY(page->findChild<QPlainTextEdit*>(QStringLiteral("logPlainTextEdit")) != nullptr);
    auto* view = page->findChild<QPlainTextEdit*>(QStringLiteral("logPlainTextEdit"));
    QTRY_COMPARE(view->toPlainText(), QStringLiteral("1-1 | one\n1-1 | two"));
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(view->isVisible());
}

QTEST_MAIN(TestContainersPage)
#include "tst_containerspage.moc"
