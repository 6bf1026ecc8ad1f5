// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include <QObject>

#include "engine/api/clock.h"
#include "engine/api/operation.h"
#include "engine/api/thresholdsweep.h"
#include "engine/core/computethread.h"
#include "engine/store/sweepstore.h"

namespace straightline::backends
{
class Operations;
}

namespace straightline::core
{

/// Sweeps of thresholds: one after another on a compute thread of their own, so that a what-if question never waits for
/// one, and kept in the store. Engine thread; owned by Studies.
class Sweeps final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kMostAtOnce = 4; ///< running and waiting

    /// All outlive it; the books too, or they forget its operations first.
    [[nodiscard]] static Result<std::unique_ptr<Sweeps>> open(store::Database& database, const Clock& clock,
                                                              backends::Operations& books);
    ~Sweeps() override; ///< what runs is stopped and not kept

    [[nodiscard]] Result<Operation> begin(const SweepThresholds& wanted, const SiteConfiguration& site,
                                          const Actor& actor);
    store::SweepStore& kept() { return *m_store; }

private:
    struct Job {
        std::uint64_t operation = 0;
        SweepThresholds wanted;
        ApplicationConfiguration application;
        std::string actor;
        WallTime begun;
        std::atomic<bool> cancelled{false};
    };
    using JobPtr = std::shared_ptr<Job>;

    Sweeps(store::Database& database, const Clock& clock, backends::Operations& books,
           std::unique_ptr<store::SweepStore> kept);
    Result<ThresholdSweep> run(const JobPtr& job);
    void tell(const JobPtr& job, std::string text, double progress);
    void end(const JobPtr& job, Result<ThresholdSweep> sweep);

    store::Database& m_database;
    const Clock& m_clock;
    backends::Operations& m_books;
    std::unique_ptr<store::SweepStore> m_store;
    std::size_t m_running = 0; ///< and waiting
    std::atomic<bool> m_ending{false};
    std::unique_ptr<ComputeThread> m_compute;
};

} // namespace straightline::core
