// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/replay/cuda/cudaaccelerator.h"

#include <array>

#include <cuda_runtime_api.h>

#include "engine/replay/cuda/cudakernel.h"

namespace straightline::replay
{

namespace
{

Result<void> checked(int error, const char* what)
{
    if (error == cudaSuccess)
        return {};
    return failure(ErrorCode::Internal,
                   std::string("CUDA: ") + what + ": " + cudaGetErrorString(static_cast<cudaError_t>(error)));
}

/// What is queued in one stream; the runtime is linked into the program and finds the driver when it is first called.
class CudaAccelerator : public Accelerator
{
public:
    Result<void> open()
    {
        int devices = 0;
        const cudaError_t counted = cudaGetDeviceCount(&devices);
        if (counted == cudaErrorInsufficientDriver || counted == cudaErrorNoDevice
            || (counted == cudaSuccess && devices == 0))
            return failure(ErrorCode::NotFound, std::string("CUDA: no GPU that can be used, or no driver for it: ")
                                                    + cudaGetErrorString(counted));
        if (counted != cudaSuccess)
            return checked(counted, "looking for a GPU");
        cudaDeviceProp properties{};
        if (auto known = checked(cudaGetDeviceProperties(&properties, 0), "asking the GPU what it is"); !known)
            return known;
        m_name = properties.name;
        if (auto made = checked(cudaStreamCreate(&m_stream), "making a stream"); !made)
            return made;
        for (Slot& slot : m_slots) {
            if (auto made = checked(cudaEventCreateWithFlags(&slot.copied, cudaEventDisableTiming), "making an event");
                !made)
                return made;
        }
        return {};
    }
    ~CudaAccelerator() override
    {
        for (Slot& slot : m_slots) {
            if (slot.copied != nullptr)
                cudaEventDestroy(slot.copied);
            cudaFreeHost(slot.memory);
        }
        if (m_stream != nullptr)
            cudaStreamDestroy(m_stream);
    }
    CudaAccelerator() = default;
    CudaAccelerator(const CudaAccelerator&) = delete;
    CudaAccelerator& operator=(const CudaAccelerator&) = delete;

    std::string name() const override { return m_name; }

    std::byte* allocate(std::size_t bytes) override
    {
        void* memory = nullptr;
        if (cudaMalloc(&memory, bytes) == cudaSuccess && cudaMemsetAsync(memory, 0, bytes, m_stream) == cudaSuccess)
            return static_cast<std::byte*>(memory);
        cudaFree(memory);
        cudaGetLastError(); // it is said by the return, and not to be found by the next call
        return nullptr;
    }

    void release(std::byte* memory) override
    {
        cudaStreamSynchronize(m_stream);
        cudaFree(memory);
    }

    std::byte* staging(unsigned slot, std::size_t bytes) override
    {
        Slot& mine = m_slots[slot];
        if (cudaEventSynchronize(mine.copied) != cudaSuccess)
            return nullptr;
        if (mine.bytes < bytes) {
            cudaFreeHost(mine.memory);
            mine = {.memory = nullptr, .bytes = 0, .copied = mine.copied};
            if (cudaMallocHost(&mine.memory, bytes) != cudaSuccess) {
                cudaGetLastError();
                return nullptr;
            }
            mine.bytes = bytes;
        }
        return static_cast<std::byte*>(mine.memory);
    }

    Result<void> copyIn(std::byte* to, unsigned slot, std::size_t bytes) override
    {
        const Slot& mine = m_slots[slot];
        if (auto copied = checked(cudaMemcpyAsync(to, mine.memory, bytes, cudaMemcpyHostToDevice, m_stream),
                                  "sending requests to the GPU");
            !copied)
            return copied;
        return checked(cudaEventRecord(mine.copied, m_stream), "sending requests to the GPU");
    }

    Result<void> launch(const kernel::Launch& launch) override
    {
        return checked(cuda::launchKernel(launch, m_stream), "starting the simulation on the GPU");
    }

    Result<void> copyOut(std::byte* to, const std::byte* from, std::size_t pitch, std::size_t width,
                         std::size_t rows) override
    {
        if (auto ran = checked(cudaStreamSynchronize(m_stream), "simulating on the GPU"); !ran)
            return ran;
        return checked(cudaMemcpy2D(to, pitch, from, pitch, width, rows, cudaMemcpyDeviceToHost),
                       "fetching results from the GPU");
    }

private:
    struct Slot {
        void* memory = nullptr; ///< page-locked
        std::size_t bytes = 0;
        cudaEvent_t copied = nullptr; ///< the latest copyIn() from it is over
    };

    std::string m_name;
    cudaStream_t m_stream = nullptr;
    std::array<Slot, 2> m_slots;
};

} // namespace

Result<std::unique_ptr<Accelerator>> openCudaAccelerator()
{
    auto made = std::make_unique<CudaAccelerator>();
    if (auto opened = made->open(); !opened)
        return tl::make_unexpected(opened.error());
    return made;
}

} // namespace straightline::replay
