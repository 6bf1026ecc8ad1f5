// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/launch.h"

namespace straightline::replay::cuda
{

/// Begins the step on the GPU, in the given stream (cudaStream_t). A cudaError_t: 0 when it could be begun.
int launchKernel(const kernel::Launch& launch, void* stream);

} // namespace straightline::replay::cuda
