// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/recordcodec.h"

#include <bit>
#include <limits>

namespace straightline::store
{
namespace
{

/// Numbers as varints of seven bits a byte, fractions as their eight bytes.
class Encoder
{
public:
    explicit Encoder(std::string& out)
        : m_out(out)
    {
    }

    template <class T>
    void whole(const T& value)
    {
        auto rest = static_cast<std::uint64_t>(value);
        while (rest >= 0x80) {
            m_out += static_cast<char>(rest | 0x80);
            rest >>= 7U;
        }
        m_out += static_cast<char>(rest);
    }
    void signedWhole(const std::int64_t& value)
    {
        const auto bits = static_cast<std::uint64_t>(value);
        whole((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0U)); // small either way
    }
    void fraction(const double& value)
    {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        for (unsigned shift = 0; shift < 64; shift += 8)
            m_out += static_cast<char>(bits >> shift);
    }
    void fraction(const float& value)
    {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        for (unsigned shift = 0; shift < 32; shift += 8)
            m_out += static_cast<char>(bits >> shift);
    }
    template <class E>
    void word(const E& value, E /*last*/)
    {
        whole(static_cast<std::uint64_t>(value));
    }
    void attemptFlags(const AttemptRecord& attempt)
    {
        whole((attempt.coldStart ? 1U : 0U) | (attempt.hedge ? 2U : 0U));
    }
    template <std::size_t N>
    void text(const FixedText<N>& value)
    {
        whole(value.length);
        m_out.append(value.text.data(), value.length);
    }
    template <class T>
    T count(const T& value, std::size_t most)
    {
        whole(value);
        return static_cast<T>(value < most ? value : most);
    }

private:
    std::string& m_out;
};

/// The other way; once something does not fit, good() is false and the rest is zero.
class Decoder
{
public:
    explicit Decoder(std::string_view bytes)
        : m_rest(bytes)
    {
    }

    bool good() const { return m_good; }
    bool atEnd() const { return m_rest.empty(); }

    template <class T>
    void whole(T& value)
    {
        const std::uint64_t read = varint();
        m_good = m_good && read <= std::numeric_limits<T>::max();
        value = m_good ? static_cast<T>(read) : T{};
    }
    void signedWhole(std::int64_t& value)
    {
        const std::uint64_t read = varint();
        value = static_cast<std::int64_t>((read >> 1U) ^ ((read & 1U) != 0 ? ~std::uint64_t{0} : 0U));
    }
    void fraction(double& value) { value = std::bit_cast<double>(littleEndian(8)); }
    void fraction(float& value) { value = std::bit_cast<float>(static_cast<std::uint32_t>(littleEndian(4))); }
    template <class E>
    void word(E& value, E last)
    {
        const std::uint64_t read = varint();
        m_good = m_good && read <= static_cast<std::uint64_t>(last);
        value = m_good ? static_cast<E>(read) : E{};
    }
    void attemptFlags(AttemptRecord& attempt)
    {
        const std::uint64_t read = varint();
        m_good = m_good && read <= 3;
        attempt.coldStart = (read & 1U) != 0;
        attempt.hedge = (read & 2U) != 0;
    }
    template <std::size_t N>
    void text(FixedText<N>& value)
    {
        const std::uint64_t length = varint();
        m_good = m_good && length <= N && length <= m_rest.size();
        if (!m_good)
            return;
        value.assign(m_rest.substr(0, length));
        m_rest.remove_prefix(length);
    }
    template <class T>
    T count(T& value, std::size_t most)
    {
        whole(value);
        return static_cast<T>(value < most ? value : most);
    }

private:
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = static_cast<std::uint8_t>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if (byte < 0x80)
                return value;
        }
        m_good = false;
        return 0;
    }
    std::uint64_t littleEndian(std::size_t bytes)
    {
        m_good = m_good && m_rest.size() >= bytes;
        if (!m_good)
            return 0;
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(m_rest[i])) << (8 * i);
        m_rest.remove_prefix(bytes);
        return value;
    }

    std::string_view m_rest;
    bool m_good = true;
};

/// The order of version 1. `c` encodes or decodes.
template <class C, class D>
void decisionFields(C& c, D& decision)
{
    c.word(decision.verdict, Verdict::TooLarge);
    c.word(decision.reason, Reason::Oracle);
    c.word(decision.policy, PolicyKind::Oracle);
    c.word(decision.tier, Tier::Serverless);
    c.whole(decision.backendIndex);
    c.fraction(decision.features.frequencyHz);
    c.whole(decision.features.sizeBytes);
    c.whole(decision.features.random);
    c.whole(decision.features.turn);
    const auto excluded = c.count(decision.features.excludedCount, kMaxExcluded);
    for (std::size_t i = 0; i < excluded; ++i)
        c.whole(decision.features.excluded[i]);
    c.fraction(decision.thresholds.frequencyHz);
    c.whole(decision.thresholds.sizeBytes);
    for (auto& room : decision.room) {
        c.whole(room.inFlight);
        c.whole(room.capacity);
        c.whole(room.healthy);
        c.whole(room.takesSize);
        c.whole(room.withFreeSlot);
        c.whole(room.withRoom);
    }
    const auto candidates = c.count(decision.candidateCount, kMaxCandidates);
    for (std::size_t i = 0; i < candidates; ++i) {
        c.whole(decision.candidates[i].backendNumber);
        c.fraction(decision.candidates[i].score);
    }
}

template <class C, class R>
void recordFields(C& c, R& record)
{
    c.whole(record.serial);
    c.signedWhole(record.arrivalUnixMicros);
    c.signedWhole(record.arrivalSteadyNanos);
    c.whole(record.applicationNumber);
    c.whole(record.backendNumber);
    c.word(record.outcome, Outcome::ShuttingDown);
    c.whole(record.status);
    c.whole(record.bytesIn);
    c.whole(record.bytesOut);
    c.whole(record.totalMicros);
    c.whole(record.overheadMicros);
    c.whole(record.stages.queueMicros);
    c.whole(record.stages.connectMicros);
    c.whole(record.stages.backendMicros);
    c.whole(record.stages.transferMicros);
    decisionFields(c, record.decision);
    const auto attempts = c.count(record.attemptCount, kMaxAttempts);
    for (std::size_t i = 0; i < attempts; ++i) {
        auto& attempt = record.attempts[i];
        c.whole(attempt.backendNumber);
        c.word(attempt.outcome, AttemptOutcome::Cancelled);
        c.attemptFlags(attempt);
        c.whole(attempt.status);
        c.whole(attempt.startedMicros);
        c.whole(attempt.tookMicros);
    }
    c.text(record.requestId);
    c.text(record.method);
    c.text(record.path);
}

} // namespace

void encodeRecord(const RequestRecord& record, std::string& out)
{
    out += static_cast<char>(kRecordVersion);
    Encoder encoder(out);
    recordFields(encoder, record);
}

Result<RequestRecord> decodeRecord(std::string_view bytes)
{
    if (bytes.empty() || static_cast<std::uint8_t>(bytes.front()) != kRecordVersion)
        return failure(ErrorCode::Storage, "a request record of an unknown version");
    RequestRecord record;
    Decoder decoder(bytes.substr(1));
    recordFields(decoder, record);
    if (!decoder.good() || !decoder.atEnd())
        return failure(ErrorCode::Storage, "a damaged request record");
    return record;
}

} // namespace straightline::store
