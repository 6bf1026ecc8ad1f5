// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/inference.h"

#include "resources/demo/digits-server/tensor.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace straightline::demo
{

namespace
{

using nlohmann::json;

constexpr std::string_view kHeaderLength = "inference-header-content-length";

json parametersOf(const json& object)
{
    const auto found = object.find("parameters");
    return found != object.end() && found->is_object() ? *found : json::object();
}

bool flag(const json& parameters, const char* name, bool fallback)
{
    const auto found = parameters.find(name);
    return found != parameters.end() && found->is_boolean() ? found->get<bool>() : fallback;
}

std::vector<RequestedOutput> allOutputs(bool binary)
{
    return {{"label", binary}, {"probabilities", binary}};
}

/// Splits the body into its JSON and what follows; a length of 0 means that the whole body is the tensor.
Expected<std::size_t> jsonLength(const Request& request)
{
    const auto header = request.header(kHeaderLength);
    if (!header) {
        return request.body.size();
    }
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(header->data(), header->data() + header->size(), length);
    if (error != std::errc() || end != header->data() + header->size() || length > request.body.size()) {
        return failure(400, "Inference-Header-Content-Length must be a number from 0 to the length of the body");
    }
    return length;
}

Expected<std::vector<RequestedOutput>> outputsOf(const json& document)
{
    const bool binaryByDefault = flag(parametersOf(document), "binary_data_output", false);
    const auto found = document.find("outputs");
    if (found == document.end()) {
        return allOutputs(binaryByDefault);
    }
    if (!found->is_array()) {
        return failure(400, "outputs must be an array");
    }
    std::vector<RequestedOutput> outputs;
    for (const json& output : *found) {
        const json name = output.is_object() ? output.value("name", json()) : json();
        if (name != "label" && name != "probabilities") {
            return failure(400, "an output is named neither label nor probabilities");
        }
        outputs.push_back({name.get<std::string>(), flag(parametersOf(output), "binary_data", binaryByDefault)});
    }
    return outputs.empty() ? allOutputs(binaryByDefault) : outputs;
}

/// The tensor's bytes behind the JSON. They must be exactly as many as declared, as image is the only input.
Expected<std::optional<std::string_view>> binaryOf(const json& tensor, std::string_view rest)
{
    const json parameters = parametersOf(tensor);
    const auto size = parameters.find("binary_data_size");
    if (size == parameters.end()) {
        if (!rest.empty()) {
            return failure(400, "binary data follows the JSON but input image has no binary_data_size");
        }
        return std::optional<std::string_view>();
    }
    if (!size->is_number_unsigned() || size->get<std::uint64_t>() != rest.size()) {
        return failure(400, "input image: binary_data_size must be " + std::to_string(rest.size())
                                + ", the number of bytes behind the JSON");
    }
    return std::optional(rest);
}

Expected<InferenceRequest> parseDocument(const json& document, std::string_view rest, const InferenceLimits& limits)
{
    InferenceRequest request;
    if (const auto id = document.find("id"); id != document.end()) {
        if (!id->is_string()) {
            return failure(400, "id must be a string");
        }
        request.id = id->get<std::string>();
    }
    auto outputs = outputsOf(document);
    if (!outputs) {
        return tl::unexpected(outputs.error());
    }
    request.outputs = std::move(*outputs);
    const auto inputs = document.find("inputs");
    if (inputs == document.end() || !inputs->is_array() || inputs->size() != 1 || !inputs->front().is_object()
        || inputs->front().value("name", json()) != "image") {
        return failure(400, "inputs must hold exactly one tensor, named image");
    }
    const json& tensor = inputs->front();
    const auto binary = binaryOf(tensor, rest);
    if (!binary) {
        return tl::unexpected(binary.error());
    }
    auto images = imagesOfTensor({tensor, *binary}, limits);
    if (!images) {
        return tl::unexpected(images.error());
    }
    request.images = std::move(*images);
    return request;
}

/// One output tensor, with its values in the JSON or, in the binary form, appended to `binary`.
template <typename T>
json outputTensor(const RequestedOutput& output, const char* datatype, json shape, const std::vector<T>& values,
                  std::string& binary)
{
    json tensor{{"name", output.name}, {"datatype", datatype}, {"shape", std::move(shape)}};
    if (!output.binary) {
        tensor["data"] = values;
        return tensor;
    }
    const std::size_t at = binary.size();
    const std::size_t bytes = values.size() * sizeof(T);
    binary.resize(at + bytes);
    std::memcpy(binary.data() + at, values.data(), bytes);
    tensor["parameters"]["binary_data_size"] = bytes;
    return tensor;
}

json outputOf(const RequestedOutput& output, const std::vector<Prediction>& predictions, std::string& binary)
{
    if (output.name == "label") {
        std::vector<std::int64_t> labels;
        for (const Prediction& prediction : predictions) {
            labels.push_back(prediction.label);
        }
        return outputTensor(output, "INT64", json::array({predictions.size()}), labels, binary);
    }
    std::vector<float> probabilities;
    for (const Prediction& prediction : predictions) {
        probabilities.insert(probabilities.end(), prediction.probabilities.begin(), prediction.probabilities.end());
    }
    return outputTensor(output, "FP32", json::array({predictions.size(), kClasses}), probabilities, binary);
}

} // namespace

Expected<InferenceRequest> parseInference(const Request& request, const InferenceLimits& limits)
{
    const auto length = jsonLength(request);
    if (!length) {
        return tl::unexpected(length.error());
    }
    const std::string_view body = request.body;
    if (*length == 0 && request.header(kHeaderLength)) {
        auto images = imagesOfFiles({body}, limits);
        if (!images) {
            return tl::unexpected(images.error());
        }
        return InferenceRequest{std::nullopt, std::move(*images), allOutputs(true)};
    }
    if (*length > limits.maxJsonBytes) {
        return failure(413, "the JSON has more than " + std::to_string(limits.maxJsonBytes)
                                + " bytes: send the tensor by the binary extension");
    }
    const json document = json::parse(body.substr(0, *length), nullptr, false);
    if (document.is_discarded() || !document.is_object()) {
        return failure(400, "the body is not a JSON object");
    }
    return parseDocument(document, body.substr(*length), limits);
}

Response inferenceAnswer(const InferenceRequest& request, const std::vector<Prediction>& predictions)
{
    json document{{"model_name", "digits"}, {"model_version", "1"}, {"outputs", json::array()}};
    if (request.id) {
        document["id"] = *request.id;
    }
    std::string binary;
    for (const RequestedOutput& output : request.outputs) {
        document["outputs"].push_back(outputOf(output, predictions, binary));
    }
    Response response;
    response.body = document.dump();
    const bool anyBinary = std::any_of(request.outputs.begin(), request.outputs.end(),
                                       [](const RequestedOutput& output) { return output.binary; });
    if (anyBinary) {
        response.inferenceHeaderLength = response.body.size();
        response.contentType = "application/octet-stream";
        response.body += binary;
    }
    return response;
}

json modelMetadata()
{
    return {{"name", "digits"},
            {"versions", json::array({"1"})},
            {"platform", "opencv_onnx"},
            {"inputs", json::array({{{"name", "image"}, {"datatype", "BYTES"}, {"shape", json::array({-1})}}})},
            {"outputs",
             {{{"name", "label"}, {"datatype", "INT64"}, {"shape", json::array({-1})}},
              {{"name", "probabilities"}, {"datatype", "FP32"}, {"shape", {-1, kClasses}}}}}};
}

} // namespace straightline::demo
