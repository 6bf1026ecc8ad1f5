// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/histogrambuckets.h"
#include "engine/api/result.h"

namespace straightline
{

/// A histogram as bytes, as the store keeps it; an empty histogram is an empty string.
using HistogramBlob = std::string;

/// How often each magnitude occurred, from 0 to 2^41 (an hour in µs, a terabyte in bytes), larger values counted as
/// that. Log-linear as HdrHistogram: 64 buckets to an octave, so a percentile is within 1/128 (0.8 %) of the exact one,
/// and exact below 128. Merging loses nothing. A value for one thread at a time; memory grows with the octaves touched.
class Histogram
{
public:
    void record(std::uint64_t value, std::uint64_t times = 1)
    {
        const std::uint64_t kept = value < kLargest ? value : kLargest;
        const unsigned octave = histogrambuckets::octaveOf(static_cast<unsigned>(std::bit_width(kept)));
        if (m_chunkOf[octave] == 0)
            addChunk(octave);
        m_chunks[m_chunkOf[octave] - 1U][histogrambuckets::subBucketOf(kept, octave)] += times;
        m_count += times;
        m_sum += value * times;
        m_least = value < m_least ? value : m_least;
        m_greatest = value > m_greatest ? value : m_greatest;
    }

    void merge(const Histogram& other);
    /// What was counted elsewhere: by bucket (histogrambuckets.h), and the sum, least and greatest of the values.
    void merge(std::span<const std::uint32_t, histogrambuckets::kBuckets> buckets, std::uint64_t sum,
               std::uint64_t least, std::uint64_t greatest);
    void clear(); ///< keeps the memory

    std::uint64_t count() const { return m_count; }
    std::uint64_t sum() const { return m_sum; }
    std::uint64_t least() const { return m_count > 0 ? m_least : 0; } ///< exact
    std::uint64_t greatest() const { return m_greatest; }             ///< exact

    /// How many values are at most `value`; a bucket counts where its middle is, one below 128 exactly.
    std::uint64_t countUpTo(std::uint64_t value) const;

    /// The nearest-rank percentile, `percent` in 0 … 100; 0 when empty.
    double percentile(double percent) const;

    /// Only the buckets that are not empty, as varints: some tens to hundreds of bytes.
    HistogramBlob toBlob() const;
    /// Adds what a blob holds; damaged bytes are an error and change nothing.
    [[nodiscard]] Result<void> mergeBlob(std::string_view blob);

    bool operator==(const Histogram& other) const;

private:
    static constexpr std::size_t kSubBuckets = histogrambuckets::kSubBuckets;
    static constexpr std::uint64_t kLargest = histogrambuckets::kLargest;
    static constexpr std::size_t kOctaves = histogrambuckets::kOctaves;
    using Chunk = std::array<std::uint64_t, kSubBuckets>;

    void addChunk(unsigned octave);
    template <class Visit>
    void forEachBucket(Visit visit) const; ///< visit(bucket, times), ascending, those with times > 0
    static double middleOf(std::size_t bucket);

    std::array<std::uint8_t, kOctaves> m_chunkOf{}; ///< 1 + index into m_chunks; 0 = octave not touched
    std::vector<Chunk> m_chunks;
    std::uint64_t m_count = 0;
    std::uint64_t m_sum = 0;
    std::uint64_t m_least = ~std::uint64_t{0};
    std::uint64_t m_greatest = 0;
};

} // namespace straightline
