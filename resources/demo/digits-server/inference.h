// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/model.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace straightline::demo
{

/// What a request may ask for at most.
struct InferenceLimits {
    std::uint64_t maxPixels = 50'000'000;              ///< of all images of one request together
    std::size_t maxImages = 4096;                      ///< of one request
    std::size_t maxJsonBytes = std::size_t{16} << 20U; ///< larger tensors come by the binary extension
};

struct RequestedOutput {
    std::string name;
    bool binary = false;
};

/// An Open Inference Protocol infer request, checked, with its images already in the model's form.
struct InferenceRequest {
    std::optional<std::string> id;
    std::vector<Pixels> images;
    std::vector<RequestedOutput> outputs;
};

/// Reads JSON, JSON followed by binary tensors (Inference-Header-Content-Length), or one raw image (that header = 0).
[[nodiscard]] Expected<InferenceRequest> parseInference(const Request& request, const InferenceLimits& limits);

/// Writes the requested outputs as JSON or as binary tensors behind the JSON.
[[nodiscard]] Response inferenceAnswer(const InferenceRequest& request, const std::vector<Prediction>& predictions);

/// The model's description for GET /v2/models/digits.
[[nodiscard]] nlohmann::json modelMetadata();

} // namespace straightline::demo
