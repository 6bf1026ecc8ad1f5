// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/handler.h"

#include "resources/demo/digits-server/tensor.h"

#include <nlohmann/json.hpp>

#include <exception>
#include <thread>

namespace straightline::demo
{

namespace
{

using nlohmann::json;

constexpr std::string_view kModelPath = "/v2/models/digits";
constexpr std::string_view kVersionPath = "/versions/1";

Response jsonAnswer(const json& document)
{
    Response response;
    response.body = document.dump(-1, ' ', false, json::error_handler_t::replace);
    return response;
}

Response wrongMethod(const char* allowed)
{
    Response response = errorAnswer({405, std::string("method not allowed here, use ") + allowed});
    response.allow = allowed;
    return response;
}

Response notFound(const std::string& path)
{
    return errorAnswer({404, "there is nothing at " + path.substr(0, 200)});
}

bool reads(const Request& request)
{
    return request.method == "GET" || request.method == "HEAD";
}

Response fixedAnswer(const Request& request, const json& document)
{
    return reads(request) ? jsonAnswer(document) : wrongMethod("GET");
}

} // namespace

Response errorAnswer(const Failure& reason)
{
    Response response = jsonAnswer({{"error", reason.message}});
    response.status = reason.status;
    return response;
}

Handler::Handler(Model& model, HandlerOptions options)
    : m_model(model)
    , m_options(options)
{
}

Response Handler::handle(const Request& request)
{
    try {
        return route(request);
    } catch (const std::exception& error) { // std::bad_alloc, or a library's own
        m_counters.errors.fetch_add(1, std::memory_order_relaxed);
        return errorAnswer({500, std::string("internal failure: ") + error.what()});
    }
}

Response Handler::refuse(const Failure& reason)
{
    m_counters.requests.fetch_add(1, std::memory_order_relaxed);
    m_counters.errors.fetch_add(1, std::memory_order_relaxed);
    return errorAnswer(reason);
}

Response Handler::route(const Request& request)
{
    const std::string& path = request.path;
    if (const auto coding = request.header("content-encoding"); coding && *coding != "identity") {
        return refuse({415, "content-encoding is not supported here: send the body as it is"});
    }
    if (path == "/classify") {
        return request.method == "POST" ? classify(request) : wrongMethod("POST");
    }
    if (path.starts_with(kModelPath)) {
        return modelRoute(request, std::string_view(path).substr(kModelPath.size()));
    }
    if (path == "/v2" || path == "/v2/") {
        return fixedAnswer(request, {{"name", "digits-server"},
                                     {"version", STRAIGHTLINE_VERSION},
                                     {"extensions", json::array({"binary_tensor_data"})}});
    }
    if (path == "/v2/health/live") {
        return fixedAnswer(request, {{"live", true}});
    }
    if (path == "/v2/health/ready") {
        return fixedAnswer(request, {{"ready", true}, {"live", true}});
    }
    if (path == "/v2/models") {
        return fixedAnswer(request, {{"models", json::array({"digits"})}});
    }
    if (path == "/counters") {
        return reads(request) ? counters() : wrongMethod("GET");
    }
    return notFound(path);
}

Response Handler::modelRoute(const Request& request, std::string_view rest)
{
    if (rest.starts_with(kVersionPath)) {
        rest.remove_prefix(kVersionPath.size());
    }
    if (rest.empty()) {
        return fixedAnswer(request, modelMetadata());
    }
    if (rest == "/ready") {
        return fixedAnswer(request, {{"name", "digits"}, {"ready", true}});
    }
    if (rest == "/infer") {
        return request.method == "POST" ? infer(request) : wrongMethod("POST");
    }
    return notFound(request.path);
}

Response Handler::counters() const
{
    return jsonAnswer({{"requests", m_counters.requests.load(std::memory_order_relaxed)},
                       {"inferences", m_counters.inferences.load(std::memory_order_relaxed)},
                       {"errors", m_counters.errors.load(std::memory_order_relaxed)}});
}

Expected<std::vector<Prediction>> Handler::predict(const std::vector<Pixels>& images)
{
    if (m_options.delay.count() > 0) {
        std::this_thread::sleep_for(m_options.delay);
    }
    auto predictions = m_model.classify(images, m_options.repeats);
    if (predictions) {
        m_counters.inferences.fetch_add(images.size(), std::memory_order_relaxed);
    }
    return predictions;
}

Response Handler::infer(const Request& request)
{
    m_counters.requests.fetch_add(1, std::memory_order_relaxed);
    const auto parsed = parseInference(request, m_options.limits);
    const auto predictions =
        parsed ? predict(parsed->images) : Expected<std::vector<Prediction>>(tl::unexpected(parsed.error()));
    if (!predictions) {
        m_counters.errors.fetch_add(1, std::memory_order_relaxed);
        return errorAnswer(predictions.error());
    }
    return inferenceAnswer(*parsed, *predictions);
}

Response Handler::classify(const Request& request)
{
    m_counters.requests.fetch_add(1, std::memory_order_relaxed);
    const auto images = imagesOfFiles({request.body}, m_options.limits);
    const auto predictions =
        images ? predict(*images) : Expected<std::vector<Prediction>>(tl::unexpected(images.error()));
    if (!predictions) {
        m_counters.errors.fetch_add(1, std::memory_order_relaxed);
        return errorAnswer(predictions.error());
    }
    return jsonAnswer({{"label", predictions->front().label},
                       {"probabilities", predictions->front().probabilities},
                       {"model", "digits"}});
}

} // namespace straightline::demo
