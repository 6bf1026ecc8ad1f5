// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/inference.h"
#include "resources/demo/digits-server/model.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace straightline::demo
{

/// What the server has answered: `requests` counts inference requests only (so health checks do not disturb a
/// comparison with a client's own count), `inferences` the images classified, `errors` the requests refused.
struct Counters {
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> inferences{0};
    std::atomic<std::uint64_t> errors{0};
};

struct HandlerOptions {
    InferenceLimits limits;
    std::chrono::milliseconds delay{0}; ///< waited in each inference request, on its worker thread
    unsigned repeats = 1;               ///< how often each inference is computed
};

/// Answers one request: a value in, a value out. Safe to call from several threads. The HTTP server and the Lambda
/// runtime share it, so both give the same answers. Owned by main().
class Handler
{
public:
    Handler(Model& model, HandlerOptions options);

    [[nodiscard]] Response handle(const Request& request);

    /// Counts a request that was refused before its body was read (too large) and gives its answer.
    [[nodiscard]] Response refuse(const Failure& reason);

private:
    Response route(const Request& request);
    Response modelRoute(const Request& request, std::string_view rest);
    Response infer(const Request& request);
    Response classify(const Request& request);
    Response counters() const;
    Expected<std::vector<Prediction>> predict(const std::vector<Pixels>& images);

    Model& m_model;
    const HandlerOptions m_options;
    Counters m_counters;
};

/// `{"error": message}` with the failure's status.
[[nodiscard]] Response errorAnswer(const Failure& reason);

} // namespace straightline::demo
