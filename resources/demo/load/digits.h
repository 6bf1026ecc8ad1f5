// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace straightline::demo
{

/// One image of the model's test split.
struct Digit {
    int label = 0;                       ///< the truth
    int predicted = 0;                   ///< what the model itself answers
    std::array<std::uint8_t, 64> values; ///< 0..16, row by row
};

/// The test split that is built into the program (resources/demo/model/digits_test.csv).
[[nodiscard]] std::vector<Digit> testSplit();

/// Smallest file that renderPng can make: the image in its own 8 x 8 pixels.
constexpr std::size_t kSmallestPng = 140;

/// A gray PNG of exactly `bytes` bytes (at least kSmallestPng) that every decoder reduces to the digit's own 64 values:
/// the image enlarged by the largest whole factor that fits, stored uncompressed; what is left goes into an ancillary
/// chunk that decoders skip.
[[nodiscard]] std::string renderPng(const Digit& digit, std::size_t bytes);

/// Renders and remembers what it rendered, up to a limit of bytes. Used by one thread.
class Renderer
{
public:
    std::shared_ptr<const std::string> render(std::size_t digitIndex, std::size_t bytes);
    [[nodiscard]] const std::vector<Digit>& digits() const { return m_digits; }

private:
    struct Cached {
        std::uint64_t key = 0;
        std::shared_ptr<const std::string> png;
    };
    std::vector<Digit> m_digits = testSplit();
    std::vector<Cached> m_cache = std::vector<Cached>(4096); ///< direct-mapped; only small images are kept
};

} // namespace straightline::demo
