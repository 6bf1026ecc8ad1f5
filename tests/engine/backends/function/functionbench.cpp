// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/backends/function/functionbench.h"

#include <algorithm>

#include <QTest>
#include <boost/asio/post.hpp>

namespace straightline
{
namespace asio = boost::asio;

std::string Pending::header(const std::string& name) const
{
    for (const auto& field : m_answer.headers) {
        if (field.name == name)
            return field.value;
    }
    return {};
}

FunctionBench::FunctionBench()
{
    supervisorSettings.stateFolder = stateFolder();
    supervisorSettings.relay = RELAY;
    route.number = 7;
    route.name = "burst";
    route.tier = Tier::Serverless;
    route.kind = BackendKind::Function;
    route.capacity = 4;
    route.inService = true;
    route.function.command = {TEST_FUNCTION};
}

FunctionBench::~FunctionBench()
{
    stop();
}

void FunctionBench::open()
{
    m_supervisor = std::make_unique<backends::ProcessFunctionSupervisor>(supervisorSettings);
    auto runner = dispatch::FunctionRunner::open(socketFolder(), *m_supervisor);
    if (!runner)
        qFatal("%s", runner.error().detail.c_str());
    m_runner = std::move(*runner);
    m_supervisor->setRuntime(m_runner.get());
    std::vector<asio::io_context*> homes;
    for (int i = 0; i < 2; ++i) {
        m_contexts.push_back(std::make_unique<asio::io_context>(1));
        m_work.push_back(asio::make_work_guard(*m_contexts.back()));
        homes.push_back(m_contexts.back().get());
    }
    m_runner->start(homes);
    for (asio::io_context* context : homes)
        m_threads.emplace_back([context] { context->run(); });
    publish();
}

void FunctionBench::publish(bool withRoute)
{
    auto table = std::make_shared<RoutingTable>();
    table->version = ++m_versions;
    table->applications.emplace_back();
    table->applications.front().name = "digits";
    if (withRoute)
        table->applications.front().backends.push_back(route);
    seal(*table);
    m_runner->publish(std::move(table));
}

void FunctionBench::stop()
{
    if (!m_runner)
        return;
    m_work.clear();
    for (const auto& context : m_contexts)
        context->stop();
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
    m_runner->stop();
    m_supervisor->stopAll();
    m_supervisor->setRuntime(nullptr);
    m_runner.reset();
    m_supervisor.reset();
    m_contexts.clear();
}

PendingPtr FunctionBench::invoke(std::string target, std::string body, std::chrono::milliseconds deadline)
{
    auto pending = std::make_shared<Pending>();
    m_all.push_back(pending);
    dispatch::FunctionRequest request;
    request.backendNumber = route.number;
    request.method = "POST";
    request.target = std::move(target);
    request.headers = {{"Host", "digits"}, {"Content-Type", "application/octet-stream"}};
    request.body = std::move(body);
    request.clientAddress = "127.0.0.1";
    request.requestId = "test";
    request.deadline = std::chrono::steady_clock::now() + deadline;
    asio::io_context& caller = *m_contexts[m_all.size() % 2]; // from both threads
    asio::post(caller, [this, pending, &caller, request = std::move(request)]() mutable {
        pending->m_id = m_runner->invoke(std::move(request), caller, [pending](dispatch::FunctionAnswer answer) {
            pending->m_answer = std::move(answer);
            pending->m_ended = true;
        });
        pending->m_asked = true;
    });
    return pending;
}

void FunctionBench::cancel(const PendingPtr& pending)
{
    const auto at = static_cast<std::size_t>(std::find(m_all.begin(), m_all.end(), pending) - m_all.begin());
    asio::post(*m_contexts[(at + 1) % 2], [this, pending] { m_runner->cancel(pending->m_id); });
}

bool FunctionBench::wait(const PendingPtr& pending, std::chrono::milliseconds longest)
{
    return QTest::qWaitFor([&] { return pending->ended(); }, static_cast<int>(longest.count()));
}

const dispatch::FunctionAnswer& FunctionBench::ask(std::string target, std::string body)
{
    const PendingPtr pending = invoke(std::move(target), std::move(body));
    static const dispatch::FunctionAnswer kNone{};
    return wait(pending) ? pending->answer() : kNone;
}

std::size_t FunctionBench::count(FunctionInstanceState state) const
{
    const auto instances = status().instances;
    return static_cast<std::size_t>(
        std::count_if(instances.begin(), instances.end(), [&](const auto& each) { return each.state == state; }));
}

} // namespace straightline
