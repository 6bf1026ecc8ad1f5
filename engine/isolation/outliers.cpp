// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/isolation/outliers.h"

#include <algorithm>
#include <limits>

namespace straightline::isolation
{

namespace
{

/// Failing is far above the others when it is so many times their share.
constexpr double kTimesTheOthers = 4.0;
/// "Recent" are so many answers at least, from as few of the latest pauses as hold them, and from two at least: one
/// moment in which all stood still does not make a backend slow.
constexpr std::uint64_t kRecentAnswers = 5;
constexpr int kRecentPauses = 2;
/// Before so many answers nothing is known of a backend's usual mean.
constexpr std::uint64_t kUsualAnswers = 20;
/// Less than this above its usual mean is never slow: noise of very fast backends.
constexpr double kLeastMicrosAbove = 5'000.0;
/// Share of a pause in the usual mean: known within 10 s; when it is far above, moving there takes a minute or more.
constexpr double kUsualShare = 0.05;
constexpr double kUsualShareWhenFar = 0.005;

bool sameWorkInAllTiers(PolicyKind policy)
{
    return policy == PolicyKind::RoundRobin || policy == PolicyKind::LeastOutstanding
           || policy == PolicyKind::TwoChoices || policy == PolicyKind::PeakEwma || policy == PolicyKind::Prequal;
}

double meanMicros(const AttemptTally::Counts& counts)
{
    return counts.answers > 0 ? static_cast<double>(counts.answerMicros) / static_cast<double>(counts.answers) : 0.0;
}

double failedShare(const AttemptTally::Counts& counts)
{
    return counts.attempts > 0 ? static_cast<double>(counts.failures) / static_cast<double>(counts.attempts) : 0.0;
}

void add(AttemptTally::Counts& sum, const AttemptTally::Counts& more)
{
    sum.attempts += more.attempts;
    sum.failures += more.failures;
    sum.answers += more.answers;
    sum.answerMicros += more.answerMicros;
}

} // namespace

void AttemptTally::addTo(Counts& sum, std::uint32_t slot) const
{
    const Cell& cell = m_cells[slot];
    const std::uint64_t failures = cell.failures.load(std::memory_order_relaxed);
    const std::uint64_t answers = cell.answers.load(std::memory_order_relaxed);
    sum.failures += failures;
    sum.answers += answers;
    sum.attempts += failures + answers;
    sum.answerMicros += cell.answerMicros.load(std::memory_order_relaxed);
}

void Outliers::review(const RoutingTable& table, std::int64_t nowNanos)
{
    if (nowNanos - m_lastNanos < kPauseNanos)
        return;
    m_lastNanos = nowNanos;
    m_pause = (m_pause + 1) % kPauses;
    for (const ApplicationRoute& application : table.applications) {
        for (const BackendRoute& backend : application.backends)
            observe(backend);
        if (isDealtAnew(application)) {
            for (const BackendRoute& backend : application.backends)
                forgetAnswers(backend);
        }
        reviewApplication(application, nowNanos);
    }
}

void Outliers::observe(const BackendRoute& backend)
{
    if (backend.slot >= m_past.size())
        m_past.resize(backend.slot + 1);
    Past& past = m_past[backend.slot];
    Counts total;
    for (const AttemptTally& tally : m_tallies)
        tally.addTo(total, backend.slot);
    if (past.number != backend.number) {
        past = {};
        past.number = backend.number;
        past.last = total;
    }
    if (!counts(backend)) // what it does on trial, or late, says nothing of it in service
        past.pauses.fill({});
    else
        past.pauses[m_pause] = {.attempts = total.attempts - past.last.attempts,
                                .failures = total.failures - past.last.failures,
                                .answers = total.answers - past.last.answers,
                                .answerMicros = total.answerMicros - past.last.answerMicros};
    past.last = total;

    Counts recent;
    int pauses = 0;
    past.leastMicros = 0.0;
    past.window = {};
    for (std::size_t i = 0; i < kPauses; ++i) {
        const Counts& each = past.pauses[(m_pause + kPauses - i) % kPauses];
        add(past.window, each);
        if (each.answers > 0 && (recent.answers < kRecentAnswers || pauses < kRecentPauses)) {
            add(recent, each);
            past.leastMicros = pauses++ == 0 ? meanMicros(each) : std::min(past.leastMicros, meanMicros(each));
        }
    }
    past.recentAnswers = pauses >= kRecentPauses ? recent.answers : 0;
    past.recentMicros = meanMicros(recent);
    const Counts& latest = past.pauses[m_pause];
    if (past.usualMicros <= 0.0) {
        past.usualMicros = past.window.answers >= kUsualAnswers ? meanMicros(past.window) : 0.0;
    } else if (latest.answers > 0) {
        const bool far = past.recentMicros > 1.5 * past.usualMicros;
        past.usualMicros += (far ? kUsualShareWhenFar : kUsualShare) * (meanMicros(latest) - past.usualMicros);
    }
}

/// By another policy than at the last review.
bool Outliers::isDealtAnew(const ApplicationRoute& application)
{
    if (application.slot >= m_dealt.size())
        m_dealt.resize(application.slot + 1);
    const Dealt before = m_dealt[application.slot];
    m_dealt[application.slot] = {application.number, application.policy};
    return before.number == application.number && before.policy != application.policy;
}

/// How long its answers took; how many attempts failed counts on.
void Outliers::forgetAnswers(const BackendRoute& backend)
{
    Past& past = m_past[backend.slot];
    past.usualMicros = past.recentMicros = past.leastMicros = 0.0;
    past.recentAnswers = 0;
    for (Counts& each : past.pauses)
        each.answers = each.answerMicros = 0;
    m_load.ejections[backend.slot].slowLimitMicros.store(
        std::numeric_limits<std::uint32_t>::max(), // any answer will do
        std::memory_order_relaxed);
}

void Outliers::reviewApplication(const ApplicationRoute& application, std::int64_t nowNanos)
{
    // One at a time: with the worst gone, the others are to be compared anew.
    if (!ejectByFailures(application, nowNanos))
        ejectBySlowness(application, nowNanos);
}

bool Outliers::ejectByFailures(const ApplicationRoute& application, std::int64_t nowNanos)
{
    const IsolationSettings& settings = application.isolation;
    if (settings.failurePercent == 0)
        return false;
    Counts all;
    const BackendRoute* worst = nullptr;
    for (const BackendRoute& backend : application.backends) {
        if (!counts(backend))
            continue;
        const Counts& window = m_past[backend.slot].window;
        add(all, window);
        if (window.attempts >= settings.minimumAttempts
            && (worst == nullptr || failedShare(window) > failedShare(m_past[worst->slot].window)))
            worst = &backend;
    }
    if (worst == nullptr)
        return false;
    const Counts& window = m_past[worst->slot].window;
    Counts others = all;
    others.attempts -= window.attempts;
    others.failures -= window.failures;
    const double share = failedShare(window);
    if (others.attempts < settings.minimumAttempts || share * 100.0 < settings.failurePercent
        || share < kTimesTheOthers * failedShare(others))
        return false;
    return m_ejections.eject(application, *worst, EjectionCause::FailureRate, static_cast<std::uint32_t>(share * 100.0),
                             nowNanos);
}

bool Outliers::ejectBySlowness(const ApplicationRoute& application, std::int64_t nowNanos)
{
    const double factor = application.isolation.slowFactor;
    if (factor <= 0.0)
        return false;
    for (const BackendRoute& backend : application.backends) {
        const Past& past = m_past[backend.slot];
        if (!counts(backend) || past.usualMicros <= 0.0 || past.recentAnswers < kRecentAnswers
            || past.leastMicros < factor * past.usualMicros || past.recentMicros < past.usualMicros + kLeastMicrosAbove)
            continue;
        const double peers = inflationOfPeers(application, backend);
        if (peers <= 0.0 || past.recentMicros < factor * past.usualMicros * std::max(peers, 1.0))
            continue;
        const double limit = std::min(factor * past.usualMicros * std::max(peers, 1.0), 4e9);
        const auto tenths = static_cast<std::uint32_t>(std::min(10.0 * past.recentMicros / past.usualMicros, 1e9));
        if (!m_ejections.eject(application, backend, EjectionCause::Slow, tenths, nowNanos))
            continue;
        m_load.ejections[backend.slot].slowLimitMicros.store(static_cast<std::uint32_t>(limit),
                                                             std::memory_order_relaxed);
        return true;
    }
    return false;
}

/// How many times slower than usual the peers are now, together; 0 = not known.
double Outliers::inflationOfPeers(const ApplicationRoute& application, const BackendRoute& backend)
{
    double recent = 0.0;
    double usual = 0.0;
    for (const BackendRoute& peer : application.backends) {
        const Past& past = m_past[peer.slot];
        if (&peer == &backend || !counts(peer) || past.usualMicros <= 0.0 || past.recentAnswers == 0
            || (peer.tier != backend.tier && !sameWorkInAllTiers(application.policy)))
            continue;
        recent += past.recentMicros * static_cast<double>(past.recentAnswers);
        usual += past.usualMicros * static_cast<double>(past.recentAnswers);
    }
    return usual > 0.0 ? recent / usual : 0.0;
}

/// In service and its breaker closed: its attempts are like everybody's.
bool Outliers::counts(const BackendRoute& backend) const
{
    return backend.inService
           && m_load.backends[backend.slot].breaker.load(std::memory_order_relaxed) == BreakerState::Closed;
}

} // namespace straightline::isolation
