// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/message.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace straightline::demo
{

constexpr std::size_t kSide = 8;
constexpr std::size_t kPixels = kSide * kSide;
constexpr std::size_t kClasses = 10;
constexpr float kMaxValue = 16.0F;

/// One image as the model takes it: 8 x 8 values 0..16, row by row, bright ink on dark ground (as the UCI digits).
using Pixels = std::array<float, kPixels>;

struct Prediction {
    std::int64_t label = 0;
    std::array<float, kClasses> probabilities{};
};

/// The digit classifier, run by OpenCV's DNN module. Safe to call from several threads: a network is not, so each call
/// borrows one from a pool that grows to the number of concurrent calls. Owned by main().
class Model
{
public:
    /// Loads the ONNX file at `path`, or the model that is built into the program when it is empty.
    static Expected<std::unique_ptr<Model>> open(const std::string& path);
    ~Model();
    Model(const Model&) = delete;
    Model& operator=(const Model&) = delete;

    /// Answers each image, in order. `repeats` runs the same inference that many times (the --work option).
    [[nodiscard]] Expected<std::vector<Prediction>> classify(const std::vector<Pixels>& images, unsigned repeats);

private:
    struct Networks;
    explicit Model(std::unique_ptr<Networks> networks);
    std::unique_ptr<Networks> m_networks;
};

} // namespace straightline::demo
