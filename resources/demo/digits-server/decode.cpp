// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/decode.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstring>

#include <jpeglib.h>
#include <png.h>

namespace straightline::demo
{

// Both libraries report errors by longjmp. The functions that call setjmp own nothing that needs a destructor: all that
// is allocated lives in a structure of their caller.

namespace
{

constexpr png_fixed_point kRedWeight = 29900; ///< Rec. 601, in units of 1/100000
constexpr png_fixed_point kGreenWeight = 58700;

tl::unexpected<Failure> damaged(const std::string& why)
{
    return failure(400, "the image is damaged and cannot be decoded: " + why);
}

struct PngReading {
    std::string_view rest;
    GrayImage image;
    std::vector<png_bytep> rows;
    std::string error;
};

void readPngBytes(png_structp png, png_bytep target, std::size_t length)
{
    auto* reading = static_cast<PngReading*>(png_get_io_ptr(png));
    if (reading->rest.size() < length) {
        png_error(png, "truncated");
    }
    std::memcpy(target, reading->rest.data(), length);
    reading->rest.remove_prefix(length);
}

[[noreturn]] void onPngError(png_structp png, png_const_charp message)
{
    static_cast<PngReading*>(png_get_error_ptr(png))->error = message;
    png_longjmp(png, 1);
}

void onPngWarning(png_structp, png_const_charp) {}

void convertToGray(png_structp png, png_infop info)
{
    const int colour = png_get_color_type(png, info);
    png_set_strip_16(png);
    if (colour == PNG_COLOR_TYPE_PALETTE) {
        png_set_palette_to_rgb(png);
    }
    if (colour == PNG_COLOR_TYPE_GRAY) {
        png_set_expand_gray_1_2_4_to_8(png);
    }
    png_set_strip_alpha(png);
    if ((colour & PNG_COLOR_MASK_COLOR) != 0) {
        png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, kRedWeight, kGreenWeight);
    }
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

bool readPng(png_structp png, png_infop info, PngReading& reading)
{
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    // Gamma and colour profiles would make the conversion to gray depend on the writer.
    constexpr png_byte kIgnored[] = "gAMA\0cHRM\0sRGB\0iCCP";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, kIgnored, 4);
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_read_fn(png, &reading, readPngBytes);
    png_read_info(png, info);
    convertToGray(png, info);
    GrayImage& image = reading.image;
    image.width = png_get_image_width(png, info);
    image.height = png_get_image_height(png, info);
    if (png_get_rowbytes(png, info) != image.width) {
        png_error(png, "unexpected pixel format");
    }
    image.levels.resize(std::size_t{image.width} * image.height);
    reading.rows.resize(image.height);
    for (std::size_t y = 0; y < reading.rows.size(); ++y) {
        reading.rows[y] = image.levels.data() + y * image.width;
    }
    png_read_image(png, reading.rows.data());
    png_read_end(png, nullptr);
    return true;
}

struct JpegReading {
    jpeg_decompress_struct decoder;
    jpeg_error_mgr errors; ///< its client is found through decoder.client_data
    std::jmp_buf failed;
    char message[JMSG_LENGTH_MAX];
};

[[noreturn]] void onJpegError(j_common_ptr decoder)
{
    auto* reading = static_cast<JpegReading*>(decoder->client_data);
    decoder->err->format_message(decoder, reading->message);
    std::longjmp(reading->failed, 1);
}

/// Traces are of no interest; a warning means that the decoder made something up.
void onJpegMessage(j_common_ptr decoder, int level)
{
    if (level < 0) {
        onJpegError(decoder);
    }
}

bool readJpeg(JpegReading& reading, std::string_view file, GrayImage& image)
{
    jpeg_decompress_struct& decoder = reading.decoder;
    if (setjmp(reading.failed) != 0) {
        return false;
    }
    jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char*>(file.data()), file.size());
    jpeg_read_header(&decoder, TRUE);
    decoder.out_color_space = JCS_GRAYSCALE;
    jpeg_start_decompress(&decoder);
    image.width = decoder.output_width;
    image.height = decoder.output_height;
    image.levels.resize(std::size_t{image.width} * image.height);
    while (decoder.output_scanline < decoder.output_height) {
        JSAMPROW row = image.levels.data() + std::size_t{decoder.output_scanline} * image.width;
        jpeg_read_scanlines(&decoder, &row, 1);
    }
    jpeg_finish_decompress(&decoder);
    return true;
}

} // namespace

Expected<GrayImage> decodePng(std::string_view file)
{
    PngReading reading;
    reading.rest = file;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, onPngError, onPngWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    const bool read = info != nullptr && readPng(png, info, reading);
    png_destroy_read_struct(&png, &info, nullptr);
    if (!read) {
        return damaged(reading.error);
    }
    return std::move(reading.image);
}

Expected<GrayImage> decodeJpeg(std::string_view file)
{
    JpegReading reading{};
    reading.decoder.err = jpeg_std_error(&reading.errors);
    reading.errors.error_exit = onJpegError;
    reading.errors.emit_message = onJpegMessage;
    jpeg_create_decompress(&reading.decoder);
    reading.decoder.client_data = &reading;
    GrayImage image;
    const bool read = readJpeg(reading, file, image);
    jpeg_destroy_decompress(&reading.decoder);
    if (!read) {
        return damaged(reading.message);
    }
    return image;
}

} // namespace straightline::demo
