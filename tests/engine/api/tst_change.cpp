// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QTest>

#include "engine/api/change.h"

using namespace straightline;

namespace
{

/// digits (number 7) with web (71) and box (72), words (8) without backends; revision 5.
SiteConfiguration site()
{
    SiteConfiguration site;
    site.revision = 5;
    site.applications.resize(2);
    ApplicationConfiguration& digits = site.applications[0];
    digits.number = 7;
    digits.name = "digits";
    digits.mount = "/digits";
    site.applications[1].number = 8;
    site.applications[1].name = "words";
    std::uint32_t number = 71;
    for (const char* name : {"web", "box"}) {
        BackendConfiguration& backend = digits.backends.emplace_back();
        backend.number = number++;
        backend.name = name;
        backend.settings = HttpSettings{"http://127.0.0.1:9001"};
    }
    return site;
}

ApplicationConfiguration named(const char* name)
{
    ApplicationConfiguration application;
    application.name = name;
    application.number = 999; // whatever the caller puts there
    return application;
}

BackendConfiguration backendNamed(const char* name, std::uint32_t capacity = 3)
{
    BackendConfiguration backend;
    backend.name = name;
    backend.number = 999;
    backend.capacity = capacity;
    backend.settings = HttpSettings{"http://127.0.0.1:9002"};
    return backend;
}

SiteConfiguration good(const Change& change)
{
    const auto result = applied(site(), change);
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *result;
}

} // namespace

class ChangeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void putApplicationAddsWithoutANumber();
    void putApplicationKeepsNumbersOfWhatStays();
    void putThresholdsAndPolicy();
    void putBackendAddsAndReplaces();
    void removes();
    void putSiteKeepsNumbersAndCountsTheRevision();
    void fails_data();
    void fails();
    void inverseTakesBack_data();
    void inverseTakesBack();
    void saysWhatItIs_data();
    void saysWhatItIs();
    void idsAreSplitAndMade();
};

void ChangeTest::putApplicationAddsWithoutANumber()
{
    const SiteConfiguration after = good(PutApplication{named("faces"), Expect::Absent});
    QCOMPARE(after.revision, std::uint64_t{6});
    QCOMPARE(after.applications.size(), std::size_t{3});
    QCOMPARE(after.findApplication("faces")->number, 0U);
    QCOMPARE(after.applications[0], site().applications[0]);
}

void ChangeTest::putApplicationKeepsNumbersOfWhatStays()
{
    ApplicationConfiguration digits = named("digits");
    digits.backends = {backendNamed("box"), backendNamed("gpu")};
    const SiteConfiguration after = good(PutApplication{digits, Expect::Present});
    const ApplicationConfiguration& found = *after.findApplication("digits");
    QCOMPARE(found.number, 7U);
    QCOMPARE(found.backends.size(), std::size_t{2});
    QCOMPARE(found.backends[0].number, 72U);
    QCOMPARE(found.backends[1].number, 0U);
    QVERIFY(found.mount.empty());
}

void ChangeTest::putThresholdsAndPolicy()
{
    const Thresholds thresholds{.frequencyHz = 25.0, .sizeBytes = 131'072};
    QCOMPARE(good(PutThresholds{"digits", thresholds}).findApplication("digits")->thresholds, thresholds);
    QVERIFY(good(PutPolicy{"words", PolicyKind::TwoChoices}).findApplication("words")->policy
            == PolicyKind::TwoChoices);
    QCOMPARE(good(PutThresholds{"digits", thresholds}).applications[1], site().applications[1]);
}

void ChangeTest::putBackendAddsAndReplaces()
{
    const SiteConfiguration added = good(PutBackend{"words", backendNamed("web"), Expect::Absent});
    QCOMPARE(added.findBackend("words:web")->number, 0U);
    QCOMPARE(added.findBackend("digits:web")->number, 71U);
    const SiteConfiguration replaced = good(PutBackend{"digits", backendNamed("web", 44), Expect::Present});
    QCOMPARE(replaced.findBackend("digits:web")->number, 71U);
    QCOMPARE(replaced.findBackend("digits:web")->capacity, 44U);
}

void ChangeTest::removes()
{
    QVERIFY(good(RemoveApplication{"digits"}).findApplication("digits") == nullptr);
    const SiteConfiguration after = good(RemoveBackend{"digits:web"});
    QVERIFY(after.findBackend("digits:web") == nullptr);
    QVERIFY(after.findBackend("digits:box") != nullptr);
}

void ChangeTest::putSiteKeepsNumbersAndCountsTheRevision()
{
    SiteConfiguration next;
    next.revision = 77;
    next.gateway.threads = 4;
    next.applications = {named("digits"), named("faces")};
    next.applications[0].backends = {backendNamed("web")};
    const SiteConfiguration after = good(PutSite{next});
    QCOMPARE(after.revision, std::uint64_t{6});
    QCOMPARE(after.gateway.threads, 4U);
    QCOMPARE(after.findApplication("digits")->number, 7U);
    QCOMPARE(after.findBackend("digits:web")->number, 71U);
    QCOMPARE(after.findApplication("faces")->number, 0U);
    QVERIFY(after.findApplication("words") == nullptr);
}

void ChangeTest::fails_data()
{
    QTest::addColumn<std::shared_ptr<Change>>("change");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, Change change, ErrorCode code) {
        QTest::newRow(name) << std::make_shared<Change>(std::move(change)) << static_cast<int>(code);
    };
    row("create what exists", PutApplication{named("digits"), Expect::Absent}, ErrorCode::AlreadyExists);
    row("edit what does not exist", PutApplication{named("faces"), Expect::Present}, ErrorCode::NotFound);
    row("remove what does not exist", RemoveApplication{"faces"}, ErrorCode::NotFound);
    row("thresholds of nobody", PutThresholds{"faces", {}}, ErrorCode::NotFound);
    row("policy of nobody", PutPolicy{"faces", {}}, ErrorCode::NotFound);
    row("backend of nobody", PutBackend{"faces", backendNamed("web")}, ErrorCode::NotFound);
    row("create a backend that exists", PutBackend{"digits", backendNamed("web"), Expect::Absent},
        ErrorCode::AlreadyExists);
    row("edit a backend that does not exist", PutBackend{"digits", backendNamed("gpu"), Expect::Present},
        ErrorCode::NotFound);
    row("remove a backend that does not exist", RemoveBackend{"digits:gpu"}, ErrorCode::NotFound);
    row("remove by an id without colon", RemoveBackend{"web"}, ErrorCode::NotFound);
    row("a bad value", PutThresholds{"digits", {.frequencyHz = -1.0}}, ErrorCode::InvalidArgument);
    row("a capacity of 0", PutBackend{"digits", backendNamed("web", 0)}, ErrorCode::InvalidArgument);
}

void ChangeTest::fails()
{
    QFETCH(std::shared_ptr<Change>, change);
    QFETCH(int, code);
    const auto result = applied(site(), *change);
    QVERIFY(!result);
    QCOMPARE(static_cast<int>(result.error().code), code);
    QVERIFY(!result.error().detail.empty());
}

void ChangeTest::inverseTakesBack_data()
{
    QTest::addColumn<std::shared_ptr<Change>>("change");
    const auto row = [](const char* name, Change change) {
        QTest::newRow(name) << std::make_shared<Change>(std::move(change));
    };
    ApplicationConfiguration edited = site().applications[0];
    edited.queueLimit = 9;
    row("new application", PutApplication{named("faces")});
    row("edited application", PutApplication{edited});
    row("removed application", RemoveApplication{"digits"});
    row("thresholds", PutThresholds{"digits", {.frequencyHz = 1.0, .sizeBytes = 2}});
    row("policy", PutPolicy{"digits", PolicyKind::RoundRobin});
    row("new backend", PutBackend{"words", backendNamed("web")});
    row("edited backend", PutBackend{"digits", backendNamed("web")});
    row("removed backend", RemoveBackend{"digits:box"});
    row("site", PutSite{});
}

void ChangeTest::inverseTakesBack()
{
    QFETCH(std::shared_ptr<Change>, change);
    const SiteConfiguration before = site();
    const auto after = applied(before, *change);
    QVERIFY(after.has_value());
    const auto back = applied(*after, inverse(before, *change));
    QVERIFY(back.has_value());
    QCOMPARE(back->revision, before.revision + 2);
    for (const ApplicationConfiguration& expected : before.applications) {
        ApplicationConfiguration wanted = expected;
        const ApplicationConfiguration* found = back->findApplication(expected.name);
        QVERIFY(found != nullptr);
        if (found->number == 0) // removed and made again: the store gives new numbers
            wanted.number = 0;
        QCOMPARE(found->backends.size(), wanted.backends.size());
        for (BackendConfiguration& backend : wanted.backends) {
            const BackendConfiguration* again = back->findBackend(makeBackendId(expected.name, backend.name));
            QVERIFY(again != nullptr);
            if (again->number == 0)
                backend.number = 0;
        }
        QCOMPARE(*found, wanted);
    }
    QCOMPARE(back->applications.size(), before.applications.size());
}

void ChangeTest::saysWhatItIs_data()
{
    QTest::addColumn<std::shared_ptr<Change>>("change");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("subject");
    const auto row = [](Change change, const char* action, const char* subject) {
        QTest::newRow(action) << std::make_shared<Change>(std::move(change)) << QString::fromLatin1(action)
                              << QString::fromLatin1(subject);
    };
    row(PutApplication{named("faces")}, "put_application", "faces");
    row(RemoveApplication{"digits"}, "remove_application", "digits");
    row(PutThresholds{"digits", {}}, "put_thresholds", "digits");
    row(PutPolicy{"digits", {}}, "put_policy", "digits");
    row(PutBackend{"digits", backendNamed("web")}, "put_backend", "digits:web");
    row(RemoveBackend{"digits:web"}, "remove_backend", "digits:web");
    row(PutSite{}, "put_site", "site");
}

void ChangeTest::saysWhatItIs()
{
    QFETCH(std::shared_ptr<Change>, change);
    QTEST(QString::fromStdString(changeAction(*change)), "action");
    QTEST(QString::fromStdString(changeSubject(*change)), "subject");
}

void ChangeTest::idsAreSplitAndMade()
{
    QCOMPARE(makeBackendId("digits", "web"), std::string("digits:web"));
    QCOMPARE(splitBackendId("digits:web"), (std::pair<std::string, std::string>("digits", "web")));
    QCOMPARE(splitBackendId("digits"), (std::pair<std::string, std::string>()));
    QVERIFY(site().findBackend("words:web") == nullptr);
    QVERIFY(site().findBackend("") == nullptr);
}

QTEST_GUILESS_MAIN(ChangeTest)
#include "tst_change.moc"
