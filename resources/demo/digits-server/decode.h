// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/demo/digits-server/message.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace straightline::demo
{

/// Gray levels 0..255, row by row.
struct GrayImage {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> levels;
};

/// Decode to gray with libpng and libjpeg themselves: OpenCV's imgcodecs would bring GDAL and a hundred more libraries,
/// five times the size of the container image and four times the start-up time of a function.
/// Colours become Rec. 601 luma, transparency and 16-bit detail are dropped, EXIF orientation is not applied.
/// The caller has checked the dimensions.
[[nodiscard]] Expected<GrayImage> decodePng(std::string_view file);
[[nodiscard]] Expected<GrayImage> decodeJpeg(std::string_view file);

} // namespace straightline::demo
