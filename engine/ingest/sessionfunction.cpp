// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The attempt stage of a Session when the chosen backend is a function: the body is gathered, the answer comes whole.
#include <algorithm>

#include "engine/ingest/session.h"

namespace straightline::ingest
{

using dispatch::FunctionAnswer;
using dispatch::FunctionInvoker;
using dispatch::FunctionRequest;
using dispatch::Task;

Task<Session::AttemptEnd> Session::invokeFunction()
{
    FunctionInvoker* functions = m_thread.shared().context.functions;
    if (functions == nullptr) {
        fail(Outcome::NothingHealthy, 503, "functions are not available", true);
        co_return AttemptEnd{.outcome = AttemptOutcome::FunctionFailed, .safeToRepeat = true};
    }
    const bool gathered = co_await gatherBody();
    if (!gathered)
        co_return AttemptEnd{.outcome = AttemptOutcome::Abandoned};
    if (hedges()) [[unlikely]]
        armHedge();
    m_functionAnswer.reset();
    const FunctionInvoker::InvocationId invocation = functions->invoke(
        functionRequest(*m_backend), m_thread.context(), [self = SessionPtr(this)](FunctionAnswer answer) {
            self->m_functionAnswer = std::move(answer);
            self->m_wake.notify();
        });
    m_times.sentNanos = GatewayThread::now();
    setStage(Stage::BackendSilent, kNever); // the invoker keeps the function's own time limits
    while (!m_functionAnswer) {
        watchClient();
        if (hedgeAnswers()) {
            functions->cancel(invocation);
            co_return AttemptEnd{.outcome = AttemptOutcome::Cancelled};
        }
        if (interrupted()) {
            functions->cancel(invocation);
            co_return interruptedEnd();
        }
        co_await m_wake;
    }
    const FunctionAnswer answer = std::move(*m_functionAnswer);
    m_functionAnswer.reset();
    m_times.sentNanos += std::int64_t{answer.waitMicros} * 1'000;
    m_times.connectedNanos = m_times.bodySentNanos = m_times.sentNanos;
    m_times.headNanos = GatewayThread::now();
    if (answer.outcome == AttemptOutcome::Ok && m_hedge) [[unlikely]] {
        const bool answers = co_await beatsHedge(answer.status);
        if (!answers) {
            AttemptEnd beaten{.outcome = AttemptOutcome::ServerError, .status = answer.status};
            if (failed())
                beaten = interruptedEnd();
            beaten.coldStart = answer.coldStart;
            co_return beaten;
        }
    }
    if (answer.outcome == AttemptOutcome::Ok)
        co_return co_await giveFunctionAnswer(answer);
    m_functionError = answer.error;
    if (answer.outcome == AttemptOutcome::Timeout)
        fail(Outcome::BackendTimeout, 504, m_functionError);
    else
        fail(Outcome::BackendFailed, 502, m_functionError);
    co_return AttemptEnd{
        .outcome = answer.outcome, .safeToRepeat = !answer.handedOver || mayRepeat(), .coldStart = answer.coldStart};
}

/// The whole body into the store, up to the function's payload limit.
Task<bool> Session::gatherBody()
{
    const std::uint64_t limit = m_backend->largestBodyBytes();
    sendContinue();
    setStage(Stage::ClientSilent, after(m_thread.shared().settings.bodyTimeout));
    std::uint64_t seen = 0;
    while (m_head.length <= limit && !m_body.storeUpTo(limit + 1)) {
        if (m_body.malformed()) {
            failBody();
            co_return false;
        }
        if (interrupted())
            co_return false;
        if (m_body.counted() != seen) {
            seen = m_body.counted();
            setStage(Stage::ClientSilent, after(m_thread.shared().settings.bodyTimeout));
        }
        m_body.want();
        co_await m_wake;
    }
    if (m_head.length > limit || m_body.counted() > limit) {
        fail(Outcome::TooLarge, 413, "the request body is larger than the function takes");
        co_return false;
    }
    co_return true;
}

FunctionRequest Session::functionRequest(const BackendRoute& backend)
{
    FunctionRequest request{.backendNumber = backend.number,
                            .method = std::string(m_head.method),
                            .target = std::string(m_route.target.front() == '/' ? "" : "/").append(m_route.target),
                            .headers = {},
                            .body = std::string(m_body.all()),
                            .clientAddress = m_clientAddress,
                            .requestId = m_requestId,
                            .deadline = std::chrono::steady_clock::time_point(std::chrono::nanoseconds(m_totalDue))};
    request.headers.reserve(m_head.fields.size() + 1);
    for (const FieldView& field : m_head.fields) {
        if ((m_head.forwards(field) && field.id != FieldId::Trailer) || field.id == FieldId::Host)
            request.headers.push_back({std::string(field.name), std::string(field.value)});
    }
    request.headers.push_back({"x-request-id", m_requestId});
    return request;
}

Task<Session::AttemptEnd> Session::giveFunctionAnswer(const FunctionAnswer& answer)
{
    AttemptEnd end{.outcome = answer.status >= 500 ? AttemptOutcome::ServerError : AttemptOutcome::Ok,
                   .answering = true,
                   .status = answer.status,
                   .coldStart = answer.coldStart};
    const bool bodyless = m_head.isHead() || answer.status == 204 || answer.status == 304;
    const AnswerFraming framing{.framing = bodyless ? Framing::None : Framing::Length,
                                .saysLength = answer.status != 204,
                                .length = answer.body.size()};
    m_record.status = answer.status;
    m_thread.scratch().clear();
    AnswerNotes said = notes();
    if (std::any_of(answer.headers.begin(), answer.headers.end(),
                    [](const auto& each) { return dispatch::identify(each.name) == FieldId::Date; }))
        said.dateLine = {};
    appendAnswerHead(m_thread.scratch(), answer, framing, said);
    const std::string_view body = bodyless ? std::string_view{} : std::string_view(answer.body);
    const bool sent = co_await sendWhole(m_thread.scratch(), body);
    if (!sent) {
        m_ending.status = 0;
        end.outcome = AttemptOutcome::Abandoned;
        co_return end;
    }
    m_record.bytesOut = bodyless ? 0 : answer.body.size();
    co_return end;
}

} // namespace straightline::ingest
