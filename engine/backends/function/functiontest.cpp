// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/functiontest.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/backends/sampleinference.h"

namespace straightline::backends
{

namespace
{

constexpr std::chrono::milliseconds kPoll{20};
constexpr std::chrono::milliseconds kMargin{1'000}; ///< for the pool to tell of its own time-outs
constexpr std::chrono::milliseconds kEndDeadline{5'000};

using Said = Result<std::string>;
using Answered = Result<TrialAnswer>;

/// One process on trial.
struct Trial {
    ProcessFunctionSupervisor* supervisor = nullptr;
    std::uint32_t number = 0;
    FunctionSettings settings;

    FunctionRuntime* runtime() const { return supervisor->runtime(); }
    FunctionStatus status() const
    {
        return runtime() != nullptr ? runtime()->functionStatus(number) : FunctionStatus();
    }
};

TrialRequest requestOf(const BackendTest& test, const FunctionSettings& settings)
{
    TrialRequest request;
    request.method = "GET";
    request.target = modelPath(test);
    if (const auto& sample = test.wanted.sample) {
        request.method = "POST";
        request.target = inferencePath(test);
        request.contentType = sample->contentType;
        request.body = sample->body;
    }
    request.deadline = settings.initTimeout + settings.invocationTimeout;
    return request;
}

// The answer to the latest invocation; Refused when no process comes up, which the pool would go on trying. `started`
// is called once an instance is ready.
QCoro::Task<Answered> answerOf(Trial trial, Scope scope, std::function<void()> started)
{
    const auto deadline =
        std::chrono::steady_clock::now() + trial.settings.initTimeout + trial.settings.invocationTimeout + kMargin;
    for (;;) {
        if (trial.runtime() == nullptr)
            co_return Answered(failure(ErrorCode::Conflict, "the engine is not serving"));
        const std::optional<TrialAnswer> answer = trial.runtime()->trialAnswer(trial.number);
        if (answer)
            co_return Answered(*answer);
        const FunctionStatus status = trial.status();
        if (status.startFailures > 0)
            co_return Answered(failure(ErrorCode::Refused, status.lastError));
        if (status.coldStarts > 0)
            started();
        if (std::chrono::steady_clock::now() > deadline)
            co_return Answered(failure(ErrorCode::Timeout, "no answer in time"));
        const bool slept = co_await scope.sleep(kPoll);
        if (!slept)
            co_return Answered(failure(ErrorCode::Cancelled, "cancelled"));
    }
}

Error problemOf(const TrialAnswer& answer, const std::string& what)
{
    Error error{ErrorCode::Refused, answer.error};
    if (answer.answered)
        error.detail = fmt::format("answered {}: {}", answer.status, errorIn(answer.body));
    error.detail = what + ": " + error.detail;
    return error;
}

bool isGood(const TrialAnswer& answer)
{
    return answer.answered && answer.status >= 200 && answer.status < 300;
}

// The first event starts the process.
QCoro::Task<Answered> startIt(Trial trial, TrialRequest request, Scope scope, TestSteps steps)
{
    steps.begin("start");
    FunctionTrial begun;
    begun.number = trial.number;
    begun.functionName = "straightline-test";
    begun.settings = trial.settings;
    trial.runtime()->beginTrial(begun);
    trial.runtime()->invokeTrial(trial.number, request);
    const auto isStarted = std::make_shared<bool>(false);
    const std::string doing = request.method + ' ' + request.target;
    const std::function<void()> started = [isStarted, steps, doing] {
        if (std::exchange(*isStarted, true))
            return;
        steps.succeed("it asks for its first event");
        steps.begin("inference", doing);
    };
    Answered answer = co_await answerOf(trial, scope, started);
    if (answer && answer->started) {
        started();
        co_return answer;
    }
    Error error = errorOf(answer);
    if (answer)
        error = problemOf(*answer, doing);
    co_return Answered(tl::make_unexpected(
        steps.fail(scope, error, "See what it wrote; correct the command, the environment or the memory limit")));
}

QCoro::Task<Said> inferWith(Trial trial, BackendTest test, TrialAnswer first, Scope scope, TestSteps steps)
{
    TrialRequest request = requestOf(test, trial.settings);
    std::string doing = request.method + ' ' + request.target;
    TrialAnswer last = first;
    if (!test.wanted.sample && first.answered) {
        const Result<std::string> made = makeSampleInference(first.body);
        if (!isGood(first) || !made) {
            const std::string why = fmt::format("{} answered {} without a model's inputs", doing, first.status);
            steps.skip("inference", why + ": give a sample to try an inference");
            co_return Said("it starts and answers; no inference was tried");
        }
        request.method = "POST";
        request.target = inferencePath(test);
        request.contentType = "application/json";
        request.body = *made;
        doing = request.method + ' ' + request.target;
        steps.begin("inference", doing);
        trial.runtime()->invokeTrial(trial.number, request);
        const Answered answer = co_await answerOf(trial, scope, [] {});
        if (!answer)
            co_return Said(tl::make_unexpected(steps.fail(scope, errorOf(answer, doing), "See what it wrote")));
        last = *answer;
    }
    if (!isGood(last) || scope.stopped())
        co_return Said(tl::make_unexpected(steps.fail(scope, problemOf(last, doing),
                                                      "Correct the sample or the application's name, or see what it "
                                                      "wrote")));
    steps.succeed(fmt::format("{}, {} bytes", last.status, last.body.size()), last.took);
    co_return Said("it starts and answers an inference in " + millisText(last.took));
}

QCoro::Task<Said> tryIt(Trial trial, BackendTest test, Scope scope, TestSteps steps)
{
    steps.begin("command", trial.settings.command.front());
    const Result<std::string> program = trial.supervisor->findCommand(trial.settings);
    if (!program)
        co_return Said(tl::make_unexpected(
            steps.fail(scope, program.error(), "Correct the command, or install the program that it names")));
    steps.succeed(*program);
    if (trial.runtime() == nullptr)
        co_return Said(failure(ErrorCode::Conflict, "the engine is not serving"));
    const TrialRequest request = requestOf(test, trial.settings);
    const Answered first = co_await startIt(trial, request, scope, steps);
    if (!first)
        co_return Said(tl::make_unexpected(first.error()));
    Said said = co_await inferWith(trial, test, *first, scope, steps);
    co_return said;
}

// Also one that hangs in an invocation.
QCoro::Task<bool> endIt(Trial trial, Scope whole)
{
    const auto deadline = std::chrono::steady_clock::now() + kEndDeadline;
    bool ended = trial.runtime() == nullptr;
    if (!ended)
        trial.runtime()->endTrial(trial.number);
    while (!ended && std::chrono::steady_clock::now() < deadline) {
        const std::vector<FunctionInstanceStatus> instances = trial.status().instances;
        for (const FunctionInstanceStatus& each : instances)
            trial.supervisor->stopInstance(each.id, StopReason::ShuttingDown);
        // The pool lets go of an instance before its process is gone.
        ended = trial.supervisor->endProcesses(trial.number) && instances.empty();
        if (!ended && !co_await whole.sleep(kPoll))
            co_return true; // the supervisor ends every process
    }
    trial.supervisor->forget(trial.number);
    co_return ended;
}

} // namespace

QCoro::Task<Said> testFunction(ProcessFunctionSupervisor* supervisor, Scope whole, BackendTest test, Scope scope,
                               OperationProgress progress)
{
    const std::vector<std::string> names{"command", "start", "inference", "cleanup"};
    const TestSteps steps(progress, names);
    Trial trial;
    trial.supervisor = supervisor;
    trial.number = kFirstTrial + test.number % 0xFFFFU;
    trial.settings = std::get<FunctionSettings>(test.wanted.backend.settings);
    const Said said = co_await tryIt(trial, test, scope, steps);
    if (whole.stopped())
        co_return said;
    steps.begin("cleanup", "ending the process");
    const bool ended = co_await endIt(trial, whole);
    if (ended)
        steps.succeed("the process has ended");
    else
        (void)steps.fail(whole, Error{ErrorCode::Timeout, "the process does not end"}, {});
    co_return said;
}

} // namespace straightline::backends
