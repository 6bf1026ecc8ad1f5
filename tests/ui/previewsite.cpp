// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <random>

#include "tests/ui/previewdata.h"

namespace straightline
{
namespace
{

using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr double kShownSeconds = 305.0; ///< the five minutes that the charts show, and a little
constexpr int kRequests = 900;

/// Two replicas at work, and the one that a redeploy has replaced.
std::vector<ContainerStatus> livelyContainers(WallTime now)
{
    std::vector<ContainerStatus> all;
    for (const int number : {1, 2, 3}) {
        ContainerStatus shown;
        shown.backend = "digits:box";
        shown.id = "id" + std::to_string(number);
        shown.name = "straightline-digits-box-" + std::to_string(number == 3 ? 1 : 2) + '-' + std::to_string(number);
        shown.role = number == 3 ? ReplicaRole::Kept : ReplicaRole::Serving;
        shown.state = number == 3 ? BackendState::Down : BackendState::Up;
        shown.dockerState = number == 3 ? "exited" : "running";
        shown.image = number == 3 ? "straightline/digits:1.3" : "straightline/digits:latest";
        shown.imageId =
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0" + std::to_string(number);
        shown.restarts = number == 2 ? 1 : 0;
        shown.created = now - minutes(97);
        shown.started = shown.created;
        shown.keptUntil = now + minutes(8);
        shown.environment = {{"MODEL_THREADS", "2"}, {"API_TOKEN", "***"}};
        shown.imageDefaults.environment = {{"PATH", "/usr/bin"}, {"MODEL_THREADS", "1"}};
        shown.imageDefaults.ports = {8080};
        shown.memoryLimitBytes = 1'000'000'000;
        if (number != 3) {
            shown.ports = {{8080, static_cast<std::uint16_t>(49'152 + number)}};
            shown.cpuPercent = 38.0 + 11.0 * number;
            shown.memoryBytes = 410'000'000 + 37'000'000 * static_cast<std::uint64_t>(number);
        }
        all.push_back(std::move(shown));
    }
    return all;
}

/// What a request got: numbers of its backend's tier, with a tail; stages that add up.
void answer(RequestRecord& record, const BackendConfiguration& backend, std::mt19937& random)
{
    std::lognormal_distribution<double> spread(0.0, 0.35);
    const bool cold = backend.kind() == BackendKind::Function && random() % 24 == 0;
    const double middle = backend.tier == Tier::Local ? 8'400.0 : backend.tier == Tier::Container ? 29'000.0 : 41'000.0;
    record.stages.queueMicros = static_cast<std::uint32_t>(90.0 * spread(random));
    record.stages.connectMicros = static_cast<std::uint32_t>((cold ? 412'000.0 : 160.0) * spread(random));
    record.stages.backendMicros = static_cast<std::uint32_t>(middle * spread(random));
    record.stages.transferMicros = static_cast<std::uint32_t>(210.0 * spread(random));
    record.totalMicros = record.stages.queueMicros + record.stages.connectMicros + record.stages.backendMicros
                         + record.stages.transferMicros;
    record.overheadMicros = 31 + random() % 24;
    record.attemptCount = 1;
    record.attempts[0] = {.backendNumber = backend.number,
                          .outcome = record.status >= 500 ? AttemptOutcome::Broken : AttemptOutcome::Ok,
                          .coldStart = cold,
                          .status = record.status >= 500 ? std::uint16_t{0} : record.status,
                          .startedMicros = record.stages.queueMicros,
                          .tookMicros = record.totalMicros - record.stages.queueMicros};
}

/// As Algorithm 1 decides while every tier has room.
Decision decide(const ApplicationConfiguration& application, double frequencyHz, std::uint64_t bytes,
                std::uint32_t turn)
{
    Decision decision;
    decision.verdict = Verdict::Placed;
    decision.policy = application.policy;
    decision.features = {.frequencyHz = frequencyHz, .sizeBytes = bytes, .random = turn};
    decision.thresholds = application.thresholds;
    const bool large = bytes > application.thresholds.sizeBytes;
    const bool burst = !large && frequencyHz > application.thresholds.frequencyHz;
    decision.tier = large ? Tier::Container : burst ? Tier::Serverless : Tier::Local;
    decision.reason = large ? Reason::LargeInput : burst ? Reason::BurstOfSmall : Reason::LocalHasRoom;
    for (std::size_t i = 0; i < application.backends.size(); ++i) {
        const BackendConfiguration& backend = application.backends[i];
        TierRoom& room = decision.room[static_cast<std::size_t>(backend.tier)];
        room.capacity += backend.capacity;
        room.inFlight += turn % backend.capacity;
        room.healthy += 1;
        room.takesSize += 1;
        room.withFreeSlot += 1;
        room.withRoom += 1;
        if (backend.tier != decision.tier)
            continue;
        decision.backendIndex = static_cast<std::uint32_t>(i);
        decision.candidates[decision.candidateCount++] = {backend.number, 8.0F + static_cast<float>(turn % 60)};
    }
    return decision;
}

RequestRow livelyRow(const ApplicationConfiguration& application, int index, WallTime at, std::mt19937& random)
{
    std::lognormal_distribution<double> size(std::log(18'000.0), 1.9);
    std::normal_distribution<double> frequency(index % 11 < 4 ? 38.0 : 14.0, 3.5);
    const auto bytes = static_cast<std::uint64_t>(std::clamp(size(random), 1'100.0, 6'000'000.0));
    RequestRow row;
    row.application = application.name;
    RequestRecord& record = row.record;
    record.serial = static_cast<std::uint64_t>(index) + 1;
    record.arrivalUnixMicros = std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
    record.applicationNumber = application.number;
    record.bytesIn = bytes;
    record.decision = decide(application, std::max(1.0, frequency(random)), bytes, random() % 97);
    record.method.assign("POST");
    record.path.assign("/v2/models/" + application.name + "/infer");
    char id[40];
    std::snprintf(id, sizeof id, "%08lx%08lx", static_cast<unsigned long>(random()),
                  static_cast<unsigned long>(random()));
    record.requestId.assign(id);
    const BackendConfiguration& backend = application.backends[record.decision.backendIndex];
    const bool broken = index % 61 == 5;
    row.backend = backend.name;
    record.backendNumber = backend.number;
    record.status = broken ? 502 : 200;
    record.outcome = broken ? Outcome::BackendFailed : Outcome::Answered;
    record.bytesOut = 118 + random() % 9;
    answer(record, backend, random);
    return row;
}

void addLivelyRequests(FakeEngine& engine)
{
    std::mt19937 random(4);
    const ApplicationConfiguration& application = engine.configuration()->applications.front();
    WallTime at = engine.now() + std::chrono::milliseconds(static_cast<int>(kShownSeconds * 1'000.0) - kRequests * 61);
    for (int i = 0; i < kRequests; ++i) {
        engine.addRequest(livelyRow(application, i, at, random));
        at += std::chrono::microseconds(22'000 + random() % 78'000);
    }
}

void addActivity(FakeEngine& engine)
{
    engine.raiseEvent(Severity::Info, "digits:box", "is up");
    engine.raiseEvent(Severity::Error, "thumbs:web", "is down: 127.0.0.1: Connection refused");
    engine.raiseEvent(Severity::Warning, "digits:burst", "the function did not answer within 30000 ms");
    (void)engine.apply(PutThresholds{"digits", {25.0, 262'144}}, Actor{"api"});
    (void)engine.apply(PutThresholds{"digits", {20.0, 262'144}}, Actor{"console"});
    (void)engine.apply(PutPolicy{"thumbs", PolicyKind::LocalOnly}, Actor{"console"});
    (void)engine.start(RedeployBackend{"digits:burst", std::nullopt}, Actor{"api"});
    engine.advanceOperation(1, OperationState::Succeeded, "new requests get new instances", 1.0);
    (void)engine.start(RedeployBackend{"digits:box", std::nullopt}, Actor{"console"});
    engine.setSteps(2, {{"pull", StepState::Succeeded, milliseconds(8'412), "straightline/digits:latest"},
                        {"create", StepState::Succeeded, milliseconds(212), {}},
                        {"start", StepState::Succeeded, milliseconds(391), {}},
                        {"healthy", StepState::Running, milliseconds(2'100), "1 of 2: no answer in 500 ms"},
                        {"drain", StepState::Waiting, {}, {}}});
    engine.advanceOperation(2, OperationState::Running, "waiting for health of replica 1", 0.71);
}

} // namespace

void showSecond(FakeEngine& engine, WallTime start, double second)
{
    engine.setSnapshot(livelySnapshot(*engine.configuration(), start, second));
    for (ContainerStatus& each : engine.containerList) {
        if (!each.cpuPercent || !each.memoryBytes)
            continue;
        each.sampled = start + milliseconds(static_cast<std::int64_t>(second * 1'000.0));
        each.cpuPercent = 46.0 + 9.0 * std::sin(second / 3.0 + each.restarts) + 4.0 * std::sin(second * 1.7);
        each.memoryBytes = 447'000'000 + static_cast<std::uint64_t>(20'000'000.0 * (1.0 + std::sin(second / 9.0)));
    }
}

namespace
{

/// A real sweep of the requests, with a recommendation, and thresholds under watch.
void addStudies(FakeEngine& engine)
{
    (void)engine.start(SweepThresholds{.application = "digits", .frequencySteps = 12, .sizeSteps = 12}, {"console"});
    if (engine.sweepList.empty())
        return;
    ThresholdSweep& sweep = engine.sweepList.back();
    sweep.advice = {.kind = AdviceKind::Better,
                    .thresholds = sweep.at(3, 6).thresholds,
                    .p95Percent = {-23.0, -31.0, -14.0},
                    .tunedOn = 540,
                    .provenOn = 360,
                    .reason = {}};
    const ApplicationConfiguration& digits = *engine.configuration()->findApplication("digits");
    const auto begun = engine.start(WatchThresholds{.application = "digits",
                                                    .before = {{25.0, 262'144}, digits.policy},
                                                    .tried = {digits.thresholds, digits.policy},
                                                    .sweep = sweep.id},
                                    {"console"});
    if (!begun)
        return;
    ThresholdWatch watch = engine.watchList.front();
    watch.phase = WatchPhase::Within;
    watch.requests = 1'240;
    watch.p95Ms = 84.0;
    watch.failedShare = 0.002;
    watch.predictedP95Ms = {81.0, 70.0, 95.0};
    watch.predictedFailedShare = {0.001, 0.0, 0.006};
    engine.setWatch(watch);
}

} // namespace

void fillLively(FakeEngine& engine)
{
    engine.containerList = livelyContainers(engine.now());
    engine.logLines["digits:box"] = {{"12:03:10 listening on 0.0.0.0:8080", "12:03:11 model digits ready, 97.2 %",
                                      "12:03:14 POST /v2/models/digits/infer 200 in 31 ms"},
                                     "straightline-digits-box-2-1"};
    addActivity(engine);
    addLivelyRequests(engine);
    addStudies(engine);
    const WallTime start = engine.now();
    for (double second = 0.0; second < kShownSeconds; second += 0.25)
        showSecond(engine, start, second);
}

void fillFailed(FakeEngine& engine)
{
    fillLively(engine);
    Snapshot snapshot = *engine.snapshot();
    snapshot.sequence += 1'000;
    snapshot.troubles = {
        {TroubleCause::DiskFull, "store",
         "Store: request records cannot be written: database or disk is full; 1240 records wait, 0 were dropped",
         snapshot.taken - minutes(4), milliseconds(1'000)},
        {TroubleCause::DockerUnreachable, "docker",
         "Docker: cannot connect to unix:///var/run/docker.sock: No such file or directory — start Docker or set "
         "DOCKER_HOST",
         snapshot.taken - minutes(3), milliseconds(30'000)},
        {TroubleCause::BackendUnreachable, "digits:web", "127.0.0.1: Connection refused", snapshot.taken - minutes(2),
         milliseconds(2'000)},
        {TroubleCause::FunctionFailed, "digits:burst",
         "there is no program \"digits-server\", neither next to ours nor in PATH", snapshot.taken - minutes(1),
         milliseconds(0)}};
    for (BackendSnapshot& each : snapshot.backends) {
        each.status.state = each.kind == BackendKind::Http ? BackendState::Down : BackendState::Failed;
        each.status.since = snapshot.taken - minutes(2);
        each.status.takesRequests = false;
        each.status.lastCheck = each.kind == BackendKind::Container
                                    ? "replica 2-1: exited 137: out of memory (limit 1 GB)"
                                : each.kind == BackendKind::Function
                                    ? "there is no program \"digits-server\", neither next to ours nor in PATH"
                                    : "127.0.0.1: Connection refused";
        each.status.lastError = each.status.lastCheck;
        each.breaker = BreakerState::Open;
        each.inFlight = 0;
    }
    engine.advanceOperation(
        2, OperationState::Failed,
        "new replica 1 is not healthy after 60 s: no answer in 500 ms; rolled back, the old generation serves on",
        0.71);
    engine.containerList.clear();
    engine.storeFailure = Error{ErrorCode::Storage, "requests cannot be read: database or disk is full"};
    engine.setSnapshot(snapshot);
}

} // namespace straightline
