// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace straightline::dispatch
{

/// What one call of the kernel, or of TLS above it, moved.
struct Moved {
    std::size_t size = 0;
    bool wouldBlock = false; ///< nothing more until the poller says so
    bool ended = false;      ///< the peer closed its side in an orderly way
    bool failed = false;
};

} // namespace straightline::dispatch
