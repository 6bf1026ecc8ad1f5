// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/replay/accelerator.h"

namespace straightline::replay
{

/// This machine's first NVIDIA GPU. The error says why there is none that can be used: "not built in" where the program
/// was built without CUDA.
Result<std::unique_ptr<Accelerator>> openCudaAccelerator();

} // namespace straightline::replay
