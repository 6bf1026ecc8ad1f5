# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encoded images to model inputs, step for step as digits-server does it."""
import io
import struct
import zlib

import numpy as np
from PIL import Image

from failure import Failure

SIDE = 8
MAX_VALUE = 16
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"
CHUNK_PIXELS = 1 << 20

Image.MAX_IMAGE_PIXELS = None  # the limit is checked here, before decoding, with our own answer


def check_png(file):
    """Walks the chunks to IEND, so that a cut or damaged file is refused before it is decoded."""
    at = len(PNG_SIGNATURE)
    view = memoryview(file)
    while len(file) - at >= 12:
        length, kind = struct.unpack_from(">I4s", file, at)
        end = at + 12 + length
        if end > len(file):
            break
        if zlib.crc32(view[at + 4:end - 4]) != struct.unpack_from(">I", file, end - 4)[0]:
            raise Failure(400, "the image is damaged and cannot be decoded")
        if kind == b"IEND":
            return
        at = end
    raise Failure(400, "truncated PNG image")


def decode_gray(image):
    if image.mode.startswith("I"):  # 16 bits a pixel: keep the upper eight
        return (np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8)
    if image.format == "JPEG":
        image.draft("L", None)
    return np.asarray(image.convert("L"))


def pixels_of_file(file, max_pixels):
    """(64 values, number of pixels decoded)"""
    if not file.startswith((PNG_SIGNATURE, JPEG_SIGNATURE)):
        raise Failure(400, "not a PNG or JPEG image" if file else
                      "the body is empty: a PNG or JPEG image is expected")
    try:
        with Image.open(io.BytesIO(file), formats=("PNG", "JPEG")) as image:
            width, height = image.size
            if width * height > max_pixels:
                raise Failure(413, f"the image has {width} x {height} pixels, the limit is {max_pixels}")
            if image.format == "PNG":
                check_png(file)
            levels = decode_gray(image)
    except (OSError, SyntaxError, ValueError, struct.error, zlib.error) as error:
        raise Failure(400, f"the image cannot be decoded: {error}") from error
    return pixels_of_gray(levels), width * height


def area_weights(length):
    """length x 8: how much of each source pixel belongs to each of the eight cells, each column summing to 1."""
    edges = np.arange(SIDE + 1) * (length / SIDE)
    starts = np.arange(length)[:, None]
    overlap = np.minimum(edges[None, 1:], starts + 1) - np.maximum(edges[None, :-1], starts)
    return (np.clip(overlap, 0, None) * (SIDE / length)).astype(np.float32)


def pixels_of_gray(levels):
    """Scales gray levels 0..255 to 64 values: area average to 8 x 8, then whole numbers 0..16."""
    height, width = levels.shape
    across = area_weights(width)
    down = area_weights(height)
    small = np.zeros((SIDE, SIDE), np.float32)
    step = max(1, CHUNK_PIXELS // width)
    for top in range(0, height, step):
        small += down[top:top + step].T @ (levels[top:top + step].astype(np.float32) @ across)
    return np.rint(np.rint(small) * MAX_VALUE / 255).astype(np.float32).reshape(SIDE * SIDE)
