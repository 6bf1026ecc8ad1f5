// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/image.h"

#include "resources/demo/digits-server/decode.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <cstring>

namespace straightline::demo
{

namespace
{

using namespace std::string_view_literals;

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n"sv;
constexpr std::string_view kJpegSignature = "\xff\xd8\xff"sv;
constexpr std::uint32_t kMaxSide = 0x7fffffff;

std::uint32_t bigEndian(std::string_view file, std::size_t at, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = (value << 8U) | static_cast<unsigned char>(file[at + i]);
    }
    return value;
}

Expected<ImageSize> checkedSize(ImageSize size, const char* format)
{
    if (size.width == 0 || size.height == 0 || size.width > kMaxSide || size.height > kMaxSide) {
        return failure(400, std::string(format) + " image without a usable width and height");
    }
    return size;
}

Expected<ImageSize> measurePng(std::string_view file)
{
    constexpr std::size_t kFrame = 12; // length, type and checksum of a chunk
    ImageSize size;
    std::size_t at = kPngSignature.size();
    bool first = true;
    while (file.size() - at >= kFrame) {
        const std::size_t length = bigEndian(file, at, 4);
        const std::string_view type = file.substr(at + 4, 4);
        if (length > file.size() - at - kFrame) {
            return failure(400, "truncated PNG image");
        }
        if (first) {
            if (type != "IHDR"sv || length != 13) {
                return failure(400, "PNG image without a header");
            }
            size = {bigEndian(file, at + 8, 4), bigEndian(file, at + 12, 4)};
            first = false;
        }
        if (type == "IEND"sv) {
            return checkedSize(size, "PNG");
        }
        at += kFrame + length;
    }
    return failure(400, "truncated PNG image");
}

bool isStartOfFrame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/// The position of the next marker's code at or after `at`, skipping entropy-coded data and restart markers.
std::size_t nextMarker(std::string_view file, std::size_t at)
{
    while (at + 1 < file.size()) {
        const void* found = std::memchr(file.data() + at, 0xff, file.size() - at - 1);
        if (found == nullptr) {
            return std::string_view::npos;
        }
        at = static_cast<std::size_t>(static_cast<const char*>(found) - file.data()) + 1;
        const unsigned code = static_cast<unsigned char>(file[at]);
        if (code != 0x00 && code != 0x01 && code != 0xff && (code < 0xd0 || code > 0xd7)) {
            return at;
        }
    }
    return std::string_view::npos;
}

Expected<ImageSize> measureJpeg(std::string_view file)
{
    constexpr unsigned kEndOfImage = 0xd9;
    ImageSize size;
    bool framed = false;
    for (std::size_t at = nextMarker(file, 2); at != std::string_view::npos;) {
        const unsigned marker = static_cast<unsigned char>(file[at]);
        ++at;
        if (marker == kEndOfImage) {
            return framed ? checkedSize(size, "JPEG") : failure(400, "JPEG image without a frame");
        }
        if (file.size() - at < 2) {
            break;
        }
        const std::size_t length = bigEndian(file, at, 2);
        if (length < 2 || length > file.size() - at) {
            break;
        }
        if (isStartOfFrame(marker) && length >= 7 && !framed) {
            size = {bigEndian(file, at + 5, 2), bigEndian(file, at + 3, 2)};
            framed = true;
        }
        at = nextMarker(file, at + length);
    }
    return failure(400, "truncated JPEG image");
}

} // namespace

Expected<ImageSize> measureImage(std::string_view file)
{
    if (file.starts_with(kPngSignature)) {
        return measurePng(file);
    }
    if (file.starts_with(kJpegSignature)) {
        return measureJpeg(file);
    }
    return failure(400,
                   file.empty() ? "the body is empty: a PNG or JPEG image is expected" : "not a PNG or JPEG image");
}

Expected<Pixels> pixelsOfGray(const std::uint8_t* levels, int rows, int columns)
{
    try {
        const cv::Mat gray(rows, columns, CV_8U, const_cast<std::uint8_t*>(levels));
        cv::Mat small;
        cv::resize(gray, small, cv::Size(static_cast<int>(kSide), static_cast<int>(kSide)), 0, 0, cv::INTER_AREA);
        Pixels pixels;
        for (std::size_t i = 0; i < kPixels; ++i) {
            const int row = static_cast<int>(i / kSide);
            const int column = static_cast<int>(i % kSide);
            pixels[i] = std::round(static_cast<float>(small.at<std::uint8_t>(row, column)) * kMaxValue / 255.0F);
        }
        return pixels;
    } catch (const cv::Exception& error) {
        return failure(400, "the image cannot be scaled: " + error.err);
    }
}

Expected<Pixels> pixelsOfImage(std::string_view file, std::uint64_t maxPixels)
{
    const auto size = measureImage(file);
    if (!size) {
        return tl::unexpected(size.error());
    }
    if (size->pixels() > maxPixels) {
        return failure(413, "the image has " + std::to_string(size->width) + " x " + std::to_string(size->height)
                                + " pixels, the limit is " + std::to_string(maxPixels));
    }
    const auto image = file.starts_with(kPngSignature) ? decodePng(file) : decodeJpeg(file);
    if (!image) {
        return tl::unexpected(image.error());
    }
    return pixelsOfGray(image->levels.data(), static_cast<int>(image->height), static_cast<int>(image->width));
}

} // namespace straightline::demo
