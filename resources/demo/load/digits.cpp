// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/digits.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>

namespace straightline::demo
{

extern const unsigned char kEmbeddedTestSplit[];
extern const std::size_t kEmbeddedTestSplitSize;

namespace
{

using namespace std::string_view_literals;

constexpr std::size_t kSide = 8;
constexpr std::size_t kMaxFactor = 800; ///< sides up to 6,400 pixels, within what the demo's servers decode
constexpr std::size_t kChunkFrame = 12; ///< length, type and checksum
constexpr std::size_t kBlockBytes = 65535;
constexpr std::size_t kLargestCached = 32U << 10U;

void appendBigEndian(std::string& text, std::uint64_t value)
{
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        text.push_back(static_cast<char>((value >> (shift - 8)) & 0xffU));
    }
}

const Bytef* bytesOf(std::string_view text)
{
    return reinterpret_cast<const Bytef*>(text.data());
}

void appendChunk(std::string& png, std::string_view type, std::string_view data)
{
    appendBigEndian(png, data.size());
    const std::size_t start = png.size();
    png += type;
    png += data;
    const std::string_view checked = std::string_view(png).substr(start);
    appendBigEndian(png, crc32_z(0, bytesOf(checked), checked.size()));
}

std::size_t scanlineBytes(std::size_t factor)
{
    const std::size_t side = kSide * factor;
    return side * (side + 1); // each line opens with its filter type
}

/// Bytes of the whole file for an enlargement, without padding.
std::size_t fileBytes(std::size_t factor)
{
    const std::size_t raw = scanlineBytes(factor);
    const std::size_t blocks = (raw + kBlockBytes - 1) / kBlockBytes;
    const std::size_t stream = 2 + 5 * blocks + raw + 4;
    return 8 + (kChunkFrame + 13) + (kChunkFrame + stream) + kChunkFrame;
}

/// The largest factor whose file leaves either nothing or room for a padding chunk.
std::size_t factorFor(std::size_t bytes)
{
    std::size_t factor = 1;
    while (factor < kMaxFactor && fileBytes(factor + 1) <= bytes) {
        ++factor;
    }
    while (factor > 1 && bytes != fileBytes(factor) && bytes - fileBytes(factor) < kChunkFrame) {
        --factor;
    }
    return factor;
}

std::string scanlines(const Digit& digit, std::size_t factor)
{
    std::string lines;
    lines.reserve(scanlineBytes(factor));
    for (std::size_t y = 0; y < kSide; ++y) {
        std::string line(1, '\0');
        for (std::size_t x = 0; x < kSide; ++x) {
            const unsigned level = (digit.values[y * kSide + x] * 255U + 8U) / 16U;
            line.append(factor, static_cast<char>(level));
        }
        for (std::size_t i = 0; i < factor; ++i) {
            lines += line;
        }
    }
    return lines;
}

/// A zlib stream of stored blocks: nothing is compressed, so the size is known beforehand.
std::string storedStream(std::string_view data)
{
    std::string stream = "\x78\x01";
    stream.reserve(data.size() + data.size() / kBlockBytes * 5 + 16);
    for (std::size_t at = 0; at < data.size(); at += kBlockBytes) {
        const std::size_t length = std::min(kBlockBytes, data.size() - at);
        stream.push_back(at + length == data.size() ? '\1' : '\0');
        for (const std::size_t value : {length, ~length}) {
            stream.push_back(static_cast<char>(value & 0xffU));
            stream.push_back(static_cast<char>((value >> 8U) & 0xffU));
        }
        stream += data.substr(at, length);
    }
    appendBigEndian(stream, adler32_z(1, bytesOf(data), data.size()));
    return stream;
}

Digit digitOf(std::string_view line)
{
    Digit digit;
    std::size_t column = 0;
    while (!line.empty()) {
        const std::size_t comma = std::min(line.find(','), line.size());
        int value = 0;
        std::from_chars(line.data(), line.data() + comma, value);
        if (column == 0) {
            digit.label = value;
        } else if (column == 1) {
            digit.predicted = value;
        } else if (column - 2 < digit.values.size()) {
            digit.values[column - 2] = static_cast<std::uint8_t>(value);
        }
        ++column;
        line.remove_prefix(std::min(comma + 1, line.size()));
    }
    return digit;
}

} // namespace

std::vector<Digit> testSplit()
{
    std::string_view text(reinterpret_cast<const char*>(kEmbeddedTestSplit), kEmbeddedTestSplitSize);
    std::vector<Digit> digits;
    bool header = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (!header && end > 0) {
            digits.push_back(digitOf(text.substr(0, end)));
        }
        header = false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return digits;
}

std::string renderPng(const Digit& digit, std::size_t bytes)
{
    const std::size_t factor = factorFor(bytes);
    std::string header;
    appendBigEndian(header, kSide * factor);
    appendBigEndian(header, kSide * factor);
    header += "\x08\0\0\0\0"sv; // 8 bits, gray, no interlace

    std::string png;
    png.reserve(bytes);
    png += "\x89PNG\r\n\x1a\n"sv;
    appendChunk(png, "IHDR", header);
    if (bytes > fileBytes(factor)) {
        // Below kSmallestPng there is nothing to leave out; one to eleven bytes more are rounded up to an empty chunk.
        appendChunk(png, "slPd", std::string(std::max(bytes - fileBytes(factor), kChunkFrame) - kChunkFrame, '\0'));
    }
    appendChunk(png, "IDAT", storedStream(scanlines(digit, factor)));
    appendChunk(png, "IEND", {});
    return png;
}

std::shared_ptr<const std::string> Renderer::render(std::size_t digitIndex, std::size_t bytes)
{
    if (bytes > kLargestCached) {
        return std::make_shared<const std::string>(renderPng(m_digits[digitIndex], bytes));
    }
    const std::uint64_t key = (std::uint64_t{bytes} << 16U) | digitIndex;
    Cached& cached = m_cache[(key * 0x9e3779b97f4a7c15U >> 32U) % m_cache.size()];
    if (!cached.png || cached.key != key) {
        cached = {key, std::make_shared<const std::string>(renderPng(m_digits[digitIndex], bytes))};
    }
    return cached.png;
}

} // namespace straightline::demo
