// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/tensor.h"

#include "resources/demo/digits-server/base64.h"
#include "resources/demo/digits-server/image.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cstring>

namespace straightline::demo
{

namespace
{

using nlohmann::json;
using Shape = std::vector<std::uint64_t>;

constexpr std::size_t kMaxRank = 3;

Expected<Shape> shapeOf(const json& tensor)
{
    const auto found = tensor.find("shape");
    if (found == tensor.end() || !found->is_array() || found->empty() || found->size() > kMaxRank) {
        return failure(400, "input image: shape must be an array of one to three numbers");
    }
    Shape shape;
    for (const json& side : *found) {
        if (!side.is_number_unsigned() || side.get<std::uint64_t>() == 0 || side.get<std::uint64_t>() > UINT32_MAX) {
            return failure(400, "input image: each side of the shape must be a whole number above zero");
        }
        shape.push_back(side.get<std::uint64_t>());
    }
    return shape;
}

std::string text(const Shape& shape)
{
    return json(shape).dump();
}

/// The number of elements, or nothing when it is above `limit` (which also rules out overflow).
std::optional<std::size_t> elementsOf(const Shape& shape, std::uint64_t limit)
{
    std::uint64_t count = 1;
    for (const std::uint64_t side : shape) {
        if (side > limit / count) {
            return std::nullopt;
        }
        count *= side;
    }
    return static_cast<std::size_t>(count);
}

/// Collects nested or flat data in row-major order; false when an element is not accepted by `take`.
template <typename Take>
bool flatten(const json& data, std::size_t depth, const Take& take)
{
    if (!data.is_array()) {
        return take(data);
    }
    if (depth > kMaxRank) {
        return false;
    }
    for (const json& element : data) {
        if (!flatten(element, depth + 1, take)) {
            return false;
        }
    }
    return true;
}

Expected<const json*> dataOf(const json& tensor)
{
    const auto found = tensor.find("data");
    if (found == tensor.end() || !found->is_array()) {
        return failure(400, "input image: data must be an array (or give parameters.binary_data_size)");
    }
    return &*found;
}

tl::unexpected<Failure> countFailure(const Shape& shape, std::size_t expected)
{
    return failure(400,
                   "input image: shape " + text(shape) + " needs " + std::to_string(expected) + " elements of data");
}

Expected<std::vector<std::string>> encodedFiles(const InputTensor& tensor)
{
    const auto parameters = tensor.description.find("parameters");
    if (parameters != tensor.description.end() && parameters->is_object()
        && parameters->value("content_type", json("base64")) != "base64") {
        return failure(400, "input image: content_type must be base64");
    }
    const auto data = dataOf(tensor.description);
    if (!data) {
        return tl::unexpected(data.error());
    }
    std::vector<std::string> files;
    const bool whole = flatten(**data, 0, [&files](const json& element) {
        auto bytes = element.is_string() ? decodeBase64(element.get_ref<const std::string&>()) : std::nullopt;
        if (bytes) {
            files.push_back(std::move(*bytes));
        }
        return bytes.has_value();
    });
    if (!whole) {
        return failure(400, "input image: each BYTES element must be a base64 string");
    }
    return files;
}

Expected<std::vector<std::string_view>> binaryFiles(std::string_view bytes)
{
    std::vector<std::string_view> files;
    while (!bytes.empty()) {
        std::uint32_t length = 0;
        if (bytes.size() < sizeof length) {
            return failure(400, "input image: a BYTES element without its 4-byte length");
        }
        std::memcpy(&length, bytes.data(), sizeof length);
        bytes.remove_prefix(sizeof length);
        if (length > bytes.size()) {
            return failure(400, "input image: a BYTES element is longer than the binary data");
        }
        files.push_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return files;
}

Expected<std::vector<Pixels>> imagesOfBytes(const InputTensor& tensor, const Shape& shape,
                                            const InferenceLimits& limits)
{
    if (shape.size() > 2 || (shape.size() == 2 && shape[1] != 1)) {
        return failure(400, "input image: BYTES needs shape [n] or [n,1], not " + text(shape));
    }
    std::vector<std::string> decoded;
    std::vector<std::string_view> files;
    if (tensor.binary) {
        auto split = binaryFiles(*tensor.binary);
        if (!split) {
            return tl::unexpected(split.error());
        }
        files = std::move(*split);
    } else {
        auto encoded = encodedFiles(tensor);
        if (!encoded) {
            return tl::unexpected(encoded.error());
        }
        decoded = std::move(*encoded);
        files.assign(decoded.begin(), decoded.end());
    }
    if (files.size() != shape[0]) {
        return countFailure(shape, shape[0]);
    }
    return imagesOfFiles(files, limits);
}

Expected<std::vector<std::uint8_t>> grayLevels(const InputTensor& tensor, const Shape& shape, std::size_t count)
{
    std::vector<std::uint8_t> levels;
    if (tensor.binary) {
        levels.assign(tensor.binary->begin(), tensor.binary->end());
    } else {
        const auto data = dataOf(tensor.description);
        if (!data) {
            return tl::unexpected(data.error());
        }
        levels.reserve(count);
        const bool whole = flatten(**data, 0, [&levels](const json& element) {
            const bool fits = element.is_number_unsigned() && element.get<std::uint64_t>() <= UINT8_MAX;
            if (fits) {
                levels.push_back(element.get<std::uint8_t>());
            }
            return fits;
        });
        if (!whole) {
            return failure(400, "input image: each UINT8 element must be a whole number from 0 to 255");
        }
    }
    if (levels.size() != count) {
        return countFailure(shape, count);
    }
    return levels;
}

Expected<std::vector<Pixels>> imagesOfLevels(const InputTensor& tensor, const Shape& shape,
                                             const InferenceLimits& limits)
{
    if (shape.size() < 2) {
        return failure(400, "input image: UINT8 needs shape [height,width] or [n,height,width], not " + text(shape));
    }
    const std::size_t images = shape.size() == 3 ? shape[0] : 1;
    const auto count = elementsOf(shape, limits.maxPixels);
    if (!count || images > limits.maxImages) {
        return failure(413, "input image: shape " + text(shape) + " is over the limit of "
                                + std::to_string(limits.maxPixels) + " pixels or " + std::to_string(limits.maxImages)
                                + " images");
    }
    const auto levels = grayLevels(tensor, shape, *count);
    if (!levels) {
        return tl::unexpected(levels.error());
    }
    std::vector<Pixels> result;
    for (std::size_t i = 0; i < images; ++i) {
        const auto pixels = pixelsOfGray(levels->data() + i * (*count / images),
                                         static_cast<int>(shape[shape.size() - 2]), static_cast<int>(shape.back()));
        if (!pixels) {
            return tl::unexpected(pixels.error());
        }
        result.push_back(*pixels);
    }
    return result;
}

Expected<std::vector<float>> uciValues(const InputTensor& tensor, const Shape& shape, std::size_t count)
{
    std::vector<float> values;
    if (tensor.binary) {
        static_assert(std::endian::native == std::endian::little, "binary tensors are little-endian");
        if (tensor.binary->size() != count * sizeof(float)) {
            return countFailure(shape, count);
        }
        values.resize(count);
        std::memcpy(values.data(), tensor.binary->data(), tensor.binary->size());
    } else {
        const auto data = dataOf(tensor.description);
        if (!data) {
            return tl::unexpected(data.error());
        }
        const bool whole = flatten(**data, 0, [&values](const json& element) {
            if (element.is_number()) {
                values.push_back(element.get<float>());
            }
            return element.is_number();
        });
        if (!whole) {
            return failure(400, "input image: each FP32 element must be a number");
        }
    }
    if (values.size() != count) {
        return countFailure(shape, count);
    }
    for (const float value : values) {
        if (!(value >= 0.0F && value <= kMaxValue)) { // also refuses what is not a number
            return failure(400, "input image: FP32 values must be from 0 to 16");
        }
    }
    return values;
}

Expected<std::vector<Pixels>> imagesOfValues(const InputTensor& tensor, const Shape& shape,
                                             const InferenceLimits& limits)
{
    const bool fits =
        (shape.size() == 3 && shape[1] == kSide && shape[2] == kSide) || (shape.size() < 3 && shape.back() == kPixels);
    if (!fits) {
        return failure(400, "input image: FP32 needs shape [n,64] or [n,8,8], not " + text(shape));
    }
    const auto count = elementsOf(shape, limits.maxImages * kPixels);
    if (!count) {
        return failure(413, "input image: more than " + std::to_string(limits.maxImages) + " images in one request");
    }
    const auto values = uciValues(tensor, shape, *count);
    if (!values) {
        return tl::unexpected(values.error());
    }
    std::vector<Pixels> result(*count / kPixels);
    for (std::size_t i = 0; i < result.size(); ++i) {
        std::copy_n(values->data() + i * kPixels, kPixels, result[i].begin());
    }
    return result;
}

} // namespace

Expected<std::vector<Pixels>> imagesOfFiles(const std::vector<std::string_view>& files, const InferenceLimits& limits)
{
    if (files.size() > limits.maxImages) {
        return failure(413, "more than " + std::to_string(limits.maxImages) + " images in one request");
    }
    std::uint64_t pixelsLeft = limits.maxPixels;
    std::vector<Pixels> result;
    for (const std::string_view file : files) {
        const auto pixels = pixelsOfImage(file, pixelsLeft);
        if (!pixels) {
            return tl::unexpected(pixels.error());
        }
        pixelsLeft -= measureImage(file)->pixels();
        result.push_back(*pixels);
    }
    return result;
}

Expected<std::vector<Pixels>> imagesOfTensor(const InputTensor& tensor, const InferenceLimits& limits)
{
    const auto shape = shapeOf(tensor.description);
    if (!shape) {
        return tl::unexpected(shape.error());
    }
    const json datatype = tensor.description.value("datatype", json());
    if (datatype == "BYTES") {
        return imagesOfBytes(tensor, *shape, limits);
    }
    if (datatype == "UINT8") {
        return imagesOfLevels(tensor, *shape, limits);
    }
    if (datatype == "FP32") {
        return imagesOfValues(tensor, *shape, limits);
    }
    return failure(400, "input image: datatype must be BYTES, UINT8 or FP32");
}

} // namespace straightline::demo
