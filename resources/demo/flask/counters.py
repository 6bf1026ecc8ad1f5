# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters that sum over all gunicorn workers."""
import fcntl
import mmap
import struct
import tempfile
import threading

LAYOUT = struct.Struct("<3Q")


class Counters:
    """Three counters in a memory-mapped file without a name. Made before gunicorn forks (preload_app), so that every
    worker inherits the same file. The file lock excludes other workers (the kernel frees it when a worker dies), the
    thread lock this worker's own threads."""

    def __init__(self):
        self._file = tempfile.TemporaryFile()
        self._file.truncate(LAYOUT.size)
        self._memory = mmap.mmap(self._file.fileno(), LAYOUT.size)
        self._mutex = threading.Lock()

    def add(self, requests=0, inferences=0, errors=0):
        with self._mutex:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                values = LAYOUT.unpack_from(self._memory)
                LAYOUT.pack_into(self._memory, 0, values[0] + requests, values[1] + inferences, values[2] + errors)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def values(self):
        with self._mutex:
            fcntl.lockf(self._file, fcntl.LOCK_SH)
            try:
                return dict(zip(("requests", "inferences", "errors"), LAYOUT.unpack_from(self._memory)))
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
