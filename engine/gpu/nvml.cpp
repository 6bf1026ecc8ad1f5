// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gpu/nvml.h"

#include <array>

#include <dlfcn.h>
#include <fmt/format.h>

namespace straightline::gpu
{

namespace
{

// The ABI as far as it is used: documented as stable in NVIDIA's NVML API reference.
using Return = int; // nvmlReturn_t: 0 is success
using Device = struct DeviceHandle*;
struct UtilizationRates {
    unsigned gpu;
    unsigned memory;
};
struct MemoryInfo {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};
constexpr Return kSuccess = 0;
constexpr int kGpuSensor = 0;         // NVML_TEMPERATURE_GPU
constexpr unsigned kNameBytes = 96;   // NVML_DEVICE_NAME_V2_BUFFER_SIZE and NVML_DEVICE_UUID_V2_BUFFER_SIZE
constexpr unsigned kMigEnabled = 1;   // NVML_DEVICE_MIG_ENABLE
constexpr unsigned kMostGpus = 1'024; // against a reply that cannot be

struct CloseLibrary {
    void operator()(void* library) const { ::dlclose(library); }
};

} // namespace

struct Nvml::Functions {
    std::unique_ptr<void, CloseLibrary> library;
    Return (*init)() = nullptr;
    Return (*shutdown)() = nullptr;
    const char* (*errorString)(Return) = nullptr;
    Return (*count)(unsigned*) = nullptr;
    Return (*handle)(unsigned, Device*) = nullptr;
    Return (*name)(Device, char*, unsigned) = nullptr;
    Return (*uuid)(Device, char*, unsigned) = nullptr;
    Return (*utilization)(Device, UtilizationRates*) = nullptr;
    Return (*memory)(Device, MemoryInfo*) = nullptr;
    Return (*power)(Device, unsigned*) = nullptr;
    Return (*temperature)(Device, int, unsigned*) = nullptr;
    Return (*migMode)(Device, unsigned*, unsigned*) = nullptr;
    Return (*mostMigs)(Device, unsigned*) = nullptr;
    Return (*migHandle)(Device, unsigned, Device*) = nullptr;

    template <class Function>
    void find(Function& into, const char* symbol)
    {
        into = reinterpret_cast<Function>(::dlsym(library.get(), symbol));
    }
    void findAll();
    std::string textOf(Return code) const;
    std::string textFrom(Return (*ask)(Device, char*, unsigned), Device device) const;
    std::optional<GpuMemory> memoryOf(Device device) const;
    GpuStatus statusOf(Device device) const;
    std::vector<MigInstance> instancesOf(Device device) const;
};

void Nvml::Functions::findAll()
{
    find(init, "nvmlInit_v2");
    find(shutdown, "nvmlShutdown");
    find(errorString, "nvmlErrorString");
    find(count, "nvmlDeviceGetCount_v2");
    find(handle, "nvmlDeviceGetHandleByIndex_v2");
    find(name, "nvmlDeviceGetName");
    find(uuid, "nvmlDeviceGetUUID");
    find(utilization, "nvmlDeviceGetUtilizationRates");
    find(memory, "nvmlDeviceGetMemoryInfo");
    find(power, "nvmlDeviceGetPowerUsage");
    find(temperature, "nvmlDeviceGetTemperature");
    find(migMode, "nvmlDeviceGetMigMode");
    find(mostMigs, "nvmlDeviceGetMaxMigDeviceCount");
    find(migHandle, "nvmlDeviceGetMigDeviceHandleByIndex");
}

std::string Nvml::Functions::textOf(Return code) const
{
    const char* const text = errorString != nullptr ? errorString(code) : nullptr;
    return text != nullptr ? fmt::format("{} (NVML error {})", text, code) : fmt::format("NVML error {}", code);
}

std::string Nvml::Functions::textFrom(Return (*ask)(Device, char*, unsigned), Device device) const
{
    std::array<char, kNameBytes> text{};
    if (ask == nullptr || ask(device, text.data(), kNameBytes) != kSuccess)
        return {};
    text.back() = '\0';
    return text.data();
}

std::optional<GpuMemory> Nvml::Functions::memoryOf(Device device) const
{
    MemoryInfo info{};
    if (memory == nullptr || memory(device, &info) != kSuccess)
        return std::nullopt;
    return GpuMemory{.usedBytes = info.used, .totalBytes = info.total};
}

std::vector<MigInstance> Nvml::Functions::instancesOf(Device device) const
{
    std::vector<MigInstance> instances;
    unsigned most = 0;
    if (mostMigs == nullptr || migHandle == nullptr || mostMigs(device, &most) != kSuccess)
        return instances;
    for (unsigned i = 0; i < most && i < kMostGpus; ++i) {
        Device instance = nullptr;
        if (migHandle(device, i, &instance) == kSuccess) // a place may be empty
            instances.push_back({.index = i, .uuid = textFrom(uuid, instance), .memory = memoryOf(instance)});
    }
    return instances;
}

GpuStatus Nvml::Functions::statusOf(Device device) const
{
    GpuStatus status;
    status.name = textFrom(name, device);
    status.uuid = textFrom(uuid, device);
    status.memory = memoryOf(device);
    UtilizationRates rates{};
    if (utilization != nullptr && utilization(device, &rates) == kSuccess)
        status.utilizationPercent = rates.gpu;
    unsigned value = 0;
    if (power != nullptr && power(device, &value) == kSuccess)
        status.powerWatts = value / 1'000.0;
    if (temperature != nullptr && temperature(device, kGpuSensor, &value) == kSuccess)
        status.temperatureCelsius = static_cast<std::int32_t>(value);
    unsigned pending = 0;
    if (migMode != nullptr && migMode(device, &value, &pending) == kSuccess && value == kMigEnabled) {
        status.isMig = true;
        status.instances = instancesOf(device);
    }
    return status;
}

Nvml::Nvml(std::unique_ptr<Functions> functions)
    : m_functions(std::move(functions))
{
}

Nvml::~Nvml()
{
    if (m_functions->shutdown != nullptr)
        m_functions->shutdown();
}

Result<std::unique_ptr<Nvml>> Nvml::open(const std::string& library)
{
    auto functions = std::make_unique<Functions>();
    functions->library.reset(::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL));
    if (functions->library == nullptr) {
        const char* const why = ::dlerror();
        return failure(ErrorCode::Unreachable, fmt::format("no NVIDIA driver: {}", why != nullptr ? why : library));
    }
    functions->findAll();
    if (functions->init == nullptr || functions->count == nullptr || functions->handle == nullptr)
        return failure(ErrorCode::Unreachable,
                       fmt::format("the NVIDIA driver is too old: {} lacks nvmlInit_v2, nvmlDeviceGetCount_v2 or "
                                   "nvmlDeviceGetHandleByIndex_v2",
                                   library));
    if (const Return code = functions->init(); code != kSuccess)
        return failure(ErrorCode::Unreachable,
                       fmt::format("the NVIDIA driver does not start: {}", functions->textOf(code)));
    return std::unique_ptr<Nvml>(new Nvml(std::move(functions)));
}

Result<std::vector<GpuStatus>> Nvml::read() const
{
    unsigned count = 0;
    if (const Return code = m_functions->count(&count); code != kSuccess)
        return failure(ErrorCode::BadReply,
                       fmt::format("the NVIDIA driver does not tell its GPUs: {}", m_functions->textOf(code)));
    std::vector<GpuStatus> gpus;
    for (unsigned i = 0; i < count && i < kMostGpus; ++i) {
        Device device = nullptr;
        if (m_functions->handle(i, &device) != kSuccess)
            continue;
        gpus.push_back(m_functions->statusOf(device));
        gpus.back().index = i;
    }
    return gpus;
}

} // namespace straightline::gpu
