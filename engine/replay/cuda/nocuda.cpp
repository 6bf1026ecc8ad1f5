// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/replay/cuda/cudaaccelerator.h"

namespace straightline::replay
{

Result<std::unique_ptr<Accelerator>> openCudaAccelerator()
{
    return failure(ErrorCode::NotFound, "this program was built without CUDA");
}

} // namespace straightline::replay
