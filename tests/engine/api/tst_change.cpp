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
    void whatOthersChangedIsNotOverwritten_data();
    void whatOthersChangedIsNotOverwritten();
    void whatOthersChangedBesideStays();
    void saysWhatItIs_data();
    void saysWhatItIs();
    void aRestoreIsCalledAsWhatItAmountsTo();
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
    PutSettings settings;
    settings.gateway.threads = 7;
    settings.retention.requestDays = 3;
    row("settings", settings);
    row("site", PutSite{});
    SiteConfiguration others = site();
    std::swap(others.applications[0], others.applications[1]);
    row("site in another order", PutSite{others});
}

void ChangeTest::inverseTakesBack()
{
    QFETCH(std::shared_ptr<Change>, change);
    const SiteConfiguration before = site();
    const auto after = applied(before, *change);
    QVERIFY(after.has_value());
    const Restore undo = inverse(before, *after, *change);
    const auto back = applied(*after, undo);
    QVERIFY2(back.has_value(), back ? "" : back.error().detail.c_str());
    QCOMPARE(back->revision, before.revision + 2);
    SiteConfiguration same = *back;
    same.revision = before.revision;
    QVERIFY(same == before); // places and numbers too
    const auto again = applied(*back, reversed(undo));
    QVERIFY(again.has_value());
    same = *again;
    same.revision = after->revision;
    QVERIFY(same == *after);
    // An undo can be undone in its turn, as from the audit list.
    const auto undone = applied(*back, inverse(*after, *back, undo));
    QVERIFY(undone.has_value());
    same.revision = undone->revision;
    QVERIFY(same == *undone);
}

void ChangeTest::whatOthersChangedIsNotOverwritten_data()
{
    QTest::addColumn<std::shared_ptr<Change>>("mine");
    QTest::addColumn<std::shared_ptr<Change>>("theirs");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char* name, Change mine, Change theirs, const char* refusal) {
        QTest::newRow(name) << std::make_shared<Change>(std::move(mine)) << std::make_shared<Change>(std::move(theirs))
                            << QString::fromLatin1(refusal);
    };
    ApplicationConfiguration edited = site().applications[0];
    edited.queueLimit = 9;
    PutSettings settings;
    settings.gateway.threads = 7;
    row("the same thresholds", PutThresholds{"digits", {1.0, 2}}, PutThresholds{"digits", {3.0, 4}},
        "the thresholds of \"digits\" changed since");
    row("the same policy", PutPolicy{"digits", PolicyKind::RoundRobin}, PutPolicy{"digits", PolicyKind::TwoChoices},
        "the policy of \"digits\" changed since");
    row("the same backend", PutBackend{"digits", backendNamed("web", 4)}, PutBackend{"digits", backendNamed("web", 5)},
        "backend \"digits:web\" changed since");
    row("a backend that they removed", PutBackend{"digits", backendNamed("web", 4)}, RemoveBackend{"digits:web"},
        "is not there any more");
    row("a backend that they made anew", RemoveBackend{"digits:web"}, PutBackend{"digits", backendNamed("web")},
        "is there again");
    row("a backend whose application they removed", RemoveBackend{"digits:web"}, RemoveApplication{"digits"},
        "application \"digits\" is not there any more");
    row("an application whose backend they edited", PutApplication{edited},
        PutBackend{"digits", backendNamed("web", 5)}, "application \"digits\" changed since");
    row("thresholds of an application that they removed", PutThresholds{"digits", {1.0, 2}},
        RemoveApplication{"digits"}, "is not there any more");
    row("the settings", settings, PutSettings{}, "the settings changed since");
    row("the site, of which they changed a part", PutSite{}, PutApplication{named("faces")}, "the site changed since");
}

void ChangeTest::whatOthersChangedIsNotOverwritten()
{
    QFETCH(std::shared_ptr<Change>, mine);
    QFETCH(std::shared_ptr<Change>, theirs);
    QFETCH(QString, refusal);
    const SiteConfiguration before = site();
    const SiteConfiguration after = *applied(before, *mine);
    const auto meanwhile = applied(after, *theirs);
    QVERIFY2(meanwhile.has_value(), meanwhile ? "" : meanwhile.error().detail.c_str());
    const auto back = applied(*meanwhile, inverse(before, after, *mine));
    QVERIFY(!back);
    QVERIFY(back.error().code == ErrorCode::Conflict);
    QVERIFY2(QString::fromStdString(back.error().detail).contains(refusal), back.error().detail.c_str());
}

void ChangeTest::whatOthersChangedBesideStays()
{
    const SiteConfiguration before = site();
    const SiteConfiguration after = *applied(before, RemoveBackend{"digits:box"});
    const SiteConfiguration meanwhile = *applied(after, RemoveBackend{"digits:web"}); // its place is 0 now
    const auto back = applied(meanwhile, inverse(before, after, RemoveBackend{"digits:box"}));
    QVERIFY(back.has_value());
    QCOMPARE(back->applications[0].backends.size(), std::size_t{1});
    QVERIFY(back->applications[0].backends[0] == before.applications[0].backends[1]);
    const SiteConfiguration policy = *applied(after, PutPolicy{"words", PolicyKind::TwoChoices});
    const auto beside = applied(policy, inverse(before, after, RemoveBackend{"digits:box"}));
    QVERIFY(beside.has_value());
    QVERIFY(beside->applications[0] == before.applications[0]);
    QVERIFY(beside->applications[1].policy == PolicyKind::TwoChoices);
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
    row(PutSettings{}, "put_settings", "settings");
    row(PutSite{}, "put_site", "site");
}

void ChangeTest::saysWhatItIs()
{
    QFETCH(std::shared_ptr<Change>, change);
    QTEST(QString::fromStdString(changeAction(*change)), "action");
    QTEST(QString::fromStdString(changeSubject(*change)), "subject");
}

void ChangeTest::aRestoreIsCalledAsWhatItAmountsTo()
{
    const SiteConfiguration before = site();
    for (const Change& change :
         std::vector<Change>{PutThresholds{"digits", {1.0, 2}}, PutPolicy{"words", {}}, PutSettings{}, PutSite{}}) {
        const Restore undo = inverse(before, *applied(before, change), change);
        QCOMPARE(changeAction(undo), changeAction(change));
        QCOMPARE(changeSubject(undo), changeSubject(change));
    }
    const auto undoOf = [&](const Change& change) {
        return changeAction(inverse(before, *applied(before, change), change));
    };
    QCOMPARE(undoOf(RemoveBackend{"digits:web"}), std::string("put_backend"));
    QCOMPARE(undoOf(PutBackend{"words", backendNamed("web")}), std::string("remove_backend"));
    QCOMPARE(undoOf(RemoveApplication{"digits"}), std::string("put_application"));
    QCOMPARE(undoOf(PutApplication{named("faces")}), std::string("remove_application"));
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
