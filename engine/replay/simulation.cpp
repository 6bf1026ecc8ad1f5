// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/simulation.h"

#include <algorithm>
#include <functional>

#include "engine/api/learning.h"
#include "engine/api/peakewma.h"
#include "engine/placement/decide.h"

namespace straightline::replay
{

namespace
{

constexpr std::memory_order kAny = std::memory_order_relaxed;

/// As far from 0 as a steady clock: 0 means "never" in LiveLoad.
constexpr std::int64_t kBeginning = 1'000'000'000'000;

} // namespace

Simulation::Simulation(const SimulatedApplication& application, const Trial& trial)
    : m_route(application.route)
    , m_models(application.models)
    , m_trial(trial)
    , m_deadlineNanos(std::chrono::nanoseconds(m_route.deadline).count())
    , m_load(static_cast<std::uint32_t>(m_models.size()), 1)
    , m_states(m_models.size())
{
    m_route.policy = trial.policy;
    m_route.thresholds = trial.thresholds;
    if (trial.without)
        m_route.ingredients = ingredientsWithout(*trial.without).value_or(Ingredients{});
    m_outcome.deadlineNanos = m_deadlineNanos;
    m_predicts = trial.policy == PolicyKind::ExpectedCompletion || trial.policy == PolicyKind::Adaptive;
    m_trueNanos.resize(trial.policy == PolicyKind::Oracle ? m_models.size() : 0);
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        const std::uint32_t workers = m_models[i].workers;
        if (workers > 0 && workers < m_route.backends[i].capacity)
            m_states[i].workerFreeNanos.assign(workers, 0);
    }
}

void Simulation::run(const PreparedRequests& requests)
{
    for (std::size_t i = 0; i < requests.size(); ++i)
        arrive(requests, i);
}

void Simulation::arrive(const PreparedRequests& requests, std::size_t index)
{
    const std::int64_t now = requests.arrivalNanos[index];
    releaseUntil(now);
    m_lastNanos = now;
    ++m_outcome.requests;
    RequestFeatures features;
    features.frequencyHz = requests.frequencyHz[index];
    features.sizeBytes = requests.sizeBytes[index];
    features.random = requests.random[index];
    features.turn = m_turn++;
    for (std::size_t i = 0; i < m_trueNanos.size(); ++i)
        foresee(i, now, requests.serviceNanos[i][index],
                requests.coldStartNanos[i].empty() ? 0 : requests.coldStartNanos[i][index]);
    const Decision decision = decide(features, now);
    switch (decision.verdict) {
    case Verdict::Placed: {
        const auto& cold = requests.coldStartNanos[decision.backendIndex];
        place(now, now, decision, requests.serviceNanos[decision.backendIndex][index], cold.empty() ? 0 : cold[index]);
        break;
    }
    case Verdict::Wait:
        wait(requests, index, features);
        break;
    case Verdict::NothingHealthy:
        end(Outcome::NothingHealthy);
        break;
    case Verdict::TooLarge:
        end(Outcome::TooLarge);
        break;
    }
}

void Simulation::wait(const PreparedRequests& requests, std::size_t index, const RequestFeatures& features)
{
    const std::int64_t now = requests.arrivalNanos[index];
    expireWaiting(now);
    if (m_waiting.size() - m_firstWaiting >= m_route.queueLimit) {
        end(Outcome::QueueFull);
        return;
    }
    Waiting& waiting = m_waiting.emplace_back();
    waiting.arrivalNanos = now;
    waiting.features = features;
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        waiting.serviceNanos.push_back(requests.serviceNanos[i][index]);
        waiting.coldStartNanos.push_back(requests.coldStartNanos[i].empty() ? 0 : requests.coldStartNanos[i][index]);
    }
}

void Simulation::releaseUntil(std::int64_t nowNanos)
{
    while (!m_completions.empty() && m_completions.front().atNanos <= nowNanos) {
        std::pop_heap(m_completions.begin(), m_completions.end(), std::greater<>());
        const Completion done = m_completions.back();
        m_completions.pop_back();
        BackendLoad& load = m_load.backends[done.backend];
        load.inFlight.store(load.inFlight.load(kAny) - 1, kAny);
        if (done.answered) {
            observeLatency(load, static_cast<std::uint32_t>((done.atNanos - done.placedNanos) / 1'000),
                           kBeginning + done.atNanos);
            if (m_models[done.backend].coldStartMs > 0)
                m_states[done.backend].idleSinceNanos.push_back(done.atNanos);
        }
        if (m_predicts)
            learn(done);
        m_lastNanos = done.atNanos;
        if (m_firstWaiting < m_waiting.size())
            serveWaiting(done.atNanos);
    }
}

/// As Session::judgeBackend(): a backend that was given too little time is not blamed.
void Simulation::learn(const Completion& done)
{
    const std::int64_t took = done.atNanos - done.placedNanos;
    const BackendRoute& backend = m_route.backends[done.backend];
    if (!done.answered && took < std::min(std::chrono::nanoseconds(backend.readTimeout).count(), m_deadlineNanos / 2))
        return;
    learnAttempt(m_load, m_route, backend,
                 {.sizeBytes = done.sizeBytes,
                  .micros = static_cast<std::uint32_t>(std::min<std::int64_t>(took / 1'000, UINT32_MAX)),
                  .inFlight = done.inFlight,
                  .failed = !done.answered,
                  .coldStart = done.coldStart,
                  .nowNanos = kBeginning + done.atNanos});
}

void Simulation::expireWaiting(std::int64_t nowNanos)
{
    while (m_firstWaiting < m_waiting.size() && m_waiting[m_firstWaiting].arrivalNanos + m_deadlineNanos <= nowNanos) {
        end(Outcome::QueueTimeout);
        ++m_firstWaiting;
    }
    if (m_firstWaiting > 1'024 && m_firstWaiting * 2 > m_waiting.size()) {
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(m_firstWaiting));
        m_firstWaiting = 0;
    }
}

void Simulation::serveWaiting(std::int64_t nowNanos)
{
    expireWaiting(nowNanos);
    int misses = 0;
    for (std::size_t i = m_firstWaiting; i < m_waiting.size() && misses < kLookAhead;) {
        for (std::size_t b = 0; b < m_trueNanos.size(); ++b)
            foresee(b, nowNanos, m_waiting[i].serviceNanos[b], m_waiting[i].coldStartNanos[b]);
        const Decision decision = decide(m_waiting[i].features, nowNanos);
        if (decision.verdict != Verdict::Placed) {
            ++misses;
            ++i;
            continue;
        }
        const Waiting& waiting = m_waiting[i];
        ++m_outcome.waited;
        m_outcome.waitedNanos += static_cast<std::uint64_t>(nowNanos - waiting.arrivalNanos);
        place(nowNanos, waiting.arrivalNanos, decision, waiting.serviceNanos[decision.backendIndex],
              waiting.coldStartNanos[decision.backendIndex]);
        // The few that were overtaken move up by one; order stays.
        std::rotate(m_waiting.begin() + static_cast<std::ptrdiff_t>(m_firstWaiting),
                    m_waiting.begin() + static_cast<std::ptrdiff_t>(i),
                    m_waiting.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        ++m_firstWaiting;
        ++i;
    }
}

void Simulation::place(std::int64_t nowNanos, std::int64_t arrivalNanos, const Decision& decision,
                       std::int64_t serviceNanos, std::int64_t coldStartNanos)
{
    const std::uint32_t backend = decision.backendIndex;
    const BackendModel& model = m_models[backend];
    BackendState& state = m_states[backend];
    ++m_outcome.placed[static_cast<std::size_t>(decision.tier)];
    ++state.invocations;
    const bool coldStart = model.coldStartMs > 0 && !takeInstance(state, model, nowNanos);
    if (coldStart) {
        ++m_outcome.coldStarts;
        serviceNanos += coldStartNanos;
    }
    state.billedNanos += static_cast<std::uint64_t>(serviceNanos);
    const std::int64_t start = startOf(state, model, nowNanos, serviceNanos);
    const std::int64_t answeredAt = start + serviceNanos + static_cast<std::int64_t>(model.networkMs * 1e6);
    const std::int64_t deadline = arrivalNanos + m_deadlineNanos;
    const bool answered = answeredAt <= deadline;
    if (answered) {
        const std::int64_t took = answeredAt - arrivalNanos;
        end(Outcome::Answered);
        m_outcome.answeredMicros.record(static_cast<std::uint64_t>(took / 1'000));
        m_outcome.answeredNanos += static_cast<std::uint64_t>(took);
        m_outcome.withinTarget += took <= m_trial.targetNanos ? 1 : 0;
    } else {
        end(Outcome::BackendTimeout);
    }
    BackendLoad& load = m_load.backends[backend];
    const std::uint32_t inFlight = load.inFlight.load(kAny) + 1;
    load.inFlight.store(inFlight, kAny);
    m_completions.push_back({.atNanos = answered ? answeredAt : deadline,
                             .placedNanos = nowNanos,
                             .sizeBytes = decision.features.sizeBytes,
                             .backend = backend,
                             .inFlight = inFlight,
                             .answered = answered,
                             .coldStart = coldStart});
    std::push_heap(m_completions.begin(), m_completions.end(), std::greater<>());
}

Decision Simulation::decide(const RequestFeatures& features, std::int64_t nowNanos) const
{
    if (m_trueNanos.empty())
        return placement::decide(features, m_route, m_load, kBeginning + nowNanos);
    return placement::decideKnowing(m_trueNanos, features, m_route, m_load, kBeginning + nowNanos);
}

/// For the oracle: when the answer would come.
void Simulation::foresee(std::size_t backend, std::int64_t nowNanos, std::int64_t serviceNanos,
                         std::int64_t coldStartNanos)
{
    const BackendModel& model = m_models[backend];
    const BackendState& state = m_states[backend];
    const bool warm =
        model.coldStartMs <= 0
        || (!state.idleSinceNanos.empty()
            && nowNanos - state.idleSinceNanos.back() <= static_cast<std::int64_t>(model.keepAliveS * 1e9));
    const std::int64_t wait =
        state.workerFreeNanos.empty() ? 0 : std::max<std::int64_t>(state.workerFreeNanos.front() - nowNanos, 0);
    m_trueNanos[backend] =
        wait + (warm ? 0 : coldStartNanos) + serviceNanos + static_cast<std::int64_t>(model.networkMs * 1e6);
}

/// When a worker of the backend begins; it is taken for the service time.
std::int64_t Simulation::startOf(BackendState& state, const BackendModel& /*model*/, std::int64_t nowNanos,
                                 std::int64_t serviceNanos) const
{
    auto& workers = state.workerFreeNanos;
    if (workers.empty())
        return nowNanos;
    std::pop_heap(workers.begin(), workers.end(), std::greater<>());
    const std::int64_t start = std::max(nowNanos, workers.back());
    workers.back() = start + serviceNanos;
    std::push_heap(workers.begin(), workers.end(), std::greater<>());
    return start;
}

/// False: a new instance has to be started. The latest used goes first, so the others grow old.
bool Simulation::takeInstance(BackendState& state, const BackendModel& model, std::int64_t nowNanos) const
{
    auto& idle = state.idleSinceNanos;
    const auto keepAlive = static_cast<std::int64_t>(model.keepAliveS * 1e9);
    if (idle.empty())
        return false;
    if (nowNanos - idle.back() > keepAlive) {
        idle.clear(); // the latest is too old, and so are all
        return false;
    }
    idle.pop_back();
    return true;
}

void Simulation::finish()
{
    releaseUntil(INT64_MAX - m_deadlineNanos);
    expireWaiting(INT64_MAX - m_deadlineNanos);
    const double hours = static_cast<double>(m_lastNanos) / 3.6e12;
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        const BackendModel& model = m_models[i];
        m_outcome.usd += model.usdPerHour * hours + model.usdPerRequest * static_cast<double>(m_states[i].invocations)
                         + model.usdPerGbS * model.memoryGb * static_cast<double>(m_states[i].billedNanos) / 1e9;
    }
}

} // namespace straightline::replay
