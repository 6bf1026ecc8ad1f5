// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/model.h"

#include <cstdint>
#include <string_view>

namespace straightline::demo
{

struct ImageSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    [[nodiscard]] std::uint64_t pixels() const { return std::uint64_t{width} * height; }
};

/// Reads the dimensions from a PNG's or JPEG's own structure, without decoding it, and checks that the file is whole:
/// a PNG must reach its IEND chunk and a JPEG its end-of-image marker. Anything else is a failure with status 400.
[[nodiscard]] Expected<ImageSize> measureImage(std::string_view file);

/// Refuses (413) an image of more than `maxPixels` before anything is decoded, then decodes it to gray and scales it
/// down.
[[nodiscard]] Expected<Pixels> pixelsOfImage(std::string_view file, std::uint64_t maxPixels);

/// Scales `rows` x `columns` gray levels 0..255 to the model's input: area average to 8 x 8, then whole numbers 0..16.
[[nodiscard]] Expected<Pixels> pixelsOfGray(const std::uint8_t* levels, int rows, int columns);

} // namespace straightline::demo
