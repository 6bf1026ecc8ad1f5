// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/replay/devicebatch.h"

#include <cstring>
#include <utility>

namespace straightline::replay
{

namespace
{

constexpr std::size_t kMostColumns = 5 + 2 * kernel::kTiers;
constexpr unsigned kSlots = 2;

} // namespace

std::pair<kernel::Requests, std::size_t> pack(const kernel::Requests& requests, std::byte* staging,
                                              const std::byte* base)
{
    kernel::Requests packed = requests;
    std::size_t at = 0;
    const auto move = [&](auto*& column) {
        if (column == nullptr)
            return;
        const std::size_t bytes = requests.count * sizeof(*column);
        if (staging != nullptr)
            std::memcpy(staging + at, column, bytes);
        column = static_cast<std::remove_reference_t<decltype(column)>>(static_cast<const void*>(base + at));
        at += bytes;
    };
    move(packed.arrivalNanos);
    move(packed.sizeBytes);
    move(packed.frequencyHz);
    move(packed.random);
    move(packed.targetNanos);
    for (auto& each : packed.serviceNanos)
        move(each);
    for (auto& each : packed.coldStartNanos)
        move(each);
    return {packed, at};
}

DeviceBatch::DeviceBatch(Accelerator& device, KernelBatch& batch)
    : m_device(device)
    , m_batch(batch)
{
}

Result<std::unique_ptr<DeviceBatch>> DeviceBatch::begin(Accelerator& device, KernelBatch& batch)
{
    std::unique_ptr<DeviceBatch> made(new DeviceBatch(device, batch));
    if (auto prepared = made->prepare(); !prepared)
        return tl::make_unexpected(prepared.error());
    return made;
}

DeviceBatch::~DeviceBatch()
{
    for (std::byte* each : {m_memory, m_trials, m_requests}) {
        if (each != nullptr)
            m_device.release(each);
    }
}

Result<void> DeviceBatch::prepare()
{
    const std::size_t trialBytes = m_batch.size() * sizeof(kernel::Trial);
    m_memory = m_device.allocate(m_batch.bytes());
    m_trials = m_device.allocate(trialBytes);
    m_requests = m_device.allocate(kMostRequests * kMostColumns * sizeof(std::uint64_t));
    std::byte* const staging = m_device.staging(0, trialBytes);
    if (m_memory == nullptr || m_trials == nullptr || m_requests == nullptr || staging == nullptr)
        return failure(ErrorCode::Overloaded, m_device.name() + " has too little memory for "
                                                  + std::to_string(m_batch.size()) + " simulations of "
                                                  + std::to_string(m_batch.site().bytes) + " bytes");
    std::memcpy(staging, m_batch.trials().data(), trialBytes);
    if (auto copied = m_device.copyIn(m_trials, 0, trialBytes); !copied)
        return copied;
    return m_device.launch(m_batch.launchOn(m_memory, m_trials, kernel::Launch::Step::Begin));
}

Result<void> DeviceBatch::run(const kernel::Requests& requests)
{
    m_slot = (m_slot + 1) % kSlots;
    std::byte* const staging = m_device.staging(m_slot, pack(requests, nullptr, m_requests).second);
    if (staging == nullptr)
        return failure(ErrorCode::Overloaded, "too little memory for the requests on their way to " + m_device.name());
    kernel::Launch launch = m_batch.launchOn(m_memory, m_trials, kernel::Launch::Step::Run);
    std::size_t bytes = 0;
    std::tie(launch.requests, bytes) = pack(requests, staging, m_requests);
    if (auto copied = m_device.copyIn(m_requests, m_slot, bytes); !copied)
        return copied;
    return m_device.launch(launch);
}

Result<void> DeviceBatch::finish()
{
    const kernel::Launch launch = m_batch.launchOn(m_memory, m_trials, kernel::Launch::Step::Finish);
    if (auto launched = m_device.launch(launch); !launched)
        return launched;
    // What lies behind the buckets is of no use to anybody here.
    const std::size_t width = launch.site.bucketsAt + histogrambuckets::kBuckets * sizeof(std::uint32_t);
    return m_device.copyOut(m_batch.memory(), m_memory, launch.site.bytes, width, m_batch.size());
}

} // namespace straightline::replay
