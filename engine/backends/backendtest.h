// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QCoroTask>

#include "engine/api/change.h"
#include "engine/backends/healthcheck.h"
#include "engine/backends/operations.h"
#include "engine/backends/scope.h"

namespace straightline::backends
{

/// Settings to be tried, whole and valid.
struct BackendTest {
    TryBackend wanted;
    std::uint32_t number = 0; ///< of the test, counted from 1 in a run

    BackendId id() const { return makeBackendId(wanted.application, wanted.backend.name); }
};

/// Tries one kind: plans its steps, reports each, undoes what it began, and says in a sentence how it went. Fails with
/// Cancelled when `scope` stopped; every step has a deadline.
using BackendTester =
    std::function<QCoro::Task<Result<std::string>>(BackendTest test, Scope scope, OperationProgress progress)>;

/// The steps of one test, as they go: at most one runs. Copies share it.
class TestSteps
{
public:
    TestSteps(OperationProgress progress, const std::vector<std::string>& names);

    void begin(const std::string& name, const std::string& doing = {}) const;
    void tell(const std::string& doing) const; ///< what the running one waits for
    void succeed(const std::string& detail) const;
    void succeed(const std::string& detail, std::chrono::microseconds took) const;
    void skip(const std::string& name, const std::string& why) const;
    /// The running one failed: the error of the whole, which names the step, the reason and what to do. Cancelled when
    /// the scope has stopped.
    Error fail(const Scope& scope, const Error& error, const std::string& advice) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// The last steps of what is reached by HTTP: "health" at once, "inference" after it. `target` has no path.
QCoro::Task<Result<std::string>> testAnswers(CurlClient* http, Scope scope, BackendTest test, HealthTarget target,
                                             TestSteps steps);
/// "inference" alone.
QCoro::Task<Result<std::string>> testInference(CurlClient* http, Scope scope, BackendTest test, HealthTarget target,
                                               TestSteps steps);

/// The error of a failed result, with where it happened; of none = an empty one (the scope has stopped).
template <class T>
Error errorOf(const Result<T>& result, const std::string& where = {})
{
    Error error;
    if (!result) {
        error = result.error();
        error.detail = where.empty() ? error.detail : where + ": " + error.detail;
    }
    return error;
}

std::string modelPath(const BackendTest& test);     ///< "/v2/models/digits"
std::string inferencePath(const BackendTest& test); ///< of the sample, or the model's
std::string millisText(std::chrono::microseconds time);

/// Kind http: name, connection, TLS, health, inference.
QCoro::Task<Result<std::string>> testHttp(CurlClient* http, BackendTest test, Scope scope, OperationProgress progress);

} // namespace straightline::backends
