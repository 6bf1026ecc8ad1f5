// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengine.h"

#include <utility>

#include "engine/api/json.h"

namespace straightline
{
namespace
{

using std::chrono::milliseconds;

WallTime firstMoment()
{
    return std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
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
