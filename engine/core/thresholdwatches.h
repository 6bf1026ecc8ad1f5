// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "engine/api/change.h"
#include "engine/api/clock.h"
#include "engine/api/engine.h"
#include "engine/core/computethread.h"
#include "engine/core/watchreading.h"
#include "engine/store/watchstore.h"

namespace straightline::backends
{
class Operations;
}

namespace straightline::core
{

/// Watches new thresholds for the operator, whether a console is open or not, and takes them back when live requests
/// fare worse than predicted: three looks in a row, and so clearly that it is no chance. A change of the application's
/// thresholds or policy by anybody else ends its watch; the end of the engine does not: what runs is kept in the store
/// and goes on with the next engine, which counts the requests again. Engine thread; owned by Studies.
class ThresholdWatches final : public QObject
{
    Q_OBJECT
public:
    struct Hooks {
        std::function<SiteConfigurationPtr()> site;
        /// With a watch that is stored together with the change, or null.
        std::function<Result<std::uint64_t>(const Change&, const Actor&, const store::KeptWatch*)> apply;
        std::function<void(Event)> raise;
    };
    struct Pace {
        std::chrono::milliseconds look{2'000};
        std::chrono::milliseconds least{std::chrono::minutes(10)}; ///< then it ends, when enough requests came
        std::chrono::milliseconds most{std::chrono::hours(24)};    ///< then it ends
    };
    static constexpr int kLooksOutside = 3;

    /// All outlive it.
    [[nodiscard]] static Result<std::unique_ptr<ThresholdWatches>> open(store::Database& database, const Clock& clock,
                                                                        backends::Operations& books, Hooks hooks);
    ~ThresholdWatches() override;

    void setPace(const Pace& pace);
    /// Goes on with what ran when the engine ended; says of each whether it goes on, or why not.
    void resume();
    /// Stored before anything is placed by `tried`: no engine's end leaves the one without the other.
    [[nodiscard]] Result<Operation> begin(const WatchThresholds& wanted, const Actor& actor);
    /// The configuration has changed.
    void follow();
    std::vector<ThresholdWatch> list() const; ///< of each application the latest, newest first

private:
    struct Watch {
        ThresholdWatch shown;
        std::uint64_t lastId = 0;              ///< of the stored requests the newest when it began
        Clock::Steady begun;                   ///< a resumed one's: so long ago as it had been watched
        Clock::Steady kept;                    ///< when it was stored
        std::shared_ptr<WatchReading> reading; ///< the compute thread's
        bool isLooking = false;
        int outside = 0; ///< looks in a row
    };

    ThresholdWatches(store::Database& database, const Clock& clock, backends::Operations& books, Hooks hooks,
                     std::unique_ptr<store::WatchStore> store);
    Result<void> applyAndStore(const store::KeptWatch& wanted, const Actor& actor);
    Watch& add(const store::KeptWatch& kept);
    void run(Watch& watch);
    void predict(Watch& watch);
    void resume(const store::KeptWatch& kept);
    [[nodiscard]] Result<void> keep(Watch& watch);
    void raise(Severity severity, const std::string& subject, std::string text);
    Watch* find(std::uint64_t operation);
    void post(std::uint64_t operation, std::function<std::function<void(Watch&)>()> work);
    void lookAtAll();
    void judge(Watch& watch, const WatchFigures& figures);
    void rollBack(Watch& watch);
    void finishRollBack(Watch& watch);
    void end(Watch& watch, OperationState state, const std::string& reason);
    void forget(const std::string& application);

    store::Database& m_database;
    const Clock& m_clock;
    backends::Operations& m_books;
    Hooks m_hooks;
    std::unique_ptr<store::WatchStore> m_store;
    Pace m_pace;
    std::string m_replacing;      ///< application whose watch makes room for another: follow() leaves it alone
    std::vector<Watch> m_watches; ///< newest first, one for each application
    QTimer m_timer;
    std::unique_ptr<ComputeThread> m_compute;
};

} // namespace straightline::core
