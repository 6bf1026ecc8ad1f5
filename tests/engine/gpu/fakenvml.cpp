// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for NVIDIA's library. What it does is in the environment variable FAKE_NVML: "" two GPUs, the second in
// Multi-Instance mode; "broken" does not initialise; "lost" cannot count; "hang" does not answer until FAKE_NVML is
// something else. Built with FAKE_NVML_BARE it lacks what older drivers lack, with FAKE_NVML_EMPTY everything.
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

#ifndef FAKE_NVML_EMPTY

namespace
{

std::string mode()
{
    const char* const text = std::getenv("FAKE_NVML");
    return text != nullptr ? text : "";
}

int copy(const char* text, char* into, unsigned size)
{
    std::strncpy(into, text, size);
    return 0;
}

[[maybe_unused]] constexpr int kNotSupported = 3;
constexpr unsigned long long kGib = 1'073'741'824ULL;

struct Fake {
    const char* name;
    const char* uuid;
    bool isMig;  ///< in Multi-Instance mode
    bool isPart; ///< of such a GPU
    unsigned long long usedBytes;
    unsigned long long totalBytes;
};
Fake g_first{"NVIDIA Test 16GB", "GPU-1", false, false, 5 * kGib, 16 * kGib};
Fake g_second{"NVIDIA Test MIG", "GPU-2", true, false, 20 * kGib, 80 * kGib};
[[maybe_unused]] Fake g_part{"NVIDIA Test MIG 1g.10gb", "MIG-7", false, true, 2 * kGib, 10 * kGib};

} // namespace

struct Utilization {
    unsigned gpu;
    unsigned memory;
};
struct Memory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};

extern "C" {

int nvmlInit_v2();
int nvmlShutdown();
const char* nvmlErrorString(int code);
int nvmlDeviceGetCount_v2(unsigned* count);
int nvmlDeviceGetHandleByIndex_v2(unsigned index, Fake** device);
int nvmlDeviceGetName(Fake* device, char* name, unsigned size);
int nvmlDeviceGetMemoryInfo(Fake* device, Memory* memory);

int nvmlInit_v2()
{
    return mode() == "broken" ? 9 : 0;
}

int nvmlShutdown()
{
    return 0;
}

const char* nvmlErrorString(int code)
{
    return code == 9 ? "Driver Not Loaded" : "Unknown Error";
}

int nvmlDeviceGetCount_v2(unsigned* count)
{
    while (mode() == "hang")
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    *count = 2;
    return mode() == "lost" ? 999 : 0;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, Fake** device)
{
    *device = index == 0 ? &g_first : &g_second;
    return 0;
}

int nvmlDeviceGetName(Fake* device, char* name, unsigned size)
{
    return copy(device->name, name, size);
}

int nvmlDeviceGetMemoryInfo(Fake* device, Memory* memory)
{
    *memory = {device->totalBytes, device->totalBytes - device->usedBytes, device->usedBytes};
    return 0;
}

#ifndef FAKE_NVML_BARE
int nvmlDeviceGetUUID(Fake* device, char* uuid, unsigned size);
int nvmlDeviceGetUtilizationRates(Fake* device, Utilization* rates);
int nvmlDeviceGetPowerUsage(Fake* device, unsigned* milliwatts);
int nvmlDeviceGetTemperature(Fake* device, int sensor, unsigned* degrees);
int nvmlDeviceGetMigMode(Fake* device, unsigned* current, unsigned* pending);
int nvmlDeviceGetMaxMigDeviceCount(Fake* device, unsigned* count);
int nvmlDeviceGetMigDeviceHandleByIndex(Fake* device, unsigned index, Fake** instance);

int nvmlDeviceGetUUID(Fake* device, char* uuid, unsigned size)
{
    return copy(device->uuid, uuid, size);
}

int nvmlDeviceGetUtilizationRates(Fake* device, Utilization* rates)
{
    *rates = {37, 12};
    return device->isMig ? kNotSupported : 0;
}

int nvmlDeviceGetPowerUsage(Fake* /*device*/, unsigned* milliwatts)
{
    *milliwatts = 71'500;
    return 0;
}

int nvmlDeviceGetTemperature(Fake* /*device*/, int sensor, unsigned* degrees)
{
    *degrees = 64;
    return sensor == 0 ? 0 : 2;
}

int nvmlDeviceGetMigMode(Fake* device, unsigned* current, unsigned* pending)
{
    *current = *pending = device->isMig ? 1 : 0;
    return 0;
}

int nvmlDeviceGetMaxMigDeviceCount(Fake* device, unsigned* count)
{
    *count = device->isMig ? 7 : 0;
    return 0;
}

int nvmlDeviceGetMigDeviceHandleByIndex(Fake* device, unsigned index, Fake** instance)
{
    *instance = &g_part;
    return device->isMig && index == 3 ? 0 : 6;
}
#endif
}

#endif
