// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/simulation.h"

#include <algorithm>

#include "engine/api/ingredients.h"
#include "engine/isolation/waitestimate.h"

namespace straightline::replay
{

namespace
{

constexpr std::memory_order kAny = std::memory_order_relaxed;
constexpr int kLookAhead = 8; // as dispatch::WaitingLines

RoutingTable tableOf(const SimulatedApplication& application, const Trial& trial)
{
    RoutingTable table;
    ApplicationRoute& route = table.applications.emplace_back();
    route = application.route;
    route.policy = trial.policy;
    route.thresholds = trial.thresholds;
    if (trial.without)
        route.ingredients = ingredientsWithout(*trial.without).value_or(Ingredients{});
    return table;
}

/// Algorithm 1 compares backends inside a tier only; these two never look at latency.
bool readsLatency(const SimulatedApplication& application, PolicyKind policy)
{
    if (policy == PolicyKind::RoundRobin || policy == PolicyKind::LeastOutstanding)
        return false;
    if (policy != PolicyKind::Straightline)
        return true;
    std::array<int, kTierCount> backends{};
    for (const BackendRoute& each : application.route.backends)
        ++backends[static_cast<std::size_t>(each.tier)];
    return std::any_of(backends.begin(), backends.end(), [](int count) { return count > 1; });
}

} // namespace

Simulation::Simulation(const SimulatedApplication& application, const Trial& trial)
    : Simulation(application, trial, nullptr)
{
}

Simulation::Simulation(const SimulatedApplication& application, const Trial& trial, Simulation& first)
    : Simulation(application, trial, &first.m_backends)
{
}

Simulation::Simulation(const SimulatedApplication& application, const Trial& trial,
                       std::vector<SimulatedBackend>* shared)
    : m_table(tableOf(application, trial))
    , m_application(application)
    , m_trial(trial)
    , m_deadlineNanos(std::chrono::nanoseconds(application.route.deadline).count())
    , m_load(static_cast<std::uint32_t>(application.models.size()), 1)
    , m_ejections(m_load)
    , m_outliers(m_ejections, m_load, m_tallies)
    , m_budget(1)
    , m_fastUsable(trial.policy == PolicyKind::Straightline && trial.faults.staleNanos == 0)
    , m_repeatsAll(application.route.isolation.repeatable == Repeatable::All)
    , m_readsLatency(readsLatency(application, trial.policy))
    , m_predicts(trial.policy == PolicyKind::ExpectedCompletion || trial.policy == PolicyKind::Adaptive)
    , m_trueNanos(trial.policy == PolicyKind::Oracle ? application.models.size() : 0)
    , m_backends(shared != nullptr ? *shared : m_ownBackends)
    , m_ejectionsSeen(application.models.size(), 0)
    , m_ejectedNanos(application.models.size(), 0)
    , m_timeline(makeTimeline(trial.faults, application))
{
    m_tallies.emplace_back(static_cast<std::uint32_t>(application.models.size()));
    m_fast.refer(route());
    m_outcome.deadlineNanos = m_deadlineNanos;
    for (std::size_t i = 0; i < application.models.size() && isFirst(); ++i)
        m_ownBackends.emplace_back(application.models[i], route().backends[i], trial.faults.gateways);
    if (trial.faults.staleNanos > 0) {
        m_stale = std::make_unique<LiveLoad>(static_cast<std::uint32_t>(application.models.size()), 1);
        m_nextRefreshNanos = kBeginning;
    }
    const IsolationSettings& isolation = route().isolation;
    m_nextTickNanos = isolation.failurePercent > 0 || isolation.slowFactor > 0 ? kBeginning : kNever;
    setNextTimer();
}

void Simulation::run(const PreparedRequests& requests)
{
    setCurrent(&requests);
    for (std::size_t i = 0; i < requests.size(); ++i)
        arrive(requests, i);
    setCurrent(nullptr);
}

void Simulation::setCurrent(const PreparedRequests* requests)
{
    m_current = requests;
    if (requests != nullptr)
        m_seed = requests->seed;
}

/// All that happens until then; what ends at the same time as another arrives is over before.
void Simulation::advanceTo(std::int64_t nowNanos)
{
    while (true) {
        const std::int64_t next = nextNanos();
        if (next > nowNanos)
            break;
        if (m_lineDueNanos <= next)
            expireLine(next);
        if (m_nextTimerNanos <= next)
            runTimers();
        else
            endAttempt(m_events.pop());
    }
    if (m_lineDueNanos <= nowNanos)
        expireLine(nowNanos);
}

void Simulation::arrive(const PreparedRequests& requests, std::size_t index)
{
    const std::int64_t now = kBeginning + requests.arrivalNanos[index];
    advanceTo(now);
    m_lastNanos = now;
    ++m_outcome.requests;
    m_budget.requestCame();
    const std::uint32_t number = newFlight();
    Flight& flight = m_flights[number];
    flight.features.frequencyHz = requests.frequencyHz[index];
    flight.features.sizeBytes = requests.sizeBytes[index];
    flight.features.random = requests.random[index];
    flight.features.turn = m_turn++;
    flight.features.excludedCount = 0;
    flight.arrivalNanos = now;
    flight.number = requests.firstNumber + index;
    flight.work = requests.work[index];
    flight.targetNanos =
        std::max(m_trial.targetNanos,
                 static_cast<std::int64_t>(m_trial.targetFactor * static_cast<double>(requests.unloadedNanos[index])));
    flight.attempts = 0;
    findPlace(number, now);
}

void Simulation::findPlace(std::uint32_t index, std::int64_t nowNanos)
{
    if (tryPlace(index, nowNanos) == Place::Wait)
        enterLine(index, nowNanos);
}

Simulation::Place Simulation::tryPlace(std::uint32_t index, std::int64_t nowNanos)
{
    Flight& flight = m_flights[index];
    const Choice choice = choose(flight, nowNanos);
    switch (choice.verdict) {
    case Verdict::Placed:
        begin(index, choice.backend, nowNanos);
        return Place::Found;
    case Verdict::NothingHealthy:
        end(index, Outcome::NothingHealthy);
        return Place::Ended;
    case Verdict::TooLarge:
        end(index, Outcome::TooLarge);
        return Place::Ended;
    case Verdict::Wait:
        break;
    }
    if (flight.features.excludedCount == 0 && m_unsettled && !waitingHelps()) {
        end(index, Outcome::NothingHealthy);
        return Place::Ended;
    }
    if (flight.features.excludedCount == 0 || anotherBackendIsLeft(flight.features))
        return Place::Wait;
    end(index, flight.failure);
    return Place::Ended;
}

Simulation::Choice Simulation::choose(const Flight& flight, std::int64_t nowNanos)
{
    if (m_fastUsable) {
        if (const int backend = m_fast.place(flight.features, m_load, nowNanos); backend != FastRule::kNoAnswer)
            return {Verdict::Placed, static_cast<std::uint32_t>(backend)};
    }
    const Decision decision = decide(flight, m_stale ? *m_stale : m_load, nowNanos);
    if (decision.verdict == Verdict::Placed && m_stale) {
        const BackendLoad& load = m_load.backends[decision.backendIndex]; // as dispatch::Slot, which sees it as it is
        const bool trial = load.breaker.load(kAny) == BreakerState::HalfOpen;
        const std::uint32_t capacity = route().backends[decision.backendIndex].capacity;
        if (load.inFlight.load(kAny) >= (trial ? std::min<std::uint32_t>(load.admits.load(kAny), capacity) : capacity))
            return {Verdict::Wait, 0};
    }
    return {decision.verdict, decision.backendIndex};
}

void Simulation::enterLine(std::uint32_t index, std::int64_t nowNanos)
{
    Flight& flight = m_flights[index];
    ApplicationLoad& load = applicationLoad();
    const std::int64_t due = flight.arrivalNanos + m_deadlineNanos;
    // As ingest::Session::findPlace().
    if (nowNanos + isolation::waitestimate::answeredAfterNanos(load) > due - m_deadlineNanos / 8
        || m_line.size() >= route().queueLimit) {
        end(index, Outcome::QueueFull);
        return;
    }
    flight.ahead = static_cast<std::uint32_t>(m_line.size());
    flight.startedNanos = nowNanos;
    flight.leavesLineNanos = due - std::min(isolation::waitestimate::workNanos(load), m_deadlineNanos / 2);
    flight.waits = true;
    m_line.push_back(index);
    load.queued.store(static_cast<std::uint32_t>(m_line.size()), kAny);
    m_lineDueNanos = std::min(m_lineDueNanos, flight.leavesLineNanos);
}

void Simulation::expireLine(std::int64_t nowNanos)
{
    std::int64_t next = kNever;
    std::size_t kept = 0;
    for (const std::uint32_t index : m_line) {
        if (m_flights[index].leavesLineNanos <= nowNanos) {
            end(index, Outcome::QueueTimeout);
            continue;
        }
        next = std::min(next, m_flights[index].leavesLineNanos);
        m_line[kept++] = index;
    }
    m_line.resize(kept);
    m_lineDueNanos = next;
    applicationLoad().queued.store(static_cast<std::uint32_t>(kept), kAny);
}

bool Simulation::anyRoom() const
{
    for (const TierRows& tier : route().tiers) {
        for (const PlacementRow& row : tier.rows) {
            if (m_load.occupancies->words[row.slot].load(kAny) < row.capacity)
                return true;
        }
    }
    return false;
}

void Simulation::serveLine(std::int64_t nowNanos)
{
    int misses = 0;
    for (std::size_t i = 0; i < m_line.size() && misses < kLookAhead;) {
        if (!m_unsettled && !m_stale && !anyRoom())
            break; // the ordinary end: nobody can be placed
        const std::uint32_t index = m_line[i];
        const Flight& flight = m_flights[index];
        const std::int64_t waited = nowNanos - flight.startedNanos;
        const std::uint32_t ahead = flight.ahead;
        const Place place = tryPlace(index, nowNanos);
        if (place == Place::Wait) {
            ++misses;
            ++i;
            continue;
        }
        if (place == Place::Found) {
            isolation::waitestimate::left(applicationLoad(), waited, ahead);
            ++m_outcome.waited;
            m_outcome.waitedNanos += static_cast<std::uint64_t>(waited);
        }
        m_line.erase(m_line.begin() + static_cast<std::ptrdiff_t>(i));
        applicationLoad().queued.store(static_cast<std::uint32_t>(m_line.size()), kAny);
    }
    if (m_line.empty())
        m_lineDueNanos = kNever;
}

std::uint32_t Simulation::newFlight()
{
    if (m_freeFlights.empty()) {
        m_freeFlights.push_back(static_cast<std::uint32_t>(m_flights.size()));
        m_flights.emplace_back();
    }
    const std::uint32_t index = m_freeFlights.back();
    m_freeFlights.pop_back();
    m_flights[index].active = true;
    return index;
}

void Simulation::end(std::uint32_t index, Outcome outcome)
{
    ++m_outcome.ended[static_cast<std::size_t>(outcome)];
    if (m_blocks != nullptr && outcome != Outcome::Answered)
        countFailure(m_flights[index]);
    if (m_fates != nullptr)
        noteFate(m_flights[index], outcome);
    m_flights[index].active = false;
    m_flights[index].waits = false;
    m_freeFlights.push_back(index);
}

void Simulation::follow(std::vector<Fate>& fates, std::uint64_t first)
{
    m_fates = &fates;
    m_firstFate = first;
}

void Simulation::noteFate(const Flight& flight, Outcome outcome) const
{
    Fate& fate = (*m_fates)[flight.number - m_firstFate];
    fate.backend = flight.attempts > 0 ? static_cast<std::int32_t>(flight.backend) : Fate::kNowhere;
    fate.outcome = outcome;
    fate.tookNanos = outcome == Outcome::Answered ? m_lastNanos - flight.arrivalNanos : 0;
}

void Simulation::tallyBlocks(std::vector<BlockTally>& blocks, std::int64_t fromNanos, std::int64_t blockNanos)
{
    m_blocks = &blocks;
    m_firstBlockNanos = kBeginning + fromNanos;
    m_blockNanos = blockNanos;
}

BlockTally* Simulation::blockAt(std::int64_t arrivalNanos)
{
    if (arrivalNanos < m_firstBlockNanos)
        return nullptr;
    const auto block = static_cast<std::size_t>((arrivalNanos - m_firstBlockNanos) / m_blockNanos);
    if (block >= m_blocks->size())
        m_blocks->resize(block + 1);
    return &(*m_blocks)[block];
}

void Simulation::countFailure(const Flight& flight)
{
    if (BlockTally* block = blockOf(flight)) {
        ++block->failures;
        block->allMicros.record(static_cast<std::uint64_t>(m_deadlineNanos / 1'000));
    }
}

void Simulation::finish()
{
    for (std::int64_t due = dueNanos(); due != kNever; due = dueNanos())
        advanceTo(due);
    close(m_lastNanos);
}

std::int64_t Simulation::dueNanos() const
{
    return m_events.empty() ? m_lineDueNanos : m_events.nextNanos();
}

/// The bill is the backends', and so the first gateway's.
void Simulation::close(std::int64_t lastNanos)
{
    const double hours = static_cast<double>(lastNanos - kBeginning) / 3.6e12;
    for (std::size_t i = 0; i < m_backends.size(); ++i) {
        if (isFirst())
            m_outcome.usd += m_backends[i].usd(hours);
        m_outcome.ejections += m_load.ejections[i].total.load(kAny);
    }
}

} // namespace straightline::replay
