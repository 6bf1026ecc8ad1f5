// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <cuda_runtime_api.h>

#include "engine/replay/cuda/cudakernel.h"

namespace straightline::replay::cuda
{

namespace
{

/// One warp: trials are few beside a GPU's processors, so they are spread over all of them.
constexpr unsigned kThreads = 32;

__global__ void performAll(const __grid_constant__ kernel::Launch launch)
{
    const unsigned index = blockIdx.x * blockDim.x + threadIdx.x;
    if (index < launch.count)
        kernel::perform(launch, index);
}

} // namespace

int launchKernel(const kernel::Launch& launch, void* stream)
{
    const unsigned blocks = (launch.count + kThreads - 1) / kThreads;
    performAll<<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(launch);
    return static_cast<int>(cudaGetLastError());
}

} // namespace straightline::replay::cuda
