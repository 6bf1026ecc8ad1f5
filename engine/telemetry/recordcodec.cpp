// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/recordcodec.h"

#include <algorithm>
#include <cassert>

namespace straightline::telemetry
{

// A new field has to be named below.
static_assert(sizeof(RequestRecord) == 472 && sizeof(Decision) == 160 && sizeof(AttemptRecord) == 16);

namespace
{

class Writer
{
public:
    explicit Writer(std::string& bytes)
        : m_bytes(bytes)
    {
    }
    template <class Number>
    void number(const Number& value)
    {
        auto rest = static_cast<std::uint64_t>(value);
        while (rest >= 0x80) {
            m_bytes.push_back(static_cast<char>((rest & 0x7FU) | 0x80U));
            rest >>= 7U;
        }
        m_bytes.push_back(static_cast<char>(rest));
    }
    void raw(const void* data, std::size_t size) { m_bytes.append(static_cast<const char*>(data), size); }
    void real(const double& value) { raw(&value, sizeof(value)); }
    void real(const float& value) { raw(&value, sizeof(value)); }
    void word(const std::uint64_t& value) { raw(&value, sizeof(value)); }
    template <std::size_t N>
    void text(const FixedText<N>& value)
    {
        number(value.length);
        raw(value.text.data(), value.length);
    }

private:
    std::string& m_bytes;
};

class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    template <class Number>
    void number(Number& value)
    {
        std::uint64_t read = 0;
        for (unsigned shift = 0;; shift += 7) {
            assert(!m_bytes.empty());
            const auto byte = static_cast<unsigned char>(m_bytes.front());
            m_bytes.remove_prefix(1);
            read |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                break;
        }
        value = static_cast<Number>(read);
    }
    void raw(void* data, std::size_t size)
    {
        assert(m_bytes.size() >= size);
        std::copy_n(m_bytes.data(), size, static_cast<char*>(data));
        m_bytes.remove_prefix(size);
    }
    void real(double& value) { raw(&value, sizeof(value)); }
    void real(float& value) { raw(&value, sizeof(value)); }
    void word(std::uint64_t& value) { raw(&value, sizeof(value)); }
    template <std::size_t N>
    void text(FixedText<N>& value)
    {
        number(value.length);
        raw(value.text.data(), value.length);
    }

private:
    std::string_view m_bytes;
};

// One list of the fields serves both ways: Record is const when writing.

template <class Stream, class Features>
void features(Stream& stream, Features& value)
{
    stream.real(value.frequencyHz);
    stream.number(value.sizeBytes);
    stream.word(value.random);
    stream.number(value.turn);
    stream.number(value.excludedCount);
    for (std::size_t i = 0; i < std::min<std::size_t>(value.excludedCount, kMaxExcluded); ++i)
        stream.number(value.excluded[i]);
}

template <class Stream, class AnyDecision>
void decision(Stream& stream, AnyDecision& value)
{
    stream.number(value.verdict);
    stream.number(value.reason);
    stream.number(value.policy);
    stream.number(value.tier);
    stream.number(value.backendIndex);
    features(stream, value.features);
    stream.real(value.thresholds.frequencyHz);
    stream.number(value.thresholds.sizeBytes);
    for (auto& room : value.room) {
        stream.number(room.inFlight);
        stream.number(room.capacity);
        stream.number(room.healthy);
        stream.number(room.takesSize);
        stream.number(room.withFreeSlot);
        stream.number(room.withRoom);
    }
    stream.number(value.candidateCount);
    for (std::size_t i = 0; i < std::min<std::size_t>(value.candidateCount, kMaxCandidates); ++i) {
        stream.number(value.candidates[i].backendNumber);
        stream.real(value.candidates[i].score);
    }
}

template <class Stream, class Attempt>
void attempt(Stream& stream, Attempt& value)
{
    stream.number(value.backendNumber);
    stream.number(value.outcome);
    stream.number(value.coldStart);
    stream.number(value.status);
    stream.number(value.startedMicros);
    stream.number(value.tookMicros);
}

template <class Stream, class Record>
void fields(Stream& stream, Record& record)
{
    stream.number(record.serial);
    stream.number(record.arrivalUnixMicros);
    stream.number(record.arrivalSteadyNanos);
    stream.number(record.applicationNumber);
    stream.number(record.backendNumber);
    stream.number(record.outcome);
    stream.number(record.attemptCount);
    stream.number(record.status);
    stream.number(record.bytesIn);
    stream.number(record.bytesOut);
    stream.number(record.totalMicros);
    stream.number(record.overheadMicros);
    stream.number(record.stages.queueMicros);
    stream.number(record.stages.connectMicros);
    stream.number(record.stages.backendMicros);
    stream.number(record.stages.transferMicros);
    decision(stream, record.decision);
    for (std::size_t i = 0; i < std::min<std::size_t>(record.attemptCount, kMaxAttempts); ++i)
        attempt(stream, record.attempts[i]);
    stream.text(record.requestId);
    stream.text(record.method);
    stream.text(record.path);
}

} // namespace

void packRecord(const RequestRecord& record, std::string& bytes)
{
    Writer writer(bytes);
    fields(writer, record);
}

RequestRecord unpackRecord(std::string_view bytes)
{
    RequestRecord record;
    Reader reader(bytes);
    fields(reader, record);
    return record;
}

} // namespace straightline::telemetry
