// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "engine/backends/function/functionsupervisor.h"
#include "engine/dispatch/functionrunner.h"

namespace straightline
{

/// The answer of one invocation, filled by a gateway thread.
class Pending
{
public:
    bool ended() const { return m_ended.load(); }
    const dispatch::FunctionAnswer& answer() const { return m_answer; } ///< once ended
    std::string header(const std::string& name) const;

private:
    friend class FunctionBench;
    dispatch::FunctionInvoker::InvocationId m_id = 0;
    std::atomic<bool> m_asked{false};
    std::atomic<bool> m_ended{false};
    dispatch::FunctionAnswer m_answer;
};
using PendingPtr = std::shared_ptr<Pending>;

/// A function runner with two gateway threads and a real supervisor: the engine thread is the test's.
class FunctionBench
{
public:
    FunctionBench();
    ~FunctionBench();
    FunctionBench(const FunctionBench&) = delete;
    FunctionBench& operator=(const FunctionBench&) = delete;

    backends::ProcessFunctionSupervisor::Settings supervisorSettings; ///< to be changed before open()
    BackendRoute route;                                               ///< of backend 7; publish() makes it known

    std::string socketSubfolder; ///< below the state folder's "run"

    void open();
    void publish(bool withRoute = true);
    void stop(); ///< as the engine does at its end

    PendingPtr invoke(std::string target, std::string body = {}, std::chrono::milliseconds deadline = kDeadline);
    void cancel(const PendingPtr& pending);
    /// Spins the event loop until it has ended.
    static bool wait(const PendingPtr& pending, std::chrono::milliseconds longest = kDeadline);
    const dispatch::FunctionAnswer& ask(std::string target, std::string body = {});

    FunctionStatus status() const { return m_runner->functionStatus(route.number); }
    std::size_t count(FunctionInstanceState state) const;
    dispatch::FunctionRunner& runner() { return *m_runner; }
    backends::ProcessFunctionSupervisor& supervisor() { return *m_supervisor; }
    std::string stateFolder() const { return m_folder.path().toStdString(); }
    std::string socketFolder() const { return stateFolder() + "/run" + socketSubfolder; }

    static constexpr std::chrono::milliseconds kDeadline{30'000};

private:
    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<boost::asio::io_context>> m_contexts;
    std::vector<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> m_work;
    std::vector<std::thread> m_threads;
    std::unique_ptr<backends::ProcessFunctionSupervisor> m_supervisor;
    std::unique_ptr<dispatch::FunctionRunner> m_runner;
    std::vector<PendingPtr> m_all;
    std::uint64_t m_versions = 0;
};

} // namespace straightline
