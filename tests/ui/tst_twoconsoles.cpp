// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <QtWidgets>

#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"

using namespace straightline;
using namespace straightline::ui;

/// Two windows over one engine: each sees what the other did, and neither undoes what the other has changed since.
class TestTwoConsoles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void eachSeesTheOthersEdits();
    void operationsAndChangesShowInBoth();
    void undoNeverOverwritesTheOthersEdit();
    void undoBringsBackBesideTheOthersEdit();

private:
    template <class T>
    static T* in(const MainWindow& window, const char* objectName)
    {
        T* found = window.findChild<T*>(QLatin1String(objectName));
        if (found == nullptr)
            qFatal("there is no %s", objectName);
        return found;
    }
    static QAction* action(MainWindow& window, const char* id) { return window.actions().find(QLatin1String(id)); }
    static void enterFrequency(const MainWindow& window, const QString& text);
    const ApplicationConfiguration& digits() const
    {
        return *m_console->engine.configuration()->findApplication("digits");
    }

    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<MainWindow> m_other;
};

void TestTwoConsoles::init()
{
    m_console = std::make_unique<ConsoleFixture>();
    m_other = std::make_unique<MainWindow>(m_console->engine);
    m_other->resize(1280, 720);
    m_other->show();
    for (const MainWindow* window : {m_console->window.get(), m_other.get()})
        QTRY_VERIFY(in<QDoubleSpinBox>(*window, "frequencyDoubleSpinBox")->isEnabled());
}

void TestTwoConsoles::cleanup()
{
    m_other.reset();
    m_console.reset();
}

void TestTwoConsoles::enterFrequency(const MainWindow& window, const QString& text)
{
    auto* box = in<QDoubleSpinBox>(window, "frequencyDoubleSpinBox");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text);
    QTest::keyClick(box, Qt::Key_Return);
}

void TestTwoConsoles::eachSeesTheOthersEdits()
{
    enterFrequency(*m_console->window, QStringLiteral("33"));
    QTRY_COMPARE(in<QDoubleSpinBox>(*m_other, "frequencyDoubleSpinBox")->value(), 33.0);
    enterFrequency(*m_other, QStringLiteral("44"));
    QTRY_COMPARE(in<QDoubleSpinBox>(*m_console->window, "frequencyDoubleSpinBox")->value(), 44.0);
    // A backend that one registers is in the table of the other.
    auto* table = in<QTableView>(*m_other, "backendsTable");
    m_other->showPage(QStringLiteral("BackendsPage"));
    QTRY_COMPARE(table->model()->rowCount(), 3);
    BackendConfiguration gpu;
    gpu.name = "gpu";
    gpu.settings = HttpSettings{"http://127.0.0.1:9003"};
    QVERIFY(m_console->engine.apply(PutBackend{"digits", gpu, Expect::Absent}, Actor{"api"}).has_value());
    m_console->engine.tick();
    QTRY_COMPARE(table->model()->rowCount(), 4);
    QVERIFY(m_console->engine.apply(RemoveBackend{"digits:gpu"}, Actor{"api"}).has_value());
    m_console->engine.tick();
    QTRY_COMPARE(table->model()->rowCount(), 3);
}

void TestTwoConsoles::operationsAndChangesShowInBoth()
{
    enterFrequency(*m_console->window, QStringLiteral("33"));
    QTRY_COMPARE(digits().thresholds.frequencyHz, 33.0);
    QVERIFY(m_console->engine.start(DrainBackend{"digits:web"}, Actor{"api"}).has_value());
    action(*m_other, "showActivityPageAction")->trigger();
    QTRY_COMPARE(in<QTableView>(*m_other, "operationsTable")->model()->rowCount(), 1);
    QTRY_COMPARE(in<QTableView>(*m_other, "auditTable")->model()->rowCount(), 1);
}

void TestTwoConsoles::undoNeverOverwritesTheOthersEdit()
{
    enterFrequency(*m_console->window, QStringLiteral("33"));
    QTRY_COMPARE(digits().thresholds.frequencyHz, 33.0);
    enterFrequency(*m_other, QStringLiteral("44"));
    QTRY_COMPARE(digits().thresholds.frequencyHz, 44.0);
    QTRY_VERIFY(action(*m_console->window, "undoAction")->isEnabled());
    action(*m_console->window, "undoAction")->trigger();
    auto* text = in<QLabel>(*m_console->window, "bannerLabel");
    QTRY_VERIFY2(text->text().contains(QStringLiteral("changed since")), qPrintable(text->text()));
    QVERIFY2(text->text().contains(QStringLiteral("Undo: Thresholds of digits")), qPrintable(text->text()));
    QCOMPARE(digits().thresholds.frequencyHz, 44.0);
    QTRY_VERIFY(!action(*m_console->window, "undoAction")->isEnabled()); // what cannot be undone has left the stack
    QVERIFY(!action(*m_console->window, "redoAction")->isEnabled());
    QVERIFY(QApplication::activeModalWidget() == nullptr);
    action(*m_other, "undoAction")->trigger(); // the later edit is theirs to undo
    QTRY_COMPARE(digits().thresholds.frequencyHz, 33.0);
}

void TestTwoConsoles::undoBringsBackBesideTheOthersEdit()
{
    const SiteConfiguration before = *m_console->engine.configuration();
    enterFrequency(*m_console->window, QStringLiteral("33"));
    QTRY_COMPARE(digits().thresholds.frequencyHz, 33.0);
    auto* policy = in<QComboBox>(*m_other, "policyComboBox");
    policy->setFocus();
    QTest::keyClick(policy, Qt::Key_Down);
    QTRY_VERIFY(digits().policy == PolicyKind::RoundRobin);
    action(*m_console->window, "undoAction")->trigger();
    QTRY_VERIFY(digits().thresholds == before.applications[0].thresholds);
    QVERIFY(digits().policy == PolicyKind::RoundRobin);
    action(*m_other, "undoAction")->trigger();
    QTRY_VERIFY(m_console->engine.configuration()->applications == before.applications);
}

QTEST_MAIN(TestTwoConsoles)
#include "tst_twoconsoles.moc"
