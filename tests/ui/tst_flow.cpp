// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <spdlog/spdlog.h>

#include "engine/core/enginethread.h"
#include "tests/support/testbackend.h"
#include "tests/ui/consolefixture.h"
#include "ui/actionregistry.h"
#include "ui/dialogs/backendwizard.h"
#include "ui/models/requestsmodel.h"

using namespace straightline;
using namespace straightline::ui;
using namespace std::chrono_literals;

namespace
{

constexpr int kLong = 60'000; ///< ms; a bound, never waited for when all is well

/// A model server that describes its model and answers inferences.
TestBackend::Handler serveModel()
{
    return [](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        if (request.target == "/v2/models/digits")
            return socket.send(TestBackend::answer(
                200, R"({"name":"digits","inputs":[{"name":"image","datatype":"FP32","shape":[-1,4]}]})"));
        return socket.send(TestBackend::answer(200, request.method == "POST" ? R"({"outputs":[]})" : ""));
    };
}

} // namespace

/// The whole console over the real engine: a backend is registered in the wizard, a request goes through the ingest,
/// its receipt is read in the table, and undo leaves the configuration bit for bit as it was.
class TestFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DOCKER_HOST", "unix:///nowhere/docker.sock");
        spdlog::set_level(spdlog::level::off);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"))
            .setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
    }
    void registerSendReadUndo();

private:
    template <class T>
    T* in(const QWidget* root, const char* name) const
    {
        T* found = root->findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
    SiteConfiguration site() const;
    void registerInTheWizard(std::uint16_t port);
    int send(const std::string& body) const;

    QTemporaryDir m_settings;
    QTemporaryDir m_state;
    std::unique_ptr<core::EngineThread> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

/// As the engine has it, without what only grows.
SiteConfiguration TestFlow::site() const
{
    SiteConfiguration site;
    Engine& engine = m_engine->engine();
    QMetaObject::invokeMethod(
        &engine, [&] { site = *engine.configuration(); }, Qt::BlockingQueuedConnection);
    site.revision = 0;
    return site;
}

void TestFlow::registerInTheWizard(std::uint16_t port)
{
    m_window->actions().find(QStringLiteral("registerBackendAction"))->trigger();
    auto* wizard = m_window->findChild<BackendWizard*>();
    QVERIFY(wizard != nullptr);
    auto* next = in<QPushButton>(wizard, "wizardNextPushButton");
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::keyClicks(in<QLineEdit>(wizard, "urlLineEdit"), QStringLiteral("http://127.0.0.1:%1").arg(port));
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::mouseClick(in<QPushButton>(wizard, "testPushButton"), Qt::LeftButton);
    const auto* result = in<QLabel>(wizard, "testResultLabel");
    QTRY_VERIFY2_WITH_TIMEOUT(
        result->text().startsWith(QStringLiteral("The test went well: it answers an inference in ")),
        qPrintable(result->text()), kLong);
    QVERIFY(site().findBackend("digits:flow") == nullptr); // a test registers nothing
    QTest::mouseClick(next, Qt::LeftButton);
    auto* name = in<QLineEdit>(wizard, "nameLineEdit");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("flow"));
    QTest::mouseClick(in<QPushButton>(wizard, "acceptPushButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<BackendWizard*>() == nullptr, kLong);
}

/// The status of one inference through the ingest; 0 = no answer.
int TestFlow::send(const std::string& body) const
{
    const std::string& address = m_engine->ingestAddress();
    auto socket = TestSocket::connectTo(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    socket.send("POST /v2/models/digits/infer HTTP/1.1\r\nHost: x\r\nx-request-id: the-one\r\nConnection: close\r\n"
                "Content-Length: "
                + std::to_string(body.size()) + "\r\n\r\n" + body);
    socket.closesWithin(10s);
    const auto head = parseTestHead(socket.received());
    return head ? std::stoi(head->startLine.substr(9, 3)) : 0;
}

void TestFlow::registerSendReadUndo()
{
    TestBackend server(serveModel());
    core::EngineSettings settings;
    settings.stateDir = m_state.path().toStdString();
    settings.seed.emplace();
    settings.seed->applications.emplace_back().name = "digits";
    settings.listen = "127.0.0.1:0";
    settings.control = "127.0.0.1:0";
    settings.threads = 1;
    auto opened = core::EngineThread::open(settings);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
    m_engine = std::move(*opened);
    const SiteConfiguration before = site();
    m_window = std::make_unique<MainWindow>(m_engine->engine());
    m_window->resize(1280, 720);
    m_window->show();
    m_window->showPage(QStringLiteral("BackendsPage"));
    QTRY_VERIFY(m_window->actions().find(QStringLiteral("registerBackendAction"))->isEnabled());
    QTRY_VERIFY(in<QComboBox>(m_window.get(), "applicationComboBox")->findText(QStringLiteral("digits")) >= 0);

    registerInTheWizard(server.port());
    QVERIFY(site().findBackend("digits:flow") != nullptr);
    QVERIFY(site() != before);
    // Up once its health was seen; who comes earlier is told so, and leaves a record of his own.
    auto* table = in<QTableView>(m_window.get(), "backendsTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 0).data().toString().startsWith(QStringLiteral("up")), kLong);
    QCOMPARE(send(R"({"inputs":[]})"), 200);

    m_window->showPage(QStringLiteral("RequestsPage"));
    auto* requests = in<QTableView>(m_window.get(), "requestsTable");
    QTRY_COMPARE_WITH_TIMEOUT(requests->model()->rowCount(), 1, kLong); // the test's own requests are no records
    QCOMPARE(requests->model()->index(0, RequestsModel::Id).data().toString(), QStringLiteral("the-one"));
    requests->selectRow(0);
    auto* rule = in<QLabel>(m_window.get(), "ruleLabel");
    QTRY_VERIFY_WITH_TIMEOUT(rule->isVisible() && rule->text().contains(QStringLiteral("local"), Qt::CaseInsensitive),
                             kLong);
    const auto* attempts = in<QLabel>(m_window.get(), "attemptsLabel");
    QVERIFY2(attempts->text().contains(QStringLiteral("flow")), qPrintable(attempts->text()));
    QVERIFY2(attempts->text().contains(QStringLiteral("200")), qPrintable(attempts->text()));

    QTRY_VERIFY(m_window->actions().find(QStringLiteral("undoAction"))->isEnabled());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(site() == before, kLong);
    m_window.reset();
    m_engine.reset();
}

QTEST_MAIN(TestFlow)
#include "tst_flow.moc"
