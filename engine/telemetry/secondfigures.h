// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/histogram.h"
#include "engine/api/requestrecord.h"
#include "engine/api/rollup.h"

namespace straightline::telemetry
{

/// What is counted in histograms.
enum class Figure : std::uint8_t { Total, Queue, Connect, Backend, Transfer, Size, Overhead, Failed };
inline constexpr std::size_t kFigures = 8;
using FigureHistograms = std::array<Histogram, kFigures>;

/// The histograms of one second of one series. A value; engine thread.
///
/// They are kept small, because a site has hundreds of series and each record touches three: a list of what the first
/// records brought, histograms only where there are more of them, and blobs once the second is over.
class SecondFigures
{
public:
    void add(const RequestRecord& record);
    /// Nothing is added any more, until clear(). `scratch`: empty histograms, empty again afterwards.
    void close(FigureHistograms& scratch);
    void clear();

    bool isClosed() const { return m_closed; }
    const HistogramBlob& blob(Figure figure) const; ///< of a closed second; empty before
    void addTo(Histogram& histogram, Figure figure) const;

private:
    struct Sample {
        std::uint64_t sizeBytes = 0;
        std::array<std::uint32_t, 5> stageMicros{}; ///< Figure::Total … Figure::Transfer
        std::uint32_t overheadMicros = 0;
        std::uint8_t outcome = 0;
        bool decided = false;
        bool reached = false; ///< a backend
        bool failed = false;
    };
    static constexpr std::size_t kMostSamples = 1'024;

    static Sample sampleOf(const RequestRecord& record);
    template <class Visit>
    static void forEachFigure(const Sample& sample, Visit visit); ///< visit(figure, value)
    static void count(const Sample& sample, FigureHistograms& histograms);

    bool m_closed = false;
    std::vector<Sample> m_samples; ///< until there are kMostSamples
    std::unique_ptr<FigureHistograms> m_histograms;
    std::array<HistogramBlob, kFigures> m_blobs;
};

} // namespace straightline::telemetry
