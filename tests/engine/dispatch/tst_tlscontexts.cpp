// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <fstream>

#include "engine/dispatch/tlscontexts.h"
#include "tests/support/testcertificates.h"

using namespace straightline;
using dispatch::TlsContexts;
using dispatch::TlsSlotPtr;
using dispatch::TlsView;

/// Which contexts are kept while the site changes.
class TestTlsContexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNoBackendNeedsIsForgotten();
    void whatAConnectionPoolUsesStays();
    void whatIsNeededAgainIsKept();
    void aFileThatNobodyNeedsIsNotReadAgain();
    void manyChangesLeaveOneContext();
};

namespace
{

UpstreamTls to(const std::string& serverName, const std::string& caFile = {})
{
    return {.enabled = true, .caFile = caFile, .serverName = serverName, .verify = !caFile.empty()};
}

RoutingTable tableOf(const std::vector<UpstreamTls>& all)
{
    RoutingTable table;
    ApplicationRoute& application = table.applications.emplace_back();
    for (const UpstreamTls& each : all) {
        application.backends.emplace_back().tls = each;
        application.backends.emplace_back(); // a plain one
    }
    return table;
}

/// What the engine thread does every 2 s.
void review(TlsContexts& contexts, int times = 2)
{
    for (; times > 0; --times)
        contexts.review();
}

bool hasContext(const TlsSlotPtr& slot)
{
    TlsView view(slot);
    view.refresh();
    return view.context() != nullptr;
}

} // namespace

void TestTlsContexts::whatNoBackendNeedsIsForgotten()
{
    TlsContexts contexts;
    contexts.prepare(tableOf({to("a"), to("b"), to("b")}));
    QCOMPARE(contexts.backendContexts(), std::size_t{2});
    QVERIFY(hasContext(contexts.of(to("a"))) && hasContext(contexts.of(to("b"))));
    review(contexts, 5);
    QCOMPARE(contexts.backendContexts(), std::size_t{2});
    contexts.prepare(tableOf({to("b")}));
    review(contexts, 1); // a thread may still be reading the table before
    QCOMPARE(contexts.backendContexts(), std::size_t{2});
    review(contexts, 1);
    QCOMPARE(contexts.backendContexts(), std::size_t{1});
    QVERIFY(hasContext(contexts.of(to("b"))));
    contexts.prepare({});
    review(contexts);
    QCOMPARE(contexts.backendContexts(), std::size_t{0});
}

void TestTlsContexts::whatAConnectionPoolUsesStays()
{
    TlsContexts contexts;
    contexts.prepare(tableOf({to("a")}));
    TlsSlotPtr used = contexts.of(to("a"));
    contexts.prepare({});
    review(contexts, 5);
    QCOMPARE(contexts.backendContexts(), std::size_t{1});
    QVERIFY(contexts.of(to("a")) == used && hasContext(used));
    used.reset();
    review(contexts, 1);
    QCOMPARE(contexts.backendContexts(), std::size_t{0});
}

void TestTlsContexts::whatIsNeededAgainIsKept()
{
    TlsContexts contexts;
    contexts.prepare(tableOf({to("a")}));
    const std::weak_ptr<const dispatch::TlsSlot> before = contexts.of(to("a"));
    contexts.prepare({});
    review(contexts, 1);
    contexts.prepare(tableOf({to("a")}));
    review(contexts, 5);
    QVERIFY(contexts.of(to("a")) == before.lock());
    QVERIFY(hasContext(contexts.of(to("a"))));
    // Once it is forgotten it is made anew.
    contexts.prepare({});
    review(contexts);
    QVERIFY(before.expired());
    contexts.prepare(tableOf({to("a")}));
    QVERIFY(hasContext(contexts.of(to("a"))));
}

void TestTlsContexts::aFileThatNobodyNeedsIsNotReadAgain()
{
    const TestAuthority authority;
    const std::string file = authority.path("own.pem");
    std::ofstream(file) << std::ifstream(authority.caFile()).rdbuf();
    TlsContexts contexts;
    contexts.prepare(tableOf({to("a", file)}));
    QVERIFY(contexts.problems().empty());
    const TlsSlotPtr used = contexts.of(to("a", file)); // it stays for that
    std::ofstream(file) << "nothing of the kind";
    QCOMPARE(contexts.reload().size(), std::size_t{1});
    QCOMPARE(contexts.problems().size(), std::size_t{1});
    contexts.prepare({});
    QVERIFY(contexts.problems().empty()); // at once: nobody could mend it
    QVERIFY(contexts.reload().empty());
    review(contexts);
    QVERIFY(contexts.problems().empty());
    // Needed again, the file is looked at again.
    std::ofstream(file) << std::ifstream(authority.caFile()).rdbuf();
    contexts.prepare(tableOf({to("a", file)}));
    review(contexts, 3);
    QVERIFY(contexts.problems().empty());
    QVERIFY(hasContext(used));
}

void TestTlsContexts::manyChangesLeaveOneContext()
{
    TlsContexts contexts;
    for (int i = 0; i < 200; ++i) {
        contexts.prepare(tableOf({to("host" + std::to_string(i))}));
        contexts.review();
        QVERIFY(contexts.backendContexts() <= 3);
    }
    review(contexts);
    QCOMPARE(contexts.backendContexts(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestTlsContexts)
#include "tst_tlscontexts.moc"
