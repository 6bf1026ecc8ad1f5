// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/asio/post.hpp>

#include "engine/dispatch/functionrunner.h"

// Trials: processes of functions that are not registered. They run in pools of their own, so that a trial goes the very
// way of a request.
namespace straightline::dispatch
{
namespace asio = boost::asio;

namespace
{

BackendRoute routeOf(const FunctionTrial& trial)
{
    BackendRoute route;
    route.number = trial.number;
    route.name = trial.functionName;
    route.tier = Tier::Serverless;
    route.kind = BackendKind::Function;
    route.capacity = 1;
    route.inService = true;
    route.function = trial.settings;
    return route;
}

FunctionRequest requestOf(std::uint32_t number, TrialRequest trial)
{
    FunctionRequest request;
    request.backendNumber = number;
    request.method = std::move(trial.method);
    request.target = std::move(trial.target);
    request.headers = {{"Host", "straightline-test"}, {"Accept", "application/json"}};
    if (!trial.contentType.empty())
        request.headers.push_back({"Content-Type", std::move(trial.contentType)});
    request.body = std::move(trial.body);
    request.clientAddress = "127.0.0.1";
    request.requestId = "test-" + std::to_string(number);
    request.deadline = std::chrono::steady_clock::now() + trial.deadline;
    return request;
}

TrialAnswer answerOf(FunctionAnswer answer)
{
    TrialAnswer told;
    told.answered = answer.outcome == AttemptOutcome::Ok;
    told.started = answer.handedOver;
    told.coldStart = answer.coldStart;
    told.status = answer.status;
    told.body = std::move(answer.body);
    told.error = std::move(answer.error);
    told.waited = std::chrono::microseconds(answer.waitMicros);
    told.took = std::chrono::microseconds(answer.backendMicros);
    return told;
}

} // namespace

void FunctionRunner::beginTrial(FunctionTrial trial)
{
    const std::scoped_lock lock(m_mutex);
    m_trials[trial.number].reset();
    if (!m_running)
        return;
    const auto& home = m_homes[trial.number % m_homes.size()];
    asio::post(home->context(),
               [home, trial = std::move(trial)] { home->beginTrial(routeOf(trial), trial.functionName); });
}

void FunctionRunner::invokeTrial(std::uint32_t number, TrialRequest request)
{
    const std::scoped_lock lock(m_mutex);
    m_trials[number].reset();
    if (!m_running)
        return;
    const auto& home = m_homes[number % m_homes.size()];
    asio::post(home->context(), [this, home, number, request = std::move(request)]() mutable {
        invoke(requestOf(number, std::move(request)), home->context(), [this, number](FunctionAnswer answer) {
            const std::scoped_lock guard(m_mutex);
            if (const auto trial = m_trials.find(number); trial != m_trials.end())
                trial->second = answerOf(std::move(answer));
        });
    });
}

std::optional<TrialAnswer> FunctionRunner::trialAnswer(std::uint32_t number) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_trials.find(number);
    return found == m_trials.end() ? std::nullopt : found->second;
}

void FunctionRunner::endTrial(std::uint32_t number)
{
    const std::scoped_lock lock(m_mutex);
    m_trials.erase(number);
    if (!m_running)
        return;
    const auto& home = m_homes[number % m_homes.size()];
    asio::post(home->context(), [home, number] { home->endTrial(number); });
}

void FunctionRunner::probe(std::uint32_t backendNumber, TrialRequest request, std::function<void(TrialAnswer)> done)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_running)
        return;
    const auto& home = m_homes[backendNumber % m_homes.size()];
    asio::post(home->context(),
               [this, home, backendNumber, request = std::move(request), done = std::move(done)]() mutable {
                   invoke(requestOf(backendNumber, std::move(request)), home->context(),
                          [done = std::move(done)](FunctionAnswer answer) { done(answerOf(std::move(answer))); });
               });
}

} // namespace straightline::dispatch
