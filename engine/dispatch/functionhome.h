// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "engine/dispatch/functionpool.h"

namespace straightline::dispatch
{

using FunctionStatuses = std::map<std::uint32_t, FunctionStatus>; ///< by backend number

/// The pools of one gateway thread, and its clock. Everything runs on that thread; owned by FunctionRunner.
class FunctionHome : public std::enable_shared_from_this<FunctionHome>
{
public:
    struct Surroundings {
        boost::asio::io_context& context;
        FunctionSupervisor& supervisor;
        std::string socketFolder;
        std::size_t index = 0; ///< of this home, of `count`
        std::size_t count = 1;
        std::function<void(const FunctionInvocation&, FunctionAnswer)> finish;
        std::function<void(std::size_t home, FunctionStatuses)> publish;
    };

    explicit FunctionHome(Surroundings surroundings);

    boost::asio::io_context& context() const { return m_around.context; }

    void configure(const RoutingTable& table);
    void beginTrial(const BackendRoute& route, const std::string& name); ///< stays, whatever the table says
    void endTrial(std::uint32_t number);
    void invoke(FunctionInvocation invocation);
    void cancel(std::uint32_t backendNumber, FunctionInvoker::InvocationId id);
    void instanceExited(InstanceId id, const std::string& why);
    void recycle(std::uint32_t backendNumber);
    void stop(); ///< when no thread runs the context any more

private:
    FunctionPool::Surroundings poolSurroundings();
    void arm();
    void tick();
    void publish();

    Surroundings m_around;
    std::map<std::uint32_t, std::unique_ptr<FunctionPool>> m_pools;
    std::set<std::uint32_t> m_trials;
    boost::asio::steady_timer m_timer;
    bool m_armed = false;
    bool m_quiet = true; ///< the timer was set for a quiet time
    bool m_stopped = false;
    std::uint64_t m_instances = 0;
    FunctionTime m_published;
};

} // namespace straightline::dispatch
