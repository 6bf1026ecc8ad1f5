// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/replay/sweeplane.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace straightline::replay
{

namespace
{

std::vector<std::size_t> carriedOf(const SimulatedApplication& application, const std::vector<Trial>& trials)
{
    std::vector<std::size_t> carried;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        if (whyNotCarried(application, trials[i]).empty())
            carried.push_back(i);
    }
    return carried;
}

std::vector<kernel::Trial> kernelTrials(const std::vector<Trial>& trials, const std::vector<std::size_t>& carried)
{
    std::vector<kernel::Trial> made;
    for (const std::size_t each : carried)
        made.push_back(makeKernelTrial(trials[each]));
    return made;
}

} // namespace

SweepLane::SweepLane(const SimulatedApplication& application, std::uint32_t index, std::uint64_t seed,
                     std::vector<Trial> trials, const Means& means)
    : m_application(application)
    , m_index(index)
    , m_seed(seed)
    , m_trials(std::move(trials))
    , m_columns(application, m_trials.front().targetNanos, m_trials.front().targetFactor)
    , m_carried(means.kernel ? carriedOf(application, m_trials) : std::vector<std::size_t>())
    , m_simulations(m_trials.size())
{
    m_preparer.emplace(application, seed, m_trials.front().faults.gateways);
    m_batch.emplace(application, kernelTrials(m_trials, m_carried));
    for (std::size_t i = 0; i < m_trials.size(); ++i) {
        if (std::binary_search(m_carried.begin(), m_carried.end(), i))
            continue;
        m_simulations[i] = std::make_unique<Gateways>(application, m_trials[i]);
        m_running.push_back(m_simulations[i].get());
    }
    if (means.device == nullptr || m_carried.empty())
        return;
    auto begun = DeviceBatch::begin(*means.device, *m_batch);
    if (begun)
        m_onDevice = std::move(*begun);
    else
        m_trouble = begun.error().detail;
}

void SweepLane::run(std::span<const TraceRow> rows, unsigned threads)
{
    const bool batch = m_batch->size() > 0 && !m_batchFinished && !m_lost;
    if (m_running.empty() && !batch)
        return;
    m_prepared.clear();
    for (const TraceRow& row : rows) {
        if (row.application == m_index)
            m_preparer->prepare(row, m_prepared);
    }
    if (m_prepared.size() == 0)
        return;
    const kernel::Requests view = batch ? m_columns.view(m_prepared) : kernel::Requests{};
    const bool onDevice = batch && m_onDevice != nullptr;
    if (onDevice)
        runOnDevice(view);
    eachJob(threads, onDevice ? kernel::Requests{} : view);
}

void SweepLane::runOnDevice(const kernel::Requests& view)
{
    if (auto begun = m_onDevice->run(view); !begun)
        lose(begun.error());
}

void SweepLane::lose(const Error& error)
{
    m_trouble = error.detail;
    m_lost = true;
    m_onDevice.reset();
}

void SweepLane::eachJob(unsigned threads, const kernel::Requests& view)
{
    const std::size_t inBatch = view.count > 0 ? m_batch->size() : 0;
    const std::size_t jobs = inBatch + m_running.size();
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next++; i < jobs; i = next++) {
            if (i < inBatch)
                m_batch->run(i, view);
            else
                m_running[i - inBatch]->run(m_prepared);
        }
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(std::max(threads, 1U), jobs); ++i)
        others.emplace_back(run);
    run();
}

void SweepLane::finishBatch()
{
    if (m_batchFinished || m_lost)
        return;
    m_batchFinished = true;
    if (m_onDevice != nullptr) {
        if (auto finished = m_onDevice->finish(); !finished)
            lose(finished.error());
        return;
    }
    for (std::size_t i = 0; i < m_batch->size(); ++i)
        m_batch->finish(i);
}

bool SweepLane::again()
{
    const bool wasFinished = m_batchFinished;
    finishBatch();
    m_running.clear();
    m_preparer.emplace(m_application, m_seed, m_trials.front().faults.gateways);
    if (m_lost) {
        m_lost = false;
        m_batchFinished = false;
        m_batch.emplace(m_application, kernelTrials(m_trials, m_carried));
        m_pass = Pass::BatchAgain;
        return true;
    }
    for (std::size_t i = 0; i < m_batch->size() && !wasFinished; ++i) {
        if (m_batch->declined(i) == kernel::Declined::No)
            continue;
        auto& simulation = m_simulations[m_carried[i]];
        simulation = std::make_unique<Gateways>(m_application, m_trials[m_carried[i]]);
        m_running.push_back(simulation.get());
    }
    if (!m_running.empty())
        m_pass = Pass::Declined;
    return !m_running.empty();
}

std::vector<std::optional<SimulationOutcome>> SweepLane::finish(bool cutShort)
{
    finishBatch();
    std::vector<std::optional<SimulationOutcome>> outcomes(m_trials.size());
    for (std::size_t i = 0; i < m_simulations.size(); ++i) {
        if (m_simulations[i] == nullptr)
            continue;
        m_simulations[i]->finish();
        outcomes[i] = m_simulations[i]->outcome();
    }
    for (std::size_t i = 0; i < m_batch->size(); ++i) {
        std::optional<SimulationOutcome>& outcome = outcomes[m_carried[i]];
        if (m_lost || (cutShort && m_pass == Pass::BatchAgain))
            outcome.reset();
        else if (m_batch->declined(i) == kernel::Declined::No)
            outcome = m_batch->outcome(i);
        else if (cutShort)
            outcome.reset();
    }
    return outcomes;
}

} // namespace straightline::replay
