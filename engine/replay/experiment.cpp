// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/experiment.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <thread>

namespace straightline::replay
{

namespace
{

double meanOf(const std::vector<double>& values)
{
    return values.empty() ? 0.0
                          : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double percent(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

void add(ExperimentRow& row, const SimulationOutcome& outcome)
{
    row.all.add(outcome);
    row.sloPercent.push_back(percent(outcome.withinTarget, outcome.requests));
    row.usd.push_back(outcome.usd);
    row.p99Ms.push_back(outcome.allMicros().percentile(99) / 1e3);
    row.failurePercent.push_back(percent(outcome.failures(), outcome.requests));
}

struct Members {
    ContestantBatch batch;
    std::vector<std::size_t> contestants; ///< one for each of the batch's policies
};

/// Those with the same settings together.
std::vector<Members> batchesOf(const std::vector<Contestant>& contestants, const std::vector<TunedSettings>& settings)
{
    std::vector<Members> batches;
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        auto found = std::find_if(batches.begin(), batches.end(), [&](const Members& each) {
            return each.batch.settings == settings[i].settings && each.batch.without == contestants[i].without;
        });
        if (found == batches.end())
            found = batches.insert(found, {{.settings = settings[i].settings, .without = contestants[i].without}, {}});
        found->batch.policies.push_back(contestants[i].policy);
        found->contestants.push_back(i);
    }
    return batches;
}

} // namespace

double ExperimentRow::meanSlo() const
{
    return meanOf(sloPercent);
}

double ExperimentRow::meanUsd() const
{
    return meanOf(usd);
}

/// One trace in one scenario.
struct Experiment::Work {
    std::size_t trace;
    std::size_t scenario;
    std::vector<SimulatedApplication> system;
    std::vector<TunedSettings> settings; ///< by contestant
    std::atomic<bool> halt{false};       ///< what runs ends soon
};

Experiment::Experiment(const ExperimentPlan& plan, const std::vector<ExperimentTrace>& traces, unsigned threads)
    : m_plan(plan)
    , m_traces(traces)
    , m_threads(std::max(threads, 1U))
{
    const auto tunedOnes = static_cast<std::uint64_t>(
        std::count_if(plan.contestants.begin(), plan.contestants.end(), [](const Contestant& c) { return c.tuned; }));
    for (const ExperimentTrace& trace : traces) {
        const std::uint64_t tuning = countOf(trace, ExperimentPart::Tune) * plan.configurations
                                     + countOf(trace, ExperimentPart::Select) * plan.finalists;
        const std::uint64_t report =
            countOf(trace, m_plan.reported) * plan.faults.size() * plan.contestants.size() * plan.seeds.size();
        m_total += plan.scenarios.size() * (tunedOnes * plan.tuningSeeds * tuning + report);
    }
}

std::uint64_t Experiment::countOf(const ExperimentTrace& trace, ExperimentPart part) const
{
    return partOf(trace, m_plan, part, {}).size();
}

void Experiment::leaveOut(const ExperimentCell& cell)
{
    m_leftOut.insert({cell.trace, cell.scenario, cell.fault});
    std::vector<TunedSettings>& settings = m_tuned[{cell.trace, cell.scenario}];
    settings.assign(m_plan.contestants.size(), {});
    for (const ExperimentRow& row : cell.rows)
        settings[row.contestant] = {row.settings, row.tried};
}

bool Experiment::isLeftOut(const Work& work, std::size_t fault) const
{
    return m_leftOut.contains({work.trace, work.scenario, fault});
}

bool Experiment::run(const CellDone& cellDone, const Stopped& stopped)
{
    for (std::size_t trace = 0; trace < m_traces.size(); ++trace) {
        for (std::size_t scenario = 0; scenario < m_plan.scenarios.size(); ++scenario) {
            Work work{.trace = trace,
                      .scenario = scenario,
                      .system = experimentSystem(m_traces[trace], m_plan),
                      .settings = std::vector<TunedSettings>(m_plan.contestants.size())};
            const auto watch = [&](const ExperimentProgress& progress) {
                work.halt = work.halt || stopped(progress);
                return work.halt.load();
            };
            if (!runScenario(work, cellDone, watch))
                return false;
        }
    }
    return true;
}

bool Experiment::runScenario(Work& work, const CellDone& cellDone, const Stopped& stopped)
{
    if (!tuneAll(work, stopped))
        return false;
    for (std::size_t fault = 0; fault < m_plan.faults.size(); ++fault) {
        if (isLeftOut(work, fault)) {
            m_done += m_plan.contestants.size() * m_plan.seeds.size() * countOf(m_traces[work.trace], m_plan.reported);
            continue;
        }
        ExperimentCell cell{.trace = work.trace, .scenario = work.scenario, .fault = fault};
        if (!report(work, fault, cell, stopped))
            return false;
        cellDone(std::move(cell));
    }
    return true;
}

bool Experiment::tuneAll(Work& work, const Stopped& stopped)
{
    const std::vector<LoadStep>& load = m_plan.scenarios[work.scenario].load;
    const std::vector<TraceRow> tuneRows = partOf(m_traces[work.trace], m_plan, ExperimentPart::Tune, load);
    const std::vector<TraceRow> selectRows = partOf(m_traces[work.trace], m_plan, ExperimentPart::Select, load);
    const auto known = m_tuned.find({work.trace, work.scenario});
    if (known != m_tuned.end())
        work.settings = known->second;
    std::vector<std::function<void()>> jobs;
    std::size_t tunedOnes = 0;
    for (std::size_t i = 0; i < m_plan.contestants.size(); ++i) {
        const Contestant& contestant = m_plan.contestants[i];
        tunedOnes += contestant.tuned ? 1 : 0;
        if (known != m_tuned.end())
            continue;
        work.settings[i].settings.thresholds = work.system.front().route.thresholds;
        if (contestant.tuned)
            jobs.emplace_back([&, i] {
                work.settings[i] = tuned(work.system, m_plan.contestants[i], m_plan, tuneRows, selectRows,
                                         [&] { return work.halt.load(); });
            });
    }
    const bool done = inParallel(jobs, stopped);
    m_done += tunedOnes * m_plan.tuningSeeds
              * (tuneRows.size() * m_plan.configurations + selectRows.size() * m_plan.finalists);
    return done;
}

bool Experiment::report(Work& work, std::size_t fault, ExperimentCell& cell, const Stopped& stopped)
{
    const std::vector<LoadStep> load = combined(m_plan.scenarios[work.scenario].load, m_plan.faults[fault].surge);
    const std::vector<TraceRow> rows = partOf(m_traces[work.trace], m_plan, m_plan.reported, load);
    const FaultPlan faults = faultsOf(m_plan.faults[fault], m_plan, m_plan.reported, load);
    const std::vector<Members> batches = batchesOf(m_plan.contestants, work.settings);
    std::vector<std::vector<SimulationOutcome>> outcomes(m_plan.contestants.size(),
                                                         std::vector<SimulationOutcome>(m_plan.seeds.size()));
    std::vector<std::function<void()>> jobs;
    for (std::size_t seed = 0; seed < m_plan.seeds.size(); ++seed) {
        for (const Members& each : batches)
            jobs.emplace_back([&, seed] {
                auto cells = runBatch(work.system, each.batch, m_plan, {m_plan.seeds[seed]}, faults, rows,
                                      [&] { return work.halt.load(); });
                for (std::size_t i = 0; i < cells.size(); ++i)
                    outcomes[each.contestants[i]][seed] = std::move(cells[i].outcome);
            });
    }
    if (!inParallel(jobs, stopped))
        return false;
    m_done += m_plan.contestants.size() * m_plan.seeds.size() * rows.size();
    for (std::size_t i = 0; i < m_plan.contestants.size(); ++i) {
        ExperimentRow& row = cell.rows.emplace_back(ExperimentRow{
            .contestant = i, .settings = work.settings[i].settings, .tried = work.settings[i].tried, .all = {}});
        for (const SimulationOutcome& each : outcomes[i])
            add(row, each);
    }
    return true;
}

/// The calling thread only watches. False: stopped.
bool Experiment::inParallel(const std::vector<std::function<void()>>& jobs, const Stopped& stopped)
{
    std::atomic<std::size_t> next{0};
    std::atomic<bool> halt{false};
    std::mutex mutex;
    std::condition_variable ended;
    std::size_t running = m_threads;
    const auto work = [&] {
        for (std::size_t i = next++; i < jobs.size() && !halt; i = next++)
            jobs[i]();
        const std::lock_guard lock(mutex);
        --running;
        ended.notify_one();
    };
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < m_threads; ++i)
        threads.emplace_back(work);
    const ExperimentProgress progress{
        static_cast<double>(m_done) / static_cast<double>(std::max<std::uint64_t>(m_total, 1)), m_done};
    std::unique_lock lock(mutex);
    while (!ended.wait_for(lock, std::chrono::milliseconds(100), [&] { return running == 0; }))
        halt = halt || stopped(progress);
    return !halt && !stopped(progress);
}

} // namespace straightline::replay
