// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "managementfixture.h"

using namespace straightline;
using control::ManagementServer;

/// What was recorded and what can be taken away: requests, history, audit, logs, recordings, the site.
class TestManagementRecords : public ManagementFixture
{
    Q_OBJECT

private Q_SLOTS:
    void recordingsAreStarted();
    void logsAreTailed();
    void requestsAndReceipts();
    void historyAndAudit();
    void exportAndImport();
};

void TestManagementRecords::recordingsAreStarted()
{
    const auto begun = m_client->request("POST", "/api/v1/recordings?application=digits");
    QCOMPARE(begun.status, 202);
    QVERIFY(begun.json()["kind"] == "recording");
    const auto& wanted = std::get<ExportRecording>(m_engine->actions[0].action);
    QCOMPARE(wanted.application, std::string("digits"));
    QVERIFY(wanted.path.empty()); // where it lies is not the client's to say
    QCOMPARE(m_client->request("POST", "/api/v1/recordings").status, 202);
    QCOMPARE(m_client->request("POST", "/api/v1/recordings?application=nobody").status, 404);
    QCOMPARE(m_client->request("POST", "/api/v1/recordings?path=/etc/x").status, 400);
}

void TestManagementRecords::logsAreTailed()
{
    m_engine->logLines["digits:box"] = {{"one", "two", "three"}, "straightline-digits-box-1"};
    const Json logs = m_client->request("GET", "/api/v1/backends/digits:box/logs?tail=2").json();
    QVERIFY((logs["lines"] == Json{"two", "three"}));
    QVERIFY(logs["source"] == "straightline-digits-box-1");
    QVERIFY(logs["complete"] == true);
    m_engine->logReads = 2;
    const auto isComplete = [this] {
        return m_client->request("GET", "/api/v1/backends/digits:box/logs?tail=9000").json()["complete"] == true;
    };
    QVERIFY(!isComplete()); // more are being read
    QVERIFY(isComplete());
    QCOMPARE(m_client->request("GET", "/api/v1/backends/digits:box/logs?tail=0").status, 400);
    QCOMPARE(m_client->request("GET", "/api/v1/backends/digits:nix/logs").status, 404);
}

void TestManagementRecords::requestsAndReceipts()
{
    m_engine->addRequests(50);
    const Json rows = m_client->request("GET", "/api/v1/requests?limit=5").json();
    QVERIFY(rows.size() == 5 && rows[0]["id"] == 50 && rows[4]["id"] == 46);
    m_client->request("GET", "/api/v1/requests?limit=3&application=digits&backend=box&before=40&after=2&failures=true");
    const RequestQuery& asked = m_engine->requestQueries.back();
    QVERIFY(asked.limit == 3 && asked.application == "digits" && asked.backend == "box" && asked.beforeId == 40
            && asked.afterId == 2 && asked.failuresOnly);
    const Json receipt = m_client->request("GET", "/api/v1/requests/request-4").json();
    QVERIFY(receipt["decision"]["reason"] == "burst_of_small");
    QVERIFY(receipt["decision"]["candidates"][0]["backend"] == "digits:burst");
    QVERIFY(receipt["attempt_list"][0]["outcome"] == "ok");
    QVERIFY(receipt["sentence"].is_string());
    QCOMPARE(m_client->request("GET", "/api/v1/requests/none").status, 404);
    QCOMPARE(m_client->request("GET", "/api/v1/requests?limit=0").status, 400);
    QCOMPARE(m_client->request("GET", "/api/v1/requests?limit=1e3").status, 400);
    QCOMPARE(m_client->request("GET", "/api/v1/requests?failures=yes").status, 400);
    const HttpReply unknown = m_client->request("GET", "/api/v1/requests?limti=3");
    QCOMPARE(unknown.status, 400);
    QVERIFY(unknown.body.contains("unknown parameter limti: allowed is limit, application"));
}

void TestManagementRecords::historyAndAudit()
{
    const Json history =
        m_client->request("GET", "/api/v1/history?application=digits&from=1767225600&to=1767225660").json();
    QVERIFY(history["step"] == "second" && history["rows"].size() == 60);
    m_client->request("GET", "/api/v1/history");
    const HistoryQuery& asked = m_engine->historyQueries.back();
    QVERIFY(asked.to - asked.from == std::chrono::minutes(5) && asked.to > m_engine->now());
    QCOMPARE(m_client->request("GET", "/api/v1/history?from=10&to=5").status, 400);
    m_client->request("PUT", "/api/v1/applications/digits/policy", R"({"policy":"local_only"})");
    const Json audit = m_client->request("GET", "/api/v1/audit?limit=1").json();
    QVERIFY(audit.size() == 1 && audit[0]["action"] == "put_policy" && audit[0]["actor"] == "api");
    m_engine->raiseEvent(Severity::Warning, "digits:box", "went down");
    QVERIFY(m_client->request("GET", "/api/v1/events").json()[0]["text"] == "went down");
}

void TestManagementRecords::exportAndImport()
{
    const HttpReply exported = m_client->request("GET", "/api/v1/export");
    QCOMPARE(exported.headers.at("content-type"), QByteArray("application/toml"));
    QCOMPARE(exported.body, QByteArray("# site\n"));
    const HttpReply imported = m_client->request("POST", "/api/v1/import", "# other\n");
    QCOMPARE(imported.status, 200);
    QVERIFY(imported.json()["revision"] == 1);
    QCOMPARE(m_engine->imports.at(0), std::string("# other\n"));
    m_engine->nextFailure = Error{ErrorCode::InvalidArgument, "import:3:1: gatway: unknown key"};
    const HttpReply refused = m_client->request("POST", "/api/v1/import", "x");
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.json()["error"] == "import:3:1: gatway: unknown key");
}

QTEST_GUILESS_MAIN(TestManagementRecords)
#include "tst_managementrecords.moc"
