// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/requeststore.h"

#include <algorithm>
#include <filesystem>

#include <malloc.h>
#include <pthread.h>

#include <fmt/format.h>

#include "engine/store/requestwriter.h"

namespace straightline::store
{
namespace
{

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLastFlush{2'000};
constexpr std::size_t kLongQueue = 2'000; ///< records: a megabyte

/// Moves at most `most` values from the front of `from`.
template <class T>
std::deque<T> takeFront(std::deque<T>& from, std::size_t most)
{
    const auto end = from.begin() + static_cast<std::ptrdiff_t>(std::min(most, from.size()));
    std::deque<T> taken(std::make_move_iterator(from.begin()), std::make_move_iterator(end));
    from.erase(from.begin(), end);
    return taken;
}

template <class T>
std::uint64_t dropOldest(std::deque<T>& queue, std::size_t limit)
{
    const std::size_t over = queue.size() > limit ? queue.size() - limit : 0;
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(over));
    return over;
}

} // namespace

RequestStore::RequestStore(Database& database, const Clock& clock, RetentionSettings retention, Settings settings)
    : m_database(database)
    , m_clock(clock)
    , m_settings(settings)
    , m_retention(retention)
{
}

Result<std::unique_ptr<RequestStore>> RequestStore::open(Database& database, const Clock& clock,
                                                         RetentionSettings retention)
{
    return open(database, clock, retention, Settings{});
}

Result<std::unique_ptr<RequestStore>> RequestStore::open(Database& database, const Clock& clock,
                                                         RetentionSettings retention, Settings settings)
{
    std::unique_ptr<RequestStore> store(new RequestStore(database, clock, retention, settings));
    store->m_thread = std::jthread([self = store.get()](std::stop_token stop) { self->run(std::move(stop)); });
    return store;
}

RequestStore::~RequestStore()
{
    flush(kLastFlush);
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void RequestStore::add(std::span<const RequestRecord> records)
{
    if (records.empty())
        return;
    bool wakes = false;
    {
        const std::lock_guard lock(m_mutex);
        const std::size_t before = m_queue.records.size();
        m_queue.records.insert(m_queue.records.end(), records.begin(), records.end());
        m_droppedRecords += dropOldest(m_queue.records, m_settings.queueLimit);
        m_wasLong = m_wasLong || m_queue.records.size() > kLongQueue;
        wakes = before == 0 || m_queue.records.size() >= m_settings.batchLimit; // between, a batch gathers
    }
    if (wakes)
        m_changed.notify_all();
}

void RequestStore::add(std::span<const RollupSecond> rollups)
{
    if (rollups.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.rollups.insert(m_queue.rollups.end(), rollups.begin(), rollups.end());
        m_droppedRollups += dropOldest(m_queue.rollups, m_settings.queueLimit);
    }
    m_changed.notify_all();
}

void RequestStore::setRetention(RetentionSettings retention)
{
    const std::lock_guard lock(m_mutex);
    m_retention = retention;
}

std::uint64_t RequestStore::behind() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.records.size();
}

std::uint64_t RequestStore::dropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_droppedRecords + m_droppedRollups;
}

std::uint64_t RequestStore::droppedRecords() const
{
    const std::lock_guard lock(m_mutex);
    return m_droppedRecords;
}

std::uint64_t RequestStore::written() const
{
    const std::lock_guard lock(m_mutex);
    return m_written;
}

std::optional<Trouble> RequestStore::trouble() const
{
    const std::lock_guard lock(m_mutex);
    const bool behind = m_queue.records.size() > m_settings.queueLimit / 2;
    if (m_problem.empty() && !behind)
        return std::nullopt;
    const TroubleCause cause = m_problem.empty() ? TroubleCause::StoreBehind
                               : m_noSpace       ? TroubleCause::DiskFull
                                                 : TroubleCause::StoreFailing;
    return Trouble{.cause = cause,
                   .subject = "store",
                   .detail = fmt::format("Store: {}; {} records wait, {} were dropped",
                                         m_problem.empty() ? "records come faster than they are written" : m_problem,
                                         m_queue.records.size(), m_droppedRecords),
                   .since = {},
                   .retry = m_problem.empty() ? m_settings.writeInterval : m_settings.retryInterval};
}

bool RequestStore::flush(milliseconds most)
{
    std::unique_lock lock(m_mutex);
    m_hurry = true;
    m_changed.notify_all();
    const bool done = m_changed.wait_for(lock, most, [&] { return m_queue.empty() && !m_writing; });
    m_hurry = false;
    return done;
}

bool RequestStore::clean(milliseconds most)
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t wanted = ++m_cleansWanted;
    m_changed.notify_all();
    return m_changed.wait_for(lock, most, [&] { return m_cleansDone >= wanted; });
}

bool RequestStore::waitForWork(std::stop_token stop, steady_clock::time_point cleanAt)
{
    std::unique_lock lock(m_mutex);
    const auto something = [&] { return !m_queue.empty() || m_cleansWanted > m_cleansDone; };
    m_changed.wait_until(lock, stop, cleanAt, something);
    // After a failure the disk gets a rest; otherwise a batch gathers.
    const milliseconds pause = m_problem.empty() ? m_settings.writeInterval : m_settings.retryInterval;
    const auto enough = [&] {
        return m_problem.empty()
               && (m_hurry || m_queue.records.size() >= m_settings.batchLimit || m_cleansWanted > m_cleansDone);
    };
    if (!m_queue.empty())
        m_changed.wait_for(lock, stop, pause, enough);
    return !stop.stop_requested();
}

RequestStore::Batch RequestStore::takeBatch()
{
    const std::lock_guard lock(m_mutex);
    Batch batch{takeFront(m_queue.records, m_settings.batchLimit), takeFront(m_queue.rollups, m_settings.batchLimit)};
    m_writing = !batch.empty();
    return batch;
}

void RequestStore::giveBack(Batch batch)
{
    const std::lock_guard lock(m_mutex);
    m_queue.records.insert(m_queue.records.begin(), std::make_move_iterator(batch.records.begin()),
                           std::make_move_iterator(batch.records.end()));
    m_queue.rollups.insert(m_queue.rollups.begin(), std::make_move_iterator(batch.rollups.begin()),
                           std::make_move_iterator(batch.rollups.end()));
    m_droppedRecords += dropOldest(m_queue.records, m_settings.queueLimit);
    m_droppedRollups += dropOldest(m_queue.rollups, m_settings.queueLimit);
}

/// SQLite says so, or the write-ahead log could not grow, which it calls an I/O error.
bool RequestStore::isAboutSpace(const Error& error) const
{
    constexpr std::uintmax_t kLeastSpace = 1'048'576;
    std::error_code code;
    const std::filesystem::space_info space = std::filesystem::space(m_database.file(), code);
    return error.detail.find("disk is full") != std::string::npos || (!code && space.available < kLeastSpace);
}

void RequestStore::noteFailure(const Error& error)
{
    const bool noSpace = isAboutSpace(error);
    {
        const std::lock_guard lock(m_mutex);
        m_writing = false;
        m_problem = error.detail;
        m_noSpace = noSpace;
    }
    m_changed.notify_all();
}

void RequestStore::noteSuccess(std::size_t records)
{
    {
        const std::lock_guard lock(m_mutex);
        m_writing = false;
        m_written += records;
        m_problem.clear();
    }
    m_changed.notify_all();
}

/// The allocator keeps what a queue took while the disk was slow, and the process looks as if it leaked.
void RequestStore::giveMemoryBack()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_wasLong || !m_queue.records.empty())
            return;
        m_wasLong = false;
    }
    ::malloc_trim(0);
}

void RequestStore::run(std::stop_token stop)
{
    ::pthread_setname_np(::pthread_self(), "store");
    RequestWriter writer(m_database);
    auto cleanAt = steady_clock::now() + m_settings.cleanInterval;
    while (waitForWork(stop, cleanAt)) {
        Batch batch = takeBatch();
        if (!batch.empty()) {
            if (auto written = writer.write(batch.records, batch.rollups); written) {
                noteSuccess(batch.records.size());
            } else {
                giveBack(std::move(batch));
                noteFailure(written.error());
            }
        }
        batch = {};
        giveMemoryBack();
        std::unique_lock lock(m_mutex);
        const std::uint64_t wanted = m_cleansWanted;
        const RetentionSettings retention = m_retention;
        if (wanted == m_cleansDone && steady_clock::now() < cleanAt)
            continue;
        lock.unlock();
        const auto now = std::chrono::duration_cast<std::chrono::seconds>(m_clock.wallNow().time_since_epoch());
        const Result<bool> more = writer.clean(retention, now.count());
        if (!more)
            noteFailure(more.error());
        if (more && *more)
            continue; // one piece at a time, records in between
        cleanAt = steady_clock::now() + m_settings.cleanInterval;
        lock.lock();
        m_cleansDone = wanted;
        lock.unlock();
        m_changed.notify_all();
    }
}

} // namespace straightline::store
