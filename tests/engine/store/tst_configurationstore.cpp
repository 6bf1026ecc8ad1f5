// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <csignal>

#include <sys/resource.h>

#include "engine/api/change.h"
#include "engine/api/json.h"
#include "engine/store/configurationstore.h"
#include "engine/store/database.h"
#include "engine/store/requestreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeengine.h"
#include "tests/support/randomsite.h"

using namespace straightline;
using store::ConfigurationStore;
using store::Database;

/// The configuration on disk: whole, numbered for ever, audited.
class TestConfigurationStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anEmptyStateHasRevisionNought();
    void everythingComesBack();
    void numbersAreNeverGivenTwice();
    void auditIsNewestFirstAndHidesSecrets();
    void aFullDiskChangesNothing();
    void textThatIsNotUtf8IsRefused();

private:
    SiteConfiguration apply(const SiteConfiguration& site, const Change& change);
    void reopen();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ConfigurationStore> m_store;
    FakeClock m_clock;
};

void TestConfigurationStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    reopen();
}

void TestConfigurationStore::cleanup()
{
    m_store.reset();
    m_database.reset();
}

void TestConfigurationStore::reopen()
{
    cleanup();
    m_database = std::move(*Database::open(m_folder->path().toStdString()));
    m_store = std::move(*ConfigurationStore::open(*m_database));
}

SiteConfiguration TestConfigurationStore::apply(const SiteConfiguration& site, const Change& change)
{
    const SiteConfiguration next = applied(site, change).value();
    return m_store->save(next, auditEntry(site, next, change, {"test"}, m_clock.wallNow())).value();
}

void TestConfigurationStore::anEmptyStateHasRevisionNought()
{
    const Result<SiteConfiguration> site = m_store->load();
    QVERIFY(site.has_value());
    QVERIFY(*site == SiteConfiguration{});
}

void TestConfigurationStore::everythingComesBack()
{
    SiteConfiguration site;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        site = apply(site, PutSite{RandomSite(seed).site()});
        if (seed % 10 == 0)
            reopen();
        const Result<SiteConfiguration> read = m_store->load();
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        QVERIFY(*read == site);
        for (const ApplicationConfiguration& application : site.applications) {
            QVERIFY(application.number != 0);
            for (const BackendConfiguration& backend : application.backends)
                QVERIFY(backend.number != 0);
        }
    }
}

void TestConfigurationStore::numbersAreNeverGivenTwice()
{
    SiteConfiguration site = apply({}, PutSite{FakeEngine::sampleSite()});
    const BackendConfiguration web = *site.findBackend("digits:web");
    site = apply(site, RemoveBackend{"digits:web"});
    reopen();
    BackendConfiguration again = web;
    again.number = 0;
    site = apply(site, PutBackend{"digits", again, Expect::Absent});
    QVERIFY(site.findBackend("digits:web")->number > web.number);
    site = apply(site, PutThresholds{"digits", {1.0, 2}});
    QVERIFY(site.findBackend("digits:web")->number > web.number);
    const std::uint32_t digits = site.findApplication("digits")->number;
    site = apply(site, RemoveApplication{"digits"});
    ApplicationConfiguration fresh;
    fresh.name = "digits";
    site = apply(site, PutApplication{fresh, Expect::Absent});
    QVERIFY(site.findApplication("digits")->number > digits);
}

void TestConfigurationStore::auditIsNewestFirstAndHidesSecrets()
{
    SiteConfiguration site = apply({}, PutSite{FakeEngine::sampleSite()});
    BackendConfiguration box = *site.findBackend("digits:box");
    std::get<ContainerSettings>(box.settings).environment = {{"DB_PASSWORD", "hunter2"}};
    m_clock.advance(std::chrono::seconds(5));
    site = apply(site, PutBackend{"digits", box, Expect::Present});
    site = apply(site, PutPolicy{"digits", PolicyKind::RoundRobin});
    const auto audit = m_store->audit(2);
    QVERIFY(audit.has_value());
    QCOMPARE(audit->size(), std::size_t{2});
    QCOMPARE((*audit)[0].action, std::string("put_policy"));
    QCOMPARE((*audit)[0].before, std::string(R"({"policy":"straightline"})"));
    QCOMPARE((*audit)[0].after, std::string(R"({"policy":"round_robin"})"));
    QCOMPARE((*audit)[1].subject, std::string("digits:box"));
    QVERIFY((*audit)[1].after.find("DB_PASSWORD") != std::string::npos);
    QVERIFY((*audit)[1].after.find("hunter2") == std::string::npos);
    QVERIFY((*audit)[1].time == m_clock.wallNow());
    QCOMPARE(std::get<ContainerSettings>(m_store->load()->findBackend("digits:box")->settings).environment[0].second,
             std::string("hunter2"));
}

void TestConfigurationStore::aFullDiskChangesNothing()
{
    const SiteConfiguration site = apply({}, PutSite{FakeEngine::sampleSite()});
    std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit {
    };
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    const struct rlimit tiny {
        4'096, limit.rlim_max
    };
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tiny), 0);
    const Change change = PutThresholds{"digits", {3.0, 4}};
    const SiteConfiguration next = applied(site, change).value();
    const AuditEntry entry = auditEntry(site, next, change, {"test"}, m_clock.wallNow());
    const Result<SiteConfiguration> saved = m_store->save(next, entry);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    QVERIFY(!saved.has_value());
    QVERIFY(saved.error().code == ErrorCode::Storage);
    QVERIFY(*m_store->load() == site);
    QCOMPARE(m_store->audit(10)->size(), std::size_t{1});
    QVERIFY(m_store->save(next, entry).has_value());
    QVERIFY(*m_store->load() == next);
}

void TestConfigurationStore::textThatIsNotUtf8IsRefused()
{
    SiteConfiguration site = FakeEngine::sampleSite();
    std::get<FunctionSettings>(site.applications[0].backends[2].settings).command.emplace_back("\xff\xfe");
    const Result<SiteConfiguration> saved = m_store->save(site, {});
    QVERIFY(!saved.has_value());
    QVERIFY(saved.error().code == ErrorCode::InvalidArgument);
    QVERIFY(*m_store->load() == SiteConfiguration{});
}

QTEST_APPLESS_MAIN(TestConfigurationStore)
#include "tst_configurationstore.moc"
