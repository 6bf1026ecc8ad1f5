// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengine.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/json.h"

namespace straightline
{
namespace
{

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kKeptRows = 20'000;

WallTime firstMoment()
{
    return std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
}

std::int64_t unixSeconds(WallTime time)
{
    return std::chrono::duration_cast<seconds>(time.time_since_epoch()).count();
}

Percentiles percentilesAround(double middle, std::uint64_t count)
{
    return {.count = count, .p50 = middle, .p95 = middle * 2.5, .p99 = middle * 4.0};
}

StagePercentiles stagesAround(double middle, std::uint64_t count)
{
    return {.total = percentilesAround(middle, count),
            .queue = percentilesAround(middle * 0.05, count),
            .connect = percentilesAround(middle * 0.05, count),
            .backend = percentilesAround(middle * 0.85, count),
            .transfer = percentilesAround(middle * 0.05, count)};
}

/// A wave between 0 and 1 with a period of 60 s.
double waveAt(std::int64_t milli)
{
    return 0.5 + 0.5 * std::sin(static_cast<double>(milli % 60'000) / 60'000.0 * 6.283185307179586);
}

template <class T>
std::vector<T> newestFirst(const std::vector<T>& values)
{
    return {values.rbegin(), values.rend()};
}

} // namespace

FakeEngine::FakeEngine(QObject* parent)
    : Engine(parent)
    , m_now(firstMoment())
{
    engineStatus.version = "0.1.0";
    engineStatus.state = "serving";
    engineStatus.started = m_now;
    engineStatus.ingest = "127.0.0.1:8080";
    engineStatus.control = "127.0.0.1:8081";
    importedSite = sampleSite();
    setSite(sampleSite());
    tick();
}

SiteConfiguration FakeEngine::sampleSite()
{
    BackendConfiguration web;
    web.name = "web";
    web.capacity = 4;
    web.settings = HttpSettings{"http://127.0.0.1:9001"};
    BackendConfiguration box;
    box.name = "box";
    box.tier = Tier::Container;
    box.settings = ContainerSettings{.image = "straightline/digits:latest",
                                     .containerPort = 8080,
                                     .replicas = 1,
                                     .cpus = 0.0,
                                     .memoryBytes = 0,
                                     .environment = {},
                                     .command = {},
                                     .startTimeout = milliseconds(60'000)};
    BackendConfiguration burst;
    burst.name = "burst";
    burst.tier = Tier::Serverless;
    burst.capacity = 16;
    burst.payloadLimitBytes = 6'291'456;
    FunctionSettings function;
    function.command = {"digits-server", "--lambda"};
    burst.settings = function;

    ApplicationConfiguration digits;
    digits.name = "digits";
    digits.mount = "/digits";
    digits.backends = {web, box, burst};
    ApplicationConfiguration thumbs;
    thumbs.name = "thumbs";
    thumbs.policy = PolicyKind::RoundRobin;
    web.settings = HttpSettings{"http://127.0.0.1:9002"};
    thumbs.backends = {web};
    SiteConfiguration site;
    site.applications = {digits, thumbs};
    return site;
}

void FakeEngine::giveNumbers(SiteConfiguration& site)
{
    for (ApplicationConfiguration& application : site.applications) {
        if (application.number == 0)
            application.number = m_nextNumber++;
        for (BackendConfiguration& backend : application.backends) {
            if (backend.number == 0)
                backend.number = m_nextNumber++;
        }
    }
}

void FakeEngine::setSite(SiteConfiguration site)
{
    giveNumbers(site);
    m_site = std::make_shared<const SiteConfiguration>(std::move(site));
    Q_EMIT configurationChanged(m_site);
}

std::optional<Error> FakeEngine::takeFailure()
{
    return std::exchange(nextFailure, std::nullopt);
}

Result<std::uint64_t> FakeEngine::apply(const Change& change, const Actor& actor)
{
    changes.push_back({change, actor.name});
    if (auto error = takeFailure())
        return tl::make_unexpected(*error);
    if (engineStatus.readOnly)
        return failure(ErrorCode::ReadOnly, "this engine is read-only");
    Result<SiteConfiguration> next = applied(*m_site, change);
    if (!next)
        return tl::make_unexpected(next.error());
    AuditEntry entry = auditEntry(*m_site, *next, change, actor, m_now);
    entry.id = m_audit.size() + 1;
    m_audit.push_back(std::move(entry));
    setSite(std::move(*next));
    return m_site->revision;
}

Result<std::uint64_t> FakeEngine::importSite(const std::string& toml, const Actor& actor)
{
    imports.push_back(toml);
    if (auto error = takeFailure())
        return tl::make_unexpected(*error);
    return apply(PutSite{importedSite}, actor);
}

namespace
{

struct Wanted {
    const char* kind;
    BackendId backend;
};

Wanted wantedOf(const Action& action)
{
    if (const auto* drain = std::get_if<DrainBackend>(&action))
        return {"drain", drain->id};
    if (const auto* resume = std::get_if<ResumeBackend>(&action))
        return {"resume", resume->id};
    if (const auto* back = std::get_if<RollBackBackend>(&action))
        return {"rollback", back->id};
    if (const auto* stop = std::get_if<StopContainer>(&action))
        return {"stop", stop->id};
    if (const auto* start = std::get_if<StartContainer>(&action))
        return {"start", start->id};
    if (const auto* recording = std::get_if<ExportRecording>(&action))
        return {"recording", recording->application};
    return {"redeploy", std::get<RedeployBackend>(action).id};
}

} // namespace

Result<Operation> FakeEngine::start(const Action& action, const Actor& actor)
{
    actions.push_back({action, actor.name});
    if (auto error = takeFailure())
        return tl::make_unexpected(*error);
    const bool asks = std::holds_alternative<SweepThresholds>(action) || std::holds_alternative<AskWhatIf>(action)
                      || std::holds_alternative<CancelOperation>(action);
    if (engineStatus.readOnly && !asks)
        return failure(ErrorCode::ReadOnly, "this engine is read-only");
    if (auto begun = startStudy(action, actor))
        return *begun;
    if (const auto* cancel = std::get_if<CancelOperation>(&action)) {
        Result<Operation> found = operation(cancel->operation);
        if (found && engineStatus.readOnly && !isAsking(*found))
            return failure(ErrorCode::ReadOnly, "this engine is read-only");
        if (!found)
            return found;
        if (found->state != OperationState::Running)
            return failure(ErrorCode::Conflict, "operation " + std::to_string(found->id) + " has ended");
        cancelStudy(*found);
        if (operation(found->id)->state == OperationState::Running)
            advanceOperation(found->id, OperationState::Cancelled, "cancelled", found->progress);
        return operation(found->id);
    }
    if (const auto* wanted = std::get_if<TryBackend>(&action))
        return completed(*m_site, *wanted).map([&](const TryBackend& whole) {
            return begin("test", makeBackendId(whole.application, whole.backend.name), actor);
        });
    if (std::holds_alternative<DiscoverBackends>(action))
        return begin("discover", "site", actor);
    if (const auto* calibration = std::get_if<CalibrateApplication>(&action)) {
        if (m_site->findApplication(calibration->application) == nullptr)
            return failure(ErrorCode::NotFound, "there is no application \"" + calibration->application + "\"");
        if (!calibration->consent)
            return failure(ErrorCode::InvalidArgument, "consent is needed");
        return begin("calibration", calibration->application, actor);
    }
    const Wanted wanted = wantedOf(action);
    const BackendConfiguration* backend = m_site->findBackend(wanted.backend);
    const bool recording = std::holds_alternative<ExportRecording>(action);
    if (recording && !wanted.backend.empty() && m_site->findApplication(wanted.backend) == nullptr)
        return failure(ErrorCode::NotFound, "there is no application \"" + wanted.backend + "\"");
    if (backend == nullptr && !recording)
        return failure(ErrorCode::NotFound, "there is no backend \"" + wanted.backend + "\"");
    if (std::holds_alternative<RedeployBackend>(action) && backend->kind() == BackendKind::Http)
        return failure(ErrorCode::Unsupported, "a backend of kind http cannot be redeployed");
    if (std::holds_alternative<DrainBackend>(action) || std::holds_alternative<ResumeBackend>(action)) {
        SiteConfiguration site = *m_site;
        const auto [application, name] = splitBackendId(wanted.backend);
        for (ApplicationConfiguration& each : site.applications) {
            for (BackendConfiguration& one : each.backends) {
                if (each.name == application && one.name == name)
                    one.drained = std::holds_alternative<DrainBackend>(action);
            }
        }
        setSite(std::move(site));
    }
    return begin(wanted.kind, wanted.backend, actor);
}

CalibrationResult FakeEngine::calibration(const std::string& application) const
{
    const auto found = calibrations.find(application);
    CalibrationResult result = found == calibrations.end() ? CalibrationResult() : found->second;
    result.application = application;
    return result;
}

Operation FakeEngine::begin(const std::string& kind, const std::string& subject, const Actor& actor)
{
    Operation operation;
    operation.id = m_operations.size() + 1;
    operation.kind = kind;
    operation.subject = subject;
    operation.step = "started";
    operation.started = m_now;
    operation.actor = actor.name;
    m_operations.push_back(operation);
    Q_EMIT operationChanged(operation);
    return operation;
}

void FakeEngine::advanceOperation(std::uint64_t id, OperationState state, const std::string& step, double progress)
{
    Operation& operation = m_operations.at(id - 1);
    operation.state = state;
    operation.step = step;
    operation.progress = progress;
    if (state != OperationState::Running)
        operation.ended = m_now;
    Q_EMIT operationChanged(operation);
}

void FakeEngine::keepDeployed(std::uint64_t id, const ContainerSettings& settings)
{
    const BackendId subject = m_operations.at(id - 1).subject;
    const SiteConfigurationPtr before = m_site;
    BackendConfiguration deployed = *before->findBackend(subject);
    deployed.settings = settings;
    const PutBackend put{splitBackendId(subject).first, deployed, Expect::Present};
    if (!apply(put, Actor{"redeploy"}))
        return;
    m_operations.at(id - 1).undo = std::make_shared<const Restore>(inverse(*before, *m_site, put));
    Q_EMIT operationChanged(m_operations.at(id - 1));
}

void FakeEngine::setSteps(std::uint64_t id, std::vector<OperationStep> steps)
{
    Operation& operation = m_operations.at(id - 1);
    operation.steps = std::move(steps);
    Q_EMIT operationChanged(operation);
}

std::vector<Operation> FakeEngine::operations() const
{
    return newestFirst(m_operations);
}

Result<Operation> FakeEngine::operation(std::uint64_t id) const
{
    if (id == 0 || id > m_operations.size())
        return failure(ErrorCode::NotFound, "there is no operation " + std::to_string(id));
    return m_operations[id - 1];
}

void FakeEngine::raiseEvent(Severity severity, const std::string& subject, const std::string& text)
{
    m_events.push_back(
        {.id = m_events.size() + 1, .time = m_now, .severity = severity, .subject = subject, .text = text});
    Q_EMIT eventRaised(m_events.back());
}

std::vector<Event> FakeEngine::events() const
{
    return newestFirst(m_events);
}

void FakeEngine::setSnapshot(Snapshot snapshot)
{
    m_snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
    Q_EMIT snapshotTaken(m_snapshot);
}

namespace
{

Totals totalsOf(std::uint64_t requests)
{
    Totals totals;
    totals.requests = requests;
    totals.failures = requests / 50;
    totals.clientFailures = requests / 200;
    totals.bytesIn = requests * 20'000;
    totals.bytesOut = requests * 200;
    totals.placed = {requests / 2, requests / 4, requests - requests / 2 - requests / 4};
    totals.outcomes[static_cast<std::size_t>(Outcome::Answered)] = requests - totals.failures;
    totals.outcomes[static_cast<std::size_t>(Outcome::BackendFailed)] = totals.failures;
    totals.reasons[static_cast<std::size_t>(Reason::LocalHasRoom)] = totals.placed[0];
    totals.reasons[static_cast<std::size_t>(Reason::LargeInput)] = totals.placed[1];
    totals.reasons[static_cast<std::size_t>(Reason::BurstOfSmall)] = totals.placed[2];
    totals.latencyMicros.buckets[4] = requests;
    totals.latencyMicros.sum = requests * 12'000;
    totals.sizeBytes.buckets[4] = requests;
    totals.sizeBytes.sum = requests * 20'000;
    return totals;
}

BackendSnapshot backendSnapshot(const ApplicationConfiguration& application, const BackendConfiguration& backend,
                                WallTime now, double rate, std::uint64_t requests)
{
    BackendSnapshot shown;
    shown.status.id = makeBackendId(application.name, backend.name);
    shown.status.number = backend.number;
    shown.status.state = backend.drained ? BackendState::Draining : BackendState::Up;
    shown.status.since = now - std::chrono::minutes(5);
    shown.status.lastCheck = "200 in 2 ms";
    shown.status.takesRequests = !backend.drained;
    shown.status.coldStarts = backend.kind() == BackendKind::Function ? 3 : 0;
    const Endpoint endpoint{.address = "127.0.0.1", .port = 9001};
    shown.status.endpoints = {endpoint};
    shown.status.replicas = {{.name = "127.0.0.1:9001",
                              .state = shown.status.state,
                              .endpoint = endpoint,
                              .image = {},
                              .since = shown.status.since}};
    shown.application = application.name;
    shown.name = backend.name;
    shown.tier = backend.tier;
    shown.kind = backend.kind();
    shown.capacity = backend.capacity;
    shown.inFlight = static_cast<std::uint32_t>(rate) % (backend.capacity + 1);
    shown.requestsPerSecond = rate;
    shown.failuresPerSecond = rate / 50.0;
    shown.totals = totalsOf(requests);
    shown.latency = stagesAround(8.0 + 10.0 * static_cast<double>(backend.tier), 100);
    return shown;
}

} // namespace

void FakeEngine::tick()
{
    ++m_ticks;
    m_now += milliseconds(250);
    const double wave = waveAt(static_cast<std::int64_t>(m_ticks) * 250);
    Snapshot snapshot;
    snapshot.sequence = m_ticks;
    snapshot.taken = m_now;
    snapshot.uptime = milliseconds(250 * m_ticks);
    for (const ApplicationConfiguration& application : m_site->applications) {
        ApplicationSnapshot shown;
        shown.name = application.name;
        shown.number = application.number;
        shown.thresholds = application.thresholds;
        shown.policy = application.policy;
        shown.frequencyHz = 40.0 * wave;
        shown.requestsPerSecond = shown.frequencyHz;
        shown.failuresPerSecond = shown.frequencyHz / 50.0;
        shown.placedPerSecond = {shown.frequencyHz * 0.5, shown.frequencyHz * 0.25, shown.frequencyHz * 0.25};
        shown.totals = totalsOf(m_ticks * 10);
        shown.latency = stagesAround(12.0, 200);
        shown.sizeBytes = percentilesAround(20'000.0, 200);
        for (const BackendConfiguration& backend : application.backends) {
            snapshot.backends.push_back(
                backendSnapshot(application, backend, m_now, shown.frequencyHz / 3.0, m_ticks * 3));
            shown.inFlight += snapshot.backends.back().inFlight;
        }
        snapshot.gateway.inFlight += shown.inFlight;
        snapshot.requestsPerSecond += shown.requestsPerSecond;
        snapshot.failuresPerSecond += shown.failuresPerSecond;
        snapshot.applications.push_back(std::move(shown));
    }
    snapshot.totals = totalsOf(m_ticks * 10 * m_site->applications.size());
    snapshot.latency = stagesAround(12.0, 400);
    snapshot.gateway.listen = engineStatus.ingest;
    snapshot.gateway.control = engineStatus.control;
    snapshot.gateway.connections = 8;
    snapshot.gateway.finished = snapshot.totals.requests;
    snapshot.gateway.accepted = snapshot.totals.requests + snapshot.gateway.inFlight;
    snapshot.gateway.overhead = percentilesAround(0.03, 400);
    snapshot.troubles = engineStatus.troubles;
    setSnapshot(std::move(snapshot));
}

namespace
{

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

Result<std::vector<AuditEntry>> FakeEngine::audit(std::uint32_t limit) const
{
    if (storeFailure)
        return tl::make_unexpected(*storeFailure);
    std::vector<AuditEntry> entries = newestFirst(m_audit);
    if (entries.size() > limit)
        entries.resize(limit);
    return entries;
}

Result<LogLines> FakeEngine::logs(const BackendId& id, std::uint32_t tail) const
{
    if (m_site->findBackend(id) == nullptr)
        return failure(ErrorCode::NotFound, "there is no backend \"" + id + "\"");
    const auto found = logLines.find(id);
    if (found == logLines.end())
        return LogLines{{}, "a backend of this kind gives no logs"};
    LogLines lines = found->second;
    logTails.push_back(tail);
    lines.complete = logReads == 0 || logReads-- == 1;
    if (lines.lines.size() > tail)
        lines.lines.erase(lines.lines.begin(), lines.lines.end() - static_cast<std::ptrdiff_t>(tail));
    return lines;
}

} // namespace straightline
