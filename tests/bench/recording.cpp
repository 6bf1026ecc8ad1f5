// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_recording DIRECTORY [RECORDS_PER_SECOND [SECONDS [MOST_DATABASE_BYTES]]]: the whole way of request records,
// from two gateway threads' rings into the database in an empty DIRECTORY, at a constant rate. Says each five seconds
// how much waits, and at the end what is in the table. Exits with 1 when a record was lost (not when the size limit
// removed old ones).
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "engine/core/records.h"

using namespace straightline;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace
{

constexpr unsigned kProducers = 2;
constexpr auto kDrainEvery = 50ms; // as the engine does

RequestRecord someRecord(std::uint64_t serial)
{
    RequestRecord record;
    record.serial = serial;
    record.arrivalUnixMicros =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    record.arrivalSteadyNanos = steady_clock::now().time_since_epoch().count();
    record.applicationNumber = 1 + static_cast<std::uint32_t>(serial % 8);
    record.backendNumber = 100 + static_cast<std::uint32_t>(serial % 24);
    record.status = serial % 100 == 0 ? 502 : 200;
    record.attemptCount = 1;
    record.bytesIn = 1'024;
    record.bytesOut = 256;
    record.totalMicros = 10'000 + static_cast<std::uint32_t>(serial * 7'919 % 5'000);
    record.overheadMicros = 40;
    record.stages = {20, 100, record.totalMicros - 345, 225};
    record.decision.reason = Reason::LocalHasRoom;
    record.decision.verdict = Verdict::Placed;
    record.decision.candidateCount = 2;
    record.decision.candidates = {Candidate{record.backendNumber, 12.5F}, Candidate{record.backendNumber + 1, 14.0F}};
    record.decision.features = {
        .frequencyHz = 17.3, .sizeBytes = 1'024, .random = serial * 0x9E37'79B9'7F4A'7C15ULL, .turn = 0};
    for (TierRoom& room : record.decision.room)
        room = {.inFlight = 3, .capacity = 24, .healthy = 3, .takesSize = 3, .withFreeSlot = 3, .withRoom = 3};
    record.attempts[0] = {
        .backendNumber = record.backendNumber, .status = record.status, .startedMicros = 20, .tookMicros = 9'000};
    record.requestId.assign(fmt::format("0190c1a27b1e-{:014x}", serial));
    record.method.assign("POST");
    record.path.assign("/v2/models/digits/infer");
    return record;
}

/// CPU time of the thread of that name in ns; 0 when there is none.
std::uint64_t cpuNanosOf(const std::string& name)
{
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string found;
        std::ifstream(task.path() / "comm") >> found;
        std::uint64_t nanos = 0;
        if (found == name && std::ifstream(task.path() / "schedstat") >> nanos)
            return nanos;
    }
    return 0;
}

void produce(RecordSink& sink, std::uint64_t first, std::uint64_t perSecond, std::uint64_t count,
             std::atomic<std::uint64_t>& sinkNanos)
{
    const auto begin = steady_clock::now();
    std::chrono::nanoseconds spent{0};
    for (std::uint64_t sent = 0; sent < count;) {
        const auto elapsed = std::chrono::duration<double>(steady_clock::now() - begin).count();
        const auto due = std::min(count, static_cast<std::uint64_t>(elapsed * static_cast<double>(perSecond)));
        for (; sent < due; ++sent) {
            const RequestRecord record = someRecord(first + sent);
            const auto before = steady_clock::now();
            sink.record(record);
            spent += steady_clock::now() - before;
        }
        std::this_thread::sleep_for(1ms);
    }
    sinkNanos += static_cast<std::uint64_t>(spent.count());
}

std::uint64_t sizeOf(const std::filesystem::path& file)
{
    std::error_code none;
    const auto size = std::filesystem::file_size(file, none);
    return none ? 0 : size;
}

struct Count {
    std::uint64_t rows = 0;
    std::uint64_t lastId = 0;
};

Count countRows(const std::filesystem::path& file)
{
    const SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    SQLite::Statement select(database, "SELECT COUNT(*), COALESCE(MAX(id), 0) FROM request");
    select.executeStep();
    return {static_cast<std::uint64_t>(select.getColumn(0).getInt64()),
            static_cast<std::uint64_t>(select.getColumn(1).getInt64())};
}

struct Wish {
    std::filesystem::path directory;
    std::uint64_t perSecond = 40'000;
    std::uint64_t seconds = 60;
    RetentionSettings retention;
};

int measure(const Wish& wish)
{
    const SystemClock clock;
    auto database = store::Database::open(wish.directory);
    if (!database) {
        fmt::print(stderr, "{}\n", database.error().detail);
        return 2;
    }
    auto opened = core::Records::open(**database, clock, wish.retention, kProducers);
    if (!opened) {
        fmt::print(stderr, "{}\n", opened.error().detail);
        return 2;
    }
    core::Records& records = **opened;
    const std::filesystem::path file = wish.directory / store::Database::kFileName;
    const std::uint64_t each = wish.perSecond * wish.seconds / kProducers;
    const std::uint64_t sent = each * kProducers;
    std::atomic<std::uint64_t> sinkNanos{0};
    std::vector<std::jthread> producers;
    for (unsigned i = 0; i < kProducers; ++i) {
        producers.emplace_back(
            [&, i] { produce(*records.sinks()[i], 1 + each * i, wish.perSecond / kProducers, each, sinkNanos); });
    }

    const auto begin = steady_clock::now();
    auto sayAt = begin + 5s;
    std::uint64_t mostBehind = 0;
    Snapshot snapshot;
    const auto look = [&] {
        records.drain();
        snapshot = {};
        records.fill(snapshot);
        mostBehind = std::max(mostBehind, snapshot.storeBehind);
    };
    for (auto now = begin; now < begin + std::chrono::seconds(wish.seconds) + 100ms; now = steady_clock::now()) {
        look();
        if (now >= sayAt) {
            fmt::print("{:3} s: {} waiting, {} lost, {} MB on disk, {} MB log\n",
                       std::chrono::duration_cast<std::chrono::seconds>(now - begin).count(), snapshot.storeBehind,
                       snapshot.gateway.droppedRecords, sizeOf(file) >> 20U, sizeOf(file.string() + "-wal") >> 20U);
            std::fflush(stdout);
            sayAt += 5s;
        }
        std::this_thread::sleep_for(kDrainEvery);
    }
    producers.clear();
    look();
    const std::uint64_t waiting = snapshot.storeBehind;
    records.close();
    const std::uint64_t storeNanos = cpuNanosOf("store");
    look();
    const std::uint64_t lost = snapshot.gateway.droppedRecords;
    const Count count = countRows(file);
    const auto perRecord = [&](std::uint64_t total) { return static_cast<double>(total) / static_cast<double>(sent); };
    fmt::print("sent {}, written {}, rows {}, lost {}, waiting at the end {}, at most {}\n", sent, count.lastId,
               count.rows, lost, waiting, mostBehind);
    fmt::print("store thread {:.2f} us a record, ring {:.0f} ns with two clock readings, {:.0f} bytes a row\n",
               perRecord(storeNanos) / 1e3, perRecord(sinkNanos),
               count.rows == 0 ? 0.0 : static_cast<double>(sizeOf(file)) / static_cast<double>(count.rows));
    return lost == 0 && count.lastId == sent ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        fmt::print(stderr, "bench_recording DIRECTORY [RECORDS_PER_SECOND [SECONDS [MOST_DATABASE_BYTES]]]\n");
        return 2;
    }
    Wish wish;
    wish.directory = argv[1];
    const auto argument = [&](int index, std::uint64_t otherwise) {
        return argc > index ? std::strtoull(argv[index], nullptr, 10) : otherwise;
    };
    wish.perSecond = argument(2, wish.perSecond);
    wish.seconds = argument(3, wish.seconds);
    wish.retention.maxDatabaseBytes = argument(4, wish.retention.maxDatabaseBytes);
    return measure(wish);
}
