// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/functionprobes.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace straightline::core
{

namespace
{

constexpr std::chrono::milliseconds kGrace{2'000}; ///< for the pool to tell of its own time-outs

double millis(FunctionProbes::Steady::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

ProbeEnd unanswered(const char* why, double tookMs)
{
    ProbeEnd end;
    end.answer.error = why;
    end.tookMs = tookMs;
    return end;
}

} // namespace

/// What gateway threads put and the calibration takes.
struct FunctionProbes::Box {
    std::mutex mutex;
    std::vector<std::pair<std::uint64_t, TrialAnswer>> answers;
};

FunctionProbes::FunctionProbes(FunctionRuntime& runtime, std::uint32_t number, std::uint32_t capacity,
                               InFlight inFlight)
    : m_runtime(runtime)
    , m_number(number)
    , m_capacity(capacity)
    , m_inFlight(std::move(inFlight))
    , m_box(std::make_shared<Box>())
{
}

void FunctionProbes::send(TrialRequest request, Steady::time_point meant)
{
    m_waiting.push_back({++m_lastId, std::move(request), meant, {}});
    handOver();
}

/// Clients come first: what they have leaves less room.
bool FunctionProbes::hasRoom() const
{
    const std::uint32_t others = m_inFlight ? m_inFlight(m_number) : 0;
    return m_sent.size() + others < m_capacity;
}

void FunctionProbes::handOver()
{
    while (!m_waiting.empty()) {
        Probe& next = m_waiting.front();
        const Steady::time_point now = Steady::now();
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(next.meant + next.request.deadline - now);
        if (left.count() <= 0) {
            m_ended.push_back(unanswered("no instance was free in time", millis(now - next.meant)));
            m_waiting.pop_front();
            continue;
        }
        if (!hasRoom())
            return;
        TrialRequest request = std::move(next.request);
        request.deadline = left;
        next.handed = now;
        next.request.deadline = left;
        m_runtime.probe(m_number, std::move(request), [box = m_box, id = next.id](TrialAnswer answer) {
            const std::scoped_lock lock(box->mutex);
            box->answers.emplace_back(id, std::move(answer));
        });
        m_sent.push_back(std::move(next));
        m_waiting.pop_front();
    }
}

std::vector<ProbeEnd> FunctionProbes::collect()
{
    std::vector<std::pair<std::uint64_t, TrialAnswer>> answers;
    {
        const std::scoped_lock lock(m_box->mutex);
        answers.swap(m_box->answers);
    }
    for (auto& [id, answer] : answers) {
        const auto sent =
            std::find_if(m_sent.begin(), m_sent.end(), [wanted = id](const Probe& each) { return each.id == wanted; });
        if (sent == m_sent.end())
            continue; // too late: it was given up
        const double tookMs = millis(sent->handed - sent->meant + answer.waited + answer.took);
        m_sent.erase(sent);
        m_ended.push_back({std::move(answer), tookMs});
    }
    const Steady::time_point now = Steady::now();
    std::erase_if(m_sent, [&](const Probe& each) {
        const bool isLost = now > each.handed + each.request.deadline + kGrace;
        if (isLost)
            m_ended.push_back(unanswered("no answer in time", millis(now - each.meant)));
        return isLost;
    });
    handOver();
    return std::exchange(m_ended, {});
}

} // namespace straightline::core
