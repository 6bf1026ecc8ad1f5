// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>

#include "engine/api/clock.h"
#include "engine/api/configuration.h"
#include "engine/api/requestrecord.h"
#include "engine/api/result.h"
#include "engine/api/rollup.h"
#include "engine/api/trouble.h"
#include "engine/store/database.h"

namespace straightline::store
{

/// Writes request records and roll-ups, and removes old ones, on its own thread "store". Giving it work never waits for
/// the disk: the queue is bounded, and when the disk cannot keep up the oldest records go, counted. A write that fails
/// is tried again every second and shown by trouble(). The memory of a long queue is given back once it is written.
/// Made and owned by core on the engine thread.
class RequestStore
{
public:
    struct Settings {
        std::size_t queueLimit = 200'000;               ///< records (95 MB) and, apart from them, roll-ups
        std::size_t batchLimit = 1'000;                 ///< rows of one transaction: an operator's change waits for one
        std::chrono::milliseconds writeInterval{100};   ///< gathering of a batch; a crash loses at most this much
        std::chrono::milliseconds retryInterval{1'000}; ///< after a failed write
        std::chrono::milliseconds cleanInterval{60'000}; ///< between two looks for what is too old
    };

    /// `database` and `clock` outlive the store.
    [[nodiscard]] static Result<std::unique_ptr<RequestStore>> open(Database& database, const Clock& clock,
                                                                    RetentionSettings retention, Settings settings);
    [[nodiscard]] static Result<std::unique_ptr<RequestStore>> open(Database& database, const Clock& clock,
                                                                    RetentionSettings retention);
    /// Writes what is queued, for at most two seconds, and ends the thread.
    ~RequestStore();

    void add(std::span<const RequestRecord> records);
    void add(std::span<const RollupSecond> rollups);
    void setRetention(RetentionSettings retention);

    std::uint64_t behind() const;           ///< records waiting to be written
    std::uint64_t dropped() const;          ///< records and roll-ups that were never written, since the start
    std::uint64_t droppedRecords() const;   ///< records alone
    std::uint64_t written() const;          ///< records, since the start
    std::optional<Trouble> trouble() const; ///< without its time; empty = all is well

    /// Waits until all that was given before is written; false after `most`. For tests and for the end.
    bool flush(std::chrono::milliseconds most);
    /// Looks for what is too old or too much now, on its thread; waits for it, at most `most`.
    bool clean(std::chrono::milliseconds most);

private:
    struct Batch {
        std::deque<RequestRecord> records;
        std::deque<RollupSecond> rollups;
        bool empty() const { return records.empty() && rollups.empty(); }
    };
    class Writer;

    RequestStore(Database& database, const Clock& clock, RetentionSettings retention, Settings settings);
    void run(std::stop_token stop);
    bool waitForWork(std::stop_token stop, std::chrono::steady_clock::time_point cleanAt);
    Batch takeBatch();
    void giveBack(Batch batch);
    bool isAboutSpace(const Error& error) const;
    void noteFailure(const Error& error);
    void noteSuccess(std::size_t records);
    void giveMemoryBack();

    Database& m_database;
    const Clock& m_clock;
    const Settings m_settings;

    mutable std::mutex m_mutex; ///< guards what follows, for moments only
    std::condition_variable_any m_changed;
    Batch m_queue;
    RetentionSettings m_retention;
    bool m_writing = false;
    bool m_wasLong = false; ///< the queue, since giveMemoryBack()
    bool m_hurry = false;   ///< someone waits in flush()
    std::uint64_t m_cleansWanted = 0;
    std::uint64_t m_cleansDone = 0;
    std::uint64_t m_droppedRecords = 0;
    std::uint64_t m_droppedRollups = 0;
    std::uint64_t m_written = 0;
    std::string m_problem;
    bool m_noSpace = false; ///< what m_problem is about

    std::jthread m_thread; ///< last: it ends before the rest goes
};

} // namespace straightline::store
