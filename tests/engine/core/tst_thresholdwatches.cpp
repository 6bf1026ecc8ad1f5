// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include "engine/api/json.h"
#include "engine/backends/operations.h"
#include "engine/core/studies.h"
#include "engine/store/configurationstore.h"
#include "engine/store/requeststore.h"
#include "engine/store/watchstore.h"
#include "tests/support/fakeclock.h"

using namespace straightline;
using namespace std::chrono_literals;
using core::Studies;
using core::ThresholdWatches;

namespace
{

constexpr Thresholds kBefore{.frequencyHz = 1e9, .sizeBytes = 1'000'000'000};
constexpr Thresholds kTried{.frequencyHz = 1e9, .sizeBytes = 100'000};
constexpr Thresholds kOther{.frequencyHz = 1e9, .sizeBytes = 200'000};
constexpr int kLong = 60'000;

WatchThresholds fromTo(const Thresholds& before, const Thresholds& tried)
{
    return {.application = "digits",
            .before = {before, PolicyKind::Straightline},
            .tried = {tried, PolicyKind::Straightline}};
}

BackendConfiguration backend(const char* name, Tier tier)
{
    BackendConfiguration made;
    made.name = name;
    made.tier = tier;
    made.capacity = 64;
    made.settings = HttpSettings{.url = "http://127.0.0.1:1"};
    return made;
}

} // namespace

/// Applied thresholds under watch, and sweeps, over a real store with requests that the test makes.
class TestThresholdWatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withinThePredictionItStays();
    void worseItIsRolledBack();
    void failuresRollBackToo();
    void aFewSlowOnesAreNoReason();
    void switchedOffItOnlyTells();
    void aLaterEditEndsIt();
    void theOperatorStopsIt();
    void tooFewRequestsBefore();
    void wrongWishesAreRefused();
    void itGoesOnAfterARestart();
    void afterARestartItIsRolledBackToo();
    void whatChangedMeanwhileEndsIt_data();
    void whatChangedMeanwhileEndsIt();
    void aRollBackThatWasCutShortIsTold();
    void aRollBackThatWasNotMadeIsMade();
    void whatWasNotPredictedYetIsPredicted();
    void aDamagedOneIsTold();
    void whatCannotBeStoredIsRefused();
    void aLaterOneTakesItsPlace();
    void theEditIsTheOperators();
    void aSweepIsKept();
    void aSweepIsStopped();
    void aQuestionIsAnsweredLater();

private:
    const ApplicationConfiguration& digits() const { return *m_site->findApplication("digits"); }
    /// So many requests decided under `thresholds`, that took about so long.
    void record(int count, const Thresholds& thresholds, std::uint32_t micros, int everyNthFails = 0);
    /// What the engine does to apply a change.
    Result<std::uint64_t> save(const Change& change, const Actor& actor, const store::KeptWatch* watch);
    void apply(const Change& change, const Actor& actor = {}) { QVERIFY(save(change, actor, nullptr).has_value()); }
    void open();
    void close(); ///< as at the end of an engine
    /// What the next engine finds, if this one is killed now.
    void kill(const store::KeptWatch& kept);
    std::vector<store::KeptWatch> kept() const;
    store::KeptWatch keptAs(WatchPhase phase, const std::string& reason) const;
    /// Applies kTried and begins to watch it.
    std::uint64_t begin(bool rollsBack = true);
    ThresholdWatch watch() const { return m_studies->watches().list().at(0); }
    Operation operation(std::uint64_t id) const { return m_books->find(id).value(); }
    Result<Operation> start(const Action& action) { return *m_studies->start(action, m_site, {"test"}); }
    bool reaches(WatchPhase phase)
    {
        return QTest::qWaitFor([&] { return watch().phase == phase; }, kLong);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<store::RequestStore> m_store;
    std::unique_ptr<backends::Operations> m_books;
    std::unique_ptr<Studies> m_studies;
    SiteConfigurationPtr m_site;
    std::vector<Event> m_events;
    std::vector<std::string> m_actors; ///< of the changes
    std::uint64_t m_serial = 0;
};

void TestThresholdWatches::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock = FakeClock();
    m_events.clear();
    m_actors.clear();
    m_serial = 0;
    m_database = std::move(*store::Database::open(m_folder->path().toStdString()));
    const auto configuration = std::move(*store::ConfigurationStore::open(*m_database));
    ApplicationConfiguration application;
    application.name = "digits";
    application.thresholds = kBefore;
    application.backends = {backend("web", Tier::Local), backend("box", Tier::Container)};
    SiteConfiguration site;
    site.applications = {application};
    m_site = std::make_shared<const SiteConfiguration>(configuration->save(*applied({}, PutSite{site}), {}).value());
    m_store = std::move(*store::RequestStore::open(*m_database, m_clock, {}));
    open();
}

void TestThresholdWatches::open()
{
    m_books = std::make_unique<backends::Operations>(m_clock);
    ThresholdWatches::Hooks hooks;
    hooks.site = [this] { return m_site; };
    hooks.apply = [this](const Change& change, const Actor& actor, const store::KeptWatch* watch) {
        return save(change, actor, watch);
    };
    hooks.raise = [this](const Event& event) { m_events.push_back(event); };
    m_studies = std::move(*Studies::open(*m_database, m_clock, *m_books, m_folder->path().toStdString(), hooks));
    ThresholdWatches::Pace pace;
    pace.look = 20ms;
    m_studies->watches().setPace(pace);
    m_studies->watches().resume();
}

void TestThresholdWatches::close()
{
    m_studies.reset();
    m_books.reset();
}

void TestThresholdWatches::kill(const store::KeptWatch& kept)
{
    close();
    QVERIFY(store::WatchStore::open(*m_database).value()->put(kept).has_value());
}

std::vector<store::KeptWatch> TestThresholdWatches::kept() const
{
    std::vector<std::string> damaged;
    return store::WatchStore::open(*m_database).value()->list(damaged).value();
}

/// Of a watch as begin() begins it, over the requests that are there.
store::KeptWatch TestThresholdWatches::keptAs(WatchPhase phase, const std::string& reason) const
{
    store::KeptWatch made;
    made.watch.application = "digits";
    made.watch.before = {kBefore, PolicyKind::Straightline};
    made.watch.tried = {kTried, PolicyKind::Straightline};
    made.watch.actor = "test";
    made.watch.begunUnixMicros = 77;
    made.watch.phase = phase;
    made.watch.reason = reason;
    if (phase != WatchPhase::Predicting) {
        made.watch.predictedP95Ms = {12.0, 11.0, 13.0};
        made.watch.predictedFailedShare = {0.0, 0.0, 0.005};
    }
    made.lastId = store::WatchStore::open(*m_database).value()->lastRequestId().value();
    return made;
}

void TestThresholdWatches::cleanup()
{
    close();
    m_store.reset();
    m_database.reset();
}

void TestThresholdWatches::record(int count, const Thresholds& thresholds, std::uint32_t micros, int everyNthFails)
{
    std::vector<RequestRecord> records;
    for (int i = 0; i < count; ++i) {
        m_clock.advance(25ms); // 40/s: the queue of the local backend never grows
        RequestRecord& made = records.emplace_back();
        made.serial = ++m_serial;
        made.arrivalUnixMicros =
            std::chrono::duration_cast<std::chrono::microseconds>(m_clock.wallNow().time_since_epoch()).count();
        made.applicationNumber = digits().number;
        made.backendNumber = digits().backends[0].number;
        const bool fails = everyNthFails > 0 && i % everyNthFails == 0;
        made.outcome = fails ? Outcome::BackendFailed : Outcome::Answered;
        made.status = fails ? 502 : 200;
        made.attemptCount = 1;
        made.attempts[0] = {.backendNumber = made.backendNumber, .status = 200};
        made.totalMicros = micros + static_cast<std::uint32_t>(i * 7919 % 20) * (micros / 100);
        made.stages.backendMicros = made.totalMicros;
        made.decision.verdict = Verdict::Placed;
        made.decision.reason = Reason::LocalHasRoom;
        made.decision.tier = Tier::Local;
        made.decision.thresholds = thresholds;
        made.decision.features.sizeBytes = 1'000 + static_cast<std::uint64_t>(i % 50) * 100;
        made.decision.features.frequencyHz = 40.0;
        made.decision.features.random = m_serial * 0x9e3779b97f4a7c15ULL;
    }
    m_store->add(records);
    QVERIFY(m_store->flush(30s));
}

Result<std::uint64_t> TestThresholdWatches::save(const Change& change, const Actor& actor,
                                                 const store::KeptWatch* watch)
{
    const auto next = applied(*m_site, change);
    if (!next)
        return tl::make_unexpected(next.error());
    const AuditEntry entry = auditEntry(*m_site, *next, change, actor, m_clock.wallNow());
    const auto saved = store::ConfigurationStore::open(*m_database).value()->save(*next, entry, watch);
    if (!saved)
        return tl::make_unexpected(saved.error());
    m_site = std::make_shared<const SiteConfiguration>(*saved);
    m_actors.push_back(actor.name);
    m_studies->watches().follow();
    return m_site->revision;
}

std::uint64_t TestThresholdWatches::begin(bool rollsBack)
{
    WatchThresholds wanted = fromTo(kBefore, kTried);
    wanted.rollsBack = rollsBack;
    const auto operation = start(wanted);
    return operation ? operation->id : 0;
}

void TestThresholdWatches::withinThePredictionItStays()
{
    record(1'000, kBefore, 10'000);
    const std::uint64_t id = begin();
    QVERIFY(id != 0);
    QVERIFY(reaches(WatchPhase::Waiting));
    const double predicted = watch().predictedP95Ms.estimate; // every size is below D: nothing moves
    QVERIFY2(predicted > 11.0 && predicted < 12.5, qPrintable(QString::number(predicted)));
    QVERIFY(watch().predictedP95Ms.high >= predicted * 1.05 - 1e-9);
    record(static_cast<int>(kWatchLeast) - 1, kTried, 10'000);
    record(500, kBefore, 900'000); // decided before: they do not count
    QTRY_COMPARE_WITH_TIMEOUT(watch().requests, kWatchLeast - 1, kLong);
    QVERIFY(watch().phase == WatchPhase::Waiting);
    record(200, kTried, 10'000);
    QVERIFY(reaches(WatchPhase::Within));
    QVERIFY(operation(id).state == OperationState::Running);
    m_clock.advance(11min);
    QVERIFY(reaches(WatchPhase::Ended));
    QVERIFY(watch().keptWithin);
    QVERIFY(operation(id).state == OperationState::Succeeded);
    QVERIFY(digits().thresholds == kTried);
    QVERIFY(m_events.empty());
}

void TestThresholdWatches::worseItIsRolledBack()
{
    record(1'000, kBefore, 10'000);
    const std::uint64_t id = begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    record(300, kTried, 30'000);
    QVERIFY(reaches(WatchPhase::RolledBack));
    QVERIFY(digits().thresholds == kBefore);
    QCOMPARE(m_actors.back(), std::string("watch")); // who it was stands in the audit log
    QCOMPARE(m_events.size(), std::size_t{1});
    QCOMPARE(m_events[0].subject, std::string("digits"));
    QVERIFY(m_events[0].severity == Severity::Warning);
    QVERIFY(operation(id).state == OperationState::Failed);
    QVERIFY2(operation(id).step.find("rolled back, worse than predicted: p95 3") == 0, operation(id).step.c_str());
    apply(PutThresholds{"digits", kTried}); // is the operator's to do
    QTest::qWait(100);
    QVERIFY(digits().thresholds == kTried);
}

void TestThresholdWatches::failuresRollBackToo()
{
    record(1'000, kBefore, 10'000);
    begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    record(400, kTried, 10'000, 20);
    QVERIFY(reaches(WatchPhase::RolledBack));
    QVERIFY(std::abs(watch().failedShare - 0.05) < 1e-9);
    QVERIFY(digits().thresholds == kBefore);
}

void TestThresholdWatches::aFewSlowOnesAreNoReason()
{
    record(1'000, kBefore, 10'000);
    begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    record(208, kTried, 10'000);
    record(12, kTried, 90'000); // 5.5 %: p95 is above, but it may be chance
    QTRY_COMPARE_WITH_TIMEOUT(watch().requests, std::uint64_t{220}, kLong);
    QVERIFY(watch().p95Ms > watch().predictedP95Ms.high);
    QTest::qWait(300); // many looks
    QVERIFY(watch().phase == WatchPhase::Within);
    QVERIFY(digits().thresholds == kTried);
}

void TestThresholdWatches::switchedOffItOnlyTells()
{
    record(1'000, kBefore, 10'000);
    const std::uint64_t id = begin(false);
    QVERIFY(reaches(WatchPhase::Waiting));
    record(300, kTried, 30'000);
    QVERIFY(reaches(WatchPhase::Outside));
    QTest::qWait(200);
    QVERIFY(watch().phase == WatchPhase::Outside);
    QVERIFY(digits().thresholds == kTried);
    m_clock.advance(11min);
    QVERIFY(reaches(WatchPhase::Ended));
    QVERIFY(!watch().keptWithin);
    QVERIFY(operation(id).state == OperationState::Failed);
    QVERIFY(digits().thresholds == kTried);
}

void TestThresholdWatches::aLaterEditEndsIt()
{
    record(1'000, kBefore, 10'000);
    const std::uint64_t id = begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    const Thresholds later{.frequencyHz = 5.0, .sizeBytes = 5};
    apply(PutThresholds{"digits", later});
    QVERIFY(watch().phase == WatchPhase::Ended);
    QVERIFY(operation(id).state == OperationState::Cancelled);
    record(300, kTried, 90'000);
    QTest::qWait(200);
    QVERIFY(digits().thresholds == later);
    QCOMPARE(m_actors.back(), std::string("operator"));
}

void TestThresholdWatches::theOperatorStopsIt()
{
    record(1'000, kBefore, 10'000);
    const std::uint64_t id = begin();
    QVERIFY(m_books->cancel(id).has_value());
    QVERIFY(watch().phase == WatchPhase::Ended);
    record(300, kTried, 90'000);
    QTest::qWait(200);
    QVERIFY(digits().thresholds == kTried);
    apply(PutThresholds{"digits", kBefore});
    const std::uint64_t next = begin();
    QVERIFY(next > id);
    QCOMPARE(m_studies->watches().list().size(), std::size_t{1});
}

void TestThresholdWatches::tooFewRequestsBefore()
{
    record(100, kBefore, 10'000);
    const std::uint64_t id = begin();
    QVERIFY(reaches(WatchPhase::Ended));
    QVERIFY2(watch().reason.find("fewer than 200") != std::string::npos, watch().reason.c_str());
    QVERIFY(operation(id).state == OperationState::Cancelled);
    QVERIFY(digits().thresholds == kTried);
}

void TestThresholdWatches::wrongWishesAreRefused()
{
    const Placing now{kBefore, PolicyKind::Straightline};
    const Placing other{kTried, PolicyKind::Straightline};
    const auto nobody = start(WatchThresholds{.application = "nobody", .before = other, .tried = now});
    QVERIFY(!nobody && nobody.error().code == ErrorCode::NotFound);
    const Placing third{kOther, PolicyKind::Straightline};
    const auto gone = start(WatchThresholds{.application = "digits", .before = third, .tried = other});
    QVERIFY(!gone && gone.error().code == ErrorCode::Conflict);
    const auto same = start(WatchThresholds{.application = "digits", .before = now, .tried = now});
    QVERIFY(!same && same.error().code == ErrorCode::InvalidArgument);
    QVERIFY(m_studies->watches().list().empty());
}

void TestThresholdWatches::itGoesOnAfterARestart()
{
    record(1'000, kBefore, 10'000);
    begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    record(150, kTried, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(watch().requests, std::uint64_t{150}, kLong);
    m_clock.advance(6min);
    const ThresholdWatch before = watch();
    close();
    m_clock.advance(60min);     // nobody watches
    record(20, kTried, 10'000); // by another engine, say
    open();
    QCOMPARE(m_events.size(), std::size_t{1});
    QCOMPARE(m_events[0].subject, std::string("digits"));
    QCOMPARE(m_events[0].text, std::string("new thresholds are watched on after a restart"));
    const ThresholdWatch after = watch();
    QVERIFY(after.phase == WatchPhase::Waiting);
    QVERIFY(after.before == before.before && after.tried == before.tried && after.rollsBack == before.rollsBack);
    QCOMPARE(after.actor, before.actor);
    QCOMPARE(after.begunUnixMicros, before.begunUnixMicros);
    QVERIFY(after.predictedP95Ms == before.predictedP95Ms);
    QVERIFY(after.predictedFailedShare == before.predictedFailedShare);
    QVERIFY(operation(after.operation).state == OperationState::Running);
    QTRY_COMPARE_WITH_TIMEOUT(watch().requests, std::uint64_t{170}, kLong); // counted again, and no others
    record(100, kTried, 10'000);
    QVERIFY(reaches(WatchPhase::Within));
    QTest::qWait(100);
    QVERIFY(watch().phase == WatchPhase::Within); // 6 minutes and some: not ended
    m_clock.advance(4min);
    QVERIFY(reaches(WatchPhase::Ended));
    QVERIFY(watch().keptWithin);
    close();
    open();
    QVERIFY(m_studies->watches().list().empty()); // what has ended is not begun again
    QCOMPARE(m_events.size(), std::size_t{1});
}

void TestThresholdWatches::afterARestartItIsRolledBackToo()
{
    record(1'000, kBefore, 10'000);
    begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    close();
    record(300, kTried, 30'000);
    open();
    QVERIFY(reaches(WatchPhase::RolledBack));
    QVERIFY(digits().thresholds == kBefore);
    QCOMPARE(m_actors.back(), std::string("watch"));
    QVERIFY(kept().empty());
}

void TestThresholdWatches::whatChangedMeanwhileEndsIt_data()
{
    QTest::addColumn<bool>("isGone");
    QTest::addColumn<QString>("why");
    QTest::newRow("other thresholds") << false << "the thresholds or the policy were changed again";
    QTest::newRow("no application") << true << "the application was removed";
}

void TestThresholdWatches::whatChangedMeanwhileEndsIt()
{
    QFETCH(bool, isGone);
    QFETCH(QString, why);
    record(1'000, kBefore, 10'000);
    begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    close();
    const Change change = isGone ? Change(RemoveApplication{"digits"}) : Change(PutThresholds{"digits", {5.0, 5}});
    m_site = std::make_shared<const SiteConfiguration>(applied(*m_site, change).value());
    const SiteConfigurationPtr changed = m_site;
    open();
    QCOMPARE(m_events.size(), std::size_t{1});
    QVERIFY(m_events[0].severity == Severity::Warning);
    QCOMPARE(m_events[0].text, "new thresholds are watched no longer: " + why.toStdString());
    QVERIFY(watch().phase == WatchPhase::Ended);
    QCOMPARE(watch().reason, why.toStdString());
    QVERIFY(operation(watch().operation).state == OperationState::Cancelled);
    QVERIFY(m_site == changed);
    QVERIFY(kept().empty());
}

/// Killed between the edit and its telling.
void TestThresholdWatches::aRollBackThatWasCutShortIsTold()
{
    record(1'000, kBefore, 10'000);
    kill(keptAs(WatchPhase::RolledBack, "worse than predicted: p95 30 ms"));
    open(); // thresholds are kBefore
    QVERIFY(watch().phase == WatchPhase::RolledBack);
    QCOMPARE(m_events.size(), std::size_t{1});
    QCOMPARE(m_events[0].text, std::string("new thresholds rolled back, worse than predicted: p95 30 ms"));
    QVERIFY(operation(watch().operation).state == OperationState::Failed);
    QVERIFY(kept().empty());
    QVERIFY(m_actors.empty());
}

/// Killed before the edit.
void TestThresholdWatches::aRollBackThatWasNotMadeIsMade()
{
    record(1'000, kBefore, 10'000);
    apply(PutThresholds{"digits", kTried});
    kill(keptAs(WatchPhase::RolledBack, "worse than predicted: p95 30 ms"));
    record(300, kTried, 30'000);
    open();
    QVERIFY(watch().isRunning());
    QVERIFY(reaches(WatchPhase::RolledBack));
    QVERIFY(digits().thresholds == kBefore);
}

void TestThresholdWatches::whatWasNotPredictedYetIsPredicted()
{
    record(1'000, kBefore, 10'000);
    apply(PutThresholds{"digits", kTried});
    kill(keptAs(WatchPhase::Predicting, {}));
    record(250, kTried, 30'000); // after its begin: not what it is predicted from
    open();
    QVERIFY(reaches(WatchPhase::RolledBack));
    QVERIFY2(watch().predictedP95Ms.high < 14.0, watch().reason.c_str());
    QCOMPARE(watch().requests, std::uint64_t{250});
}

void TestThresholdWatches::aDamagedOneIsTold()
{
    record(1'000, kBefore, 10'000);
    begin();
    close();
    const auto connection = m_database->connect(store::Database::Use::Configuration).value();
    connection->exec("UPDATE watch SET document = '{}'");
    open();
    QVERIFY(m_studies->watches().list().empty());
    QCOMPARE(m_events.size(), std::size_t{1});
    QVERIFY(m_events[0].severity == Severity::Error);
    QCOMPARE(m_events[0].subject, std::string("digits"));
    QVERIFY(m_events[0].text.find("damaged") != std::string::npos);
    m_events.clear();
    close();
    open();
    QVERIFY(m_events.empty()); // once
}

/// The edit and its watch: both, or neither.
void TestThresholdWatches::whatCannotBeStoredIsRefused()
{
    record(1'000, kBefore, 10'000);
    const std::uint64_t first = begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    const auto connection = m_database->connect(store::Database::Use::Configuration).value();
    connection->exec("ALTER TABLE watch RENAME TO away");
    const std::size_t edits = m_actors.size();
    for (const WatchThresholds& wanted :
         {fromTo(kTried, kOther), fromTo(kBefore, kTried)}) { // applied, or only watched
        const auto refused = start(wanted);
        QVERIFY(!refused && refused.error().code == ErrorCode::Storage);
    }
    QVERIFY(digits().thresholds == kTried);
    const SiteConfiguration stored = store::ConfigurationStore::open(*m_database).value()->load().value();
    QVERIFY(stored.findApplication("digits")->thresholds == kTried);
    QCOMPARE(m_actors.size(), edits);
    connection->exec("ALTER TABLE away RENAME TO watch");
    QVERIFY(watch().isRunning() && operation(first).state == OperationState::Running); // as if nothing had been asked
    record(300, kTried, 30'000);
    QVERIFY(reaches(WatchPhase::RolledBack));
}

void TestThresholdWatches::aLaterOneTakesItsPlace()
{
    record(1'000, kBefore, 10'000);
    const std::uint64_t first = begin();
    QVERIFY(reaches(WatchPhase::Waiting));
    const auto second = start(fromTo(kTried, kOther));
    QVERIFY(second.has_value());
    QVERIFY(digits().thresholds == kOther);
    QVERIFY(operation(first).state == OperationState::Cancelled);
    QCOMPARE(operation(first).step, std::string("a later change is watched"));
    QCOMPARE(m_studies->watches().list().size(), std::size_t{1});
    QCOMPARE(kept().size(), std::size_t{1});
    QVERIFY(kept()[0].watch.tried.thresholds == kOther && kept()[0].watch.before.thresholds == kTried);
    close();
    open();
    QVERIFY(watch().isRunning() && watch().tried.thresholds == kOther);
}

/// In the audit log it is the operator's, and the operation knows what takes it back.
void TestThresholdWatches::theEditIsTheOperators()
{
    record(1'000, kBefore, 10'000);
    const auto begun = start(fromTo(kBefore, kTried));
    QVERIFY(begun.has_value() && begun->undo != nullptr);
    QVERIFY(digits().thresholds == kTried);
    const auto audit = store::ConfigurationStore::open(*m_database).value()->audit(1).value();
    QCOMPARE(audit.at(0).actor, std::string("test"));
    QCOMPARE(audit.at(0).action, std::string("put_thresholds"));
    apply(*begun->undo);
    QVERIFY(digits().thresholds == kBefore);
    QVERIFY(watch().phase == WatchPhase::Ended);
    QVERIFY(kept().empty());
    apply(PutThresholds{"digits", kTried});
    const auto applied = start(fromTo(kBefore, kTried)); // by an edit of before: only watched
    QVERIFY(applied.has_value() && applied->undo == nullptr);
    QVERIFY(watch().isRunning());
}

void TestThresholdWatches::aSweepIsKept()
{
    record(600, kBefore, 10'000);
    const auto begun = start(SweepThresholds{.application = "digits", .frequencySteps = 4, .sizeSteps = 4});
    QVERIFY2(begun.has_value(), begun ? "" : begun.error().detail.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state == OperationState::Succeeded, kLong);
    const auto list = m_studies->sweeps().kept().list("digits").value();
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(list[0].operation, begun->id);
    QCOMPARE(list[0].actor, std::string("test"));
    QCOMPARE(list[0].requests, std::uint64_t{600});
    QCOMPARE(m_studies->sweeps().kept().find(list[0].id)->points.size(), std::size_t{16});
    WatchThresholds wanted = fromTo(kBefore, kTried);
    wanted.sweep = list[0].id;
    QVERIFY(start(wanted).has_value());
    QVERIFY(m_studies->sweeps().kept().find(list[0].id)->applied == kTried);
    const auto few = start(SweepThresholds{.application = "nobody"});
    QVERIFY(!few && few.error().code == ErrorCode::NotFound);
    const auto fine = start(SweepThresholds{.application = "digits", .sizeSteps = 65});
    QVERIFY(!fine && fine.error().code == ErrorCode::InvalidArgument);
}

void TestThresholdWatches::aSweepIsStopped()
{
    record(2'000, kBefore, 10'000);
    const auto begun = start(SweepThresholds{.application = "digits", .frequencySteps = 64, .sizeSteps = 64});
    QVERIFY(begun.has_value());
    QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).progress > 0.0, kLong);
    QVERIFY(m_books->cancel(begun->id).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state == OperationState::Cancelled, kLong);
    const auto list = m_studies->sweeps().kept().list({}).value();
    QCOMPARE(list.size(), std::size_t{1}); // what was done is kept
    QVERIFY(list[0].done > 0 && list[0].done < 4'096 && !list[0].isComplete);
}

void TestThresholdWatches::aQuestionIsAnsweredLater()
{
    record(400, kBefore, 10'000);
    const auto begun = start(AskWhatIf{{.application = "digits", .thresholds = kTried}});
    QVERIFY(begun.has_value());
    const auto early = m_studies->answers().find(begun->id);
    QVERIFY(!early && early.error().code == ErrorCode::Conflict);
    QTRY_VERIFY_WITH_TIMEOUT(operation(begun->id).state == OperationState::Succeeded, kLong);
    const auto answer = m_studies->answers().find(begun->id);
    QVERIFY(answer.has_value());
    QCOMPARE(answer->recorded, std::uint64_t{400});
    QVERIFY(answer->thresholds == kTried);
    const auto none = m_studies->answers().find(begun->id + 1);
    QVERIFY(!none && none.error().code == ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestThresholdWatches)
#include "tst_thresholdwatches.moc"
