// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeEngine's store: requests, their receipts and their history.
#include <algorithm>

#include "tests/support/fakeengine.h"
#include "tests/support/fakefigures.h"

namespace straightline
{

using namespace fakefigures;
using std::chrono::milliseconds;

namespace
{

constexpr std::size_t kKeptRows = 20'000;

std::int64_t unixSeconds(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

struct Pattern {
    Reason reason;
    Tier tier;
    Outcome outcome;
    std::uint16_t status;
    std::uint64_t sizeBytes;
    double frequencyHz;
};

constexpr std::array<Pattern, 8> kPatterns{{
    {Reason::LocalHasRoom, Tier::Local, Outcome::Answered, 200, 2'048, 12.0},
    {Reason::LocalHasRoom, Tier::Local, Outcome::Answered, 200, 9'000, 15.0},
    {Reason::ContainerHasRoom, Tier::Container, Outcome::Answered, 200, 40'000, 18.0},
    {Reason::BurstOfSmall, Tier::Serverless, Outcome::Answered, 200, 1'500, 33.0},
    {Reason::LargeInput, Tier::Container, Outcome::Answered, 200, 5'242'880, 9.0},
    {Reason::LargeInputFallback, Tier::Local, Outcome::BackendFailed, 502, 700'000, 11.0},
    {Reason::BurstOfSmallFallback, Tier::Container, Outcome::Answered, 200, 3'000, 41.0},
    {Reason::NothingHealthy, Tier::Local, Outcome::NothingHealthy, 503, 2'500, 14.0},
}};

Decision decisionOf(const Pattern& pattern, const ApplicationConfiguration& application)
{
    Decision decision;
    decision.verdict = pattern.outcome == Outcome::NothingHealthy ? Verdict::NothingHealthy : Verdict::Placed;
    decision.reason = pattern.reason;
    decision.policy = application.policy;
    decision.tier = pattern.tier;
    decision.features = {.frequencyHz = pattern.frequencyHz, .sizeBytes = pattern.sizeBytes, .random = 7};
    decision.thresholds = application.thresholds;
    if (decision.verdict != Verdict::Placed)
        return decision;
    for (std::size_t i = 0; i < application.backends.size(); ++i) {
        const BackendConfiguration& backend = application.backends[i];
        TierRoom& room = decision.room[static_cast<std::size_t>(backend.tier)];
        room.capacity += backend.capacity;
        room.inFlight += 1;
        ++room.healthy;
        ++room.withRoom;
        if (backend.tier == pattern.tier && decision.candidateCount < kMaxCandidates) {
            decision.backendIndex = static_cast<std::uint32_t>(i);
            decision.candidates[decision.candidateCount++] = {backend.number, 4.5F};
        }
    }
    return decision;
}

} // namespace

RequestRow FakeEngine::sampleRow(std::uint64_t index) const
{
    RequestRow row;
    const Pattern& pattern = kPatterns[index % kPatterns.size()];
    RequestRecord& record = row.record;
    record.serial = index + 1;
    record.arrivalUnixMicros =
        std::chrono::duration_cast<std::chrono::microseconds>((m_now + milliseconds(index)).time_since_epoch()).count();
    record.arrivalSteadyNanos = static_cast<std::int64_t>(index) * 1'000'000;
    record.outcome = pattern.outcome;
    record.status = pattern.status;
    record.bytesIn = pattern.sizeBytes;
    record.bytesOut = 120;
    record.stages = {.queueMicros = 100, .connectMicros = 200, .backendMicros = 8'000, .transferMicros = 300};
    record.totalMicros = 8'600;
    record.overheadMicros = 35;
    record.requestId.assign("request-" + std::to_string(index + 1));
    record.method.assign("POST");
    record.path.assign("/v2/models/digits/infer");
    if (m_site->applications.empty())
        return row;
    const ApplicationConfiguration& application = m_site->applications.front();
    row.application = application.name;
    record.applicationNumber = application.number;
    record.decision = decisionOf(pattern, application);
    if (record.decision.verdict != Verdict::Placed || application.backends.empty())
        return row;
    const BackendConfiguration& backend = application.backends[record.decision.backendIndex];
    row.backend = backend.name;
    record.backendNumber = backend.number;
    record.attemptCount = 1;
    record.attempts[0] = {.backendNumber = backend.number,
                          .outcome = pattern.status >= 500 ? AttemptOutcome::Broken : AttemptOutcome::Ok,
                          .coldStart = backend.kind() == BackendKind::Function && index % 16 == 3,
                          .status = pattern.status >= 500 ? std::uint16_t{0} : pattern.status,
                          .startedMicros = 100,
                          .tookMicros = 8'500};
    return row;
}

void FakeEngine::addRequest(RequestRow row)
{
    row.id = m_nextRow++;
    m_rows.push_back(std::move(row));
    if (m_rows.size() > 2 * kKeptRows)
        m_rows.erase(m_rows.begin(), m_rows.end() - static_cast<std::ptrdiff_t>(kKeptRows));
}

void FakeEngine::addRequests(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        addRequest(sampleRow(m_nextRow - 1));
}

Result<std::vector<RequestRow>> FakeEngine::requests(const RequestQuery& query) const
{
    requestQueries.push_back(query);
    if (storeFailure)
        return tl::make_unexpected(*storeFailure);
    std::vector<RequestRow> rows;
    for (auto row = m_rows.rbegin(); row != m_rows.rend() && rows.size() < query.limit; ++row) {
        const bool failed = row->record.outcome != Outcome::Answered || row->record.status >= 500;
        if ((query.beforeId != 0 && row->id >= query.beforeId) || row->id <= query.afterId
            || (!query.application.empty() && row->application != query.application)
            || (!query.backend.empty() && row->backend != query.backend) || (query.failuresOnly && !failed))
            continue;
        rows.push_back(*row);
    }
    return rows;
}

const BackendConfiguration* FakeEngine::backendOf(std::uint32_t number, std::string* application) const
{
    for (const ApplicationConfiguration& each : m_site->applications) {
        for (const BackendConfiguration& backend : each.backends) {
            if (backend.number == number) {
                *application = each.name;
                return &backend;
            }
        }
    }
    return nullptr;
}

Result<RequestReceipt> FakeEngine::request(const std::string& id) const
{
    if (storeFailure)
        return tl::make_unexpected(*storeFailure);
    const auto found = std::find_if(m_rows.rbegin(), m_rows.rend(), [&](const RequestRow& row) {
        return row.record.requestId.view() == id || std::to_string(row.id) == id;
    });
    if (found == m_rows.rend())
        return failure(ErrorCode::NotFound, "there is no request \"" + id + "\"");
    RequestReceipt receipt;
    receipt.row = *found;
    receipt.sentence = "Rule " + std::string(toString(found->record.decision.reason)) + " chose it.";
    const auto nameOf = [&](std::uint32_t number) {
        std::string application;
        const BackendConfiguration* backend = backendOf(number, &application);
        return backend ? makeBackendId(application, backend->name) : std::string();
    };
    const Decision& decision = found->record.decision;
    for (std::size_t i = 0; i < decision.candidateCount; ++i)
        receipt.candidateNames.push_back(nameOf(decision.candidates[i].backendNumber));
    for (std::size_t i = 0; i < std::min<std::size_t>(found->record.attemptCount, kMaxAttempts); ++i)
        receipt.attemptNames.push_back(nameOf(found->record.attempts[i].backendNumber));
    return receipt;
}

Result<History> FakeEngine::history(const HistoryQuery& query) const
{
    historyQueries.push_back(query);
    if (storeFailure)
        return tl::make_unexpected(*storeFailure);
    if (historyAnswer)
        return *historyAnswer;
    const std::int64_t from = unixSeconds(query.from);
    const std::int64_t to = unixSeconds(query.to);
    const std::int64_t most = std::max<std::int64_t>(1, query.maxPoints);
    History history;
    std::int64_t step = 1;
    if (to - from > most) {
        history.step = to - from > most * 60 ? RollupStep::Hour : RollupStep::Minute;
        step = history.step == RollupStep::Hour ? 3'600 : 60;
    }
    for (std::int64_t at = from - from % step; at < to && static_cast<std::int64_t>(history.rows.size()) < most;
         at += step) {
        RollupRow row;
        row.startUnixSeconds = at;
        row.frequencyHz = 40.0 * waveAt(at * 1'000);
        row.requests = static_cast<std::uint64_t>(row.frequencyHz * static_cast<double>(step));
        row.failures = row.requests / 50;
        row.placed = totalsOf(row.requests).placed;
        row.latency = percentilesAround(12.0, row.requests);
        row.sizeBytes = percentilesAround(20'000.0, row.requests);
        row.failed[static_cast<std::size_t>(Outcome::BackendFailed)] = row.failures;
        row.sizes[4] = row.requests;
        row.inFlight = 6.0;
        row.queued = 1.0;
        history.rows.push_back(row);
    }
    return history;
}

} // namespace straightline
