// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStyleOptionViewItem>
#include <QTableView>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/redeploydialog.h"
#include "ui/enginelink.h"
#include "ui/models/containersmodel.h"
#include "ui/pages/sparkdelegate.h"

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
    void rollBackAsksFirst();
    void redeployComparesThreeWays();
    void redeployComparesAllThatItChanges();
    void redeployNamesTheEffect();
    void changedSettingsAreUndone();
    void anAnswerThatIsLateUndoesNothing();
    void bringingBackFromTheListAsksToo();
    void aRedeployThatFailsIsNoStep();
    void enterInAFieldRedeploysNothing();
    void aSecretIsMaskedAndNotCalledChanged();
    void stepsAreShown();
    void theLogIsThere();
    void theSlashGoesToTheFilter();
    void aGapInASparkLineStaysAGap();

private:
    QAction* action(const char* id) const { return m_console->window->actions().find(QLatin1String(id)); }
    QTableView* table() const { return m_console->find<QTableView>("containersTable"); }
    void show(std::vector<ContainerStatus> containers) const;
    RedeployDialog* openRedeploy();
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
    auto* next = page->findChild<QToolButton*>(QStringLiteral("nextActionToolButton"));
    QCOMPARE(next->text(), QStringLiteral("Go to Backends"));
    next->click();
    QVERIFY(m_console->find<QWidget>("BackendsPage")->isVisible());
    m_console->window->showPage(QStringLiteral("ContainersPage"));
    SiteConfiguration site = *m_console->engine.configuration();
    std::erase_if(site.applications[0].backends, [](const auto& each) { return each.name == "box"; });
    m_console->engine.setSite(site);
    QTRY_VERIFY(says(QStringLiteral("No backend of kind container yet")));
    QCOMPARE(next->text(), QStringLiteral("Register a backend…"));
    Snapshot degraded = *m_console->engine.snapshot();
    degraded.sequence += 1;
    degraded.troubles = {{TroubleCause::DockerUnreachable, "docker", "cannot connect to its socket", {}, {}}};
    m_console->engine.setSnapshot(degraded);
    m_console->window->showPage(QStringLiteral("BackendsPage"));
    m_console->window->showPage(QStringLiteral("ContainersPage"));
    QTRY_VERIFY(says(QStringLiteral("Start Docker, or set DOCKER_HOST.\ncannot connect to its socket")));
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
}

void TestContainersPage::rollBackAsksFirst()
{
    ContainerStatus kept = container(m_console->engine, "box-0", ReplicaRole::Kept);
    kept.image = "straightline/digits:1";
    show({container(m_console->engine, "box-1", ReplicaRole::Serving), kept});
    QTRY_VERIFY(action("rollBackAction")->isEnabled());
    action("rollBackAction")->trigger();
    auto* box = m_console->find<QMessageBox>("rollBackMessageBox");
    QVERIFY(box->text().contains(QStringLiteral("digits:box")));
    QVERIFY2(box->informativeText().contains(QStringLiteral("will be drained")), qPrintable(box->informativeText()));
    QVERIFY2(box->informativeText().contains(QStringLiteral("straightline/digits:1")),
             qPrintable(box->informativeText()));
    QVERIFY(box->defaultButton() == box->button(QMessageBox::Cancel));
    QCoreApplication::processEvents();
    QVERIFY(m_console->engine.actions.empty());
    QTest::mouseClick(m_console->find<QPushButton>("rollBackPushButton"), Qt::LeftButton);
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

RedeployDialog* TestContainersPage::openRedeploy()
{
    (void)QTest::qWaitFor([this] { return action("redeployContainerAction")->isEnabled(); });
    action("redeployContainerAction")->trigger();
    auto* sheet = m_console->find<RedeployDialog>("RedeployDialog");
    const auto* running = sheet->findChild<QLabel*>(QStringLiteral("redeployImageLineEditRunning"));
    (void)QTest::qWaitFor([running] { return running->text().startsWith(QStringLiteral("straightline")); });
    return sheet;
}

void TestContainersPage::redeployComparesAllThatItChanges()
{
    ContainerStatus one = container(m_console->engine, "box-1", ReplicaRole::Serving);
    one.command = {"serve", "--two words"};
    one.imageDefaults.command = {"serve"};
    show({one, container(m_console->engine, "box-2", ReplicaRole::Serving)});
    const auto* sheet = openRedeploy();
    const auto label = [sheet](const char* name) { return sheet->findChild<QLabel*>(QLatin1String(name))->text(); };
    QCOMPARE(label("redeployCommandLineEditDefault"), QStringLiteral("serve"));
    QCOMPARE(label("redeployCommandLineEditRunning"), QStringLiteral("serve \"--two words\""));
    QVERIFY(label("redeployCommandLineEditMark").contains(QStringLiteral("changed"))); // configured: the image's
    QCOMPARE(label("redeployReplicasSpinBoxRunning"), QStringLiteral("2"));
    QVERIFY(label("redeployReplicasSpinBoxMark").contains(QStringLiteral("changed"))); // configured: 1
    QVERIFY(label("redeployStartTimeoutDoubleSpinBoxMark").isEmpty());
    sheet->findChild<QLineEdit*>(QStringLiteral("redeployCommandLineEdit"))->setText(QStringLiteral("run \"a b\""));
    sheet->findChild<QSpinBox*>(QStringLiteral("redeployReplicasSpinBox"))->setValue(3);
    sheet->findChild<QDoubleSpinBox*>(QStringLiteral("redeployStartTimeoutDoubleSpinBox"))->setValue(90.0);
    QVERIFY(label("redeployStartTimeoutDoubleSpinBoxMark").contains(QStringLiteral("changed")));
    QTest::mouseClick(sheet->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    const auto& settings = *std::get<RedeployBackend>(m_console->engine.actions[0].action).settings;
    QVERIFY((settings.command == std::vector<std::string>{"run", "a b"}));
    QCOMPARE(settings.replicas, 3U);
    QVERIFY(settings.startTimeout == 90s);
}

void TestContainersPage::redeployNamesTheEffect()
{
    Snapshot snapshot = *m_console->engine.snapshot();
    const auto inFlight = [&](std::uint32_t count) {
        for (BackendSnapshot& each : snapshot.backends)
            each.inFlight = each.status.id == "digits:box" ? count : 5;
        ++snapshot.sequence;
        m_console->engine.setSnapshot(snapshot);
    };
    inFlight(3);
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    const auto* sheet = openRedeploy();
    const auto* effect = sheet->findChild<QLabel*>(QStringLiteral("redeployEffectLabel"));
    QTRY_VERIFY2(effect->text().contains(QStringLiteral("3 requests in flight will be drained")),
                 qPrintable(effect->text()));
    inFlight(1);
    QTRY_VERIFY2(effect->text().contains(QStringLiteral("1 request in flight will be drained")),
                 qPrintable(effect->text()));
}

void TestContainersPage::changedSettingsAreUndone()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    const auto* sheet = openRedeploy();
    sheet->findChild<QLineEdit*>(QStringLiteral("redeployImageLineEdit"))
        ->setText(QStringLiteral("straightline/digits:2"));
    QTest::mouseClick(sheet->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    FakeEngine& engine = m_console->engine;
    QTRY_COMPARE(engine.actions.size(), std::size_t{1});
    QVERIFY(!action("undoAction")->isEnabled()); // nothing is changed until the new ones serve
    engine.keepDeployed(1, *std::get<RedeployBackend>(engine.actions[0].action).settings);
    const auto image = [&engine] {
        return std::get<ContainerSettings>(engine.configuration()->findBackend("digits:box")->settings).image;
    };
    QCOMPARE(image(), std::string("straightline/digits:2"));
    QTRY_VERIFY(action("undoAction")->isEnabled());
    QVERIFY2(action("undoAction")->text().contains(QStringLiteral("digits:box")),
             qPrintable(action("undoAction")->text()));

    const auto ask = [this](const std::string& name) {
        action((name + "Action").c_str())->trigger();
        return m_console->find<QMessageBox>((name + "MessageBox").c_str());
    };
    QPointer<QMessageBox> box = ask("undo");
    QVERIFY2(box->informativeText().contains(
                 QStringLiteral("image straightline/digits:latest instead of straightline/digits:2")),
             qPrintable(box->informativeText()));
    QVERIFY(box->informativeText().contains(QStringLiteral("in flight")));
    box->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(box.isNull());
    QCOMPARE(image(), std::string("straightline/digits:2"));
    ask("undo")->findChild<QPushButton*>(QStringLiteral("undoPushButton"))->click();
    QTRY_COMPARE(image(), std::string("straightline/digits:latest"));
    QTRY_VERIFY(action("redoAction")->isEnabled());
    ask("redo")->findChild<QPushButton*>(QStringLiteral("redoPushButton"))->click();
    QTRY_COMPARE(image(), std::string("straightline/digits:2"));
}

/// The question was asked of one step; what came onto the stack since is not undone in its place.
void TestContainersPage::anAnswerThatIsLateUndoesNothing()
{
    FakeEngine& engine = m_console->engine;
    show({container(engine, "box-1", ReplicaRole::Serving)});
    const auto* sheet = openRedeploy();
    sheet->findChild<QLineEdit*>(QStringLiteral("redeployImageLineEdit"))->setText(QStringLiteral("other:2"));
    QTest::mouseClick(sheet->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    QTRY_COMPARE(engine.actions.size(), std::size_t{1});
    engine.keepDeployed(1, *std::get<RedeployBackend>(engine.actions[0].action).settings);
    QTRY_VERIFY(action("undoAction")->isEnabled());
    action("undoAction")->trigger();
    auto* box = m_console->find<QMessageBox>("undoMessageBox");
    m_console->window->findChild<ui::EngineLink*>()->apply(PutThresholds{"digits", {77.0, 1'000}},
                                                           QStringLiteral("edit"));
    QTRY_VERIFY2(action("undoAction")->text().contains(QStringLiteral("edit")),
                 qPrintable(action("undoAction")->text()));
    const std::size_t before = engine.changes.size();
    box->findChild<QPushButton*>(QStringLiteral("undoPushButton"))->click();
    QTest::qWait(50);
    QCOMPARE(engine.changes.size(), before);
}

/// The list of changes asks as undo does; and again when the configuration changed before the answer.
void TestContainersPage::bringingBackFromTheListAsksToo()
{
    FakeEngine& engine = m_console->engine;
    BackendConfiguration box = *engine.configuration()->findBackend("digits:box");
    std::get<ContainerSettings>(box.settings).image = "other:2";
    QVERIFY(engine.apply(PutBackend{"digits", box}, Actor{"api"}).has_value());
    m_console->window->showPage(QStringLiteral("ActivityPage"));
    auto* audit = m_console->find<QTableView>("auditTable");
    QTRY_COMPARE(audit->model()->rowCount(), 1);
    audit->selectRow(0);
    QTRY_VERIFY(action("undoAuditAction")->isEnabled());
    const auto image = [&engine] {
        return std::get<ContainerSettings>(engine.configuration()->findBackend("digits:box")->settings).image;
    };
    const auto question = [this] { return m_console->find<QMessageBox>("undoAuditMessageBox"); };
    action("undoAuditAction")->trigger();
    QPointer<QMessageBox> asked = question();
    QVERIFY2(asked->informativeText().contains(QStringLiteral("image straightline/digits:latest instead of other:2")),
             qPrintable(asked->informativeText()));
    asked->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(asked.isNull());
    QCOMPARE(image(), std::string("other:2"));

    action("undoAuditAction")->trigger();
    asked = question();
    box.capacity += 1; // somebody else's, before the answer
    QVERIFY(engine.apply(PutBackend{"digits", box}, Actor{"api"}).has_value());
    QTRY_COMPARE(audit->model()->rowCount(), 2);
    asked->findChild<QPushButton*>(QStringLiteral("undoAuditPushButton"))->click();
    QTRY_VERIFY(asked.isNull());
    QCOMPARE(image(), std::string("other:2"));
    question()->findChild<QPushButton*>(QStringLiteral("undoAuditPushButton"))->click();
    QTRY_COMPARE(image(), std::string("straightline/digits:latest"));
    QCOMPARE(engine.configuration()->findBackend("digits:box")->capacity, box.capacity);
}

void TestContainersPage::aRedeployThatFailsIsNoStep()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    const auto* sheet = openRedeploy();
    sheet->findChild<QLineEdit*>(QStringLiteral("redeployImageLineEdit"))->setText(QStringLiteral("other:2"));
    QTest::mouseClick(sheet->findChild<QPushButton*>(QStringLiteral("acceptPushButton")), Qt::LeftButton);
    QTRY_COMPARE(m_console->engine.actions.size(), std::size_t{1});
    m_console->engine.advanceOperation(1, OperationState::Failed, "new replica 1 exited 1", 0.5);
    QTest::qWait(50);
    QVERIFY(!action("undoAction")->isEnabled());
}

void TestContainersPage::enterInAFieldRedeploysNothing()
{
    show({container(m_console->engine, "box-1", ReplicaRole::Serving)});
    QPointer<RedeployDialog> sheet = openRedeploy();
    auto* cancel = sheet->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Cancel);
    QVERIFY(cancel->isDefault());
    auto* image = sheet->findChild<QLineEdit*>(QStringLiteral("redeployImageLineEdit"));
    image->setFocus();
    QTest::keyClicks(image, QStringLiteral("x"));
    QTest::keyClick(image, Qt::Key_Return);
    QCoreApplication::processEvents();
    QVERIFY(m_console->engine.actions.empty());
    QVERIFY(sheet != nullptr && sheet->isVisible()); // nor is what was typed lost
    QTest::keyClick(cancel, Qt::Key_Return);
    QTRY_VERIFY(sheet == nullptr || !sheet->isVisible());
    QVERIFY(m_console->engine.actions.empty());
}

void TestContainersPage::aSecretIsMaskedAndNotCalledChanged()
{
    SiteConfiguration site = *m_console->engine.configuration();
    std::get<ContainerSettings>(site.applications[0].backends[1].settings).environment = {
        {"API_KEY", "hunter2"}, {"DB_PASSWORD", "${env:DB_PASSWORD}"}, {"NEW_TOKEN", "abc"}, {"THREADS", "4"}};
    m_console->engine.setSite(site);
    ContainerStatus one = container(m_console->engine, "box-1", ReplicaRole::Serving);
    one.environment = {{"API_KEY", "***"}, {"DB_PASSWORD", "***"}, {"THREADS", "4"}};
    show({one});
    const auto* sheet = openRedeploy();
    const auto mark = [sheet](const char* name) {
        return sheet->findChild<QLabel*>(QStringLiteral("redeployVariable_%1LineEditMark").arg(QLatin1String(name)))
            ->text();
    };
    const auto edit = [sheet](const char* name) {
        return sheet->findChild<QLineEdit*>(QStringLiteral("redeployVariable_%1LineEdit").arg(QLatin1String(name)));
    };
    QTRY_VERIFY2(mark("NEW_TOKEN").contains(QStringLiteral("changed")), qPrintable(mark("NEW_TOKEN"))); // not running
    for (const char* name : {"API_KEY", "DB_PASSWORD"}) {
        QVERIFY2(!mark(name).contains(QStringLiteral("changed")), name);
        QVERIFY2(mark(name).contains(QStringLiteral("hidden")), name); // what runs is not told: say so
    }
    QCOMPARE(edit("API_KEY")->echoMode(), QLineEdit::Password);
    QCOMPARE(edit("NEW_TOKEN")->echoMode(), QLineEdit::Password);
    QCOMPARE(edit("DB_PASSWORD")->echoMode(), QLineEdit::Normal); // where it is kept is no secret
    QCOMPARE(edit("THREADS")->echoMode(), QLineEdit::Normal);
    edit("API_KEY")->setText(QStringLiteral("hunter3"));
    QVERIFY(mark("API_KEY").contains(QStringLiteral("changed")));
    edit("API_KEY")->setText(QStringLiteral("hunter2"));
    QVERIFY(!mark("API_KEY").contains(QStringLiteral("changed")));
    edit("API_KEY")->clear(); // as the image says: something else than what runs
    QVERIFY(mark("API_KEY").contains(QStringLiteral("changed")));
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

void TestContainersPage::theSlashGoesToTheFilter()
{
    table()->setFocus();
    QTest::keyClick(m_console->window.get(), Qt::Key_Slash);
    QTRY_VERIFY(m_console->find<QLineEdit>("containersFilterLineEdit")->hasFocus());
}

void TestContainersPage::aGapInASparkLineStaysAGap()
{
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QVariant::fromValue(QList<double>{1.0, 1.0, kNan, kNan, kNan, 1.0, 1.0}),
                  Qt::UserRole);
    const SparkDelegate delegate(Qt::UserRole, 7, &model);
    QImage image(128, 32, QImage::Format_RGB32);
    image.fill(Qt::white);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.palette = QApplication::palette();
    QPainter painter(&image);
    delegate.paint(&painter, option, model.index(0, 0));
    painter.end();
    const auto drawnAt = [&](int x) {
        for (int y = 4; y < 28; ++y) {
            if (image.pixelColor(x, y) != QColor(Qt::white))
                return true;
        }
        return false;
    };
    QVERIFY(drawnAt(12)); // between the first two samples
    QVERIFY(drawnAt(115));
    QVERIFY(!drawnAt(64)); // where nothing was measured
}

QTEST_MAIN(TestContainersPage)
#include "tst_containerspage.moc"
