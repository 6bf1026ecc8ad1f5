// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// makedatabase DIRECTORY: writes the small database of the present schema version that is kept in tests/data/store when
// a version is released. Build and run it once, before the next migration is written; tst_database opens what is kept.
#include <cstdio>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "engine/api/change.h"
#include "engine/api/json.h"
#include "engine/store/configurationstore.h"
#include "engine/store/database.h"
#include "engine/store/requeststore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeengine.h"

using namespace straightline;

namespace
{

SiteConfiguration apply(store::ConfigurationStore& configuration, const SiteConfiguration& site, const Change& change)
{
    const SiteConfiguration next = applied(site, change).value();
    const AuditEntry entry = auditEntry(site, next, change, {"makedatabase"}, FakeClock().wallNow());
    return configuration.save(next, entry).value();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fputs("usage: makedatabase DIRECTORY\n", stderr);
        return 2;
    }
    const FakeClock clock;
    const auto database = store::Database::open(argv[1]).value();
    const auto configuration = store::ConfigurationStore::open(*database).value();
    SiteConfiguration site = FakeEngine::sampleSite();
    site.applications.resize(1);
    site = apply(*configuration, {}, PutSite{site});
    site = apply(*configuration, site, PutThresholds{"digits", {12.5, 1'000}});

    FakeEngine engine;
    engine.setSite(site);
    engine.addRequests(3);
    std::vector<RequestRecord> records;
    for (const RequestRow& row : engine.requests({}).value())
        records.insert(records.begin(), row.record);
    // The third of the samples is answered by box: its record is request-3; the database keeps it as request-2.
    std::swap(records[1].requestId, records[2].requestId);
    const auto requests = store::RequestStore::open(*database, clock, site.retention).value();
    requests->add(records);
    RollupSecond second;
    second.startUnixSeconds =
        std::chrono::duration_cast<std::chrono::seconds>(clock.wallNow().time_since_epoch()).count() - 5;
    second.applicationNumber = site.applications[0].number;
    second.requests = records.size();
    Histogram histogram;
    histogram.record(8'600, records.size());
    second.total = histogram.toBlob();
    second.failures = 1;
    Histogram failed;
    failed.record(static_cast<std::uint64_t>(Outcome::BackendTimeout));
    second.failed = failed.toBlob();
    requests->add(std::span(&second, 1));
    if (!requests->flush(std::chrono::seconds(10)))
        return 1;
    // All in the one file, without its log.
    const auto connection = database->connect(store::Database::Use::Records).value();
    return connection->execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt();
}
