// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// storecrasher DIRECTORY: edits the configuration and writes requests as fast as it can until it is killed, and says on
// stdout what was acknowledged: "saved REVISION" after a change, "written COUNT" for records, "failed TEXT".
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "engine/api/change.h"
#include "engine/api/json.h"
#include "engine/store/configurationstore.h"
#include "engine/store/database.h"
#include "engine/store/requestreader.h"
#include "engine/store/requeststore.h"
#include "tests/support/fakeengine.h"

using namespace straightline;

namespace
{

/// One write: the reader never sees half a line of what was acknowledged.
void say(const std::string& line)
{
    if (::write(STDOUT_FILENO, (line + "\n").data(), line.size() + 1) < 0)
        ::_exit(3);
}

/// Every kind of change in turn; the revision is in the thresholds, so the parent knows what must be there.
Change changeFor(const SiteConfiguration& site)
{
    const std::uint64_t revision = site.revision + 1;
    BackendConfiguration backend = site.applications[0].backends[0];
    backend.name = "extra";
    switch (revision % 4) {
    case 0:
        return PutBackend{"digits", backend};
    case 1:
        if (site.findBackend("digits:extra") != nullptr)
            return RemoveBackend{"digits:extra"};
        [[fallthrough]];
    default:
        return PutThresholds{"digits", {static_cast<double>(revision), revision}};
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    const SystemClock clock;
    auto database = store::Database::open(argv[1]);
    if (!database) {
        say("failed " + database.error().detail);
        return 1;
    }
    const auto configuration = store::ConfigurationStore::open(**database).value();
    SiteConfiguration site = configuration->load().value();
    if (site.revision == 0)
        site = configuration->save(*applied(site, PutSite{FakeEngine::sampleSite()}), {}).value();
    const auto requests = store::RequestStore::open(**database, clock, site.retention).value();
    const auto before = store::RequestReader::open(**database, clock).value()->requests({});
    std::uint64_t serial = before->empty() ? 0 : before->front().record.serial;
    const std::uint64_t begin = serial;

    const std::jthread load([&](const std::stop_token& stop) {
        std::vector<RequestRecord> batch(50);
        while (!stop.stop_requested()) {
            for (RequestRecord& record : batch) {
                record.serial = ++serial;
                record.arrivalUnixMicros =
                    std::chrono::duration_cast<std::chrono::microseconds>(clock.wallNow().time_since_epoch()).count();
                record.requestId.assign("id-" + std::to_string(serial));
            }
            requests->add(batch);
            RollupSecond second;
            second.startUnixSeconds = batch.front().arrivalUnixMicros / 1'000'000;
            second.requests = batch.size();
            requests->add(std::span(&second, 1));
            while (requests->behind() > 2'000)
                std::this_thread::yield();
            say("written " + std::to_string(begin + requests->written()));
        }
    });
    while (true) {
        const Change change = changeFor(site);
        const SiteConfiguration next = applied(site, change).value();
        const AuditEntry entry = auditEntry(site, next, change, {"crasher"}, clock.wallNow());
        const Result<SiteConfiguration> saved = configuration->save(next, entry);
        if (!saved) {
            say("failed " + saved.error().detail);
            continue;
        }
        site = *saved;
        say("saved " + std::to_string(site.revision));
    }
}
