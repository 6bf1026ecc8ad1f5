// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/inference.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace straightline::demo
{

/// One input tensor of an infer request: its JSON object and, with the binary extension, its bytes.
struct InputTensor {
    const nlohmann::json& description;
    std::optional<std::string_view> binary;
};

/// Turns the tensor `image` into model inputs:
/// BYTES [n] or [n,1]: PNG or JPEG files, in JSON as base64;
/// UINT8 [h,w] or [n,h,w]: gray levels 0..255;
/// FP32 [64], [n,64] or [n,8,8]: the UCI values 0..16.
[[nodiscard]] Expected<std::vector<Pixels>> imagesOfTensor(const InputTensor& tensor, const InferenceLimits& limits);

/// Decodes encoded images one after another within the limits.
[[nodiscard]] Expected<std::vector<Pixels>> imagesOfFiles(const std::vector<std::string_view>& files,
                                                          const InferenceLimits& limits);

} // namespace straightline::demo
