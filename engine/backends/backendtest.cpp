// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/backendtest.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/backends/sampleinference.h"

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kLongestInference{30'000};
constexpr std::uint64_t kMaxAnswer = 16'777'216;

} // namespace

struct TestSteps::State {
    OperationProgress progress;
    std::vector<std::string> names;
    std::string running;
};

TestSteps::TestSteps(OperationProgress progress, const std::vector<std::string>& names)
    : m_state(std::make_shared<State>(State{std::move(progress), names, {}}))
{
    m_state->progress.plan(names);
}

void TestSteps::begin(const std::string& name, const std::string& doing) const
{
    m_state->running = name;
    m_state->progress.step(name, StepState::Running, doing);
    const auto place = std::find(m_state->names.begin(), m_state->names.end(), name) - m_state->names.begin();
    m_state->progress.report(name, static_cast<double>(place) / static_cast<double>(m_state->names.size()));
}

void TestSteps::tell(const std::string& doing) const
{
    m_state->progress.step(m_state->running, StepState::Running, doing);
}

void TestSteps::succeed(const std::string& detail) const
{
    m_state->progress.step(m_state->running, StepState::Succeeded, detail);
}

void TestSteps::succeed(const std::string& detail, std::chrono::microseconds took) const
{
    m_state->progress.timed(m_state->running, detail, took);
}

void TestSteps::skip(const std::string& name, const std::string& why) const
{
    m_state->progress.step(name, StepState::Skipped, why);
}

Error TestSteps::fail(const Scope& scope, const Error& error, const std::string& advice) const
{
    Error whole = error;
    if (scope.stopped() || error.code == ErrorCode::Cancelled) {
        m_state->progress.step(m_state->running, StepState::Failed, "cancelled");
        whole = {ErrorCode::Cancelled, "cancelled"};
        return whole;
    }
    m_state->progress.step(m_state->running, StepState::Failed, error.detail);
    whole.detail = fmt::format("{} failed: {}. {}", m_state->running, error.detail, advice);
    return whole;
}

std::string modelPath(const BackendTest& test)
{
    return "/v2/models/" + test.wanted.application;
}

std::string inferencePath(const BackendTest& test)
{
    return test.wanted.sample && !test.wanted.sample->path.empty() ? test.wanted.sample->path
                                                                   : modelPath(test) + "/infer";
}

std::string millisText(std::chrono::microseconds time)
{
    const double milliseconds = static_cast<double>(time.count()) / 1'000.0;
    return milliseconds < 10.0 ? fmt::format("{:.1f} ms", milliseconds) : fmt::format("{:.0f} ms", milliseconds);
}

QCoro::Task<Result<std::string>> testAnswers(CurlClient* http, Scope scope, BackendTest test, HealthTarget target,
                                             TestSteps steps)
{
    using Said = Result<std::string>;
    const HealthCheckSettings& health = test.wanted.backend.health;
    if (health.path.empty()) {
        steps.skip("health", "there is no health path: to be connected is enough");
    } else {
        HealthTarget asked = target;
        asked.path = target.path + health.path;
        steps.begin("health", "GET " + asked.path);
        const HealthProbe probe = co_await probeHealth(http, scope, asked, health.timeout);
        if (!probe.healthy || scope.stopped()) {
            const Error error{ErrorCode::Refused, fmt::format("GET {}: {}", asked.path, probe.text)};
            co_return Said(tl::make_unexpected(steps.fail(
                scope, error, "Allowed is 2xx or 3xx: see what the server logs, or correct the health path")));
        }
        steps.succeed(probe.text);
    }
    Said said = co_await testInference(http, scope, test, target, steps);
    co_return said;
}

QCoro::Task<Result<std::string>> testInference(CurlClient* http, Scope scope, BackendTest test, HealthTarget target,
                                               TestSteps steps)
{
    using Said = Result<std::string>;
    const std::chrono::milliseconds longest = std::min(test.wanted.backend.readTimeout, kLongestInference);
    SampleRequest sample = test.wanted.sample.value_or(SampleRequest());
    steps.begin("inference");
    if (!test.wanted.sample) {
        const std::string path = target.path + modelPath(test);
        steps.tell("GET " + path);
        HttpRequest ask = requestTo(target, path, longest);
        const Result<HttpReply> told = co_await http->send(scope, std::move(ask));
        if (!told || scope.stopped()) {
            const Error error = errorOf(told, "GET " + path);
            co_return Said(tl::make_unexpected(steps.fail(scope, error, "See what the server logs")));
        }
        const Result<std::string> made = makeSampleInference(told->body);
        if (told->status != 200 || !made) {
            std::string why = fmt::format("GET {} answered {}", path, told->status);
            if (told->status == 200)
                why = made.error().detail;
            steps.skip("inference", why + ": give a sample to try an inference");
            co_return Said("it answers; no inference was tried");
        }
        sample.body = *made;
    }
    const std::string path = target.path + inferencePath(test);
    steps.tell("POST " + path);
    HttpRequest request = requestTo(target, path, longest);
    request.method = "POST";
    request.headers.push_back("Content-Type: " + sample.contentType);
    request.body = sample.body;
    request.bodyLimit = kMaxAnswer;
    const Result<HttpReply> reply = co_await http->send(scope, std::move(request));
    if (reply && reply->status >= 200 && reply->status < 300 && !scope.stopped()) {
        steps.succeed(fmt::format("{}, {} bytes", reply->status, reply->body.size()), reply->took);
        co_return Said("it answers an inference in " + millisText(reply->took));
    }
    Error error{ErrorCode::Refused, {}};
    if (!reply)
        error = reply.error();
    else
        error.detail = fmt::format("answered {}: {}", reply->status, errorIn(reply->body));
    error.detail = "POST " + path + ": " + error.detail;
    co_return Said(tl::make_unexpected(steps.fail(
        scope, error, "Correct the sample, the application's name or the path, or see what the server logs")));
}

} // namespace straightline::backends
