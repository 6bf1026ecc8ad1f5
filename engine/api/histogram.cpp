// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/histogram.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace straightline
{

namespace
{

constexpr char kBlobVersion = 1;

void putVarint(std::string& bytes, std::uint64_t value)
{
    while (value >= 0x80) {
        bytes.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
        value >>= 7U;
    }
    bytes.push_back(static_cast<char>(value));
}

/// Takes varints off the front of a blob.
class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    bool atEnd() const { return m_bytes.empty(); }
    std::optional<std::uint64_t> next()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_bytes.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes.front());
            m_bytes.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                return value;
        }
        return std::nullopt;
    }

private:
    std::string_view m_bytes;
};

tl::unexpected<Error> damaged(const char* what)
{
    return failure(ErrorCode::Storage, std::string("histogram: ") + what);
}

/// visit(bucket, times) for the rest of a blob; what is wrong with it, or null.
template <class Visit>
const char* readBuckets(Reader reader, Visit visit)
{
    std::uint64_t next = 0;
    while (!reader.atEnd()) {
        const auto gap = reader.next();
        const auto times = reader.next();
        if (!gap || !times || *times == 0)
            return "cut short";
        if (*gap >= histogrambuckets::kBuckets || next + *gap >= histogrambuckets::kBuckets)
            return "bucket out of range";
        visit(static_cast<std::size_t>(next + *gap), *times);
        next += *gap + 1;
    }
    return nullptr;
}

} // namespace

void Histogram::addChunk(unsigned octave)
{
    m_chunks.emplace_back();
    m_chunkOf[octave] = static_cast<std::uint8_t>(m_chunks.size());
}

void Histogram::merge(const Histogram& other)
{
    if (other.m_count == 0)
        return;
    for (unsigned octave = 0; octave < kOctaves; ++octave) {
        if (other.m_chunkOf[octave] == 0)
            continue;
        if (m_chunkOf[octave] == 0)
            addChunk(octave);
        const Chunk& from = other.m_chunks[other.m_chunkOf[octave] - 1U];
        Chunk& into = m_chunks[m_chunkOf[octave] - 1U];
        for (std::size_t i = 0; i < kSubBuckets; ++i)
            into[i] += from[i];
    }
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_least = std::min(m_least, other.m_least);
    m_greatest = std::max(m_greatest, other.m_greatest);
}

void Histogram::merge(std::span<const std::uint32_t, histogrambuckets::kBuckets> buckets, std::uint64_t sum,
                      std::uint64_t least, std::uint64_t greatest)
{
    std::uint64_t count = 0;
    for (std::size_t bucket = 0; bucket < buckets.size(); ++bucket) {
        if (buckets[bucket] == 0)
            continue;
        const auto octave = static_cast<unsigned>(bucket / kSubBuckets);
        if (m_chunkOf[octave] == 0)
            addChunk(octave);
        m_chunks[m_chunkOf[octave] - 1U][bucket % kSubBuckets] += buckets[bucket];
        count += buckets[bucket];
    }
    if (count == 0)
        return;
    m_count += count;
    m_sum += sum;
    m_least = std::min(m_least, least);
    m_greatest = std::max(m_greatest, greatest);
}

void Histogram::clear()
{
    if (m_count == 0)
        return;
    for (Chunk& chunk : m_chunks)
        chunk.fill(0);
    m_count = 0;
    m_sum = 0;
    m_least = ~std::uint64_t{0};
    m_greatest = 0;
}

template <class Visit>
void Histogram::forEachBucket(Visit visit) const
{
    for (std::size_t octave = 0; octave < kOctaves; ++octave) {
        if (m_chunkOf[octave] == 0)
            continue;
        const Chunk& chunk = m_chunks[m_chunkOf[octave] - 1U];
        for (std::size_t i = 0; i < kSubBuckets; ++i) {
            if (chunk[i] > 0)
                visit(octave * kSubBuckets + i, chunk[i]);
        }
    }
}

double Histogram::middleOf(std::size_t bucket)
{
    const std::size_t octave = bucket / kSubBuckets;
    if (octave == 0)
        return static_cast<double>(bucket);
    const std::uint64_t width = std::uint64_t{1} << (octave - 1);
    const std::uint64_t lowest = (kSubBuckets + bucket % kSubBuckets) * width;
    return static_cast<double>(lowest) + static_cast<double>(width - 1) / 2.0;
}

double Histogram::percentile(double percent) const
{
    if (m_count == 0)
        return 0.0;
    const double wanted = std::ceil(std::clamp(percent, 0.0, 100.0) / 100.0 * static_cast<double>(m_count));
    const auto rank = std::clamp(static_cast<std::uint64_t>(wanted), std::uint64_t{1}, m_count);
    if (rank == m_count) // the last one is known exactly, also beyond the range of the buckets
        return static_cast<double>(m_greatest);
    std::uint64_t seen = 0;
    double found = static_cast<double>(m_greatest);
    forEachBucket([&](std::size_t bucket, std::uint64_t times) {
        if (seen < rank && seen + times >= rank)
            found = middleOf(bucket);
        seen += times;
    });
    return std::clamp(found, static_cast<double>(m_least), static_cast<double>(m_greatest));
}

std::uint64_t Histogram::countUpTo(std::uint64_t value) const
{
    std::uint64_t found = 0;
    forEachBucket([&](std::size_t bucket, std::uint64_t times) {
        if (middleOf(bucket) <= static_cast<double>(value))
            found += times;
    });
    return found;
}

HistogramBlob Histogram::toBlob() const
{
    HistogramBlob blob;
    if (m_count == 0)
        return blob;
    constexpr std::uint64_t kUsualBuckets = 256;
    blob.reserve(16 + 2 * std::min(m_count, kUsualBuckets));
    blob.push_back(kBlobVersion);
    putVarint(blob, m_sum);
    putVarint(blob, m_least);
    putVarint(blob, m_greatest);
    std::size_t next = 0;
    forEachBucket([&](std::size_t bucket, std::uint64_t times) {
        putVarint(blob, bucket - next);
        putVarint(blob, times);
        next = bucket + 1;
    });
    return blob;
}

Result<void> Histogram::mergeBlob(std::string_view blob)
{
    if (blob.empty())
        return {};
    if (blob.front() != kBlobVersion)
        return damaged("unknown version");
    Reader reader(blob.substr(1));
    const auto sum = reader.next();
    const auto least = reader.next();
    const auto greatest = reader.next();
    if (!sum || !least || !greatest || *least > *greatest || reader.atEnd())
        return damaged("cut short");
    // Read twice: nothing is added unless all can be.
    if (const char* problem = readBuckets(reader, [](std::size_t, std::uint64_t) {}))
        return damaged(problem);
    readBuckets(reader, [this](std::size_t bucket, std::uint64_t times) {
        const auto octave = static_cast<unsigned>(bucket / kSubBuckets);
        if (m_chunkOf[octave] == 0)
            addChunk(octave);
        m_chunks[m_chunkOf[octave] - 1U][bucket % kSubBuckets] += times;
        m_count += times;
    });
    m_sum += *sum;
    m_least = std::min(m_least, *least);
    m_greatest = std::max(m_greatest, *greatest);
    return {};
}

bool Histogram::operator==(const Histogram& other) const
{
    return toBlob() == other.toBlob();
}

} // namespace straightline
