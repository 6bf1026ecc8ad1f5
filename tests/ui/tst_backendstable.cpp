// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/backenddialog.h"
#include "ui/dialogs/logdialog.h"
#include "ui/dialogs/redeploydialog.h"
#include "ui/models/backendsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/text/advice.h"
#include "ui/text/effects.h"

using namespace straightline;
using namespace straightline::ui;

/// The backends' table as a tool: filter, columns, keyboard, what it warns of, and what it keeps.
class TestBackendsTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void slashFiltersAndEscShowsAll();
    void aFilterWithoutResultSaysSo();
    void columnsAreChosenWithTheKeyboard();
    void shapeSortAndFilterSurviveARestart();
    void enterEditsAndDeleteAsks();
    void drainingNamesTheEffectAndCancels();
    void effectsTellWhereRequestsGo();
    void aFailedBackendSaysWhyAndWhatNext();
    void readOnlyLeavesOnlyTheLogs();
    void replicasAreCounted();
    void causesHaveAdvice_data();
    void causesHaveAdvice();

private:
    void drag(int column, int by);
    QTableView* table() const { return m_console->find<QTableView>("backendsTable"); }
    QAction* action(const char* id) const { return m_console->window->actions().find(QLatin1String(id)); }
    void showBackends() const;
    void select(const QString& name) const;
    void failBox() const;

    std::unique_ptr<ConsoleFixture> m_console;
};

void TestBackendsTable::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    showBackends();
}

void TestBackendsTable::showBackends() const
{
    action("showBackendsPageAction")->trigger();
    QTRY_VERIFY(table()->isVisible() && table()->model()->rowCount() > 0);
}

void TestBackendsTable::select(const QString& name) const
{
    for (int row = 0; row < table()->model()->rowCount(); ++row) {
        if (table()->model()->index(row, BackendsModel::Name).data().toString() == name)
            table()->selectRow(row);
    }
    QCOMPARE(table()->currentIndex().siblingAtColumn(BackendsModel::Name).data().toString(), name);
}

void TestBackendsTable::failBox() const
{
    Snapshot snapshot = *m_console->engine.snapshot();
    for (BackendSnapshot& backend : snapshot.backends) {
        if (backend.status.id != "digits:box")
            continue;
        backend.status.state = BackendState::Failed;
        backend.status.lastError = "exited 137: out of memory (limit 64 MB)";
        backend.status.takesRequests = false;
    }
    m_console->engine.setSnapshot(snapshot);
}

void TestBackendsTable::slashFiltersAndEscShowsAll()
{
    auto* words = m_console->find<QLineEdit>("backendsFilterLineEdit");
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Slash);
    QTRY_VERIFY(words->hasFocus());
    QVERIFY(words->text().isEmpty()); // the key opened the field and is not in it
    QTest::keyClicks(words, QStringLiteral("b/o"));
    QCOMPARE(words->text(), QStringLiteral("b/o")); // inside the field it is a letter
    words->setText(QStringLiteral("burst"));
    QCOMPARE(table()->model()->rowCount(), 1);
    QTest::keyClick(words, Qt::Key_Return);
    QVERIFY(table()->hasFocus());
    QTest::keyClick(table(), Qt::Key_Slash);
    QTest::keyClick(words, Qt::Key_Escape);
    QCOMPARE(words->text(), QString());
    QCOMPARE(table()->model()->rowCount(), 3);
    QVERIFY(table()->hasFocus());
}

void TestBackendsTable::aFilterWithoutResultSaysSo()
{
    m_console->find<QLineEdit>("backendsFilterLineEdit")->setText(QStringLiteral("nowhere"));
    const auto* text = m_console->find<QWidget>("BackendsPage")->findChild<QLabel*>(QStringLiteral("emptyTextLabel"));
    QVERIFY(text->isVisible());
    QVERIFY2(text->text().contains(QStringLiteral("nowhere")), qPrintable(text->text()));
    QCOMPARE(m_console->find<QLabel>("backendsCountLabel")->text(), QStringLiteral("0 of 3"));
    m_console->find<QLineEdit>("backendsFilterLineEdit")->clear();
    QVERIFY(!text->isVisible());
}

void TestBackendsTable::columnsAreChosenWithTheKeyboard()
{
    action("backendColumnsAction")->trigger();
    auto* menu = m_console->find<QMenu>("backendColumnsMenu");
    QTRY_VERIFY(menu->isVisible());
    QStringList names;
    for (QAction* each : menu->actions())
        names.append(each->text());
    QVERIFY(!names.contains(QStringLiteral("State")));       // says what a row is
    QVERIFY(!names.contains(QStringLiteral("Application"))); // the page's own business
    QVERIFY(names.contains(QStringLiteral("Kind")));
    QVERIFY(!table()->isColumnHidden(BackendsModel::Kind));
    menu->setActiveAction(menu->actions().at(names.indexOf(QStringLiteral("Kind"))));
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(table()->isColumnHidden(BackendsModel::Kind));
}

/// The right edge of a column, with the mouse.
void TestBackendsTable::drag(int column, int by)
{
    QWidget* header = table()->horizontalHeader()->viewport();
    const int right = table()->columnViewportPosition(column) + table()->columnWidth(column) - 2;
    QTest::mousePress(header, Qt::LeftButton, {}, QPoint(right, 8));
    QMouseEvent move(QEvent::MouseMove, QPointF(right + by, 8), header->mapToGlobal(QPointF(right + by, 8)),
                     Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(header, &move);
    QTest::mouseRelease(header, Qt::LeftButton, {}, QPoint(right + by, 8));
}

void TestBackendsTable::shapeSortAndFilterSurviveARestart()
{
    QMenu columns;
    m_console->find<DataTable>("backendsTable")->fillColumnMenu(columns);
    for (QAction* each : columns.actions()) {
        if (each->text() == QLatin1String("Kind"))
            each->trigger();
    }
    drag(BackendsModel::Name, 222 - table()->columnWidth(BackendsModel::Name));
    table()->horizontalHeader()->moveSection(table()->horizontalHeader()->visualIndex(BackendsModel::P95), 2);
    table()->sortByColumn(BackendsModel::Name, Qt::DescendingOrder);
    m_console->find<QLineEdit>("backendsFilterLineEdit")->setText(QStringLiteral("digits"));
    m_console->open();
    showBackends();
    QVERIFY(table()->isColumnHidden(BackendsModel::Kind));
    QCOMPARE(table()->horizontalHeader()->visualIndex(BackendsModel::P95), 2);
    QCOMPARE(table()->columnWidth(BackendsModel::Name), 222);
    QCOMPARE(m_console->find<QLineEdit>("backendsFilterLineEdit")->text(), QStringLiteral("digits"));
    QCOMPARE(table()->model()->rowCount(), 3);
    QStringList names;
    for (int row = 0; row < table()->model()->rowCount(); ++row)
        names.append(table()->model()->index(row, BackendsModel::Name).data().toString());
    QCOMPARE(names, (QStringList{QStringLiteral("web"), QStringLiteral("burst"), QStringLiteral("box")}));
}

void TestBackendsTable::enterEditsAndDeleteAsks()
{
    select(QStringLiteral("box"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    auto* box = m_console->find<QMessageBox>("removeBackendMessageBox");
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(m_console->window->findChild<QMessageBox*>() == nullptr);
    QVERIFY(m_console->engine.changes.empty());
    QTest::keyClick(table(), Qt::Key_Return);
    auto* dialog = m_console->window->findChild<BackendDialog*>();
    QVERIFY(dialog != nullptr && dialog->windowTitle().contains(QStringLiteral("digits:box")));
}

void TestBackendsTable::drainingNamesTheEffectAndCancels()
{
    Snapshot snapshot = *m_console->engine.snapshot();
    snapshot.backends[0].inFlight = 3;
    m_console->engine.setSnapshot(snapshot);
    select(QStringLiteral("web"));
    QTRY_COMPARE(table()->currentIndex().siblingAtColumn(BackendsModel::InFlight).data().toString(),
                 QStringLiteral("3/4"));
    action("drainBackendAction")->trigger();
    auto* box = m_console->find<QMessageBox>("drainBackendMessageBox");
    QVERIFY(box->text().contains(QStringLiteral("digits:web")));
    QVERIFY2(box->informativeText().contains(QStringLiteral("3 requests in flight will be drained.")),
             qPrintable(box->informativeText()));
    QVERIFY2(box->informativeText().contains(QStringLiteral("other tiers")), qPrintable(box->informativeText()));
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_VERIFY(m_console->window->findChild<QMessageBox*>() == nullptr);
    QVERIFY(m_console->engine.actions.empty());
}

void TestBackendsTable::effectsTellWhereRequestsGo()
{
    FakeEngine& engine = m_console->engine;
    Snapshot snapshot = *engine.snapshot();
    const auto effects = [&] {
        return drainEffects(*engine.configuration(), &snapshot, "digits:web").join(QLatin1Char(' '));
    };
    QVERIFY2(effects().contains(QStringLiteral("other tiers")), qPrintable(effects()));
    for (BackendSnapshot& backend : snapshot.backends) {
        if (backend.status.id == "digits:box")
            backend.tier = Tier::Local;
    }
    QVERIFY2(effects().contains(QStringLiteral("other backends of its tier")), qPrintable(effects()));
    for (BackendSnapshot& backend : snapshot.backends) {
        if (backend.application == "digits")
            backend.status.takesRequests = false;
    }
    QVERIFY2(effects().contains(QStringLiteral("503")), qPrintable(effects())); // thumbs' backend is no help
    QCOMPARE(drainEffects(*engine.configuration(), nullptr, "digits:web").size(), qsizetype{1});
    QVERIFY(drainEffects(*engine.configuration(), &snapshot, "digits:none").isEmpty());
    QVERIFY(removeEffects(*engine.configuration(), &snapshot, "digits:box")
                .join(QLatin1Char(' '))
                .contains(QStringLiteral("containers")));
}

void TestBackendsTable::aFailedBackendSaysWhyAndWhatNext()
{
    auto* strip = m_console->find<QWidget>("troubleStrip");
    QVERIFY(!strip->isVisible());
    select(QStringLiteral("web"));
    failBox();
    QTRY_VERIFY(strip->isVisible());
    const QString why = m_console->find<QLabel>("troubleWhyLabel")->text();
    QVERIFY2(why.contains(QStringLiteral("digits:box \u2013 failed for 5 min: exited 137: out of memory")),
             qPrintable(why));
    QVERIFY(m_console->find<QLabel>("troubleNextLabel")->text().contains(QStringLiteral("memory limit")));
    QTest::mouseClick(m_console->find<QToolButton>("troubleEditToolButton"), Qt::LeftButton);
    auto* dialog = m_console->window->findChild<BackendDialog*>();
    QVERIFY(dialog != nullptr && dialog->windowTitle().contains(QStringLiteral("digits:box")));
    const auto* memory = dialog->findChild<QWidget*>(QStringLiteral("containerMemorySizeEdit"));
    QVERIFY(memory->isVisible());
    QTRY_VERIFY2(dialog->focusWidget() != nullptr && memory->isAncestorOf(dialog->focusWidget()),
                 qPrintable(dialog->focusWidget() == nullptr ? QString() : dialog->focusWidget()->objectName()));
    dialog->reject();
    QTRY_VERIFY(m_console->window->findChild<BackendDialog*>() == nullptr);
    QTest::mouseClick(m_console->find<QToolButton>("troubleLogsToolButton"), Qt::LeftButton);
    QVERIFY(m_console->window->findChild<LogDialog*>() != nullptr);
    m_console->window->findChild<LogDialog*>()->close();
    QTest::mouseClick(m_console->find<QToolButton>("troubleRedeployToolButton"), Qt::LeftButton);
    QVERIFY(m_console->window->findChild<RedeployDialog*>() != nullptr);
    m_console->window->findChild<RedeployDialog*>()->reject();
    m_console->engine.tick(); // up again
    QTRY_VERIFY(!strip->isVisible());
}

void TestBackendsTable::readOnlyLeavesOnlyTheLogs()
{
    m_console->engine.engineStatus.readOnly = true;
    m_console->open();
    showBackends();
    failBox();
    QTRY_VERIFY(m_console->find<QWidget>("troubleStrip")->isVisible());
    for (const char* name : {"troubleEditToolButton", "troubleRedeployToolButton"}) {
        QTRY_VERIFY2(!m_console->find<QToolButton>(name)->isEnabled(), name);
        QVERIFY(m_console->find<QToolButton>(name)->toolTip().contains(QStringLiteral("--read-only")));
    }
    QVERIFY(m_console->find<QToolButton>("troubleLogsToolButton")->isEnabled());
}

void TestBackendsTable::replicasAreCounted()
{
    Snapshot snapshot = *m_console->engine.snapshot();
    for (BackendSnapshot& backend : snapshot.backends) {
        ReplicaStatus other = backend.status.replicas.front();
        other.state = BackendState::Starting;
        backend.status.replicas.push_back(other);
    }
    BackendsModel model;
    model.take(snapshot, "digits", {});
    QCOMPARE(model.index(0, BackendsModel::State).data().toString(), QStringLiteral("up"));
    QCOMPARE(model.index(1, BackendsModel::State).data().toString(), QStringLiteral("up 1/2"));
    QCOMPARE(model.index(2, BackendsModel::State).data().toString(), QStringLiteral("up, 1 running"));
}

void TestBackendsTable::causesHaveAdvice_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, BackendKind kind, const char* error, const char* field) {
        QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(error) << QString::fromLatin1(field);
    };
    row("nothing listens", BackendKind::Http, "Failed to connect to 127.0.0.1 port 9: Connection refused", "url");
    row("unknown host", BackendKind::Http, "Could not resolve host: nowhere", "url");
    row("bad certificate", BackendKind::Http, "SSL certificate problem: self-signed certificate", "tls_ca_file");
    row("slow", BackendKind::Http, "no answer in 1000 ms", "health_timeout_ms");
    row("not ready", BackendKind::Http, "503 in 2 ms", "health_path");
    row("out of memory", BackendKind::Container, "exited 137: out of memory (limit 64 MB)", "memory_bytes");
    row("function out of memory", BackendKind::Function, "out of memory (limit 64 MB)", "memory_bytes");
    row("no image", BackendKind::Container, "No such image: nothing:1", "image");
    row("no Docker", BackendKind::Container, "Docker: cannot connect to unix:///var/run/docker.sock", "");
    row("cannot start", BackendKind::Container, "could not start: exec: no such file or directory", "command");
    row("crash", BackendKind::Container, "exited 1", "container_port");
    row("no command", BackendKind::Function, "digits-server: not found", "command");
}

void TestBackendsTable::causesHaveAdvice()
{
    QFETCH(int, kind);
    QFETCH(QString, error);
    QFETCH(QString, field);
    BackendSnapshot backend;
    backend.kind = static_cast<BackendKind>(kind);
    backend.status.state = BackendState::Failed;
    backend.status.lastError = error.toStdString();
    const Advice advice = adviceFor(backend);
    QCOMPARE(advice.why, error);
    QCOMPARE(advice.field, field);
    QCOMPARE(advice.edit.isEmpty(), field.isEmpty());
    QVERIFY(!advice.next.isEmpty());
}

QTEST_MAIN(TestBackendsTable)
#include "tst_backendstable.moc"
