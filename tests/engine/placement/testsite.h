// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <QString>

#include "engine/api/liveload.h"
#include "engine/api/routingtable.h"
#include "engine/placement/decide.h"

// One application whose backends and load a test sets as it likes.
namespace straightline
{

struct TestBackend {
    Tier tier = Tier::Local;
    std::uint32_t capacity = 1;
    std::uint32_t inFlight = 0;
    std::uint64_t payloadLimitBytes = 0;
    bool inService = true;
    BreakerState breaker = BreakerState::Closed;
    std::uint32_t latencyMicros = 0;
    std::uint16_t admits = 1; ///< while half-open
};

class TestSite
{
public:
    explicit TestSite(PolicyKind policy = PolicyKind::Straightline)
    {
        m_table.applications.resize(1);
        application().name = "digits";
        application().number = 1;
        application().policy = policy;
        application().thresholds = {.frequencyHz = 20.0, .sizeBytes = 1'000};
    }

    ApplicationRoute& application() { return m_table.applications[0]; }
    LiveLoad& load() { return m_load; }
    BackendLoad& load(std::uint32_t index) { return m_load.backends[application().backends[index].slot]; }

    LearnedRates& rates(std::uint32_t index) { return m_load.rates[application().backends[index].slot]; }

    /// Backends are numbered from 1; slots are not the indices, so that one cannot pass for the other.
    void add(const TestBackend& backend)
    {
        addUnsealed(backend);
        seal(m_table);
    }
    void addUnsealed(const TestBackend& backend)
    {
        BackendRoute route;
        const auto index = static_cast<std::uint32_t>(application().backends.size());
        route.number = index + 1;
        route.slot = kMaxBackendSlots - 1 - index;
        route.tier = backend.tier;
        route.capacity = backend.capacity;
        route.payloadLimitBytes = backend.payloadLimitBytes;
        route.inService = backend.inService;
        application().backends.push_back(route);
        load(index).inFlight = backend.inFlight;
        load(index).breaker = backend.breaker;
        load(index).admits = backend.admits;
        load(index).latencyMicros = backend.latencyMicros;
        load(index).latencyAtNanos = kNow;
    }
    void sealAgain() { seal(m_table); }

    /// As new; cheaper than a new one, whose load is large.
    void clear()
    {
        for (std::uint32_t index = 0; index < application().backends.size(); ++index) {
            load(index).inFlight = 0;
            load(index).breaker = BreakerState::Closed;
            load(index).latencyMicros = 0;
            reset(rates(index));
        }
        application().backends.clear();
        seal(m_table);
    }

    Decision decide(const RequestFeatures& features)
    {
        return placement::decide(features, application(), m_load, kNow);
    }

    static constexpr std::int64_t kNow = 3'600'000'000'000;

private:
    RoutingTable m_table;
    LiveLoad m_load;
};

template <class Word>
QString word(Word value)
{
    const std::string_view text = toString(value);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline QString word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Placed:
        return QStringLiteral("placed");
    case Verdict::Wait:
        return QStringLiteral("wait");
    case Verdict::NothingHealthy:
        return QStringLiteral("nothing_healthy");
    case Verdict::TooLarge:
        return QStringLiteral("too_large");
    }
    return {};
}

} // namespace straightline
