// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <sys/types.h>

namespace straightline::bench
{

/// Processor time that a process, its threads and its children have had, in seconds; 0 when it is gone. From schedstat,
/// which counts nanoseconds: short windows are measured as well as long ones. With `threads` only of the threads whose
/// names begin so.
double cpuSeconds(pid_t pid, const std::string& threads = {});

} // namespace straightline::bench
